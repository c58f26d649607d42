/**
 * The offers one under another: in the order of APR, with what does not fit and why.
 *
 * What the operator is paid never comes here: the order cannot depend on it. A paid place is named and
 * stands outside the order. Law: 56-V art. 5. Look §3.
 */
import { dateOf, days, messages, percent, tenge } from '@kelisim/messages'
import type { Language } from '@kelisim/terms'
import { type Content, chip, type Html, html, linkButton } from '@kelisim/ui'
import type { HomeView, NotSuitable, NotSuitableRow, OfferLender, OfferRow } from './home.ts'
import { homePath, offerPath, PUBLIC } from './paths.ts'

export function offers(view: HomeView): Content {
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
  return html`<article class="offer out"><div><h3>${row.name}</h3>${licence(language, row)}</div><p class="said">${said(language, row.reason, query)}</p></article>`
}

function said(
  language: Language,
  why: NotSuitable,
  query: { readonly amount: number; readonly days: number },
): Content {
  const { home } = messages(language)
  // No other amount helps.
  if (why.code === 'suspended') return home.suspended
  const { said, way, href } = limited(language, why, query)
  return html`${said} <a href="${href}">${home.countFor(way)}</a>`
}

function limited(
  language: Language,
  why: Exclude<NotSuitable, { readonly code: 'suspended' }>,
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

/** By APR and nothing else; equal ones by name, so that the order is the same for everybody. */
export function inOrder(rows: readonly OfferRow[]): readonly OfferRow[] {
  return rows
    .filter((row) => row.paid !== true)
    .toSorted((one, other) => one.aprPercent - other.aprPercent || (one.name < other.name ? -1 : 1))
}
