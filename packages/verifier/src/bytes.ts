/**
 * Texts, base64, numbers and hashes, with what every browser brings (WebCrypto).
 *
 * Strict: a value has one accepted spelling. Shares nothing with the packages that write the ledger, so that
 * one mistake cannot hide in both. Source: RFC 4648 § 4, RFC 6962 § 2.1.
 */
const HASH_BYTES = 32

/** Memory of its own: WebCrypto takes no view of shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

export function utf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text))
}

/** Undefined for any spelling but the one that encoding gives. */
export function bytesOf(base64: string): Bytes | undefined {
  try {
    const binary = atob(base64)
    if (btoa(binary) !== base64) return undefined
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    // Not base64 at all.
    return undefined
  }
}

/** Also reads a spelling with stray bits at its end: a stranger may sign so (RFC 4648 § 3.5). */
export function looseBytesOf(base64: string): Bytes | undefined {
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]{2,}={0,2}$/.test(base64)) return undefined
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

export function hashOf(base64: string): Bytes | undefined {
  const bytes = bytesOf(base64)
  return bytes?.length === HASH_BYTES ? bytes : undefined
}

/** Undefined for signs, leading zeros and what a number cannot hold exactly. */
export function decimal(text: string): number | undefined {
  const value = /^(?:0|[1-9][0-9]*)$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(value) ? value : undefined
}

export function hex(bytes: Bytes): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function join(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function same(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

export async function leafHash(entry: Bytes): Promise<Bytes> {
  return await sha256(join(Uint8Array.of(0), entry))
}

export async function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return await sha256(join(Uint8Array.of(1), left, right))
}
