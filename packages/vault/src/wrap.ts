/**
 * A subject's key as it stands in the database: sealed under the key-encryption key of an epoch.
 *
 *   format(1) ‖ nonce(24) ‖ ciphertext(32) ‖ tag(16), XAES-256-GCM
 *
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

const FORMAT = Uint8Array.of(1)
const WRAPPED_BYTES = FORMAT.length + XAES_OVERHEAD_BYTES + SUBJECT_KEY_BYTES

/** Wrapped under the current epoch. */
export function wrapSubjectKey(
  keyring: Keyring,
  subject: SubjectId,
  key: SubjectKey,
  random: Random,
): WrappedKey {
  const bytes = SubjectKey.copyOf(key)
  return sealWrapped(keyring, subject, key.keyVersion, bytes, take(random, XAES_NONCE_BYTES))
}

/** The key, or undefined when its epoch is destroyed or the wrapping is not authentic for this subject. */
export function unwrapSubjectKey(
  keyring: Keyring,
  subject: SubjectId,
  stored: WrappedKey & { readonly keyVersion: number },
): SubjectKey | undefined {
  const bytes = openWrapped(keyring, subject, stored)
  return bytes === undefined ? undefined : new SubjectKey(bytes, stored.keyVersion)
}

/** The first half of the nonces of one batch: 96 random bits, so that no two batches share it. */
export function newWrapBatch(random: Random): Uint8Array {
  return take(random, XAES_NONCE_BYTES / 2)
}

/**
 * The same key under the current epoch: what a rotation does to each of a million, so without making a key object.
 * undefined when the stored wrapping is not authentic for this subject, or its epoch is destroyed.
 */
export function wrapAnew(
  keyring: Keyring,
  subject: SubjectId,
  stored: WrappedKey & { readonly keyVersion: number },
  random: Random,
  batch: Uint8Array,
): WrappedKey | undefined {
  const bytes = openWrapped(keyring, subject, stored)
  if (bytes === undefined) return undefined
  const nonce = new Uint8Array(XAES_NONCE_BYTES)
  nonce.set(batch)
  nonce.set(take(random, XAES_NONCE_BYTES - batch.length), batch.length)
  return sealWrapped(keyring, subject, stored.keyVersion, bytes, nonce)
}

/** Wipes the bytes. */
function sealWrapped(
  keyring: Keyring,
  subject: SubjectId,
  keyVersion: number,
  bytes: Uint8Array,
  nonce: Uint8Array,
): WrappedKey {
  const epoch = keyring.epoch
  const kek = Keyring.wrappingKey(keyring, epoch)
  if (kek === undefined) throw new Error('the current epoch has no key')
  const wrapped = kek.seal(nonce, FORMAT, frameOf(keyring, subject, epoch, keyVersion), bytes)
  bytes.fill(0)
  return { epoch, wrapped }
}

function openWrapped(
  keyring: Keyring,
  subject: SubjectId,
  { epoch, keyVersion, wrapped }: WrappedKey & { readonly keyVersion: number },
): Uint8Array | undefined {
  const kek = Keyring.wrappingKey(keyring, epoch)
  if (kek === undefined || !isKeyVersion(keyVersion)) return undefined
  if (wrapped.length !== WRAPPED_BYTES || wrapped[0] !== FORMAT[0]) return undefined
  return kek.open(frameOf(keyring, subject, epoch, keyVersion), wrapped.subarray(FORMAT.length))
}

function frameOf(
  keyring: Keyring,
  subject: SubjectId,
  epoch: number,
  keyVersion: number,
): Uint8Array {
  return framed('kelisim/wrap/v1', keyring.operator, subject, keyVersion, epoch)
}
