import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Outage } from '@kelisim/terms'
import fc from 'fast-check'
import { segments, type SmsMessage, SmsRefused } from './sms.ts'
import { mobizonSms } from './sms-mobizon.ts'
import { smsOutbox } from './sms-outbox.ts'
import { smscSms } from './sms-smsc.ts'
import { listen } from './twin/listen.ts'
import { MOBIZON_BAD_NUMBER, MOBIZON_NO_RIGHT, mobizonTwin } from './twin/mobizon.ts'
import { SMSC_FAULTS, smscTwin } from './twin/smsc.ts'

const MESSAGE: SmsMessage = { to: '+77000000001', text: 'Kod: 000000', class: 'otp' }
const KAZAKH = 'Растау коды: 482913. Ешкімге айтпаңыз.'

test('parts of a text: 160 and 153 in the GSM alphabet, 70 and 67 beyond it', () => {
  const table: readonly (readonly [string, number, string])[] = [
    ['', 0, 'nothing'],
    ['a'.repeat(160), 1, 'GSM, full'],
    ['a'.repeat(161), 2, 'GSM, one more'],
    ['a'.repeat(306), 2, 'GSM, two full'],
    ['a'.repeat(307), 3, 'GSM, two full and one'],
    ['€'.repeat(80), 1, 'extension characters cost two'],
    ['€'.repeat(81), 2, 'extension, one more'],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 3, 'an escape pair is not cut: 152+pad, 2+151, 1'],
    ['ә'.repeat(70), 1, 'Kazakh, full'],
    ['ә'.repeat(71), 2, 'Kazakh, one more'],
    ['ә'.repeat(134), 2, 'Kazakh, two full'],
    ['ә'.repeat(135), 3, 'Kazakh, two full and one'],
    [`${'a'.repeat(70)}ә`, 2, 'one Kazakh letter makes all UCS-2'],
    ['😀'.repeat(35), 1, 'a pair of code units counts two'],
    ['😀'.repeat(36), 2, 'pairs, one more'],
    ['😀'.repeat(67), 3, 'a pair is not cut: 33 to a part, not 33.5'],
    [KAZAKH, 1, 'a code'],
  ]
  for (const [text, count, why] of table) assert.equal(segments(text), count, why)
})

test('a longer text never has fewer parts, and parts never hold more than they can', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'binary' }),
      (a, b) => {
        assert.ok(segments(a + b) >= segments(a))
        assert.ok(segments(a) * 160 >= a.length)
      },
    ),
  )
})

test('the outbox keeps a message, newest first, up to its limit', async () => {
  let at = 0
  const outbox = smsOutbox(() => ++at, 3)
  for (const text of ['1', '2', '3', '4']) await outbox.send({ ...MESSAGE, text })
  assert.deepEqual(
    outbox.list().map(({ text, at: when }) => [text, when]),
    [
      ['4', 4],
      ['3', 3],
      ['2', 2],
    ],
  )
})

test('I5: forgetting a number takes every message to it away, and no other', async () => {
  const outbox = smsOutbox(() => 0)
  for (const to of ['+77000000001', '+77000000002', '+77000000001']) {
    await outbox.send({ ...MESSAGE, to, text: `to ${to}` })
  }
  assert.equal(outbox.forget('+77000000001'), 2)
  assert.equal(outbox.forget('+77000000001'), 0)
  assert.deepEqual(
    outbox.list().map(({ to }) => to),
    ['+77000000002'],
  )
  assert.doesNotMatch(JSON.stringify(outbox.list()), /77000000001/)
})

test('a message without number, text or measure is refused before any gateway', async () => {
  const outbox = smsOutbox(() => 0)
  const cases: readonly (readonly [Partial<SmsMessage>, string])[] = [
    [{ to: '77000000001' }, 'number'],
    [{ to: '+7700000000x' }, 'number'],
    [{ to: '+77000000001,+77000000002' }, 'number'],
    [{ text: '' }, 'text'],
    [{ text: '\ud800' }, 'text'],
    [{ text: 'ә'.repeat(403) }, 'too_long'],
  ]
  for (const [change, reason] of cases) {
    await assert.rejects(
      outbox.send({ ...MESSAGE, ...change }),
      (error) => error instanceof SmsRefused && error.reason === reason,
    )
  }
  assert.equal(outbox.list().length, 0)
})

test('SMSC.kz: a Kazakh text arrives whole; credentials are not in the address (I11)', async () => {
  await using twin = await smscTwin('operator', 'secret')
  for (const credentials of [
    { login: 'operator', password: 'secret' },
    { apiKey: 'operator:secret' },
  ]) {
    const sms = smscSms({
      credentials,
      sender: 'ProLeads',
      url: `${twin.url}/rest/send/`,
      allowedHosts: [twin.host],
    })
    const sent = await sms.send({ ...MESSAGE, text: KAZAKH })
    assert.equal(sent.segments, 2, 'the gateway’s own count')
    assert.match(sent.id, /^34[12]$/)
  }
  assert.equal(twin.sent[0]?.mes, KAZAKH)
  assert.equal(twin.sent[0]?.phones, '+77000000001')
  assert.equal(twin.sent[0]?.sender, 'ProLeads')
  assert.deepEqual(twin.paths, ['/rest/send/', '/rest/send/'])
})

test('SMSC.kz: each error of its table is a refusal for ever or an outage, without the number', async () => {
  await using twin = await smscTwin('operator', 'secret')
  const url = `${twin.url}/rest/send/`
  const credentials = { login: 'operator', password: 'secret' }
  const sms = smscSms({ credentials, url, allowedHosts: [twin.host] })
  const expected: Readonly<Record<number, string>> = {
    6: 'text',
    7: 'number',
    8: 'undeliverable',
  }
  for (const [to, code] of Object.entries(SMSC_FAULTS)) {
    const reason = expected[code]
    await assert.rejects(sms.send({ ...MESSAGE, to }), (error: Error) => {
      assert.doesNotMatch(error.message, /7700000/)
      return reason === undefined
        ? error instanceof Outage
        : error instanceof SmsRefused && error.reason === reason
    })
  }
  const stranger = { login: 'operator', password: 'wrong' }
  await assert.rejects(
    smscSms({ credentials: stranger, url, allowedHosts: [twin.host] }).send(MESSAGE),
    Outage,
  )
  assert.equal(twin.sent.length, 0)
})

test('Mobizon.kz: a Kazakh text arrives whole; the key is not in the address (I11)', async () => {
  await using twin = await mobizonTwin('kz-key')
  const url = `${twin.url}/service/message/sendsmsmessage`
  const sms = mobizonSms({ apiKey: 'kz-key', sender: 'ProLeads', url, allowedHosts: [twin.host] })
  const sent = await sms.send({ ...MESSAGE, text: KAZAKH })
  assert.deepEqual(sent, { id: '1001', segments: 1 })
  const [form] = twin.sent
  assert.equal(form?.get('text'), KAZAKH)
  assert.equal(form?.get('recipient'), '77000000001')
  assert.equal(form?.get('from'), 'ProLeads')
  assert.deepEqual(twin.paths, ['/service/message/sendsmsmessage'])
})

test('Mobizon.kz: a bad number is refused for ever, a wrong key or right is an outage', async () => {
  await using twin = await mobizonTwin('kz-key')
  const url = `${twin.url}/service/message/sendsmsmessage`
  const sms = mobizonSms({ apiKey: 'kz-key', url, allowedHosts: [twin.host] })
  await assert.rejects(
    sms.send({ ...MESSAGE, to: `+${MOBIZON_BAD_NUMBER}` }),
    (error) => error instanceof SmsRefused && error.reason === 'number',
  )
  await assert.rejects(sms.send({ ...MESSAGE, to: `+${MOBIZON_NO_RIGHT}` }), (error: Error) => {
    assert.doesNotMatch(error.message, /7700000/)
    return error instanceof Outage
  })
  const stranger = mobizonSms({ apiKey: 'other', url, allowedHosts: [twin.host] })
  await assert.rejects(stranger.send(MESSAGE), Outage)
  assert.equal(twin.sent.length, 0)
})

test('a gateway that is silent, broken or babbling is an outage', async () => {
  const answers: readonly (readonly [number, string])[] = [
    [500, '{"id":1,"cnt":1}'],
    [200, '<html>'],
    [200, '{}'],
    [200, '{"id":1,"cnt":1,"error_code":1}'],
    [200, '{"code":0,"data":[]}'],
    [302, ''],
  ]
  for (const [status, body] of answers) {
    await using server = await listen((_heard, response) => {
      response.writeHead(status, { location: '/x' }).end(body)
    })
    const common = { url: server.url, allowedHosts: [server.host], deadlineMs: 500 }
    const credentials = { apiKey: 'k' }
    await assert.rejects(smscSms({ credentials, ...common }).send(MESSAGE), Outage, body)
    await assert.rejects(mobizonSms({ apiKey: 'k', ...common }).send(MESSAGE), Outage, body)
  }
  await using silent = await listen(() => {})
  const common = { url: silent.url, allowedHosts: [silent.host], deadlineMs: 100 }
  await assert.rejects(mobizonSms({ apiKey: 'k', ...common }).send(MESSAGE), Outage)
  await assert.rejects(smscSms({ credentials: { apiKey: 'k' }, ...common }).send(MESSAGE), Outage)
})
