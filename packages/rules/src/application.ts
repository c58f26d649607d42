/**
 * What state follows from what happened: disclosures and applications as data.
 *
 * Outcomes may come late, twice and out of order; the state is a function of the set of them, so every
 * order ends the same (I12). A recall is never undone by an outcome.
 *
 * Source: market notes f2. Requirements.
 */
import type { Moment } from '@kelisim/terms'

/** What a lender reports, in the order of a loan's life: of events at one moment the later one counts. */
export const OUTCOME_ORDER = [
  'contacted',
  'approved',
  'contract_signed',
  'cooling_off',
  'cancelled',
  'client_refused',
  'refused',
  'issued',
] as const
export type OutcomeKind = (typeof OUTCOME_ORDER)[number]

/** A recipient that has not answered: nobody else is asked meanwhile. */
const OPEN = new Set([
  'planned',
  'sending',
  'unknown',
  'pending',
  'accepted',
  'contacted',
  'approved',
  'contract_signed',
  'cooling_off',
])
/** Ends of a disclosure that no outcome changes. */
const FIXED = new Set(['recalled', 'stopped', 'denied'])

export interface OutcomeEvent {
  readonly kind: string
  readonly at: Moment
}

export interface AfterOutcomes {
  readonly disclosure: string
  /** Why the application closes; undefined while it is open. */
  readonly application: string | undefined
}

export function stateAfterOutcomes(state: string, events: readonly OutcomeEvent[]): AfterOutcomes {
  const last = events.toSorted(byLife).at(-1)
  if (last === undefined || FIXED.has(state)) return { disclosure: state, application: undefined }
  const disclosure = last.kind === 'refused' ? 'partner_refused' : last.kind
  return { disclosure, application: last.kind === 'issued' ? 'issued' : undefined }
}

function byLife(a: OutcomeEvent, b: OutcomeEvent): number {
  return a.at - b.at || rank(a.kind) - rank(b.kind)
}

function rank(kind: string): number {
  return OUTCOME_ORDER.findIndex((known) => known === kind)
}

/** May the person have the application sent to the next one they named? */
export function mayAskNext(others: readonly string[]): boolean {
  return !others.some((state) => OPEN.has(state) || state === 'issued')
}
