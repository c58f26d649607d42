/**
 * Who may receive data now, and does the person responsible suspend one of them?
 *
 * The consequence stands beside the button before it is pressed: how many transfers that wait would stop.
 * Suspending asks for a reason about the organisation, never about a person; resuming asks for nothing.
 *
 * Law: 94-V art. 10(1). Requirements: R-59, R-71, R-84. Invariant I6.
 */
import { dateTime, lastsUntil, messages, number } from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import { button, chip, errorSummary, field, form, type Html, html, terms } from '@kelisim/ui'
import { incidentPath, recipientStatePath } from '../paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'

export interface SupervisedView {
  readonly id: string
  readonly name: Texts
  readonly agreement?: { readonly number: string; readonly until: Moment }
  readonly planned: number
  readonly sent: number
  readonly suspended?: { readonly at: Moment; readonly reason: string }
  /** An incident stopped it: what, and where it is given back. */
  readonly stopped?: {
    readonly incident: string
    readonly isKeyRevoked: boolean
    readonly isSuspended: boolean
  }
  /** Its form came without a reason of the right length. */
  readonly unreasoned?: boolean
}

export interface RecipientsDeskView {
  readonly frame: DeskFrame
  readonly recipients: readonly SupervisedView[]
}

/** As the API's contract has it. */
const REASON_CHARS_MAX = 500

export function supervisionScreen(view: RecipientsDeskView): Html {
  const { language } = view.frame
  const words = messages(language).desk.recipients
  const suspended = view.recipients.filter((one) => one.suspended !== undefined).length
  return deskPage(view.frame, {
    current: 'recipients',
    title: words.title,
    content: html`${deskHead(words.sentence(view.recipients.length, suspended), words.note)}
<div class="supervised">${view.recipients.map((one) => card(view, one))}</div>`,
  })
}

function card(view: RecipientsDeskView, one: SupervisedView): Html {
  const { language } = view.frame
  const words = messages(language).desk.recipients
  const state = one.suspended === undefined ? chip(words.open, 'ok') : chip(words.suspended, 'no')
  return html`<article class="sheet pane" id="recipient-${one.id}"><header><h2>${one.name[language]}</h2>${state}</header>
${terms([
  ...(one.agreement === undefined
    ? []
    : [
        {
          label: words.agreement,
          value: html`${one.agreement.number}, ${lastsUntil(language, one.agreement.until)}`,
        },
      ]),
  { label: words.sent, value: figure(language, one.sent) },
  { label: words.planned, value: figure(language, one.planned) },
  ...(one.suspended === undefined
    ? []
    : [
        {
          label: words.since,
          value: html`<span class="num">${dateTime(language, one.suspended.at)}</span>`,
        },
        { label: words.reason, value: one.suspended.reason },
      ]),
])}
${stoppedBy(language, one)}${wayOf(view, one)}</article>`
}

/** What an incident stopped is given back on its page, with a reason. */
function stoppedBy(language: Language, { stopped }: SupervisedView): Html {
  const { desk, incidents } = messages(language)
  const words = desk.recipients
  if (stopped === undefined) return html``
  const key = stopped.isKeyRevoked ? chip(incidents.contained.kind.revoke_key, 'no') : ''
  return html`<p>${key}</p><p class="note">${words.byIncident} <a href="${incidentPath(stopped.incident)}">${words.toIncident}</a></p>`
}

function wayOf(view: RecipientsDeskView, one: SupervisedView): Html {
  if (one.stopped?.isSuspended === true) return html``
  return one.suspended === undefined ? suspend(view, one) : resume(view, one)
}

function suspend(view: RecipientsDeskView, one: SupervisedView): Html {
  const { language, csrf } = view.frame
  const { desk, common } = messages(language)
  const words = desk.recipients
  const id = `reason-${one.id}`
  const error = one.unreasoned === true ? words.reasonMissing : undefined
  return form({
    action: recipientStatePath(one.id, 'suspend'),
    csrf,
    class: 'stack-3',
    label: words.suspendNamed(one.name[language]),
    content: html`${errorSummary(common.faults, error === undefined ? [] : [{ id, text: error }])}
${field({ id, name: 'reason', label: words.reasonLabel, hint: words.reasonHint, maxlength: REASON_CHARS_MAX, required: true, error })}
<p class="note">${words.consequence(one.planned)}</p>
${button({ text: words.suspend, look: 'danger', dense: true, label: words.suspendNamed(one.name[language]) })}`,
  })
}

function resume(view: RecipientsDeskView, one: SupervisedView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).desk.recipients
  return form({
    action: recipientStatePath(one.id, 'resume'),
    csrf,
    class: 'stack-3',
    label: words.resumeNamed(one.name[language]),
    content: html`<p class="note">${words.resumeConsequence}</p>
${button({ text: words.resume, look: 'plain', dense: true, label: words.resumeNamed(one.name[language]) })}`,
  })
}

function figure(language: Language, count: number): Html {
  return html`<span class="num">${number(language, count)}</span>`
}
