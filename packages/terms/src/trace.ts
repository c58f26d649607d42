/**
 * What stands without a value, and whether it leads back to a person.
 *
 * `pseudonymised`: with a key it does, so it is personal data like any other and ends with the person or by its own day.
 * `depersonalised`: it does not, with no key and whatever else somebody knows; the law of Kazakhstan means this alone.
 * Closed: a mark in a table, an export or a document has one of these labels, and nothing labelled `depersonalised` may
 * stand beside a mark.
 *
 * Law: 94-V art. 1(7), 17(1). Requirement: R-96. Why so: decision 0125.
 */
export const TRACES = {
  /** The name of a person in the ledger, made by their own key. */
  handle: 'pseudonymised',
  /** Keyed hash by which a phone or an IIN is found again; also of a code that was asked for. */
  search_mark: 'pseudonymised',
  /** Keyed hash of an address that said no. */
  refusal_mark: 'pseudonymised',
  /** Random id of a person within the database. */
  subject_id: 'pseudonymised',
  /** How many people were alike in what it says. */
  figure: 'depersonalised',
} as const satisfies Record<string, 'pseudonymised' | 'depersonalised'>

export type Trace = keyof typeof TRACES
export const TRACE_NAMES = Object.keys(TRACES).filter(isTrace)

export function isTrace(value: unknown): value is Trace {
  return typeof value === 'string' && Object.hasOwn(TRACES, value)
}
