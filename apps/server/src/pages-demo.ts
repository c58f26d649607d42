/**
 * The demo's own pages: who can get in, and the messages that would have been sent.
 *
 * Registered only in a demo start; a production start has no such route.
 */
import { DEMO_LOGINS, type House, syntheticPhone } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import type { SmsOutbox } from '@kelisim/outside'
import { type DemoView, demoPage, outboxPage } from '@kelisim/screens'
import { moment } from '@kelisim/terms'
import { timeCode } from '@kelisim/work'
import type { FastifyInstance } from 'fastify'
import type { Serving } from './http.ts'
import { frameOf, sendPage } from './page.ts'

export function demoPages(
  app: FastifyInstance,
  house: House,
  serving: Serving,
  outbox: SmsOutbox,
): void {
  app.get('/demo', async (request, reply) => {
    const frame = await frameOf(house, request, reply)
    const { demo } = messages(frame.language)
    const view: DemoView = {
      frame,
      doors: doors(house, serving).map(([name, href]) => ({ name, href, note: '' })),
      logins: DEMO_LOGINS.map((login) => ({
        who:
          house.means.policy.roles.find((role) => role.id === login.role)?.title[frame.language] ??
          login.role,
        login: login.login,
        password: login.password,
        code: timeCode(login.totpBase32, house.means.now()),
      })),
      people: [0, 1, 2].map((ordinal) => ({ phone: syntheticPhone(ordinal), note: '' })),
    }
    void demo
    return await sendPage(reply, demoPage(view))
  })
  app.get('/demo/outbox', async (request, reply) => {
    const frame = await frameOf(house, request, reply)
    const list = outbox.list().map((message) => ({
      at: moment(message.at),
      kind: 'sms' as const,
      to: message.to,
      text: message.text,
    }))
    return await sendPage(reply, outboxPage({ frame, messages: list }))
  })
  // For programs that try the demo: the same list without the page around it.
  app.get('/demo/outbox.json', async (_request, reply) => {
    return await reply.header('cache-control', 'no-store').send(outbox.list())
  })
}

function doors(house: House, serving: Serving): readonly (readonly [string, string])[] {
  const { policy } = house.means
  const lenders = Object.entries(serving.lenders).map(([id, { url }]): [string, string] => [
    policy.recipients.find((known) => known.id === id)?.name.kk ?? id,
    `${url}/`,
  ])
  return [
    ['/', '/'],
    ['/cabinet', '/cabinet'],
    ['/desk', '/desk'],
    ['/policy', '/policy'],
    ['/docs', '/docs'],
    ...lenders,
  ]
}
