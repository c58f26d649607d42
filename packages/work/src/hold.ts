/**
 * A hold puts the destruction of a person's data off; it never lets anybody process them longer.
 *
 * The officer sets it on a closed list of grounds, with the document that orders it, a day to look at it again and
 * an end; the end comes by itself. Nothing changes for data that are not due. When they fall due, or the person
 * demands their destruction, they are restricted instead: from then on only what a statute orders may read them
 * (`rules.decide`), and the destruction runs when the last hold is over.
 *
 * A report to financial monitoring may not be given away: that hold leaves no trace in the person's story, and
 * the refusal names the article on restriction alone.
 *
 * Law: DC art. 41(3), 41(4); 94-V art. 9(1), 18; 191-IV art. 11. Requirements, O-17.
 */
import { clauseFor, fieldOfType } from '@kelisim/policy'
import {
  DISCLOSURE,
  findByIdentity,
  HOLD,
  type Known,
  know,
  load,
  loadOne,
  REQUEST,
  type Stored,
  SUBJECT,
  type Unit,
} from '@kelisim/store'
import {
  CODES,
  checkIin,
  DAY,
  endOfDay,
  HOLD_KINDS,
  type HoldKind,
  isHoldKind,
  isIsoDate,
  later,
  type Moment,
  normalisePhone,
  type Refusal,
  refusal,
  type SubjectId,
  toIso,
} from '@kelisim/terms'
import { lookAgain } from './look-again.ts'
import { type Answer, invalid, type Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>
export type Hold = Stored<typeof HOLD>

/** Number and date of an order: letters, digits and the signs of numbers, so that no story is told here. */
export const DOCUMENT = /^[\p{L}\d№#/.,\- ]{1,80}$/u
const LISTED_MAX = 200
/** Why a transfer stands `stopped` once its person's data are restricted. */
export const STOPPED_BY_RESTRICTION = 'subject_restricted'

export interface HoldWanted {
  /** An IIN, a phone, or the number of an application. */
  readonly who: string
  readonly kind: string
  readonly document: string
  /** ISO dates, Asia/Almaty; the hold stands to the end of the day. */
  readonly until: string
  readonly review: string
}

export async function setHold(
  means: Means,
  staff: Staff,
  wanted: HoldWanted,
): Promise<Answer<{ readonly hold: string }>> {
  const refused = await unlessSupervisor(means, staff, 'hold_set')
  if (refused !== undefined) return refused
  const unfit = await unlessPlain(means, staff, 'hold_set', wanted.document)
  if (unfit !== undefined) return unfit
  const read = readHold(means, wanted)
  if ('effect' in read) return read
  return await means.store.transaction(async (unit): Promise<Answer<{ readonly hold: string }>> => {
    const subject = await whoIs(means, unit, wanted.who)
    const known = subject && (await know(means.store, unit, subject, 'change'))
    if (known === undefined || known.facts.state === 'destroyed') return invalid('/who', 'unknown')
    const { law, told } = HOLD_KINDS[read.kind]
    const id: string = unit.newId()
    putHold(unit, known.facts.subject, { ...read, hold: id, by: staff.id })
    const detail = {
      hold: id,
      until: toIso(read.until),
      ...(told ? { ground: read.kind, law } : {}),
    }
    unit.record({ kind: 'hold_set', actor: staff, detail }, told ? known.key : undefined)
    return { effect: 'done', hold: id }
  })
}

export function putHold(
  unit: Unit,
  subject: SubjectId,
  {
    hold,
    kind,
    document,
    by,
    review,
    until,
  }: ReadHold & { readonly hold: string; readonly by: string },
): void {
  unit.put(HOLD, {
    subject_id: subject,
    hold_id: hold,
    kind,
    law: HOLD_KINDS[kind].law,
    document,
    set_by: by,
    set_at: unit.at,
    review_at: review,
    until_at: until,
    lifted_at: undefined,
    lifted_by: undefined,
  })
}

interface ReadHold {
  readonly kind: HoldKind
  readonly document: string
  readonly until: Moment
  readonly review: Moment
}

function readHold(
  means: Means,
  wanted: HoldWanted,
): ReadHold | Exclude<Answer<object>, { effect: 'done' }> {
  const { kind } = wanted
  const document = wanted.document.trim()
  // Set with the contract itself (contract.ts).
  if (!isHoldKind(kind) || kind === 'contract') return invalid('/kind', 'unknown')
  if (!DOCUMENT.test(document)) return invalid('/document', 'invalid')
  if (!isIsoDate(wanted.until)) return invalid('/until', 'invalid')
  if (!isIsoDate(wanted.review)) return invalid('/review', 'invalid')
  const now = means.now()
  const until = endOfDay(wanted.until)
  const review = endOfDay(wanted.review)
  if (until <= now) return invalid('/until', 'past')
  if (until > later(now, (HOLD_KINDS[kind].daysMax + 1) * DAY)) return invalid('/until', 'too_long')
  if (review <= now || review > until) return invalid('/review', 'outside')
  return { kind, document, until, review }
}

/** The person behind an IIN, a phone, or the number of an application; the first two are never kept. */
export async function whoIs(means: Means, unit: Unit, who: string): Promise<SubjectId | undefined> {
  const text = who.trim()
  const digits = text.replaceAll(/[\s-]/g, '')
  if (fieldOfType(means.policy, 'iin') !== undefined && checkIin(digits).valid) {
    return (await findByIdentity(means.store, unit, { iin: digits })).iin
  }
  const phone = normalisePhone(text)
  if (phone.valid) {
    return (await findByIdentity(means.store, unit, { phone: phone.e164 })).phone
  }
  const { rows } = await unit.client.query<{ subject_id: SubjectId }>(
    'select subject_id from application where number = $1',
    [text],
  )
  return rows[0]?.subject_id
}

export async function liftHold(
  means: Means,
  staff: Staff,
  hold: string,
): Promise<Answer<{ readonly now: boolean }>> {
  const refused = await unlessSupervisor(means, staff, 'hold_lifted')
  if (refused !== undefined) return refused
  const seen = await loadOne(means.store.pool, HOLD, 'hold_id = $1', [hold])
  if (seen === undefined) return refusal('not_found')
  return await means.store.transaction(async (unit): Promise<Answer<{ readonly now: boolean }>> => {
    const known = await know(means.store, unit, seen.subject_id as SubjectId, 'change')
    const row = await loadOne(unit.client, HOLD, 'hold_id = $1 for update', [hold])
    if (known === undefined || row === undefined) return refusal('not_found')
    if (!(await lift(means, unit, known, row, staff.id))) return { effect: 'done', now: false }
    const told = isHoldKind(row.kind) && HOLD_KINDS[row.kind].told
    unit.record(
      { kind: 'hold_lifted', actor: staff, detail: { hold } },
      told ? known.key : undefined,
    )
    return { effect: 'done', now: true }
  })
}

/** False when it was over before. The caller holds the lock on the person and records the action. */
export async function lift(
  means: Means,
  unit: Unit,
  known: Known,
  row: Hold,
  by: string,
): Promise<boolean> {
  if (row.lifted_at !== undefined || row.until_at <= unit.at) return false
  unit.put(HOLD, { ...row, lifted_at: unit.at, lifted_by: by }, row)
  await lookAgain(means, unit, known)
  return true
}

export interface HoldOwner {
  /** The person's newest application, as the desk names people. */
  readonly application: { readonly id: string; readonly number: string } | undefined
}

export interface ListedHold extends HoldOwner {
  readonly hold: Hold
  readonly state: 'standing' | 'review' | 'ended' | 'lifted'
  /** The destruction waits for this hold's end. */
  readonly waiting: boolean
}

export async function listHolds(
  means: Means,
  staff: Staff,
): Promise<Answer<{ readonly holds: readonly ListedHold[] }>> {
  const refused = await unlessSupervisor(means, staff, 'hold_set')
  if (refused !== undefined) return refused
  const where = `true order by until_at desc, hold_id desc limit ${LISTED_MAX}`
  const holds = await load(means.store.pool, HOLD, where, [])
  const owners = await ownersOf(
    means,
    holds.map((hold) => hold.subject_id),
  )
  const now = means.now()
  return {
    effect: 'done',
    holds: holds.map((hold) => {
      const owner = owners.get(hold.subject_id)
      const state = stateOf(hold, now)
      const waiting = owner?.state === 'restricted' && (state === 'standing' || state === 'review')
      return { hold, application: owner?.application, state, waiting }
    }),
  }
}

/** How the desk names these people, and in which state their data are. */
export async function ownersOf(
  means: Means,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, HoldOwner & { readonly state: string }>> {
  const { rows } = await means.store.pool.query<{
    subject_id: string
    state: string
    id: string | null
    number: string | null
  }>(
    `select s.subject_id, s.state, a.application_id as id, a.number from subject s
     left join lateral (select application_id, number from application
       where subject_id = s.subject_id order by submitted_at desc limit 1) a on true
     where s.subject_id = any($1::uuid[])`,
    [subjects],
  )
  return new Map(
    rows.map(({ subject_id: subject, state, id, number }) => {
      const application = id === null || number === null ? undefined : { id, number }
      return [subject, { state, application }]
    }),
  )
}

function stateOf(hold: Hold, now: Moment): ListedHold['state'] {
  if (hold.lifted_at !== undefined) return 'lifted'
  if (hold.until_at <= now) return 'ended'
  return hold.review_at <= now ? 'review' : 'standing'
}

/** The holds that stand now; the longest first. Under the lock on the person's row. */
export async function standingHolds(unit: Unit, subject: SubjectId): Promise<readonly Hold[]> {
  const where =
    'subject_id = $1 and lifted_at is null and until_at > $2 order by until_at desc, hold_id'
  return await load(unit.client, HOLD, where, [subject, toIso(unit.at)])
}

/** Destruction refused: with the hold's own article where the person may hear of it. */
export function underHold(means: Pick<Means, 'policy'>, holds: readonly Hold[]): Refusal {
  const told = holds.find((hold) => isHoldKind(hold.kind) && HOLD_KINDS[hold.kind].told)
  const base = refusal('under_hold', clauseFor(means.policy, 'R-36'))
  return { ...base, law: told?.law ?? CODES.under_hold.law }
}

/**
 * The data stay for the statute's sake alone: what was planned stops, a demand waits written down. Records the
 * action; nothing is written twice.
 */
export async function restrict(
  unit: Unit,
  known: Known,
  by: { readonly role: string; readonly id: string },
  ground: 'request' | 'term',
): Promise<void> {
  const subject = known.facts.subject
  const asked = ground === 'request' && (await demand(unit, subject, by))
  const isNew = known.facts.state === 'live'
  if (!isNew && !asked) return
  if (isNew) {
    unit.put(SUBJECT, { ...known.subject, state: 'restricted', changed_at: unit.at }, known.subject)
    await stopPlanned(unit, subject)
  }
  unit.record({ kind: 'data_restricted', actor: by, detail: { ground } }, known.key)
}

async function demand(
  unit: Unit,
  subject: SubjectId,
  by: { readonly role: string },
): Promise<boolean> {
  const where = "subject_id = $1 and kind = 'destroy' and state = 'open'"
  if ((await loadOne(unit.client, REQUEST, where, [subject])) !== undefined) return false
  const [longest] = await standingHolds(unit, subject)
  unit.put(REQUEST, {
    subject_id: subject,
    request_id: unit.newId() as string,
    kind: 'destroy',
    field: undefined,
    sealed: undefined,
    state: 'open',
    ground: undefined,
    evidence: undefined,
    by_role: by.role,
    received_at: unit.at,
    deadline_at: longest?.until_at ?? unit.at,
    decided_by: undefined,
    decided_at: undefined,
  })
  return true
}

async function stopPlanned(unit: Unit, subject: SubjectId): Promise<void> {
  const where = "subject_id = $1 and state in ('planned', 'waiting') for update"
  for (const row of await load(unit.client, DISCLOSURE, where, [subject])) {
    const stopped = { state: 'stopped', reason: STOPPED_BY_RESTRICTION, due_at: undefined }
    unit.put(DISCLOSURE, { ...row, ...stopped, changed_at: unit.at }, row)
  }
}
