/** Messages go to whoever consented, at the moment of sending, by day, once, and on the record. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CONSENT, load, openPool } from '@kelisim/store'
import { DAY, HOUR, MINUTE, Outage, type SubjectId } from '@kelisim/terms'
import {
  approveMailing,
  blockData,
  checkDatabase,
  destroyData,
  Mailings,
  stopMailing,
  supervisePurpose,
  withdrawConsent,
  writeMailing,
} from '@kelisim/work'
import {
  AD,
  approved,
  AUTHOR,
  COLLEAGUE,
  compose,
  consenting,
  counts,
  mailingWorld,
  NEWS,
  OFFICER,
  rowsOf,
  seen,
  sendAll,
  story,
} from './mailing-world.ts'
import { person, type World } from './world.ts'

const SELF = { role: 'applicant', id: 'self' } as const
/** From Sunday 14:00 to Monday 09:00. */
const TO_MORNING = 19 * HOUR
const MARKETING = 'direct_marketing:sms'

async function withdraw(world: World, subject: SubjectId, control: string): Promise<void> {
  const { means } = world.house
  const where = 'subject_id = $1 and control = $2'
  const [row] = await load(means.store.pool, CONSENT, where, [subject, control])
  const answer = await withdrawConsent(means, subject, row?.consent_id ?? '')
  assert.equal(answer.effect, 'done')
}

test('R-16: reaches whoever consented to this purpose by this channel, each in their language, with a way to refuse', async () => {
  await using heard = await mailingWorld()
  const { world, phones, letters } = heard
  await consenting(world, 1, [MARKETING], 'kk')
  await consenting(world, 2, [MARKETING, 'direct_marketing:email'], 'ru')
  await consenting(world, 3, ['service_info:sms'], 'en')
  await consenting(world, 4, [])
  const id = await approved(heard, 'direct_marketing', 'sms')
  assert.equal((await seen(heard, id)).mailing.audience, 2)
  await sendAll(heard)
  assert.equal(phones.length, 0, 'Sunday')
  assert.equal(await counts(heard, id), 'waiting: 2')
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  const told = new Map(phones.map(({ to, text, class: of }) => [to, [text.split('\n')[0], of]]))
  assert.deepEqual(told.get(person(1).phone), [`Kelisim: Жарнама. ${AD.kk.text}`, 'marketing'])
  assert.deepEqual(told.get(person(2).phone), [`Kelisim: Реклама. ${AD.ru.text}`, 'marketing'])
  assert.equal(phones.length, 2)
  for (const { text } of phones) assert.match(text, /http:\/\/localhost:8080\/u\/[\w-]{22}$/)
  assert.equal(await counts(heard, id), 'sent: 2')
  assert.equal((await seen(heard, id)).mailing.state, 'done')
  assert.deepEqual(letters.list(), [])
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
  const lines = await story(world)
  assert.equal(lines.filter((line) => line === 'message_sending').length, 2)
  assert.equal(lines.filter((line) => line === 'message_settled').length, 2)
})

test('R-16: letters say in their head how to refuse with one click (RFC 8058)', async () => {
  await using heard = await mailingWorld()
  const { world, letters, phones } = heard
  await consenting(world, 1, ['service_info:email'], 'en')
  await approved(heard, 'service_info', 'email', NEWS)
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  const [letter] = letters.list()
  assert.equal(letter?.to, 'p•••@kelisim.example')
  assert.equal(letter?.subject, NEWS.en.subject)
  assert.equal(letter?.text.split('\n')[0], `Kelisim: ${NEWS.en.text}`)
  const head = new Map(letter?.head)
  assert.match(head.get('List-Unsubscribe') ?? '', /^<http:\/\/localhost:8080\/u\/[\w-]{22}>$/)
  assert.equal(head.get('List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click')
  assert.deepEqual(phones, [])
})

test('R-16: asked at sending and not when the list was made: withdrawn, blocked and destroyed are passed over', async () => {
  await using heard = await mailingWorld()
  const { world, phones } = heard
  const { means } = world.house
  const [one, two, three] = [
    await consenting(world, 1, [MARKETING]),
    await consenting(world, 2, [MARKETING]),
    await consenting(world, 3, [MARKETING]),
  ]
  await consenting(world, 4, [MARKETING])
  const id = await approved(heard, 'direct_marketing', 'sms')
  await heard.sender.send()
  assert.equal(await counts(heard, id), 'waiting: 4')
  await withdraw(world, one, MARKETING)
  assert.equal((await blockData(means, two, SELF, 'inaccurate')).effect, 'done')
  assert.equal((await destroyData(means, three, SELF, 'request')).effect, 'done')
  phones.length = 0
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  assert.deepEqual(
    phones.map(({ to }) => to),
    [person(4).phone],
  )
  assert.equal(
    await counts(heard, id),
    'sent: 1, skipped consent_withdrawn: 1, skipped subject_blocked: 1, skipped subject_destroyed: 1',
  )
  const refused = (await story(world)).filter((line) => line.startsWith('refused'))
  assert.deepEqual(refused.toSorted(), [
    'refused consent_withdrawn',
    'refused subject_blocked',
    'refused subject_destroyed',
  ])
  assert.deepEqual((await checkDatabase(means)).findings, [])
  assert.ok(!JSON.stringify(await rowsOf(heard, id)).includes(person(4).phone.slice(1)))
})

test('R-5, R-16: a purpose that the officer suspends after approval sends nothing more', async () => {
  await using heard = await mailingWorld()
  const { world, phones } = heard
  await consenting(world, 1, [MARKETING])
  const id = await approved(heard, 'direct_marketing', 'sms')
  await heard.sender.send()
  const { means } = world.house
  const answer = await supervisePurpose(means, OFFICER, 'direct_marketing', 'Шағым бойынша')
  assert.equal(answer.effect, 'done')
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  assert.deepEqual(phones, [])
  assert.equal(await counts(heard, id), 'skipped purpose_suspended: 1')
})

test('R-16: nobody is written to at night, on days off, or after hours began while a lot was under way', async () => {
  let left = 0
  let evening: () => void = () => undefined
  await using heard = await mailingWorld(() => {
    left += 1
    if (left === 1) evening()
  })
  const { world, phones } = heard
  evening = () => world.clock.pass(12 * HOUR)
  for (let ordinal = 1; ordinal <= 9; ordinal++) await consenting(world, ordinal, [MARKETING])
  const id = await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  await heard.sender.send()
  // Four were under way together when the evening came.
  assert.ok(phones.length <= 4, `${phones.length}`)
  const before = phones.length
  await sendAll(heard)
  assert.equal(phones.length, before)
  world.clock.pass(12 * HOUR)
  await sendAll(heard)
  assert.equal(phones.length, 9)
  assert.equal(await counts(heard, id), 'sent: 9')
})

test('R-16: no more a week to one person than the policy says, whatever the class', async () => {
  await using heard = await mailingWorld()
  const { world, phones } = heard
  await consenting(world, 1, [MARKETING, 'service_info:sms', 'offers:sms'])
  world.clock.pass(TO_MORNING)
  await approved(heard, 'direct_marketing', 'sms')
  await sendAll(heard)
  await approved(heard, 'service_info', 'sms', NEWS)
  await sendAll(heard)
  const third = await approved(heard, 'offers', 'sms')
  await sendAll(heard)
  assert.equal(phones.length, 2)
  assert.equal(await counts(heard, third), 'skipped too_often: 1')
  world.clock.pass(7 * DAY)
  await approved(heard, 'offers', 'sms')
  await sendAll(heard)
  assert.equal(phones.length, 3)
})

test('R-14: own offers go to clients only, whatever they ticked', async () => {
  await using heard = await mailingWorld()
  const { world, phones } = heard
  const { means } = world.house
  const subject = await consenting(world, 1, ['offers:sms'])
  const other = await consenting(world, 2, ['offers:sms'])
  // Nobody consents here without applying; the mark of a client is taken away by hand, outside the ledger.
  const owner = openPool(world.databaseUrl, undefined)
  await owner.query(
    "update subject set categories = '{potential_borrower}' where subject_id = $1",
    [other],
  )
  await owner.end()
  const id = await approved(heard, 'offers', 'sms')
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  assert.deepEqual(
    phones.map(({ to }) => to),
    [person(1).phone],
  )
  assert.equal(await counts(heard, id), 'sent: 1, skipped purpose_mismatch: 1')
  assert.notEqual(subject, means.policy.id)
})

test('R-16: who writes does not approve; who may not write is refused and written down (R-84, R-85)', async () => {
  await using heard = await mailingWorld()
  const { world } = heard
  const { means } = world.house
  const wanted = { purpose: 'direct_marketing', channel: 'sms', texts: AD }
  const written = await writeMailing(means, AUTHOR, wanted)
  if (written.effect !== 'done') assert.fail()
  const own = await approveMailing(means, AUTHOR, written.mailing)
  assert.equal(own.effect === 'refuse' && own.code, 'operation_not_permitted')
  const auditor = { ...COLLEAGUE, role: 'auditor' }
  const none = await approveMailing(means, auditor, written.mailing)
  assert.equal(none.effect === 'refuse' && none.code, 'operation_not_permitted')
  const officer = await writeMailing(means, OFFICER, wanted)
  assert.equal(officer.effect === 'refuse' && officer.code, 'operation_not_permitted')
  assert.equal((await approveMailing(means, COLLEAGUE, written.mailing)).effect, 'done')
  const again = await approveMailing(means, OFFICER, written.mailing)
  assert.equal(again.effect === 'refuse' && again.code, 'not_found')
  assert.equal((await stopMailing(means, OFFICER, written.mailing)).effect, 'done')
  const lines = await story(world)
  assert.equal(lines.filter((line) => line === 'refused operation_not_permitted').length, 3)
})

test('R-13, X-21: a careless author cannot put advertising or a lender into information', async () => {
  await using heard = await mailingWorld()
  const { means } = heard.world.house
  const write = async (purpose: string, ru: string) => {
    const texts = { ...NEWS, ru: { subject: 'Новое', text: ru } }
    const answer = await writeMailing(means, AUTHOR, { purpose, channel: 'sms', texts })
    return answer.effect === 'wrong_text' ? answer.faults.map(({ code }) => code) : answer.effect
  }
  assert.deepEqual(await write('service_info', 'Скидка на первую заявку!'), ['advertising'])
  assert.deepEqual(await write('service_info', 'Самал снижает процент'), ['third_party'])
  assert.deepEqual(await write('offers', 'Зайдите на https://mfo.example'), ['foreign_link'])
  assert.deepEqual(await write('direct_marketing', 'Скидка у Самала!'), 'done')
  assert.deepEqual(await write('contract', 'Здравствуйте'), 'refuse')
  assert.deepEqual(await write('statistics', 'Здравствуйте'), 'refuse')
})

test('I12: killed between the record and the message, nobody gets it twice and nobody says it was sent', async () => {
  let calls = 0
  await using heard = await mailingWorld(async () => {
    calls += 1
    // The process is gone: its call never ends.
    if (calls === 1) await new Promise(() => undefined)
  })
  const { world, phones } = heard
  const { means } = world.house
  await consenting(world, 1, [MARKETING])
  const id = await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  void heard.sender.send()
  while (calls === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  const other = new Mailings(means, compose, (_what, error) => assert.fail(String(error)))
  await other.send()
  assert.equal(await counts(heard, id), 'sending: 1')
  // Given up on also when somebody stops the mailing meanwhile.
  assert.equal((await stopMailing(means, OFFICER, id)).effect, 'done')
  world.clock.pass(6 * MINUTE)
  await other.send()
  await other.send()
  assert.equal(await counts(heard, id), 'unknown: 1')
  assert.deepEqual(phones, [])
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('I12: a gateway that does not answer is unknown, never asked again, and the others wait', async () => {
  let out = true
  await using heard = await mailingWorld(() => {
    if (out) throw new Outage('gateway')
  })
  const { world, phones } = heard
  for (let ordinal = 1; ordinal <= 9; ordinal++) await consenting(world, ordinal, [MARKETING])
  const id = await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  await heard.sender.send()
  const lost = (await rowsOf(heard, id)).filter(({ state }) => state === 'unknown').length
  assert.ok(lost >= 1 && lost <= 4, `${lost}`)
  await heard.sender.send()
  assert.equal(await counts(heard, id), `unknown: ${lost}, waiting: ${9 - lost}`)
  out = false
  world.clock.pass(2 * MINUTE)
  await sendAll(heard)
  assert.equal(phones.length, 9 - lost)
  assert.equal(await counts(heard, id), `sent: ${9 - lost}, unknown: ${lost}`)
})

test('I2: a ledger that takes no entry lets no message leave', async () => {
  await using heard = await mailingWorld()
  const { world, phones, troubles } = heard
  await consenting(world, 1, [MARKETING])
  const id = await approved(heard, 'direct_marketing', 'sms')
  await heard.sender.send()
  world.clock.pass(TO_MORNING)
  const owner = openPool(world.databaseUrl, undefined)
  try {
    await owner.query('revoke insert on action_inbox from kelisim_app')
    await heard.sender.send()
    assert.deepEqual(phones, [])
    assert.equal(troubles.length, 1)
    assert.equal(await counts(heard, id), 'waiting: 1')
    await owner.query('grant insert on action_inbox to kelisim_app')
    await sendAll(heard)
    assert.equal(phones.length, 1)
  } finally {
    await owner.end()
  }
})

test('I12: two processes send one mailing, and everybody gets it once', async () => {
  await using heard = await mailingWorld()
  const { world, phones } = heard
  for (let ordinal = 1; ordinal <= 12; ordinal++) await consenting(world, ordinal, [MARKETING])
  const id = await approved(heard, 'direct_marketing', 'sms')
  world.clock.pass(TO_MORNING)
  const other = new Mailings(world.house.means, compose, (_what, error) =>
    assert.fail(String(error)),
  )
  await Promise.all([heard.sender.send(), other.send(), heard.sender.send(), other.send()])
  await sendAll(heard)
  assert.equal(new Set(phones.map(({ to }) => to)).size, 12)
  assert.equal(phones.length, 12)
  assert.equal(await counts(heard, id), 'sent: 12')
})

test('R-16: a mailing that is stopped sends nothing more', async () => {
  await using heard = await mailingWorld()
  const { world, phones } = heard
  await consenting(world, 1, [MARKETING])
  const id = await approved(heard, 'direct_marketing', 'sms')
  await heard.sender.send()
  assert.equal((await stopMailing(world.house.means, AUTHOR, id)).effect, 'done')
  world.clock.pass(TO_MORNING)
  await sendAll(heard)
  assert.deepEqual(phones, [])
})
