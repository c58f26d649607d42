import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Recipient } from '@kelisim/policy'
import fc from 'fast-check'
import { type Moment, parseMoment } from '@kelisim/terms'
import { EXAMPLE } from './example-policy.ts'
import {
  capFor,
  checkOffer,
  effectiveRate,
  type OfferTerms,
  offerFaults,
  quote,
  scheduleOf,
} from './offer.ts'

const AT = parseMoment('2026-11-22T09:00:00Z') as Moment
const LENDER = EXAMPLE.recipients[0] as Recipient
const SHORT: OfferTerms = {
  amountMinTenge: 10_000,
  amountMaxTenge: 150_000,
  daysMin: 45,
  daysMax: 45,
  dailyRatePercent: 0.2,
}
const LONG: OfferTerms = { ...SHORT, daysMin: 60, daysMax: 360, dailyRatePercent: 0.1 }

function single(dailyRatePercent: number, days: number): number {
  return effectiveRate(100_000, scheduleOf(dailyRatePercent, 100_000, days)) * 100
}

test('L-14: the annual rate of a single payment has the published values', () => {
  assert.equal(single(0.3, 30).toFixed(1), '185.3')
  assert.equal(single(0.5, 30).toFixed(1), '447.6')
  assert.equal(single(1, 30).toFixed(1), '2333.9')
  // The yearly cap of 179 % as a daily rate: 0.293 % for 30 days, just under 0.3 % for 45.
  assert.ok(single(0.293, 30) < 179 && single(0.294, 30) > 179)
  assert.ok(single(0.2995, 45) < 179 && single(0.3, 45) > 179)
})

test('L-14: the effective rate makes the payments worth the amount, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.integer({ min: 1, max: 720 }),
      (amount, daily, days) => {
        const schedule = scheduleOf(daily, amount, days)
        const rate = effectiveRate(amount, schedule)
        if (rate > 1e5) return
        const worth = schedule.reduce(
          (sum, one) => sum + one.tenge / (1 + rate) ** (one.day / 365),
          0,
        )
        assert.ok(Math.abs(worth - amount) <= amount * 1e-9)
      },
    ),
  )
})

test('L-14: equal parts pay back the debt with its interest, to the tenge', () => {
  const found = quote(LONG, 120_000, 180)
  assert.ok(found !== undefined)
  assert.equal(found.payments, 6)
  const part = found.payBackTenge / 6
  let debt = 120_000
  for (let month = 0; month < 6; month++) debt = debt * 1.03 - part
  assert.ok(Math.abs(debt) < 1, String(debt))
  assert.equal(found.overpaymentTenge, found.payBackTenge - 120_000)
  // Interest of 3 % each 30 days, compounded: 1.03 ^ (365/30) − 1.
  assert.equal(found.aprPercent.toFixed(2), ((1.03 ** (365 / 30) - 1) * 100).toFixed(2))
  assert.equal(quote(LONG, 120_000, 30), undefined)
  assert.equal(quote(LONG, 200_000, 90), undefined)
})

test('L-14: an offer without interest costs nothing', () => {
  const free = quote({ ...LONG, dailyRatePercent: 0 }, 90_000, 90)
  assert.equal(free?.overpaymentTenge, 0)
  assert.ok((free?.aprPercent ?? 1) < 1e-6)
})

test('L-14: a short small offer must keep both the daily and the yearly cap', () => {
  const codes = (offer: OfferTerms) => offerFaults(EXAMPLE, LENDER, offer, AT)
  assert.deepEqual(codes(SHORT), [])
  // At 45 days 0.3 % a day breaks both, and the daily cap is "below 0.3", not "up to".
  assert.deepEqual(codes({ ...SHORT, dailyRatePercent: 0.3 }), [
    { pointer: '/daily_rate', code: 'above_cap' },
    { pointer: '/apr', code: 'above_cap' },
  ])
  assert.deepEqual(codes({ ...SHORT, dailyRatePercent: 0.2995 }), [])
  // 0.295 % a day is below the daily cap, but 30 days make it 181 % a year.
  assert.deepEqual(codes({ ...SHORT, daysMin: 30, daysMax: 30, dailyRatePercent: 0.295 }), [
    { pointer: '/apr', code: 'above_cap' },
  ])
})

test('L-14: the shortest term of an offer is the one that must keep the yearly cap', () => {
  // 0.29 % a day is 170 % a year for 45 days and 186 % for five.
  assert.equal(checkOffer(EXAMPLE, LENDER, { ...SHORT, dailyRatePercent: 0.29 }, AT), undefined)
  const short = { ...SHORT, daysMin: 5, dailyRatePercent: 0.29 }
  assert.ok(single(0.29, 45) < 179 && single(0.29, 5) > 179)
  assert.equal(checkOffer(EXAMPLE, LENDER, short, AT)?.where, '/apr')
})

test('L-14: an offer that is only partly short or small is judged by the general cap', () => {
  assert.equal(capFor(EXAMPLE, SHORT, '2026-11-22')?.id, 'short_small')
  assert.equal(capFor(EXAMPLE, { ...SHORT, daysMax: 46 }, '2026-11-22')?.id, 'general')
  // 45 indices of 4,325 tenge are 194,625.
  assert.equal(
    capFor(EXAMPLE, { ...SHORT, amountMaxTenge: 194_625 }, '2026-11-22')?.id,
    'short_small',
  )
  assert.equal(capFor(EXAMPLE, { ...SHORT, amountMaxTenge: 194_626 }, '2026-11-22')?.id, 'general')
  assert.equal(offerFaults(EXAMPLE, LENDER, { ...SHORT, daysMax: 60 }, AT)[0]?.pointer, '/apr')
  assert.deepEqual(offerFaults(EXAMPLE, LENDER, LONG, AT), [])
  assert.equal(offerFaults(EXAMPLE, LENDER, { ...LONG, dailyRatePercent: 0.11 }, AT).length, 1)
})

test('L-14: no term of a published offer exceeds its cap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 0, max: 120 }),
      fc.double({ min: 0, max: 0.35, noNaN: true }),
      (daysMin, more, dailyRatePercent) => {
        const offer = { ...SHORT, daysMin, daysMax: daysMin + more, dailyRatePercent }
        if (checkOffer(EXAMPLE, LENDER, offer, AT) !== undefined) return
        const cap = capFor(EXAMPLE, offer, '2026-11-22')?.aprPercentMax ?? 0
        for (let days = daysMin; days <= offer.daysMax; days++) {
          assert.ok((quote(offer, 100_000, days)?.aprPercent ?? 999) <= cap + 1e-9)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('I10: caps are dated, and a day without a cap is a refusal', () => {
  const early = parseMoment('2025-12-31T12:00:00Z') as Moment
  const unchecked = { ...LENDER, licence: { number: '1', checkedAt: '2025-01-01' } }
  assert.deepEqual(offerFaults(EXAMPLE, unchecked, SHORT, early), [
    { pointer: '/apr_cap', code: 'no_cap_in_force' },
  ])
  // No index for 2027: nothing is short and small then, the stricter cap holds.
  assert.equal(capFor(EXAMPLE, SHORT, '2027-01-01')?.id, 'general')
})

test('L-14: no licence, no lender or no sense is unlawful, and the refusal says where', () => {
  const where = (recipient: Recipient, offer: OfferTerms) => {
    const refused = checkOffer(EXAMPLE, recipient, offer, AT)
    return [refused?.code, refused?.where]
  }
  const licence = (number: string, checkedAt: string) => ({
    ...LENDER,
    licence: { number, checkedAt },
  })
  assert.deepEqual(where(licence(' ', '2026-01-01'), SHORT), ['offer_unlawful', '/licence'])
  assert.deepEqual(where(licence('1', '2026-11-23'), SHORT), ['offer_unlawful', '/licence'])
  assert.deepEqual(where({ ...LENDER, kind: 'processor' }, SHORT), ['offer_unlawful', '/recipient'])
  assert.deepEqual(where(LENDER, { ...SHORT, amountMinTenge: 0 }), ['offer_unlawful', '/amount'])
  assert.deepEqual(where(LENDER, { ...SHORT, daysMax: 44 }), ['offer_unlawful', '/days'])
  assert.deepEqual(where(LENDER, { ...SHORT, dailyRatePercent: Number.NaN }), [
    'offer_unlawful',
    '/daily_rate',
  ])
  assert.equal(checkOffer(EXAMPLE, undefined, SHORT, AT)?.code, 'unknown_recipient')
})
