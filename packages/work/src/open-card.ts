/**
 * A clerk opens the card of one application: masked values, what happened, who could receive it now.
 *
 * Masked values come through the door like open ones. Whether a recipient could receive the application
 * is asked of the rules and not acted upon.
 *
 * Law: 94-V art. 10, 11(2). Requirements.
 */
import { clauseFor, mainPurpose } from '@kelisim/policy'
import { type Decision, decide, disclosableFields, maskValue, mayAskNext } from '@kelisim/rules'
import {
  APPLICATION,
  actionsOf,
  boxesOf,
  DISCLOSURE,
  type FeedRow,
  type Known,
  know,
  load,
  loadOne,
  OUTCOME,
  type Stored,
} from '@kelisim/store'
import { type Moment, type Refusal, refusal, type SubjectId } from '@kelisim/terms'
import { handleOf } from '@kelisim/vault'
import { deskPurpose, noDeskPurpose, purposesFor } from './desk-purpose.ts'
import type { Answer, Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'

const TIMELINE_MAX = 50

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
  if (purpose === undefined) return noDeskPurpose(means, staff.role)
  const where = 'application_id = $1'
  const application = await loadOne(means.store.pool, APPLICATION, where, [applicationId])
  const subject = application?.subject_id as SubjectId | undefined
  const read = subject && (await factsAndFields(means, subject))
  if (application === undefined || subject === undefined || read === undefined) {
    return refusal('not_found')
  }
  const { known, held } = read
  const allowed = held.filter((field) => purposesFor(means, staff.role, field).includes(purpose))
  const released = await means.store.look({
    subject,
    question: { role: staff.role, operation: 'extract', purpose, fields: allowed },
    // A card is opened on purpose, a list shows whom it shows: the watch tells them apart.
    opening: {
      kind: 'values_listed',
      actor: { role: staff.role, id: staff.id },
      detail: { of: 'card' },
    },
  })
  const values = released.effect === 'released' ? released.values : {}
  const at = means.now()
  const rows = await requestRows(means, application)
  const { consents, key } = known
  const fields = held.map((field) => ({
    field,
    masked: masked(means, field, values[field]),
    purposes: purposesFor(means, staff.role, field),
    closed: closedTo(means, known, staff, purpose, field, at),
  }))
  const timeline =
    key === undefined ? [] : await actionsOf(means.store, handleOf(key), TIMELINE_MAX)
  const recipients = couldReceive(means, known, rows.disclosures, at)
  const { state } = known.facts
  return { effect: 'done', card: { ...rows, consents, state, fields, timeline, recipients } }
}

async function requestRows(
  means: Means,
  application: Card['application'],
): Promise<Pick<Card, 'application' | 'disclosures' | 'outcomes'>> {
  const { pool } = means.store
  const { subject_id: subject, application_id: id } = application
  const mine = 'subject_id = $1 and application_id = $2 order by place'
  const disclosures = await load(pool, DISCLOSURE, mine, [subject, id])
  const ids = disclosures.map((row) => row.disclosure_id)
  const theirs = 'subject_id = $1 and disclosure_id = any($2::uuid[]) order by occurred_at'
  return { application, disclosures, outcomes: await load(pool, OUTCOME, theirs, [subject, ids]) }
}

async function factsAndFields(
  means: Means,
  subject: SubjectId,
): Promise<{ readonly known: Known; readonly held: readonly string[] } | undefined> {
  return await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'use')
    const boxes = await boxesOf(unit, subject)
    return known && { known, held: boxes.flatMap((box) => box.fields) }
  })
}

function masked(means: Means, field: string, value: string | undefined): string | undefined {
  const rule = means.policy.fields.find((known) => known.id === field)
  return rule === undefined || value === undefined ? undefined : maskValue(rule, value, means.now())
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

/** The rules know consent and agreement; that nobody else is deciding (L-4) is asked here. */
function couldReceive(
  means: Means,
  known: Known,
  disclosures: Card['disclosures'],
  at: Moment,
): Card['recipients'] {
  return means.policy.recipients.map(({ id }) => {
    const others = disclosures.filter((row) => row.recipient !== id).map((row) => row.state)
    const permitted = disclosableFields(
      means.tables,
      id,
      mainPurpose(means.policy).id,
      known.facts,
      at,
    )
    const named = means.policy.recipients.find((one) => one.id === id)?.agreement?.fields ?? []
    const question = {
      role: 'system',
      operation: 'provide',
      purpose: mainPurpose(means.policy).id,
      fields: permitted.length > 0 ? permitted : named,
      recipient: id,
      at,
      policy: means.policy.hash,
    }
    const decision = decide(means.tables, question, known.facts)
    const pending = decision.effect === 'permit' && !mayAskNext(others)
    return {
      recipient: id,
      decision: pending ? refusal('recipient_pending', clauseFor(means.policy, 'R-58')) : decision,
    }
  })
}
