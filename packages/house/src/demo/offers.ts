/**
 * Offers of the demo lenders: short microcredits to 45 days, and longer ones within the general cap.
 */
import type { Offer } from '@kelisim/work'

type Fresh = Omit<Offer, 'publishedAt'>

const short = (
  recipient: string,
  dailyRatePercent: number,
  amountMaxTenge: number,
  requirement: string,
): Fresh => ({
  id: `${recipient}-short`,
  recipient,
  product: 'short_small',
  amountMinTenge: 10_000,
  amountMaxTenge,
  daysMin: 5,
  daysMax: 45,
  dailyRatePercent,
  requirement,
  checkedOn: '2026-11-21',
})

const long = (recipient: string, dailyRatePercent: number, amountMaxTenge: number): Fresh => ({
  id: `${recipient}-long`,
  recipient,
  product: 'general',
  amountMinTenge: 40_000,
  amountMaxTenge,
  daysMin: 46,
  daysMax: 1_825,
  dailyRatePercent,
  requirement: 'income_proof',
  checkedOn: '2026-11-21',
})

export const DEMO_OFFERS: readonly Fresh[] = [
  short('samal', 0.1, 190_000, 'income_proof'),
  short('qarlygash', 0.13, 190_000, 'pensioners_too'),
  short('ules', 0.19, 190_000, 'no_proof'),
  long('samal', 0.09, 3_000_000),
  long('qarlygash', 0.1, 5_000_000),
]
