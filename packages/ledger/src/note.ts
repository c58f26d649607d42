/**
 * Was this text signed by a key we know?
 *
 * Source: C2SP signed-note. A note is a text, a blank line and signature lines; the *last* blank line
 * parts them. Signatures of unknown keys are kept apart and mean nothing; one wrong signature of a
 * known key refuses the whole note; a note without any good signature of a known key is refused.
 * The text of a refused note is not given out, so it cannot be used by mistake.
 */
import { assert } from './assert.ts'
import { fromUtf8, readBase64, toHex } from './encoding.ts'
import { isKeyName, KEY_ID_BYTES, type KeyKind, type Signer, type Verifier } from './key.ts'

/** The specification wants at least 16 to be accepted; what is beyond 100 is abuse. */
export const MAX_SIGNATURES = 100
/** Characters of a whole note. */
export const MAX_NOTE_LENGTH = 1_000_000

export type NoteFault =
  | 'malformed_note'
  | 'invalid_signature'
  | 'ambiguous_key'
  | 'no_known_signature'

export type VerifiedSignature = {
  readonly name: string
  readonly keyId: string
  readonly kind: KeyKind
  readonly vkey: string
  /** The signature line's base64: key id and signature. */
  readonly base64: string
  /** Seconds since 1970, stated by a cosigner. */
  readonly time?: number
}

export type UnknownSignature = {
  readonly name: string
  readonly keyId: string
  readonly base64: string
}

export type OpenedNote = {
  readonly ok: true
  /** The signed text with its final line end. */
  readonly body: string
  readonly verified: readonly VerifiedSignature[]
  readonly unknown: readonly UnknownSignature[]
}

export type RefusedNote = {
  readonly ok: false
  readonly fault: NoteFault
  /** Filled only when the fault is that none of the signatures is of a known key. */
  readonly unknown: readonly UnknownSignature[]
}

/** `body` ends in a line end. Signers of one name and key id are not allowed twice. */
export function signNote(body: string, signers: readonly Signer[]): string {
  assert(isNoteText(body) && body.endsWith('\n'), 'a note text is whole lines without controls')
  assert(signers.length >= 1 && signers.length <= MAX_SIGNATURES, 'a note has 1 to 100 signatures')
  assert(new Set(signers.map(({ vkey }) => vkey)).size === signers.length, 'a key signs once')
  return `${body}\n${signers.map((signer) => signer.sign(body)).join('')}`
}

export function openNote(
  note: string | Uint8Array,
  verifiers: readonly Verifier[],
): OpenedNote | RefusedNote {
  const parts = splitNote(note)
  if (parts === undefined) return refuse('malformed_note')
  const verified = new Map<string, VerifiedSignature>()
  const unknown = new Map<string, UnknownSignature>()
  for (const line of parts.signatures) {
    const { name, keyId, base64, signature } = line
    const key = `${name}+${keyId}`
    const known = verifiers.filter((one) => one.name === name && one.keyId === keyId)
    const [verifier] = known
    if (known.length > 1) return refuse('ambiguous_key')
    if (verifier === undefined) {
      unknown.set(`${key} ${base64}`, { name, keyId, base64 })
      continue
    }
    const result = signature && verifier.verify(parts.body, signature)
    if (result === undefined) return refuse('invalid_signature')
    // The first of several good signatures of one key stands; the others add nothing.
    if (verified.has(key)) continue
    const { kind, vkey } = verifier
    verified.set(key, { name, keyId, kind, vkey, base64, ...result })
  }
  const strangers = [...unknown.values()]
  if (verified.size === 0) return refuse('no_known_signature', strangers)
  return { ok: true, body: parts.body, verified: [...verified.values()], unknown: strangers }
}

/**
 * The same note without its long signatures (ML-DSA-44 has 2,420 bytes): for receipts, where a person
 * carries it about. What is left verifies as before.
 */
export function shortNote(note: string): string {
  const end = note.lastIndexOf('\n\n') + 2
  const lines = note.slice(end).split('\n')
  return note.slice(0, end) + lines.filter(({ length }) => length <= SHORT_LINE_MAX).join('\n')
}

/** A name of at most 255 characters and the base64 of 4 + 8 + 64 bytes. */
const SHORT_LINE_MAX = 360

type SignatureLine = UnknownSignature & {
  /** Undefined when its base64 has stray bits: a stranger may sign so, a key we know may not. */
  readonly signature: Uint8Array | undefined
}

function refuse(fault: NoteFault, unknown: readonly UnknownSignature[] = []): RefusedNote {
  return { ok: false, fault, unknown }
}

function splitNote(
  note: string | Uint8Array,
): { body: string; signatures: readonly SignatureLine[] } | undefined {
  if (note.length > MAX_NOTE_LENGTH) return undefined
  const text = typeof note === 'string' ? note : fromUtf8(note)
  if (text === undefined || !isNoteText(text) || !text.endsWith('\n')) return undefined
  const blank = text.lastIndexOf('\n\n')
  if (blank < 0 || blank + 2 === text.length) return undefined
  const lines = text.slice(blank + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) return undefined
  const signatures = lines.map(parseSignatureLine).filter((line) => line !== undefined)
  if (signatures.length !== lines.length) return undefined
  return { body: text.slice(0, blank + 1), signatures }
}

function parseSignatureLine(line: string): SignatureLine | undefined {
  const [, name = '', base64 = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? []
  const read = readBase64(base64)
  if (!isKeyName(name) || read === undefined || read.bytes.length <= KEY_ID_BYTES) return undefined
  const keyId = toHex(read.bytes.subarray(0, KEY_ID_BYTES))
  const signature = read.isCanonical ? read.bytes.subarray(KEY_ID_BYTES) : undefined
  return { name, keyId, base64, signature }
}

/** Well-formed, and no control character below U+0020 but the line end. */
function isNoteText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x20 && unit !== LINE_END) return false
  }
  return text.isWellFormed()
}

const LINE_END = 0x0a
