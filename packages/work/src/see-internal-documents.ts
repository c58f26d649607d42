/**
 * Which documents do staff work by, which of them hang in the air, and who has not read them?
 *
 * Everybody at the desk sees what is approved and says under their own login that they have read it; who has not is
 * told to the person responsible alone. Faults are computed at each look from the policy in force and today's date,
 * so that none can be forgotten: `orphan` (the clause is gone), `clause_changed` (it says something else now), `ended`.
 *
 * Law: 94-V art. 25(2)(1-1), 25(3)(2). Requirements, L-17.
 */
import {
  DOCUMENT_ACKNOWLEDGEMENT,
  INTERNAL_DOCUMENT,
  load,
  loadOne,
  POLICY_EDITION,
  STAFF,
} from '@kelisim/store'
import { almatyDate, type Moment, parseId, refusal, type StaffId } from '@kelisim/terms'
import { clauseOf, clauseSha256, type InternalDocument } from './internal-document.ts'
import type { Answer, Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'
import { supervises } from './supervise.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>

/** Versions shown at once, the newest of each code among them. */
const DOCUMENTS_MAX = 500

export type DocumentFault = 'orphan' | 'clause_changed' | 'ended'

export interface Reading {
  /** Whether and when who looks has read it. */
  readonly mine: Moment | undefined
  /** Told to the person responsible alone. */
  readonly others?: {
    readonly read: readonly { readonly name: string; readonly at: Moment }[]
    readonly waiting: readonly string[]
  }
}

export interface SeenDocument {
  readonly row: InternalDocument
  readonly faults: readonly DocumentFault[]
  /** Its first day has not come. */
  readonly isEarly: boolean
  readonly reading: Reading
  readonly proposedBy: string
  readonly approvedBy: string | undefined
  /** Proposed by who looks, so another approves. */
  readonly isOwn: boolean
}

export interface DocumentsSeen {
  /** Level 1: the version of the policy in force; undefined where none was adopted. */
  readonly policy: { readonly edition: string; readonly reading: Reading } | undefined
  readonly documents: readonly SeenDocument[]
  readonly mayGovern: boolean
}

/** What is approved; the person responsible sees proposals too. */
export async function seeDocuments(means: Means, staff: Staff): Promise<DocumentsSeen> {
  const { pool } = means.store
  const mayGovern = supervises(means.policy, staff.role)
  const states = mayGovern ? ['approved', 'proposed'] : ['approved']
  const where = `state = any($1::text[]) order by level, code, version desc limit ${DOCUMENTS_MAX}`
  const rows = await load(pool, INTERNAL_DOCUMENT, where, [states])
  const edition = await loadOne(pool, POLICY_EDITION, "state = 'in_force'", [])
  const ids = [...rows.map((row) => row.document_id), edition?.edition_id].filter(Boolean)
  const people = await load(pool, STAFF, 'true order by name', [])
  const said = await load(pool, DOCUMENT_ACKNOWLEDGEMENT, 'document_id = any($1::uuid[])', [ids])
  const readingOf = (id: string): Reading => {
    const own = said.filter((one) => one.document_id === id)
    const mine = own.find((one) => one.staff_id === staff.id)?.at
    if (!mayGovern) return { mine }
    const known = people.filter(
      ({ active, staff_id: who }) => active && isReader(means, who, people),
    )
    const read = known.flatMap(({ name, staff_id: who }) => {
      const at = own.find((one) => one.staff_id === who)?.at
      return at === undefined ? [] : [{ name, at }]
    })
    const waiting = known
      .filter(({ staff_id: who }) => !own.some((one) => one.staff_id === who))
      .map(({ name }) => name)
    return { mine, others: { read, waiting } }
  }
  const nameOf = (id: string | undefined) => people.find(({ staff_id: who }) => who === id)?.name
  return {
    policy: edition && { edition: edition.edition_id, reading: readingOf(edition.edition_id) },
    documents: rows.map((row) => ({
      row,
      faults: faultsOf(means, row),
      isEarly: row.valid_from > almatyDate(means.now()),
      reading: readingOf(row.document_id),
      proposedBy: nameOf(row.proposed_by) ?? '–',
      approvedBy: nameOf(row.approved_by),
      isOwn: row.proposed_by === staff.id,
    })),
    mayGovern,
  }
}

/** Staff of a role that the policy in force still has. */
function isReader(
  means: Means,
  id: string,
  people: readonly { readonly staff_id: string; readonly role: string }[],
): boolean {
  const role = people.find(({ staff_id: who }) => who === id)?.role
  return means.policy.roles.some((known) => known.id === role)
}

/** A proposal hangs on nothing yet but its clause. */
export function faultsOf(
  means: Pick<Means, 'policy' | 'now'>,
  row: InternalDocument,
): readonly DocumentFault[] {
  const clause = clauseOf(means.policy, row.parent_clause)
  const faults: DocumentFault[] = []
  if (clause === undefined) faults.push('orphan')
  else if (row.clause_sha256 !== undefined && row.clause_sha256 !== clauseSha256(clause)) {
    faults.push('clause_changed')
  }
  if (row.valid_to !== undefined && row.valid_to < almatyDate(means.now())) faults.push('ended')
  return faults
}

/** “I have read”, once, of an approved document or of the policy in force. */
export async function acknowledgeDocument(
  means: Means,
  staff: Staff,
  document: string,
): Promise<Answer<{ readonly now: boolean }>> {
  if (parseId(document) === undefined) return refusal('not_found')
  return await means.store.transaction(async (unit): Promise<Answer<{ now: boolean }>> => {
    const { client } = unit
    const staffId: StaffId = staff.id
    const where = "document_id = $1 and state = 'approved' for update"
    const row = await loadOne(client, INTERNAL_DOCUMENT, where, [document])
    const inForce = "edition_id = $1 and state = 'in_force' for update"
    const edition = row ?? (await loadOne(client, POLICY_EDITION, inForce, [document]))
    if (edition === undefined) return refusal('not_found')
    const both = 'document_id = $1 and staff_id = $2'
    const known = await loadOne(client, DOCUMENT_ACKNOWLEDGEMENT, both, [document, staffId])
    if (known !== undefined) return { effect: 'done', now: false }
    const fresh = { document_id: document, staff_id: staffId, at: unit.at }
    unit.put(DOCUMENT_ACKNOWLEDGEMENT, fresh)
    const named =
      row === undefined ? { version: edition.version } : { code: row.code, version: row.version }
    unit.record({ kind: 'document_acknowledged', actor: staff, detail: { document, ...named } })
    return { effect: 'done', now: true }
  })
}
