/**
 * Pages of a demo start: addresses and logins, and the outbox in which SMS and letters appear.
 *
 * A production start has neither; the server must not route them there (X-28).
 */
import { dateTime, messages } from '@kelisim/messages'
import type { Moment } from '@kelisim/terms'
import { empty, type Html, html, section, sheet, table } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { PUBLIC } from './paths.ts'

export interface DemoView {
  readonly frame: Frame
  readonly doors: readonly { readonly name: string; readonly href: string; readonly note: string }[]
  readonly logins: readonly {
    readonly who: string
    readonly login: string
    readonly password: string
    /** The code of this half minute; undefined where none is asked. */
    readonly code?: string
  }[]
  readonly people: readonly { readonly phone: string; readonly note: string }[]
}

export function demoPage(view: DemoView): Html {
  const { demo } = messages(view.frame.language)
  return publicPage(view.frame, {
    title: demo.title,
    main: html`<header class="head"><h1>${demo.title}</h1><p class="lead">${demo.lead}</p></header>
${section({ heading: demo.doors, content: sheet({ class: 'pad', content: doors(view) }) })}
${section({ heading: demo.logins, content: sheet({ class: 'pad', content: html`${logins(view)}<p class="note">${demo.oneTimeCodeText}</p>` }) })}
${view.people.length === 0 ? '' : section({ heading: demo.people, content: sheet({ class: 'pad', content: people(view) }) })}`,
  })
}

function doors(view: DemoView): Html {
  return html`<ul class="decided">${view.doors.map(
    (door) =>
      html`<li><span><a href="${door.href}"><b>${door.name}</b></a>${
        door.note === '' ? '' : html`<br><span class="small soft">${door.note}</span>`
      }</span><span class="id">${door.href}</span></li>`,
  )}</ul>`
}

function logins(view: DemoView): Html {
  const { demo } = messages(view.frame.language)
  return table({
    caption: demo.logins,
    stack: true,
    columns: [
      { heading: demo.who },
      { heading: demo.login, short: demo.login },
      { heading: demo.password, short: demo.password },
      { heading: demo.oneTimeCode, short: demo.oneTimeCode },
    ],
    rows: view.logins.map((login) => [
      login.who,
      html`<span class="id">${login.login}</span>`,
      html`<span class="id">${login.password}</span>`,
      login.code === undefined ? '' : html`<span class="id">${login.code}</span>`,
    ]),
  })
}

function people(view: DemoView): Html {
  const { demo } = messages(view.frame.language)
  return table({
    caption: demo.people,
    stack: true,
    columns: [{ heading: demo.phone }, { heading: demo.note, short: demo.note }],
    rows: view.people.map((person) => [
      html`<span class="num">${person.phone}</span>`,
      person.note,
    ]),
  })
}

export interface OutboxView {
  readonly frame: Frame
  /** Latest first. */
  readonly messages: readonly {
    readonly at: Moment
    readonly kind: 'sms' | 'email'
    readonly to: string
    readonly text: string
  }[]
}

export function outboxPage(view: OutboxView): Html {
  const { language } = view.frame
  const { demo, apply } = messages(language)
  const content =
    view.messages.length === 0
      ? empty({
          heading: demo.outboxEmpty,
          level: 2,
          content: html`<p>${demo.outboxEmptyText} <a href="${PUBLIC.apply}">${apply.phone.heading}</a></p>`,
        })
      : sheet({
          class: 'pad',
          content: table({
            caption: demo.outbox,
            stack: true,
            columns: [
              { heading: demo.sent },
              { heading: demo.to, short: demo.to },
              { heading: demo.text, short: demo.text },
            ],
            rows: view.messages.map((item) => [
              html`<span class="num">${dateTime(language, item.at)}</span>`,
              html`<span class="small soft">${demo.kind[item.kind]}</span> <span class="num">${item.to}</span>`,
              html`<span class="letter">${item.text}</span>`,
            ]),
          }),
        })
  return publicPage(view.frame, {
    title: demo.outbox,
    main: html`<header class="head"><h1>${demo.outbox}</h1><p class="lead">${demo.outboxLead}</p></header>${content}`,
  })
}
