/**
 * Has this member of staff signed the undertaking of confidentiality, before anything is shown to them?
 *
 * An undertaking is an approved internal document that stands on the clause of the policy which orders it. Signing is
 * the acknowledgement under the member's own login; until then nothing of the desk opens but the register of documents,
 * so a new house opens with entering, approving and signing one. A new version of it is signed anew. A policy
 * without such a clause orders none.
 *
 * Law: 94-V art. 11(2), 25(3)(2). Requirements. Why so: decision 0149.
 */
import type { Policy } from '@kelisim/policy'
import type { Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'

export function isUndertaking(policy: Policy, clause: string): boolean {
  return confidentialityClauses(policy).includes(clause)
}

function confidentialityClauses(policy: Policy): readonly string[] {
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  return clauses.filter(({ requirements }) => requirements.includes('R-70')).map(({ id }) => id)
}

const UNDERTAKINGS = `
  select d.document_id as id, exists (select from document_acknowledgement a
      where a.document_id = d.document_id and a.staff_id = $2) as signed
  from internal_document d
  where d.state = 'approved' and d.parent_clause = any ($1::text[])
  order by d.code`

export interface Unsigned {
  /** The one to sign first; undefined while none is in force. */
  readonly document: string | undefined
}

/** What keeps the desk closed to them; undefined when nothing does. */
export async function unsignedUndertaking(
  { policy, store }: Means,
  { id }: Pick<StaffMember, 'id'>,
): Promise<Unsigned | undefined> {
  const clauses = confidentialityClauses(policy)
  if (clauses.length === 0) return undefined
  const { rows } = await store.pool.query<{ id: string; signed: boolean }>({
    text: UNDERTAKINGS,
    values: [clauses, id],
    name: 'undertakings',
  })
  const waiting = rows.find(({ signed }) => !signed)
  return waiting === undefined && rows.length > 0 ? undefined : { document: waiting?.id }
}
