/**
 * A person confirms their consents and sends the application: the moment data enter.
 *
 * One transaction: the subject (new or known), each consent with the hash of the text shown, the
 * sealed values, the application, the disclosures planned in the person's order, and an action for
 * each. Nothing of the person was kept before; if any line fails nothing is kept at all.
 * The same call again gets the same answer; the same application within a minute is one application.
 *
 * Law: 94-V art. 7, 8(4), 12. Requirements, L-1, L-4. Invariants I8, I9, I12.
 */
import { categoryOfComer, fieldOfType } from '@kelisim/policy'
import { CLIENT } from '@kelisim/rules'
import {
  answerCall,
  APPLICATION,
  type Arrival,
  callOf,
  enterSubject,
  type Holding,
  linkIdentity,
  type Writing,
} from '@kelisim/store'
import {
  type ApplicationId,
  type Language,
  type Moment,
  type Refusal,
  refusal,
  SECOND,
} from '@kelisim/terms'
import type { SubjectKey } from '@kelisim/vault'
import { agreeTo } from './agree.ts'
import { confirmedPhone } from './confirm-phone.ts'
import { grantConsents } from './grant-consents.ts'
import { keepValues } from './keep-values.ts'
import type { Answer, Means } from './means.ts'
import { offerOf } from './offers.ts'
import { planDisclosures } from './plan-disclosures.ts'
import { collectionStopped } from './protection.ts'
import { listOfData, takeIn } from './take-in.ts'

export interface Submission {
  readonly phoneToken: string
  readonly amountTenge: number
  readonly termDays: number
  /** By field id, as typed; the phone comes from its token, not from here. */
  readonly values: Readonly<Record<string, string>>
  readonly ticked: readonly { readonly control: string; readonly textSha256: string }[]
  /** Recipients in the order of the person's choice. */
  readonly recipients: readonly string[]
  readonly language: Language
  readonly source: string
}

export interface Submitted {
  readonly application: ApplicationId
  readonly number: string
  readonly consents: readonly string[]
  readonly repeated: boolean
}

/** `waitMs`: how long the first organisation is not asked yet; a decoy takes its application back before that. */
export async function submitApplication(
  means: Means,
  submission: Submission,
  idempotencyKey: string,
  waitMs = 0,
): Promise<Answer<Submitted>> {
  const stopped = collectionStopped(means)
  if (stopped !== undefined) return stopped
  const phone = confirmedPhone(means, submission.phoneToken)
  const call = callOf(means.store, 'submit', idempotencyKey, bodyOf(submission, phone))
  const under = means.policy.hash
  const taken = intakeOf(means, submission, phone)
  const iin = taken.effect === 'done' ? valueOf(means, taken.values, 'iin') : undefined
  const arriving = { call, phone, iin, recentMs: means.policy.limits.duplicateSeconds * SECOND }
  try {
    return await means.store.arrive(arriving, (unit, arrival) => {
      const { answered } = arrival
      if (answered?.state === 'reused') return refusal('idempotency_key_reused')
      if (answered?.state === 'busy') return refusal('idempotency_key_busy')
      if (answered !== undefined) return { ...(JSON.parse(answered.answer) as Answer<Submitted>) }
      // Another version came into force meanwhile: what was typed is judged by that one.
      const intake = unit.policy.hash === under ? taken : intakeOf(means, submission, phone)
      const answer = enter(means, unit, arrival, submission, intake, waitMs)
      // Also of a twin: asked again in an hour it must not become a second application.
      if (answer.effect === 'done') answerCall(unit, call, JSON.stringify(answer))
      return answer
    })
  } catch (error) {
    if (error instanceof Undone) return error.refusal
    throw error
  }
}

/** Leaves nothing of a unit because the rules said no halfway. */
class Undone extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

type Intake = ReturnType<typeof takeIn>

function intakeOf(means: Means, submission: Submission, phone: string | undefined): Intake {
  if (phone === undefined) return refusal('draft_expired', '', '/phone_token')
  return takeIn(means, {
    ...submission.values,
    [fieldOfType(means.policy, 'phone')?.id ?? 'phone']: phone,
  })
}

/** A person is found by the item of this type, whatever the operator calls it. */
function valueOf(
  means: Means,
  values: Readonly<Record<string, string>>,
  type: 'phone' | 'iin',
): string | undefined {
  return values[fieldOfType(means.policy, type)?.id ?? '']
}

function enter(
  means: Means,
  unit: Writing,
  arrival: Arrival,
  submission: Submission,
  intake: Intake,
  waitMs: number,
): Answer<Submitted> {
  if (intake.effect !== 'done') return intake
  const agreed = agreeTo(means, submission, arrival.offers.map(offerOf))
  if (agreed.effect !== 'done') return agreed
  const entered = whoIsIt(means, unit, arrival, intake.values)
  if ('effect' in entered) return entered
  const twin = recentTwin(means, unit, arrival, submission)
  if (twin !== undefined) return twin
  const granted = grantConsents(unit, entered, agreed.texts, submission.language)
  const known = { ...entered, facts: { ...entered.facts, consents: granted.facts } }
  const kept = keepValues(means, unit, known, intake.values, submission.source)
  // The consents are already written in this unit: it must not commit without the values.
  if (kept !== undefined) throw new Undone(kept)
  const application = putApplication(unit, known, submission)
  planDisclosures(means, unit, known, application, submission.recipients, waitMs)
  return {
    effect: 'done',
    application: application.id,
    number: application.number,
    consents: granted.ids,
    repeated: false,
  }
}

type Entered = Holding & { readonly key: SubjectKey }

/** Phone and IIN lead to one person or to nobody; anything else is a conflict only a person can solve. */
function whoIsIt(
  means: Means,
  unit: Writing,
  { who, isIinNew, suspended }: Arrival,
  values: Readonly<Record<string, string>>,
): Entered | Refusal {
  if (who === 'conflict') return refusal('identity_conflict', listOfData(means))
  if (who === 'gone') return refusal('subject_destroyed')
  if (who === 'nobody') {
    const categories = [categoryOfComer(means.policy), CLIENT]
    const known = enterSubject(means.store, unit, categories, suspended)
    for (const type of ['phone', 'iin'] as const) {
      const value = valueOf(means, values, type)
      if (value !== undefined) linkIdentity(means.store, unit, known.facts.subject, type, value)
    }
    return { ...known, boxes: [] }
  }
  if (who.key === undefined) return refusal('subject_destroyed')
  const iin = isIinNew ? valueOf(means, values, 'iin') : undefined
  if (iin !== undefined) linkIdentity(means.store, unit, who.facts.subject, 'iin', iin)
  return { ...who, key: who.key }
}

/** The same request by the same person within the policy's window is the same application. */
function recentTwin(
  means: Means,
  unit: Writing,
  { recent }: Arrival,
  { amountTenge, termDays }: Submission,
): Answer<Submitted> | undefined {
  const since = unit.at - means.policy.limits.duplicateSeconds * SECOND
  const twin = recent.find(
    (row) =>
      row.amount_tenge === amountTenge && row.term_days === termDays && row.submitted_at > since,
  )
  if (twin === undefined) return undefined
  const application = twin.application_id as ApplicationId
  return { effect: 'done', application, number: twin.number, consents: [], repeated: true }
}

function putApplication(
  unit: Writing,
  known: Pick<Holding, 'facts' | 'key'>,
  submission: Submission,
): { readonly id: ApplicationId; readonly number: string; readonly at: Moment } {
  const id = unit.newId<ApplicationId>()
  const number = applicationNumber(unit.random(5))
  unit.put(APPLICATION, {
    subject_id: known.facts.subject,
    application_id: id,
    number,
    amount_tenge: submission.amountTenge,
    term_days: submission.termDays,
    language: submission.language,
    state: 'submitted',
    reason: undefined,
    source: submission.source,
    submitted_at: unit.at,
    changed_at: unit.at,
  })
  const detail = { application: id, recipients: [...submission.recipients] }
  unit.record(
    { kind: 'application_submitted', actor: { role: 'applicant', id: 'self' }, detail },
    known.key,
  )
  return { id, number, at: unit.at }
}

/** A number people can read aloud: no letters that look like digits. `7K2M-40QX` */
function applicationNumber(random: Uint8Array): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const bits = Array.from(random, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{5}/g)?.map((five) => alphabet[Number.parseInt(five, 2)]) ?? []
  return `${letters.slice(0, 4).join('')}-${letters.slice(4, 8).join('')}`
}

/** What makes two calls the same: everything but the phone token, which is sealed anew each time. */
function bodyOf(submission: Submission, phone: string | undefined): string {
  return JSON.stringify({ ...submission, phoneToken: phone ?? '' })
}
