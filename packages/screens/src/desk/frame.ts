/**
 * The frame of the desk: dense, without a foot, with the places of this member of staff.
 *
 * Which places stand in the menu is decided by the server; a place that is missing is also refused.
 * Requirement: R-84.
 */
import { messages } from '@kelisim/messages'
import type { Language } from '@kelisim/terms'
import { type Content, form, type Html, html, linkish, page } from '@kelisim/ui'
import { figures } from '../figures.ts'
import { languageLinks } from '../frame.ts'
import { DESK } from '../paths.ts'
import { PUBLIC } from '../public/paths.ts'
import { type DeskPlace, deskMenu } from './menu.ts'

/** Before signing in there is no staff, no place and nothing to sign out of. */
export interface DeskDoor {
  readonly language: Language
  /** Address of a page that GET can show again, without `lang`. */
  readonly path: string
  readonly demo: boolean
  readonly csrf: string
}

export interface DeskFrame extends DeskDoor {
  /** Name and role of who is signed in. */
  readonly staff: { readonly name: string; readonly role: string }
  readonly places: readonly DeskPlace[]
  /** Incidents that wait for somebody; told only to those who look after them. */
  readonly alarms?: number
}

export interface DeskPage {
  readonly current?: DeskPlace
  /** Never a person's value: titles stand in histories and window lists. */
  readonly title: string
  readonly content: Content
  readonly scripts?: readonly string[]
}

export function deskPage(frame: DeskFrame, view: DeskPage): Html {
  return page({
    ...shell(frame, view.title),
    navigation: deskMenu(frame.language, frame.places, view.current),
    account: html`<div class="person small soft"><span class="whose">${frame.staff.name}<small>${frame.staff.role}</small></span>${signOut(frame)}</div>`,
    main: html`${alarm(frame)}${view.content}
<div class="leave">${signOut(frame)}</div>`,
    ...(view.scripts === undefined ? {} : { scripts: view.scripts }),
  })
}

/** A page of the desk opens with one sentence made of figures; what it means stands under it. */
export function deskHead(sentence: string, note?: string): Html {
  return html`<header class="desk-head"><h1 class="say">${figures(sentence)}</h1>${
    note === undefined ? '' : html`<p class="note">${note}</p>`
  }</header>`
}

function alarm(frame: DeskFrame): Content {
  if (frame.alarms === undefined || frame.alarms === 0) return ''
  const words = messages(frame.language).incidents
  return html`<p class="alarm" role="status"><b>${words.alarm(frame.alarms)}</b> <a href="${DESK.incidents}">${words.alarmLink}</a></p>`
}

export function doorPage(door: DeskDoor, view: Omit<DeskPage, 'current' | 'scripts'>): Html {
  const { common, desk } = messages(door.language)
  return page({
    ...shell(door, view.title),
    navigation: { label: desk.menu.label, links: [{ href: PUBLIC.home, text: common.home }] },
    main: view.content,
  })
}

function shell(door: DeskDoor, title: string) {
  const { common, desk } = messages(door.language)
  return {
    language: door.language,
    surface: 'desk' as const,
    title,
    brand: {
      name: common.brand,
      href: DESK.applications,
      note: desk.brandNote,
      ...(door.language === 'kk' ? {} : { lang: 'kk' }),
    },
    ...(door.demo
      ? { demo: { text: common.demo, link: { href: PUBLIC.demo, text: common.demoLink } } }
      : {}),
    skip: common.skip,
    languages: { label: common.language, links: languageLinks(door) },
  }
}

function signOut(frame: DeskFrame): Html {
  const text = messages(frame.language).desk.menu.signOut
  return form({ action: DESK.signOut, csrf: frame.csrf, content: linkish({ text }) })
}
