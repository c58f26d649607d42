/**
 * What only the person responsible for personal data does: suspend a recipient, resume it, look after the ledger.
 *
 * The policy says who that is: the role it lets block data for the person's rights. Who is refused stands in
 * the ledger with what they asked for, like every refusal.
 *
 * Law: 94-V art. 10(1), 22(1)(5), 25(2)(1-1). Requirements.
 */
import { clauseFor, type Policy } from '@kelisim/policy'
import { DISCLOSURE, load, loadOne, RECIPIENT_CONTAINMENT, RECIPIENT_STATE } from '@kelisim/store'
import { type ActionKind, type Moment, type Refusal, refusal } from '@kelisim/terms'
import { type Attesting, attestingOf, deviationOf } from './attested.ts'
import type { Answer, Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>

export function supervises(policy: Policy, role: string): boolean {
  const known = policy.roles.find((one) => one.id === role)
  return known?.id !== 'system' && known?.grants.some(mayBlock) === true
}

function mayBlock(grant: Policy['roles'][number]['grants'][number]): boolean {
  return grant.operations.some((operation) => operation === 'block')
}

/** undefined for the person responsible; else the refusal, written down. */
export async function unlessSupervisor(
  means: Means,
  staff: Staff,
  asked: ActionKind,
  recipient?: string,
): Promise<Refusal | undefined> {
  if (supervises(means.policy, staff.role)) return undefined
  const clause = means.policy.roles.find((one) => one.id === staff.role)?.clause ?? ''
  const refused = refusal('operation_not_permitted', clause)
  await means.store.transaction(async (unit) => {
    const actor = { role: staff.role, id: staff.id }
    const detail = { asked, recipient }
    unit.record({ kind: 'refused', actor, refused: { refusal: refused }, detail })
  })
  return refused
}

/** A reason suspends, none resumes; in force from the next decision on. */
export async function superviseRecipient(
  means: Means,
  staff: Staff,
  recipient: string,
  reason: string | undefined,
): Promise<Answer<object>> {
  const asked = reason === undefined ? 'recipient_resumed' : 'recipient_suspended'
  const isKnown = means.policy.recipients.some((known) => known.id === recipient)
  const refused = await unlessSupervisor(means, staff, asked, isKnown ? recipient : undefined)
  if (refused !== undefined) return refused
  if (!isKnown) return refusal('unknown_recipient', clauseFor(means.policy, 'R-58'))
  const unfit = await unlessPlain(means, staff, asked, reason)
  if (unfit !== undefined) return unfit
  return await suspend(means, staff, recipient, reason)
}

/** Only after the role was asked: nobody outside this file can come to it another way. */
async function suspend(
  means: Means,
  staff: Staff,
  recipient: string,
  reason: string | undefined,
): Promise<Answer<object>> {
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    // What an incident stopped is given back there, with a reason.
    const stopped = `recipient = $1 and kind = 'suspend_recipient' and lifted_at is null`
    const byIncident = await loadOne(unit.client, RECIPIENT_CONTAINMENT, stopped, [recipient])
    if (byIncident !== undefined) return refusal('under_incident')
    const previous = await loadOne(unit.client, RECIPIENT_STATE, 'recipient = $1 for update', [
      recipient,
    ])
    const suspended = reason !== undefined
    if (!suspended && (await deviationOf(unit, recipient)) !== undefined) {
      return refusal('recipient_suspended', clauseFor(unit.policy, 'R-71'))
    }
    const row = { recipient, suspended_at: suspended ? unit.at : undefined, reason }
    unit.put(RECIPIENT_STATE, row, previous)
    const kind = suspended ? 'recipient_suspended' : 'recipient_resumed'
    unit.record({ kind, actor: staff, detail: { recipient } })
    return { effect: 'done' }
  })
}

export interface Supervised {
  readonly recipient: string
  readonly suspended?: { readonly at: Moment; readonly reason: string }
  /** Transfers that wait for our next round and would stop. */
  readonly planned: number
  /** Disclosures that left for it, whatever became of them. */
  readonly sent: number
  /** What it attested of its use of the data, and by when it attests again. */
  readonly attesting: Attesting
  /** The incident that stopped it, where one did and nobody has lifted it; what it stopped. */
  readonly stopped?: { readonly incident: string; readonly kinds: readonly string[] }
}

const NOT_ASKED: Attesting = { papers: [], due: undefined, isOverdue: false }

export async function listRecipients(
  means: Means,
  staff: Staff,
): Promise<Answer<{ readonly recipients: readonly Supervised[] }>> {
  const refused = await unlessSupervisor(means, staff, 'recipient_suspended')
  if (refused !== undefined) return refused
  const { pool } = means.store
  const states = await load(pool, RECIPIENT_STATE, 'suspended_at is not null', [])
  const standing = await load(pool, RECIPIENT_CONTAINMENT, 'lifted_at is null order by at', [])
  const { rows } = await pool.query<{ recipient: string; planned: number; sent: number }>(
    `select recipient, count(*) filter (where state = 'planned')::int as planned,
       count(*) filter (where sent_at is not null)::int as sent
     from ${DISCLOSURE.name} group by recipient`,
  )
  const attesting = await attestingOf(means, means.policy.recipients)
  const recipients = means.policy.recipients.map(({ id }): Supervised => {
    const counted = rows.find((row) => row.recipient === id)
    const state = states.find((row) => row.recipient === id)
    const { suspended_at: at, reason = '' } = state ?? {}
    const by = standing.filter((row) => row.recipient === id)
    const incident = by.at(-1)?.incident_id
    return {
      recipient: id,
      planned: counted?.planned ?? 0,
      sent: counted?.sent ?? 0,
      attesting: attesting.get(id) ?? NOT_ASKED,
      ...(at === undefined ? {} : { suspended: { at, reason } }),
      ...(incident === undefined
        ? {}
        : { stopped: { incident, kinds: by.map((one) => one.kind) } }),
    }
  })
  return { effect: 'done', recipients }
}
