/**
 * An internal document comes into the register, is approved by a second person, and leaves it.
 *
 * Level 1 is the policy itself and has a life of its own (`policy-edition.ts`). Levels 2 and 3 stand on a clause of
 * the policy in force; approving one keeps what the clause said then, so that a later change of the clause is seen.
 * What was entered is never edited: a new version under the same code takes the place of the one before. The
 * documents that the policy itself makes are no matter of this register: they cannot differ from it.
 *
 * Law: 94-V art. 25(2)(1-1), 25(3)(2). Requirements. Decision 0110.
 */
import { hash } from 'node:crypto'
import type { Clause, Policy } from '@kelisim/policy'
import { INTERNAL_DOCUMENT, loadOne, type Stored, type Unit } from '@kelisim/store'
import {
  type ActionKind,
  canonical,
  isIsoDate,
  LANGUAGES,
  type Language,
  parseId,
  type Refusal,
  refusal,
} from '@kelisim/terms'
import { headClause } from './policy-edition.ts'
import { type Answer, type Invalid, invalid, type Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>
export type InternalDocument = Stored<typeof INTERNAL_DOCUMENT>

/** Letters, digits and the signs of numbers: `ІҚ-2-01`. */
const CODE = /^[\p{L}\d][\p{L}\d./-]{0,39}$/u
const SHA256 = /^[0-9a-f]{64}$/
const TITLE_CHARS_MAX = 200
/** What is longer stays a file: its hash stands here. */
const CONTENT_CHARS_MAX = 8_000

/** Two proposals under one code wait for each other. */
const ONE_PROPOSAL = 7_305_131

export interface DocumentWanted {
  readonly code: string
  readonly level: number
  readonly clause: string
  /** Kazakh and Russian are required. */
  readonly title: Readonly<Record<Language, string>>
  readonly languages: readonly string[]
  /** One of the two: the text, or the SHA-256 of the file. */
  readonly content: string
  readonly fileSha256: string
  /** ISO dates; an empty end is none. */
  readonly validFrom: string
  readonly validTo: string
}

export async function proposeDocument(
  means: Means,
  staff: Staff,
  wanted: DocumentWanted,
): Promise<Answer<{ readonly document: string }>> {
  const refused = await unlessSupervisor(means, staff, 'document_proposed')
  if (refused !== undefined) return refused
  const code = wanted.code.trim()
  const content = wanted.content.replaceAll('\r\n', '\n').trim()
  const title = titlesOf(wanted)
  const fault = faultOf({ ...wanted, code, content, title })
  if (fault !== undefined) return fault
  return await means.store.transaction(async (unit): Promise<Answer<{ document: string }>> => {
    if (clauseOf(unit.policy, wanted.clause) === undefined) return invalid('/clause', 'unknown')
    await unit.client.query('select pg_advisory_xact_lock($1)', [ONE_PROPOSAL])
    const newest = await newestOf(unit, code)
    if (newest?.state === 'proposed') return invalid('/code', 'waiting')
    const id: string = unit.newId()
    const version = (newest?.version ?? 0) + 1
    const sha256 = content === '' ? wanted.fileSha256.trim() : hash('sha256', content)
    unit.put(INTERNAL_DOCUMENT, {
      document_id: id,
      code,
      version,
      level: wanted.level,
      parent_clause: wanted.clause,
      title_kk: title.kk,
      title_ru: title.ru,
      title_en: title.en === '' ? undefined : title.en,
      languages: LANGUAGES.filter((language) => wanted.languages.includes(language)),
      content: content === '' ? undefined : content,
      sha256,
      valid_from: wanted.validFrom,
      valid_to: wanted.validTo === '' ? undefined : wanted.validTo,
      state: 'proposed',
      proposed_by: staff.id,
      proposed_at: unit.at,
      approved_by: undefined,
      approved_at: undefined,
      policy_version: undefined,
      clause_sha256: undefined,
      ended_by: undefined,
      ended_at: undefined,
    })
    const detail = { document: id, code, version, level: wanted.level, sha256 }
    unit.record({ kind: 'document_proposed', actor: staff, detail })
    return { effect: 'done', document: id }
  })
}

function titlesOf({ title }: DocumentWanted): Readonly<Record<Language, string>> {
  return { kk: title.kk.trim(), ru: title.ru.trim(), en: title.en.trim() }
}

function faultOf(wanted: DocumentWanted): Invalid | undefined {
  const { kk, ru, en } = wanted.title
  const isTitle = (text: string) => text !== '' && text.length <= TITLE_CHARS_MAX
  if (!CODE.test(wanted.code)) return invalid('/code', 'invalid')
  if (wanted.level !== 2 && wanted.level !== 3) return invalid('/level', 'unknown')
  if (!isTitle(kk)) return invalid('/titleKk', 'length')
  if (!isTitle(ru)) return invalid('/titleRu', 'length')
  if (en.length > TITLE_CHARS_MAX) return invalid('/titleEn', 'length')
  if (!LANGUAGES.some((one) => wanted.languages.includes(one))) return invalid('/languages', 'none')
  if (wanted.content.length > CONTENT_CHARS_MAX) return invalid('/content', 'length')
  const hashed = wanted.fileSha256.trim()
  if (wanted.content === '' && hashed === '') return invalid('/content', 'none')
  if (hashed !== '' && (wanted.content !== '' || !SHA256.test(hashed))) {
    return invalid('/fileSha256', 'invalid')
  }
  if (!isIsoDate(wanted.validFrom)) return invalid('/validFrom', 'invalid')
  const until = wanted.validTo
  if (until !== '' && (!isIsoDate(until) || until < wanted.validFrom)) {
    return invalid('/validTo', 'invalid')
  }
  return undefined
}

async function newestOf(unit: Unit, code: string): Promise<InternalDocument | undefined> {
  const where = `code = $1 and state <> 'withdrawn' order by version desc limit 1 for update`
  const standing = await loadOne(unit.client, INTERNAL_DOCUMENT, where, [code])
  const last = 'code = $1 order by version desc limit 1'
  const newest = await loadOne(unit.client, INTERNAL_DOCUMENT, last, [code])
  return standing?.state === 'proposed' ? standing : newest
}

/** The second person's step: the version before ends in the same moment. */
export async function approveDocument(
  means: Means,
  staff: Staff,
  document: string,
): Promise<Answer<object>> {
  return await move(means, staff, document, 'document_approved', async (unit, row) => {
    if (row.state !== 'proposed') return refusal('not_found')
    if (row.proposed_by === staff.id) {
      return refusal('second_person_required', headClause(unit.policy))
    }
    const clause = clauseOf(unit.policy, row.parent_clause)
    if (clause === undefined) return invalid('/clause', 'unknown')
    const standing = `code = $1 and state = 'approved' for update`
    const before = await loadOne(unit.client, INTERNAL_DOCUMENT, standing, [row.code])
    if (before !== undefined) {
      const ended = { state: 'superseded', ended_by: staff.id, ended_at: unit.at }
      unit.put(INTERNAL_DOCUMENT, { ...before, ...ended }, before)
    }
    return {
      state: 'approved',
      approved_by: staff.id,
      approved_at: unit.at,
      policy_version: unit.policy.version,
      clause_sha256: clauseSha256(clause),
    }
  })
}

/** A proposal is dropped, or a document in force ends without another in its place. */
export async function withdrawDocument(
  means: Means,
  staff: Staff,
  document: string,
): Promise<Answer<object>> {
  return await move(means, staff, document, 'document_withdrawn', (unit, row) =>
    row.state === 'proposed' || row.state === 'approved'
      ? { state: 'withdrawn', ended_by: staff.id, ended_at: unit.at }
      : refusal('not_found'),
  )
}

type Moved = Partial<InternalDocument> | Refusal | Invalid

async function move(
  means: Means,
  staff: Staff,
  document: string,
  kind: ActionKind,
  step: (unit: Unit, row: InternalDocument) => Promise<Moved> | Moved,
): Promise<Answer<object>> {
  const refused = await unlessSupervisor(means, staff, kind)
  if (refused !== undefined) return refused
  if (parseId(document) === undefined) return refusal('not_found')
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const where = 'document_id = $1 for update'
    const row = await loadOne(unit.client, INTERNAL_DOCUMENT, where, [document])
    if (row === undefined) return refusal('not_found')
    const moved = await step(unit, row)
    if ('effect' in moved) return moved
    unit.put(INTERNAL_DOCUMENT, { ...row, ...moved }, row)
    const { code, version } = row
    unit.record({ kind, actor: staff, detail: { document, code, version } })
    return { effect: 'done' }
  })
}

export function clauseOf(policy: Pick<Policy, 'chapters'>, id: string): Clause | undefined {
  return policy.chapters.flatMap(({ clauses }) => clauses).find((clause) => clause.id === id)
}

/** What a clause says, in every language, and on what it stands: a change of either is a change of the clause. */
export function clauseSha256({ id, text, legal, treatment }: Clause): string {
  return hash('sha256', canonical({ id, text: { ...text }, legal, treatment }))
}
