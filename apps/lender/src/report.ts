/**
 * The lender tells the operator of an incident in its own house: a knob for shows and tests, from this machine only.
 *
 * The account and, where known, the leads are signed and sent like an outcome, under an id that follows from them: pressed twice
 * it is one report. Contract: `@kelisim/api` lender.ts. Law: 94-V art. 10(3), 25(2)(8). Requirement: R-60.
 */
import { createHash } from 'node:crypto'
import { IncidentReport } from '@kelisim/api'
import { recordId } from '@kelisim/terms'
import type { Desk } from './lender.ts'
import { type Delivery, tell } from './tell.ts'

const Wanted = IncidentReport.omit({ report_id: true, occurred_at: true })

/** Undefined when what was typed is no report. */
export async function reportIncident(
  { config, signal }: Desk,
  wanted: unknown,
): Promise<{ readonly report_id: string; readonly delivery: Delivery } | undefined> {
  const parsed = Wanted.safeParse(wanted)
  if (!parsed.success) return undefined
  const now = Date.now()
  const digest = createHash('sha256')
    .update(`${config.id}|${JSON.stringify(parsed.data)}`)
    .digest()
  const report_id: string = recordId(0, digest)
  const body = { ...parsed.data, report_id, occurred_at: new Date(now).toISOString() }
  const letter = { url: `${config.operatorUrl}/v1/partner/incidents`, id: report_id, body }
  const delivery = await tell(letter, { secrets: config.secrets, retryMs: config.retryMs, signal })
  return { report_id, delivery }
}
