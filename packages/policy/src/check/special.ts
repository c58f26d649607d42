/**
 * Does anything ask for a special category under another name?
 *
 * The words below are the checker's own, so that a folder can add to them and never take away. They are looked
 * for in the identifier, the titles and the options of every item, in three languages, at the beginning of a
 * word. An item that is class S, off and without purpose is allowed: it is how the policy says "never".
 * Nor may a figure be counted by what one is guessed from. Law: 94-V art. 7(8), 7(9); DC art. 43(2). Requirements, I9.
 */
import { LANGUAGES, type Language } from '@kelisim/terms'
import { depersonalisedFields, STATISTICS_FILE } from '../depersonalisation.ts'
import { error } from '../fault.ts'
import { exceptionOf } from '../lawful.ts'
import type { Field, Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

/** Clause 3.2 and health: a policy must be able to recognise each in free text. */
const REQUIRED = [
  'race_nationality',
  'political',
  'religion',
  'intimate_life',
  'criminal_record',
  'health',
]

/** What an item under an exception for a category may be called by: the words of that category alone. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  health: 'мүгедек денсаулы ауру диагноз инвалид здоровь болезн disab health diagnos illness'.split(
    ' ',
  ),
}

const DENIED: Readonly<Record<Language, readonly string[]>> = {
  kk: [
    'нәсіл',
    'ұлты',
    'этник',
    'саяси',
    'партия',
    'дін',
    'наным',
    'жыныс',
    'интим',
    'сотт',
    'мүгедек',
    'денсаулы',
    'ауру',
    'диагноз',
  ],
  ru: [
    'рас',
    'националь',
    'этни',
    'полит',
    'парти',
    'религи',
    'вероисповед',
    'убежден',
    'пол',
    'гендер',
    'интим',
    'сексуал',
    'судимост',
    'инвалид',
    'здоровь',
    'диагноз',
    'болезн',
  ],
  en: [
    'race',
    'racial',
    'ethnic',
    'nationalit',
    'politic',
    'party',
    'religio',
    'belief',
    'sex',
    'gender',
    'intimate',
    'criminal',
    'conviction',
    'disab',
    'health',
    'diagnos',
    'illness',
  ],
}
/**
 * From these an origin, a belief or an illness is guessed (R-19e): they may be held for what they were asked for, and no
 * figure is counted by them. Names, numbers and free texts are in no figure in any case (depersonalisation.ts).
 */
const HINTS: Readonly<Record<Language, readonly string[]>> = {
  kk: ['азаматты', 'туған жер', 'тілі', 'сатып ал'],
  ru: ['гражданств', 'место рождения', 'язык', 'покупк'],
  en: ['citizenship', 'place of birth', 'birthplace', 'language', 'purchase'],
}
/** Stems so short that they would catch innocent words: these must be the whole word. */
const WHOLE = new Set(['рас', 'пол', 'раса'])
const HINTED = new Map(LANGUAGES.map((language) => [language, compiled(HINTS[language])]))

export function checkSpecial(policy: Policy, places: Places): readonly Finding[] {
  return [
    ...register(policy, places),
    ...policy.fields.flatMap((field) => named(policy, field, places)),
    ...labels(policy, places),
    ...inferred(policy, places),
  ]
}

function inferred(policy: Policy, places: Places): readonly Finding[] {
  const plan = policy.depersonalisation
  if (plan === undefined) return []
  const counted = depersonalisedFields(plan)
  return policy.fields
    .filter(({ id }) => counted.includes(id))
    .filter(({ title }) =>
      LANGUAGES.some((language) => HINTED.get(language)?.test(title[language].toLowerCase())),
    )
    .map(({ id }) => {
      const where = places.in(STATISTICS_FILE, 'depersonalisation', 'steps')
      return error('special_category_inferred', where, '3.2', { field: id })
    })
}

/** What a person reads above the data: purposes, groups and forms may not name one either. */
function labels(policy: Policy, places: Places): readonly Finding[] {
  const said = [
    ...policy.purposes.flatMap(({ id, title, inConsent }) => [
      { kind: 'purpose', id, key: 'title', texts: title },
      { kind: 'purpose', id, key: 'inConsent', texts: inConsent },
    ]),
    ...policy.boxes.map(({ id, title }) => ({ kind: 'box', id, key: 'title', texts: title })),
    ...policy.subjectCategories.map(({ id, title }) => {
      return { kind: 'category', id, key: 'title', texts: title }
    }),
    ...(policy.forms ?? []).map(({ id, title }) => ({
      kind: 'form',
      id,
      key: 'title',
      texts: title,
    })),
  ]
  return said.flatMap(({ kind, id, key, texts }) =>
    LANGUAGES.flatMap((language) => {
      const stem = betrayed(policy, language, texts[language])
      if (stem === undefined) return []
      const where = places.of(kind, id, key, language)
      return [error('special_category_field', where, '3.2', { found: stem })]
    }),
  )
}

function register(policy: Policy, places: Places): readonly Finding[] {
  return REQUIRED.flatMap((id) => {
    const category = policy.specialCategories.find((candidate) => candidate.id === id)
    const silent = LANGUAGES.filter((language) => (category?.stems[language].length ?? 0) === 0)
    if (category !== undefined && silent.length === 0) return []
    const where =
      category === undefined
        ? places.in('special-categories.yaml', 'specialCategories')
        : places.of('special', id, 'stems', silent[0] ?? 'kk')
    return [error('special_category_unnamed', where, '3.2', { category: id })]
  })
}

function named(policy: Policy, field: Field, places: Places): readonly Finding[] {
  const forbidden = field.class === 'S' && field.default === 'off' && field.purposes.length === 0
  if (forbidden) return []
  const found: Finding[] = []
  const fault = (stem: string | undefined, ...path: string[]) => {
    if (stem === undefined) return
    const where = places.of('field', field.id, ...path)
    found.push(error('special_category_field', where, '3.2', { found: stem }))
  }
  const own = exceptionOf(policy, field) === undefined ? undefined : field.special
  fault(betrayed(policy, 'en', field.id.replaceAll('_', ' '), own), 'id')
  for (const language of LANGUAGES) {
    fault(betrayed(policy, language, field.title[language], own), 'title', language)
    for (const [code, option] of Object.entries(field.options ?? {})) {
      const coded = language === 'en' ? ` ${code.replaceAll(/[_-]/g, ' ')}` : ''
      fault(betrayed(policy, language, option[language] + coded, own), 'options', code, language)
    }
  }
  return found
}

/** The stem by which a text names a special category. */
function betrayed(
  policy: Policy,
  language: Language,
  text: string,
  own?: string,
): string | undefined {
  return stemsOf(policy, language, own).exec(text.toLowerCase())?.[0]
}

/** All stems of a language as one expression; most labels are done with after one reading. */
const stems = new WeakMap<Policy, Map<string, RegExp>>()

function stemsOf(policy: Policy, language: Language, own = ''): RegExp {
  const known = stems.get(policy) ?? new Map<string, RegExp>()
  stems.set(policy, known)
  const key = `${language} ${own}`
  const before = known.get(key)
  if (before !== undefined) return before
  const fresh = compiled([
    ...DENIED[language].filter((stem) => OWN[own]?.includes(stem) !== true),
    ...policy.specialCategories
      .filter(({ id }) => id !== own)
      .flatMap((category) => category.stems[language]),
  ])
  known.set(key, fresh)
  return fresh
}

function compiled(words: readonly string[]): RegExp {
  const escaped = words.map((stem) => {
    const said = stem.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    return WHOLE.has(stem) ? `${said}(?!\\p{L})` : said
  })
  return new RegExp(`(?<!\\p{L})(?:${escaped.join('|')})`, 'u')
}
