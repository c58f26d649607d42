/**
 * On what may destruction be put off? Five grounds, each with its article, its longest term, and whether the
 * person may hear of it.
 *
 * `contract` is set with a contract alone, whose own words set the term of keeping.
 * Closed: free text is no ground. A hold always has an end; who wants more sets it anew and says why again. A report
 * to financial monitoring may not be given away (191-IV art. 11(5)), so that hold shows as a restriction and no more.
 *
 * Law: 94-V art. 25(2)(4); DC art. 41(3), 41(4); 191-IV art. 11. Requirements.
 */
export const HOLD_KINDS = {
  court: { law: 'DC art. 41(3)', daysMax: 365, told: true },
  authorised_body: { law: '94-V art. 9(1)', daysMax: 180, told: true },
  dispute: { law: 'DC art. 41(4)', daysMax: 365, told: true },
  contract: { law: '94-V art. 25(2)(4)', daysMax: 1_826, told: true },
  aml: { law: '191-IV art. 11(4)', daysMax: 1_826, told: false },
} as const satisfies Record<
  string,
  { readonly law: string; readonly daysMax: number; readonly told: boolean }
>

export type HoldKind = keyof typeof HOLD_KINDS

export function isHoldKind(value: unknown): value is HoldKind {
  return typeof value === 'string' && Object.hasOwn(HOLD_KINDS, value)
}

/** What a person is in a contract. Law: 94-V art. 25(2)(4). Requirement: R-36. */
export const CONTRACT_ROLES = ['principal', 'beneficiary', 'guarantor'] as const
export type ContractRole = (typeof CONTRACT_ROLES)[number]
