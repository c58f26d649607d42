/**
 * What is written differently: which entries came, went or changed, and each text side by side?
 *
 * Works over the whole model without knowing its keys, so a list added to the model is compared from its
 * first day. A change anywhere in the model is a change here; the order of entries is none.
 *
 * Requirements, L-16.
 */
import { LANGUAGES, type Language, type Texts } from '@kelisim/terms'
import { consentTexts } from '../consent.ts'
import type { Policy } from '../model.ts'
import { controlName } from '../parse.ts'
import type { EntryChange, TextChange, ValueChange } from './difference.ts'

interface Entry {
  readonly kind: string
  readonly id: string
  readonly title?: Texts
  readonly values: ReadonlyMap<string, string | readonly string[]>
  readonly texts: ReadonlyMap<string, Texts>
}

/** Lists of the model whose singular is not the word without its last letter. */
const SINGULAR: Readonly<Record<string, string>> = {
  boxes: 'box',
  legal: 'legal',
  calendar: 'calendar',
  glossary: 'term',
  subjectCategories: 'category',
  specialCategories: 'special',
}

/** Taken apart below, or the address of it all. */
const APART: ReadonlySet<string> = new Set(['chapters', 'wording', 'hash'])

/** The last line of a consent's contents: version and address of the policy. */
const VERSION_LINE = -1

export function changedEntries(before: Policy, after: Policy): readonly EntryChange[] {
  const old = entriesOf(before)
  const fresh = entriesOf(after)
  const keys = new Set([...fresh.keys(), ...old.keys()])
  return [...keys].flatMap((key) => compare(old.get(key), fresh.get(key)))
}

function compare(before: Entry | undefined, after: Entry | undefined): readonly EntryChange[] {
  const entry = after ?? before
  if (entry === undefined) return []
  const values = changedValues(before?.values ?? new Map(), after?.values ?? new Map())
  const texts = changedTexts(before?.texts ?? new Map(), after?.texts ?? new Map())
  if (before !== undefined && after !== undefined && values.length + texts.length === 0) return []
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  const { kind, id, title } = entry
  return [{ kind, id, change, ...(title === undefined ? {} : { title }), values, texts }]
}

function changedValues(before: Entry['values'], after: Entry['values']): readonly ValueChange[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((path) => {
    const old = before.get(path)
    const fresh = after.get(path)
    if (said(old) === said(fresh)) return []
    const lists = Array.isArray(old) || Array.isArray(fresh)
    const sides = {
      ...(old === undefined ? {} : { before: said(old) }),
      ...(fresh === undefined ? {} : { after: said(fresh) }),
    }
    if (!lists) return [{ path, ...sides }]
    const removed = listed(old).filter((name) => !listed(fresh).includes(name))
    const added = listed(fresh).filter((name) => !listed(old).includes(name))
    return [{ path, ...sides, removed, added }]
  })
}

function said(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ')
}

function listed(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? [])
}

function changedTexts(before: Entry['texts'], after: Entry['texts']): readonly TextChange[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((path) => {
    const old = before.get(path)
    const fresh = after.get(path)
    const languages = LANGUAGES.filter((language) => old?.[language] !== fresh?.[language])
    if (languages.length === 0) return []
    const sides = {
      ...(old === undefined ? {} : { before: old }),
      ...(fresh === undefined ? {} : { after: fresh }),
    }
    return [{ path, languages, ...sides }]
  })
}

/** Every entry of the model by kind and name; what stands outside the lists is the card. */
function entriesOf(policy: Policy): ReadonlyMap<string, Entry> {
  const { chapters, wording } = policy
  const found = new Map<string, Entry>()
  const put = (kind: string, id: string, value: unknown) => {
    found.set(`${kind}/${id}`, entryOf(kind, id, value))
  }
  const card: Record<string, unknown> = {}
  const parts: Keyed = { ...policy }
  for (const [key, value] of Object.entries(parts)) {
    if (APART.has(key)) continue
    if (key === 'limits') put('limits', 'limits', value)
    else if (key === 'controls') {
      for (const control of policy.controls) put('control', controlName(control), control)
    } else if (isListOfEntries(value)) {
      const kind = SINGULAR[key] ?? key.slice(0, -1)
      for (const entry of value) put(kind, String(entry['id'] ?? entry['year']), entry)
    } else card[key] = value
  }
  put('card', 'card', card)
  for (const { clauses, ...chapter } of chapters) {
    put('chapter', chapter.number, chapter)
    for (const clause of clauses) put('clause', clause.id, clause)
  }
  put('wording', 'wording', inThree(wording))
  for (const [control, lines] of consents(policy)) put('consent', control, lines)
  return found
}

type Keyed = Readonly<Record<string, unknown>>

function isListOfEntries(value: unknown): value is readonly Keyed[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((entry) => isKeyed(entry) && ('id' in entry || 'year' in entry))
  )
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function entryOf(kind: string, id: string, value: unknown): Entry {
  const values = new Map<string, string | readonly string[]>()
  const texts = new Map<string, Texts>()
  flatten('', value, values, texts)
  const title = texts.get('title') ?? texts.get('name') ?? texts.get('duty')
  return { kind, id, ...(title === undefined ? {} : { title }), values, texts }
}

function flatten(
  path: string,
  value: unknown,
  values: Map<string, string | readonly string[]>,
  texts: Map<string, Texts>,
): void {
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  if (isTexts(value)) texts.set(path, value)
  else if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) values.set(path, value.map(String))
    else value.forEach((item, index) => flatten(below(String(index + 1)), item, values, texts))
  } else if (isKeyed(value)) {
    for (const [key, item] of Object.entries(value)) flatten(below(key), item, values, texts)
  } else if (typeof value === 'string') values.set(path, value)
  else if (typeof value === 'number' || typeof value === 'boolean') values.set(path, `${value}`)
}

function isTexts(value: unknown): value is Texts {
  return (
    isKeyed(value) &&
    Object.keys(value).length === LANGUAGES.length &&
    LANGUAGES.every((language) => typeof value[language] === 'string')
  )
}

/** The wording by key, its three languages side by side. */
function inThree(wording: Policy['wording']): Keyed {
  const found: Record<string, unknown> = {}
  const leaves = (language: Language) => {
    const values = new Map<string, string | readonly string[]>()
    flatten('', wording[language], values, new Map())
    return values
  }
  const each = { kk: leaves('kk'), ru: leaves('ru'), en: leaves('en') }
  for (const key of new Set(LANGUAGES.flatMap((language) => [...each[language].keys()]))) {
    found[key] = {
      kk: said(each.kk.get(key)),
      ru: said(each.ru.get(key)),
      en: said(each.en.get(key)),
    }
  }
  return found
}

/**
 * The consents as a person reads them, line by line: a changed term or recipient shows here in its sentence. The
 * line that names the version is left out, because it differs in every consent of every version.
 */
function consents(policy: Policy): ReadonlyMap<string, Keyed> {
  const found = new Map<string, Record<string, Record<string, string>>>()
  for (const language of LANGUAGES) {
    for (const text of consentTexts(policy, language)) {
      const { heading, statement, agree, otherwise, control } = text
      const lines = text.terms.slice(0, VERSION_LINE).map(({ item, label, value }, index) => {
        return [`8(4)(${item}) ${index + 1}`, `${label}: ${value}`] as const
      })
      const entry = found.get(control) ?? {}
      const all = { heading, statement, ...Object.fromEntries(lines), agree, otherwise }
      for (const [path, line] of Object.entries(all)) {
        entry[path] = { ...entry[path], [language]: line }
      }
      found.set(control, entry)
    }
  }
  return found
}
