/**
 * What does the folder declare, as one value?
 *
 * Guarantees: a policy comes out only when every file was read whole; every fault is named by file, line
 * and clause, all at once; `hash` is of everything said, in every language, and of nothing else (comments
 * and the order of keys do not move it). What the policy means is asked by `checkPolicy`.
 *
 * Law: 94-V art. 25(2)(1), 25(2)(1-1). Requirements, I8, I10.
 */
import { LANGUAGES, type Language } from '@kelisim/terms'
import type { z } from 'zod'
import { ANNEXES, annexes } from './annex.ts'
import { digestValue } from './digest.ts'
import { clauseOf, error } from './fault.ts'
import type {
  Agreement,
  Chapter,
  ConsentControl,
  ConsentWording,
  Field,
  Finding,
  LegalReference,
  Policy,
  Purpose,
  Recipient,
} from './model.ts'
import type { Limits } from './limits.ts'
import { openFolder, type Places, type ReadFile, type Reader } from './read.ts'
import * as shape from './shape.ts'
import { sourceDocument } from './source.ts'

export interface Parsed {
  readonly policy?: Policy
  readonly findings: readonly Finding[]
  readonly places: Places
}

/** What could be read, even of a faulty folder, for the checker to go on with. */
export interface Draft {
  readonly policy: Policy
  readonly findings: readonly Finding[]
  readonly places: Places
  readonly partial: boolean
  /** From which Kazakh text each translation was made; no part of what the policy says. */
  readonly stamps?: Stamps
}

export type Stamps = z.output<typeof shape.stamps>

const GLOSSARY_FILE = 'glossary.yaml'
export const STAMPS_FILE = 'texts/stamps.yaml'

const FILES = [
  'policy',
  'purposes',
  'fields',
  'regions',
  'subject-categories',
  'special-categories',
  'operations',
  'roles',
  'recipients',
  'rights',
  'deadlines',
  'calendar',
  'legal',
  'limits',
  'controls',
  'clauses',
].map((name) => `${name}.yaml`)

export function parsePolicy(files: ReadonlyMap<string, string>): Parsed {
  const { policy, findings, places, partial } = readDraft(files)
  return partial ? { findings, places } : { policy, findings, places }
}

export function readDraft(files: ReadonlyMap<string, string>, read?: ReadFile): Draft {
  const reader = openFolder(files, read)
  refuseStrangers(reader, files)
  const head = reader.whole('policy.yaml', '', shape.policyHead) ?? shape.policyHead.parse({})
  const purposes = reader.list(byId('purpose', 'purposes', shape.purpose))
  const content: Omit<Policy, 'hash'> = {
    ...head,
    acts: reader.list({ ...byId('act', 'acts', shape.act), file: 'legal.yaml' }),
    legal: references(reader),
    deadlines: reader.list(byId('deadline', 'deadlines', shape.deadline)),
    calendar: reader.list({
      kind: 'calendar',
      file: 'calendar.yaml',
      key: 'calendar',
      shape: shape.calendarYear,
      id: ({ year }) => String(year),
    }),
    operations: reader.list(byId('operation', 'operations', shape.operation)),
    purposes,
    subjectCategories: reader.list({
      ...byId('category', 'subjectCategories', shape.subjectCategory),
      file: 'subject-categories.yaml',
    }),
    boxes: reader.list({ ...byId('box', 'boxes', shape.box), file: 'fields.yaml' }),
    fields: fields(reader, purposes, files),
    roles: reader.list(byId('role', 'roles', shape.role)),
    recipients: recipients(reader, files),
    controls: reader.list({
      kind: 'control',
      file: 'controls.yaml',
      key: 'controls',
      shape: shape.control,
      id: controlName,
    }),
    specialCategories: reader.list({
      ...byId('special', 'specialCategories', shape.specialCategory),
      file: 'special-categories.yaml',
    }),
    limits: reader.whole('limits.yaml', 'limits', shape.limits) ?? NO_LIMITS,
    rights: reader.list(byId('right', 'rights', shape.right)),
    chapters: chapters(reader),
    ...sourceDocument(reader, files),
    wording: {
      kk: wording(reader, 'kk'),
      ru: wording(reader, 'ru'),
      en: wording(reader, 'en'),
    },
    ...annexes(reader, files),
    ...glossary(reader, files),
  }
  const stamps = files.has(STAMPS_FILE) ? reader.whole(STAMPS_FILE, '', shape.stamps) : undefined
  const policy = { ...content, hash: digestValue(content) }
  const { findings, places } = reader
  return { policy, findings, places, partial: reader.partial(), ...(stamps && { stamps }) }
}

function glossary(reader: Reader, files: ReadonlyMap<string, string>): Pick<Policy, 'glossary'> {
  if (!files.has(GLOSSARY_FILE)) return {}
  const source = { ...byId('term', 'terms', shape.definedTerm), file: GLOSSARY_FILE }
  return { glossary: reader.list(source) }
}

/** Stands for limits that could not be read; a folder without them gives no policy. */
const NO_LIMITS: Limits = {
  adultYears: 0,
  draftHours: 0,
  recipientsMax: 0,
  codeMinutes: 0,
  codeTries: 0,
  revealSeconds: 0,
  duplicateSeconds: 0,
  destructionHorizonDays: 0,
  aprCaps: [],
  mci: {},
}

export function controlName(control: ConsentControl): string {
  if (control.kind === 'processing') return control.purpose
  if (control.kind === 'recipient') return `recipient:${control.purpose}`
  return `${control.purpose}:${control.channel}`
}

function byId<S extends z.ZodType<{ readonly id: string }>>(kind: string, key: string, entry: S) {
  return {
    kind,
    file: `${key}.yaml`,
    key,
    shape: entry,
    id: ({ id }: { readonly id: string }) => id,
  }
}

function refuseStrangers(reader: Reader, files: ReadonlyMap<string, string>): void {
  const known = new Set([...FILES, ...ANNEXES, GLOSSARY_FILE, STAMPS_FILE])
  for (const language of LANGUAGES) {
    known.add(`texts/${language}/clauses.yaml`).add(`texts/${language}/consent.yaml`)
  }
  for (const name of files.keys()) {
    // Every name below `source/` is judged where that folder is read.
    if (
      known.has(name) ||
      name.startsWith('source/') ||
      /^agreements\/[a-z0-9_]+\.yaml$/.test(name) ||
      name === 'README.md'
    )
      continue
    reader.findings.push(error('file_unknown', `${name}:1`, clauseOf(name), { file: name }))
  }
}

function references(reader: Reader): LegalReference[] {
  const source = {
    kind: 'legal',
    file: 'legal.yaml',
    key: 'references',
    shape: shape.reference,
    id: referenceId,
  }
  return reader.list(source).map((entry) => {
    const id = referenceId(entry)
    if (entry.jurisdiction !== 'KZ') {
      const where = reader.places.of('legal', id, 'jurisdiction')
      reader.findings.push(error('legal_foreign', where, '4.2.2', { act: entry.act }))
    }
    // Any other jurisdiction has just been named an error, so no policy with it is ever used.
    return { ...entry, id, jurisdiction: 'KZ' }
  })
}

function referenceId(entry: { readonly act: string; readonly article: string }): string {
  return `${entry.act} art. ${entry.article}`
}

function fields(
  reader: Reader,
  purposes: readonly Purpose[],
  files: ReadonlyMap<string, string>,
): Field[] {
  const entries = reader.list(byId('field', 'fields', shape.field))
  // Only a policy that asks for a region says which there are.
  const asked = files.has('regions.yaml') || entries.some(({ type }) => type === 'region')
  const regions = asked ? (reader.whole('regions.yaml', 'regions', shape.regions) ?? {}) : {}
  const everywhere = purposes.filter((purpose) => purpose.everyStoredField === true)
  return entries.map((entry) => {
    const named = entry.purposes.map((letter) => {
      const purpose = purposes.find((candidate) => candidate.letter === letter)
      return purpose?.id ?? `?${letter}`
    })
    const added = entry.default === 'off' ? [] : everywhere.map(({ id }) => id)
    const options = entry.type === 'region' ? { options: regions } : {}
    return { ...entry, ...options, purposes: [...named, ...added] }
  })
}

function recipients(reader: Reader, files: ReadonlyMap<string, string>): Recipient[] {
  const found = reader.list(byId('recipient', 'recipients', shape.recipient))
  const named = new Set(found.map(({ id }) => `agreements/${id}.yaml`))
  for (const file of files.keys()) {
    if (!file.startsWith('agreements/') || named.has(file)) continue
    reader.findings.push(error('agreement_without_recipient', `${file}:1`, '6.2', { file }))
  }
  return found.map((entry) => {
    const name = `agreements/${entry.id}.yaml`
    if (!files.has(name)) return entry
    const agreement: Agreement | undefined = reader.whole(name, '', shape.agreement)
    return agreement === undefined ? entry : { ...entry, agreement }
  })
}

function chapters(reader: Reader): Chapter[] {
  const prose = {
    kk: clauseTexts(reader, 'kk'),
    ru: clauseTexts(reader, 'ru'),
    en: clauseTexts(reader, 'en'),
  }
  const inThree = (part: 'text' | 'reason', id: string) => ({
    kk: prose.kk[part][id] ?? '',
    ru: prose.ru[part][id] ?? '',
    en: prose.en[part][id] ?? '',
  })
  const source = {
    kind: 'chapter',
    file: 'clauses.yaml',
    key: 'chapters',
    shape: shape.chapter,
    id: ({ number }: { readonly number: string }) => number,
  }
  const entries = reader.list(source)
  refuseOrphans(reader, prose, entries)
  return entries.map((entry) => ({
    ...entry,
    clauses: entry.clauses.map((clause) => {
      const said = { ...clause, text: inThree('text', clause.id) }
      return clause.treatment === 'as_is' ? said : { ...said, reason: inThree('reason', clause.id) }
    }),
  }))
}

/** A text that belongs to no clause would be lost in silence. */
function refuseOrphans(
  reader: Reader,
  prose: Readonly<Record<Language, z.output<typeof shape.clauseTexts>>>,
  entries: readonly z.output<typeof shape.chapter>[],
): void {
  const clauses = entries.flatMap((entry) => entry.clauses)
  const text = new Set(clauses.map(({ id }) => id))
  const changed = clauses.filter(({ treatment }) => treatment !== 'as_is')
  const known = { text, reason: new Set(changed.map(({ id }) => id)) }
  for (const language of LANGUAGES) {
    for (const part of ['text', 'reason'] as const) {
      for (const id of Object.keys(prose[language][part])) {
        if (known[part].has(id)) continue
        const where = reader.places.in(`texts/${language}/clauses.yaml`, part, id)
        reader.findings.push(error('clause_text_orphan', where, id, { clause: id }))
      }
    }
  }
}

function clauseTexts(reader: Reader, language: Language) {
  const file = `texts/${language}/clauses.yaml`
  return reader.whole(file, '', shape.clauseTexts) ?? shape.clauseTexts.parse({})
}

function wording(reader: Reader, language: Language): ConsentWording {
  return (
    reader.whole(`texts/${language}/consent.yaml`, '', shape.wording) ?? shape.wording.parse({})
  )
}
