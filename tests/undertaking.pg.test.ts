/**
 * Nothing of the desk opens to whoever has not signed the undertaking of confidentiality.
 * Requirements. Law: 94-V art. 11(2).
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { DEMO_LOGINS } from '@kelisim/house'
import { DESK, documentPath } from '@kelisim/screens'
import { loadOne, openSession, STAFF } from '@kelisim/store'
import type { StaffId } from '@kelisim/terms'
import { acknowledgeDocument, addStaff, checkDatabase, withdrawDocument } from '@kelisim/work'
import { makeApp } from '../apps/server/src/http.ts'
import { Trust } from '../apps/server/src/trust.ts'
import { anotherUndertaking, undertake, undertaking } from './undertaken.ts'
import { openWorld, type World } from './world.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await openWorld()
  const serving = { host: '127.0.0.1', port: 0, lenders: {}, trust: new Trust() }
  app = await makeApp(world.house, { ...serving, outbox: world.outbox })
})
after(async () => {
  await app?.close()
  await world?.[Symbol.asyncDispose]()
})

async function member(role: string): Promise<{ readonly id: StaffId; readonly role: string }> {
  const { means } = world.house
  const login = DEMO_LOGINS.find((one) => one.role === role) ?? assert.fail(role)
  await addStaff(means, login)
  const row = await loadOne(means.store.pool, STAFF, 'login = $1', [login.login])
  return { id: row?.staff_id as StaffId, role }
}

/** Every answer anew from a session of its own. */
async function asked(who: { readonly id: StaffId }, url: string, method: 'GET' | 'POST' = 'GET') {
  const session = await openSession(world.house.means.store, { kind: 'staff', id: who.id })
  const headers = { authorization: `Bearer ${session}`, accept: 'text/html, application/json' }
  const answer = await app.inject({ method, url, headers })
  return { status: answer.statusCode, to: answer.headers.location, text: answer.body }
}

/** A page of each kind of the desk, and two addresses of its API. */
const PAGES = [DESK.applications, DESK.actions, DESK.recipients, DESK.register, DESK.holds]
const CALLS = ['/v1/desk/applications', '/v1/desk/requests']

async function closed(who: { readonly id: StaffId }, to: string): Promise<void> {
  for (const page of PAGES) {
    const answer = await asked(who, page)
    assert.deepEqual([answer.status, answer.to], [303, to], page)
  }
  for (const call of CALLS) {
    const { status, text } = await asked(who, call)
    assert.equal(status, 403, call)
    const { code, clause } = JSON.parse(text) as { code: string; clause: string }
    assert.deepEqual([code, clause], ['undertaking_unsigned', '6.7'])
  }
}

async function open(who: { readonly id: StaffId }): Promise<void> {
  for (const page of [DESK.applications, DESK.actions]) {
    assert.equal((await asked(who, page)).status, 200, page)
  }
  assert.equal((await asked(who, CALLS[0] ?? '')).status, 200)
}

test('R-70, R-84: where no undertaking is in force the desk is closed to all, but for the register in which one is entered', async () => {
  for (const who of [await member('clerk'), await member('officer')]) {
    await closed(who, DESK.documents)
    const register = await asked(who, DESK.documents)
    assert.equal(register.status, 200)
    assert.match(register.text, /Қолданыстағы құпиялылық міндеттемесі жоқ/)
  }
})

test('R-70: whoever has not signed it is led to it; signing opens the desk to them and to nobody else', async () => {
  const { means } = world.house
  const [clerk, officer] = [await member('clerk'), await member('officer')]
  const document = await undertaking(means)
  await closed(clerk, documentPath(document))
  const page = await asked(clerk, documentPath(document))
  assert.equal(page.status, 200)
  assert.match(page.text, /Қызметкер орны осы міндеттемені растағаннан кейін ашылады/)
  assert.match(page.text, />Сақтауға міндеттенемін</)
  await undertake(means, clerk)
  await open(clerk)
  await closed(officer, documentPath(document))
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-70: a new version is signed anew, and a withdrawn one leaves the desk closed', async () => {
  const { means } = world.house
  const [clerk, officer] = [await member('clerk'), await member('officer')]
  await undertake(means, clerk)
  const newer = await anotherUndertaking(means)
  await closed(clerk, documentPath(newer))
  assert.equal((await acknowledgeDocument(means, clerk, newer)).effect, 'done')
  await open(clerk)
  assert.equal((await withdrawDocument(means, officer, newer)).effect, 'done')
  await closed(clerk, DESK.documents)
})
