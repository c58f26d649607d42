/**
 * What the offers for this amount and term cost: from the least to the most, never «from».
 *
 * The bar is a picture of the sum; its words and the list under it say the same.
 */
import { days, messages, onDay, percent, percentRange, tenge, tengeRange } from '@kelisim/messages'
import { almatyDate, type Language } from '@kelisim/terms'
import { attributes, empty, type Html, html } from '@kelisim/ui'
import type { HomeView, OfferCost } from './home.ts'
import { inOrder } from './home-offers.ts'

export function answer(view: HomeView): Html {
  const { language } = view.frame
  const { home } = messages(language)
  const { query } = view
  const ranked = inOrder(view.offers)
  const [first, ...rest] = ranked
  if (query === undefined) {
    return html`<div class="result" aria-live="polite">${empty({ heading: home.fix, level: 2, content: home.fixText })}</div>`
  }
  if (first === undefined) {
    const text = view.notSuitable.length > 0 ? home.noneNearest : home.noneAtAll
    return html`<div class="result" aria-live="polite">${empty({ heading: home.none, level: 2, content: text })}</div>`
  }
  const span = costSpan(first, rest)
  const payBack =
    query.payments === 1
      ? home.payBackOn(onDay(language, almatyDate(query.dueAt)))
      : home.payBackWithin(days(language, query.days))
  const penalty =
    view.penaltyDailyPercentMax === undefined
      ? ''
      : html`<p class="note">${home.penalty(percent(language, view.penaltyDailyPercentMax))}</p>`
  return html`<div class="result" aria-live="polite">
<p class="label">${payBack}</p>
<p class="big num">${tengeRange(language, span.repay[0], span.repay[1])}</p>
${bar(language, query.amount, span.overpay)}
${key(language, query.amount, span.overpay)}
<dl class="key rates"><dt>${home.apr}</dt><dd class="num">${percentRange(language, ...span.apr)}</dd><dt>${home.dailyRate}</dt><dd class="num">${percentRange(language, ...span.daily, 2)}</dd></dl>
${penalty}</div>`
}

type Span = readonly [number, number]

function costSpan(first: OfferCost, rest: readonly OfferCost[]) {
  const all = [first, ...rest]
  const span = (read: (cost: OfferCost) => number): Span => [
    Math.min(...all.map(read)),
    Math.max(...all.map(read)),
  ]
  return {
    repay: span((cost) => cost.repay),
    overpay: span((cost) => cost.overpay),
    apr: span((cost) => cost.aprPercent),
    daily: span((cost) => cost.dailyPercent),
  }
}

/** A bar of the sum: what is borrowed, the least overpayment, what the dearest offer adds. */
function bar(language: Language, amount: number, overpay: Span): Html {
  const { home } = messages(language)
  const whole = amount + overpay[1]
  const share = (part: number): string => `${((part / whole) * 100).toFixed(2)}%`
  const label = home.barLabel(
    tenge(language, amount),
    tenge(language, overpay[0]),
    tenge(language, overpay[1]),
  )
  const most =
    overpay[1] === overpay[0]
      ? ''
      : html`<rect class="k3" x="${share(amount + overpay[0])}" width="${share(overpay[1] - overpay[0])}" height="20" fill="url(#hatch)"/>`
  return html`<svg class="bar" width="100%" height="20" role="img" aria-label="${label}"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="k2" width="3" height="6"/></pattern></defs><rect class="k1" width="${share(amount)}" height="20"/><rect class="k2" x="${share(amount)}" width="${share(overpay[0])}" height="20"/>${most}</svg>`
}

function key(language: Language, amount: number, overpay: Span): Html {
  const { home } = messages(language)
  const line = (name: string, label: string, sum: number): Html =>
    html`<dt><svg class="swatch" width="12" height="12" aria-hidden="true"><rect class="${name}" width="12" height="12"${attributes({ fill: name === 'k3' ? 'url(#hatch)' : undefined })}/></svg>${label}</dt><dd class="num">${tenge(language, sum)}</dd>`
  const same = overpay[0] === overpay[1]
  return html`<dl class="key">${line('k1', home.youGet, amount)}${line('k2', same ? home.overpaymentOne : home.overpaymentLeast, overpay[0])}${
    same ? '' : line('k3', home.overpaymentMost, overpay[1])
  }</dl>`
}
