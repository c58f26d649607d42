/**
 * Which addresses said no to messages of a purpose, and when?
 *
 * Kept as a keyed hash, so that the address can be recognised and never read, and without a link to a person: it stays when the
 * person is destroyed. Another person's consent, an older copy or a restored row does not open the address again; a consent
 * given later does. It goes when no consent older than it can live (`send-mailings.ts`).
 *
 * Law: 94-V art. 8(1), 14, 15(2). Requirements: R-16. Decision 0115.
 */
import { messageConsentDays } from '@kelisim/policy'
import { type HeldMark, load, loadOne, SUPPRESSION, type Unit } from '@kelisim/store'
import { DAY, later, type Moment, toIso } from '@kelisim/terms'
import { secretHash } from '@kelisim/vault'
import type { Means } from './means.ts'

interface Refused {
  readonly purpose: string
  readonly channel: string
  readonly address: string
}

/** Said no after the consent was given. */
export async function isSuppressed(
  means: Means,
  { since, ...refused }: Refused & { readonly since: Moment },
): Promise<boolean> {
  const where = 'channel = $1 and purpose = $2 and keyed_hash = $3 and at >= $4'
  const row = await loadOne(means.store.pool, SUPPRESSION, where, [
    refused.channel,
    refused.purpose,
    hashOf(means, refused),
    toIso(since),
  ])
  return row !== undefined
}

/** Every refusal of this address, for whoever it belongs to. */
export async function refusalsOf(
  means: Means,
  channel: string,
  address: string,
): Promise<readonly HeldMark[]> {
  const where = 'channel = $1 and keyed_hash = $2 order by purpose'
  const hash = hashOf(means, { channel, address })
  const rows = await load(means.store.pool, SUPPRESSION, where, [channel, hash])
  const lastsMs = messageConsentDays(means.policy) * DAY
  return rows.map(({ purpose, keyed_hash: mark, at: from }) => ({
    kind: 'refusal',
    mark,
    from,
    until: later(from, lastsMs),
    control: `${purpose}:${channel}`,
  }))
}

/** The caller records the action. */
export async function suppress(means: Means, unit: Unit, refused: Refused): Promise<void> {
  const { purpose, channel } = refused
  const hash = hashOf(means, refused)
  const where = 'channel = $1 and purpose = $2 and keyed_hash = $3 for update'
  const previous = await loadOne(unit.client, SUPPRESSION, where, [channel, purpose, hash])
  unit.put(SUPPRESSION, { channel, purpose, keyed_hash: hash, at: unit.at }, previous)
}

/**
 * A letter's address is the same in capitals. Not under the index key: that one is changed each year, and nobody could
 * hash anew an address that is kept nowhere.
 */
function hashOf(means: Means, { channel, address }: Omit<Refused, 'purpose'>): Buffer {
  const normalised = channel === 'email' ? address.trim().toLowerCase() : address
  return Buffer.from(secretHash(means.store.keys.keyring, `suppression ${channel}`, normalised))
}
