/**
 * How is the proof that one entry is in the log handed over as one text?
 *
 * Source: C2SP tlog-proof, `c2sp.org/tlog-proof@v1`: the index, the inclusion proof and the signed
 * checkpoint, verbatim. It can be checked offline with the entry and the log's key alone. The extra
 * line is not covered by any signature, so we carry it but never use it.
 */
import { assert } from './assert.ts'
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './tree-head.ts'
import { HASH_BYTES } from './crypto.ts'
import { fromBase64, parseDecimal, toBase64 } from './encoding.ts'
import type { Verifier } from './key.ts'
import { MAX_NOTE_LENGTH, type OpenedNote } from './note.ts'
import { verifyInclusion } from './proof-check.ts'
import { assertSize } from './tile.ts'

/** A tree of up to 2^53 entries has no longer inclusion proof; C2SP witnesses stop at 63, too. */
export const MAX_PROOF_HASHES = 63

export type ProofFile = {
  readonly index: number
  readonly proof: readonly Uint8Array[]
  /** The signed note, as the log served it. */
  readonly checkpoint: string
  readonly extra?: Uint8Array
}

export type ParsedProof =
  | (ProofFile & { readonly ok: true })
  | { readonly ok: false; readonly fault: 'malformed_proof' }

export type CheckedProof =
  | (Checkpoint & { readonly ok: true; readonly index: number; readonly note: OpenedNote })
  | { readonly ok: false; readonly fault: ProofFault }

export type ProofFault =
  | 'malformed_proof'
  | 'not_included'
  | Extract<OpenedCheckpoint, { ok: false }>['fault']

export function formatProof({ index, proof, checkpoint, extra }: ProofFile): string {
  assertSize(index)
  assert(extra === undefined || extra.length > 0, 'empty extra data are left out')
  assert(proof.length <= MAX_PROOF_HASHES, 'an inclusion proof has at most 63 hashes')
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...proof.map(toBase64),
  ]
  return `${lines.join('\n')}\n\n${checkpoint}`
}

export function parseProof(text: string): ParsedProof {
  const blank = text.indexOf('\n\n')
  if (text.length > MAX_NOTE_LENGTH || blank < 0) return MALFORMED
  const [header, ...lines] = text.slice(0, blank).split('\n')
  const extraText = lines[0]?.startsWith('extra ') ? lines.shift()?.slice(6) : undefined
  const extra = extraText === undefined ? undefined : fromBase64(extraText)
  const [, indexText = ''] = /^index (.*)$/.exec(lines.shift() ?? '') ?? []
  const index = parseDecimal(indexText)
  const proof = parseHashes(lines)
  if (header !== HEADER || index === undefined || proof === undefined) return MALFORMED
  if (extraText !== undefined && (extra === undefined || extra.length === 0)) return MALFORMED
  return {
    ok: true,
    index,
    proof,
    checkpoint: text.slice(blank + 2),
    ...(extra === undefined ? {} : { extra }),
  }
}

/** The hashes of a proof, one to a line; undefined when a line is none, or there are too many. */
export function parseHashes(lines: readonly string[]): readonly Uint8Array[] | undefined {
  const hashes = lines.flatMap((line) => {
    const hash = fromBase64(line)
    return hash?.length === HASH_BYTES ? [hash] : []
  })
  return hashes.length === lines.length && hashes.length <= MAX_PROOF_HASHES ? hashes : undefined
}

/** Is the entry with this leaf hash in the log that this key speaks for? */
export function checkProof(
  text: string,
  leaf: Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): CheckedProof {
  const parsed = parseProof(text)
  if (!parsed.ok) return parsed
  const opened = openCheckpoint(parsed.checkpoint, log, witnesses)
  if (!opened.ok) return opened
  const { size, root } = opened
  const { index, proof } = parsed
  if (!verifyInclusion({ index, size, leaf, proof, root })) {
    return { ok: false, fault: 'not_included' }
  }
  return { ...opened, index }
}

const HEADER = 'c2sp.org/tlog-proof@v1'
const MALFORMED = { ok: false, fault: 'malformed_proof' } as const
