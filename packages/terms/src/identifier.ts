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
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail(random, 0, 7)}` as Id
}

/** A UUIDv4 from sixteen random bytes: says nothing about when. RFC 9562 5.4. */
export function subjectId(random: Uint8Array): SubjectId {
  return `${hex(random, 0, 4)}-${hex(random, 4, 6)}-${tail(random, 6, 4)}` as SubjectId
}

/** The last ten bytes, with the version in the first of them and the variant in the third. */
function tail(bytes: Uint8Array, from: number, version: number): string {
  const versioned = HEX[((bytes[from] ?? 0) & 0x0f) | (version << 4)] ?? ''
  const variant = HEX[((bytes[from + 2] ?? 0) & 0x3f) | 0x80] ?? ''
  const rest = hex(bytes, from + 4, from + 10)
  return `${versioned}${hex(bytes, from + 1, from + 2)}-${variant}${hex(bytes, from + 3, from + 4)}-${rest}`
}

function hex(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let place = from; place < to; place++) text += HEX[bytes[place] ?? 0] ?? ''
  return text
}
/** Every byte as two digits: an application makes a dozen identifiers. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
