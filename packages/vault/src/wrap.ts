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
import { keyFrom } from './derive.ts'
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
  const epoch = keyring.epoch
  const kek = Keyring.wrappingKey(keyring, epoch)
  if (kek === undefined) throw new Error('the current epoch has no key')
  const bytes = SubjectKey.secretOf(key).export()
  const nonce = take(random, XAES_NONCE_BYTES)
  const wrapped = kek.seal(nonce, FORMAT, frameOf(keyring, subject, epoch, key.keyVersion), bytes)
  bytes.fill(0)
  return { epoch, wrapped }
}

/** The key, or undefined when its epoch is destroyed or the wrapping is not authentic for this subject. */
export function unwrapSubjectKey(
  keyring: Keyring,
  subject: SubjectId,
  stored: WrappedKey & { readonly keyVersion: number },
): SubjectKey | undefined {
  const { epoch, keyVersion, wrapped } = stored
  const kek = Keyring.wrappingKey(keyring, epoch)
  if (kek === undefined || !isKeyVersion(keyVersion)) return undefined
  if (wrapped.length !== WRAPPED_BYTES || wrapped[0] !== FORMAT[0]) return undefined
  const frame = frameOf(keyring, subject, epoch, keyVersion)
  const bytes = kek.open(frame, wrapped.subarray(FORMAT.length))
  return bytes === undefined ? undefined : new SubjectKey(keyFrom(bytes), keyVersion)
}

function frameOf(
  keyring: Keyring,
  subject: SubjectId,
  epoch: number,
  keyVersion: number,
): Uint8Array {
  return framed('kelisim/wrap/v1', keyring.operator, subject, keyVersion, epoch)
}
