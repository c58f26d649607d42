/**
 * Access is stopped at once, and given back by an officer who says why.
 *
 * A session ends by its term: its row stays for a while, so that its holder can be told. A locked account opens no
 * session and is nobody's on the next request. The last officer who can sign in is never locked out, because nobody
 * could undo it: their sessions end, and they sign in again with a new time code.
 *
 * Law: 94-V art. 22(1)(1)-(3). Requirements. ASVS 7.4.
 */
import { type Containment, STAFF_CONTAINMENTS, type StaffContainment } from '@kelisim/policy'
import {
  CONTAINMENT,
  INCIDENT,
  iso,
  load,
  loadOne,
  STAFF,
  type Store,
  type Unit,
} from '@kelisim/store'
import { refusal } from '@kelisim/terms'
import { containRecipient } from './contain-recipient.ts'
import type { Incident } from './incident.ts'
import type { Answer, Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import { supervises, unlessSupervisor } from './supervise.ts'
import type { StaffMember } from './sign-in.ts'

const PROGRAM = { role: 'system', id: 'self' } as const

/** Each rule stops what it names of whoever acted: a member of staff here, an organisation in `contain-recipient.ts`. */
export async function contain(
  means: Means,
  unit: Unit,
  incident: Incident,
  kinds: readonly Containment[],
): Promise<void> {
  const isDone =
    incident.actor_role === 'recipient'
      ? await containRecipient(means, unit, incident, kinds)
      : await containStaff(unit, incident, kinds)
  if (!isDone || incident.contained_at !== undefined) return
  unit.put(INCIDENT, { ...incident, contained_at: unit.at }, incident)
  const detail = { incident: incident.incident_id, step: 'contained' }
  unit.record({ kind: 'incident_step', actor: PROGRAM, detail })
  await unit.flush()
}

/** False when nothing of it was done: the actor is no member of staff, or is the last officer. */
async function containStaff(
  unit: Unit,
  incident: Incident,
  kinds: readonly Containment[],
): Promise<boolean> {
  const staff = await loadOne(unit.client, STAFF, 'staff_id::text = $1', [incident.actor_id])
  if (staff === undefined) return false
  const done: StaffContainment[] = []
  for (const kind of STAFF_CONTAINMENTS.filter((one) => kinds.includes(one))) {
    const isDone =
      kind === 'end_sessions'
        ? await endSessions(unit, staff.staff_id)
        : await lock(unit, staff.staff_id)
    if (!isDone) continue
    unit.put(CONTAINMENT, {
      containment_id: String(unit.newId()),
      incident_id: incident.incident_id,
      kind,
      staff_id: staff.staff_id,
      at: unit.at,
      lifted_at: undefined,
      lifted_by: undefined,
      reason: undefined,
    })
    const detail = { incident: incident.incident_id, staff: staff.staff_id }
    unit.record({
      kind: kind === 'end_sessions' ? 'sessions_ended' : 'account_locked',
      actor: PROGRAM,
      detail,
    })
    // The next rule of the same round must see that this account is locked.
    await unit.flush()
    done.push(kind)
  }
  return done.length > 0
}

export async function endSessions(unit: Unit, staff: string): Promise<boolean> {
  const sql = `update session set expires_at = $2 where kind = 'staff' and holder = $1 and expires_at > $2`
  await unit.client.query(sql, [staff, iso(unit.at)])
  return true
}

/** False for whoever has no open account, and for the last officer. */
export async function lock(unit: Unit, staff: string): Promise<boolean> {
  // All of them, so that two officers locked at once do not each count on the other.
  const active = await load(unit.client, STAFF, 'active order by staff_id for update', [])
  const row = active.find((one) => one.staff_id === staff)
  if (row === undefined) return false
  const officers = active.filter((one) => supervises(unit.policy, one.role))
  if (officers.length === 1 && officers[0]?.staff_id === staff) return false
  unit.put(STAFF, { ...row, active: false }, row)
  return true
}

/** True when the account stands locked by an incident: its holder is told so instead of being asked to sign in. */
export async function isContained(store: Store, staff: string): Promise<boolean> {
  const where = "staff_id = $1 and kind = 'lock_account' and lifted_at is null"
  return (await loadOne(store.pool, CONTAINMENT, where, [staff])) !== undefined
}

export async function countLocked(store: Store): Promise<number> {
  const { rows } = await store.pool.query<{ count: number }>(
    `select count(distinct staff_id) as count from containment
     where kind = 'lock_account' and lifted_at is null`,
  )
  return rows[0]?.count ?? 0
}

/** An officer gives access back; everything that stands against this member of staff at once, for one reason. */
export async function liftContainment(
  means: Means,
  officer: StaffMember,
  staffId: string,
  reason: string,
): Promise<Answer<object>> {
  const refused =
    (await unlessSupervisor(means, officer, 'account_unlocked')) ??
    (await unlessPlain(means, officer, 'account_unlocked', reason))
  if (refused !== undefined) return refused
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const where = 'staff_id::text = $1 and lifted_at is null for update'
    const standing = await load(unit.client, CONTAINMENT, where, [staffId])
    if (standing.length === 0) return refusal('not_found')
    const lifted = { lifted_at: unit.at, lifted_by: officer.id, reason }
    for (const row of standing) unit.put(CONTAINMENT, { ...row, ...lifted }, row)
    const account = await loadOne(unit.client, STAFF, 'staff_id::text = $1 for update', [staffId])
    const wasLocked = standing.some(({ kind }) => kind === 'lock_account')
    if (wasLocked && account !== undefined && !account.active) {
      unit.put(STAFF, { ...account, active: true }, account)
    }
    const actor = { role: officer.role, id: officer.id }
    unit.record({ kind: 'account_unlocked', actor, detail: { staff: staffId } })
    return { effect: 'done' }
  })
}
