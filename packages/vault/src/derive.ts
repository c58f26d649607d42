/**
 * Keyed hashes and derived keys: HMAC (RFC 2104) and HKDF (RFC 5869) over SHA-2.
 *
 * `shortHmac` is the same HMAC for the keys of people, which are bytes (decision 0092): two one-shot hashes, where Node's
 * object for an HMAC and the object for its key cost twice as much as the hashing. Held to the same vectors.
 */
import { createHmac, createSecretKey, hash, hkdfSync, type KeyObject } from 'node:crypto'

export function hmacSha256(key: KeyObject, message: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(message).digest()
}

export function hkdfSha256(
  key: KeyObject,
  salt: Uint8Array,
  info: Uint8Array,
  bytes: number,
): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, info, bytes))
}

interface Scratch {
  readonly blockBytes: number
  /** The padded key and the message. */
  readonly inner: Buffer
  /** The padded key and the inner hash. */
  readonly outer: Buffer
}

const SHORT_BYTES_MAX = 256
const SCRATCH = { sha256: scratch(64, 32), sha512: scratch(128, 64) } as const

/** The key fits into one block of the hash, the message into 256 bytes. The result is the caller's to wipe. */
export function shortHmac(
  algorithm: keyof typeof SCRATCH,
  key: Uint8Array,
  ...message: readonly Uint8Array[]
): Buffer {
  const { blockBytes, inner, outer } = SCRATCH[algorithm]
  if (key.length > blockBytes) throw new Error('a key longer than a block of its hash')
  inner.fill(0x36, 0, blockBytes)
  outer.fill(0x5c, 0, blockBytes)
  for (let at = 0; at < key.length; at++) {
    const byte = key[at] ?? 0
    inner[at] = byte ^ 0x36
    outer[at] = byte ^ 0x5c
  }
  let end = blockBytes
  for (const part of message) {
    inner.set(part, end)
    end += part.length
  }
  // Without the outer key the inner hash makes nothing: it may be a string for a moment, which costs half.
  outer.write(hash(algorithm, inner.subarray(0, end), 'binary'), blockBytes, 'latin1')
  const mac = hash(algorithm, outer, 'buffer')
  inner.fill(0, 0, end)
  outer.fill(0)
  return mac
}

function scratch(blockBytes: number, hashBytes: number): Scratch {
  return {
    blockBytes,
    inner: Buffer.alloc(blockBytes + SHORT_BYTES_MAX),
    outer: Buffer.alloc(blockBytes + hashBytes),
  }
}

/** Bytes become a key and are wiped: a key exists once, outside the JavaScript heap. */
export function keyFrom(secret: Uint8Array): KeyObject {
  const key = createSecretKey(secret)
  secret.fill(0)
  return key
}
