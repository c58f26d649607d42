/**
 * What does the lender hold about whom?
 *
 * In memory only. A lead it refused is kept as an id and a reason, without the person. After
 * destruction an id stays, so that the same lead cannot come back; nothing of the person does.
 */
import type { Notice, NoticeConfirmation, OutcomeEvent, Post, PostAnswer } from '@kelisim/api'
import { LEADS_MAX, MARKS_MAX } from './limits.ts'
import type { ReceiptVerdict } from './receipt.ts'

export interface Told {
  readonly event: OutcomeEvent
  readonly result: 'delivered' | 'undelivered'
}

export interface Lead {
  readonly leadId: string
  readonly disclosureId: string
  readonly receivedAt: number
  /** How often the operator posted it: 0 for a mark, 1 as it should be. */
  readonly arrivals: number
  readonly answer: PostAnswer
  readonly receipt: ReceiptVerdict
  /** Only while it is held: not of a refused lead, not after destruction. */
  readonly applicant?: Post['applicant']
  readonly request?: Post['request']
  readonly destroyBy?: string
  readonly isDestroyed: boolean
  /** Kept and not touched until the operator says so. Law: 94-V art. 1(3). */
  readonly isBlocked?: boolean
  readonly told: readonly Told[]
}

/** A line of the book without the person: what is counted when both sides compare. */
export interface BookLine {
  readonly leadId: string
  readonly disclosureId: string
  readonly arrivals: number
  readonly answer: PostAnswer
  /** `ok`, or why the receipt failed. */
  readonly receipt: string
  readonly isDestroyed: boolean
  readonly told: readonly Told[]
}

export interface ReceivedNotice {
  readonly notice: Notice
  readonly acknowledgedAt: number
  readonly result: NoticeConfirmation['state']
  readonly isConfirmed: boolean
}

export class Book {
  readonly #leads = new Map<string, Lead>()
  readonly #notices = new Map<string, ReceivedNotice>()
  readonly #max: number

  constructor(max = LEADS_MAX) {
    this.#max = max
  }

  lead(disclosureId: string): Lead | undefined {
    return this.#leads.get(disclosureId)
  }

  /** Newest first. */
  leads(): readonly Lead[] {
    return [...this.#leads.values()].reverse()
  }

  /** Ids, counts and answers, newest first; nothing of a person. */
  lines(): readonly BookLine[] {
    return this.leads().map((lead) => ({
      leadId: lead.leadId,
      disclosureId: lead.disclosureId,
      arrivals: lead.arrivals,
      answer: lead.answer,
      receipt: lead.receipt.ok ? 'ok' : lead.receipt.fault,
      isDestroyed: lead.isDestroyed,
      told: lead.told,
    }))
  }

  /** It came once more: counted, and otherwise the same lead. */
  again(disclosureId: string): void {
    const lead = this.#leads.get(disclosureId)
    if (lead) this.#leads.set(disclosureId, { ...lead, arrivals: lead.arrivals + 1 })
  }

  keep(lead: Lead): void {
    this.#leads.set(lead.disclosureId, lead)
    const oldest = this.#leads.size > this.#max ? this.#leads.keys().next().value : undefined
    if (oldest !== undefined) this.#leads.delete(oldest)
  }

  tell(disclosureId: string, told: Told): void {
    const lead = this.#leads.get(disclosureId)
    if (lead) this.#leads.set(disclosureId, { ...lead, told: [...lead.told, told] })
  }

  /** Takes the person out, or marks an id that must never come. True when data were held. */
  destroy(leadId: string, disclosureId: string, at: number): boolean {
    const lead = this.#leads.get(disclosureId)
    const isHeld = lead?.applicant !== undefined
    const {
      applicant: _applicant,
      request: _request,
      ...rest
    } = lead ?? blank(leadId, disclosureId, at)
    this.keep({ ...rest, isDestroyed: true })
    return isHeld
  }

  /** True when data are held. */
  block(disclosureId: string, isBlocked: boolean): boolean {
    const lead = this.#leads.get(disclosureId)
    if (lead?.applicant === undefined) return false
    this.#leads.set(disclosureId, { ...lead, isBlocked })
    return true
  }

  /** The new value takes the old one's place; a field that never came is not taken in. */
  correct(disclosureId: string, corrected: Post['applicant']): boolean {
    const lead = this.#leads.get(disclosureId)
    if (lead?.applicant === undefined) return false
    const { applicant } = lead
    const known = Object.entries(corrected).filter(([field]) => Object.hasOwn(applicant, field))
    const fresh = { ...applicant, ...Object.fromEntries(known) }
    this.#leads.set(disclosureId, { ...lead, applicant: fresh })
    return true
  }

  notice(noticeId: string): ReceivedNotice | undefined {
    return this.#notices.get(noticeId)
  }

  note(received: ReceivedNotice): void {
    this.#notices.set(received.notice.notice_id, received)
    const oldest = this.#notices.size > MARKS_MAX ? this.#notices.keys().next().value : undefined
    if (oldest !== undefined) this.#notices.delete(oldest)
  }
}

function blank(leadId: string, disclosureId: string, at: number): Lead {
  return {
    leadId,
    disclosureId,
    receivedAt: at,
    arrivals: 0,
    answer: { status: 'refused', reason: 'blocked' },
    receipt: { ok: false, fault: 'never_came' },
    isDestroyed: true,
    told: [],
  }
}
