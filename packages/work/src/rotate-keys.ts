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
 *   2. No key may be written under the old epoch; keys are wrapped anew in pages.
 *   3. When none is left under the old epoch, the keyring without it is saved: the point of no return.
 *
 * A key that came back after its subject's destruction, from a backup or by hand, is not wrapped anew:
 * it dies with its epoch.
 *
 * Source: trust notes 2.4. Law: 94-V art. 18. Requirements: R-99.
 */
import { DAY, type SubjectId } from '@kelisim/terms'
import {
  forgetEpoch,
  type Keyring,
  rotateKeyring,
  unwrapSubjectKey,
  wrapSubjectKey,
} from '@kelisim/vault'
import { aloneWithKeys, ifAloneWithKeys } from './alone-with-keys.ts'
import type { Means } from './means.ts'

const PAGE = 1_000
interface KeyRow {
  readonly subject_id: SubjectId
  readonly key_version: number
  readonly epoch: number
  readonly wrapped: Uint8Array
}

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
  let wrapped = 0
  for (;;) {
    const moved = await wrapPage(means, rotated)
    wrapped += moved
    if (moved === 0) break
  }
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
  await means.store.transaction(async (unit) => {
    await unit.client.query('update keys.epoch_floor set epoch = $1', [epoch])
  })
  await means.store.transaction(async (unit) => {
    await unit.client.query('lock table keys.subject_key in share row exclusive mode')
  })
}

async function wrapPage(means: Means, keyring: Keyring): Promise<number> {
  return await means.store.transaction(async (unit) => {
    const { rows } = await unit.client.query<KeyRow>(
      `select * from keys.subject_key held where epoch < $1
         and not exists (select from destruction act where act.subject_id = held.subject_id)
       order by epoch limit $2 for update`,
      [keyring.epoch, PAGE],
    )
    const fresh = rows.map((row) => {
      const key = unwrapSubjectKey(keyring, row.subject_id, { ...row, keyVersion: row.key_version })
      // Stopping here keeps the old epoch alive: nobody's data may be lost to a tampered row.
      if (key === undefined) throw new Error("couldn't unwrap a key while rotating: run the audit")
      return Buffer.from(wrapSubjectKey(keyring, row.subject_id, key, unit.random).wrapped)
    })
    await unit.client.query({
      text: `update keys.subject_key held set epoch = $3, wrapped = anew.wrapped
             from unnest($1::uuid[], $2::bytea[]) as anew (subject_id, wrapped)
             where held.subject_id = anew.subject_id`,
      values: [rows.map((row) => row.subject_id), fresh, keyring.epoch],
      name: 'keys_wrap_anew',
    })
    return rows.length
  })
}
