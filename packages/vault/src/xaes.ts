/**
 * XAES-256-GCM: AES-256-GCM with a 192-bit nonce, for a key that seals millions of short messages.
 *
 * A key-encryption key wraps every subject's key once a day; random 96-bit nonces would be too short
 * for that, 192 bits last for 2^80 messages. The subkey of each message is a CMAC of the first half
 * of the nonce (NIST SP 800-108r1), the second half is the nonce of AES-256-GCM.
 * Messages of one batch may share the nonce's first half, random for the batch, and differ in the other. The subkeys of
 * the last halves are kept, so millions of keys turn and are opened without millions of subkeys.
 * Source: C2SP XAES-256-GCM. Not key-committing: used only where the key is chosen by its number.
 */
import { type Cipheriv, createCipheriv, type KeyObject } from 'node:crypto'
import { keyFrom } from './derive.ts'
import { GCM_TAG_BYTES, gcmOpen, gcmSeal } from './gcm.ts'

export const XAES_NONCE_BYTES = 24
export const XAES_OVERHEAD_BYTES = XAES_NONCE_BYTES + GCM_TAG_BYTES
const BLOCK_BYTES = 16
const HALF_BYTES = 12
/** A rotation of a million people makes about a thousand batches. A kept subkey takes about a kilobyte. */
const SUBKEYS_MAX = 4_096

export class XaesKey {
  readonly #block: Cipheriv
  readonly #tweak: Uint8Array
  readonly #subkeys = new Map<string, KeyObject>()

  constructor(key: KeyObject) {
    // Whole blocks of ECB do not depend on one another, so one open cipher serves for ever.
    this.#block = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
    this.#tweak = doubled(this.#block.update(new Uint8Array(BLOCK_BYTES)))
  }

  /** nonce ‖ ciphertext ‖ tag after `head`, which is written as it is. */
  seal(
    nonce: Uint8Array,
    head: Uint8Array,
    associated: Uint8Array,
    plaintext: Uint8Array,
  ): Uint8Array {
    if (nonce.length !== XAES_NONCE_BYTES) throw new Error('XAES-256-GCM takes 192-bit nonces')
    const sealed = new Uint8Array(head.length + XAES_OVERHEAD_BYTES + plaintext.length)
    sealed.set(head)
    sealed.set(nonce, head.length)
    const at = head.length + XAES_NONCE_BYTES
    gcmSeal(this.#subkey(nonce), nonce.subarray(HALF_BYTES), associated, plaintext, sealed, at)
    return sealed
  }

  /** The plaintext of nonce ‖ ciphertext ‖ tag, or undefined when it is not authentic. */
  open(associated: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
    if (sealed.length < XAES_OVERHEAD_BYTES) return undefined
    const nonce = sealed.subarray(0, XAES_NONCE_BYTES)
    const body = sealed.subarray(XAES_NONCE_BYTES)
    return gcmOpen(this.#subkey(nonce), nonce.subarray(HALF_BYTES), associated, body)
  }

  #subkey(nonce: Uint8Array): KeyObject {
    const half = nonce.subarray(0, HALF_BYTES)
    const name = Buffer.from(half.buffer, half.byteOffset, half.length).toString('latin1')
    const known = this.#subkeys.get(name)
    if (known !== undefined) return known
    const fresh = this.#newSubkey(half)
    // Insertion order is age: the oldest goes first.
    const oldest = this.#subkeys.size < SUBKEYS_MAX ? undefined : this.#subkeys.keys().next().value
    if (oldest !== undefined) this.#subkeys.delete(oldest)
    this.#subkeys.set(name, fresh)
    return fresh
  }

  /** CMAC of 00 ‖ i ‖ "X" ‖ 00 ‖ nonce[0..12] for i = 1, 2: each is one block, so one AES call each. */
  #newSubkey(half: Uint8Array): KeyObject {
    const blocks = new Uint8Array(2 * BLOCK_BYTES)
    for (const index of [1, 2]) {
      const block = blocks.subarray((index - 1) * BLOCK_BYTES, index * BLOCK_BYTES)
      block.set([0, index, 0x58, 0])
      block.set(half, 4)
      for (let at = 0; at < BLOCK_BYTES; at++) block[at] = (block[at] ?? 0) ^ (this.#tweak[at] ?? 0)
    }
    return keyFrom(this.#block.update(blocks))
  }
}

/** Multiplied by x in GF(2^128), the subkey K1 of CMAC. NIST SP 800-38B 6.1. */
function doubled(block: Uint8Array): Uint8Array {
  const twice = new Uint8Array(BLOCK_BYTES)
  let carry = 0
  for (let at = BLOCK_BYTES - 1; at >= 0; at--) {
    const byte = block[at] ?? 0
    twice[at] = ((byte << 1) & 0xff) | carry
    carry = byte >> 7
  }
  twice[BLOCK_BYTES - 1] = (twice[BLOCK_BYTES - 1] ?? 0) ^ (carry * 0x87)
  return twice
}
