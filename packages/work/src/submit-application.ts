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
import { CLIENT } from '@kelisim/rules'
import {
  APPLICATION,
  beginCall,
  dropCall,
  endCall,
  enterSubject,
  findByIdentity,
  type Known,
  know,
  linkIdentity,
  loadOne,
  type Unit,
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
import { agree } from './agree.ts'
import { confirmedPhone } from './confirm-phone.ts'
import { grantConsents } from './grant-consents.ts'
import { keepValues } from './keep-values.ts'
import type { Answer, Means } from './means.ts'
import { planDisclosures } from './plan-disclosures.ts'
import { LIST_OF_DATA, takeIn } from './take-in.ts'

export interface Submission {
  readonly phoneToken: string
  readonly amountTenge: number
  readonly termDays: number
  /** By field id, as typed; the phone comes from its token, not from here. */
  readonly values: Readonly<Record<string, string>>
  /** What the program itself observed: browser language, device; same rules as for typed values. */
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

export async function submitApplication(
  means: Means,
  submission: Submission,
  idempotencyKey: string,
): Promise<Answer<Submitted>> {
  const begun = await beginCall(means.store, 'submit', idempotencyKey, bodyOf(means, submission))
  if (begun.state === 'reused') return refusal('idempotency_key_reused')
  if (begun.state === 'busy') return refusal('idempotency_key_busy')
  if (begun.state === 'done') return { ...(JSON.parse(begun.answer) as Answer<Submitted>) }
  try {
    const answer = await enter(means, submission, begun.key)
    if (answer.effect !== 'done') await dropCall(means.store, begun.key)
    return answer
  } catch (error) {
    await dropCall(means.store, begun.key)
    if (error instanceof Undone) return error.refusal
    throw error
  }
}

/** Rolls a unit back because the rules said no halfway; nothing of the submission stays. */
class Undone extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

async function enter(
  means: Means,
  submission: Submission,
  key: Buffer,
): Promise<Answer<Submitted>> {
  const phone = confirmedPhone(means, submission.phoneToken)
  if (phone === undefined) return refusal('draft_expired', '', '/phone_token')
  const under = means.policy.hash
  const typed = { ...submission.values, phone }
  const intake = takeIn(means, typed)
  if (intake.effect !== 'done') return intake
  const agreed = await agree(means, submission)
  if (agreed.effect !== 'done') return agreed
  const iin = intake.values['iin'] ?? ''
  return await means.store.transaction(async (unit): Promise<Answer<Submitted>> => {
    // A version adopted since then has other texts or rules than those that were looked at.
    if (unit.policy.hash !== under) return refusal('consent_text_changed', '6.1', '/consents')
    const entered = await whoIsIt(means, unit, phone, iin)
    if ('effect' in entered) return entered
    const repeated = entered.isNew ? undefined : await recentTwin(means, unit, entered, submission)
    if (repeated !== undefined) {
      // Kept under this key, too: asked again in an hour it must not become a second application.
      endCall(unit, key, JSON.stringify(repeated))
      return repeated
    }
    const granted = grantConsents(unit, entered.known, agreed.texts, submission.language)
    const known = { ...entered.known, facts: { ...entered.known.facts, consents: granted.facts } }
    const kept = await keepValues(
      means,
      unit,
      known,
      intake.values,
      submission.source,
      entered.isNew,
    )
    // The consents are already written in this unit: it must not commit without the values.
    if (kept !== undefined) throw new Undone(kept)
    const application = putApplication(unit, known, submission)
    planDisclosures(means, unit, known, application, submission.recipients)
    const done: Answer<Submitted> = {
      effect: 'done',
      application: application.id,
      number: application.number,
      consents: granted.ids,
      repeated: false,
    }
    endCall(unit, key, JSON.stringify(done))
    return done
  })
}

interface Entered {
  readonly known: Known & { readonly key: SubjectKey }
  readonly isNew: boolean
}

/** Phone and IIN lead to one person or to nobody; anything else is a conflict only a person can solve. */
async function whoIsIt(
  means: Means,
  unit: Unit,
  phone: string,
  iin: string,
): Promise<Entered | Refusal> {
  const found = await findByIdentity(means.store, unit, { phone, iin })
  if (found.phone === undefined && found.iin === undefined) {
    const known = enterSubject(means.store, unit, ['potential_borrower', CLIENT])
    linkIdentity(means.store, unit, known.facts.subject, 'phone', phone)
    linkIdentity(means.store, unit, known.facts.subject, 'iin', iin)
    return { known, isNew: true }
  }
  if (found.phone !== found.iin || found.phone === undefined)
    return refusal('identity_conflict', LIST_OF_DATA)
  const known = await know(means.store, unit, found.phone, 'change')
  if (known?.key === undefined) return refusal('subject_destroyed')
  return { known: { ...known, key: known.key }, isNew: false }
}

/** The same request by the same person within the policy's window is the same application. */
async function recentTwin(
  means: Means,
  unit: Unit,
  { known }: Entered,
  submission: Submission,
): Promise<Answer<Submitted> | undefined> {
  const since = unit.at - means.policy.limits.duplicateSeconds * SECOND
  const twin = await loadOne(
    unit.client,
    APPLICATION,
    'subject_id = $1 and amount_tenge = $2 and term_days = $3 and submitted_at > $4',
    [
      known.facts.subject,
      submission.amountTenge,
      submission.termDays,
      new globalThis.Date(since).toISOString(),
    ],
  )
  if (twin === undefined) return undefined
  const application = twin.application_id as ApplicationId
  return { effect: 'done', application, number: twin.number, consents: [], repeated: true }
}

function putApplication(
  unit: Unit,
  known: Known,
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
function bodyOf(means: Means, submission: Submission): string {
  const phone = confirmedPhone(means, submission.phoneToken) ?? ''
  return JSON.stringify({ ...submission, phoneToken: phone })
}
