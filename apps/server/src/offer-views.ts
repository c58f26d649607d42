/**
 * Offers as the public pages show them: what one costs for this amount and term, and why one does not fit.
 */
import type { House } from '@kelisim/house'
import { mainPurpose } from '@kelisim/policy'
import { almatyDate, addDays, endOfDay } from '@kelisim/terms'
import { type Quote, quote, SINGLE_PAYMENT_DAYS_MAX } from '@kelisim/rules'
import type {
  Bounds,
  Frame,
  HomeView,
  NotSuitable,
  OfferCost,
  OfferRow,
  OfferView,
} from '@kelisim/screens'
import { type Offer } from '@kelisim/work'

const AMOUNT_TYPICAL = 120_000
const DAYS_TYPICAL = 30
const AMOUNT_STEP = 5_000
const MONTH_DAYS = 30
/** Law: microfinance law art. 6(3): at most half a percent a day. */
const PENALTY_DAILY_PERCENT_MAX = 0.5

export interface Query {
  readonly typed: { readonly amount: string; readonly days: string }
  readonly errors: { readonly amount?: string; readonly days?: string }
  readonly amount: number | undefined
  readonly days: number | undefined
}

export function boundsOf(offers: readonly Offer[]): Bounds {
  const least = (numbers: readonly number[], otherwise: number) =>
    numbers.length === 0 ? otherwise : Math.min(...numbers)
  const most = (numbers: readonly number[], otherwise: number) =>
    numbers.length === 0 ? otherwise : Math.max(...numbers)
  return {
    amountMin: least(
      offers.map((offer) => offer.amountMinTenge),
      AMOUNT_TYPICAL,
    ),
    amountMax: most(
      offers.map((offer) => offer.amountMaxTenge),
      AMOUNT_TYPICAL,
    ),
    amountStep: AMOUNT_STEP,
    daysMin: least(
      offers.map((offer) => offer.daysMin),
      DAYS_TYPICAL,
    ),
    daysMax: most(
      offers.map((offer) => offer.daysMax),
      DAYS_TYPICAL,
    ),
  }
}

/** `amount` and `days` of an address or a form; grouped digits are fine. */
export function readQuery(source: unknown, bounds: Bounds): Query {
  const amountText = textIn(source, 'amount') ?? String(Math.min(AMOUNT_TYPICAL, bounds.amountMax))
  const daysText = textIn(source, 'days') ?? String(Math.min(DAYS_TYPICAL, bounds.daysMax))
  const amount = wholeNumber(amountText)
  const days = wholeNumber(daysText)
  const amountError = faultOf(amount, bounds.amountMin, bounds.amountMax)
  const daysError = faultOf(days, bounds.daysMin, bounds.daysMax)
  return {
    typed: { amount: amountText, days: daysText },
    errors: {
      ...(amountError === undefined ? {} : { amount: amountError }),
      ...(daysError === undefined ? {} : { days: daysError }),
    },
    amount: amountError === undefined ? amount : undefined,
    days: daysError === undefined ? days : undefined,
  }
}

function textIn(source: unknown, name: string): string | undefined {
  if (typeof source !== 'object' || source === null) return undefined
  const value: unknown = Reflect.get(source, name)
  return typeof value === 'string' ? value.slice(0, 20) : undefined
}

function wholeNumber(text: string): number | undefined {
  const digits = text.replace(/[\s\u00a0\u202f]/g, '')
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}

function faultOf(value: number | undefined, min: number, max: number): string | undefined {
  if (value === undefined) return 'format'
  if (value < min) return 'min'
  return value > max ? 'max' : undefined
}

export function homeView(
  house: House,
  frame: Frame,
  offers: readonly Offer[],
  query: Query,
): HomeView {
  const { policy } = house.means
  const { amount, days } = query
  const quotes = amount === undefined || days === undefined ? [] : bestQuotes(offers, amount, days)
  const rows = quotes
    .flatMap(({ offer, cost }): OfferRow[] =>
      cost === undefined ? [] : [{ ...lenderOf(house, frame, offer), ...costOf(cost) }],
    )
    .toSorted((a, b) => a.aprPercent - b.aprPercent)
  const notSuitable = quotes.flatMap(({ offer, cost }) =>
    cost !== undefined || amount === undefined || days === undefined
      ? []
      : [{ ...lenderOf(house, frame, offer), reason: whyNot(offer, amount, days) }],
  )
  const asked =
    house.means.consentTexts(frame.language).find((text) => text.control === mainPurpose(policy).id)
      ?.fields ?? []
  return {
    frame,
    typed: query.typed,
    errors: query.errors,
    bounds: boundsOf(offers),
    ...(amount === undefined || days === undefined
      ? {}
      : { query: { amount, days, dueAt: dueAt(house, days), payments: paymentsOf(days) } }),
    offers: rows,
    notSuitable,
    penaltyDailyPercentMax: PENALTY_DAILY_PERCENT_MAX,
    asked: policy.fields
      .filter((field) => asked.includes(field.id) && field.requiredToApply)
      .map((field) => field.title[frame.language]),
    recipientsMax: policy.limits.recipientsMax,
    withdrawalDays: policy.deadlines.find(({ id }) => id === 'DL-08')?.days ?? 0,
  }
}

/** One row a lender: the offer that covers the request, else the one that comes nearest. */
function bestQuotes(
  offers: readonly Offer[],
  amount: number,
  days: number,
): readonly { readonly offer: Offer; readonly cost: Quote | undefined }[] {
  const lenders = [...new Set(offers.map((offer) => offer.recipient))]
  return lenders.flatMap((recipient) => {
    const own = offers.filter((offer) => offer.recipient === recipient)
    const fitting = own
      .filter((offer) => offer.isSuspended !== true)
      .map((offer) => ({ offer, cost: quote(offer, amount, days) }))
      .find(({ cost }) => cost !== undefined)
    if (fitting !== undefined) return [fitting]
    const near = own.find((offer) => days >= offer.daysMin && days <= offer.daysMax) ?? own[0]
    return near === undefined ? [] : [{ offer: near, cost: undefined }]
  })
}

function whyNot(offer: Offer, amount: number, days: number): NotSuitable {
  if (offer.isSuspended === true) return { code: 'suspended' }
  if (days > offer.daysMax) return { code: 'days_above', limit: offer.daysMax }
  if (days < offer.daysMin) return { code: 'days_below', limit: offer.daysMin }
  return amount > offer.amountMaxTenge
    ? { code: 'amount_above', limit: offer.amountMaxTenge }
    : { code: 'amount_below', limit: offer.amountMinTenge }
}

function lenderOf(house: House, frame: Frame, offer: Offer) {
  const recipient = house.means.policy.recipients.find((known) => known.id === offer.recipient)
  return {
    id: offer.recipient,
    name: recipient?.name[frame.language] ?? offer.recipient,
    licence: { number: recipient?.licence.number ?? '', checkedOn: offer.checkedOn },
  }
}

export function costOf(cost: Quote): OfferCost {
  return {
    repay: cost.payBackTenge,
    overpay: cost.overpaymentTenge,
    aprPercent: cost.aprPercent,
    dailyPercent: cost.dailyRatePercent,
  }
}

export function offerView(
  house: House,
  frame: Frame,
  offers: readonly Offer[],
  lender: string,
  query: Query,
): OfferView | undefined {
  const { amount, days } = query
  const own = offers.filter((offer) => offer.recipient === lender)
  const offer =
    own.find(
      (one) => amount !== undefined && days !== undefined && quote(one, amount, days) !== undefined,
    ) ?? own[0]
  const recipient = house.means.policy.recipients.find((known) => known.id === lender)
  if (offer === undefined || recipient === undefined) return undefined
  const shown = {
    amount: Math.min(
      Math.max(amount ?? AMOUNT_TYPICAL, offer.amountMinTenge),
      offer.amountMaxTenge,
    ),
    days: Math.min(Math.max(days ?? DAYS_TYPICAL, offer.daysMin), offer.daysMax),
  }
  const cost = quote(offer, shown.amount, shown.days)
  if (cost === undefined) return undefined
  const fields = recipient.agreement?.fields ?? []
  const text = house.means.consentTexts(frame.language).find((one) => one.recipient === lender)
  return {
    frame,
    lender: {
      ...lenderOf(house, frame, offer),
      legalName: recipient.name[frame.language],
      bin: recipient.bin,
    },
    ...shown,
    cost: costOf(cost),
    bounds: {
      amountMin: offer.amountMinTenge,
      amountMax: offer.amountMaxTenge,
      daysMin: offer.daysMin,
      daysMax: offer.daysMax,
    },
    penaltyDailyPercentMax: PENALTY_DAILY_PERCENT_MAX,
    schedule: scheduleOf(house, cost),
    receives: house.means.policy.fields
      .filter((field) => fields.includes(field.id))
      .map((field) => field.title[frame.language]),
    ...(text === undefined ? {} : { consentText: text.sha256 }),
    ...(offer.isSuspended === true ? { isSuspended: true } : {}),
  }
}

function scheduleOf(house: House, cost: Quote): OfferView['schedule'] {
  const today = almatyDate(house.means.now())
  const part = Math.round(cost.payBackTenge / cost.payments)
  const dayOf = (index: number) => (cost.payments === 1 ? cost.termDays : (index + 1) * MONTH_DAYS)
  const pays = Array.from({ length: cost.payments }, (_, index) => ({
    on: addDays(today, dayOf(index)),
    kind: 'pay' as const,
    amount: index === cost.payments - 1 ? cost.payBackTenge - part * (cost.payments - 1) : part,
  }))
  return [{ on: today, kind: 'get', amount: cost.amountTenge }, ...pays]
}

function paymentsOf(days: number): number {
  return days <= SINGLE_PAYMENT_DAYS_MAX ? 1 : Math.max(1, Math.round(days / MONTH_DAYS))
}

function dueAt(house: House, days: number) {
  return endOfDay(addDays(almatyDate(house.means.now()), days))
}
