/**
 * How do bytes, text, base64 and decimal numbers become one another?
 *
 * Strictly: one value has exactly one accepted spelling, so that a changed character of a signed or
 * hashed text can never be read as the same text. Standard base64 with padding (RFC 4648 § 4),
 * well-formed UTF-8 without repairs, decimals without sign or leading zero up to 2^53 - 1.
 */
const encoder = new TextEncoder()
// ignoreBOM keeps a byte order mark as a character: dropping it would make two texts equal.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Answers undefined when the bytes are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    // The only reason the decoder throws is bytes that are not UTF-8, which is the answer.
    return undefined
  }
}

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let from = 0; from < bytes.length; from += SPREAD) {
    binary += String.fromCharCode(...bytes.subarray(from, from + SPREAD))
  }
  return btoa(binary)
}

/** Answers undefined for any spelling that `toBase64` would not produce. */
export function fromBase64(text: string): Uint8Array | undefined {
  const read = readBase64(text)
  return read?.isCanonical ? read.bytes : undefined
}

/**
 * Also reads a spelling with stray bits after the last byte, and says so. Other programs accept it
 * (RFC 4648 § 3.5 leaves that open), so a stranger's signature in a note may come like this.
 */
export function readBase64(
  text: string,
): { readonly bytes: Uint8Array; readonly isCanonical: boolean } | undefined {
  if (text.length % 4 !== 0 || !BASE64.test(text)) return undefined
  const binary = atob(text)
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return { bytes, isCanonical: btoa(binary) === text }
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Answers undefined for signs, leading zeros, other digits and numbers over 2^53 - 1. */
export function parseDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  // A loop, because a callback for each byte costs an audit a tenth of its time.
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}

/** Arguments given to one call: far under the argument limit of every engine. */
const SPREAD = 8192
const BASE64 = /^(?:[A-Za-z0-9+/]{2,}={0,2})?$/
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/
