/**
 * On what may destruction be put off? Four grounds, each with its article, its longest term, and whether the
 * person may hear of it.
 *
 * Closed: free text is no ground. A hold always has an end; who wants more sets it anew and says why again. A report
 * to financial monitoring may not be given away (191-IV art. 11(5)), so that hold shows as a restriction and no more.
 *
 * Law: DC art. 41(3), 41(4); 191-IV art. 11. Requirements.
 */
export const HOLD_KINDS = {
  court: { law: 'DC art. 41(3)', daysMax: 365, told: true },
  authorised_body: { law: '94-V art. 9(1)', daysMax: 180, told: true },
  dispute: { law: 'DC art. 41(4)', daysMax: 365, told: true },
  aml: { law: '191-IV art. 11(4)', daysMax: 1_826, told: false },
} as const satisfies Record<
  string,
  { readonly law: string; readonly daysMax: number; readonly told: boolean }
>

export type HoldKind = keyof typeof HOLD_KINDS

export function isHoldKind(value: unknown): value is HoldKind {
  return typeof value === 'string' && Object.hasOwn(HOLD_KINDS, value)
}
