/**
 * AES-256-GCM with a 96-bit nonce and a 128-bit tag, and nothing else.
 *
 * The only file of the product that decrypts. It guarantees:
 * 1. plaintext leaves only after the tag was checked (`update` alone would release it before);
 * 2. a short tag is never accepted (without `authTagLength` Node takes four bytes);
 * 3. keys are KeyObjects of 256 bits: raw bytes cost four times as much per call in Node 24.
 * Source: NIST SP 800-38D. It does not choose nonces: see `record.ts` and `xaes.ts`.
 */
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'

export const GCM_KEY_BYTES = 32
export const GCM_NONCE_BYTES = 12
export const GCM_TAG_BYTES = 16

const OPTIONS = { authTagLength: GCM_TAG_BYTES } as const

/** Writes ciphertext and tag into `target` from `at` on; throws on sizes out of scope. */
export function gcmSeal(
  key: KeyObject,
  nonce: Uint8Array,
  associated: Uint8Array,
  plaintext: Uint8Array,
  target: Uint8Array,
  at: number,
): void {
  if (!inScope(key, nonce)) throw new Error('AES-256-GCM here takes 256-bit keys and 96-bit nonces')
  const cipher = createCipheriv('aes-256-gcm', key, nonce, OPTIONS)
  cipher.setAAD(associated)
  target.set(cipher.update(plaintext), at)
  // A stream mode: nothing is left to come out, `final` only makes the tag.
  cipher.final()
  target.set(cipher.getAuthTag(), at + plaintext.length)
}

/** The plaintext of ciphertext ‖ tag, or undefined when it is not authentic or of another size. */
export function gcmOpen(
  key: KeyObject,
  nonce: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (!inScope(key, nonce) || sealed.length < GCM_TAG_BYTES) return undefined
  const tagAt = sealed.length - GCM_TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, OPTIONS)
  decipher.setAAD(associated)
  decipher.setAuthTag(sealed.subarray(tagAt))
  const plaintext = decipher.update(sealed.subarray(0, tagAt))
  try {
    decipher.final()
  } catch {
    // The one way `final` of GCM fails is a wrong tag; what was decrypted is wiped unseen.
    plaintext.fill(0)
    return undefined
  }
  return new Uint8Array(plaintext.buffer, plaintext.byteOffset, plaintext.length)
}

function inScope(key: KeyObject, nonce: Uint8Array): boolean {
  return key.symmetricKeySize === GCM_KEY_BYTES && nonce.length === GCM_NONCE_BYTES
}
