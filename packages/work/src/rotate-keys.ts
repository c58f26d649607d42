/**
 * Rotates the key-encryption key: every living subject's key is wrapped anew, the old key is destroyed.
 *
 * This is what makes a destruction reach backups and write-ahead logs: a wrapped key that survived
 * somewhere opens with nothing once its epoch's key is gone (I5). Run daily.
 *
 * One process at a time, under a lock of the database that goes with its holder, beginning with the keyring
 * that stands in the file then: two rotations that begin from one keyring would each forget the other's epoch.
 *
 *   1. The keyring with the new epoch is saved (crash: two epochs, both work, run again).
 *   2. No key may be written under the old epoch; keys are wrapped anew (`wrap-all-anew.ts`).
 *   3. When none is left under the old epoch, the keyring without it is saved: the point of no return.
 *
 * A key that came back after its subject's destruction, from a backup or by hand, is not wrapped anew:
 * it dies with its epoch.
 *
 * Source: trust notes 2.4. Law: 94-V art. 18. Requirements: R-99.
 */
import { inTransaction } from '@kelisim/store'
import { DAY } from '@kelisim/terms'
import { forgetEpoch, type Keyring, rotateKeyring } from '@kelisim/vault'
import { aloneWithKeys, ifAloneWithKeys } from './alone-with-keys.ts'
import type { Means } from './means.ts'
import { wrapAllAnew } from './wrap-all-anew.ts'

export interface Rotation {
  readonly epoch: number
  readonly wrapped: number
  readonly forgotten: readonly number[]
}

/** Rotates when the newest key is a day old and no other process is at it; undefined otherwise. */
export async function rotateWhenDue(
  means: Means,
  save: (keyring: Keyring) => Promise<void>,
): Promise<Rotation | undefined> {
  const isDue = () => (means.store.keys.keyring.epochs.at(-1)?.madeAt ?? 0) + DAY <= means.now()
  if (!isDue()) return undefined
  return await ifAloneWithKeys(means, async () => {
    await means.store.keys.renew()
    // Asked again under the lock: the other process may have finished a moment ago.
    return isDue() ? await rotate(means, save) : undefined
  })
}

/** `save` makes a keyring durable and current before it returns. Waits while another process rotates. */
export async function rotateKeys(
  means: Means,
  save: (keyring: Keyring) => Promise<void>,
): Promise<Rotation> {
  return await aloneWithKeys(means, async () => {
    await means.store.keys.renew()
    return await rotate(means, save)
  })
}

async function rotate(means: Means, save: (keyring: Keyring) => Promise<void>): Promise<Rotation> {
  const rotated = rotateKeyring(means.store.keys.keyring, means.now(), means.random)
  await save(rotated)
  await raiseFloor(means, rotated.epoch)
  const wrapped = await wrapAllAnew(means, rotated)
  const old = rotated.epochs
    .map((epoch) => epoch.epoch)
    .filter((number) => number !== rotated.epoch)
  const clean = old.reduce((keyring, number) => forgetEpoch(keyring, number), rotated)
  await save(clean)
  await means.store.transaction(async (unit) => {
    const detail = { epoch: rotated.epoch, wrapped, forgotten: old }
    unit.record({ kind: 'keys_rotated', actor: { role: 'system', id: 'self' }, detail })
  })
  return { epoch: rotated.epoch, wrapped, forgotten: old }
}

/**
 * From here on a process with the old keyring is refused; the lock waits for writers under way, so
 * the pages that follow see every key.
 */
async function raiseFloor(means: Means, epoch: number): Promise<void> {
  const { keeper } = means.store.as
  await inTransaction(keeper, async (client) => {
    await client.query('update keys.epoch_floor set epoch = $1', [epoch])
  })
  await inTransaction(keeper, async (client) => {
    await client.query('lock table keys.subject_key in share row exclusive mode')
  })
}
