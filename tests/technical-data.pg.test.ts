/**
 * There is no "technical data": what a browser and a connection say of themselves is not kept, and the marks that
 * are (hashes of phone, IIN and network, sessions, codes, refusals) are shown, taken away and destroyed with the person.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages } from '@kelisim/messages'
import { CABINET } from '@kelisim/screens'
import { CODES_COUNTED_MS, IDEMPOTENCY_MS, load, openSession, SUBJECT } from '@kelisim/store'
import { HOUR, LANGUAGES } from '@kelisim/terms'
import { destroyData, ownMarks, seeOwnData } from '@kelisim/work'
import { COOKIES } from '../apps/server/src/caller.ts'
import { ownDataAsJson } from '../apps/server/src/download.ts'
import { printedCopy } from '../apps/server/src/own-copy-print.ts'
import { applicationBody, textAt, type Served } from './api-world.ts'
import { tellerOf } from '../apps/server/src/said.ts'
import { approved, consenting, mailingWorld, sendAll } from './mailing-world.ts'
import { startServer } from './running-server.ts'
import { serveWorld } from './served-world.ts'
import { filesWith, placesOf, wholeDatabase } from './whole-database.ts'
import { apply, openWorld, person } from './world.ts'

const PLANTED = {
  headers: {
    'user-agent': 'PlantedAgent/7.31 (PlantedSystem 99; rv:7)',
    'x-forwarded-for': '203.0.113.77',
    'x-real-ip': '203.0.113.77',
    forwarded: 'for=203.0.113.77',
    referer: 'https://planted-referrer.example/ads?q=loan',
    cookie: '_ga=GA1.2.plantedga; _fbp=plantedpixel; yandexuid=plantedyandex',
    'accept-language': 'en-PlantedRegion, en;q=0.9',
    'sec-ch-ua': '"PlantedBrand";v="7"',
    'sec-ch-ua-platform': '"PlantedPlatform"',
    'sec-ch-ua-model': '"PlantedModel"',
    'viewport-width': '1371313',
    'x-device-id': 'planted-imei-3571',
  },
  query: 'gclid=plantedgclid&fbclid=plantedfbclid&yclid=plantedyclid&utm_campaign=plantedutm',
}
const TO_MORNING = 19 * HOUR
const WORDS = ['planted', 'Planted', '203.0.113.77', '1371313']

test('R-18, R-100: no header, cookie, address or click id of a whole visit stands in the log or in any file of the house', async () => {
  await using server = await startServer({ KELISIM_LOG: 'trace', KELISIM_DEMO_PEOPLE: '0' })
  const call: Served['call'] = async (method, path, { body, token } = {}) => {
    const address = `${server.url}${path}${path.includes('?') ? '&' : '?'}${PLANTED.query}`
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: {
        ...PLANTED.headers,
        'idempotency-key': crypto.randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const { status, headers } = response
    return { status, headers, text, body: isJson ? JSON.parse(text) : undefined }
  }
  for (const page of ['/', '/apply', '/policy', '/login', '/cabinet', '/desk', '/nowhere']) {
    assert.ok((await call('GET', page)).status < 500, page)
  }
  const { phone } = person(7)
  const sent = await call('POST', '/v1/phone/codes', { body: { phone, language: 'en' } })
  assert.equal(sent.status, 202, sent.text)
  const confirming = { body: { phone, code: await server.codeFor(phone) } }
  const path = `/v1/phone/codes/${textAt(sent, 'challenge')}/confirm`
  const phoneToken = textAt(await call('POST', path, confirming), 'phone_token')
  const body = await applicationBody({ call } as Served, { phoneToken, ordinal: 7 })
  const applied = await call('POST', '/v1/applications', { body })
  assert.equal(applied.status, 201, applied.text)
  const session = await call('POST', '/v1/sessions', { body: { phone_token: phoneToken } })
  const token = textAt(session, 'token')
  const own = await call('GET', '/v1/me', { token })
  assert.equal(own.status, 200, own.text)
  assert.ok(!WORDS.some((word) => own.text.includes(word)))
  // Stopping writes every page of the database to its file.
  await server.stop()
  for (const word of WORDS) assert.ok(!server.log().includes(word), `${word} stands in the log`)
  assert.deepEqual(await filesWith(server.folder, WORDS), [])
  const control = await filesWith(server.folder, ['application_submitted'])
  assert.ok(control.length > 0, 'the search does look into the files of the database')
})

test('R-18: the policy says of each item of a device that it is not collected; no consent asks for one, and none is taken', async () => {
  await using world = await openWorld()
  const { policy, consentTexts } = world.house.means
  const device = policy.fields.filter(({ type }) => type === 'technical')
  assert.equal(device.length, 12)
  const kept = device.filter(({ why }) => !/^Not (asked|collected|kept)\b/.test(why.en))
  // The network as a keyed mark of an hour, and the cookies without which no page knows its visitor.
  assert.deepEqual(
    kept.map(({ id }) => id),
    ['ip_address', 'cookies'],
  )
  const asked = new Set(consentTexts('kk').flatMap(({ fields }) => fields))
  for (const [index, { id }] of device.entries()) {
    assert.ok(!asked.has(id), id)
    const answer = await apply(world, { ordinal: index + 1, values: { [id]: 'x' } })
    assert.equal(answer.effect, 'refuse', id)
  }
  assert.deepEqual(await load(world.house.means.store.pool, SUBJECT, 'true', []), [])
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  const clause = clauses.find(({ id }) => id === '3.1')
  assert.match(clause?.text.en ?? '', /for one hour, .+ for 72 hours/)
  assert.deepEqual([CODES_COUNTED_MS, IDEMPOTENCY_MS], [HOUR, 72 * HOUR])
})

test('R-18, R-39, R-100: number, hashed phone, IIN and network, codes, sessions and refusals are shown, copied and destroyed like values', async () => {
  await using heard = await mailingWorld()
  const { world } = heard
  const { house } = world
  const { means } = house
  const subject = await consenting(world, 1, ['direct_marketing:sms'])
  await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  const app = await serveWorld(world)
  const link = /\/u\/[\w-]{22}/.exec(heard.phones.at(-1)?.text ?? '')?.[0] ?? ''
  assert.equal((await app.inject({ method: 'POST', url: link })).statusCode, 200)
  const { phone } = person(1)
  const code = await app.inject({
    method: 'POST',
    url: '/v1/phone/codes',
    remoteAddress: '203.0.113.77',
    headers: { 'idempotency-key': crypto.randomUUID() },
    payload: { phone, language: 'kk' },
  })
  assert.equal(code.statusCode, 202, code.body)
  const token = await openSession(means.store, { kind: 'subject', id: subject })
  const everything = await wholeDatabase(world.databaseUrl)
  assert.ok(!everything.includes('203.0.113') && !everything.includes(token))

  const own = await seeOwnData(means, subject, 'values_exported')
  assert.ok(own.effect === 'done')
  const { marks } = JSON.parse(ownDataAsJson(house, own.data)) as Copied
  // The code of the application stands beside the newer one until the house is swept.
  assert.deepEqual([...new Set(marks.map(({ kind }) => kind))], KINDS)
  assert.ok(marks.every(({ label }) => label === 'pseudonymised'))
  for (const { kind, mark } of marks) {
    assert.notDeepEqual(
      await placesOf(world.databaseUrl, mark),
      [],
      `${kind} is what stands in the database`,
    )
  }
  const teller = await tellerOf(house, 'subject')
  for (const language of LANGUAGES) {
    const words = messages(language).cabinet.marks
    const cookie = `${COOKIES.session}=${token}; ${COOKIES.language}=${language}`
    const shown = (await app.inject({ url: CABINET.data, headers: { cookie } })).body
    const table = printedCopy(teller, own.data, language).sections.find(
      ({ heading }) => heading === words.title,
    )
    for (const kind of KINDS) {
      assert.ok(shown.includes(words.kinds[kind]), `${kind} in the cabinet`)
      const printed = table?.rows.some(([what]) => what?.startsWith(words.kinds[kind]))
      assert.ok(printed, `${kind} in the printed copy`)
    }
  }

  const by = { role: 'applicant', id: 'self' } as const
  assert.equal((await destroyData(means, subject, by, 'request')).effect, 'done')
  for (const { kind, mark } of marks) {
    if (kind === 'number') continue
    const left = kind === 'refusal' ? ['public.suppression.keyed_hash'] : []
    assert.deepEqual(await placesOf(world.databaseUrl, mark), left, kind)
  }
  const left = (await ownMarks(means, subject, { phone })).map(({ kind }) => kind)
  assert.deepEqual(left, ['number', 'refusal'], 'the number leads to no key, no link and no value')
})

const KINDS = ['code', 'iin', 'network', 'number', 'phone', 'session', 'refusal'] as const

interface Copied {
  readonly marks: readonly {
    readonly kind: (typeof KINDS)[number]
    readonly label: string
    readonly mark: string
  }[]
}
