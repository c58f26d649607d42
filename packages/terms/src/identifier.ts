/**
 * Identifiers, each a branded string: a subject's id cannot stand where a consent's is wanted.
 *
 * Only `parse…` here may cast. Records carry UUIDv7 (ordered by making); subjects carry UUIDv4,
 * because the moment a person first came is nobody's business.
 */
declare const kind: unique symbol
export type Branded<Kind extends string> = string & { readonly [kind]: Kind }

export type SubjectId = Branded<'subject'>
export type ConsentId = Branded<'consent'>
export type ApplicationId = Branded<'application'>
export type DisclosureId = Branded<'disclosure'>
export type ActionId = Branded<'action'>
export type StaffId = Branded<'staff'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The text as an identifier of the kind asked for, or undefined when it is not a UUID v4 or v7. */
export function parseId<Id extends Branded<string>>(text: unknown): Id | undefined {
  return typeof text === 'string' && UUID.test(text) ? (text as Id) : undefined
}

/** A UUIDv7 from a moment (ms) and ten random bytes. RFC 9562 5.7. */
export function recordId<Id extends Branded<string>>(at: number, random: Uint8Array): Id {
  const bytes = new Uint8Array(16)
  let rest = at
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  return uuidText(bytes, 7) as Id
}

/** A UUIDv4 from sixteen random bytes: says nothing about when. RFC 9562 5.4. */
export function subjectId(random: Uint8Array): SubjectId {
  return uuidText(Uint8Array.from(random.subarray(0, 16)), 4) as SubjectId
}

function uuidText(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  let text = ''
  for (const [place, byte] of bytes.entries()) {
    if (place === 4 || place === 6 || place === 8 || place === 10) text += '-'
    text += HEX[byte] ?? ''
  }
  return text
}
/** Every byte as two digits: an application makes a dozen identifiers. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
