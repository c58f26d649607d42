/**
 * One field on the card: masked, asking for a purpose, shown for a minute, or refused in place.
 *
 * No purpose is chosen beforehand, and only those of the role stand there. What was asked is recorded
 * before the value is seen. After the time the script masks it again; without a script the page says
 * until when it is shown and offers to hide it. Requirements. Invariants I1, I2.
 */
import { clockTime, ground, messages } from '@kelisim/messages'
import { type Language, type Moment, type Refusal, SECOND, type Texts } from '@kelisim/terms'
import { button, form, type Html, html, linkButton, radios } from '@kelisim/ui'
import { applicationPath, revealPath } from '../paths.ts'
import { type ValueView, value } from '../value.ts'

export interface CardField {
  /** Field id of the policy. */
  readonly id: string
  readonly title: Texts
  readonly state: CardFieldState
}

export type CardFieldState =
  /** `canOpen`: the role has a purpose for it. */
  | { readonly state: 'masked'; readonly text: string; readonly canOpen: boolean }
  | {
      readonly state: 'asking'
      readonly text: string
      readonly purposes: readonly PurposeChoice[]
      readonly unanswered?: boolean
    }
  | {
      readonly state: 'shown'
      readonly text: string
      readonly masked: string
      readonly until: Moment
      readonly milliseconds: number
    }
  | { readonly state: 'refused'; readonly text: string; readonly refusal: Refusal }
  /** Nothing to hide from this role: a city, a band. */
  | { readonly state: 'open'; readonly text: string }
  | { readonly state: 'absent' }

export interface PurposeChoice {
  readonly id: string
  readonly title: Texts
}

export interface CardFieldPlace {
  readonly language: Language
  readonly csrf: string
  readonly application: string
  readonly revealSeconds: number
}

export function cardField(place: CardFieldPlace, view: CardField): Html {
  const { state } = view
  const title = html`<span class="name">${view.title[place.language]}</span>`
  switch (state.state) {
    case 'masked':
      return html`<li>${title}${shown(place, { kind: 'masked', text: state.text })}${state.canOpen ? openLink(place, view) : ''}</li>`
    case 'asking':
      return html`<li class="open" id="field-${view.id}">${title}${shown(place, { kind: 'masked', text: state.text })}${ask(place, view, state)}</li>`
    case 'shown':
      return html`<li class="open" id="field-${view.id}">${title}${reveal(place, state)}</li>`
    case 'refused':
      return html`<li class="refused" id="field-${view.id}">${title}${shown(place, { kind: 'masked', text: state.text })}${refusedHere(place, state.refusal)}</li>`
    case 'open':
      return html`<li>${title}${shown(place, { kind: 'open', text: state.text })}</li>`
    case 'absent':
      return html`<li>${title}<span class="soft">${messages(place.language).desk.card.notGiven}</span></li>`
  }
}

function shown(place: CardFieldPlace, view: ValueView): Html {
  return value(place.language, view)
}

function openLink(place: CardFieldPlace, view: CardField): Html {
  const words = messages(place.language).desk.card
  const name = words.openNamed(view.title[place.language])
  return html`<a class="go" href="${revealPath(place.application, view.id)}#field-${view.id}" aria-label="${name}">${words.open}</a>`
}

function ask(
  place: CardFieldPlace,
  view: CardField,
  state: Extract<CardFieldState, { state: 'asking' }>,
): Html {
  const words = messages(place.language).desk.card
  const cancel = linkButton({
    text: words.cancel,
    href: applicationPath(place.application),
    look: 'plain',
    dense: true,
  })
  if (state.purposes.length === 0) {
    return html`<div class="ask"><p class="note">${words.noPurpose}</p><p>${cancel}</p></div>`
  }
  const content = html`${radios({
    id: 'purpose',
    name: 'purpose',
    legend: words.why,
    options: state.purposes.map((one) => ({ value: one.id, text: one.title[place.language] })),
    error: state.unanswered === true ? words.chooseFirst : undefined,
  })}
<p class="note">${words.otherPurposes(place.revealSeconds)}</p>
<div class="rowy">${button({ text: words.openAndRecord, dense: true })}${cancel}</div>`
  return form({
    action: revealPath(place.application, view.id),
    csrf: place.csrf,
    class: 'ask',
    content,
  })
}

/** `data-…` tell the script how long; `data-masked` is what it puts back. */
function reveal(place: CardFieldPlace, state: Extract<CardFieldState, { state: 'shown' }>): Html {
  const words = messages(place.language).desk.card
  const seconds = Math.max(0, Math.floor(state.milliseconds / SECOND))
  return html`<div class="ask" data-reveal="${seconds}"><b class="val" data-value>${state.text}</b>
<span hidden data-masked>${value(place.language, { kind: 'masked', text: state.masked })}</span>
<p class="note num">${words.shownUntil(clockTime(state.until))}<span hidden data-left>, ${words.secondsLeft} <span data-seconds>${seconds}</span></span></p>
<p class="small" role="status" data-hidden><span hidden>${words.hidden}</span></p>
<p><a data-hide href="${applicationPath(place.application)}">${words.hide}</a></p></div>`
}

function refusedHere(place: CardFieldPlace, refusal: Refusal): Html {
  const words = messages(place.language)
  const said = words.refusals[refusal.code]
  return html`<div class="ask"><p><b class="bad">${words.desk.card.refusedField}.</b> ${said.text}</p>
<p class="note">${ground(place.language, refusal.clause, refusal.law)}</p>
<p><b>${words.desk.card.way}</b><br>${said.way}</p></div>`
}
