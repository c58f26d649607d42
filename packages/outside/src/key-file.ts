/**
 * Where do the operator's keys live, and who may read them?
 *
 * One file outside the database, sealed under a passphrase (`sealKeyring` of the vault), mode 0600. A
 * file that others may read is refused, not mended: who has read it already is unknown. Replacing is
 * atomic and durable, and overwrites the old bytes, because a forgotten key epoch must not lie on in
 * the old file (94-V art. 18; I5). A copy that a killed writer left beside it goes when the file is opened.
 *
 * The passphrase comes from the environment. Only the demo world may make one itself; it lies next to
 * the key file and protects nothing but the habit. A production start never reads that file.
 */
import { type Moment } from '@kelisim/terms'
import { type Keyring, newKeyring, openKeyring, type Random, sealKeyring } from '@kelisim/vault'
import { makeFile, readSmallFile, replaceFile } from './atomic-file.ts'
import { sweepLeftBehind } from './left-behind.ts'
import { KEY_FILE_BYTES_MAX, PASSPHRASE_BYTES } from './limits.ts'

const OWNER_ONLY = 0o600
const PASSPHRASE_FILE_BYTES_MAX = 4_096

export type KeyFileFault =
  | 'readable_by_others'
  | 'wrong_passphrase'
  | 'no_passphrase'
  | 'other_operator'

export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
  readonly fault: KeyFileFault

  constructor(fault: KeyFileFault, path: string) {
    super(`couldn’t use the key file ${path}: ${fault}`)
    this.fault = fault
  }
}

/** The keyring of the file, or undefined when there is no file. Throws `KeyFileError` otherwise. */
export async function readKeyFile(
  path: string,
  passphrase: Uint8Array,
): Promise<Keyring | undefined> {
  const bytes = await readPrivately(path, KEY_FILE_BYTES_MAX)
  if (!bytes) return undefined
  const keyring = openKeyring(bytes, passphrase)
  if (!keyring) throw new KeyFileError('wrong_passphrase', path)
  return keyring
}

/** Replaces the file, for instance after a rotation; the old bytes are overwritten. */
export async function writeKeyFile(
  path: string,
  keyring: Keyring,
  passphrase: Uint8Array,
  random: Random,
): Promise<void> {
  const sealed = sealKeyring(keyring, passphrase, random)
  await replaceFile(path, sealed, { mode: OWNER_ONLY, wipeOld: true })
}

export interface KeyFileMaking {
  readonly path: string
  readonly operator: string
  readonly passphrase: Uint8Array
  readonly at: Moment
  readonly random: Random
}

/** The keyring of the file; a new one where there was none. Two starting at once get the same. */
export async function openOrMakeKeyFile(making: KeyFileMaking): Promise<Keyring> {
  const { path, operator, passphrase, at, random } = making
  await sweepLeftBehind(path, true)
  const existing = await readKeyFile(path, passphrase)
  if (existing) return ofOperator(existing, operator, path)
  const made = newKeyring(operator, at, random)
  if (await makeFile(path, sealKeyring(made, passphrase, random), OWNER_ONLY)) return made
  const winner = await readKeyFile(path, passphrase)
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

async function readPrivately(path: string, bytesMax: number): Promise<Uint8Array | undefined> {
  const file = await readSmallFile(path, bytesMax)
  if (file && (file.mode & 0o077) !== 0) throw new KeyFileError('readable_by_others', path)
  return file?.bytes
}

function ofOperator(keyring: Keyring, operator: string, path: string): Keyring {
  if (keyring.operator !== operator) throw new KeyFileError('other_operator', path)
  return keyring
}
