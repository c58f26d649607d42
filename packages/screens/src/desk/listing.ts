/**
 * A list at the desk (requests, incidents, holds, acts): rows under columns, or why there are none and what fills it.
 *
 * One shape for all, so that whoever reads one reads the next. Becomes records on a phone.
 * Requirement: R-84. Does not: sort, count or name anybody; rows come ready.
 */
import { type Content, empty, type Html, html, sheet, table } from '@kelisim/ui'
import { applicationPath } from '../paths.ts'

export interface ListingColumn<Row> {
  readonly heading: string
  readonly cell: (row: Row) => Content
  readonly right?: boolean
  /** Holds a control that names itself: its heading is not repeated on a phone. */
  readonly isControl?: boolean
}

export interface Listing<Row> {
  readonly caption: string
  readonly rows: readonly Row[]
  readonly columns: readonly ListingColumn<Row>[]
  readonly none: { readonly heading: string; readonly why: string }
}

/** Whose row it is, as far as a list may say: the number of their application. */
export function applicationLink(
  application: { readonly id: string; readonly number: string } | undefined,
): Content {
  if (application === undefined) return '–'
  return html`<a href="${applicationPath(application.id)}" class="num">${application.number}</a>`
}

export function listing<Row>({ caption, rows, columns, none }: Listing<Row>): Html {
  if (rows.length === 0) return empty({ heading: none.heading, level: 2, content: none.why })
  return sheet({
    class: 'pad tight own',
    content: table({
      caption,
      stack: true,
      columns: columns.map(({ heading, right, isControl }, at) => ({
        heading,
        // The first cell is the row's own name.
        ...(at === 0 || isControl === true ? {} : { short: heading }),
        ...(right === true ? { right } : {}),
      })),
      rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
    }),
  })
}
