/**
 * The frame of the person's own pages: side list, counts, and withdrawal in sight on each of them.
 *
 * Stands inside the public frame. Signing out changes something, so it is a form; the name in the
 * header is as short as the view brings it and never in a title or an address (I11).
 *
 * Requirements: R-38, R-45.
 */
import { messages } from '@kelisim/messages'
import { attributes, type Content, form, type Html, html, linkish } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { CABINET } from '../paths.ts'

export interface CabinetFrame extends Frame {
  /** A short form of the name: `Айгерім С.` */
  readonly person: string
  readonly counts: {
    readonly items: number
    readonly consents: number
    readonly recipients: number
  }
  readonly csrf: string
}

export type CabinetPlace =
  | 'overview'
  | 'data'
  | 'consents'
  | 'recipients'
  | 'actions'
  | 'download'
  | 'destroy'

export interface CabinetPage {
  readonly current: CabinetPlace
  /** When the page is not the place itself, e.g. a question about one consent. */
  readonly title?: string
  readonly content: Content
}

export function cabinetPage(frame: CabinetFrame, view: CabinetPage): Html {
  const { menu } = messages(frame.language).cabinet
  return publicPage(frame, {
    title: view.title ?? menu[view.current],
    surface: 'cabinet',
    current: 'cabinet',
    mainClass: 'cab',
    account: html`<div class="person small soft"><span>${frame.person}</span>${signOut(frame)}</div>`,
    main: html`${side(frame, view.current)}
<div class="cab-page">${view.content}</div>`,
  })
}

/** One list twice: at the side on wide screens, folded above the page on narrow ones. */
function side(frame: CabinetFrame, current: CabinetPlace): Html {
  const { menu } = messages(frame.language).cabinet
  const links = places(frame).map(
    ({ place, href, count }) =>
      html`<a href="${href}"${attributes({ 'aria-current': place === current ? 'page' : undefined })}>${menu[place]}${
        count === undefined ? '' : html` <span class="num">${count}</span>`
      }</a>`,
  )
  const withdraw = html`<a href="${CABINET.consents}">${menu.withdraw}</a>`
  return html`<nav class="side" aria-label="${menu.label}">${links}<hr>${withdraw}</nav>
<div class="pick"><details class="menu"><summary>${menu[current]}</summary><nav aria-label="${menu.label}">${links}</nav>${signOut(frame)}</details>${withdraw}</div>`
}

function places(
  frame: CabinetFrame,
): readonly { readonly place: CabinetPlace; readonly href: string; readonly count?: number }[] {
  const { items, consents, recipients } = frame.counts
  return [
    { place: 'overview', href: CABINET.overview },
    { place: 'data', href: CABINET.data, count: items },
    { place: 'consents', href: CABINET.consents, count: consents },
    { place: 'recipients', href: CABINET.recipients, count: recipients },
    { place: 'actions', href: CABINET.actions },
    { place: 'download', href: CABINET.download },
    { place: 'destroy', href: CABINET.destroy },
  ]
}

function signOut(frame: CabinetFrame): Html {
  const text = messages(frame.language).cabinet.menu.signOut
  return form({ action: CABINET.signOut, csrf: frame.csrf, content: linkish({ text }) })
}

/** After the cabinet: nobody is signed in, so nothing of anybody stands in the frame. */
export function leftPage(
  frame: Frame,
  view: { readonly title: string; readonly content: Content },
): Html {
  return publicPage(frame, {
    title: view.title,
    surface: 'cabinet',
    mainClass: 'cab-left',
    main: view.content,
  })
}
