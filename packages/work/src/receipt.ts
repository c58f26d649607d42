/**
 * A consent as a file that verifies without trusting this server: entry, inclusion proof, signed
 * checkpoint and the exact text. Whoever has the log's key checks it offline.
 *
 * Source: C2SP tlog-proof. Law: 94-V art. 25(2)(5) (proof of consent). Requirements: L-1.
 */
import { makeReceipt, type Receipt, shortNote } from '@kelisim/ledger'
import {
  type Known,
  latestCheckpoint,
  type Located,
  locateGrant,
  proofOf,
  recall,
  witnessedCheckpoint,
} from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import { handleOf } from '@kelisim/vault'
import type { Means } from './means.ts'

/** The receipt of the grant of a consent; undefined until the sequencer has placed its entry. */
export async function consentReceipt(
  means: Means,
  subject: SubjectId,
  consent: string,
): Promise<Receipt | undefined> {
  const known = await recall(means.store, subject)
  if (known?.key === undefined) return undefined
  const handle = handleOf(known.key)
  const located = await locateGrant(means.store, handle, consent)
  return located && (await receiptAt(means, located, await textOf(means, known, consent)))
}

/** The receipt of any entry; undefined while no signed checkpoint covers it. */
export async function receiptAt(
  means: Means,
  located: Pick<Located, 'index' | 'bytes'>,
  text?: string,
): Promise<Receipt | undefined> {
  const checkpoint = await checkpointOver(means, located.index)
  const signer = means.log.signers[0]
  if (checkpoint === undefined || signer === undefined) return undefined
  return makeReceipt({
    log: { origin: means.log.origin, vkey: signer.vkey },
    entry: located.bytes,
    index: located.index,
    proof: await proofOf(means.store, located.index, checkpoint.size),
    checkpoint: shortNote(checkpoint.note),
    ...(text === undefined ? {} : { text }),
  })
}

/** The newest that witnesses have signed, else the newest; undefined when neither has the entry yet. */
async function checkpointOver(
  means: Means,
  index: number,
): Promise<{ readonly size: number; readonly note: string } | undefined> {
  const { pool } = means.store
  const witnessed = await witnessedCheckpoint(pool)
  if (witnessed !== undefined && witnessed.size > index) return witnessed
  const newest = await latestCheckpoint(pool)
  return newest !== undefined && newest.size > index ? newest : undefined
}

async function textOf(means: Means, known: Known, consent: string): Promise<string | undefined> {
  const row = known.consents.find((candidate) => candidate.consent_id === consent)
  return row && (await consentText(means, row.text_sha256))?.verbatim
}

export interface ShownText {
  readonly sha256: string
  readonly control: string
  readonly language: string
  readonly verbatim: string
}

/** A consent's text by its hash, as it was once shown; public, because it holds no personal data. */
export async function consentText(means: Means, sha256: string): Promise<ShownText | undefined> {
  const { rows } = await means.store.pool.query<ShownText>(
    'select sha256, control, language, verbatim from consent_text where sha256 = $1',
    [sha256],
  )
  return rows[0]
}
