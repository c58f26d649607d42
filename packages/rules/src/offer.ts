/**
 * What does an offer cost, and may it be shown at all?
 *
 * The annual effective rate (ГЭСВ) is the r of  amount = Σ payment / (1 + r)^(days / 365). Terms of up to
 * 45 days are repaid at once; longer ones in equal parts every 30 days, interest on what is left. These are
 * our model of an offer for comparison; the lender's contract has the schedule that binds.
 * A short small microcredit must keep both caps, the daily and the yearly: 0.3 % a day for 30 days is
 * 185.3 % a year, so neither follows from the other. An offer that is only partly short and small is judged
 * by the general cap. A cap or an index that the policy does not date for the day is a fault (I8, I10).
 *
 * Law: 56-V art. 5(1), 5(2-1); joint act of 24.12.2025; advertising law art. 6(4), 14. Requirements: L-14.
 * Does not round rates: the screen does.
 */
import type { AprCap, Policy, Recipient } from '@kelisim/policy'
import { almatyDate, type Fault, type Moment, type Refusal, refusal } from '@kelisim/terms'

/** Terms up to this are paid back at once. */
export const SINGLE_PAYMENT_DAYS_MAX = 45
const MONTH_DAYS = 30
const YEAR_DAYS = 365
/** Halvings of the interval; after 200 the doubles do not move any more. */
const RATE_STEPS = 200
/** A hundred million percent: a rate above it is unlawful whatever it is. */
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

export interface Payment {
  readonly day: number
  readonly tenge: number
}

/** undefined when the amount or term lies outside the offer. */
export function quote(offer: OfferTerms, amountTenge: number, termDays: number): Quote | undefined {
  if (!covers(offer, amountTenge, termDays)) return undefined
  const schedule = scheduleOf(offer.dailyRatePercent, amountTenge, termDays)
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
  const amountFits = amountTenge >= amountMinTenge && amountTenge <= amountMaxTenge
  return amountFits && termDays >= daysMin && termDays <= daysMax
}

export function scheduleOf(
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
  // 1 − (1 + rate)^−months, written so that a rate near nothing keeps its digits.
  const discount = -Math.expm1(-months * Math.log1p(rate))
  const part = rate === 0 ? amountTenge / months : (amountTenge * rate) / discount
  return Array.from({ length: months }, (_, month) => ({
    day: (month + 1) * MONTH_DAYS,
    tenge: part,
  }))
}

/** The rate per year, 1 = 100 %. By halving: the present value falls as the rate grows, so there is one answer. */
export function effectiveRate(amountTenge: number, schedule: readonly Payment[]): number {
  let low = 0
  let high = RATE_MAX
  for (let step = 0; step < RATE_STEPS; step++) {
    const middle = (low + high) / 2
    if (presentValue(schedule, middle) > amountTenge) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function presentValue(schedule: readonly Payment[], rate: number): number {
  return schedule.reduce((sum, { day, tenge }) => sum + tenge / (1 + rate) ** (day / YEAR_DAYS), 0)
}

/** undefined when the offer may be published; else the refusal with the place of the first fault. */
export function checkOffer(
  policy: Pick<Policy, 'limits'>,
  recipient: Recipient | undefined,
  offer: OfferTerms,
  at: Moment,
): Refusal | undefined {
  if (recipient === undefined) return refusal('unknown_recipient', '', '/recipient')
  const [fault] = offerFaults(policy, recipient, offer, at)
  return fault === undefined ? undefined : refusal('offer_unlawful', '', fault.pointer)
}

/** Everything that keeps the offer from being published. */
export function offerFaults(
  policy: Pick<Policy, 'limits'>,
  recipient: Recipient,
  offer: OfferTerms,
  at: Moment,
): readonly Fault[] {
  const date = almatyDate(at)
  const faults = [...licenceFaults(recipient, date), ...formFaults(offer)]
  return faults.length > 0 ? faults : capFaults(policy, offer, date)
}

/** Only a licensed lender may lend, and its card must say by which licence, seen in the register (56-V, advertising law 6(4)). */
function licenceFaults(recipient: Recipient, date: string): readonly Fault[] {
  const { number, checkedAt } = recipient.licence
  if (recipient.kind !== 'mfo') return [{ pointer: '/recipient', code: 'not_a_lender' }]
  if (number.trim() === '') return [{ pointer: '/licence', code: 'required' }]
  return checkedAt <= date ? [] : [{ pointer: '/licence', code: 'not_checked' }]
}

function formFaults(offer: OfferTerms): readonly Fault[] {
  const { amountMinTenge, amountMaxTenge, daysMin, daysMax, dailyRatePercent } = offer
  const whole = [amountMinTenge, amountMaxTenge, daysMin, daysMax].every(Number.isSafeInteger)
  return [
    ...(whole && amountMinTenge > 0 && amountMaxTenge >= amountMinTenge
      ? []
      : [{ pointer: '/amount', code: 'range' }]),
    ...(whole && daysMin > 0 && daysMax >= daysMin ? [] : [{ pointer: '/days', code: 'range' }]),
    ...(dailyRatePercent >= 0 && Number.isFinite(dailyRatePercent)
      ? []
      : [{ pointer: '/daily_rate', code: 'range' }]),
  ]
}

function capFaults(
  policy: Pick<Policy, 'limits'>,
  offer: OfferTerms,
  date: string,
): readonly Fault[] {
  const cap = capFor(policy, offer, date)
  if (cap === undefined) return [{ pointer: '/apr_cap', code: 'no_cap_in_force' }]
  const { dailyPercentBelow } = cap
  const daily = dailyPercentBelow !== undefined && offer.dailyRatePercent >= dailyPercentBelow
  return [
    ...(daily ? [{ pointer: '/daily_rate', code: 'above_cap' }] : []),
    ...(highestRate(offer) > cap.aprPercentMax ? [{ pointer: '/apr', code: 'above_cap' }] : []),
  ]
}

/**
 * The highest rate that the offer can come to, percent. A single payment costs most at the shortest term,
 * where simple interest is compounded most often; equal parts cost the same at every number of months.
 */
function highestRate(offer: OfferTerms): number {
  const rates = [offer.daysMin, offer.daysMax].map(
    (days) => quote(offer, offer.amountMaxTenge, days)?.aprPercent ?? Number.POSITIVE_INFINITY,
  )
  return Math.max(...rates)
}

/** The cap of the class an offer falls into on a date; the narrow class only if the whole offer fits it. */
export function capFor(
  policy: Pick<Policy, 'limits'>,
  offer: OfferTerms,
  date: string,
): AprCap | undefined {
  const short = capInForce(policy, 'short_small', date)
  const index = policy.limits.mci[date.slice(0, 4)]
  const isShort =
    short?.daysMax !== undefined &&
    short.amountMciMax !== undefined &&
    index !== undefined &&
    offer.daysMax <= short.daysMax &&
    offer.amountMaxTenge <= short.amountMciMax * index
  return isShort ? short : capInForce(policy, 'general', date)
}

function capInForce(
  policy: Pick<Policy, 'limits'>,
  id: AprCap['id'],
  date: string,
): AprCap | undefined {
  return policy.limits.aprCaps
    .filter((cap) => cap.id === id && cap.validFrom <= date)
    .toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
    .at(-1)
}
