/**
 * The demo's own pages: who can get in, and the messages that would have been sent.
 *
 * Registered only in a demo start; a production start has no such route.
 */
import { demoLogins, type House, syntheticPhone } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import type { SmsOutbox } from '@kelisim/outside'
import { CABINET, type DemoView, DESK, demoPage, outboxPage, PUBLIC } from '@kelisim/screens'
import { type Language, moment } from '@kelisim/terms'
import { timeCode } from '@kelisim/work'
import type { FastifyInstance } from 'fastify'
import type { Serving } from './http.ts'
import { frameOf, sendPage } from './page.ts'
import { shownValue } from './shown-value.ts'
import { recipientName } from './titles.ts'

/** Of the demo people, enough to try the cabinet with. */
const PEOPLE_SHOWN = 3

export function demoPages(
  app: FastifyInstance,
  house: House,
  serving: Serving,
  outbox: SmsOutbox,
): void {
  app.get('/demo', async (request, reply) => {
    const frame = await frameOf(house, request, reply)
    const { demo } = messages(frame.language)
    const people = Math.min(PEOPLE_SHOWN, house.environment.demoPeople)
    const view: DemoView = {
      frame,
      doors: doors(house, serving, frame.language),
      logins: demoLogins(house.means.policy).map((login) => ({
        who:
          house.means.policy.roles.find((role) => role.id === login.role)?.title[frame.language] ??
          login.role,
        login: login.login,
        password: login.password,
        code: timeCode(login.totpBase32, house.means.now()),
      })),
      people: Array.from({ length: people }, (_, ordinal) => ({
        phone: shownValue({ type: 'phone' }, syntheticPhone(ordinal), frame.language),
        note: demo.applied,
      })),
    }
    return await sendPage(reply, demoPage(view))
  })
  app.get('/demo/outbox', async (request, reply) => {
    const frame = await frameOf(house, request, reply)
    const texts = outbox.list().map((message) => ({ ...message, kind: 'sms' as const }))
    const letters = (serving.letters?.list() ?? []).map((letter) => ({
      ...letter,
      kind: 'email' as const,
      text: `${letter.subject}\n${letter.text}`,
    }))
    const list = [...texts, ...letters]
      .toSorted((one, other) => other.at - one.at)
      .map(({ at, kind, to, text }) => ({ at: moment(at), kind, to, text }))
    return await sendPage(reply, outboxPage({ frame, messages: list }))
  })
  // For programs that try the demo: the same list without the page around it.
  app.get('/demo/outbox.json', async (_request, reply) => {
    return await reply.header('cache-control', 'no-store').send(outbox.list())
  })
}

function doors(house: House, serving: Serving, language: Language): DemoView['doors'] {
  const { common, demo } = messages(language)
  const door = (name: string, href: string, note = '') => ({ name, href, note })
  const lenders = Object.entries(serving.lenders).map(([id, { url }]) => {
    return door(recipientName(house, id)[language], `${url}/`, demo.lenderNote)
  })
  return [
    door(common.offers, PUBLIC.home),
    door(common.cabinet, CABINET.overview),
    door(demo.desk, DESK.applications),
    door(common.policyHeading, PUBLIC.policy),
    door(demo.reference, '/docs'),
    door(demo.outbox, PUBLIC.outbox),
    ...lenders,
  ]
}
