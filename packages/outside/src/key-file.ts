/**
 * Where do the operator's keys live, and who may read them?
 *
 * One file outside the database, under a lock: a passphrase or a key service (`keys/key-lock.ts`), mode 0600. The
 * first lock seals; the others only open, while the keyring moves from one to another. A
 * file that others may read is refused, not mended: who has read it already is unknown. Replacing is
 * atomic and durable, and overwrites the old bytes, because a forgotten key epoch must not lie on in
 * the old file (94-V art. 18; I5). A copy that a killed writer left beside it goes when the file is opened.
 *
 * When a keyring that has forgotten epochs is written (`forgetful`), the service wraps it under a new version and,
 * once the file is durable, destroys the older ones: a copy of the old file is worthless from then on.
 *
 * The passphrase comes from the environment. Only the demo world may make one itself; it lies next to
 * the key file and protects nothing but the habit. A production start never reads that file.
 */
import { type Moment } from '@kelisim/terms'
import { type Keyring, newKeyring, type Random } from '@kelisim/vault'
import { makeFile, readSmallFile, replaceFile } from './atomic-file.ts'
import { type KeyLock, lockOf } from './keys/key-lock.ts'
import { sweepLeftBehind, syncFolder } from './left-behind.ts'
import { KEY_FILE_BYTES_MAX, PASSPHRASE_BYTES } from './limits.ts'

const OWNER_ONLY = 0o600
const PASSPHRASE_FILE_BYTES_MAX = 4_096

export type KeyFileFault =
  | 'readable_by_others'
  | 'wrong_passphrase'
  | 'no_passphrase'
  | 'other_operator'
  /** Sealed by a holder that this start does not name in its settings. */
  | 'other_lock'

export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
  readonly fault: KeyFileFault

  constructor(fault: KeyFileFault, path: string) {
    super(`couldn’t use the key file ${path}: ${fault}`)
    this.fault = fault
  }
}

export interface HeldKeyring {
  readonly keyring: Keyring
  /** The lock that opened it. */
  readonly lock: KeyLock
}

/**
 * The keyring of the file, or undefined when there is no file. Throws `KeyFileError`, or the `KeyServiceError` of
 * the holder.
 */
export async function readKeyFile(
  path: string,
  locks: readonly KeyLock[],
): Promise<HeldKeyring | undefined> {
  const bytes = await readPrivately(path, KEY_FILE_BYTES_MAX)
  if (!bytes) return undefined
  const lock = lockOf(bytes, locks)
  if (!lock) throw new KeyFileError('other_lock', path)
  const keyring = await lock.open(bytes)
  if (!keyring) throw new KeyFileError('wrong_passphrase', path)
  return { keyring, lock }
}

export interface KeyFileWriting {
  readonly path: string
  readonly lock: KeyLock
  readonly random: Random
  /** The keyring has forgotten epochs that the file still holds. */
  readonly forgetful?: boolean
  /** Called when the file is durable: from then on it is the truth, whatever the service does next. */
  readonly durable?: () => Promise<void>
}

/** Replaces the file, for instance after a rotation; the old bytes are overwritten. */
export async function writeKeyFile(keyring: Keyring, writing: KeyFileWriting): Promise<void> {
  const { path, lock, random, forgetful = false } = writing
  if (forgetful) await lock.renew()
  const sealed = await lock.seal(keyring, random)
  await replaceFile(path, sealed, { mode: OWNER_ONLY, wipeOld: true })
  await writing.durable?.()
  if (forgetful) await lock.destroyOlder(sealed)
}

export interface KeyFileMaking {
  readonly path: string
  readonly operator: string
  /** The first seals a file that is made here. */
  readonly locks: readonly [KeyLock, ...KeyLock[]]
  readonly at: Moment
  readonly random: Random
}

/** The keyring of the file; a new one where there was none. Two starting at once get the same. */
export async function openOrMakeKeyFile(making: KeyFileMaking): Promise<HeldKeyring> {
  const { path, operator, locks, at, random } = making
  await sweepLeftBehind(path, true)
  const existing = await readKeyFile(path, locks)
  if (existing) return ofOperator(existing, operator, path)
  const keyring = newKeyring(operator, at, random)
  const [lock] = locks
  if (await makeFile(path, await lock.seal(keyring, random), OWNER_ONLY)) return { keyring, lock }
  const winner = await readKeyFile(path, locks)
  if (!winner) throw new Error(`couldn’t read the key file ${path} that was made just now`)
  return ofOperator(winner, operator, path)
}

export interface PassphraseSource {
  /** Value of the environment variable, when set. */
  readonly environment: string | undefined
  /** Only a demo start may make one. */
  readonly demo: boolean
  readonly keyFile: string
  readonly random: Random
}

export async function readPassphrase(source: PassphraseSource): Promise<Uint8Array> {
  if (source.environment) return new TextEncoder().encode(source.environment)
  if (!source.demo) throw new KeyFileError('no_passphrase', source.keyFile)
  const path = `${source.keyFile}.passphrase`
  await sweepLeftBehind(path, true)
  const made = Buffer.from(source.random(PASSPHRASE_BYTES)).toString('base64url')
  await makeFile(path, new TextEncoder().encode(made), OWNER_ONLY)
  const kept = await readPrivately(path, PASSPHRASE_FILE_BYTES_MAX)
  if (!kept) throw new KeyFileError('no_passphrase', path)
  return kept
}

/**
 * A write that failed after its rename leaves a file that a loss of power may take back. What is wrapped under a key
 * read from there would be lost with it: nothing that is read counts before its name is durable.
 */
async function readPrivately(path: string, bytesMax: number): Promise<Uint8Array | undefined> {
  const file = await readSmallFile(path, bytesMax)
  if (!file) return undefined
  if ((file.mode & 0o077) !== 0) throw new KeyFileError('readable_by_others', path)
  await syncFolder(path)
  return file.bytes
}

function ofOperator(held: HeldKeyring, operator: string, path: string): HeldKeyring {
  if (held.keyring.operator !== operator) throw new KeyFileError('other_operator', path)
  return held
}
