/**
 * An organisation is stopped at once: its key opens nothing in the very next request, nothing more goes to it.
 *
 * A key is revoked by the hash of its secret, every one that it holds now; a secret made afterwards is another key. Revoking
 * says nothing of what we send: it goes to the address of the organisation, whoever else knows the key. Suspending is
 * the same state as by hand, so the next decision refuses with `recipient_suspended`; what an officer had suspended before
 * stays theirs. Both stand until an officer lifts them with a reason, on the incident and nowhere else.
 *
 * Law: 94-V art. 10(1), 22(1)(2), 22(1)(3). Requirements. Invariant I6. Decision 0113.
 */
import { secretId } from '@kelisim/outside'
import {
  type Containment,
  RECIPIENT_CONTAINMENTS,
  type RecipientContainment,
} from '@kelisim/policy'
import {
  load,
  loadOne,
  RECIPIENT_CONTAINMENT,
  RECIPIENT_STATE,
  type Store,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { type ActionKind, refusal } from '@kelisim/terms'
import { deviationOf } from './attested.ts'
import type { Incident } from './incident.ts'
import { type Answer, type Means, secretsOf } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

type Actor = { readonly role: string; readonly id: string }
const PROGRAM = { role: 'system', id: 'self' } as const

const STOPPED: Readonly<Record<RecipientContainment, ActionKind>> = {
  revoke_key: 'key_revoked',
  suspend_recipient: 'recipient_suspended',
}

/** False when there was nothing left to stop. */
export async function containRecipient(
  means: Means,
  unit: Unit,
  incident: Incident,
  kinds: readonly Containment[],
): Promise<boolean> {
  const recipient = incident.actor_id ?? ''
  if (!unit.policy.recipients.some(({ id }) => id === recipient)) return false
  let isDone = false
  for (const kind of RECIPIENT_CONTAINMENTS.filter((one) => kinds.includes(one))) {
    const keys = kind === 'revoke_key' ? await keysLeft(means, unit, recipient) : []
    const hasBegun =
      kind === 'revoke_key' ? keys.length > 0 : await suspend(unit, recipient, incident.number)
    if (!hasBegun) continue
    unit.put(RECIPIENT_CONTAINMENT, {
      containment_id: String(unit.newId()),
      incident_id: incident.incident_id,
      kind,
      recipient,
      key_ids: keys,
      at: unit.at,
      lifted_at: undefined,
      lifted_by: undefined,
      reason: undefined,
    })
    const detail = { incident: incident.incident_id, recipient }
    unit.record({ kind: STOPPED[kind], actor: PROGRAM, detail })
    // The next rule of the same round must see it.
    await unit.flush()
    isDone = true
  }
  return isDone
}

/** Its keys that no incident has revoked yet. */
async function keysLeft(means: Means, unit: Unit, recipient: string): Promise<readonly string[]> {
  const revoked = await standing(unit.client, recipient)
  const gone = new Set(revoked.flatMap((row) => row.key_ids))
  return secretsOf(means.lenders.get(recipient))
    .map(({ secret }) => secretId(secret))
    .filter((id) => !gone.has(id))
}

async function suspend(unit: Unit, recipient: string, number: string): Promise<boolean> {
  const previous = await loadOne(unit.client, RECIPIENT_STATE, 'recipient = $1', [recipient])
  if (previous?.suspended_at !== undefined) return false
  unit.put(RECIPIENT_STATE, { recipient, suspended_at: unit.at, reason: number }, previous)
  return true
}

type Standing = Stored<typeof RECIPIENT_CONTAINMENT>

async function standing(client: Unit['client'], recipient: string): Promise<readonly Standing[]> {
  const where = 'recipient = $1 and lifted_at is null order by at, containment_id for update'
  return await load(client, RECIPIENT_CONTAINMENT, where, [recipient])
}

/** Asked with every call: no process remembers that a key was good. */
export async function isKeyRevoked(
  store: Store,
  recipient: string,
  secret: string,
): Promise<boolean> {
  const where = `recipient = $1 and kind = 'revoke_key' and lifted_at is null and $2 = any (key_ids)`
  const row = await loadOne(store.pool, RECIPIENT_CONTAINMENT, where, [recipient, secretId(secret)])
  return row !== undefined
}

/** Whoever attested that it deviates stays suspended, whatever becomes of the incident. */
async function letGoOn(unit: Unit, recipient: string, actor: Actor): Promise<void> {
  // A paper entered at the same time waits behind this, or this behind it.
  const where = 'recipient = $1 for update'
  const state = await loadOne(unit.client, RECIPIENT_STATE, where, [recipient])
  const deviating = await deviationOf(unit, recipient)
  const suspended_at = deviating === undefined ? undefined : unit.at
  if (state?.suspended_at !== undefined) {
    unit.put(RECIPIENT_STATE, { recipient, suspended_at, reason: deviating?.words }, state)
  }
  const kind = deviating === undefined ? 'recipient_resumed' : 'recipient_suspended'
  unit.record({ kind, actor, detail: { recipient } })
}

/** An officer lets an organisation go on; everything that stands against it at once, for one reason. */
export async function liftRecipient(
  means: Means,
  officer: StaffMember,
  recipient: string,
  reason: string,
): Promise<Answer<object>> {
  const refused =
    (await unlessSupervisor(means, officer, 'recipient_resumed', recipient)) ??
    (await unlessPlain(means, officer, 'recipient_resumed', reason))
  if (refused !== undefined) return refused
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const rows = await standing(unit.client, recipient)
    if (rows.length === 0) return refusal('not_found')
    const lifted = { lifted_at: unit.at, lifted_by: officer.id, reason }
    for (const row of rows) unit.put(RECIPIENT_CONTAINMENT, { ...row, ...lifted }, row)
    const kinds = new Set(rows.map(({ kind }) => kind))
    const actor = { role: officer.role, id: officer.id }
    if (kinds.has('suspend_recipient')) await letGoOn(unit, recipient, actor)
    if (kinds.has('revoke_key')) {
      unit.record({ kind: 'key_restored', actor, detail: { recipient } })
    }
    return { effect: 'done' }
  })
}
