/**
 * One edition as people think of it: for what, which data, to whom, for how long; and its next step.
 *
 * Requirements: R-1, R-6, R-88, R-90. Law: 94-V art. 7(8), 12(2), 25(2)(1-1).
 */
import { dateOf, type EditionState, messages } from '@kelisim/messages'
import { button, form, hidden, type Html, html, sheet, stepper, table } from '@kelisim/ui'
import { editionPath } from '../paths.ts'
import { editionPage, type EditionView } from './policy-frame.ts'

export interface PurposeRow {
  readonly id: string
  readonly title: string
  readonly fields: readonly string[]
  readonly recipients: readonly { readonly id: string; readonly name: string }[]
  /** 0 where a statute is the ground. */
  readonly consentDays: number
  /** 0 where other purposes keep the data. */
  readonly retentionDays: number
  readonly onEnd: 'destroy' | 'depersonalise'
}

export interface PolicyOverviewView extends EditionView {
  readonly purposes: readonly PurposeRow[]
  readonly from: string
  /** The one who looks proposed it. */
  readonly isOwn: boolean
}

/** Names of data shown in a row; the rest is a number. */
const FIELDS_SHOWN = 6
const LIFE: readonly EditionState[] = ['draft', 'checked', 'approved', 'published', 'in_force']

export function policyOverviewScreen(view: PolicyOverviewView): Html {
  const { language } = view.frame
  const words = messages(language).deskPolicy
  return editionPage(
    view,
    'overview',
    html`${life(view)}${next(view)}
${sheet({
  class: 'list',
  content: table({
    caption: words.model.heading,
    columns: [
      { heading: words.model.purpose },
      { heading: words.model.fields, short: words.model.fields },
      { heading: words.model.recipients, short: words.model.recipients },
      { heading: words.model.terms, short: words.model.terms },
    ],
    stack: true,
    rows: view.purposes.map((row) => purposeRow(view, row)),
  }),
})}`,
  )
}

function purposeRow(view: PolicyOverviewView, row: PurposeRow) {
  const words = messages(view.frame.language).deskPolicy
  const shown = row.fields.slice(0, FIELDS_SHOWN).join(', ')
  const more = row.fields.length - FIELDS_SHOWN
  const recipients = row.recipients.map(
    ({ id, name }) =>
      html`<li><a href="${editionPath(view.edition.id, `recipients/${id}`)}">${name}</a></li>`,
  )
  const consent = row.consentDays === 0 ? words.model.statute : words.model.consent(row.consentDays)
  const kept =
    row.retentionDays === 0
      ? words.model.keptByOthers
      : `${words.model.kept(row.retentionDays)}, ${words.purpose.end[row.onEnd]}`
  return [
    html`<a href="${editionPath(view.edition.id, `purposes/${row.id}`)}">${row.title}</a>`,
    html`<span class="num">${words.model.fieldCount(row.fields.length)}</span><br><span class="small soft">${shown}${more > 0 ? ` ${words.changes.more(more)}` : ''}</span>`,
    recipients.length === 0
      ? html`<span class="soft">${words.model.nobody}</span>`
      : html`<ul class="plain-list">${recipients}</ul>`,
    html`${consent}<br><span class="small soft">${kept}</span>`,
  ]
}

function life(view: PolicyOverviewView): Html {
  const words = messages(view.frame.language).deskPolicy
  const at = LIFE.indexOf(view.edition.state === 'superseded' ? 'in_force' : view.edition.state)
  return stepper(
    LIFE.map((state, index) => ({
      title: words.state[state],
      state: index < at ? 'past' : index === at ? 'now' : 'open',
    })),
    words.steps,
  )
}

function next(view: PolicyOverviewView): Html {
  const { language } = view.frame
  const words = messages(language).deskPolicy
  const day = dateOf(language, view.from)
  const parts = {
    draft: html`${step(view, 'propose', words.act.propose)}<p class="note">${words.act.proposeNote}</p>`,
    checked: view.isOwn
      ? html`<p>${words.act.own}</p>${step(view, 'take-back', words.act.takeBack, 'plain')}`
      : html`<p class="note">${words.act.approveNote}</p><div class="rowy">${step(view, 'approve', words.act.approve)}${step(view, 'take-back', words.act.takeBack, 'plain')}</div>`,
    approved: html`<p>${words.act.publishNote(day)}</p>${step(view, 'publish', words.act.publish)}`,
    published: html`<p>${words.act.waits(day)}</p>`,
    in_force: html``,
    superseded: html``,
    discarded: html``,
  }[view.edition.state]
  const isOpen = ['draft', 'checked', 'approved', 'published'].includes(view.edition.state)
  return sheet({
    class: 'pane',
    label: words.act.heading,
    content: html`${isOpen ? html`<h2>${words.act.heading}</h2>${parts}` : ''}<div class="rowy">${step(view, 'copy', words.begin.copy, 'plain')}${
      isOpen ? step(view, 'discard', words.act.discard, 'danger') : ''
    }</div>`,
  })
}

function step(
  view: PolicyOverviewView,
  name: string,
  text: string,
  look?: 'plain' | 'danger',
): Html {
  const { edition, frame } = view
  return form({
    action: editionPath(edition.id, name),
    csrf: frame.csrf,
    content: html`${hidden('revision', String(edition.revision))}${button({
      text,
      ...(look === undefined ? {} : { look, dense: true }),
    })}`,
  })
}
