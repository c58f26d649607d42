/**
 * What state of a disclosure follows from what happened? A table of allowed steps.
 *
 * A step that the table does not hold does not happen. A recipient's outcomes may come late, twice and out
 * of order: the state is a function of the set of them (idempotent and commutative, I12), and an outcome
 * that no longer fits (contacted after issued) stays on record and changes nothing. A recall or a stop is
 * never undone by an outcome. `unknown`, after a timeout, blocks the next recipient like any open state.
 *
 * Source: market notes f2. Law: 94-V art. 7(6). Requirements.
 * Does not send, wait or write; the moments and the deadlines are the caller's.
 */
import type { Moment } from '@kelisim/terms'

/** What a recipient reports, in the order of a loan's life: of events at one moment the later one counts. */
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

/** What can happen to a disclosure besides: our own acts, and the recipient's answer to the sending. */
export type DisclosureEvent =
  | OutcomeKind
  | 'plan'
  | 'send'
  | 'deny'
  | 'stop'
  | 'accept'
  | 'pend'
  | 'answer_refused'
  | 'answer_duplicate'
  | 'lose'
  | 'never_reached'
  | 'recall'

export type DisclosureState =
  | 'waiting'
  | 'planned'
  | 'denied'
  | 'stopped'
  | 'sending'
  | 'unknown'
  | 'pending'
  | 'accepted'
  | 'refused'
  | 'duplicate'
  | 'contacted'
  | 'approved'
  | 'contract_signed'
  | 'cooling_off'
  | 'issued'
  | 'partner_refused'
  | 'client_refused'
  | 'cancelled'
  | 'recalled'

type Steps = Readonly<Partial<Record<DisclosureEvent, DisclosureState>>>

/** Ends that any stage of a loan may come to before the money is given. */
const ENDS = {
  cancelled: 'cancelled',
  client_refused: 'client_refused',
  refused: 'partner_refused',
  issued: 'issued',
  recall: 'recalled',
} as const satisfies Steps
/** Recipients skip steps, so a stage may be reached from each earlier one. */
const FROM_CONTRACT = { cooling_off: 'cooling_off', ...ENDS } as const satisfies Steps
const FROM_APPROVED = {
  contract_signed: 'contract_signed',
  ...FROM_CONTRACT,
} as const satisfies Steps
const FROM_CONTACTED = { approved: 'approved', ...FROM_APPROVED } as const satisfies Steps
const FROM_ACCEPTED = { contacted: 'contacted', ...FROM_CONTACTED } as const satisfies Steps
/** An outcome proves that the data arrived, so it also ends a silence. */
const ANSWERS = {
  accept: 'accepted',
  pend: 'pending',
  answer_refused: 'refused',
  answer_duplicate: 'duplicate',
  ...FROM_ACCEPTED,
} as const satisfies Steps
/** A recipient may take his refusal back. */
const REOPENED = {
  approved: 'approved',
  contract_signed: 'contract_signed',
  cooling_off: 'cooling_off',
  issued: 'issued',
  recall: 'recalled',
} as const satisfies Steps

export const DISCLOSURE_STEPS: Readonly<Record<DisclosureState, Steps>> = {
  waiting: { plan: 'planned', stop: 'stopped' },
  planned: { send: 'sending', deny: 'denied', stop: 'stopped' },
  denied: {},
  stopped: {},
  sending: { ...ANSWERS, lose: 'unknown', never_reached: 'planned' },
  unknown: { ...ANSWERS, lose: 'unknown', never_reached: 'planned' },
  pending: ANSWERS,
  accepted: FROM_ACCEPTED,
  refused: REOPENED,
  duplicate: REOPENED,
  contacted: FROM_CONTACTED,
  approved: FROM_APPROVED,
  contract_signed: FROM_CONTRACT,
  cooling_off: ENDS,
  issued: { recall: 'recalled' },
  partner_refused: REOPENED,
  client_refused: { recall: 'recalled' },
  cancelled: { recall: 'recalled' },
  recalled: {},
}

/** The recipient may still act on what he got or is getting: nobody else is asked meanwhile. */
export const OPEN_STATES: readonly DisclosureState[] = [
  'planned',
  'sending',
  'unknown',
  'pending',
  'accepted',
  'contacted',
  'approved',
  'contract_signed',
  'cooling_off',
]
/** States that only outcomes lead to; the fold over all outcomes starts before them. */
const BY_OUTCOME: ReadonlySet<string> = new Set([
  'contacted',
  'approved',
  'contract_signed',
  'cooling_off',
  'issued',
  'partner_refused',
  'client_refused',
  'cancelled',
] satisfies DisclosureState[])

/** The state after the event; undefined when the step is not allowed. */
export function nextState(
  state: DisclosureState,
  event: DisclosureEvent,
): DisclosureState | undefined {
  return DISCLOSURE_STEPS[state][event]
}

export interface OutcomeEvent {
  readonly kind: string
  readonly at: Moment
}

export interface AfterOutcomes {
  readonly disclosure: string
  /** Why the application closes; undefined while it is open. */
  readonly application: string | undefined
}

/** The state that all outcomes heard so far lead to, in whatever order they arrived. */
export function stateAfterOutcomes(state: string, events: readonly OutcomeEvent[]): AfterOutcomes {
  if (!isDisclosureState(state)) return { disclosure: state, application: undefined }
  const start: DisclosureState = BY_OUTCOME.has(state) ? 'accepted' : state
  const disclosure = events.toSorted(byLife).reduce<DisclosureState>((now, { kind }) => {
    return isOutcome(kind) ? (nextState(now, kind) ?? now) : now
  }, start)
  // A state reached by outcomes that the caller does not hold any more is not taken back.
  const known = events.length === 0 ? state : disclosure
  return { disclosure: known, application: known === 'issued' ? 'issued' : undefined }
}

/** Does the recipient have a copy, or may he have one, so that it can be recalled? */
export function mayHoldCopy(state: string): boolean {
  return isDisclosureState(state) && nextState(state, 'recall') !== undefined
}

/** The states in which the recipient has a copy or may have one. */
export const COPY_STATES: readonly string[] = Object.keys(DISCLOSURE_STEPS).filter(mayHoldCopy)

/** May the person have the application sent to the next one they named? */
export function mayAskNext(others: readonly string[]): boolean {
  return !others.some((state) => OPEN_STATES.some((open) => open === state) || state === 'issued')
}

function byLife(one: OutcomeEvent, other: OutcomeEvent): number {
  return one.at - other.at || rank(one.kind) - rank(other.kind)
}

function rank(kind: string): number {
  return OUTCOME_ORDER.findIndex((known) => known === kind)
}

function isOutcome(kind: string): kind is OutcomeKind {
  return rank(kind) >= 0
}

function isDisclosureState(state: string): state is DisclosureState {
  return Object.hasOwn(DISCLOSURE_STEPS, state)
}
