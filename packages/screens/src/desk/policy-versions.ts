/**
 * Which versions are there, which is in force, what does the folder hold, who is asked anew?
 *
 * The officer's first page of the policy. Law: 94-V art. 25(2)(1-1), 25(2)(3). Requirements: R-2, R-17, R-88.
 */
import { dateOf, dateTime, type EditionState, messages, number } from '@kelisim/messages'
import type { Moment, Refusal } from '@kelisim/terms'
import { button, chip, form, type Html, html, sheet, table, terms } from '@kelisim/ui'
import { DESK, editionPath } from '../paths.ts'
import { PUBLIC } from '../public/paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { STATE_TONE } from './policy-frame.ts'
import { reviewsPart, type ReviewsView } from './policy-reviews.ts'

export interface PolicyVersionsView {
  readonly frame: DeskFrame
  readonly inForce: {
    readonly version: number
    readonly from: string
    readonly number: string
    readonly date: string
    readonly approver: string
    readonly hash: string
  }
  readonly folder: FolderView
  readonly editions: readonly EditionRow[]
  readonly pending: readonly PendingRow[]
  readonly reviews: ReviewsView
  readonly refusal?: Refusal
}

export interface FolderView {
  readonly path: string
  readonly state: 'same' | 'differs' | 'former' | 'on_its_way' | 'unreadable'
  /** Of a former version. */
  readonly version?: number
  readonly said?: 'written' | 'not_written'
}

export interface EditionRow {
  readonly id: string
  readonly version: number
  readonly state: EditionState
  readonly changedBy: string
  readonly changedAt: Moment
  readonly from?: string
  readonly approvedBy?: string
}

export interface PendingRow {
  readonly title: string
  readonly people: number
}

export function policyVersionsScreen(view: PolicyVersionsView): Html {
  const { language } = view.frame
  const words = messages(language).deskPolicy
  return deskPage(view.frame, {
    current: 'policy',
    title: words.title,
    content: html`${deskHead(words.sentence(view.inForce.version))}
${view.refusal === undefined ? '' : html`<p class="err" role="alert">${messages(language).refusals[view.refusal.code].text}</p>`}
<div class="policy-home"><div class="stack-5">${editions(view)}${reviewsPart(view.frame, view.reviews)}</div>
<div class="stack-5">${inForce(view)}${begin(view)}${folder(view)}${pending(view)}</div></div>`,
  })
}

function inForce(view: PolicyVersionsView): Html {
  const { language } = view.frame
  const words = messages(language).deskPolicy.inForce
  const { inForce: card } = view
  return sheet({
    class: 'pane',
    content: html`<h2>${words.heading}</h2>${terms([
      { label: words.from, value: dateOf(language, card.from) },
      {
        label: words.approval,
        value: html`${words.approvalOf(card.number, dateOf(language, card.date))}<br>${card.approver}`,
      },
      { label: words.hash, value: html`<span class="id">${card.hash.slice(0, 16)} …</span>` },
    ])}<p><a href="${PUBLIC.policy}">${words.page}</a></p>`,
  })
}

function begin(view: PolicyVersionsView): Html {
  const words = messages(view.frame.language).deskPolicy.begin
  return sheet({
    class: 'pane',
    content: html`${form({
      action: DESK.policy,
      csrf: view.frame.csrf,
      content: button({ text: words.button }),
    })}<p class="note">${words.note}</p>`,
  })
}

function folder(view: PolicyVersionsView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).deskPolicy.folder
  const { folder: held } = view
  const text = {
    same: words.same,
    differs: words.differs,
    former: words.former(held.version ?? 0),
    on_its_way: words.onItsWay,
    unreadable: words.unreadable,
  }[held.state]
  const act = (path: string, label: string) =>
    form({
      action: `${DESK.policy}/${path}`,
      csrf,
      content: button({ text: label, look: 'plain', dense: true }),
    })
  const isOther = held.state !== 'same' && held.state !== 'unreadable'
  return sheet({
    class: 'pane',
    content: html`<h2>${words.heading}</h2><p><code class="id">${held.path}</code></p><p>${text}</p>
${held.said === undefined ? '' : html`<p class="saved" role="status">${held.said === 'written' ? words.written : words.notWritten}</p>`}
${held.state === 'differs' ? act('folder/draft', words.draft) : ''}
${isOther ? html`${act('folder/write', words.write)}<p><a href="${`${DESK.policy}/folder/difference.patch`}">${words.patch}</a></p>` : ''}`,
  })
}

function editions(view: PolicyVersionsView): Html {
  const { language } = view.frame
  const words = messages(language).deskPolicy
  const { column } = words
  return sheet({
    class: 'list',
    content: table({
      caption: words.editions,
      columns: [
        { heading: column.version },
        { heading: column.state, short: column.state },
        { heading: column.changed, short: column.changed },
        { heading: column.from, short: column.from },
        { heading: column.approved, short: column.approved },
      ],
      stack: true,
      rows: view.editions.map((row) => [
        html`<a href="${editionPath(row.id)}">${words.edition(row.version)}</a>`,
        chip(words.state[row.state], STATE_TONE[row.state]),
        html`${row.changedBy}<br><span class="small soft num">${dateTime(language, row.changedAt)}</span>`,
        row.from === undefined ? '–' : dateOf(language, row.from),
        row.approvedBy ?? '–',
      ]),
    }),
  })
}

function pending(view: PolicyVersionsView): Html {
  const { language } = view.frame
  const words = messages(language).deskPolicy.pending
  const rows = view.pending.filter((row) => row.people > 0)
  return sheet({
    class: 'pane',
    content: html`<h2>${words.heading}</h2>${
      rows.length === 0
        ? html`<p class="note">${words.none}</p>`
        : html`<ul class="plain-list">${rows.map(
            (row) =>
              html`<li><b>${row.title}</b><br>${words.people(number(language, row.people))}</li>`,
          )}</ul><p class="note">${words.note}</p>`
    }`,
  })
}
