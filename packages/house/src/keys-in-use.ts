/**
 * The keyring this process works with: that of the key file, followed when another process rotates or moves it.
 *
 * Followed in two ways: by looking at the file every second, and at once when somebody meets an epoch that is
 * not known here (`renew`). The file is read only when it is another one than was read last, because opening
 * it costs a slow hash or a call to the key service. A half-made file is never seen: it is replaced as a whole.
 * A file that another process put there and that cannot be opened here is never written over: what it holds is newer.
 *
 * Law: 94-V art. 18, 22. Requirements. Invariant I5.
 */
import { unwatchFile, watchFile } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type KeyLock, openOrMakeKeyFile, readKeyFile, writeKeyFile } from '@kelisim/outside'
import type { Policy } from '@kelisim/policy'
import { type Moment, subjectId } from '@kelisim/terms'
import {
  type Keyring,
  newSubjectKey,
  type Random,
  unwrapSubjectKey,
  wipeSubjectKey,
  wrapSubjectKey,
} from '@kelisim/vault'
import type { Environment } from './environment.ts'
import { locksOf } from './key-locks.ts'

const KEYRING_POLL_MS = 1_000

export interface KeysInUse {
  readonly current: () => Keyring
  /** What closes the file now. */
  readonly lock: () => KeyLock
  /** Every lock that the settings name; the first closes a file that is made. */
  readonly locks: readonly KeyLock[]
  /** Makes a keyring durable and current in this process. */
  readonly save: (keyring: Keyring) => Promise<void>
  /** The same keyring under another lock of the settings. */
  readonly move: (lock: KeyLock) => Promise<void>
  /** Brings `current` to what the file holds. */
  readonly renew: () => Promise<void>
  /** Does the file stand there, is it the one whose keys are in use, and do they open what they close? */
  readonly look: () => Promise<'usable' | 'missing' | 'unusable'>
  close(): void
}

export async function openKeys(
  environment: Environment,
  policy: Policy,
  now: () => Moment,
  random: Random,
): Promise<KeysInUse> {
  const path = join(environment.dataFolder, 'keys')
  const locks = await locksOf(environment, random)
  // Marked before it is read: what comes between is read once more, never missed.
  let seen = await markOf(path)
  const operator = policy.operator.bin
  let { keyring, lock } = await openOrMakeKeyFile({ path, operator, locks, at: now(), random })
  let saves = 0
  const read = async () => {
    const [mark, before] = [await markOf(path), saves]
    if (mark === seen) return
    const fresh = await readKeyFile(path, locks)
    // A keyring saved here meanwhile is newer than what was read.
    if (fresh === undefined || saves !== before) return
    keyring = fresh.keyring
    lock = fresh.lock
    seen = mark
  }
  let reading: Promise<void> | undefined
  const renew = async () => {
    // A file that cannot be read just now: the old keyring still opens what it opened.
    reading ??= read()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined
      })
    await reading
  }
  const write = async (fresh: Keyring, under: KeyLock) => {
    if ((await markOf(path)) !== seen)
      throw new Error("couldn't write the keys: another process replaced the key file")
    const forgetful =
      fresh.indexFoundBy > keyring.indexFoundBy ||
      keyring.epochs.some((old) => !fresh.epochs.some(isSame(old.epoch)))
    const durable = async () => {
      saves += 1
      keyring = fresh
      lock = under
      seen = await markOf(path)
    }
    await writeKeyFile(fresh, { path, lock: under, random, forgetful, durable })
  }
  // A file that was made just now has a mark of its own.
  await renew()
  const look = () => void renew()
  watchFile(path, { interval: KEYRING_POLL_MS, persistent: false }, look)
  return {
    current: () => keyring,
    lock: () => lock,
    locks,
    save: async (fresh) => {
      await write(fresh, lock)
    },
    move: async (to) => {
      await write(keyring, to)
    },
    renew,
    look: async () => {
      await renew()
      const mark = await markOf(path)
      if (mark === '') return 'missing'
      return mark === seen && opensItsOwn(keyring, random) ? 'usable' : 'unusable'
    },
    close: () => unwatchFile(path, look),
  }
}

/** A key made for this look, wrapped and unwrapped; nobody's. */
function opensItsOwn(keyring: Keyring, random: Random): boolean {
  const nobody = subjectId(random(16))
  const key = newSubjectKey(random, 1)
  const wrapped = wrapSubjectKey(keyring, nobody, key, random)
  const opened = unwrapSubjectKey(keyring, nobody, { ...wrapped, keyVersion: key.keyVersion })
  for (const one of [key, opened]) if (one !== undefined) wipeSubjectKey(one)
  return opened !== undefined
}

function isSame(epoch: number): (other: { readonly epoch: number }) => boolean {
  return (other) => other.epoch === epoch
}

/** Another file, or the same one written anew, has another mark. */
async function markOf(path: string): Promise<string> {
  try {
    const { ino, mtimeNs, size } = await stat(path, { bigint: true })
    return `${ino} ${mtimeNs} ${size}`
  } catch {
    // Not there yet, or not any more.
    return ''
  }
}
