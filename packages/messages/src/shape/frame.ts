/**
 * Words of the frame and of parts that stand on every page.
 *
 * Requirements: L-16 (kk and ru, kk first), R-2 (officer's contact on every page). Each language fills it.
 */
export interface CommonMessages {
  /** Of the product: stands in the corner of the desk alone. Where the operator speaks, its own stands. */
  readonly brand: string
  readonly demo: string
  readonly demoLink: string
  readonly skip: string
  readonly menu: string
  readonly language: string
  readonly offers: string
  readonly how: string
  readonly policy: string
  readonly cabinet: string
  readonly logIn: string
  readonly officer: string
  readonly policyHeading: string
  /** `date` comes as «since» in words. */
  readonly policyVersion: (version: number, since: string) => string
  readonly policyLink: string
  readonly ledger: string
  readonly ledgerSize: (size: string, count: number, at: string) => string
  readonly ledgerCheck: string
  readonly faults: string
  readonly otherwise: string
  readonly optional: string
  readonly goOn: string
  readonly back: string
  readonly change: string
  readonly passed: string
  readonly notPassed: string
  readonly wayOut: string
  readonly why: string
  readonly reference: string
  readonly bin: string
  /** Heard in place of the dots of a masked value. */
  readonly hidden: string
  readonly home: string
  readonly yes: string
  readonly no: string
}
