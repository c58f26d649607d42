/**
 * The keyring this process works with: that of the key file, followed when another process rotates it.
 *
 * Followed in two ways: by looking at the file every second, and at once when somebody meets an epoch that is
 * not known here (`renew`). The file is read only when it is another one than was read last, because opening
 * it costs a slow hash. A half-made file is never seen: it is replaced as a whole.
 *
 * Law: 94-V art. 18, 22. Requirement: R-99. Invariant I5.
 */
import { unwatchFile, watchFile } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openOrMakeKeyFile, readKeyFile, readPassphrase, writeKeyFile } from '@kelisim/outside'
import type { Policy } from '@kelisim/policy'
import type { Moment } from '@kelisim/terms'
import type { Keyring, Random } from '@kelisim/vault'
import type { Environment } from './environment.ts'

const KEYRING_POLL_MS = 1_000

export interface KeysInUse {
  readonly current: () => Keyring
  /** Makes a keyring durable and current in this process. */
  readonly save: (keyring: Keyring) => Promise<void>
  /** Brings `current` to what the file holds. */
  readonly renew: () => Promise<void>
  close(): void
}

export async function openKeys(
  environment: Environment,
  policy: Policy,
  now: () => Moment,
  random: Random,
): Promise<KeysInUse> {
  const path = join(environment.dataFolder, 'keys')
  const demo = environment.mode === 'demo'
  const passphrase = await readPassphrase({
    environment: environment.passphrase,
    demo,
    keyFile: path,
    random,
  })
  const operator = policy.operator.bin
  // Marked before it is read: what comes between is read once more, never missed.
  let seen = await markOf(path)
  let keyring = await openOrMakeKeyFile({ path, operator, passphrase, at: now(), random })
  let saves = 0
  const read = async () => {
    const [mark, before] = [await markOf(path), saves]
    if (mark === seen) return
    const fresh = await readKeyFile(path, passphrase)
    // A keyring saved here meanwhile is newer than what was read.
    if (fresh === undefined || saves !== before) return
    keyring = fresh
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
  const look = () => void renew()
  watchFile(path, { interval: KEYRING_POLL_MS, persistent: false }, look)
  return {
    current: () => keyring,
    save: async (fresh) => {
      await writeKeyFile(path, fresh, passphrase, random)
      saves += 1
      keyring = fresh
    },
    renew,
    close: () => unwatchFile(path, look),
  }
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
