/** One press, without a login, in force in the next decision, and remembered of the address (R-16, R-45; RFC 8058). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CONSENT, load, openPool, openSession, SUPPRESSION } from '@kelisim/store'
import { DAY, HOUR } from '@kelisim/terms'
import { CABINET } from '@kelisim/screens'
import { blockData, checkDatabase, destroyData, grantLater, withdrawConsent } from '@kelisim/work'
import { COOKIES } from '../apps/server/src/caller.ts'
import {
  approved,
  consenting,
  counts,
  type MailingWorld,
  mailingWorld,
  NEWS,
  sendAll,
} from './mailing-world.ts'
import { serveWorld } from './served-world.ts'
import { person, type World } from './world.ts'

const SELF = { role: 'applicant', id: 'self' } as const
const TO_MORNING = 19 * HOUR
const MARKETING = 'direct_marketing:sms'

async function linkOf(heard: MailingWorld): Promise<string> {
  const text = heard.phones.at(-1)?.text ?? heard.letters.list()[0]?.text ?? ''
  return /\/u\/[\w-]{22}/.exec(text)?.[0] ?? assert.fail('no link in the message')
}

const suppressions = async (world: World) =>
  await load(world.house.means.store.pool, SUPPRESSION, 'true', [])

test('R-16: the link shows one button and changes nothing; the button ends such messages at once', async () => {
  await using heard = await mailingWorld()
  const { world, phones } = heard
  const { means } = world.house
  const subject = await consenting(world, 1, [MARKETING, 'service_info:sms'])
  await approved(heard, 'direct_marketing', 'sms')
  const next = await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  await heard.sender.send()
  const link = await linkOf(heard)
  const before = phones.length
  const app = await serveWorld(world)
  for (const language of ['kk', 'ru', 'en']) {
    const page = await app.inject({ url: `${link}?lang=${language}` })
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /<button/)
    assert.equal(page.headers['cache-control'], 'no-store')
    assert.ok(!page.body.includes(person(1).phone.slice(-7)), 'the page names nobody')
  }
  const live = async () =>
    (
      await load(means.store.pool, CONSENT, 'subject_id = $1 and withdrawn_at is null', [subject])
    ).map(({ control }) => control)
  assert.ok((await live()).includes(MARKETING), 'a look changes nothing')
  const done = await app.inject({ method: 'POST', url: link })
  assert.equal(done.statusCode, 200)
  assert.ok(!(await live()).includes(MARKETING))
  assert.ok((await live()).includes('service_info:sms'), 'other messages were not refused')
  assert.equal((await suppressions(world)).length, 1)
  world.clock.pass(8 * DAY)
  const third = await approved(heard, 'direct_marketing', 'sms')
  await sendAll(heard)
  assert.equal(phones.length, before)
  assert.match(await counts(heard, next), /sent: 1|skipped consent_withdrawn: 1/)
  assert.equal(await counts(heard, third), '')
  // Once more is no mistake; a link that is none says so and nothing else.
  assert.equal((await app.inject({ method: 'POST', url: link })).statusCode, 200)
  assert.equal((await suppressions(world)).length, 1)
  assert.equal((await app.inject({ method: 'POST', url: `/u/${'A'.repeat(22)}` })).statusCode, 404)
  assert.equal((await app.inject({ url: '/u/x' })).statusCode, 404)
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('RFC 8058: a program of mail posts to the link in any form, without cookie, page or token of a form', async () => {
  await using heard = await mailingWorld()
  const { world, letters } = heard
  await consenting(world, 1, ['service_info:email'])
  await consenting(world, 2, ['service_info:email'], 'ru')
  await consenting(world, 3, ['service_info:email'], 'en')
  await approved(heard, 'service_info', 'email', NEWS)
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  const app = await serveWorld(world)
  const forms = [
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
    ['text/plain', 'List-Unsubscribe=One-Click'],
  ] as const
  assert.equal(letters.list().length, forms.length)
  for (const [index, [type, payload]] of forms.entries()) {
    const url = new URL(letters.list()[index]?.unsubscribeUrl ?? '').pathname
    const headers = { 'content-type': type }
    const answer = await app.inject({ method: 'POST', url, headers, payload })
    assert.equal(answer.statusCode, 200, type)
  }
  assert.equal((await suppressions(world)).length, forms.length)
  world.clock.pass(8 * DAY)
  await approved(heard, 'service_info', 'email', NEWS)
  await sendAll(heard)
  assert.equal(letters.list().length, forms.length)
})

test('R-16: an address that refused is not written to for another person either, until a later consent', async () => {
  await using heard = await mailingWorld()
  const { world, letters } = heard
  const { means } = world.house
  const shared = 'family@kelisim.example'
  const first = await consenting(world, 1, ['service_info:email'], 'kk', shared)
  await approved(heard, 'service_info', 'email', NEWS)
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  const second = await consenting(world, 2, ['service_info:email'], 'kk', 'Family@KELISIM.example')
  const app = await serveWorld(world)
  world.clock.pass(HOUR)
  assert.equal((await app.inject({ method: 'POST', url: await linkOf(heard) })).statusCode, 200)
  // The refusal outlives the person, without a word of who it was.
  assert.equal((await destroyData(means, first, SELF, 'request')).effect, 'done')
  const [kept] = await suppressions(world)
  assert.ok(kept !== undefined)
  assert.ok(!JSON.stringify(Object.keys(kept)).includes('subject'))
  const again = await approved(heard, 'service_info', 'email', NEWS)
  await sendAll(heard)
  assert.equal(await counts(heard, again), 'skipped suppressed: 1')
  assert.equal(letters.list().length, 1)
  // They say yes themselves, later than the refusal.
  const controls = means.consentTexts('kk').find(({ control }) => control === 'service_info:email')
  const [old] = await load(
    means.store.pool,
    CONSENT,
    "subject_id = $1 and control = 'service_info:email'",
    [second],
  )
  await withdrawConsent(means, second, old?.consent_id ?? '')
  world.clock.pass(HOUR)
  const tick = { control: 'service_info:email', textSha256: controls?.sha256 ?? '' }
  assert.equal((await grantLater(means, second, tick, 'kk')).effect, 'done')
  world.clock.pass(HOUR)
  const later = await approved(heard, 'service_info', 'email', NEWS)
  await sendAll(heard)
  assert.equal(await counts(heard, later), 'sent: 1')
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-16: a refusal goes when no consent older than it can live', async () => {
  await using heard = await mailingWorld()
  const { world } = heard
  const other = await consenting(world, 2, [MARKETING])
  await consenting(world, 1, [MARKETING])
  await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  const app = await serveWorld(world)
  const theirs = heard.phones.find(({ to }) => to === person(1).phone)?.text ?? ''
  await app.inject({ method: 'POST', url: /\/u\/[\w-]{22}/.exec(theirs)?.[0] ?? '' })
  // Somebody else's consent is older than the refusal and lives longer than today's terms allow.
  const owner = openPool(world.databaseUrl, undefined)
  const older = `update consent set expires_at = expires_at + $1::interval where control = $2 and subject_id = $3`
  await owner.query(older, ['10 days', MARKETING, other])
  await owner.end()
  world.clock.pass(364 * DAY)
  await heard.sender.send()
  assert.equal((await suppressions(world)).length, 1)
  world.clock.pass(2 * DAY)
  await heard.sender.send()
  assert.equal((await suppressions(world)).length, 1)
  world.clock.pass(9 * DAY)
  await heard.sender.send()
  assert.equal((await suppressions(world)).length, 0)
})

test('R-41, R-45: whose data are blocked can refuse, too; who was destroyed has nothing to refuse', async () => {
  await using heard = await mailingWorld()
  const { world } = heard
  const { means } = world.house
  const subject = await consenting(world, 1, [MARKETING])
  await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  const link = await linkOf(heard)
  const app = await serveWorld(world)
  assert.equal((await blockData(means, subject, SELF, 'inaccurate')).effect, 'done')
  assert.equal((await app.inject({ method: 'POST', url: link })).statusCode, 200)
  assert.equal((await suppressions(world)).length, 1)
  const other = await consenting(world, 2, [MARKETING])
  await approved(heard, 'direct_marketing', 'sms')
  await sendAll(heard)
  const second = await linkOf(heard)
  assert.equal((await destroyData(means, other, SELF, 'request')).effect, 'done')
  assert.equal((await app.inject({ method: 'POST', url: second })).statusCode, 200)
  assert.equal((await suppressions(world)).length, 1)
})

test('R-16, R-39: the cabinet shows the message and leads to the receipt of its consent; the table holds no token', async () => {
  await using heard = await mailingWorld()
  const { world } = heard
  const { means } = world.house
  const subject = await consenting(world, 1, [MARKETING])
  await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  const session = await openSession(means.store, { kind: 'subject', id: subject })
  const app = await serveWorld(world)
  const cookies = { [COOKIES.session]: session }
  const page = await app.inject({ url: `${CABINET.messages}?lang=kk`, cookies })
  assert.equal(page.statusCode, 200)
  assert.ok(page.body.includes('Тек бүгін: комиссиясыз өтінім беріңіз.'))
  const receipt = /\/cabinet\/consents\/[\w-]+\/receipt/.exec(page.body)?.[0] ?? ''
  const [consent] = await load(means.store.pool, CONSENT, 'subject_id = $1 and control = $2', [
    subject,
    MARKETING,
  ])
  assert.equal(receipt, `/cabinet/consents/${consent?.consent_id}/receipt`)
  await world.sequenceAll()
  const file = await app.inject({ url: receipt, cookies })
  assert.equal(file.statusCode, 200)
  const owner = openPool(world.databaseUrl, undefined)
  const { rows } = await owner.query('select p::text as one from mailing_person p')
  await owner.end()
  const token = (await linkOf(heard)).slice('/u/'.length)
  assert.ok(!JSON.stringify(rows).includes(token))
})
