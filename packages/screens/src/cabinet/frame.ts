/**
 * The frame of the person's own pages: side list, counts, and withdrawal in sight on each of them.
 *
 * Stands inside the public frame. Signing out changes something, so it is a form. The frame names nobody:
 * a name is a value, and a page that shows no value opens none (R-85). That data are blocked stands on
 * every page, with the way to lift it.
 *
 * Requirements: R-38, R-41, R-45, R-85.
 */
import { dateTime, messages } from '@kelisim/messages'
import type { Moment } from '@kelisim/terms'
import { attributes, type Content, form, type Html, html, linkish } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { CABINET } from '../paths.ts'

export interface CabinetFrame extends Frame {
  readonly counts: {
    readonly items: number
    readonly consents: number
    readonly recipients: number
  }
  readonly csrf: string
  /** Since when the data are blocked. */
  readonly blockedAt?: Moment
}

export type CabinetPlace =
  | 'overview'
  | 'data'
  | 'consents'
  | 'recipients'
  | 'messages'
  | 'actions'
  | 'download'
  | 'block'
  | 'destroy'

export interface CabinetPage {
  readonly current: CabinetPlace
  /** When the page is not the place itself, e.g. a question about one consent. */
  readonly title?: string
  readonly content: Content
}

export function cabinetPage(frame: CabinetFrame, view: CabinetPage): Html {
  return publicPage(frame, {
    title: view.title ?? placeName(frame, view.current),
    surface: 'cabinet',
    current: 'cabinet',
    mainClass: 'cab',
    account: html`<div class="person small soft">${signOut(frame)}</div>`,
    main: html`${side(frame, view.current)}
<div class="cab-page">${view.current === 'block' ? '' : blockedNote(frame)}${view.content}</div>`,
  })
}

function blockedNote(frame: CabinetFrame): Content {
  if (frame.blockedAt === undefined) return ''
  const words = messages(frame.language).rights.block
  const since = dateTime(frame.language, frame.blockedAt)
  return html`<p class="blocked" role="status"><span>${words.banner(since)}</span> <a href="${CABINET.block}">${words.bannerLink}</a></p>`
}

function placeName({ language }: CabinetFrame, place: CabinetPlace): string {
  const { cabinet, mailings, rights } = messages(language)
  if (place === 'messages') return mailings.own.menu
  return place === 'block' ? rights.block.menu : cabinet.menu[place]
}

/** One list twice: at the side on wide screens, folded above the page on narrow ones. */
function side(frame: CabinetFrame, current: CabinetPlace): Html {
  const { menu } = messages(frame.language).cabinet
  const links = places(frame).map(
    ({ place, href, count }) =>
      html`<a href="${href}"${attributes({ 'aria-current': place === current ? 'page' : undefined })}>${placeName(frame, place)}${
        count === undefined ? '' : html` <span class="num">${count}</span>`
      }</a>`,
  )
  const withdraw = html`<a href="${CABINET.consents}">${menu.withdraw}</a>`
  return html`<nav class="side" aria-label="${menu.label}">${links}<hr>${withdraw}</nav>
<div class="pick"><details class="menu"><summary>${placeName(frame, current)}</summary><nav aria-label="${menu.label}">${links}</nav>${signOut(frame)}</details>${withdraw}</div>`
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
    { place: 'messages', href: CABINET.messages },
    { place: 'actions', href: CABINET.actions },
    { place: 'download', href: CABINET.download },
    { place: 'block', href: CABINET.block },
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
