/** What a browser's signal against tracking does: no consent to messages is asked, no cookie but the necessary ones is set. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { serveWorld } from './served-world.ts'
import { openWorld, person, type World } from './world.ts'

type Headers = Readonly<Record<string, string>>

/** A browser without a window: keeps cookies, sends the forms of the pages it reads. */
async function walkToConsents(world: World, app: FastifyInstance, headers: Headers) {
  const jar = new Map<string, string>()
  const call = async (
    method: 'GET' | 'POST',
    url: string,
    fields?: Readonly<Record<string, string>>,
  ) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = { ...headers, cookie, ...(fields === undefined ? {} : form) }
    const payload = fields === undefined ? '' : new URLSearchParams(fields).toString()
    const answer = await app.inject({ method, url, headers: sent, payload })
    for (const { name, value } of answer.cookies) jar.set(name, value)
    return answer
  }
  const send = async (url: string, fields: Readonly<Record<string, string>>) => {
    const csrf = /name="csrf" value="([^"]*)"/.exec((await call('GET', url)).body)?.[1] ?? ''
    const answer = await call('POST', url, { ...fields, csrf })
    assert.equal(answer.statusCode, 303, `${url}: ${answer.body.slice(0, 300)}`)
  }
  const { phone, values } = person(1)
  await send('/apply?amount=100000&days=30', { amount: '100000', days: '30' })
  await send('/apply/phone', { phone })
  const code = /\d{3} \d{3}/.exec(
    world.outbox.list().find(({ to }) => to === phone)?.text ?? '',
  )?.[0]
  await send('/apply/code', { code: code ?? '' })
  await send('/apply/about', values)
  return { page: await call('GET', '/apply/consents'), cookies: [...jar.keys()] }
}

test('who sends Sec-GPC is asked no consent to messages, and gets no cookie but the necessary ones (R-16)', async () => {
  await using world = await openWorld()
  const app = await serveWorld(world)
  try {
    const usual = await walkToConsents(world, app, {})
    assert.equal(usual.page.statusCode, 200)
    assert.match(usual.page.body, /id="consent-direct-marketing-sms"/)
    const quiet = await walkToConsents(world, app, { 'sec-gpc': '1' })
    assert.equal(quiet.page.statusCode, 200)
    assert.match(quiet.page.body, /id="consent-contract"/)
    assert.doesNotMatch(quiet.page.body, /direct-marketing|service-info/)
    const necessary = new Set(['session', 'language', 'form', 'draft', 'pending'])
    const others = quiet.cookies.filter((name) => !necessary.has(name.replace(/[.\d]+$/, '')))
    assert.deepEqual(others, [])
  } finally {
    await app.close()
  }
})
