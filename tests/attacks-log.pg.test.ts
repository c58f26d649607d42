/**
 * Whatever a caller puts where it does not belong, and however a call fails: the log of the process
 * and the answer of a failure hold no value of a person (I11).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '@kelisim/postgres'
import { openPool } from '@kelisim/store'
import { startServer } from './running-server.ts'

const IIN = '870329399991'
const PHONE = '77000009191'
const NAME = 'Кенесарыұлытаңба'
const SEEDED = [IIN, PHONE, NAME, encodeURIComponent(NAME)]

test('values in addresses, headers, bodies and in the database’s own errors reach no log (I11)', async () => {
  await using database = await testDatabase()
  await using server = await startServer({
    DATABASE_URL: database.url,
    KELISIM_LOG: 'trace',
    KELISIM_DEMO_PEOPLE: '0',
  })
  const owner = openPool(database.url, undefined)
  // An error of PostgreSQL that quotes the row: "Failing row contains (…)".
  await owner.query("alter table staff_attempt add constraint never check (login = 'x')")
  await owner.query('alter table code_challenge add constraint never check (tries < 0)')
  const form = (path: string, fields: Readonly<Record<string, string>>) => ({
    path,
    init: {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: server.url, 'sec-fetch-site': 'same-origin' },
    },
  })
  const json = (path: string, body: string) => ({
    path,
    init: {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': IIN,
        authorization: `Bearer ${IIN}`,
      },
    },
  })
  const calls: readonly { readonly path: string; readonly init?: RequestInit }[] = [
    { path: `/${PHONE}/${encodeURIComponent(NAME)}` },
    { path: `/apply?amount=${IIN}&name=${encodeURIComponent(NAME)}` },
    { path: `/v1/${IIN}?phone=${PHONE}` },
    { path: `/%${IIN}%zz` },
    {
      path: '/cabinet',
      init: { headers: { cookie: `session=${IIN}; draft=${PHONE}`, referer: `http://x/${IIN}` } },
    },
    form('/desk/login', { login: NAME, password: IIN, time_code: PHONE, code: PHONE }),
    form('/desk/login', { login: IIN, password: PHONE, time_code: '000000', code: '000000' }),
    form('/login', { phone: `+${PHONE}` }),
    form('/cabinet/login', { phone: `+${PHONE}` }),
    form('/apply', { amount: IIN, days: NAME }),
    form('/apply/about', { iin: IIN, last_name: NAME, phone: PHONE }),
    json('/v1/desk/sessions', JSON.stringify({ login: NAME, password: IIN, time_code: '000000' })),
    json('/v1/phone/codes', JSON.stringify({ phone: `+${PHONE}`, language: 'kk' })),
    json(
      '/v1/applications',
      JSON.stringify({ values: { iin: IIN, last_name: NAME, phone: PHONE } }),
    ),
    json('/v1/applications', `{"iin": "${IIN}", `),
    json(`/v1/partner/leads/${IIN}/outcomes`, JSON.stringify({ event: NAME, phone: PHONE })),
  ]
  let failures = 0
  for (const { path, init } of calls) {
    const answer = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init })
    const body = await answer.text()
    if (answer.status < 500) continue
    failures += 1
    for (const value of SEEDED) assert.ok(!body.includes(value), `${path} answers with a value`)
  }
  assert.equal(failures, 2, 'two calls meet the planted errors of the database')
  await owner.end()
  await server.stop()
  const log = server.log()
  assert.match(log, /"level":50/, 'the log does say that something failed')
  for (const value of SEEDED) assert.ok(!log.includes(value), 'a value stands in the log')
  assert.doesNotMatch(log, /Failing row/)
})
