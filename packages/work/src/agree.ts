/**
 * Do the ticks of a person carry the application to the recipients they name?
 *
 * First the texts, then the recipients: each must be known, consented to by name, named once, and have
 * an offer for the amount and the term. Grants nothing; `grantConsents` does.
 *
 * Law: 94-V art. 7(1), 7(6), 8(4). Requirements, L-1, L-4. Invariants I8, I9.
 */
import { clauseFor, type ConsentText } from '@kelisim/policy'
import { type Refusal, refusal } from '@kelisim/terms'
import { agreedTexts, type Ticks } from './grant-consents.ts'
import { type Answer, type Invalid, invalid, type Means } from './means.ts'
import { isFor, type Offer, publishedOffers } from './offers.ts'
import { purposeClause } from './plan-disclosures.ts'

export interface Agreeing extends Ticks {
  /** In the order of the person's choice. */
  readonly recipients: readonly string[]
  readonly amountTenge: number
  readonly termDays: number
}

export async function agree(
  means: Means,
  agreeing: Agreeing,
): Promise<Answer<{ readonly texts: readonly ConsentText[] }>> {
  return agreeTo(means, agreeing, await publishedOffers(means))
}

/** The same with the published offers at hand. */
export function agreeTo(
  means: Means,
  agreeing: Agreeing,
  offers: readonly Offer[],
): Answer<{ readonly texts: readonly ConsentText[] }> {
  const agreed = agreedTexts(means, agreeing)
  if (agreed.effect !== 'done') return agreed
  return recipientsFault(means, agreeing, offers) ?? agreed
}

function recipientsFault(
  means: Means,
  { recipients, amountTenge, termDays, ticked }: Agreeing,
  published: readonly Offer[],
): Refusal | Invalid | undefined {
  if (recipients.length > means.policy.limits.recipientsMax) {
    return refusal('too_many_recipients', clauseFor(means.policy, 'R-58'), '/recipients')
  }
  const clause = purposeClause(means)
  if (recipients.length === 0) return refusal('recipient_not_consented', clause, '/recipients')
  const named = new Set(ticked.map((tick) => tick.control))
  const offers = published.filter((offer) => isFor(offer, amountTenge, termDays))
  for (const [place, recipient] of recipients.entries()) {
    const pointer = `/recipients/${place}`
    if (!means.policy.recipients.some((known) => known.id === recipient)) {
      return refusal('unknown_recipient', clause, pointer)
    }
    if (!named.has(`recipient:${recipient}`)) {
      return refusal('recipient_not_consented', clause, pointer)
    }
    if (recipients.indexOf(recipient) < place) return invalid(pointer, 'repeated')
    const offer = offers.find((one) => one.recipient === recipient)
    if (offer === undefined) return invalid(pointer, 'no_offer_for_amount_and_term')
    if (offer.isSuspended === true) {
      return refusal('recipient_suspended', clauseFor(means.policy, 'R-58'), pointer)
    }
  }
  return undefined
}
