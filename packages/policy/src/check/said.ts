/**
 * Everything the policy says to a person, text by text, with the place of each language.
 *
 * Does not judge the texts; `words.ts` does.
 */
import { LANGUAGES, type Language, type Texts } from '@kelisim/terms'
import { clauseOf } from '../fault.ts'
import type { Path } from '../folder.ts'
import type { Policy } from '../model.ts'
import type { Places } from '../read.ts'

export interface Said {
  readonly texts: Texts
  /** The same in small letters, made once for all rules that look for words. */
  readonly low: Texts
  readonly at: (language: Language) => string
  readonly clause: string
  /** A name, which may be the same in every language. */
  readonly proper: boolean
  /** Speaks of the source's wrong words, and so has to name them. */
  readonly quotes: boolean
}

type Entry = { readonly id: string }

/** Several rules read the same texts; a list is kept as long as its policy and no longer. */
const known = new WeakMap<Policy, { readonly places: Places; readonly all: readonly Said[] }>()

export function said(policy: Policy, places: Places): readonly Said[] {
  const before = known.get(policy)
  if (before?.places === places) return before.all
  const all = collect(policy, places)
  known.set(policy, { places, all })
  return all
}

function collect(policy: Policy, places: Places): readonly Said[] {
  const of = (kind: string, file: string, entry: Entry & { clause?: string }) => ({
    say: (texts: Texts, key: string, ...rest: Path): Said =>
      plain(texts, entry.clause ?? clauseOf(file), (language) =>
        places.of(kind, entry.id, key, ...rest, language),
      ),
  })
  const titled = (kind: string, file: string, entries: readonly (Entry & { title: Texts })[]) =>
    entries.map((entry) => of(kind, file, entry).say(entry.title, 'title'))
  return [
    ...card(policy, places),
    ...titled('purpose', 'purposes.yaml', policy.purposes),
    ...policy.purposes.map((entry) =>
      of('purpose', 'purposes.yaml', entry).say(entry.inConsent, 'inConsent'),
    ),
    ...titled('category', 'subject-categories.yaml', policy.subjectCategories),
    ...titled('operation', 'operations.yaml', policy.operations),
    ...titled('role', 'roles.yaml', policy.roles),
    ...titled('right', 'rights.yaml', policy.rights),
    ...titled('box', 'fields.yaml', policy.boxes),
    ...titled('field', 'fields.yaml', policy.fields),
    ...policy.fields.map((entry) => of('field', 'fields.yaml', entry).say(entry.why, 'why')),
    ...policy.fields.flatMap((entry) =>
      entry.sharedBecause === undefined
        ? []
        : [of('field', 'fields.yaml', entry).say(entry.sharedBecause, 'sharedBecause')],
    ),
    // «Оператор» and «клиент» are the same word in two languages.
    ...titled('term', 'glossary.yaml', policy.glossary ?? []).map((one) => ({
      ...one,
      proper: true,
    })),
    ...titled('form', 'forms.yaml', policy.forms ?? []),
    ...notes(policy, places),
    ...(policy.register?.measureGrounds ?? []).flatMap(({ measure, because }) =>
      because === undefined
        ? []
        : [
            of('measure', 'register.yaml', { id: measure, clause: measure }).say(
              because,
              'because',
            ),
          ],
    ),
    ...options(policy, places),
    ...recipients(policy, places),
    ...policy.deadlines.map((entry) =>
      of('deadline', 'deadlines.yaml', entry).say(entry.duty, 'duty'),
    ),
    ...titled('legal', 'legal.yaml', policy.legal),
    ...titled('act', 'legal.yaml', policy.acts),
    ...titled('special', 'special-categories.yaml', policy.specialCategories),
    ...clauses(policy, places),
    ...wording(policy, places),
  ]
}

function plain(texts: Texts, clause: string, at: Said['at']): Said {
  const { kk, ru, en } = texts
  const low = { kk: kk.toLowerCase(), ru: ru.toLowerCase(), en: en.toLowerCase() }
  return { texts, low, at, clause, proper: false, quotes: false }
}

function card(policy: Policy, places: Places): readonly Said[] {
  const at = (key: string) => (language: Language) =>
    places.in('policy.yaml', 'operator', key, language)
  const { name, address } = policy.operator
  return [{ ...plain(name, 'A.1', at('name')), proper: true }, plain(address, 'A.1', at('address'))]
}

/** Of rights and harm, one for each activity of the register. */
function notes(policy: Policy, places: Places): readonly Said[] {
  return (policy.register?.processing ?? []).flatMap(({ purpose, note }) =>
    note === undefined
      ? []
      : (['rights', 'harm', 'reduced'] as const).map((key) =>
          plain(note[key], '1.2', (language) =>
            places.of('processing', purpose, 'note', key, language),
          ),
        ),
  )
}

/** Regions are one list, however many fields use it. */
function options(policy: Policy, places: Places): readonly Said[] {
  const region = policy.fields.find((field) => field.type === 'region')
  const regions = Object.entries(region?.options ?? {}).map(([code, texts]) =>
    plain(texts, '5.1', (language) => places.in('regions.yaml', 'regions', code, language)),
  )
  const own = policy.fields
    .filter((field) => field.type !== 'region')
    .flatMap((field) =>
      Object.entries(field.options ?? {}).map(([code, texts]) =>
        plain(texts, '5.1', (language) => places.of('field', field.id, 'options', code, language)),
      ),
    )
  return [...regions, ...own]
}

function recipients(policy: Policy, places: Places): readonly Said[] {
  return policy.recipients.flatMap(({ id, name, legalName }) => {
    const at = (key: string) => (language: Language) => places.of('recipient', id, key, language)
    const names = { ...plain(name, '6.2', at('name')), proper: true }
    return legalName === undefined ? [names] : [names, plain(legalName, '6.2', at('legalName'))]
  })
}

function clauses(policy: Policy, places: Places): readonly Said[] {
  return policy.chapters.flatMap((chapter) => [
    plain(chapter.title, chapter.number, (language) =>
      places.of('chapter', chapter.number, 'title', language),
    ),
    ...chapter.clauses.flatMap((clause) => {
      const at = (part: string) => (language: Language) =>
        places.in(`texts/${language}/clauses.yaml`, part, clause.id)
      const text = plain(clause.text, clause.id, at('text'))
      if (clause.reason === undefined) return [text]
      return [text, { ...plain(clause.reason, clause.id, at('reason')), quotes: true }]
    }),
  ])
}

/** The same key of the three wordings, side by side; a key that one language lacks is a blank text. */
function wording(policy: Policy, places: Places): readonly Said[] {
  const flat = { kk: leaves(policy, 'kk'), ru: leaves(policy, 'ru'), en: leaves(policy, 'en') }
  const keys = new Set(LANGUAGES.flatMap((language) => [...flat[language].keys()]))
  return [...keys].map((key) => {
    const texts = {
      kk: flat.kk.get(key) ?? '',
      ru: flat.ru.get(key) ?? '',
      en: flat.en.get(key) ?? '',
    }
    return plain(texts, '6.1', (language) =>
      places.in(`texts/${language}/consent.yaml`, ...key.split('.')),
    )
  })
}

function leaves(policy: Policy, language: Language): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(policy.wording[language])) {
    if (typeof value === 'string') found.set(key, value)
    else for (const [part, text] of Object.entries(value)) found.set(`${key}.${part}`, String(text))
  }
  return found
}
