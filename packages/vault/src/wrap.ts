/**
 * A subject's key as it stands in the database: sealed under the key-encryption key of an epoch.
 *
 *   format(1) ‖ nonce(24) ‖ ciphertext(32) ‖ tag(16), XAES-256-GCM; format 1: in use, 2: blocked
 *
 * The format is authenticated through the label, so nobody without the keyring blocks a key or lifts a block.
 * Guarantees (I4, I5): it opens only for its own operator, subject, key version and epoch; once the
 * epoch is forgotten it opens nowhere. What was wrapped in an old epoch is unwrapped and wrapped
 * anew before that epoch is forgotten; that is the store's job.
 */
import type { SubjectId } from '@kelisim/terms'
import { framed } from './framed.ts'
import { Keyring } from './keyring.ts'
import { type Random, take } from './random.ts'
import { isKeyVersion, SUBJECT_KEY_BYTES, SubjectKey } from './subject-key.ts'
import { XAES_NONCE_BYTES, XAES_OVERHEAD_BYTES } from './xaes.ts'

export interface WrappedKey {
  readonly epoch: number
  readonly wrapped: Uint8Array
}

interface Format {
  readonly head: Uint8Array
  readonly label: string
}

const IN_USE: Format = { head: Uint8Array.of(1), label: 'kelisim/wrap/v1' }
const BLOCKED: Format = { head: Uint8Array.of(2), label: 'kelisim/wrap-blocked/v1' }
const HEAD_BYTES = 1
const WRAPPED_BYTES = HEAD_BYTES + XAES_OVERHEAD_BYTES + SUBJECT_KEY_BYTES

/** Wrapped under the current epoch; a blocked key as blocked. */
export function wrapSubjectKey(
  keyring: Keyring,
  subject: SubjectId,
  key: SubjectKey,
  random: Random,
): WrappedKey {
  const format = key.isBlocked ? BLOCKED : IN_USE
  const place = { keyring, subject, keyVersion: key.keyVersion, epoch: keyring.epoch }
  return sealWrapped(format, place, SubjectKey.copyOf(key), take(random, XAES_NONCE_BYTES))
}

/** The key, or undefined when its epoch is destroyed or the wrapping is not authentic for this subject. */
export function unwrapSubjectKey(
  keyring: Keyring,
  subject: SubjectId,
  stored: WrappedKey & { readonly keyVersion: number },
): SubjectKey | undefined {
  const format = formatOf(stored)
  const bytes = format && openWrapped(format, { ...stored, keyring, subject }, stored)
  return bytes && new SubjectKey(bytes, stored.keyVersion, format === BLOCKED)
}

/** The first half of the nonces of one batch: 96 random bits, so that no two batches share it. */
export function newWrapBatch(random: Random): Uint8Array {
  return take(random, XAES_NONCE_BYTES / 2)
}

/**
 * The same key under the current epoch: what a rotation does to each of a million, so without making a key object.
 * What is blocked stays so; `block` makes it so, for a person who is blocked and whose key is not yet.
 * undefined when the stored wrapping is not authentic for this subject, or its epoch is destroyed.
 */
export function wrapAnew(
  keyring: Keyring,
  subject: SubjectId,
  stored: WrappedKey & { readonly keyVersion: number },
  random: Random,
  batch: Uint8Array,
  block = false,
): WrappedKey | undefined {
  const format = formatOf(stored)
  const { keyVersion } = stored
  if (format === undefined) return undefined
  const bytes = openWrapped(format, { ...stored, keyring, subject }, stored)
  if (bytes === undefined) return undefined
  const nonce = new Uint8Array(XAES_NONCE_BYTES)
  nonce.set(batch)
  nonce.set(take(random, XAES_NONCE_BYTES - batch.length), batch.length)
  const place = { keyring, subject, keyVersion, epoch: keyring.epoch }
  return sealWrapped(block ? BLOCKED : format, place, bytes, nonce)
}

interface Place {
  readonly keyring: Keyring
  readonly subject: SubjectId
  readonly keyVersion: number
  readonly epoch: number
}

function formatOf({ wrapped }: WrappedKey): Format | undefined {
  if (wrapped.length !== WRAPPED_BYTES) return undefined
  return [IN_USE, BLOCKED].find(({ head }) => head[0] === wrapped[0])
}

/** Wipes the bytes. */
function sealWrapped(
  format: Format,
  place: Place,
  bytes: Uint8Array,
  nonce: Uint8Array,
): WrappedKey {
  const kek = Keyring.wrappingKey(place.keyring, place.epoch)
  if (kek === undefined) throw new Error('the current epoch has no key')
  const wrapped = kek.seal(nonce, format.head, frameOf(format, place), bytes)
  bytes.fill(0)
  return { epoch: place.epoch, wrapped }
}

function openWrapped(
  format: Format,
  place: Place,
  { wrapped }: WrappedKey,
): Uint8Array | undefined {
  const kek = Keyring.wrappingKey(place.keyring, place.epoch)
  if (kek === undefined || !isKeyVersion(place.keyVersion)) return undefined
  return kek.open(frameOf(format, place), wrapped.subarray(HEAD_BYTES))
}

function frameOf({ label }: Format, { keyring, subject, keyVersion, epoch }: Place): Uint8Array {
  return framed(label, keyring.operator, subject, keyVersion, epoch)
}
