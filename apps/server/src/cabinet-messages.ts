/** The messages that were sent to a person, as their cabinet shows them. Requirements. */
import type { House } from '@kelisim/house'
import { MESSAGE_STATES } from '@kelisim/messages'
import type { OwnMessageView } from '@kelisim/screens'
import type { SubjectId } from '@kelisim/terms'
import { seeOwnMessages } from '@kelisim/work'

export async function ownMessages(
  house: House,
  subject: SubjectId,
): Promise<readonly OwnMessageView[]> {
  const { purposes } = house.means.policy
  return (await seeOwnMessages(house.means, subject)).map((one) => {
    const { purpose: id, channel, state, ...rest } = one
    const title = purposes.find((known) => known.id === id)?.title
    return {
      ...rest,
      purpose: title ?? { kk: id, ru: id, en: id },
      channel: channel === 'email' ? 'email' : 'sms',
      state: MESSAGE_STATES.find((known) => known === state) ?? 'unknown',
    }
  })
}
