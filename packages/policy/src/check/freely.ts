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
import { error, type Params } from '../fault.ts'
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
    const fault = (code: string, path: readonly string[], params: Params): Finding =>
      error(code, places.in(`texts/${language}/consent.yaml`, ...path), '6.1', params)
    const found = KINDS.flatMap((kind): readonly Finding[] => {
      const agree = wording.agree[kind] ?? ''
      const otherwise = wording.otherwise[kind] ?? ''
      const threat = THREATS[language].exec(otherwise)?.[0]
      const lure = [wording.heading[kind] ?? '', wording.statement[kind] ?? '', agree]
        .flatMap((text) => LURES[language].exec(text)?.[0] ?? [])
        .at(0)
      return [
        ...(threat === undefined
          ? []
          : [fault('refusal_threatened', ['otherwise', kind], { found: threat })]),
        ...(lure === undefined
          ? []
          : [fault('consent_enticing', ['agree', kind], { found: lure })]),
        ...(isUnequal(agree, otherwise)
          ? [fault('choice_unequal', ['otherwise', kind], { times: WEIGHT_MAX })]
          : []),
      ]
    })
    const harder = HARDER[language].exec(wording.withdrawal)?.[0]
    return harder === undefined
      ? found
      : [...found, fault('withdrawal_harder', ['withdrawal'], { found: harder })]
  })
}

function isUnequal(agree: string, otherwise: string): boolean {
  if (agree === '' || otherwise === '') return false
  return Math.max(otherwise.length / agree.length, agree.length / otherwise.length) > WEIGHT_MAX
}
