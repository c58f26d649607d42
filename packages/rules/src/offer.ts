/**
 * What does an offer cost, and may it be shown at all?
 *
 * The annual effective rate (ГЭСВ) is the r of  amount = Σ payment / (1 + r)^(days / 365). Up to 45
 * days there is one payment at the end; longer terms are paid monthly in equal parts. A short small
 * microcredit must keep both caps, the daily and the yearly: they are different tests.
 *
 * Law: microfinance law art. 5(1), 5(2-1); joint act of 24.12.2025. Advertising law art. 6(4), 14.
 * Requirements: L-14. Does not round: the screen does.
 */
import type { AprCap, Policy, Recipient } from '@kelisim/policy'
import { almatyDate, type Moment, type Refusal, refusal } from '@kelisim/terms'

/** Terms up to this are paid back at once. */
export const SINGLE_PAYMENT_DAYS_MAX = 45
const MONTH_DAYS = 30
const YEAR_DAYS = 365
const RATE_STEPS = 200
const RATE_MAX = 1e6

export interface OfferTerms {
  readonly amountMinTenge: number
  readonly amountMaxTenge: number
  readonly daysMin: number
  readonly daysMax: number
  /** Percent of the outstanding amount per day: 0.1 = 0.10 %. */
  readonly dailyRatePercent: number
}

export interface Quote {
  readonly amountTenge: number
  readonly termDays: number
  readonly payBackTenge: number
  readonly overpaymentTenge: number
  readonly aprPercent: number
  readonly dailyRatePercent: number
  readonly payments: number
}

interface Payment {
  readonly day: number
  readonly tenge: number
}

/** undefined when the amount or term lies outside the offer. */
export function quote(offer: OfferTerms, amountTenge: number, termDays: number): Quote | undefined {
  if (!covers(offer, amountTenge, termDays)) return undefined
  const schedule = payments(offer.dailyRatePercent, amountTenge, termDays)
  const payBackTenge = Math.round(schedule.reduce((sum, payment) => sum + payment.tenge, 0))
  return {
    amountTenge,
    termDays,
    payBackTenge,
    overpaymentTenge: payBackTenge - amountTenge,
    aprPercent: effectiveRate(amountTenge, schedule) * 100,
    dailyRatePercent: offer.dailyRatePercent,
    payments: schedule.length,
  }
}

export function covers(offer: OfferTerms, amountTenge: number, termDays: number): boolean {
  const { amountMinTenge, amountMaxTenge, daysMin, daysMax } = offer
  return (
    amountTenge >= amountMinTenge &&
    amountTenge <= amountMaxTenge &&
    termDays >= daysMin &&
    termDays <= daysMax
  )
}

function payments(
  dailyRatePercent: number,
  amountTenge: number,
  termDays: number,
): readonly Payment[] {
  const daily = dailyRatePercent / 100
  if (termDays <= SINGLE_PAYMENT_DAYS_MAX) {
    return [{ day: termDays, tenge: amountTenge * (1 + daily * termDays) }]
  }
  const months = Math.max(1, Math.round(termDays / MONTH_DAYS))
  const rate = daily * MONTH_DAYS
  const part =
    rate === 0 ? amountTenge / months : (amountTenge * rate) / (1 - (1 + rate) ** -months)
  return Array.from({ length: months }, (_, month) => ({
    day: (month + 1) * MONTH_DAYS,
    tenge: part,
  }))
}

/** By halving the interval: the present value falls as the rate grows, so there is one answer. */
export function effectiveRate(amountTenge: number, schedule: readonly Payment[]): number {
  const presentValue = (rate: number) =>
    schedule.reduce((sum, { day, tenge }) => sum + tenge / (1 + rate) ** (day / YEAR_DAYS), 0)
  let low = 0
  let high = RATE_MAX
  for (let step = 0; step < RATE_STEPS; step++) {
    const middle = (low + high) / 2
    if (presentValue(middle) > amountTenge) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** undefined when the offer may be published; the refusal names the fault's place. */
export function checkOffer(
  policy: Policy,
  recipient: Recipient | undefined,
  offer: OfferTerms,
  at: Moment,
): Refusal | undefined {
  if (recipient === undefined) return refusal('unknown_recipient', '6.2', '/recipient')
  if (recipient.licence.number === '') return refusal('offer_unlawful', '6.2', '/licence')
  const where = faultOf(policy, offer, almatyDate(at))
  return where === undefined ? undefined : refusal('offer_unlawful', '6.2', where)
}

function faultOf(policy: Policy, offer: OfferTerms, date: string): string | undefined {
  const { amountMinTenge, amountMaxTenge, daysMin, daysMax, dailyRatePercent } = offer
  if (!(amountMinTenge > 0 && amountMaxTenge >= amountMinTenge)) return '/amount'
  if (!(daysMin > 0 && daysMax >= daysMin)) return '/days'
  if (!(dailyRatePercent >= 0)) return '/daily_rate'
  const cap = capFor(policy, offer, date)
  if (cap === undefined) return '/apr_cap'
  if (cap.dailyPercentBelow !== undefined && dailyRatePercent >= cap.dailyPercentBelow)
    return '/daily_rate'
  // The rate is highest at the shortest term: interest that is not compounded weighs most there.
  const terms = [daysMin, Math.min(daysMax, SINGLE_PAYMENT_DAYS_MAX), daysMax].filter(
    (days) => days >= daysMin,
  )
  const highest = Math.max(
    ...terms.map((days) => quote(offer, amountMaxTenge, days)?.aprPercent ?? 0),
  )
  return highest > cap.aprPercentMax ? '/apr' : undefined
}

/** The cap of the class an offer falls into on a date; the narrow class only if the whole offer fits it. */
export function capFor(policy: Policy, offer: OfferTerms, date: string): AprCap | undefined {
  const { aprCaps, mci } = policy.limits
  const inForce = aprCaps.filter((cap) => cap.validFrom <= date)
  const index = mci[date.slice(0, 4)]
  const short = inForce.findLast((cap) => cap.id === 'short_small')
  const isShort =
    short?.daysMax !== undefined &&
    short.amountMciMax !== undefined &&
    index !== undefined &&
    offer.daysMax <= short.daysMax &&
    offer.amountMaxTenge <= short.amountMciMax * index
  return isShort ? short : inForce.findLast((cap) => cap.id === 'general')
}
