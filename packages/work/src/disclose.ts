/**
 * Hands one application to the lender the person named.
 *
 *   1. In one transaction: read the facts, ask the rules *now*, open exactly the permitted fields,
 *      record the disclosure, mark it `sending` with a lease. Nothing has left yet.
 *   2. After the commit: one HTTP call, Idempotency-Key = disclosure id.
 *   3. In one transaction: the answer. Silence is `unknown`, never `refused`.
 *
 * Dying between 1 and 3 leaves `sending` with a lease; when it runs out the lender is asked what it
 * has (`reconcile`), and only "never seen" lets the same disclosure be sent again. Nothing is ever
 * sent to another lender instead (no fail-over).
 *
 * Law: 94-V art. 7(6), 10(1), 14. Requirements. Invariants I1, I2, I6, I9, I12.
 */
import { NEVER_SEEN_FINAL_AFTER_MS, type Post } from '@kelisim/api'
import { askStatus, type LeadAnswer, type LeadStatus, postLead } from '@kelisim/outside'
import { mainPurpose } from '@kelisim/policy'
import { disclosableFields } from '@kelisim/rules'
import {
  APPLICATION,
  access,
  ask,
  boxesOf,
  DISCLOSURE,
  type Known,
  know,
  loadOne,
  type Stored,
  type Unit,
  type Withheld,
} from '@kelisim/store'
import { DAY, later, type Moment, SECOND, type SubjectId, toIso } from '@kelisim/terms'
import { type Means, POST_MS_MAX } from './means.ts'
import { betrays } from './plain-words.ts'
import { consentReceipt } from './receipt.ts'

/** How long one attempt may take before another process may ask what became of it. */
const LEASE_MS = 15 * SECOND
/** Waits between questions about an `unknown` disclosure; the last one repeats. */
const RECONCILE_MS = [1, 5, 30, 120, 600].map((seconds) => seconds * SECOND)
/** The consent's entry is sealed into the ledger within this; then the receipt exists. */
const RECEIPT_MS = 100
const SYSTEM = { role: 'system', id: 'self' }

type Disclosure = Stored<typeof DISCLOSURE>

interface Prepared {
  readonly disclosure: Disclosure
  readonly application: Stored<typeof APPLICATION>
  readonly values: Withheld
  readonly post: Omit<Post, 'applicant'>
}

/** Brings one due disclosure a step further; safe to call for any id at any time. */
export async function disclose(means: Means, id: string): Promise<void> {
  const found = await loadOne(means.store.pool, DISCLOSURE, 'disclosure_id = $1', [id])
  if (found?.due_at === undefined || found.due_at > means.now()) return
  if (found.state === 'planned') await send(means, found)
  else if (found.state === 'sending' || found.state === 'unknown') await reconcile(means, found)
}

async function send(means: Means, found: Disclosure): Promise<void> {
  const lender = means.lenders.get(found.recipient)
  const receipt = await consentReceipt(means, found.subject_id as SubjectId, found.consent_id)
  if (receipt === undefined) return await postpone(means, found, RECEIPT_MS)
  if (lender === undefined) return await postpone(means, found, RECONCILE_MS[3] ?? 0)
  const prepared = await prepare(means, found, receipt)
  if (prepared === undefined) return
  // A process that slept here may find that others have asked, recalled or sent again: it lets go.
  if ((prepared.disclosure.due_at ?? 0) <= means.now()) return
  const post: Post = { ...prepared.post, applicant: { ...prepared.values.read() } }
  const limits = { deadlineMs: POST_MS_MAX, allowedHosts: means.allowedHosts }
  const answer = await postLead(lender.endpoint, lender.key, post, limits)
  await settle(means, prepared.disclosure.disclosure_id, answer)
}

async function prepare(
  means: Means,
  found: Disclosure,
  receipt: Post['consent']['receipt'],
): Promise<Prepared | undefined> {
  return await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, found.subject_id as SubjectId, 'use')
    const disclosure = await current(unit, found.disclosure_id)
    if (known === undefined || disclosure?.state !== 'planned') return undefined
    const fields = await sendable(means, unit, known, disclosure.recipient)
    const decision = ask(unit, known, SYSTEM, {
      role: 'system',
      operation: 'provide',
      purpose: mainPurpose(means.policy).id,
      fields,
      recipient: disclosure.recipient,
      at: unit.at,
      policy: means.policy.hash,
    })
    const application = await applicationOf(unit, disclosure)
    if (decision.effect === 'refuse' || application === undefined) {
      const reason = decision.effect === 'refuse' ? decision.code : 'not_found'
      // A block is lifted again: what it met on its way stands stopped, as what it found waiting does.
      const state = reason === 'subject_blocked' ? 'stopped' : 'denied'
      change(unit, known, disclosure, { state, reason, due_at: undefined })
      return undefined
    }
    const detail = { disclosure: disclosure.disclosure_id, attempt: disclosure.attempt + 1 }
    const sending: Disclosure = {
      ...disclosure,
      fields,
      state: 'sending',
      attempt: disclosure.attempt + 1,
      sent_at: unit.at,
      due_at: later(unit.at, LEASE_MS),
      changed_at: unit.at,
    }
    unit.put(DISCLOSURE, sending, disclosure)
    const opening = { kind: 'disclosure_sent', actor: SYSTEM, detail } as const
    const values = await access(unit, known, decision, opening)
    const post = postWithoutValues(means, known, sending, application, receipt, unit.at)
    return { disclosure: sending, application, values, post }
  })
}

/** What may go and is there: a field nobody filled in is not said to have been sent. */
async function sendable(
  means: Means,
  unit: Unit,
  known: Known,
  recipient: string,
): Promise<readonly string[]> {
  const held = new Set((await boxesOf(unit, known.facts.subject)).flatMap((box) => box.fields))
  const { id: purpose } = mainPurpose(means.policy)
  const fields = disclosableFields(means.tables, recipient, purpose, known.facts, unit.at)
  return fields.filter((field) => held.has(field))
}

function postWithoutValues(
  means: Means,
  known: Known,
  disclosure: Disclosure,
  application: Stored<typeof APPLICATION>,
  receipt: Post['consent']['receipt'],
  at: Moment,
): Omit<Post, 'applicant'> {
  const consent = known.consents.find((row) => row.consent_id === disclosure.consent_id)
  if (consent === undefined) throw new Error('a disclosure without a consent')
  const { id: purpose, retentionDays } = mainPurpose(means.policy)
  return {
    lead_id: application.application_id,
    disclosure_id: disclosure.disclosure_id,
    purpose,
    request: {
      amount: application.amount_tenge,
      currency: 'KZT',
      term_days: application.term_days,
    },
    consent: {
      consent_id: consent.consent_id,
      granted_at: toIso(consent.granted_at),
      expires_at: toIso(consent.expires_at),
      locale: consent.language as 'kk',
      text_sha256: consent.text_sha256,
      text_url: `${means.publicUrl}/t/${consent.text_sha256}`,
      receipt,
    },
    restrictions: {
      use_only_for: purpose,
      no_onward_transfer: true,
      destroy_by: toIso(later(at, retentionDays * DAY)),
    },
    callback: `${means.publicUrl}/v1/partner/leads/${application.application_id}/outcomes`,
  }
}

async function reconcile(means: Means, found: Disclosure): Promise<void> {
  const lender = means.lenders.get(found.recipient)
  if (lender === undefined) return await postpone(means, found, RECONCILE_MS[3] ?? 0)
  const limits = { deadlineMs: POST_MS_MAX, allowedHosts: means.allowedHosts }
  const status = await askStatus(lender.endpoint, lender.key, found.disclosure_id, limits)
  await settle(means, found.disclosure_id, status)
}

/** Writes an answer down; the same answer twice changes nothing. */
async function settle(means: Means, id: string, answer: LeadAnswer | LeadStatus): Promise<void> {
  await means.store.transaction(async (unit) => {
    const disclosure = await current(unit, id)
    if (disclosure === undefined) return
    if (disclosure.state !== 'sending' && disclosure.state !== 'unknown') return
    const known = await know(means.store, unit, disclosure.subject_id as SubjectId, 'use')
    if (known === undefined) return
    change(unit, known, disclosure, settled(unit, disclosure, answer))
    const application = await applicationOf(unit, disclosure)
    if (application?.state === 'submitted' && answer.state !== 'unknown') {
      unit.put(
        APPLICATION,
        { ...application, state: 'in_progress', changed_at: unit.at },
        application,
      )
    }
    const detail = { disclosure: id, state: answer.state, reason: reasonOf(answer) }
    const actor = { role: 'recipient', id: disclosure.recipient }
    unit.record({ kind: 'disclosure_answered', actor, detail }, known.key)
  })
}

function settled(
  { policy, at }: Unit,
  disclosure: Disclosure,
  answer: LeadStatus,
): Partial<Disclosure> {
  switch (answer.state) {
    case 'accepted':
      // An answer cannot be refused: the lead is accepted, a reference that may not be kept is not.
      return {
        state: 'accepted',
        reference: betrays(policy, answer.ref) ? undefined : answer.ref,
        due_at: undefined,
      }
    case 'refused':
      return { state: 'refused', reason: answer.reason, due_at: undefined }
    case 'pending':
      return { state: 'pending', due_at: undefined }
    case 'never_seen': {
      // Final only when a post still under way could no longer be accepted by its signature.
      const final = later(disclosure.sent_at ?? at, NEVER_SEEN_FINAL_AFTER_MS)
      return final <= at
        ? { state: 'planned', due_at: at }
        : { state: 'unknown', due_at: later(at, wait(disclosure)) }
    }
    case 'unknown':
      // No connection was made: the data are still here, and the same disclosure may be tried again.
      if (answer.why === 'not_sent' && disclosure.state === 'sending') {
        return { state: 'planned', due_at: later(at, wait(disclosure)) }
      }
      return {
        state: 'unknown',
        due_at: later(at, wait(disclosure)),
        attempt: disclosure.attempt + 1,
      }
  }
}

function wait(disclosure: Disclosure): number {
  return RECONCILE_MS[Math.min(disclosure.attempt, RECONCILE_MS.length) - 1] ?? SECOND
}

function reasonOf(answer: LeadStatus): string | undefined {
  if (answer.state === 'refused') return answer.reason
  return answer.state === 'unknown' ? answer.why : undefined
}

/** Scheduling only: no evidence changes, so no action is recorded. */
async function postpone(means: Means, found: Disclosure, waitMs: number): Promise<void> {
  await means.store.pool.query(
    'update disclosure set due_at = $2 where disclosure_id = $1 and state = $3',
    [found.disclosure_id, toIso(later(means.now(), waitMs)), found.state],
  )
}

/** The disclosure as it is now, locked until this unit ends. */
async function current(unit: Unit, id: string): Promise<Disclosure | undefined> {
  return await loadOne(unit.client, DISCLOSURE, 'disclosure_id = $1 for update', [id])
}

async function applicationOf(
  unit: Unit,
  disclosure: Disclosure,
): Promise<Stored<typeof APPLICATION> | undefined> {
  return await loadOne(unit.client, APPLICATION, 'subject_id = $1 and application_id = $2', [
    disclosure.subject_id,
    disclosure.application_id,
  ])
}

function change(
  unit: Unit,
  known: Known,
  disclosure: Disclosure,
  fresh: Partial<Disclosure>,
): void {
  unit.put(DISCLOSURE, { ...disclosure, ...fresh, changed_at: unit.at }, disclosure)
  if (fresh.state !== 'denied' && fresh.state !== 'stopped') return
  const detail = { disclosure: disclosure.disclosure_id, state: fresh.state, reason: fresh.reason }
  unit.record({ kind: 'disclosure_answered', actor: SYSTEM, detail }, known.key)
}
