/**
 * What leaves the house for a medium: sealed under a key of its own, bound to its medium, kind and name.
 *
 *   backup key = HKDF-SHA256(seed of the log, "kelisim backup key"); record as in record.ts
 *   a person's row is sealed under that person's key instead, so destroying the key reaches every medium
 *
 * Guarantees: nothing opens on another medium, under another name or as another kind of thing, and any
 * altered bit gives undefined. It does not notice an older object of the same name: the manifest does.
 *
 * Law: 94-V art. 18, 22(1). Requirements. Invariant I5.
 */
import type { KeyObject } from 'node:crypto'
import type { SubjectId } from '@kelisim/terms'
import { hkdfSha256, hmacSha256, keyFrom } from './derive.ts'
import { framed } from './framed.ts'
import { KEY_BYTES, Keyring } from './keyring.ts'
import type { Random } from './random.ts'
import { openRecord, sealRecord } from './record.ts'
import { SubjectKey } from './subject-key.ts'

/** Where an object belongs. All of it is authenticated with the content. */
export interface BackupPlace {
  readonly medium: string
  readonly kind: string
  readonly name: string
}

const INFO = Buffer.from('kelisim backup key')
const NO_HEAD = new Uint8Array(0)
const keys = new WeakMap<Keyring, KeyObject>()

export function sealForBackup(
  keyring: Keyring,
  place: BackupPlace,
  plaintext: Uint8Array,
  random: Random,
): Uint8Array {
  return sealRecord(keyOf(keyring), NO_HEAD, frameOf(keyring, place), plaintext, random)
}

export function openFromBackup(
  keyring: Keyring,
  place: BackupPlace,
  sealed: Uint8Array,
): Uint8Array | undefined {
  return openRecord(keyOf(keyring), frameOf(keyring, place), sealed)
}

/** Under the person's key: unreadable everywhere once that key is destroyed. */
export function sealPersonForBackup(
  keyring: Keyring,
  key: SubjectKey,
  subject: SubjectId,
  place: BackupPlace,
  plaintext: Uint8Array,
  random: Random,
): Uint8Array {
  const associated = personFrameOf(keyring, key, subject, place)
  return sealRecord(SubjectKey.recordsOf(key), NO_HEAD, associated, plaintext, random)
}

export function openPersonFromBackup(
  keyring: Keyring,
  key: SubjectKey,
  subject: SubjectId,
  place: BackupPlace,
  sealed: Uint8Array,
): Uint8Array | undefined {
  const associated = personFrameOf(keyring, key, subject, place)
  return openRecord(SubjectKey.recordsOf(key), associated, sealed)
}

/** A name for content that says nothing of it to whoever lacks the keys: the same content, the same name. */
export function backupName(keyring: Keyring, content: Uint8Array): string {
  return Buffer.from(hmacSha256(keyOf(keyring), content))
    .subarray(0, 16)
    .toString('hex')
}

function keyOf(keyring: Keyring): KeyObject {
  const known = keys.get(keyring)
  if (known !== undefined) return known
  const made = keyFrom(hkdfSha256(Keyring.secretsOf(keyring).logSeed, NO_HEAD, INFO, KEY_BYTES))
  keys.set(keyring, made)
  return made
}

function frameOf(keyring: Keyring, { medium, kind, name }: BackupPlace): Uint8Array {
  return framed('kelisim/backup/v1', keyring.operator, medium, kind, name)
}

function personFrameOf(
  keyring: Keyring,
  key: SubjectKey,
  subject: SubjectId,
  { medium, kind, name }: BackupPlace,
): Uint8Array {
  const { keyVersion } = key
  return framed(
    'kelisim/backup-person/v1',
    keyring.operator,
    subject,
    keyVersion,
    medium,
    kind,
    name,
  )
}
