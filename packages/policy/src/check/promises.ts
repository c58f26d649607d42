/**
 * Does a consent promise what the rules do, no less and no more?
 *
 * Everything that a rule can change (the fields, the term, the recipient, the numbers) must come into the text
 * through its place, or the text would go on promising what is no longer so. What is said in words (to third
 * parties or not, abroad or not, destroyed or depersonalised) is held against the tables. Two things of one name
 * could not be told apart by the person.
 *
 * Law: 94-V art. 7(6), 7(8), 8(4), 8(5), 12(2), 14. Requirements: L-1, R-31, R-54, R-55, R-58, R-88, R-91.
 */
import { LANGUAGES, type Language } from '@kelisim/terms'
import { error, type Params } from '../fault.ts'
import { wordingKind } from '../consent.ts'
import type { ConsentWording, Finding, Policy, WordingKind } from '../model.ts'
import { controlName } from '../parse.ts'
import type { Places } from '../read.ts'

const KINDS: readonly WordingKind[] = ['processing', 'optional', 'recipient', 'channel']

/** Which places a sentence must have, so that it follows the rules. */
const NEEDED: readonly (readonly [path: string, places: readonly string[]])[] = [
  ['statement.processing', ['name', 'inConsent']],
  ['statement.optional', ['name', 'inConsent']],
  ['statement.recipient', ['name', 'recipient', 'inConsent']],
  ['statement.channel', ['name', 'byChannel', 'inConsent']],
  ['heading.optional', ['purpose']],
  ['heading.recipient', ['recipient']],
  ['heading.channel', ['purpose', 'byChannel']],
  ['agree.recipient', ['recipient']],
  ['agree.channel', ['byChannel']],
  ['thirdParties.recipient', ['legalName', 'bin']],
  ['labels.data', ['count']],
  ['operator', ['operator', 'bin', 'address']],
  ['term', ['days']],
  ['withdrawal', ['withdrawalDays']],
  ['policy', ['version', 'site']],
]

/** How each language says yes and no where art. 8(4) wants one of them. */
const YES: Readonly<Record<Language, RegExp>> = {
  kk: /^иә/iu,
  ru: /^да(?!\p{L})/iu,
  en: /^yes\b/iu,
}
const NO: Readonly<Record<Language, RegExp>> = {
  kk: /^жоқ|м[ае]й(?:ды|ді)/iu,
  ru: /^(?:нет|не)(?!\p{L})/iu,
  en: /^(?:no|none|not)\b/iu,
}
const END: Readonly<Record<'destroy' | 'depersonalise', Readonly<Record<Language, RegExp>>>> = {
  destroy: { kk: /жой/iu, ru: /уничтож/iu, en: /destroy/iu },
  depersonalise: { kk: /иесізденд/iu, ru: /обезлич/iu, en: /depersonal|anonym/iu },
}

export function checkPromises(policy: Policy, places: Places): readonly Finding[] {
  const wordings = LANGUAGES.flatMap((language) => {
    const wording = policy.wording[language]
    const fault: Fault = (code, path, params) => {
      const where = places.in(`texts/${language}/consent.yaml`, ...path.split('.'))
      return error(code, where, '6.1', params)
    }
    return [
      ...missingPlaces(wording, fault),
      ...byHand(policy, wording, language, fault),
      ...answers(policy, wording, language, fault),
    ]
  })
  return [...wordings, ...ambiguous(policy, places), ...idle(policy, places)]
}

type Fault = (code: string, path: string, params: Params) => Finding

/** The text at `a.b` of a wording; a blank one is a missing translation and not a fault of this kind. */
function textAt(wording: ConsentWording, path: string): string {
  let value: unknown = wording
  for (const part of path.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
  }
  return typeof value === 'string' ? value : ''
}

function missingPlaces(wording: ConsentWording, fault: Fault): readonly Finding[] {
  return NEEDED.flatMap(([path, needed]) => {
    const text = textAt(wording, path)
    if (text === '') return []
    return needed
      .filter((place) => !new RegExp(`\\{${place}[|}]`).test(text))
      .map((place) => fault('consent_place_missing', path, { place }))
  })
}

/** A number, a recipient or an item of data typed by hand stays when the rule behind it changes. */
function byHand(
  policy: Policy,
  wording: ConsentWording,
  language: Language,
  fault: Fault,
): readonly Finding[] {
  const names = namesIn(policy, language)
  return sentences(wording).flatMap(([path, text]) => {
    const own = text.replaceAll(/\{[^}]*\}/g, ' ')
    const found = /\d+/.exec(own)?.[0] ?? names(own)
    return found === undefined ? [] : [fault('consent_written_by_hand', path, { found })]
  })
}

/** Which title of a recipient or a field stands in a text, as a whole word. */
function namesIn(policy: Policy, language: Language): (text: string) => string | undefined {
  const names = [
    ...policy.recipients.flatMap(({ name, legalName }) => [
      name[language],
      legalName?.[language] ?? '',
    ]),
    ...policy.fields.map(({ title }) => title[language]),
  ]
    .filter((name) => name.length >= 4)
    .map((name) => name.toLowerCase())
  return (text) => {
    const plain = text.toLowerCase()
    const found = names.filter((name) => plain.includes(name))
    if (found.length === 0) return undefined
    // Only now: an expression with edges of words is slow to build.
    const whole = new RegExp(`(?<!\\p{L})(?:${found.map(escaped).join('|')})(?!\\p{L})`, 'iu')
    return whole.exec(text)?.[0]
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

/** Sentences that speak of what the rules decide; names of channels and of items of the form do not. */
function sentences(wording: ConsentWording): readonly (readonly [string, string])[] {
  const kinds = (['heading', 'statement', 'agree', 'otherwise', 'thirdParties'] as const).flatMap(
    (key) => KINDS.map((kind) => [`${key}.${kind}`, wording[key][kind] ?? ''] as const),
  )
  const single = (
    [
      'operator',
      'term',
      'crossBorder',
      'dissemination',
      'automated',
      'withdrawal',
      'policy',
    ] as const
  ).map((key) => [key, wording[key]] as const)
  const ends = (['destroy', 'depersonalise'] as const).map(
    (key) => [`onEnd.${key}`, wording.onEnd[key]] as const,
  )
  return [...kinds, ...single, ...ends]
}

/** Art. 8(4)(4) to (6): yes and no, and what happens at the end, against the tables. */
function answers(
  policy: Policy,
  wording: ConsentWording,
  language: Language,
  fault: Fault,
): readonly Finding[] {
  const found: Finding[] = []
  const expect = (path: string, text: string, wanted: RegExp, rule: string) => {
    if (text !== '' && !wanted.test(text))
      found.push(fault('consent_says_otherwise', path, { rule }))
  }
  for (const kind of KINDS.filter((one) =>
    policy.controls.some((control) => wordingKind(control) === one),
  )) {
    const [wanted, rule] = goesOn(policy, kind) ? [YES, 'goes_out'] : [NO, 'goes_nowhere']
    expect(`thirdParties.${kind}`, wording.thirdParties[kind] ?? '', wanted[language], rule)
  }
  const abroad = policy.recipients.some(
    ({ agreement }) => agreement && agreement.storageCountry !== 'KZ',
  )
  if (!abroad) expect('crossBorder', wording.crossBorder, NO[language], 'stays_in_kz')
  expect('dissemination', wording.dissemination, NO[language], 'nobody_distributes')
  for (const end of ['destroy', 'depersonalise'] as const) {
    expect(`onEnd.${end}`, wording.onEnd[end], END[end][language], end)
  }
  return found
}

function goesOn(policy: Policy, kind: WordingKind): boolean {
  if (kind === 'recipient') return true
  const receiving = policy.controls.filter((control) => control.kind === 'recipient')
  return policy.controls
    .filter((control) => wordingKind(control) === kind)
    .some(({ purpose }) => receiving.some((other) => other.purpose === purpose))
}

/** In a list of data or recipients a person reads titles: two of one title are one to them (X-21 for purposes). */
function ambiguous(policy: Policy, places: Places): readonly Finding[] {
  const lists = [
    ['field', policy.fields.filter((field) => field.default !== 'off'), '5.1'],
    ['recipient', policy.recipients.map((one) => ({ ...one, title: one.name })), '6.2'],
  ] as const
  return lists.flatMap(([kind, entries, clause]) =>
    entries.flatMap((entry, index) =>
      LANGUAGES.flatMap((language) => {
        const text = entry.title[language]
        const same = entries.slice(0, index).find(({ title }) => title[language] === text)
        if (same === undefined || text === '') return []
        const key = kind === 'recipient' ? 'name' : 'title'
        const params = { id: entry.id, other: same.id, language }
        return [error('title_ambiguous', places.of(kind, entry.id, key, language), clause, params)]
      }),
    ),
  )
}

/** A consent to what nobody may do promises more than the rules. */
function idle(policy: Policy, places: Places): readonly Finding[] {
  const granted = policy.roles.flatMap(({ grants }) => grants)
  return policy.controls.flatMap((control) =>
    control.operations.flatMap((operation, index) => {
      const isDone = granted.some(
        ({ purpose, operations }) => purpose === control.purpose && operations.includes(operation),
      )
      if (isDone) return []
      const name = controlName(control)
      const where = places.of('control', name, 'operations', index)
      return [error('consent_operation_idle', where, '6.1', { control: name, operation })]
    }),
  )
}
