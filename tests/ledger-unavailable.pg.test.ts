/**
 * An action that cannot be written down is refused as that, by its code and text, on every way in (I2, I8).
 *
 * What a row that somebody else changed at the same moment comes to when trying again did not help: not a
 * defect, and the caller may try later.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '@kelisim/api'
import { messages } from '@kelisim/messages'
import { openPool, openSession } from '@kelisim/store'
import { destroyWord } from '@kelisim/screens'
import { type Language, LANGUAGES } from '@kelisim/terms'
import { COOKIES } from '../apps/server/src/caller.ts'
import { problemIn, serveApi } from './api-world.ts'
import { openAsking, type Told } from './same-answer-world.ts'

const sure = (language: Language) => ({ answer: 'destroy', word: destroyWord(language) })

test('a ledger that takes no entry is 503 ledger_unavailable for programs and people in three languages (I2, I8)', async () => {
  await using asking = await openAsking()
  const { means } = asking.world.house
  const someone = await asking.enter('living')
  const session = await openSession(means.store, { kind: 'subject', id: someone.subject })
  const staff = await asking.staff('clerk')
  const owner = openPool(asking.world.databaseUrl, undefined)
  const look = `/v1/desk/applications/${someone.application}/reveal`
  const wish = { field: 'phone', purpose: 'contract' }
  try {
    await owner.query('revoke insert on action_inbox from kelisim_app')
    for (const language of LANGUAGES) {
      const cookies = { [COOKIES.session]: session }
      const { text, way } = messages(language).refusals.ledger_unavailable
      const told = await asking.api(look, wish, { language, staff })
      assert.equal(told.status, 503, told.text)
      const problem = Problem.parse(JSON.parse(told.text))
      assert.equal(problem.code, 'ledger_unavailable')
      assert.equal(problem.title, text)
      assert.equal(problem.detail, way)
      assert.equal(problem.law, '94-V art. 22(1)(5)')
      const pages: readonly Told[] = [
        await asking.get('/cabinet', { language, cookies }),
        await asking.post('/cabinet/destroy', sure(language), { language, cookies }),
        await asking.get(`/desk/applications/${someone.application}`, { language, staff }),
      ]
      for (const page of pages) {
        assert.equal(page.status, 503, page.text.slice(0, 300))
        assert.match(page.type, /^text\/html/)
        assert.ok(page.text.includes(text), `${language}: ${page.text.slice(0, 2_000)}`)
      }
      const all = [told, ...pages].map((one) => one.text).join('')
      for (const value of someone.values) assert.ok(!all.includes(value), 'nothing leaves')
    }
    await owner.query('grant insert on action_inbox to kelisim_app')
    const after = await asking.api(look, wish, { language: 'kk', staff })
    assert.equal(after.status, 200, after.text)
  } finally {
    await owner.end()
  }
})

test('a connection that dies under a unit is an outage in whatever words the driver tells it', async () => {
  const words = [
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Query read timeout',
    'the transaction was rolled back',
  ]
  await using served = await serveApi({
    extra: (app) => {
      for (const [place, text] of words.entries()) {
        app.get(`/v1/died/${place}`, async () => {
          throw new Error(text)
        })
      }
    },
  })
  for (const place of words.keys()) {
    problemIn(await served.call('GET', `/v1/died/${place}`), 503, 'outage')
  }
})

test('a row that others keep changing is 503 with a time to try again, not a defect (I12)', async () => {
  await using served = await serveApi({
    extra: (app) => {
      for (const code of ['22012', '40001', '40P01', '23505']) {
        app.get(`/v1/raced/${code}`, async () => {
          throw Object.assign(new Error('a value'), { code })
        })
      }
    },
  })
  for (const code of ['22012', '40001', '40P01', '23505']) {
    const told = await served.call('GET', `/v1/raced/${code}`)
    problemIn(told, 503, 'outage')
    assert.ok(Number(told.headers.get('retry-after')) > 0)
  }
})
