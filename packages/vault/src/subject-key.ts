/**
 * The key of one subject: all that is known of the person is readable while it exists.
 *
 * Law: 94-V art. 18 (destruction), art. 22 (protection). The bytes stay inside a KeyObject in a
 * private field: nothing that prints, serialises or clones the object can show them.
 * Destroying the key is the store's work: it deletes the wrapped copy and this package forgets the
 * epoch under which other copies were wrapped.
 */
import { createHmac, type KeyObject } from 'node:crypto'
import { GCM_KEY_BYTES } from './gcm.ts'
import { hkdfSha256, keyFrom } from './derive.ts'
import { KEY_VERSION_MAX } from './limits.ts'
import { type Random, take } from './random.ts'
import { RecordKeys } from './record.ts'

export const SUBJECT_KEY_BYTES = GCM_KEY_BYTES
const HANDLE_BYTES = 16
const HANDLE_INFO = Buffer.from('log-handle')

export class SubjectKey {
  readonly #secret: KeyObject
  readonly #records: RecordKeys
  #handle: string | undefined
  readonly keyVersion: number

  constructor(secret: KeyObject, keyVersion: number) {
    if (!isKeyVersion(keyVersion))
      throw new Error('a key version is a whole number from 1 to 65535')
    this.#secret = secret
    this.#records = new RecordKeys(secret)
    this.keyVersion = keyVersion
  }

  /** For this package only: `index.ts` exports the type, not the class. */
  static secretOf(key: SubjectKey): KeyObject {
    return key.#secret
  }

  static recordsOf(key: SubjectKey): RecordKeys {
    return key.#records
  }

  /** Remembered, because every action on the subject's data asks for it and HKDF is slow. */
  static handleOf(key: SubjectKey): string {
    key.#handle ??= derivedHandle(key.#secret)
    return key.#handle
  }
}

export function isKeyVersion(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= KEY_VERSION_MAX
}

export function newSubjectKey(random: Random, keyVersion: number): SubjectKey {
  return new SubjectKey(keyFrom(take(random, SUBJECT_KEY_BYTES)), keyVersion)
}

/**
 * The subject's name in the ledger: the same for all actions while the key lives, and linkable to
 * nobody once it is destroyed. 22 characters of base64url.
 */
export function handleOf(key: SubjectKey): string {
  return SubjectKey.handleOf(key)
}

function derivedHandle(secret: KeyObject): string {
  const handleKey = keyFrom(hkdfSha256(secret, new Uint8Array(0), HANDLE_INFO, 32))
  const full = createHmac('sha256', handleKey).update('v1').digest()
  return full.subarray(0, HANDLE_BYTES).toString('base64url')
}
