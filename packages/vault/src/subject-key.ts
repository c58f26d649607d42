/**
 * The key of one subject: all that is known of the person is readable while it exists.
 *
 * Law: 94-V art. 18 (destruction), art. 22 (protection). The bytes stay in a private field: nothing
 * that prints, serialises or clones the object can show them. They are bytes and no KeyObject, because
 * a key is in use for microseconds and its object costs more than its use (decision 0092); so they are
 * wiped by whoever lets the key go (`wipeSubjectKey`).
 * Destroying the key is the store's work: it deletes the wrapped copy and this package forgets the
 * epoch under which other copies were wrapped.
 */
import { GCM_KEY_BYTES } from './gcm.ts'
import { shortHmac } from './derive.ts'
import { KEY_VERSION_MAX } from './limits.ts'
import { type Random, take } from './random.ts'
import { RecordKeys } from './record.ts'

export const SUBJECT_KEY_BYTES = GCM_KEY_BYTES
const HANDLE_BYTES = 16
/** HKDF without a salt takes zeros of the size of a hash. RFC 5869 2.2. */
const NO_SALT = new Uint8Array(32)
/** The only block of the expansion has the number 1. RFC 5869 2.3. */
const HANDLE_INFO = Buffer.from('log-handle\x01')
const HANDLE_LABEL = Buffer.from('v1')

export class SubjectKey {
  readonly #secret: Uint8Array
  readonly #records: RecordKeys
  #handle: string | undefined
  #isWiped = false
  readonly keyVersion: number
  /** The person's data are blocked: the key still names them in the ledger, and opens and seals nothing. */
  readonly isBlocked: boolean

  /** The bytes are the key's from here on. */
  constructor(secret: Uint8Array, keyVersion: number, isBlocked: boolean) {
    if (!isKeyVersion(keyVersion))
      throw new Error('a key version is a whole number from 1 to 65535')
    this.#secret = secret
    this.#records = new RecordKeys(secret)
    this.keyVersion = keyVersion
    this.isBlocked = isBlocked
  }

  /** For this package only: `index.ts` exports the type, not the class. The caller wipes the copy. */
  static copyOf(key: SubjectKey): Uint8Array {
    return Uint8Array.from(key.#living())
  }

  static recordsOf(key: SubjectKey): RecordKeys {
    key.#living()
    return key.#records
  }

  /** Remembered, because every action on the subject's data asks for it and HKDF is slow. */
  static handleOf(key: SubjectKey): string {
    key.#handle ??= derivedHandle(key.#living())
    return key.#handle
  }

  static wipe(key: SubjectKey): void {
    key.#isWiped = true
    key.#secret.fill(0)
    key.#records.forget()
  }

  static isWiped(key: SubjectKey): boolean {
    return key.#isWiped
  }

  /** Zeros are a key, too, and everybody's: nothing may be made with them. */
  #living(): Uint8Array {
    if (this.#isWiped) throw new Error('a key of a destroyed person')
    return this.#secret
  }
}

export function isKeyVersion(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= KEY_VERSION_MAX
}

export function newSubjectKey(random: Random, keyVersion: number): SubjectKey {
  return new SubjectKey(take(random, SUBJECT_KEY_BYTES), keyVersion, false)
}

/** The key as it stands while the data are blocked; wrapped like this, it comes out like this. Law: 94-V art. 1(3). */
export function blockedKey(key: SubjectKey): SubjectKey {
  return new SubjectKey(SubjectKey.copyOf(key), key.keyVersion, true)
}

/** The same key, opening again: for lifting the block, and for what a block leaves open (the person's own look). */
export function liftedKey(key: SubjectKey): SubjectKey {
  return new SubjectKey(SubjectKey.copyOf(key), key.keyVersion, false)
}

/** After the destruction of the person: whoever still holds the key opens nothing with it, and seals nothing. */
export function wipeSubjectKey(key: SubjectKey): void {
  SubjectKey.wipe(key)
}

/**
 * The subject's name in the ledger: the same for all actions while the key lives, and linkable to
 * nobody once it is destroyed. 22 characters of base64url.
 */
export function handleOf(key: SubjectKey): string {
  return SubjectKey.handleOf(key)
}

/** HMAC("v1") under HKDF-SHA256(key, "log-handle"); `hkdfSync` alone would take twice as long. */
function derivedHandle(secret: Uint8Array): string {
  const extracted = shortHmac('sha256', NO_SALT, secret)
  const handleKey = shortHmac('sha256', extracted, HANDLE_INFO)
  const full = shortHmac('sha256', handleKey, HANDLE_LABEL)
  extracted.fill(0)
  handleKey.fill(0)
  return full.subarray(0, HANDLE_BYTES).toString('base64url')
}
