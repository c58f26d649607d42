/**
 * What does a person keep, so that nobody can later deny what was recorded?
 *
 * One JSON file with the ledger entry, its proof and, for a consent, the very words that were shown.
 * Whoever has the log's key can check it offline: person, recipient, inspector. The words are bound
 * by `textSha256` inside the entry; every other member is either proven or refused, so nothing can
 * be written into a receipt that looks proven and is not.
 *
 * Without a key from elsewhere the receipt's own key is used: that shows only that the file agrees
 * with itself, and the answer says so (`isTrusted`: false).
 * Law: 94-V art. 8 (the operator proves that consent was given). Format: docs/ledger-format.md.
 */
import { assert } from './assert.ts'
import { sha256 } from './crypto.ts'
import { fromBase64, fromUtf8, toBase64, toHex, utf8 } from './encoding.ts'
import { newVerifier, type Verifier } from './key.ts'
import { checkProof, formatProof, type ProofFault } from './proof-file.ts'
import { leafHash } from './tree.ts'

export type Receipt = {
  readonly format: typeof FORMAT
  readonly log: { readonly origin: string; readonly vkey: string }
  /** Base64 of the entry's bytes. */
  readonly entry: string
  /** A `c2sp.org/tlog-proof@v1` text. */
  readonly proof: string
  /** The text as it was shown, verbatim. */
  readonly text?: string
  readonly textSha256?: string
}

export type ReceiptFault =
  | 'malformed_receipt'
  | 'unknown_format'
  | 'malformed_key'
  | 'other_key'
  | 'text_not_bound'
  | 'text_differs'
  | ProofFault

export type CheckedReceipt =
  | {
      readonly ok: true
      readonly index: number
      readonly size: number
      readonly entry: Uint8Array
      readonly text?: string
      /** The key came from the one who checks, not from the receipt. */
      readonly isTrusted: boolean
      /** Times at which witnesses signed, in seconds since 1970, by key name. */
      readonly witnessed: readonly { readonly name: string; readonly time: number }[]
    }
  | { readonly ok: false; readonly fault: ReceiptFault }

/** Characters of a receipt file: an entry, a text, a proof with many signatures, and room. */
export const MAX_RECEIPT_LENGTH = 4_000_000

export function makeReceipt(from: {
  readonly log: { readonly origin: string; readonly vkey: string }
  readonly entry: Uint8Array
  readonly index: number
  readonly proof: readonly Uint8Array[]
  readonly checkpoint: string
  readonly text?: string
}): Receipt {
  const { log, entry, index, proof, checkpoint, text } = from
  const receipt: Receipt = {
    format: FORMAT,
    log: { origin: log.origin, vkey: log.vkey },
    entry: toBase64(entry),
    proof: formatProof({ index, proof, checkpoint }),
    ...(text === undefined ? {} : { text, textSha256: toHex(sha256(utf8(text))) }),
  }
  const checked = checkReceipt(receipt, log.vkey)
  const fault = checked.ok ? undefined : checked.fault
  assert(fault === undefined, `a receipt that does not verify is not handed out (${fault})`)
  return receipt
}

/** `receipt` is the file's text or what JSON.parse made of it; `vkey` the log's key, if known. */
export function checkReceipt(
  receipt: unknown,
  vkey?: string,
  witnesses: readonly Verifier[] = [],
): CheckedReceipt {
  const parsed = parseReceipt(receipt)
  if (typeof parsed === 'string') return { ok: false, fault: parsed }
  if (vkey !== undefined && vkey !== parsed.log.vkey) return { ok: false, fault: 'other_key' }
  const log = newVerifier(parsed.log.vkey)
  const entry = fromBase64(parsed.entry)
  if (log === undefined) return { ok: false, fault: 'malformed_key' }
  if (entry === undefined) return { ok: false, fault: 'malformed_receipt' }
  if (log.name !== parsed.log.origin) return { ok: false, fault: 'wrong_origin' }
  const proven = checkProof(parsed.proof, leafHash(entry), log, witnesses)
  if (!proven.ok) return { ok: false, fault: proven.fault }
  const fault = textFault(parsed, entry)
  if (fault !== undefined) return { ok: false, fault }
  return {
    ok: true,
    index: proven.index,
    size: proven.size,
    entry,
    ...(parsed.text === undefined ? {} : { text: parsed.text }),
    isTrusted: vkey !== undefined,
    witnessed: proven.note.verified.flatMap(({ name, time }) =>
      time === undefined ? [] : [{ name, time }],
    ),
  }
}

const FORMAT = 'kelisim-receipt/1'
const MEMBERS = ['format', 'log', 'entry', 'proof', 'text', 'textSha256']
const LOG_MEMBERS = ['origin', 'vkey']

/** The text, its stated hash and the hash in the entry are one, or there is neither text nor hash. */
function textFault(receipt: Receipt, entry: Uint8Array): ReceiptFault | undefined {
  const { text, textSha256 } = receipt
  if (text === undefined && textSha256 === undefined) return undefined
  const bound = boundHash(entry)
  if (bound === undefined) return 'text_not_bound'
  if (textSha256 !== undefined && textSha256 !== bound) return 'text_differs'
  if (text === undefined) return undefined
  return text.isWellFormed() && toHex(sha256(utf8(text))) === bound ? undefined : 'text_differs'
}

function boundHash(entry: Uint8Array): string | undefined {
  const value = members(parseJson(fromUtf8(entry) ?? ''))?.['textSha256']
  return typeof value === 'string' ? value : undefined
}

function parseReceipt(receipt: unknown): Receipt | 'malformed_receipt' | 'unknown_format' {
  const file = typeof receipt === 'string' ? parseFile(receipt) : members(receipt)
  const log = members(file?.['log'])
  if (file === undefined || log === undefined) return 'malformed_receipt'
  if (file['format'] !== FORMAT) return 'unknown_format'
  const { entry, proof, text, textSha256 } = file
  const { origin, vkey } = log
  const isKnown =
    Object.keys(file).every((name) => MEMBERS.includes(name)) &&
    Object.keys(log).every((name) => LOG_MEMBERS.includes(name))
  if (!isKnown || typeof origin !== 'string' || typeof vkey !== 'string') return 'malformed_receipt'
  if (typeof entry !== 'string' || typeof proof !== 'string') return 'malformed_receipt'
  if (!isOptionalText(text) || !isOptionalText(textSha256)) return 'malformed_receipt'
  return {
    format: FORMAT,
    log: { origin, vkey },
    entry,
    proof,
    ...(text === undefined ? {} : { text }),
    ...(textSha256 === undefined ? {} : { textSha256 }),
  }
}

function parseFile(json: string): ReturnType<typeof members> {
  const file = json.length > MAX_RECEIPT_LENGTH ? undefined : members(parseJson(json))
  return file === undefined || hasTwins(json) ? undefined : file
}

/**
 * Whether a member's name stands twice in the file. JSON.parse takes the last of two `text` members
 * while a person reads the first. No name occurs at two places of a receipt, so all must differ.
 * Only for what is JSON: there every string ends, and the search takes one pass.
 */
function hasTwins(json: string): boolean {
  const names = [...json.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/gs)].flatMap(([, name, colon]) =>
    colon === undefined || name === undefined ? [] : [name],
  )
  return new Set(names).size !== names.length || names.some((name) => name.includes('\\'))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is not JSON has no members; the caller refuses it for that.
    return undefined
  }
}

function members(value: unknown): { readonly [name: string]: unknown } | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : undefined
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string'
}
