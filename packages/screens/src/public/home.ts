/**
 * The first page: which offers are there for this amount and term, and what do they cost?
 *
 * Guarantees: offers stand in the order of APR and of nothing else; a paid place is named and stands
 * outside the order; APR is as large as the daily rate; an offer that does not fit stays and says why.
 *
 * Law: 56-V art. 5. Look §1, §3. Works without a script; `home.js` only spares the button.
 */
import {
  dateOf,
  dateWords,
  dayOfWeek,
  days,
  messages,
  onDay,
  percent,
  percentRange,
  tenge,
  tengeRange,
} from '@kelisim/messages'
import { almatyDate, type Language, type Moment } from '@kelisim/terms'
import {
  attributes,
  type Content,
  chip,
  empty,
  type Html,
  html,
  linkButton,
  seal,
} from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { homePath, offerPath, PUBLIC } from './paths.ts'

export interface Bounds {
  readonly amountMin: number
  readonly amountMax: number
  readonly amountStep: number
  readonly daysMin: number
  readonly daysMax: number
}

export interface OfferLender {
  /** Id of the recipient in the policy. */
  readonly id: string
  readonly name: string
  readonly licence: { readonly number: string; readonly checkedOn: string; readonly href?: string }
  /** One line: `Табыс анықтамасы керек`. */
  readonly requirement?: string
}

export interface OfferCost {
  readonly repay: number
  readonly overpay: number
  readonly aprPercent: number
  readonly dailyPercent: number
}

export interface OfferRow extends OfferLender, OfferCost {
  /** A paid place: named as advertising, outside the order. */
  readonly paid?: boolean
}

export type NotSuitable =
  | { readonly code: 'amount_above' | 'amount_below'; readonly limit: number }
  | { readonly code: 'days_above' | 'days_below'; readonly limit: number }

export interface NotSuitableRow extends OfferLender {
  readonly reason: NotSuitable
}

export interface HomeView {
  readonly frame: Frame
  /** As typed; grouped digits are allowed. */
  readonly typed: { readonly amount: string; readonly days: string }
  readonly errors: { readonly amount?: string; readonly days?: string }
  readonly bounds: Bounds
  /** What was calculated; undefined while the query is at fault. */
  readonly query?: {
    readonly amount: number
    readonly days: number
    /** The last payment. */
    readonly dueAt: Moment
    readonly payments: number
  }
  readonly offers: readonly OfferRow[]
  readonly notSuitable: readonly NotSuitableRow[]
  /** Penalty a day the law allows at most, percent; dated data of the policy. */
  readonly penaltyDailyPercentMax?: number
  /** Names of the fields an application needs. */
  readonly asked: readonly string[]
  readonly recipientsMax: number
  /** Working days of the clock of a withdrawal, DL-08 of the policy. */
  readonly withdrawalDays?: number
}

export function homePage(view: HomeView): Html {
  const { language } = view.frame
  const { home } = messages(language)
  return publicPage(view.frame, {
    title: home.title,
    current: 'offers',
    scripts: ['home.js'],
    main: html`<div class="hero"><div><h1>${home.heading}</h1><p>${home.lead}</p></div><div class="orn">${seal(200)}</div></div>
<section class="sheet calc" aria-label="${home.calculator}" data-live-part="calc">${ask(view)}${answer(view)}</section>
<div data-live-part="offers">${offers(view)}</div>
${path(view)}`,
  })
}

function ask(view: HomeView): Html {
  const { language } = view.frame
  const { bounds, typed, errors } = view
  const { home } = messages(language)
  const due = view.query === undefined ? '' : dueLine(language, view.query)
  return html`<form class="ask" method="get" action="${PUBLIC.home}" data-live>
${slide({
  id: 'amount',
  label: home.amount,
  slideLabel: home.amountSlide,
  value: typed.amount,
  unit: '₸',
  error: errors.amount,
  min: bounds.amountMin,
  max: bounds.amountMax,
  step: bounds.amountStep,
  at: view.query?.amount ?? digitsOf(typed.amount),
  ends: [tenge(language, bounds.amountMin), tenge(language, bounds.amountMax)],
})}
${slide({
  id: 'days',
  label: home.term,
  slideLabel: home.termSlide,
  value: typed.days,
  unit: home.daysUnit,
  error: errors.days,
  min: bounds.daysMin,
  max: bounds.daysMax,
  step: 1,
  at: view.query?.days ?? digitsOf(typed.days),
  ends: [days(language, bounds.daysMin), days(language, bounds.daysMax)],
})}
${due}<button type="submit" class="btn plain" data-live-button>${home.count}</button>
</form>`
}

interface Slide {
  readonly id: string
  readonly label: string
  readonly slideLabel: string
  readonly value: string
  readonly unit: string
  readonly error: string | undefined
  readonly min: number
  readonly max: number
  readonly step: number
  readonly at: number | undefined
  readonly ends: readonly [string, string]
}

/** The number is what is sent. The slider only moves it and stays hidden until the script is there. */
function slide(view: Slide): Html {
  const input = attributes({
    class: 'input',
    id: view.id,
    name: view.id,
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
    value: view.value,
    maxlength: 12,
    'aria-invalid': view.error === undefined ? undefined : 'true',
    'aria-describedby':
      view.error === undefined ? `${view.id}-ends` : `${view.id}-ends ${view.id}-error`,
  })
  const range = attributes({
    type: 'range',
    'aria-label': view.slideLabel,
    min: view.min,
    max: view.max,
    step: view.step,
    value: view.at ?? view.min,
    'data-for': view.id,
    hidden: true,
  })
  return html`<div class="slide"><div class="row"><label for="${view.id}">${view.label}</label><span class="unit"><input${input}><span aria-hidden="true">${view.unit}</span></span></div>
<input${range}><div class="ends num" id="${view.id}-ends"><span>${view.ends[0]}</span><span class="vh"> – </span><span>${view.ends[1]}</span></div>
${view.error === undefined ? '' : html`<p class="err" id="${view.id}-error">${view.error}</p>`}</div>`
}

/** Where the slider stands while the number beside it is at fault; the browser keeps it in its bounds. */
function digitsOf(typed: string): number | undefined {
  const digits = typed.replaceAll(/[^0-9]/g, '').slice(0, 9)
  return digits === '' ? undefined : Number(digits)
}

function dueLine(
  language: Language,
  query: { readonly dueAt: Moment; readonly payments: number },
): Html {
  const { home } = messages(language)
  const day = almatyDate(query.dueAt)
  return html`<p class="note">${home.due} <b>${dateWords(language, day)}, ${dayOfWeek(language, day)}</b>. ${home.payments(query.payments)}</p>`
}

function answer(view: HomeView): Html {
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

function offers(view: HomeView): Content {
  const { language } = view.frame
  const { home } = messages(language)
  const { query } = view
  if (query === undefined || view.offers.length + view.notSuitable.length === 0) return ''
  const ranked = inOrder(view.offers)
  const paid = view.offers.filter((row) => row.paid === true)
  const shown = ranked.length + paid.length
  if (shown === 0) {
    return html`<header class="offers-head"><h2>${home.offersOther}</h2></header>
<section class="sheet" aria-label="${home.offersOther}">${view.notSuitable.map((row) => notSuitableRow(language, row, query))}</section>`
  }
  const heading = home.offersHeading(
    tenge(language, query.amount),
    days(language, query.days),
    shown,
  )
  return html`<header class="offers-head"><h2>${heading}</h2><p>${home.order} ${home.earn} <a href="${PUBLIC.earn}">${home.earnLink}</a></p></header>
<section class="sheet" aria-label="${home.title}">
<div class="offer-cap" aria-hidden="true"><span>${home.capName}</span><span>${home.payBack}</span><span>${home.overpayment}</span><span>${home.rates}</span><span></span></div>
${[...ranked, ...paid].map((row) => offerRow(language, row, query))}
${view.notSuitable.map((row) => notSuitableRow(language, row, query))}
</section>`
}

/** By APR and nothing else; equal ones by name, so that the order is the same for everybody. */
function inOrder(rows: readonly OfferRow[]): readonly OfferRow[] {
  return rows
    .filter((row) => row.paid !== true)
    .toSorted((one, other) => one.aprPercent - other.aprPercent || (one.name < other.name ? -1 : 1))
}

function offerRow(
  language: Language,
  row: OfferRow,
  query: { readonly amount: number; readonly days: number },
): Html {
  const { home } = messages(language)
  return html`<article class="offer">
<div>${row.paid === true ? chip(home.advertising, 'near') : ''}<h3>${row.name}</h3>${licence(language, row)}${
    row.requirement === undefined ? '' : html`<p class="small soft">${row.requirement}</p>`
  }</div>
<div class="fig sum"><span class="cap">${home.payBack}</span><b>${tenge(language, row.repay)}</b></div>
<div class="fig"><span class="cap">${home.overpayment}</span><b>${tenge(language, row.overpay)}</b></div>
<div class="fig rate"><dl class="same"><dt>${home.apr}</dt><dd>${percent(language, row.aprPercent)}</dd><dt>${home.daily}</dt><dd>${percent(language, row.dailyPercent, 2)}</dd></dl></div>
<div class="go">${linkButton({
    href: offerPath(row.id, query.amount, query.days),
    text: home.seeTerms,
    look: 'plain',
    label: `${home.seeTerms}: ${row.name}`,
  })}</div>
</article>`
}

function notSuitableRow(
  language: Language,
  row: NotSuitableRow,
  query: { readonly amount: number; readonly days: number },
): Html {
  const { home } = messages(language)
  const { said, way, href } = reason(language, row.reason, query)
  return html`<article class="offer out"><div><h3>${row.name}</h3>${licence(language, row)}</div><p class="said">${said} <a href="${href}">${home.countFor(way)}</a></p></article>`
}

function reason(
  language: Language,
  why: NotSuitable,
  query: { readonly amount: number; readonly days: number },
): { readonly said: string; readonly way: string; readonly href: string } {
  const { home } = messages(language)
  if (why.code === 'amount_above' || why.code === 'amount_below') {
    const limit = tenge(language, why.limit)
    const said = why.code === 'amount_above' ? home.amountAbove(limit) : home.amountBelow(limit)
    return { said, way: limit, href: homePath(why.limit, query.days) }
  }
  const said = why.code === 'days_above' ? home.daysAbove(why.limit) : home.daysBelow(why.limit)
  return { said, way: days(language, why.limit), href: homePath(query.amount, why.limit) }
}

export function licence(language: Language, row: Pick<OfferLender, 'licence'>): Html {
  const { home } = messages(language)
  const { number, checkedOn, href } = row.licence
  const name = href === undefined ? number : html`<a href="${href}">${number}</a>`
  return html`<p class="note">${home.licence} ${name} · ${home.checked(dateOf(language, checkedOn))}</p>`
}

function path(view: HomeView): Html {
  const { home } = messages(view.frame.language)
  const withdrawal =
    view.withdrawalDays === undefined
      ? home.pathWithdrawTerm
      : home.pathWithdrawText(view.withdrawalDays)
  const steps = [
    [home.pathNow, home.pathCompare, home.pathCompareText],
    [home.pathApply, home.pathFields(view.asked.length), `${sentenceOf(view.asked)}`],
    [home.pathConsent, home.pathChoose, home.pathChooseText(view.recipientsMax)],
    [home.pathAnyDay, home.pathWithdraw, withdrawal],
  ]
  return html`<section class="sec"><h2>${home.path}</h2><ol class="path">${steps.map(
    ([when, what, text]) => html`<li><em>${when}</em><b>${what}</b><span>${text}</span></li>`,
  )}</ol></section>`
}

/** Titles as a sentence: first letter large, a full stop at the end. */
export function sentenceOf(titles: readonly string[]): string {
  const text = titles.map((title) => lowerFirst(title)).join(', ')
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** `Туған күні` → `туған күні`; an abbreviation such as ЖСН stays. */
export function lowerFirst(title: string): string {
  const second = title.charAt(1)
  const abbreviation = second !== '' && second !== second.toLowerCase()
  return abbreviation ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`
}
