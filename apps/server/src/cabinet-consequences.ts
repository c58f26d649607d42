/**
 * What follows when a person takes a consent back or has their data destroyed: what stops, what stays and for which
 * purpose, what is closed until it is destroyed, and who must be done by when.
 *
 * Says what the use cases will do; decides nothing. Law: 94-V art. 8(7), 12(2). Requirements. DL-05, DL-08, DL-12.
 */
import type { House } from '@kelisim/house'
import { due, endOfConsent, isKeeping } from '@kelisim/rules'
import type { Consequences } from '@kelisim/screens'
import { CONSENT, consentFact, type Stored } from '@kelisim/store'
import { DAY, later, type Moment } from '@kelisim/terms'
import { endingOf, type OwnRecord } from '@kelisim/work'
import { concerns, consentTitle, heldFields, stoppedBy } from './cabinet-views.ts'
import { recipientName } from './titles.ts'

type Consent = Stored<typeof CONSENT>

/** What a withdrawal stops at once, what stays, and by when recipients and we ourselves must be done. */
export function consequencesOf(
  house: House,
  data: OwnRecord,
  consent: Stored<typeof CONSENT>,
): Consequences {
  const dates = recallDates(house, data, consent, 'DL-08').map((date) => ({
    kind: 'recipient' as const,
    ...date,
  }))
  const ours = { kind: 'ours' as const, due: due(house.means.policy, 'DL-12', house.means.now()) }
  return {
    stopped: stoppedBy(consent),
    remains: [...remaining(house, data, consent), { why: 'ledger' }],
    dates: consent.operations.includes('store') ? [...dates, ours] : dates,
  }
}

/** What another consent keeps, and what is closed until it is destroyed. */
function remaining(
  house: House,
  data: OwnRecord,
  consent: Stored<typeof CONSENT>,
): Consequences['remains'] {
  const now = house.means.now()
  const { policy } = house.means
  const { expires_at, operations, recipient, withdrawn_at } = consent
  if (!isKeeping({ operations, ...(recipient === undefined ? {} : { recipient }) })) return []
  const others = data.consents
    .filter((one) => one !== consent && one.withdrawn_at === undefined && one.expires_at > now)
    .map((one) => ({ one, fact: consentFact(one) }))
    .filter(({ fact }) => isKeeping(fact))
  const withdrawn = { ...consent, withdrawn_at: withdrawn_at ?? now, expires_at }
  const facts = [...others.map(({ fact }) => fact), consentFact(withdrawn)]
  const ending = endingOf(house.means, data.boxes, facts, now)
  const kept = others
    .filter(({ one }) => one.fields.some((field) => heldFields(data).includes(field)))
    .map(({ one, fact }) => ({
      why: 'other_consent' as const,
      title: consentTitle(house, one),
      until: endOfConsent(policy, fact),
    }))
  return ending.by === undefined
    ? kept
    : [...kept, { why: 'restricted' as const, until: ending.by }]
}

/** When recipients that hold data under a consent must have confirmed, if it were withdrawn now. */
export function recallDates(
  house: House,
  data: OwnRecord,
  consent: Consent | undefined,
  kind: 'DL-08' | 'DL-05',
) {
  const at = due(house.means.policy, kind, house.means.now())
  const held = data.disclosures.filter(
    (row) =>
      row.sent_at !== undefined &&
      row.state !== 'recalled' &&
      (consent === undefined || concerns(consent, row)),
  )
  return [...new Set(held.map((row) => row.recipient))].map((id) => ({
    name: recipientName(house, id),
    due: at,
  }))
}

export function horizonOf(house: House): Moment {
  return later(house.means.now(), house.means.policy.limits.destructionHorizonDays * DAY)
}
