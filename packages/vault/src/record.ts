/**
 * Authenticated encryption of one record under a long-lived key, with commitment to that key.
 *
 *   K = HMAC-SHA512(key, "kelisim/rec/v1" ‖ nonce24)
 *   AES-256-GCM key = K[0..32], its nonce = nonce24[12..24], commitment = K[32..48]
 *   record = nonce24 ‖ commitment16 ‖ ciphertext ‖ tag16
 *
 * Guarantees: random nonces may be used for as many records as anyone will write (192 bits, of which
 * the subkey takes all); a record opens under the one key that made it, so no ciphertext can be made
 * that means two things under two keys; the commitment is compared before anything is decrypted.
 * It does not hide the length of the plaintext. Why so: decision 0020.
 */
import { type KeyObject, timingSafeEqual } from 'node:crypto'
import { keyFrom, shortHmac } from './derive.ts'
import { GCM_KEY_BYTES, GCM_TAG_BYTES, gcmOpen, gcmSeal } from './gcm.ts'
import { type Random, take } from './random.ts'

export const NONCE_BYTES = 24
const COMMITMENT_BYTES = 16
const GCM_NONCE_AT = 12
const LABEL = Buffer.from('kelisim/rec/v1')

/** What a record adds to its plaintext. */
export const RECORD_OVERHEAD_BYTES = NONCE_BYTES + COMMITMENT_BYTES + GCM_TAG_BYTES

/** `head` ‖ record. The head is written as it is: whoever needs it authentic repeats it in `associated`. */
export function sealRecord(
  key: KeyObject | RecordKeys,
  head: Uint8Array,
  associated: Uint8Array,
  plaintext: Uint8Array,
  random: Random,
): Uint8Array {
  const nonce = take(random, NONCE_BYTES)
  const { subkey, commitment } = keyOfRecord(key, nonce)
  const sealed = new Uint8Array(head.length + RECORD_OVERHEAD_BYTES + plaintext.length)
  const bodyAt = head.length + NONCE_BYTES + COMMITMENT_BYTES
  sealed.set(head)
  sealed.set(nonce, head.length)
  sealed.set(commitment, head.length + NONCE_BYTES)
  gcmSeal(subkey, nonce.subarray(GCM_NONCE_AT), associated, plaintext, sealed, bodyAt)
  return sealed
}

/** The plaintext of a record (without its head), or undefined when it is not authentic. */
export function openRecord(
  key: KeyObject | RecordKeys,
  associated: Uint8Array,
  record: Uint8Array,
): Uint8Array | undefined {
  if (record.length < RECORD_OVERHEAD_BYTES) return undefined
  const nonce = record.subarray(0, NONCE_BYTES)
  const claimed = record.subarray(NONCE_BYTES, NONCE_BYTES + COMMITMENT_BYTES)
  const { subkey, commitment } = keyOfRecord(key, nonce)
  if (!timingSafeEqual(commitment, claimed)) return undefined
  const sealed = record.subarray(NONCE_BYTES + COMMITMENT_BYTES)
  return gcmOpen(subkey, nonce.subarray(GCM_NONCE_AT), associated, sealed)
}

export interface RecordKey {
  readonly subkey: KeyObject
  readonly commitment: Uint8Array
}

function keyOfRecord(key: KeyObject | RecordKeys, nonce: Uint8Array): RecordKey {
  return key instanceof RecordKeys ? key.of(nonce) : derive(key, nonce)
}

function derive(key: KeyObject, nonce: Uint8Array): RecordKey {
  const secret = key.export()
  const derived = deriveOf(secret, nonce)
  secret.fill(0)
  return derived
}

function deriveOf(secret: Uint8Array, nonce: Uint8Array): RecordKey {
  const derived = shortHmac('sha512', secret, LABEL, nonce)
  const subkey = keyFrom(derived.subarray(0, GCM_KEY_BYTES))
  return { subkey, commitment: derived.subarray(GCM_KEY_BYTES, GCM_KEY_BYTES + COMMITMENT_BYTES) }
}

/** Records of one key whose own keys are remembered; a person has about half a dozen boxes. */
const REMEMBERED_MAX = 8

/**
 * A long-lived key that remembers what the last records made of it: the record that is read again, or
 * replaced soon after it was written, is not derived for again. Lives and is forgotten with the key.
 */
export class RecordKeys {
  readonly #secret: Uint8Array
  readonly #known = new Map<string, RecordKey>()

  constructor(secret: Uint8Array) {
    this.#secret = secret
  }

  forget(): void {
    this.#known.clear()
  }

  of(nonce: Uint8Array): RecordKey {
    const name = Buffer.from(nonce.buffer, nonce.byteOffset, nonce.length).toString('latin1')
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const fresh = deriveOf(this.#secret, nonce)
    const oldest = this.#known.size < REMEMBERED_MAX ? undefined : this.#known.keys().next().value
    if (oldest !== undefined) this.#known.delete(oldest)
    this.#known.set(name, fresh)
    return fresh
  }
}
