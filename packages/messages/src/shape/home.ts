/**
 * The first page: amount, term, offers in the order of APR, how we earn. And the page of one offer.
 *
 * Law: 56-V art. 5 (APR beside every rate). Look §1.1, §5. Sums, rates and dates come formatted.
 */
export interface HomeMessages {
  readonly title: string
  readonly heading: string
  readonly lead: string
  readonly calculator: string
  readonly amount: string
  readonly amountSlide: string
  readonly term: string
  readonly termSlide: string
  readonly daysUnit: string
  readonly count: string
  readonly due: string
  readonly payments: (count: number) => string
  readonly payBackOn: (onDay: string) => string
  readonly payBackWithin: (days: string) => string
  readonly youGet: string
  readonly overpaymentLeast: string
  readonly overpaymentMost: string
  readonly overpaymentOne: string
  readonly barLabel: (amount: string, least: string, most: string) => string
  readonly apr: string
  readonly aprLong: string
  readonly daily: string
  readonly dailyRate: string
  readonly penalty: (percent: string) => string
  readonly offersHeading: (amount: string, days: string, count: number) => string
  readonly order: string
  readonly earn: string
  readonly earnLink: string
  readonly capName: string
  readonly payBack: string
  readonly overpayment: string
  readonly rates: string
  readonly licence: string
  readonly checked: (date: string) => string
  readonly advertising: string
  readonly seeTerms: string
  readonly amountAbove: (limit: string) => string
  readonly amountBelow: (limit: string) => string
  readonly daysAbove: (days: number) => string
  readonly suspended: string
  readonly daysBelow: (days: number) => string
  readonly countFor: (amountOrTerm: string) => string
  readonly none: string
  readonly noneNearest: string
  readonly noneAtAll: string
  readonly fix: string
  readonly fixText: string
  readonly offersOther: string
  readonly path: string
  readonly pathNow: string
  readonly pathCompare: string
  readonly pathCompareText: string
  readonly pathApply: string
  readonly pathFields: (count: number) => string
  readonly pathConsent: string
  readonly pathChoose: string
  readonly pathChooseText: (most: number) => string
  readonly pathAnyDay: string
  readonly pathWithdraw: string
  readonly pathWithdrawText: (workingDays: number) => string
  readonly pathWithdrawTerm: string
}

export interface OfferMessages {
  readonly title: (lender: string) => string
  readonly sentence: (days: number, sum: string) => string
  readonly terms: string
  readonly lender: string
  readonly amounts: string
  readonly periods: string
  readonly requirements: string
  readonly requirementsNone: string
  readonly penaltyLabel: string
  readonly penaltyText: (percent: string) => string
  readonly schedule: string
  readonly scheduleDate: string
  readonly scheduleWhat: string
  readonly scheduleSum: string
  readonly scheduleGet: string
  readonly schedulePay: string
  readonly receives: string
  readonly receivesText: (lender: string) => string
  readonly consentText: string
  readonly complaints: string
  readonly complaintsText: string
  readonly aprWhy: string
  readonly licenceWhy: string
  readonly receivesWhy: string
  readonly apply: string
  readonly others: string
}
