/**
 * What did I consent to, in which words, and how do I take it back?
 *
 * The exact text once shown stands behind each consent, in the language it was shown in. Each is
 * withdrawn on its own; a withdrawn one says when, what stopped, and who still has to confirm.
 *
 * Law: 94-V art. 8(4), 8(7), 24(1)(5), 25(2)(5). Requirements: R-45, R-67, L-1.
 */
import { article, date, dateTime, dueBy, messages, type Stopped } from '@kelisim/messages'
import type { ConsentText } from '@kelisim/policy'
import type { Language, Moment, Texts } from '@kelisim/terms'
import {
  chip,
  type Content,
  empty,
  type Html,
  html,
  leaf,
  linkButton,
  type Term,
  terms,
  type WhyNote,
} from '@kelisim/ui'
import { figures } from '../figures.ts'
import { withdrawPath } from '../paths.ts'
import { fingerprint } from '../public/cite.ts'
import { organisation, titleList } from '../titles.ts'
import { type AskedAnewView, askedAnewPart } from './asked-anew.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'
import { mayGivePart } from './may-give.ts'

export interface ConsentsView {
  readonly frame: CabinetFrame
  readonly consents: readonly ConsentView[]
  /** What a newer version of the policy asks of the person. */
  readonly askedAnew?: readonly AskedAnewView[]
  /** Voluntary consents that none in force covers. */
  readonly mayGive?: readonly ConsentText[]
}

export interface ConsentView {
  readonly id: string
  readonly number: string
  readonly title: Texts
  readonly state: ConsentState
  readonly grantedAt: Moment
  readonly fields: readonly Texts[]
  /** Exactly what stood on the screen, and in which language. */
  readonly verbatim: string
  readonly verbatimLanguage: Language
  readonly sha256: string
  readonly policyVersion: number
  /** Address of the receipt; undefined until its entry has a place in the ledger. */
  readonly receiptHref?: string
}

export type ConsentState =
  | { readonly state: 'live'; readonly until: Moment }
  | { readonly state: 'expired'; readonly at: Moment }
  | {
      readonly state: 'withdrawn'
      readonly at: Moment
      readonly stopped: readonly Stopped[]
      readonly confirmations: readonly Confirmation[]
    }

/** A recipient that must stop and confirm, and when it did. */
export interface Confirmation {
  readonly name: Texts
  readonly due: Moment
  readonly confirmedAt?: Moment
}

export function consentsScreen(view: ConsentsView): Html {
  const { language } = view.frame
  const words = messages(language).cabinet.consents
  const live = view.consents.filter((consent) => consent.state.state === 'live').length
  const content =
    view.consents.length === 0
      ? empty({ heading: words.none, level: 2, content: '' })
      : html`<p class="say short">${figures(words.sentence(live, view.consents.length))}</p>
${view.consents.map((consent, index) => leaf(consentSheet(language, consent), margin(language, consent, index === 0), 'sec'))}`
  return cabinetPage(view.frame, {
    current: 'consents',
    content: html`<h1>${words.title}</h1>
${askedAnewPart(view.frame, view.askedAnew ?? [])}
${content}
${mayGivePart(view.frame, view.mayGive ?? [])}`,
  })
}

function consentSheet(language: Language, view: ConsentView): Html {
  const words = messages(language).cabinet.consents
  return html`<article class="sheet pad consent-card" id="consent-${view.id}"><header><h2>${view.title[language]}</h2>${stateChip(language, view.state)}</header>
<p class="note num">${words.number(view.number)}</p>
${terms(consentTerms(language, view))}
${stoppedList(language, view.state)}
<details class="text"><summary>${words.text(words.textLanguage[view.verbatimLanguage])}</summary>
<div class="verbatim" lang="${view.verbatimLanguage}">${view.verbatim.split('\n').map((line) => html`<p>${line}</p>`)}</div></details>
<p class="rowy">${withdrawLink(language, view)}${receiptLink(language, view)}</p></article>`
}

function consentTerms(language: Language, view: ConsentView): readonly Term[] {
  const words = messages(language).cabinet.consents
  return [
    { label: words.givenAt, value: figure(dateTime(language, view.grantedAt)) },
    ended(language, view.state),
    { label: words.confirmedBy, value: words.byCode },
    { label: words.covers, value: titleList(language, view.fields) },
  ]
}

function ended(language: Language, state: ConsentState): Term {
  const words = messages(language).cabinet.consents
  switch (state.state) {
    case 'live':
      return { label: words.validUntil, value: figure(date(language, state.until)) }
    case 'expired':
      return { label: words.expiredAt, value: figure(date(language, state.at)) }
    case 'withdrawn':
      return { label: words.withdrawnAt, value: figure(dateTime(language, state.at)) }
  }
}

function stateChip(language: Language, state: ConsentState): Html {
  const words = messages(language).cabinet.consents
  switch (state.state) {
    case 'live':
      return chip(words.live, 'live')
    case 'expired':
      return chip(words.expired)
    case 'withdrawn':
      return chip(words.withdrawn)
  }
}

function stoppedList(language: Language, state: ConsentState): Content {
  if (state.state !== 'withdrawn') return ''
  const words = messages(language).cabinet
  return html`<h3 class="small">${words.consents.stoppedHeading}</h3>
<ul class="plain">${state.stopped.map((what) => html`<li>${words.stopped[what]}</li>`)}${state.confirmations.map(
    (one) => html`<li>${confirmation(language, one)}</li>`,
  )}</ul>`
}

export function confirmation(language: Language, view: Confirmation): string {
  const words = messages(language).cabinet
  const name = organisation(language, view.name)
  return view.confirmedAt === undefined
    ? words.farewell.recipientBy(name, dueBy(language, view.due))
    : `${name}: ${words.recipients.state.destroyed}, ${date(language, view.confirmedAt)}`
}

function withdrawLink(language: Language, view: ConsentView): Content {
  if (view.state.state !== 'live') return ''
  const words = messages(language).cabinet.consents
  return linkButton({
    text: words.withdraw,
    label: words.withdrawNamed(view.title[language]),
    href: withdrawPath(view.id),
    look: 'plain',
    dense: true,
  })
}

function receiptLink(language: Language, view: ConsentView): Html {
  const words = messages(language).cabinet.consents
  return view.receiptHref === undefined
    ? html`<span class="small soft">${words.receiptPending}</span>`
    : html`<a class="small" href="${view.receiptHref}" download>${words.receipt}</a>`
}

/** The right to withdraw stands beside the first; each names the fingerprint of its own text. */
function margin(language: Language, view: ConsentView, isFirst: boolean): readonly WhyNote[] {
  const words = messages(language).cabinet
  const right = { heading: article(language, '94-V art. 8(7)'), content: words.withdraw.why }
  return [
    ...(isFirst ? [right] : []),
    {
      heading: words.consents.fingerprint,
      content: html`${fingerprint(view.sha256)}<br>${words.consents.version(view.policyVersion)}`,
    },
  ]
}

function figure(text: string): Html {
  return html`<span class="num">${text}</span>`
}
