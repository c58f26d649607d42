/**
 * What can be found when the house looks at its own protection, and what each finding means.
 *
 * Closed: of each check exactly one line is found. `exempt` is for demonstration on this machine alone, where people
 * are invented; it is said as an exemption and never as protection.
 *
 * Law: 94-V art. 12(2), 20(2), 22(1). Requirement: R-30.
 */
export const PROTECTION_CHECKS = ['keys', 'ledger', 'public', 'database', 'place'] as const
export type ProtectionCheck = (typeof PROTECTION_CHECKS)[number]

export const PROTECTION = {
  keys_usable: { check: 'keys', law: '94-V art. 22(1)', means: 'holds' },
  keys_missing: { check: 'keys', law: '94-V art. 22(1)', means: 'fails' },
  keys_unusable: { check: 'keys', law: '94-V art. 22(1)', means: 'fails' },
  ledger_writable: { check: 'ledger', law: '94-V art. 22(1)(5)', means: 'holds' },
  ledger_refused: { check: 'ledger', law: '94-V art. 22(1)(5)', means: 'fails' },
  ledger_behind: { check: 'ledger', law: '94-V art. 22(1)(5)', means: 'fails' },
  public_https: { check: 'public', law: '94-V art. 22(1)', means: 'holds' },
  public_loopback: { check: 'public', law: '94-V art. 22(1)', means: 'exempt' },
  public_open: { check: 'public', law: '94-V art. 22(1)', means: 'fails' },
  database_own: { check: 'database', law: '94-V art. 22(1)', means: 'holds' },
  database_verified: { check: 'database', law: '94-V art. 22(1)', means: 'holds' },
  database_loopback: { check: 'database', law: '94-V art. 22(1)', means: 'exempt' },
  database_open: { check: 'database', law: '94-V art. 22(1)', means: 'fails' },
  place_in_kazakhstan: { check: 'place', law: '94-V art. 12(2)', means: 'holds' },
  place_of_demo: { check: 'place', law: '94-V art. 12(2)', means: 'exempt' },
  place_unnamed: { check: 'place', law: '94-V art. 12(2)', means: 'fails' },
  place_abroad: { check: 'place', law: '94-V art. 12(2)', means: 'fails' },
} as const satisfies Record<
  string,
  {
    readonly check: ProtectionCheck
    readonly law: string
    readonly means: 'holds' | 'exempt' | 'fails'
  }
>

export type ProtectionFound = keyof typeof PROTECTION
