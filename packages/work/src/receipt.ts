/**
 * A consent as a file that verifies without trusting this server: entry, inclusion proof, signed
 * checkpoint and the exact text. Whoever has the log's key checks it offline.
 *
 * Source: C2SP tlog-proof. Law: 94-V art. 25(2)(5) (proof of consent). Requirements: L-1.
 */
import { makeReceipt, type Receipt } from '@kelisim/ledger'
import {
  type Known,
  know,
  latestCheckpoint,
  type Located,
  locateGrant,
  proofOf,
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
  const known = await means.store.transaction(
    async (unit) => await know(means.store, unit, subject, 'use'),
  )
  if (known?.key === undefined) return undefined
  const handle = handleOf(known.key)
  const located = await locateGrant(means.store, handle, consent)
  return located && (await receiptAt(means, located, await textOf(means, known, consent)))
}

async function receiptAt(
  means: Means,
  located: Located,
  text?: string,
): Promise<Receipt | undefined> {
  const checkpoint = await latestCheckpoint(means.store.pool)
  const signer = means.log.signers[0]
  if (checkpoint === undefined || signer === undefined || checkpoint.size <= located.index) {
    return undefined
  }
  return makeReceipt({
    log: { origin: means.log.origin, vkey: signer.vkey },
    entry: located.bytes,
    index: located.index,
    proof: await proofOf(means.store, located.index, checkpoint.size),
    checkpoint: checkpoint.note,
    ...(text === undefined ? {} : { text }),
  })
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
