/** The server of outgoing mail that a production start names; undefined where it names none. */
import type { Environment } from '@kelisim/house'
import { type Mail, smtpMail } from '@kelisim/outside'
import { pooledRandom } from '@kelisim/vault'

export function mailServerOf({ mail }: Environment): Mail | undefined {
  if (mail === undefined) return undefined
  const random = pooledRandom()
  return smtpMail({
    ...mail,
    now: () => Date.now(),
    newId: () => Buffer.from(random(16)).toString('hex'),
  })
}
