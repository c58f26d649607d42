/**
 * Tables and lists of records: data table, action feed.
 *
 * A `stack` table becomes records on narrow screens: each cell then carries its column's name.
 * A wide table scrolls in its own frame, which takes the keyboard's focus.
 */
import { attributes, type Content, type Html, html } from './html.ts'

export interface Column {
  readonly heading: Content
  /** Plain text of the heading for narrow screens; empty for the first and for action columns. */
  readonly short?: string
  readonly right?: boolean
}

export interface TableView {
  /** Says what the table answers; heard, and seen when `captionShown`. */
  readonly caption: string
  readonly captionShown?: boolean
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Content[])[]
  readonly stack?: boolean
}

export function table(view: TableView): Html {
  const heads = view.columns.map(
    (column) =>
      html`<th scope="col"${attributes({ class: column.right === true ? 'r' : undefined })}>${column.heading}</th>`,
  )
  const rows = view.rows.map(
    (cells) => html`<tr>${cells.map((cell, at) => tableCell(view, cell, at))}</tr>\n`,
  )
  const caption = html`<caption${attributes({ class: view.captionShown === true ? undefined : 'vh' })}>${view.caption}</caption>`
  const body = html`<table class="${view.stack === true ? 'table stack' : 'table'}">${caption}<thead><tr>${heads}</tr></thead><tbody>
${rows}</tbody></table>`
  return view.stack === true
    ? body
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${view.caption}">${body}</div>`
}

function tableCell(view: TableView, cell: Content, at: number): Html {
  const column = view.columns[at]
  const tag = attributes({
    class: column?.right === true ? 'r' : undefined,
    'data-h': column?.short,
  })
  return at === 0 ? html`<th scope="row"${tag}>${cell}</th>` : html`<td${tag}>${cell}</td>`
}

export interface FeedRow {
  /** ISO moment for the machine, words for the person. */
  readonly at: { readonly iso: string; readonly text: string }
  readonly what: Content
  /** Purpose, clause, what left and what did not. */
  readonly note?: Content
  readonly proof?: Content
}

/** The feed of actions; a refusal is a row like any other. */
export function feed(rows: readonly FeedRow[]): Html {
  return html`<ol class="feed">${rows.map(
    (row) =>
      html`<li><time datetime="${row.at.iso}">${row.at.text}</time><div><b>${row.what}</b>${
        row.note === undefined ? '' : html`<span class="note">${row.note}</span>`
      }</div>${row.proof}</li>\n`,
  )}</ol>`
}
