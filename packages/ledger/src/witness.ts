/**
 * May a witness cosign this checkpoint, and how do a log and a witness speak?
 *
 * Source: C2SP tlog-witness, `add-checkpoint`. A witness keeps for each log the size and root of the
 * last checkpoint it cosigned, and cosigns another one only with a proof that it continues that one.
 * So a log that shows two histories finds nobody to cosign the second (I3). Here is the judgement and the
 * wire form of both sides; keeping the state durably, one request after the other, is the witness's.
 */
import { openCheckpoint } from './checkpoint.ts'
import { fromUtf8, parseDecimal, sameBytes, toBase64 } from './encoding.ts'
import type { Signer, Verifier } from './key.ts'
import { MAX_NOTE_LENGTH, openNote } from './note.ts'
import { verifyConsistency } from './proof-check.ts'
import { parseHashes } from './proof-file.ts'
import type { Checkpoint } from './tree-head.ts'

export type Submission = {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  /** The signed note, verbatim. */
  readonly checkpoint: string
}

/** What a witness remembers of a log: the head it cosigned last. */
export type Witnessed = { readonly size: number; readonly root: Uint8Array }

export type WitnessAnswer =
  | { readonly status: 200; readonly body: string; readonly head: Checkpoint }
  /** The stored size, or a second root for one size: then `isFork` and the log is lying. */
  | { readonly status: 409; readonly size: number; readonly isFork: boolean }
  | { readonly status: 400 | 403 | 404 | 422; readonly body: string }

const OLD = 'old '

export function formatSubmission({ oldSize, proof, checkpoint }: Submission): string {
  return [`${OLD}${oldSize}`, ...proof.map(toBase64), '', checkpoint].join('\n')
}

/** Undefined when the body is not of the protocol's form. */
export function parseSubmission(body: Uint8Array): Submission | undefined {
  const text = body.length > MAX_NOTE_LENGTH ? undefined : fromUtf8(body)
  if (text === undefined) return undefined
  const blank = text.indexOf('\n\n')
  const [first = '', ...lines] = text.slice(0, blank).split('\n')
  const oldSize = first.startsWith(OLD) ? parseDecimal(first.slice(OLD.length)) : undefined
  const proof = parseHashes(lines)
  if (blank < 0 || oldSize === undefined || proof === undefined) return undefined
  return { oldSize, proof, checkpoint: text.slice(blank + 2) }
}

/** The origin that a submission names, before anything of it is trusted. */
export function claimedOrigin({ checkpoint }: Submission): string | undefined {
  const [origin] = checkpoint.split('\n', 1)
  return origin === '' ? undefined : origin
}

/**
 * `logs`: the keys known for the claimed origin; `last`: what was cosigned for it last.
 * A 200 must be answered only after `head` has been stored durably.
 */
export function judgeSubmission(
  submission: Submission,
  logs: readonly Verifier[],
  last: Witnessed | undefined,
  signers: readonly Signer[],
): WitnessAnswer {
  const [first] = logs
  if (first === undefined) return { status: 404, body: 'unknown log\n' }
  const opened = openOfLog(submission.checkpoint, logs)
  if (opened === undefined) return { status: 403, body: 'invalid signature\n' }
  const { oldSize, proof } = submission
  if (oldSize > opened.size) return { status: 400, body: 'the old size is over the new one\n' }
  const known = last?.size ?? 0
  if (oldSize !== known) return { status: 409, size: known, isFork: false }
  const isSame = last !== undefined && sameBytes(last.root, opened.root)
  if (opened.size === known && last !== undefined && !isSame) {
    return { status: 409, size: known, isFork: true }
  }
  if (!continues(last, opened, proof)) return { status: 422, body: 'bad consistency proof\n' }
  const text = submission.checkpoint.slice(0, submission.checkpoint.lastIndexOf('\n\n') + 1)
  const { origin, size, root } = opened
  const body = signers.map((signer) => signer.sign(text)).join('')
  return { status: 200, body, head: { origin, size, root } }
}

export type HeardCosignatures =
  | { readonly ok: true; readonly lines: readonly string[]; readonly time: number }
  | { readonly ok: false; readonly fault: 'malformed_answer' | 'unknown_cosigner' }

/** The valid cosignature lines of one known witness over this checkpoint, out of its answer. */
export function hearCosignatures(
  checkpoint: string,
  answer: Uint8Array,
  witness: readonly Verifier[],
): HeardCosignatures {
  const text = fromUtf8(answer)
  const body = checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1)
  if (text === undefined) return { ok: false, fault: 'malformed_answer' }
  const opened = openNote(`${body}\n${text}`, witness)
  if (!opened.ok) {
    const isUnknown = opened.fault === 'no_known_signature'
    return { ok: false, fault: isUnknown ? 'unknown_cosigner' : 'malformed_answer' }
  }
  const lines = opened.verified.map(({ name, base64 }) => `— ${name} ${base64}\n`)
  return { ok: true, lines, time: Math.max(...opened.verified.map(({ time }) => time ?? 0)) }
}

/** A first checkpoint needs no proof; an equal size is the same tree. */
function continues(
  last: Witnessed | undefined,
  next: Witnessed,
  proof: readonly Uint8Array[],
): boolean {
  const { size: newSize, root: newRoot } = next
  if (last === undefined || last.size === 0) return proof.length === 0
  return verifyConsistency({ oldSize: last.size, oldRoot: last.root, newSize, newRoot, proof })
}

/** Any of the log's keys will do, and a wrong signature of any of them refuses. */
function openOfLog(checkpoint: string, logs: readonly Verifier[]): Checkpoint | undefined {
  for (const log of logs) {
    const opened = openCheckpoint(
      checkpoint,
      log,
      logs.filter((one) => one !== log),
    )
    if (opened.ok) return opened
  }
  return undefined
}
