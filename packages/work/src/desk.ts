/**
 * The desk: a clerk sees applications with masked names, opens one, reveals a field for a purpose.
 *
 * Even a masked list is a look at personal data: each row goes through the door and shows in the
 * person's own feed. A refusal is an answer the clerk sees with its clause, and the person sees, too.
 *
 * Law: 94-V art. 10, 11(2), 22(1)(5). Requirements.
 */
import { type Decision, decide, disclosableFields, maskValue, mayAskNext } from '@kelisim/rules'
import {
  APPLICATION,
  access,
  actionsBy,
  actionsOf,
  ask,
  boxesOf,
  countActionsBy,
  DISCLOSURE,
  type FeedRow,
  type Known,
  know,
  load,
  loadOne,
  OUTCOME,
  type Stored,
  type Unit,
  type Values,
  type Withheld,
} from '@kelisim/store'
import { type Moment, type Refusal, refusal, type SubjectId } from '@kelisim/terms'
import { handleOf } from '@kelisim/vault'
import type { Answer, Means } from './means.ts'
import { PURPOSE } from './plan-disclosures.ts'
import type { StaffMember } from './sign-in.ts'

export const LIST_ROWS = 25
const NAME_FIELDS = ['last_name', 'first_name']
const TIMELINE_MAX = 50

export interface ListRow {
  readonly application: Stored<typeof APPLICATION>
  /** Masked by the rules; undefined when the rules refused even that. */
  readonly name: string | undefined
  readonly disclosures: readonly Stored<typeof DISCLOSURE>[]
}

export interface ListPage {
  readonly rows: readonly ListRow[]
  readonly next: string | undefined
}

/** The purpose under which a role works at the desk: the first of its grants to extract. */
export function deskPurpose(means: Means, role: string): string | undefined {
  const grants = means.policy.roles.find((known) => known.id === role)?.grants ?? []
  return grants.find((grant) => grant.operations.includes('extract'))?.purpose
}

export async function listApplications(
  means: Means,
  staff: StaffMember,
  state: string | undefined,
  after: string | undefined,
): Promise<Answer<ListPage>> {
  const purpose = deskPurpose(means, staff.role)
  if (purpose === undefined) return refusal('operation_not_permitted', '7.3(8)')
  const found = await means.store.transaction(async (unit) => {
    const applications = await pageOf(unit, state, after)
    const rows: {
      application: Stored<typeof APPLICATION>
      names: Withheld | undefined
      disclosures: readonly Stored<typeof DISCLOSURE>[]
    }[] = []
    for (const application of applications.slice(0, LIST_ROWS)) {
      const known = await know(means.store, unit, application.subject_id as SubjectId, 'use')
      const names = known && (await look(means, unit, known, staff, purpose, NAME_FIELDS, 'list'))
      const disclosures = await load(
        unit.client,
        DISCLOSURE,
        'application_id = $1 order by place',
        [application.application_id],
      )
      rows.push({
        application,
        names: names instanceof Object && 'read' in names ? names : undefined,
        disclosures,
      })
    }
    return { rows, more: applications.length > LIST_ROWS }
  })
  const rows = found.rows.map(({ application, names, disclosures }) => ({
    application,
    disclosures,
    name: names && maskedName(means, names.read()),
  }))
  const last = rows.at(-1)?.application
  const next =
    found.more && last !== undefined ? `${last.submitted_at}.${last.application_id}` : undefined
  return { effect: 'done', rows, next }
}

async function pageOf(
  unit: Unit,
  state: string | undefined,
  after: string | undefined,
): Promise<readonly Stored<typeof APPLICATION>[]> {
  const [at, id] = after?.split('.') ?? []
  const from =
    at === undefined || id === undefined ? undefined : new globalThis.Date(Number(at)).toISOString()
  const conditions = ['true']
  const values: unknown[] = []
  if (state !== undefined) conditions.push(`state = $${values.push(state)}`)
  if (from !== undefined) {
    conditions.push(`(submitted_at, application_id) < ($${values.push(from)}, $${values.push(id)})`)
  }
  const order = `order by submitted_at desc, application_id desc limit ${LIST_ROWS + 1}`
  return await load(unit.client, APPLICATION, `${conditions.join(' and ')} ${order}`, values)
}

function maskedName(means: Means, values: Values): string {
  return NAME_FIELDS.toReversed()
    .map((field) => masked(means, field, values[field]))
    .filter((text) => text !== undefined)
    .join(' ')
}

function masked(means: Means, field: string, value: string | undefined): string | undefined {
  const rule = means.policy.fields.find((known) => known.id === field)
  return rule === undefined || value === undefined ? undefined : maskValue(rule, value, means.now())
}

/** Asks and opens under one of the staff's purposes; the refusal comes back as a value. */
async function look(
  means: Means,
  unit: Unit,
  known: Known,
  staff: StaffMember,
  purpose: string,
  fields: readonly string[],
  why: 'list' | 'reveal',
): Promise<Withheld | Refusal> {
  const actor = { role: staff.role, id: staff.id }
  const decision = ask(unit, known, actor, {
    role: staff.role,
    operation: 'extract',
    purpose,
    fields,
    at: unit.at,
    policy: means.policy.hash,
  })
  if (decision.effect === 'refuse') return decision
  const kind = why === 'list' ? 'values_listed' : 'values_opened'
  return await access(unit, known, decision, { kind, actor })
}

export interface CardField {
  readonly field: string
  /** Masked value; undefined when the role may not open the field at all. */
  readonly masked: string | undefined
  /** Purposes of the role under which it may be revealed. */
  readonly purposes: readonly string[]
  /** Where there is none: what the rules answer. Asked and not acted upon. */
  readonly closed: Refusal | undefined
}

export interface Card {
  readonly application: Stored<typeof APPLICATION>
  readonly disclosures: readonly Stored<typeof DISCLOSURE>[]
  readonly outcomes: readonly Stored<typeof OUTCOME>[]
  readonly consents: Known['consents']
  readonly state: string
  readonly fields: readonly CardField[]
  readonly timeline: readonly FeedRow[]
  /** Could this recipient receive the application now? One question, answered and not acted upon. */
  readonly recipients: readonly { readonly recipient: string; readonly decision: Decision }[]
}

export async function openCard(
  means: Means,
  staff: StaffMember,
  applicationId: string,
): Promise<Answer<{ readonly card: Card }>> {
  const purpose = deskPurpose(means, staff.role)
  if (purpose === undefined) return refusal('operation_not_permitted', '7.3(8)')
  const opened = await means.store.transaction(async (unit) => {
    const application = await loadOne(unit.client, APPLICATION, 'application_id = $1', [
      applicationId,
    ])
    if (application === undefined) return refusal('not_found')
    const known = await know(means.store, unit, application.subject_id as SubjectId, 'use')
    if (known === undefined) return refusal('not_found')
    const held = (await boxesOf(unit, known.facts.subject)).flatMap((box) => box.fields)
    const allowed = held.filter((field) => purposesFor(means, staff.role, field).includes(purpose))
    const values = await look(means, unit, known, staff, purpose, allowed, 'list')
    const where = 'application_id = $1 order by place'
    const disclosures = await load(unit.client, DISCLOSURE, where, [applicationId])
    const outcomes = await outcomesOf(unit, disclosures)
    const recipients = couldReceive(means, known, disclosures, unit.at)
    const rows = { application, disclosures, outcomes }
    return { effect: 'opened', known, held, values, rows, recipients, at: unit.at } as const
  })
  if (opened.effect === 'refuse') return opened
  const { known, held, rows, recipients, at } = opened
  const values = 'read' in opened.values ? opened.values.read() : {}
  const handle = known.key === undefined ? '' : handleOf(known.key)
  const fields = held.map((field) => ({
    field,
    masked: masked(means, field, values[field]),
    purposes: purposesFor(means, staff.role, field),
    closed: closedTo(means, known, staff, purpose, field, at),
  }))
  const timeline = await actionsOf(means.store, handle, TIMELINE_MAX)
  const state = known.facts.state
  const { consents } = known
  return {
    effect: 'done',
    card: { ...rows, consents, state, fields, timeline, recipients },
  }
}

async function outcomesOf(unit: Unit, disclosures: Card['disclosures']): Promise<Card['outcomes']> {
  const [first] = disclosures
  if (first === undefined) return []
  const where = 'subject_id = $1 and disclosure_id = any($2::uuid[]) order by occurred_at'
  const ids = disclosures.map((row) => row.disclosure_id)
  return await load(unit.client, OUTCOME, where, [first.subject_id, ids])
}

/** Why the role may not open a field at all; undefined when it may, for a purpose. */
function closedTo(
  means: Means,
  known: Known,
  staff: StaffMember,
  purpose: string,
  field: string,
  at: Moment,
): Refusal | undefined {
  if (purposesFor(means, staff.role, field).length > 0) return undefined
  const { role } = staff
  const question = { role, operation: 'extract', purpose, fields: [field], at }
  const answer = decide(means.tables, { ...question, policy: means.policy.hash }, known.facts)
  return answer.effect === 'refuse' ? answer : undefined
}

function purposesFor(means: Means, role: string, field: string): readonly string[] {
  const grants = means.policy.roles.find((known) => known.id === role)?.grants ?? []
  return grants
    .filter((grant) => grant.operations.includes('extract'))
    .filter((grant) => grant.fields.includes('*') || grant.fields.includes(field))
    .map((grant) => grant.purpose)
}

/** The rules know consent and agreement; that nobody else is deciding (L-4) is asked here. */
function couldReceive(
  means: Means,
  known: Known,
  disclosures: Card['disclosures'],
  at: Moment,
): Card['recipients'] {
  return means.policy.recipients.map(({ id }) => {
    const others = disclosures.filter((row) => row.recipient !== id).map((row) => row.state)
    const permitted = disclosableFields(means.tables, id, PURPOSE, known.facts, at)
    const named = means.policy.recipients.find((one) => one.id === id)?.agreement?.fields ?? []
    const question = {
      role: 'system',
      operation: 'provide',
      purpose: PURPOSE,
      fields: permitted.length > 0 ? permitted : named,
      recipient: id,
      at,
      policy: means.policy.hash,
    }
    const decision = decide(means.tables, question, known.facts)
    const pending = decision.effect === 'permit' && !mayAskNext(others)
    return { recipient: id, decision: pending ? refusal('recipient_pending', '6.2') : decision }
  })
}

export interface Revealed {
  readonly field: string
  readonly value: string
  /** When the screen masks it again. */
  readonly until: Moment
}

/** Opens one field for a purpose the clerk names; recorded before the clerk sees it. */
export async function revealField(
  means: Means,
  staff: StaffMember,
  applicationId: string,
  field: string,
  purpose: string,
): Promise<Answer<Revealed>> {
  const opened = await means.store.transaction(async (unit) => {
    const application = await loadOne(unit.client, APPLICATION, 'application_id = $1', [
      applicationId,
    ])
    const known =
      application && (await know(means.store, unit, application.subject_id as SubjectId, 'use'))
    if (known === undefined) return refusal('not_found')
    return await look(means, unit, known, staff, purpose, [field], 'reveal')
  })
  if (!('read' in opened)) return opened
  const value = opened.read()[field]
  if (value === undefined) return refusal('not_found', '', '/field')
  const until = (means.now() + means.policy.limits.revealSeconds * 1_000) as Moment
  return { effect: 'done', field, value, until }
}

const OWN_ROWS = 50

export interface OwnActions {
  readonly rows: readonly FeedRow[]
  readonly all: number
  readonly refused: number
}

/** What this member of staff did: the same entries that stand in the feeds of the people concerned. */
export async function seeStaffActions(
  means: Means,
  staff: StaffMember,
  before: string | undefined,
): Promise<OwnActions> {
  const rows = await actionsBy(means.store, staff.id, OWN_ROWS, before)
  return { rows, ...(await countActionsBy(means.store, staff.id)) }
}

/** How many applications stand in each state. */
export async function countApplications(means: Means): Promise<ReadonlyMap<string, number>> {
  const { rows } = await means.store.pool.query<{ state: string; number: number }>(
    'select state, count(*) as number from application group by state',
  )
  return new Map(rows.map((row) => [row.state, row.number]))
}
