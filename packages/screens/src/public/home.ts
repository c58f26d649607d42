/**
 * The first page: which offers are there for this amount and term, and what do they cost?
 *
 * Guarantees: offers stand in the order of APR and of nothing else; a paid place is named and stands
 * outside the order; APR is as large as the daily rate; an offer that does not fit stays and says why.
 *
 * Law: 56-V art. 5. Look §1, §3. Works without a script; `home.js` only spares the button.
 */
import { dateWords, dayOfWeek, days, messages, tenge } from '@kelisim/messages'
import { almatyDate, type Language, type Moment } from '@kelisim/terms'
import { attributes, type Html, html, seal } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { answer } from './home-answer.ts'
import { offers } from './home-offers.ts'
import { PUBLIC } from './paths.ts'
import { sentenceOf } from './sentence.ts'

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
  | { readonly code: 'suspended' }

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
