/**
 * Is the person as free to refuse as to agree?
 *
 * Looks at the words around a tick; `control_pre_ticked`, `control_bundled` and `control_forced` look at the tick,
 * and a test of the screen looks at the page. Nothing praises the one answer or threatens the other, none is
 * drowned in words, and taking a consent back asks no more than giving it.
 *
 * Law: 94-V art. 8(1), 8(7). Requirements, L-1; look §5.
 */
import { LANGUAGES, type Language } from '@kelisim/terms'
import { error } from '../fault.ts'
import type { Finding, Policy, WordingKind } from '../model.ts'
import type { Places } from '../read.ts'

const KINDS: readonly WordingKind[] = ['processing', 'optional', 'recipient', 'channel']

/** How much longer the sentence of refusing may be than that of agreeing, and the other way round. */
const WEIGHT_MAX = 5

const word = (body: string): RegExp => new RegExp(`(?<!\\p{L})(?:${body})`, 'iu')

const THREATS: Readonly<Record<Language, RegExp>> = {
  kk: word('айырыл|жоғалт|өкін|мүмкіндікті жіберіп'),
  ru: word('потеря|лиш[аи]|упуст|к сожалению|пожале'),
  en: word('lose|losing|miss out|unfortunately|regret|worse'),
}
const LURES: Readonly<Record<Language, RegExp>> = {
  kk: word('тиімді|ең жақсы|жеңілдік|сыйлық'),
  ru: word('выгодн|лучш|скидк|подарок|бонус'),
  en: word('best|better|discount|gift|bonus|great'),
}
const HARDER: Readonly<Record<Language, RegExp>> = {
  kk: word('жазбаша|өтініш жаз|кеңсе|хатпен|нотариус'),
  ru: word('письменн|заявлени|письмом|в офис|нотари|почтой'),
  en: word('in writing|letter|at (?:the|our) office|notar|by post'),
}

export function checkFreely(policy: Policy, places: Places): readonly Finding[] {
  return LANGUAGES.flatMap((language) => {
    const wording = policy.wording[language]
    const fault = (code: string, path: readonly string[], message: string) =>
      error(code, places.in(`texts/${language}/consent.yaml`, ...path), '6.1', message)
    const found = KINDS.flatMap((kind): readonly Finding[] => {
      const { agree, otherwise } = {
        agree: wording.agree[kind] ?? '',
        otherwise: wording.otherwise[kind] ?? '',
      }
      const lured = [wording.heading[kind], wording.statement[kind], agree].some((text) =>
        LURES[language].test(text ?? ''),
      )
      const unequal =
        agree !== '' &&
        otherwise !== '' &&
        Math.max(otherwise.length / agree.length, agree.length / otherwise.length) > WEIGHT_MAX
      return [
        ...(THREATS[language].test(otherwise)
          ? [
              fault(
                'refusal_threatened',
                ['otherwise', kind],
                'Say what happens, not what is lost.',
              ),
            ]
          : []),
        ...(lured
          ? [fault('consent_enticing', ['agree', kind], 'A consent praises nothing: take it out.')]
          : []),
        ...(unequal
          ? [
              fault(
                'choice_unequal',
                ['otherwise', kind],
                `One answer takes over ${WEIGHT_MAX} times the words of the other.`,
              ),
            ]
          : []),
      ]
    })
    const message = 'A consent is taken back as it was given, without paper and without a visit.'
    const harder = HARDER[language].test(wording.withdrawal)
    return harder ? [...found, fault('withdrawal_harder', ['withdrawal'], message)] : found
  })
}
