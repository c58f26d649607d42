/** Keyed hashes and derived keys: HMAC (RFC 2104) and HKDF (RFC 5869) over SHA-2, keys as KeyObjects. */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

export function hmacSha256(key: KeyObject, message: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(message).digest()
}

export function hmacSha512(key: KeyObject, message: Uint8Array): Uint8Array {
  return createHmac('sha512', key).update(message).digest()
}

export function hkdfSha256(
  key: KeyObject,
  salt: Uint8Array,
  info: Uint8Array,
  bytes: number,
): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, info, bytes))
}

/** Bytes become a key and are wiped: a key exists once, outside the JavaScript heap. */
export function keyFrom(secret: Uint8Array): KeyObject {
  const key = createSecretKey(secret)
  secret.fill(0)
  return key
}
