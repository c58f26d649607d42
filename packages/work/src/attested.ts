/**
 * What did each recipient attest of its use of the data, which attestations are overdue, and who deviates?
 *
 * Computed at each look from the papers, the agreements and today's date, so that none can be forgotten.
 *
 * Law: 94-V art. 10(1), 14. Requirement: R-71. Enters nothing (`attest-recipient.ts`).
 */
import type { Recipient } from '@kelisim/policy'
import { ATTESTATION, load, loadOne, type Stored, type Unit } from '@kelisim/store'
import { almatyDate, ATTESTATION_DAYS, DAY, later, type Moment, startOfDay } from '@kelisim/terms'
import type { Means } from './means.ts'

export type Attestation = Stored<typeof ATTESTATION>

/** Attestations shown of each recipient. */
const SHOWN_MAX = 10

export async function newestOf(
  unit: Pick<Unit, 'client'>,
  recipient: string,
): Promise<Attestation | undefined> {
  const where = 'recipient = $1 order by signed_on desc, entered_at desc limit 1'
  return await loadOne(unit.client, ATTESTATION, where, [recipient])
}

/** Its newest paper, where it says that it deviates: nobody resumes it then. */
export async function deviationOf(
  unit: Pick<Unit, 'client'>,
  recipient: string,
): Promise<Attestation | undefined> {
  const newest = await newestOf(unit, recipient)
  return newest?.said === 'deviates' ? newest : undefined
}

export interface Attesting {
  /** Newest first. */
  readonly papers: readonly Attestation[]
  /** By when the next one is to be here; undefined where no agreement is in force. */
  readonly due: Moment | undefined
  readonly isOverdue: boolean
}

export async function attestingOf(
  means: Means,
  recipients: readonly Recipient[],
): Promise<ReadonlyMap<string, Attesting>> {
  const { pool } = means.store
  const papers = await load(pool, ATTESTATION, 'true order by signed_on desc, entered_at desc', [])
  return new Map(
    recipients.map((one) => {
      const own = papers.filter(({ recipient }) => recipient === one.id)
      const due = dueOf(means, one, own[0])
      const isOverdue = due !== undefined && due <= means.now()
      return [one.id, { papers: own.slice(0, SHOWN_MAX), due, isOverdue }]
    }),
  )
}

function dueOf(
  means: Pick<Means, 'now'>,
  { agreement }: Recipient,
  newest: Attestation | undefined,
): Moment | undefined {
  if (agreement === undefined || agreement.validTo < almatyDate(means.now())) return undefined
  const from = newest?.signed_on ?? agreement.validFrom
  return later(startOfDay(from), ATTESTATION_DAYS * DAY)
}
