/**
 * Offers: published only when lawful, shown with what they cost.
 *
 * Law: microfinance law art. 5 (annual effective rate), advertising law art. 6(4), 14. Requirements: L-14, L-15.
 */
import { checkOffer, type OfferTerms } from '@kelisim/rules'
import { load, loadOne, OFFER, RECIPIENT_STATE, type Stored } from '@kelisim/store'
import type { Moment } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'

export interface Offer extends OfferTerms {
  readonly id: string
  readonly recipient: string
  readonly product: string
  readonly requirement: string
  readonly checkedOn: string
  readonly publishedAt: Moment
  /** Nothing goes to this organisation for now: the offer stands, and nobody may choose it. */
  readonly isSuspended?: boolean
}

export async function publishOffer(
  means: Means,
  offer: Omit<Offer, 'publishedAt'>,
  staff: { readonly role: string; readonly id: string },
): Promise<Answer<{ readonly id: string }>> {
  const recipient = means.policy.recipients.find((known) => known.id === offer.recipient)
  const refused = checkOffer(means.policy, recipient, offer, means.now())
  if (refused !== undefined) return refused
  await means.store.transaction(async (unit) => {
    const previous = await loadOne(unit.client, OFFER, 'offer_id = $1', [offer.id])
    unit.put(
      OFFER,
      {
        offer_id: offer.id,
        recipient: offer.recipient,
        amount_min_tenge: offer.amountMinTenge,
        amount_max_tenge: offer.amountMaxTenge,
        days_min: offer.daysMin,
        days_max: offer.daysMax,
        daily_rate_percent: String(offer.dailyRatePercent),
        product: offer.product,
        requirement: offer.requirement,
        checked_on: offer.checkedOn,
        published_at: unit.at,
        withdrawn_at: undefined,
      },
      previous,
    )
    unit.record({ kind: 'offer_published', actor: staff, detail: { offer: offer.id } })
  })
  return { effect: 'done', id: offer.id }
}

/** False when no such offer is published. Applications that rest on it go on. */
export async function withdrawOffer(
  means: Means,
  id: string,
  staff: { readonly role: string; readonly id: string },
): Promise<boolean> {
  return await means.store.transaction(async (unit) => {
    const row = await loadOne(
      unit.client,
      OFFER,
      'offer_id = $1 and withdrawn_at is null for update',
      [id],
    )
    if (row === undefined) return false
    unit.put(OFFER, { ...row, withdrawn_at: unit.at }, row)
    unit.record({ kind: 'offer_withdrawn', actor: staff, detail: { offer: id } })
    return true
  })
}

export async function publishedOffers(means: Means): Promise<readonly Offer[]> {
  const { pool } = means.store
  const [rows, states] = await Promise.all([
    load(pool, OFFER, 'withdrawn_at is null', []),
    load(pool, RECIPIENT_STATE, 'suspended_at is not null', []),
  ])
  const suspended = new Set(states.map(({ recipient }) => recipient))
  return rows.map((row) => ({ ...offerOf(row), isSuspended: suspended.has(row.recipient) }))
}

/** Offers for this amount and term that a person may choose now. */
export async function offersFor(
  means: Means,
  amountTenge: number,
  termDays: number,
): Promise<readonly Offer[]> {
  const offers = await publishedOffers(means)
  return offers.filter((offer) => offer.isSuspended !== true && isFor(offer, amountTenge, termDays))
}

export function isFor(offer: Offer, amountTenge: number, termDays: number): boolean {
  return (
    amountTenge >= offer.amountMinTenge &&
    amountTenge <= offer.amountMaxTenge &&
    termDays >= offer.daysMin &&
    termDays <= offer.daysMax
  )
}

export function offerOf(row: Stored<typeof OFFER>): Offer {
  return {
    id: row.offer_id,
    recipient: row.recipient,
    amountMinTenge: row.amount_min_tenge,
    amountMaxTenge: row.amount_max_tenge,
    daysMin: row.days_min,
    daysMax: row.days_max,
    dailyRatePercent: Number(row.daily_rate_percent),
    product: row.product,
    requirement: row.requirement,
    checkedOn: row.checked_on,
    publishedAt: row.published_at,
  }
}
