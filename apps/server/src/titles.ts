/** What does the policy call what rows and entries name by an id? In three languages. */
import type { House } from '@kelisim/house'
import type { Texts } from '@kelisim/terms'

/** A recipient whom the policy does not name any more keeps the id as a name. */
export function recipientName(house: House, id: string): Texts {
  const known = house.means.policy.recipients.find((recipient) => recipient.id === id)
  return known?.name ?? { kk: id, ru: id, en: id }
}

/** Titles of fields in the policy's order; an id the policy does not know any more is left out. */
export function titlesOf(house: House, ids: readonly string[]): readonly Texts[] {
  return house.means.policy.fields
    .filter((field) => ids.includes(field.id))
    .map((field) => field.title)
}
