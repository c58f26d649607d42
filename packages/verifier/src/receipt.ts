/**
 * Does this receipt hold? Runs where the person is: in their browser, or on their machine without network.
 *
 * The entry leads by the proof to the root that the log signed, and the shown text has the hash that stands in
 * the entry. Format: docs/ledger-format.md, Receipt. Source: RFC 9162 § 2.1.3.2, C2SP tlog-proof.
 * With a key from elsewhere the answer says so (`keyKnown`); without, the file only agrees with itself.
 *
 * Law: 94-V art. 8. Requirements: L-1, R-85.
 */
import {
  type Bytes,
  bytesOf,
  decimal,
  hashOf,
  hex,
  leafHash,
  nodeHash,
  same,
  sha256,
  utf8,
} from './bytes.ts'
import { type Head, type Key, type NoteFault, openHead, readKey } from './note.ts'

export type ReceiptFault =
  | NoteFault
  | 'malformed_receipt'
  | 'unknown_format'
  | 'malformed_key'
  | 'other_key'
  | 'malformed_proof'
  | 'not_included'
  | 'text_not_bound'
  | 'text_differs'

export type CheckedReceipt =
  | {
      readonly ok: true
      readonly index: number
      readonly size: number
      readonly kind: string
      readonly at: string
      readonly text?: string
      readonly keyKnown: boolean
      readonly seenBy: Head['seenBy']
    }
  | { readonly ok: false; readonly fault: ReceiptFault }

const MEMBERS = ['format', 'log', 'entry', 'proof', 'text', 'textSha256']
const LENGTH_MAX = 4_000_000
const HASHES_MAX = 63

/** `vkey`: the log's key from elsewhere. `witnesses`: keys of witnesses, as vkeys. */
export async function checkReceipt(
  file: string,
  vkey?: string,
  witnesses: readonly string[] = [],
): Promise<CheckedReceipt> {
  const receipt = readReceipt(file)
  if (typeof receipt === 'string') return { ok: false, fault: receipt }
  if (vkey !== undefined && vkey.trim() !== receipt.vkey) return { ok: false, fault: 'other_key' }
  const log = await readKey(receipt.vkey)
  if (log?.type !== 1) return { ok: false, fault: 'malformed_key' }
  if (log.name !== receipt.origin) return { ok: false, fault: 'wrong_origin' }
  const keys = (await Promise.all(witnesses.map(readKey))).filter((key) => key?.type === 4)
  const proven = await prove(receipt, log, keys as Key[])
  if (typeof proven === 'string') return { ok: false, fault: proven }
  const entry = record(new TextDecoder().decode(receipt.entry)) ?? {}
  const fault = await textFault(receipt, entry['textSha256'])
  if (fault !== undefined) return { ok: false, fault }
  return {
    ok: true,
    ...proven,
    kind: word(entry['kind']),
    at: word(entry['at']),
    ...(receipt.text === undefined ? {} : { text: receipt.text }),
    keyKnown: vkey !== undefined,
  }
}

/** What the entry does not say in words is shown as nothing. */
function word(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

interface Receipt {
  readonly origin: string
  readonly vkey: string
  readonly entry: Bytes
  readonly proof: string
  readonly text: string | undefined
  readonly textSha256: string | undefined
}

function readReceipt(file: string): Receipt | 'malformed_receipt' | 'unknown_format' {
  const whole = file.length > LENGTH_MAX ? undefined : record(file)
  const log = whole && record(JSON.stringify(whole['log'] ?? ''))
  if (whole === undefined || log === undefined || hasTwins(file)) return 'malformed_receipt'
  if (whole['format'] !== 'kelisim-receipt/1') return 'unknown_format'
  const { entry, proof, text, textSha256 } = whole
  const { origin, vkey } = log
  const bytes = typeof entry === 'string' ? bytesOf(entry) : undefined
  const isKnown =
    Object.keys(whole).every((name) => MEMBERS.includes(name)) && Object.keys(log).length === 2
  if (!isKnown || bytes === undefined || typeof proof !== 'string') return 'malformed_receipt'
  if (typeof origin !== 'string' || typeof vkey !== 'string') return 'malformed_receipt'
  if (!isText(text) || !isText(textSha256)) return 'malformed_receipt'
  return { origin, vkey, entry: bytes, proof, text, textSha256 }
}

/** One reader takes the first of two members of one name, another the last: such a file says two things. */
function hasTwins(file: string): boolean {
  const names = [...file.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/gs)].flatMap(([, name, colon]) =>
    colon === undefined ? [] : [name],
  )
  return new Set(names).size !== names.length || names.some((name) => name?.includes('\\'))
}

async function prove(
  receipt: Receipt,
  log: Key,
  witnesses: readonly Key[],
): Promise<{ index: number; size: number; seenBy: Head['seenBy'] } | ReceiptFault> {
  const blank = receipt.proof.indexOf('\n\n')
  const lines = receipt.proof.slice(0, Math.max(0, blank)).split('\n')
  const [header, ...rest] = lines
  if (rest[0]?.startsWith('extra ')) rest.shift()
  const [, digits = ''] = /^index (.*)$/.exec(rest.shift() ?? '') ?? []
  const index = decimal(digits)
  const hashes = rest.map(hashOf)
  if (header !== 'c2sp.org/tlog-proof@v1' || index === undefined || hashes.length > HASHES_MAX) {
    return 'malformed_proof'
  }
  const proof = hashes.filter((hash) => hash !== undefined)
  if (proof.length !== hashes.length) return 'malformed_proof'
  const head = await openHead(receipt.proof.slice(blank + 2), log, witnesses)
  if (typeof head === 'string') return head
  const root = await rootFrom(await leafHash(receipt.entry), index, head.size, proof)
  if (root === undefined || !same(root, head.root)) return 'not_included'
  return { index, size: head.size, seenBy: head.seenBy }
}

/** The root that a leaf at this index of a tree of this size leads to; undefined for a proof of another length. */
async function rootFrom(
  leaf: Bytes,
  index: number,
  size: number,
  proof: readonly Bytes[],
): Promise<Bytes | undefined> {
  if (index >= size) return undefined
  const left = [...proof]
  const climb = async (at: number, width: number): Promise<Bytes | undefined> => {
    if (width === 1) return leaf
    let half = 1
    while (half * 2 < width) half *= 2
    const inner = at < half ? await climb(at, half) : await climb(at - half, width - half)
    const sibling = left.shift()
    if (inner === undefined || sibling === undefined) return undefined
    return at < half ? await nodeHash(inner, sibling) : await nodeHash(sibling, inner)
  }
  const root = await climb(index, size)
  return left.length === 0 ? root : undefined
}

async function textFault(receipt: Receipt, bound: unknown): Promise<ReceiptFault | undefined> {
  const { text, textSha256 } = receipt
  if (text === undefined && textSha256 === undefined) return undefined
  if (typeof bound !== 'string') return 'text_not_bound'
  if (textSha256 !== undefined && textSha256 !== bound) return 'text_differs'
  if (text === undefined) return undefined
  return text.isWellFormed() && hex(await sha256(utf8(text))) === bound ? undefined : 'text_differs'
}

function record(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined
  } catch {
    // Not JSON: the caller says what that means.
    return undefined
  }
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string'
}
