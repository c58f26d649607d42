/**
 * Was each translation made from the Kazakh text that stands now?
 *
 * `texts/stamps.yaml` says for every clause and every sentence of a consent from which Kazakh text the Russian
 * and the English were made, by the first digits of its hash; whoever translates stamps anew (`npx kelisim policy
 * stamp`). A folder without the file promises nothing and is told so once. Texts whose three languages stand in
 * one entry are seen together and need no stamp.
 *
 * Law: languages of consumer information. Requirements: L-16.
 */
import { LANGUAGES, type Language } from '@kelisim/terms'
import { digestText } from '../digest.ts'
import { warning } from '../fault.ts'
import type { Finding, Policy } from '../model.ts'
import { STAMPS_FILE, type Stamps } from '../parse.ts'
import type { Places } from '../read.ts'

const DIGITS = 12
const TRANSLATED = LANGUAGES.filter((language) => language !== 'kk')

interface Prose {
  /** The key in the stamps: `text 2.1`, `reason 2.1`, `consent term`. */
  readonly key: string
  readonly kk: string
  readonly clause: string
  readonly at: (language: Language) => string
}

export function checkStamps(
  policy: Policy,
  stamps: Stamps | undefined,
  places: Places,
): readonly Finding[] {
  const all = proseOf(policy, places)
  if (stamps === undefined) {
    return [warning('translation_unstamped', `${STAMPS_FILE}:1`, '1.3')]
  }
  return all.flatMap(({ key, kk, clause, at }) => {
    const stands = digestText(kk).slice(0, DIGITS)
    return TRANSLATED.flatMap((language): readonly Finding[] => {
      const stamp = (language === 'ru' ? stamps.ru : stamps.en)[key]
      if (stamp === stands) return []
      if (stamp === undefined) return [warning('translation_unstamped', at(language), clause)]
      return [warning('translation_stale', at(language), clause, { language })]
    })
  })
}

/** The file that stamps every translation as made from the texts that stand now. */
export function stampsOf(policy: Policy): string {
  const nowhere: Places = { of: () => '', in: () => '' }
  const lines = proseOf(policy, nowhere).map(
    ({ key, kk }) => `  ${JSON.stringify(key)}: '${digestText(kk).slice(0, DIGITS)}'\n`,
  )
  return [
    '# From which Kazakh text each translation was made: the first digits of its SHA-256. Written by\n',
    '# `npx kelisim policy stamp`, when a translation was made anew or found still right. Serves: L-16.\n\n',
    ...TRANSLATED.map((language) => `${language}:\n${lines.join('')}`),
  ].join('')
}

function proseOf(policy: Policy, places: Places): readonly Prose[] {
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  const said = clauses.flatMap(({ id, text, reason }): readonly Prose[] => {
    const prose = (part: 'text' | 'reason', kk: string): Prose => ({
      key: `${part} ${id}`,
      kk,
      clause: id,
      at: (language) => places.in(`texts/${language}/clauses.yaml`, part, id),
    })
    return [prose('text', text.kk), ...(reason === undefined ? [] : [prose('reason', reason.kk)])]
  })
  return [...said, ...leaves(policy.wording.kk, [])].map((prose) =>
    prose.at === undefined
      ? {
          ...prose,
          at: (language: Language) => places.in(`texts/${language}/consent.yaml`, ...prose.path),
        }
      : prose,
  )
}

interface Leaf extends Omit<Prose, 'at'> {
  readonly at?: undefined
  readonly path: readonly string[]
}

function leaves(value: unknown, path: readonly string[]): readonly Leaf[] {
  if (typeof value === 'string') {
    return [{ key: `consent ${path.join('.')}`, kk: value, clause: '6.1', path }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, below]) => leaves(below, [...path, key]))
}
