/**
 * Which recipients and which purposes did the officer suspend? Read with the facts of every decision, in every
 * process, so a suspension holds in the very next one (I6) and outlives any restart.
 *
 * Law: 94-V art. 5(1), 10(1). Requirements. Decision 0107.
 */
import type { Asked, Told } from './exchange.ts'

export interface Suspended {
  readonly recipients: readonly string[]
  readonly purposes: readonly string[]
}

/** One statement for both: a second one would cost a batch more than the rows. */
export const ASK_SUSPENDED: Asked = {
  text: `select 'recipient', recipient from recipient_state where suspended_at is not null
    union all select 'purpose', purpose from purpose_state where suspended_at is not null`,
  values: [],
}

export function suspendedIn(rows: readonly Told[] | undefined): Suspended {
  const named = (wanted: string) =>
    rows?.flatMap(([kind, name]) => (kind === wanted && typeof name === 'string' ? [name] : [])) ??
    []
  return { recipients: named('recipient'), purposes: named('purpose') }
}
