/**
 * Which documents does the policy in force make, and where is each?
 *
 * One row for each document, in the reader's language first, the other languages beside it; its address is its
 * fingerprint. No login, no script. Law: 94-V art. 25(2)(1-1). Requirements, L-12, L-16.
 */
import { attributes, type Content, html, type Html, join, section, sheet, table } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'

export interface DocumentsView {
  readonly frame: Frame
  readonly title: string
  readonly lead: string
  /** Of a version that is no longer in force: which one is. */
  readonly superseded?: { readonly text: string; readonly link: string; readonly href: string }
  readonly check: string
  readonly columns: { readonly document: string; readonly read: string; readonly hash: string }
  readonly groups: readonly {
    readonly id: string
    readonly heading: string
    readonly rows: readonly DocumentRow[]
  }[]
  readonly index: { readonly href: string; readonly text: string }
}

export interface DocumentRow {
  readonly title: string
  /** Of the title, where it is not the page's: a file for programs bears an English name. */
  readonly lang?: string
  readonly href: string
  readonly sha256: string
  readonly links: readonly { readonly href: string; readonly text: string; readonly lang: string }[]
}

/** Hex letters shown: enough to compare by eye, the address has all of them. */
const HASH_CHARS = 16

export function documentsPage(view: DocumentsView): Html {
  return publicPage(view.frame, {
    title: view.title,
    current: 'policy',
    main: html`<header class="head">${superseded(view)}<h1>${view.title}</h1><p class="lead">${view.lead}</p>
<p class="soft">${view.check} <a href="${view.index.href}">${view.index.text}</a></p></header>
${view.groups.map((group) =>
  section({
    heading: group.heading,
    id: group.id,
    content: sheet({
      class: 'pad tight documents',
      content: table({
        caption: group.heading,
        stack: true,
        columns: [
          { heading: view.columns.document },
          { heading: view.columns.read, short: view.columns.read },
          { heading: view.columns.hash, short: view.columns.hash },
        ],
        rows: group.rows.map(row),
      }),
    }),
  }),
)}`,
  })
}

function superseded({ superseded: note }: DocumentsView): Content {
  return note === undefined
    ? ''
    : html`<p class="old" role="note">${note.text} <a href="${note.href}">${note.link}</a></p>`
}

function row({ title, lang, href, links, sha256 }: DocumentRow) {
  const read = links.map(
    (link) =>
      html`<a href="${link.href}" lang="${link.lang}" hreflang="${link.lang}">${link.text}</a>`,
  )
  return [
    html`<a href="${href}"${attributes({ lang })}>${title}</a>`,
    join(read, ' · '),
    html`<span class="id">${sha256.slice(0, HASH_CHARS)}</span>`,
  ]
}
