/**
 * A lender reports what became of an application.
 *
 * Idempotent by the lender's event id, and commutative: the state follows from all outcomes by the
 * time they occurred, in whatever order they arrive. Reads and changes no value of the person.
 * Lead and disclosure stand in the signed message: one told of another lead is a fault, not an outcome.
 *
 * Law: 94-V art. 10; requirements. Invariant I12.
 */
import { Outcome } from '@kelisim/api'
import { categoryOfDecided, mainPurpose } from '@kelisim/policy'
import { stateAfterOutcomes } from '@kelisim/rules'
import {
  APPLICATION,
  ask,
  DISCLOSURE,
  type Known,
  know,
  load,
  loadOne,
  OUTCOME,
  SUBJECT,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { type Moment, parseMoment, refusal, type SubjectId } from '@kelisim/terms'
import { achievePurpose } from './achieve-purpose.ts'
import { hearContract } from './contract.ts'
import { type Answer, invalid, type Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'

/** The outcome in a body whose signature was verified; undefined when it is none. */
export function readOutcome(body: string): Outcome | undefined {
  try {
    return Outcome.safeParse(JSON.parse(body)).data
  } catch {
    // Not JSON is no outcome.
    return undefined
  }
}

export async function hearOutcome(
  means: Means,
  recipient: string,
  lead: string,
  outcome: Outcome,
): Promise<Answer<{ readonly state: string; readonly repeated: boolean }>> {
  if (outcome.lead_id !== lead) return invalid('/lead_id', 'differs_from_path')
  // The lender is answered, so it can say it otherwise.
  const by = { role: 'recipient', id: recipient }
  const unfit = await unlessPlain(means, by, 'outcome_received', outcome.contract?.number)
  if (unfit !== undefined) return unfit
  return await means.store.transaction(async (unit) => {
    const where = 'application_id = $1 and recipient = $2 for update'
    const disclosure = await loadOne(unit.client, DISCLOSURE, where, [lead, recipient])
    if (disclosure?.sent_at === undefined) return refusal('not_found', '', '/lead_id')
    if (disclosure.disclosure_id !== outcome.disclosure_id) {
      return invalid('/disclosure_id', 'of_another_lead')
    }
    const known = await know(means.store, unit, disclosure.subject_id as SubjectId, 'change')
    if (known === undefined) return refusal('not_found', '', '/lead_id')
    const heard = await load(unit.client, OUTCOME, 'subject_id = $1 and disclosure_id = $2', [
      disclosure.subject_id,
      disclosure.disclosure_id,
    ])
    if (heard.some((row) => row.event_id === outcome.event_id)) {
      return { effect: 'done', state: disclosure.state, repeated: true }
    }
    const decision = ask(unit, known, by, {
      role: 'recipient',
      operation: 'record',
      purpose: mainPurpose(means.policy).id,
      fields: [],
      recipient,
      at: unit.at,
      policy: means.policy.hash,
    })
    if (decision.effect === 'refuse') return decision
    const event = {
      kind: outcome.event,
      at: parseMoment(outcome.occurred_at) ?? unit.at,
    }
    putOutcome(unit, disclosure, outcome.event_id, event)
    const events = [...heard.map((row) => ({ kind: row.kind, at: row.occurred_at })), event]
    const after = stateAfterOutcomes(disclosure.state, events)
    if (after.disclosure !== disclosure.state) {
      const fresh = {
        ...disclosure,
        state: after.disclosure,
        due_at: undefined,
        changed_at: unit.at,
      }
      unit.put(DISCLOSURE, fresh, disclosure)
    }
    if (outcome.contract !== undefined) {
      await hearContract(unit, known.facts.subject, recipient, outcome.contract)
    }
    await closeApplication(unit, known, disclosure, after.application)
    if (after.application === 'issued') await achievePurpose(means, unit, known, lead)
    followCategory(unit, known, outcome.event, categoryOfDecided(means.policy))
    const detail = { disclosure: disclosure.disclosure_id, event: outcome.event, lead }
    unit.record({ kind: 'outcome_received', actor: by, permit: decision, detail }, known.key)
    return { effect: 'done', state: after.disclosure, repeated: false }
  })
}

function putOutcome(
  unit: Unit,
  disclosure: Stored<typeof DISCLOSURE>,
  eventId: string,
  event: { readonly kind: string; readonly at: Moment },
): void {
  unit.put(OUTCOME, {
    subject_id: disclosure.subject_id,
    disclosure_id: disclosure.disclosure_id,
    event_id: eventId,
    kind: event.kind,
    occurred_at: event.at,
    received_at: unit.at,
  })
}

/** Who got or was refused a loan belongs to that category, and only a lender's outcome says so. */
function followCategory(
  unit: Unit,
  known: Known,
  event: Outcome['event'],
  decided: string | undefined,
): void {
  const { subject } = known
  if (event !== 'issued' && event !== 'refused') return
  if (decided === undefined || subject.categories.includes(decided)) return
  const categories = [...subject.categories, decided]
  unit.put(SUBJECT, { ...subject, categories, changed_at: unit.at }, subject)
}

/** An issued loan closes the application. */
async function closeApplication(
  unit: Unit,
  known: Known,
  disclosure: Stored<typeof DISCLOSURE>,
  reason: string | undefined,
): Promise<void> {
  if (reason === undefined) return
  const where = 'subject_id = $1 and application_id = $2 for update'
  const application = await loadOne(unit.client, APPLICATION, where, [
    known.facts.subject,
    disclosure.application_id,
  ])
  if (application === undefined || application.state === 'closed') return
  const closed = { ...application, state: 'closed', reason, changed_at: unit.at }
  unit.put(APPLICATION, closed, application)
}
