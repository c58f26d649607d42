/**
 * The page of one offer: what it costs, when each payment falls due, what the lender learns.
 *
 * Law: 56-V art. 5; Law on advertising art. 6(4), 14 (no essential term is hidden). Look §3.
 */
import { dateOf, days, messages, number, percent, tenge, tengeRange } from '@kelisim/messages'
import type { Language } from '@kelisim/terms'
import {
  type Html,
  html,
  leaf,
  linkButton,
  section,
  sheet,
  type Term,
  table,
  terms,
} from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import type { OfferCost, OfferLender } from './home.ts'
import { applyPath, homePath, textPath } from './paths.ts'
import { lowerFirst } from './sentence.ts'

export interface Payment {
  /** ISO date. */
  readonly on: string
  readonly kind: 'get' | 'pay'
  readonly amount: number
}

export interface OfferView {
  readonly frame: Frame
  readonly lender: OfferLender & { readonly legalName: string; readonly bin: string }
  readonly amount: number
  readonly days: number
  readonly cost: OfferCost
  readonly bounds: {
    readonly amountMin: number
    readonly amountMax: number
    readonly daysMin: number
    readonly daysMax: number
  }
  readonly penaltyDailyPercentMax?: number
  readonly schedule: readonly Payment[]
  /** Titles of the fields in the agreement. */
  readonly receives: readonly string[]
  /** Fingerprint of the consent text for this recipient, in this language. */
  readonly consentText?: string
  /** Nothing goes to it for now. */
  readonly isSuspended?: boolean
}

export function offerPage(view: OfferView): Html {
  const { language } = view.frame
  const { offer, home } = messages(language)
  const head = html`<header class="head"><h1>${offer.title(view.lender.name)}</h1>
<p class="say">${offer.sentence(view.days, tenge(language, view.cost.repay))} <span>${home.apr} ${percent(language, view.cost.aprPercent)}, ${home.daily} ${percent(language, view.cost.dailyPercent, 2)}.</span></p></header>`
  const isOpen = view.isSuspended !== true
  const apply = { href: applyPath(view.amount, view.days), text: offer.apply }
  const actions = html`${isOpen ? '' : html`<p class="said">${home.suspended}</p>`}<div class="rowy act-row">${isOpen ? linkButton(apply) : ''}${linkButton({ href: homePath(view.amount, view.days), text: offer.others, look: 'plain' })}</div>`
  return publicPage(view.frame, {
    title: offer.title(view.lender.name),
    current: 'offers',
    main: html`${head}
${leaf(
  sheet({ class: 'pad', content: html`<h2>${offer.terms}</h2>${terms(termsOf(view))}${actions}` }),
  [
    { heading: home.aprLong, content: offer.aprWhy },
    { heading: home.licence, content: offer.licenceWhy },
  ],
)}
${section({ heading: offer.schedule, content: schedule(language, view.schedule) })}
${section({ heading: offer.receives, content: receives(view) })}
${section({ heading: offer.complaints, content: html`<p class="lead">${offer.complaintsText}</p>` })}`,
  })
}

function termsOf(view: OfferView): readonly Term[] {
  const { language } = view.frame
  const { home, offer, common } = messages(language)
  const { cost, lender, bounds } = view
  const licence = lender.licence
  return [
    {
      label: offer.lender,
      value: html`${lender.legalName}, ${common.bin} <span class="num">${lender.bin}</span>`,
    },
    {
      label: home.licence,
      value: html`${licence.href === undefined ? licence.number : html`<a href="${licence.href}">${licence.number}</a>`}, ${home.checked(dateOf(language, licence.checkedOn))}`,
    },
    { label: home.youGet, value: html`<b class="num">${tenge(language, view.amount)}</b>` },
    { label: home.payBack, value: html`<b class="num">${tenge(language, cost.repay)}</b>` },
    { label: home.overpayment, value: html`<b class="num">${tenge(language, cost.overpay)}</b>` },
    { label: home.apr, value: html`<b class="num">${percent(language, cost.aprPercent)}</b>` },
    {
      label: home.dailyRate,
      value: html`<b class="num">${percent(language, cost.dailyPercent, 2)}</b>`,
    },
    {
      label: offer.amounts,
      value: html`<span class="num">${tengeRange(language, bounds.amountMin, bounds.amountMax)}</span>`,
    },
    {
      label: offer.periods,
      value: html`<span class="num">${number(language, bounds.daysMin)} – ${days(language, bounds.daysMax)}</span>`,
    },
    { label: offer.requirements, value: lender.requirement ?? offer.requirementsNone },
    ...(view.penaltyDailyPercentMax === undefined
      ? []
      : [
          {
            label: offer.penaltyLabel,
            value: offer.penaltyText(percent(language, view.penaltyDailyPercentMax)),
          },
        ]),
  ]
}

function schedule(language: Language, payments: readonly Payment[]): Html {
  const { offer } = messages(language)
  return sheet({
    class: 'pad',
    content: table({
      caption: offer.schedule,
      stack: true,
      columns: [
        { heading: offer.scheduleDate },
        { heading: offer.scheduleWhat, short: offer.scheduleWhat },
        { heading: offer.scheduleSum, short: offer.scheduleSum, right: true },
      ],
      rows: payments.map((payment) => [
        html`<span class="num">${dateOf(language, payment.on)}</span>`,
        payment.kind === 'get' ? offer.scheduleGet : offer.schedulePay,
        html`<span class="num">${tenge(language, payment.amount)}</span>`,
      ]),
    }),
  })
}

function receives(view: OfferView): Html {
  const { policy, offer } = messages(view.frame.language)
  const text =
    view.consentText === undefined
      ? ''
      : html`<p class="small"><a href="${textPath(view.consentText)}">${offer.consentText}</a></p>`
  return leaf(
    sheet({
      class: 'pad',
      content: html`<p>${offer.receivesText(view.lender.name)}</p><ul class="plain-list">${view.receives.map(
        (title) => html`<li>${lowerFirst(title)}</li>`,
      )}</ul>${text}`,
    }),
    [{ heading: policy.program, content: offer.receivesWhy }],
  )
}
