/**
 * A person has their data blocked, and unblocked again.
 *
 * One transaction each way. Blocking: the state, the demand with its clock, every planned transfer
 * stopped, a notice to each recipient who has a copy, the entry. From the very next decision on the
 * rules let us store, let the person see, and let the block be lifted; nothing else (I6). We block at
 * once where the law gives a working day (DL-04). Lifting puts back what the block stopped, as far as
 * its consent still lives; the rules decide again when it is sent.
 *
 * The key is blocked with the data (decision 0093): what the program does by mistake opens nothing either.
 *
 * What somebody else blocked only the person responsible lifts: it may be a violation under enquiry.
 *
 * Law: 94-V art. 1(3), 24(1)(3), 25(2)(8). Requirements. Deadlines: DL-04, DL-06.
 */
import { clauseOfRight, rightsPurpose } from '@kelisim/policy'
import { due } from '@kelisim/rules'
import {
  ask,
  DISCLOSURE,
  type Known,
  know,
  load,
  loadOne,
  REQUEST,
  type Stored,
  SUBJECT,
  turnKey,
  type Unit,
} from '@kelisim/store'
import { type Moment, refusal, type SubjectId, toIso } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'
import { type Told, tellHolders } from './put-notice.ts'
import { type Settle, settling } from './settle.ts'

/** Why data may not go on being processed, as the policy names the grounds of a demand. */
export const DEMAND_GROUNDS = [
  'incomplete',
  'outdated',
  'inaccurate',
  'unlawful',
  'not_needed',
  'other_purpose',
] as const
export type DemandGround = (typeof DEMAND_GROUNDS)[number]

/** Why a transfer stands `stopped`: lifting the block finds its own by this mark. */
export const STOPPED_BY_BLOCK = 'subject_blocked'

export interface Demanding {
  readonly role: 'applicant' | 'officer'
  readonly id: string
}

export interface Blocked {
  readonly at: Moment
  /** False when the data were blocked before. */
  readonly now: boolean
  /** Recipients whose planned transfer stopped. */
  readonly stopped: readonly string[]
  readonly told: readonly Told[]
}

export async function blockData(
  means: Means,
  subject: SubjectId,
  by: Demanding,
  ground: DemandGround | undefined,
  settle?: Settle,
): Promise<Answer<Blocked>> {
  return await means.store.transaction(
    settling(settle, async (unit): Promise<Answer<Blocked>> => {
      const known = await know(means.store, unit, subject, 'change')
      if (known === undefined || known.facts.state === 'destroyed') return refusal('not_found')
      const open = await openBlock(unit, subject)
      if (known.facts.state === 'blocked' && open !== undefined) {
        return { effect: 'done', at: open.received_at, now: false, stopped: [], told: [] }
      }
      const decision = askTo(means, unit, known, by, 'block')
      if (decision.effect === 'refuse') return decision
      const request = putBlock(means, unit, subject, by, ground)
      setState(unit, known, 'blocked')
      await turnKey(means.store, unit, known, 'blocked')
      const disclosures = await disclosuresOf(unit, subject)
      const stopped = stopPlanned(unit, disclosures)
      const told = tellHolders(unit, disclosures, 'block', due(means.policy, 'DL-04', unit.at))
      const detail = {
        request: request.id,
        ground,
        deadline: toIso(request.deadline),
        stopped: [...stopped],
        recipients: told.map((one) => one.recipient),
      }
      unit.record({ kind: 'data_blocked', actor: by, permit: decision, detail }, known.key)
      return { effect: 'done', at: unit.at, now: true, stopped, told }
    }),
  )
}

export interface Unblocked {
  readonly at: Moment
  readonly blockedAt: Moment
  /** Recipients whose transfer goes on. */
  readonly resumed: readonly string[]
  readonly told: readonly Told[]
}

export async function unblockData(
  means: Means,
  subject: SubjectId,
  by: Demanding,
  settle?: Settle,
): Promise<Answer<Unblocked>> {
  return await means.store.transaction(
    settling(settle, async (unit): Promise<Answer<Unblocked>> => {
      const known = await know(means.store, unit, subject, 'change')
      const open = known && (await openBlock(unit, subject))
      if (known === undefined || open === undefined) return refusal('not_found')
      if (by.role === 'applicant' && open.by_role !== 'applicant') {
        return refusal('subject_blocked', clauseOfRight(means.policy, 'block'))
      }
      const decision = askTo(means, unit, known, by, 'unblock')
      if (decision.effect === 'refuse') return decision
      const decided = { state: 'done', decided_by: by.id, decided_at: unit.at }
      unit.put(REQUEST, { ...open, ...decided }, open)
      setState(unit, known, 'live')
      await turnKey(means.store, unit, known, 'in_use')
      const disclosures = await disclosuresOf(unit, subject)
      const resumed = resume(unit, known, disclosures)
      const told = tellHolders(unit, disclosures, 'unblock', due(means.policy, 'DL-06', unit.at))
      const detail = {
        request: open.request_id,
        blockedAt: toIso(open.received_at),
        unblockedAt: toIso(unit.at),
        resumed: [...resumed],
        recipients: told.map((one) => one.recipient),
      }
      unit.record({ kind: 'data_unblocked', actor: by, permit: decision, detail }, known.key)
      return { effect: 'done', at: unit.at, blockedAt: open.received_at, resumed, told }
    }),
  )
}

function askTo(
  means: Means,
  unit: Unit,
  known: Known,
  by: Demanding,
  operation: 'block' | 'unblock',
): ReturnType<typeof ask> {
  return ask(unit, known, by, {
    role: by.role,
    operation,
    purpose: rightsPurpose(means.policy).id,
    fields: [],
    at: unit.at,
    policy: means.policy.hash,
  })
}

async function openBlock(
  unit: Unit,
  subject: SubjectId,
): Promise<Stored<typeof REQUEST> | undefined> {
  const where = "subject_id = $1 and kind = 'block' and state = 'open' for update"
  return await loadOne(unit.client, REQUEST, where, [subject])
}

function putBlock(
  means: Means,
  unit: Unit,
  subject: SubjectId,
  by: Demanding,
  ground: DemandGround | undefined,
): { readonly id: string; readonly deadline: Moment } {
  const id: string = unit.newId()
  const deadline = due(means.policy, 'DL-04', unit.at)
  unit.put(REQUEST, {
    subject_id: subject,
    request_id: id,
    kind: 'block',
    field: undefined,
    sealed: undefined,
    state: 'open',
    ground,
    evidence: undefined,
    by_role: by.role,
    received_at: unit.at,
    deadline_at: deadline,
    decided_by: undefined,
    decided_at: undefined,
  })
  return { id, deadline }
}

function setState(unit: Unit, known: Known, state: 'live' | 'blocked'): void {
  unit.put(SUBJECT, { ...known.subject, state, changed_at: unit.at }, known.subject)
}

async function disclosuresOf(
  unit: Unit,
  subject: SubjectId,
): Promise<readonly Stored<typeof DISCLOSURE>[]> {
  return await load(unit.client, DISCLOSURE, 'subject_id = $1 for update', [subject])
}

function stopPlanned(
  unit: Unit,
  disclosures: readonly Stored<typeof DISCLOSURE>[],
): readonly string[] {
  const planned = disclosures.filter((row) => row.state === 'planned')
  for (const row of planned) {
    const stopped = { state: 'stopped', reason: STOPPED_BY_BLOCK, due_at: undefined }
    unit.put(DISCLOSURE, { ...row, ...stopped, changed_at: unit.at }, row)
  }
  return planned.map((row) => row.recipient)
}

function resume(
  unit: Unit,
  known: Known,
  disclosures: readonly Stored<typeof DISCLOSURE>[],
): readonly string[] {
  const mine = disclosures.filter(
    (row) =>
      row.state === 'stopped' && row.reason === STOPPED_BY_BLOCK && isCarried(unit, known, row),
  )
  for (const row of mine) {
    const planned = { state: 'planned', reason: undefined, due_at: unit.at }
    unit.put(DISCLOSURE, { ...row, ...planned, changed_at: unit.at }, row)
  }
  return mine.map((row) => row.recipient)
}

/** What was withdrawn or ran out meanwhile stays stopped; the rules would only refuse it. */
function isCarried(unit: Unit, known: Known, row: Stored<typeof DISCLOSURE>): boolean {
  const consent = known.consents.find((one) => one.consent_id === row.consent_id)
  return consent !== undefined && consent.withdrawn_at === undefined && consent.expires_at > unit.at
}
