/**
 * The person responsible decides on a correction that needs a document, and lifts a block that had a ground.
 *
 * Confirming names which kind of document was seen, never what stands in it; the waiting value goes into
 * the box, the ways to the person follow it, recipients are told. Refusing names its ground. Either way the
 * waiting value leaves the request with the decision. The list names people by their application alone.
 *
 * Law: 94-V art. 13, 24(1)(2), 25(2)(8). Requirements. Deadlines: DL-03, DL-06.
 */
import { rightsPurpose } from '@kelisim/policy'
import { checkIntake } from '@kelisim/rules'
import {
  access,
  accessAside,
  ask,
  boxesOf,
  type Known,
  know,
  loadOne,
  moveAside,
  REQUEST,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { type Refusal, refusal, type SubjectId } from '@kelisim/terms'
import { relink, replace, tellCorrected } from './correct-value.ts'
import { pairUp } from './agreeing-pair.ts'
import { type Answer, invalid, type Means } from './means.ts'
import type { Told } from './put-notice.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'
import { type Settle, settling } from './settle.ts'

/** Kinds of documents a correction may stand on; a scan is kept of none (94-V art. 7(10)). */
export const EVIDENCE = [
  'identity_card',
  'passport',
  'residence_permit',
  'digital_document',
  'bank_letter',
  'other_document',
] as const
export type Evidence = (typeof EVIDENCE)[number]

export const CORRECTION_REFUSALS = ['no_proof', 'proof_disagrees', 'identity_conflict'] as const
export type CorrectionRefusal = (typeof CORRECTION_REFUSALS)[number]

export type Verdict = { readonly confirm: Evidence } | { readonly refuse: CorrectionRefusal }

type Staff = Pick<StaffMember, 'id' | 'role'>
type Request = Stored<typeof REQUEST>

export interface Decided {
  readonly state: 'done' | 'refused'
  /** Two where a birth date was confirmed with its IIN. */
  readonly requests: readonly string[]
  readonly told: readonly Told[]
}

const LISTED_MAX = 200

export interface ListedRequest {
  readonly request: Request
  /** Number and id of the person's newest application, to know whose it is. */
  readonly application: { readonly id: string; readonly number: string } | undefined
}

/** Open ones by their last day, then the newest decided. */
export async function listRequests(
  means: Means,
  staff: Staff,
): Promise<Answer<{ readonly requests: readonly ListedRequest[] }>> {
  const refused = await unlessSupervisor(means, staff, 'correction_refused')
  if (refused !== undefined) return refused
  const { pool } = means.store
  const { rows } = await pool.query<{
    request_id: string
    id: string | null
    number: string | null
  }>(
    `select r.request_id, a.application_id as id, a.number from request r
     left join lateral (select application_id, number from application a
       where a.subject_id = r.subject_id order by submitted_at desc limit 1) a on true
     where r.kind <> 'destroy' and (r.state = 'open' or r.by_role = 'applicant')
     order by r.state = 'open' desc, case when r.state = 'open' then r.deadline_at end,
       r.decided_at desc limit ${LISTED_MAX}`,
  )
  const requests: ListedRequest[] = []
  for (const { request_id: id, id: application, number } of rows) {
    const request = await loadOne(pool, REQUEST, 'request_id = $1', [id])
    if (request === undefined) continue
    const named = application === null ? undefined : { id: application, number: number ?? '' }
    requests.push({ request, application: named })
  }
  return { effect: 'done', requests }
}

export async function findRequest(
  means: Means,
  staff: Staff,
  id: string,
): Promise<Answer<{ readonly request: Request }>> {
  const refused = await unlessSupervisor(means, staff, 'correction_refused')
  if (refused !== undefined) return refused
  const request = await loadOne(means.store.pool, REQUEST, 'request_id = $1', [id])
  return request === undefined ? refusal('not_found') : { effect: 'done', request }
}

export interface Compared {
  readonly held: string
  readonly wanted: string
}

/** The value that is held beside the one that waits, to compare both with the document. */
export async function compareCorrection(
  means: Means,
  staff: Staff,
  id: string,
): Promise<Answer<Compared>> {
  const opened = await means.store.transaction(async (unit) => {
    const found = await openOne(means, unit, id)
    if (found === undefined) return refusal('not_found')
    const { known, request, field } = found
    const decision = askOfficer(means, unit, known, staff, 'extract', field)
    if (decision.effect === 'refuse') return decision
    const actor = { role: staff.role, id: staff.id }
    const opening = { kind: 'values_opened', actor, detail: { request: id } } as const
    const held = await access(unit, known, decision, opening)
    const wanted = accessAside(unit, known, decision, request, opening)
    return { effect: 'opened', held, wanted, field } as const
  })
  if (opened.effect === 'refuse') return opened
  const { held, wanted, field } = opened
  return {
    effect: 'done',
    held: held.read()[field] ?? '',
    wanted: wanted.read()[field] ?? '',
  }
}

export async function decideCorrection(
  means: Means,
  staff: Staff,
  id: string,
  verdict: Verdict,
  settle?: Settle,
): Promise<Answer<Decided>> {
  return await means.store.transaction(
    settling(settle, async (unit): Promise<Answer<Decided>> => {
      const found = await openOne(means, unit, id)
      if (found === undefined) return refusal('not_found')
      const { known, request, field } = found
      const decision = askOfficer(means, unit, known, staff, 'change', field)
      if (decision.effect === 'refuse') return decision
      const actor = { role: staff.role, id: staff.id }
      const decided = { sealed: undefined, decided_by: staff.id, decided_at: unit.at }
      if ('refuse' in verdict) {
        const ground = verdict.refuse
        unit.put(REQUEST, { ...request, ...decided, state: 'refused', ground }, request)
        const detail = { request: id, ground }
        unit.record({ kind: 'correction_refused', actor, permit: decision, detail }, known.key)
        return { effect: 'done', state: 'refused', requests: [id], told: [] }
      }
      const pair = await pairUp(means, unit, {
        known,
        field,
        permit: decision,
        values: moveAside(unit, known, decision, request),
        ask: (operation, fields) => askOfficer(means, unit, known, staff, operation, ...fields),
        recordLook: (permit) => {
          unit.record({ kind: 'values_opened', actor, permit, detail: { request: id } }, known.key)
        },
      })
      if ('effect' in pair) return pair
      const unfit = await unfitness(means, unit, known, pair.values)
      if (unfit !== undefined) return unfit
      const { key } = known
      if (key === undefined) return refusal('subject_destroyed')
      const boxes = await boxesOf(unit, known.facts.subject)
      await replace(unit, { ...known, key }, pair.permit, pair.values, boxes)
      const evidence = verdict.confirm
      const confirmed = pair.also === undefined ? [request] : [request, pair.also]
      for (const row of confirmed) {
        unit.put(REQUEST, { ...row, ...decided, state: 'done', evidence }, row)
      }
      const told = await tellCorrected(means, unit, known, Object.keys(pair.values))
      const also = pair.also?.request_id
      const recipients = told.map((one) => one.recipient)
      const detail = { request: id, also, evidence, recipients }
      unit.record({ kind: 'value_corrected', actor, permit: pair.permit, detail }, known.key)
      const requests = confirmed.map((row) => row.request_id)
      return { effect: 'done', state: 'done', requests, told }
    }),
  )
}

interface Found {
  readonly known: Known
  readonly request: Request
  readonly field: string
}

/** The person's row first, then the request: the order every change of a person takes its locks in. */
async function openOne(means: Means, unit: Unit, id: string): Promise<Found | undefined> {
  const seen = await loadOne(unit.client, REQUEST, 'request_id = $1', [id])
  if (seen === undefined) return undefined
  const known = await know(means.store, unit, seen.subject_id as SubjectId, 'change')
  const request = await loadOne(unit.client, REQUEST, 'request_id = $1 for update', [id])
  const field = request?.field
  if (known === undefined || request?.state !== 'open' || field === undefined) return undefined
  return { known, request, field }
}

function askOfficer(
  means: Means,
  unit: Unit,
  known: Known,
  staff: Staff,
  operation: 'extract' | 'change',
  ...fields: readonly string[]
): ReturnType<typeof ask> {
  return ask(
    unit,
    known,
    { role: staff.role, id: staff.id },
    {
      role: staff.role,
      operation,
      purpose: rightsPurpose(means.policy).id,
      fields,
      at: unit.at,
      policy: means.policy.hash,
    },
  )
}

/** Checked anew, as on the day of the request years may have passed or another person have come. */
async function unfitness(
  means: Means,
  unit: Unit,
  known: Known,
  values: Readonly<Record<string, string>>,
): Promise<Refusal | ReturnType<typeof invalid> | undefined> {
  const intake = checkIntake(means.policy, { ...values }, unit.at, 'part')
  if (!intake.ok) return invalid('/value', intake.faults[0]?.code ?? 'invalid')
  for (const [id, value] of Object.entries(values)) {
    const field = means.policy.fields.find((one) => one.id === id)
    if (field === undefined) return refusal('unknown_field')
    const refused = await relink(means, unit, known, field, value)
    if (refused !== undefined) return refused
  }
  return undefined
}
