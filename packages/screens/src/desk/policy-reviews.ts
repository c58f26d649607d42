/**
 * Which rules cite an article that says something else now, and what did the officer find about them?
 *
 * A new redaction of a law opens hundreds of tasks, so they stand article by article, what is left before what is done:
 * how many are looked at, and below it the rules, marked beforehand, with one answer for all that stay marked. The
 * answer is chosen by a person each time; it goes into the ledger once for each rule. One kind of rule can be asked for.
 * Law: 94-V art. 25(2)(3). Requirements: R-2, X-2.
 */
import { date, messages } from '@kelisim/messages'
import { CITING_KINDS, type CitingKind, type Moment, REVIEW_FINDINGS } from '@kelisim/terms'
import { attributes, button, chip, form, hidden, type Html, html, radios, sheet } from '@kelisim/ui'
import { DESK, reviewsPath } from '../paths.ts'
import type { DeskFrame } from './frame.ts'

export interface ReviewsView {
  /** Asked for alone; undefined: every kind. */
  readonly kind: CitingKind | undefined
  /** As the law is read, and of one article what the program decides by before words. */
  readonly rows: readonly ReviewRow[]
}

export interface ReviewRow {
  readonly id: string
  readonly kind: CitingKind
  readonly name: string
  readonly article: string
  /** The article with its point, as a screen cites it. */
  readonly reference: string
  readonly done?: { readonly by: string; readonly at: Moment }
}

export function reviewsPart(frame: DeskFrame, { kind, rows }: ReviewsView): Html {
  const words = messages(frame.language).deskPolicy.reviews
  const left = openOf(rows).length
  const shown = rows.filter((row) => kind === undefined || row.kind === kind)
  const groups = [...Map.groupBy(shown, ({ article }) => article)]
  const [open, done] = [true, false].map((isOpen) =>
    groups.filter(([, some]) => openOf(some).length > 0 === isOpen),
  )
  return sheet({
    class: 'pane',
    content: html`<h2 id="reviews">${words.heading} ${left === 0 ? '' : chip(words.openCount(left), 'near')}</h2>
<p class="note">${words.note}</p>${
      rows.length === 0
        ? html`<p>${words.none}</p>`
        : html`<p class="num">${words.progress(rows.length - left, rows.length)}</p>${filters(frame, rows, kind)}
<div class="reviews">${[...(open ?? []), ...(done ?? [])].map(([article, some], index) =>
            articlePart(frame, kind, article, some, index),
          )}</div>`
    }`,
  })
}

function openOf(rows: readonly ReviewRow[]): readonly ReviewRow[] {
  return rows.filter(({ done }) => done === undefined)
}

/** How many of each kind are left; a kind that cites nothing is not offered. */
function filters(
  { language }: DeskFrame,
  rows: readonly ReviewRow[],
  current: CitingKind | undefined,
): Html {
  const words = messages(language).deskPolicy
  const offered = [
    undefined,
    ...CITING_KINDS.filter((one) => rows.some(({ kind }) => kind === one)),
  ]
  return html`<nav class="filters rowy" aria-label="${words.reviews.filters}">${offered.map(
    (one) => {
      const some = rows.filter(({ kind }) => one === undefined || kind === one)
      const isCurrent = { 'aria-current': one === current ? 'true' : undefined }
      return html`<a href="${reviewsPath(one)}"${attributes(isCurrent)}>${one === undefined ? words.reviews.every : words.rule[one]} <span class="num">${openOf(some).length}</span></a>`
    },
  )}</nav>`
}

function articlePart(
  frame: DeskFrame,
  kind: CitingKind | undefined,
  article: string,
  rows: readonly ReviewRow[],
  index: number,
): Html {
  const words = messages(frame.language).deskPolicy.reviews
  const open = openOf(rows)
  return html`<details><summary><b>${article}</b> <span class="num soft">${words.progress(rows.length - open.length, rows.length)}</span></summary>
${open.length === 0 ? '' : answer(frame, kind, article, open, index)}
<ul class="plain-list small soft">${rows.map(({ done, ...row }) =>
    done === undefined
      ? ''
      : html`<li>${nameOf(frame, row)}: ${words.doneBy(done.by, date(frame.language, done.at))}</li>`,
  )}</ul></details>`
}

function answer(
  frame: DeskFrame,
  kind: CitingKind | undefined,
  article: string,
  open: readonly ReviewRow[],
  index: number,
): Html {
  const words = messages(frame.language).deskPolicy.reviews
  return form({
    action: `${DESK.policy}/reviews`,
    csrf: frame.csrf,
    content: html`${kind === undefined ? '' : hidden('rule', kind)}<fieldset class="field"><legend>${words.rules}</legend>${open.map(
      (row) =>
        html`<label class="radio"><input${attributes({
          type: 'checkbox',
          name: 'task',
          value: row.id,
          checked: true,
        })}> ${nameOf(frame, row)}</label>`,
    )}</fieldset>${radios({
      id: `found-${index}`,
      name: 'found',
      legend: words.found,
      required: true,
      options: REVIEW_FINDINGS.map((value) => ({ value, text: words.finding[value] })),
    })}${button({ text: words.confirm, dense: true, label: `${words.confirm}: ${article}` })}`,
  })
}

function nameOf(
  { language }: DeskFrame,
  { kind, name, reference }: Pick<ReviewRow, 'kind' | 'name' | 'reference'>,
): Html {
  const rule = messages(language).deskPolicy.rule[kind]
  return html`<span><b>${rule} ${name}</b> <span class="soft">${reference}</span></span>`
}
