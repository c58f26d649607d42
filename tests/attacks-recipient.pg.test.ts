/**
 * The careless and the hostile partner at its own interface, over HTTP: each attempt is refused, seen, stopped in the very
 * next request, and becomes an incident with its clock. What happens in its own house it tells itself.
 */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { DEMO_LOGINS, hostsOf, lenderAccess } from '@kelisim/house'
import { newSecret, signWebhook } from '@kelisim/outside'
import {
  DISCLOSURE,
  INCIDENT,
  INCIDENT_STEP,
  load,
  loadOne,
  RECIPIENT_CONTAINMENT,
  STAFF,
  type Stored,
} from '@kelisim/store'
import { HOUR, moment, recordId, SECOND, type StaffId } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import {
  addStaff,
  checkDatabase,
  doWhatIsDue,
  findIncident,
  findTouched,
  liftRecipient,
  offersFor,
  type StaffMember,
  superviseRecipient,
  watch,
} from '@kelisim/work'
import { readConfig } from '../apps/lender/src/config.ts'
import { startLender } from '../apps/lender/src/lender.ts'
import { problemIn, type Served, serveApi, textAt } from './api-world.ts'
import { apply } from './world.ts'
import { freePort } from '../packages/house/src/demo/child.ts'

const random = pooledRandom()
const SAMAL = newSecret(random(32))
const SAMAL_OLD = newSecret(random(32))
const QARLYGASH = newSecret(random(32))
const DAY_MS = 24 * HOUR

let served: Served
let lender: Awaited<ReturnType<typeof startLender>>

before(async () => {
  const port = await freePort()
  lender = await startLender(
    readConfig({
      LENDER_ID: 'samal',
      LENDER_NAME: 'samal',
      PORT: '0',
      SHARED_SECRET: SAMAL,
      OPERATOR_URL: `http://127.0.0.1:${port}`,
      LENDER_FIELDS: 'last_name,first_name,birth_date,phone,iin,income',
      LATENCY_MS: '0-0',
      OUTCOME_DELAY_MS: '3600000',
    }),
  )
  const addresses = {
    samal: { url: lender.url, secret: SAMAL, retired: [SAMAL_OLD] },
    qarlygash: { url: 'http://qarlygash.example', secret: QARLYGASH },
  }
  const fittings = { lenders: lenderAccess(addresses), allowedHosts: hostsOf(addresses) }
  served = await serveApi({ port, fittings })
  await look()
})
after(async () => {
  await lender?.stop()
  await served?.[Symbol.asyncDispose]()
})
/** Each attempt on a day of its own, so that no window holds another's. */
beforeEach(() => served.world.clock.pass(2 * DAY_MS))

const newId = (): string => recordId(Date.now(), random(10)) as string

async function call(path: string, body: object, id: string, secret = SAMAL) {
  const raw = JSON.stringify(body)
  const headers = { ...signWebhook({ id, body: raw, at: Date.now() }, [secret]) }
  return await served.call('POST', path, { raw, headers })
}

interface Lead {
  readonly lead: string
  readonly disclosure: string
}

async function tellOutcome({ lead, disclosure }: Lead, secret = SAMAL) {
  const event_id = newId()
  const occurred_at = new Date(served.world.clock.at).toISOString()
  const body = {
    event_id,
    lead_id: lead,
    disclosure_id: disclosure,
    event: 'contacted',
    occurred_at,
  }
  return await call(`/v1/partner/leads/${lead}/outcomes`, body, event_id, secret)
}

/** An application that has left for samal. */
async function sent(ordinal: number): Promise<Lead> {
  const row = await passed(ordinal)
  assert.ok(row.sent_at !== undefined, `it left: ${row.state} ${row.reason}`)
  return { lead: row.application_id, disclosure: row.disclosure_id }
}

async function passed(ordinal: number): Promise<Stored<typeof DISCLOSURE>> {
  const { world } = served
  const answer = await apply(world, { ordinal })
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  await world.sequenceAll()
  await doWhatIsDue(world.house.means, (_what, error) => {
    throw error
  })
  const id = answer.effect === 'done' ? answer.application : ''
  const row = await loadOne(world.house.means.store.pool, DISCLOSURE, 'application_id = $1', [id])
  assert.ok(row !== undefined)
  return row
}

async function look() {
  await served.world.sequenceAll()
  const { means, detection } = served.world.house
  return (await watch(means, detection))?.opened ?? []
}

async function member(role: 'clerk' | 'officer'): Promise<StaffMember> {
  const { means } = served.world.house
  const login = DEMO_LOGINS.find((one) => one.role === role)
  assert.ok(login !== undefined)
  const where = 'login = $1'
  if ((await loadOne(means.store.pool, STAFF, where, [login.login])) === undefined)
    await addStaff(means, login)
  const row = await loadOne(means.store.pool, STAFF, where, [login.login])
  return { id: row?.staff_id as StaffId, name: login.name, role }
}

async function incidentOf(id: string | undefined): Promise<Stored<typeof INCIDENT>> {
  const { pool } = served.world.house.means.store
  const row = await loadOne(pool, INCIDENT, 'incident_id = $1', [id ?? ''])
  assert.ok(row !== undefined)
  return row
}

async function standing(): Promise<readonly string[]> {
  const { pool } = served.world.house.means.store
  const rows = await load(pool, RECIPIENT_CONTAINMENT, 'lifted_at is null order by kind', [])
  return rows.map(({ recipient, kind }) => `${recipient} ${kind}`)
}

test('R-60, R-82: a partner that tries leads it was never sent loses its key in the next request, and nothing more goes to it', async () => {
  const { means } = served.world.house
  const mine = await sent(201)
  assert.equal((await tellOutcome(mine)).status, 200)
  for (let turn = 0; turn < 15; turn++) {
    served.world.clock.pass(SECOND)
    problemIn(await tellOutcome({ lead: newId(), disclosure: newId() }), 404, 'not_found')
  }
  const opened = await look()
  assert.deepEqual(
    opened.map(({ rule }) => rule),
    ['partner_strangers'],
  )
  const incident = await incidentOf(opened[0]?.incident)
  assert.equal(incident.actor_id, 'samal')
  assert.equal(incident.found, 15)
  assert.notEqual(incident.contained_at, undefined)
  assert.ok(incident.body_due_at > incident.discovered_at, 'DL-07 runs')
  assert.deepEqual(await standing(), ['samal revoke_key', 'samal suspend_recipient'])

  problemIn(await tellOutcome(mine), 401, 'key_revoked')
  problemIn(await tellOutcome({ lead: newId(), disclosure: newId() }, QARLYGASH), 404, 'not_found')
  const denied = await passed(202)
  assert.deepEqual(
    [denied.state, denied.reason, denied.sent_at],
    ['denied', 'recipient_suspended', undefined],
  )
  const offered = await offersFor(means, 120_000, 30)
  assert.ok(offered.length > 0 && !offered.some(({ recipient }) => recipient === 'samal'))
  assert.deepEqual(await look(), [], 'seen once')

  const [clerk, officer] = [await member('clerk'), await member('officer')]
  const resumed = await superviseRecipient(means, officer, 'samal', undefined)
  assert.equal(resumed.effect === 'refuse' && resumed.code, 'under_incident')
  assert.equal((await liftRecipient(means, clerk, 'samal', 'they are friends')).effect, 'refuse')
  assert.deepEqual((await standing()).length, 2)
  assert.equal(
    (await liftRecipient(means, officer, 'samal', 'new staff there, explained')).effect,
    'done',
  )
  assert.equal((await tellOutcome(mine)).status, 200)
  assert.equal((await sent(203)).lead.length, 36)
  // One more is one, not sixteen: what was before the officer's word is over.
  problemIn(await tellOutcome({ lead: newId(), disclosure: newId() }), 404, 'not_found')
  assert.deepEqual(await look(), [], 'what was lifted is not counted again')
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-82: signed nonsense revokes the key alone; what the person asked for still goes out', async () => {
  const mine = await sent(211)
  for (let turn = 0; turn < 60; turn++) {
    const id = newId()
    const path = `/v1/partner/leads/${mine.lead}/outcomes`
    problemIn(await call(path, { event_id: id, turn }, id), 422, 'invalid_input')
  }
  assert.deepEqual(
    (await look()).map(({ rule }) => rule),
    ['partner_malformed'],
  )
  assert.deepEqual(await standing(), ['samal revoke_key'])
  problemIn(await tellOutcome(mine), 401, 'key_revoked')
  await sent(212)
  await liftRecipient(
    served.world.house.means,
    await member('officer'),
    'samal',
    'their program is mended',
  )
  assert.equal((await tellOutcome(mine)).status, 200)
})

test('R-82: an old key opens nothing, and used again and again it suspends the organisation', async () => {
  const mine = await sent(221)
  for (let turn = 0; turn < 3; turn++)
    problemIn(await tellOutcome(mine, SAMAL_OLD), 401, 'key_revoked')
  assert.deepEqual(
    (await look()).map(({ rule }) => rule),
    ['partner_old_key'],
  )
  assert.deepEqual(await standing(), ['samal suspend_recipient'])
  problemIn(await tellOutcome(mine), 403, 'recipient_suspended')
  await liftRecipient(
    served.world.house.means,
    await member('officer'),
    'samal',
    'the old program is off',
  )
  assert.equal((await tellOutcome(mine)).status, 200)
})

test('R-82: whoever cannot sign stops nobody, however often; the officer learns in whose name they called', async () => {
  const mine = await sent(231)
  for (let turn = 0; turn < 20; turn++)
    problemIn(await tellOutcome(mine, newSecret(random(32))), 401, 'signature_wrong')
  const opened = await look()
  assert.deepEqual(
    opened.map(({ rule }) => rule),
    ['partner_signatures'],
  )
  const incident = await incidentOf(opened[0]?.incident)
  assert.deepEqual([incident.actor_id, incident.about], [undefined, 'signature:samal'])
  assert.deepEqual(await standing(), [])
  assert.equal((await tellOutcome(mine)).status, 200)
})

test('R-60, L-3: a partner tells us of an incident in its house: one incident, its clock, its people', async () => {
  const { means } = served.world.house
  const [first, second] = [await sent(241), await sent(242)]
  const report = {
    report_id: newId(),
    occurred_at: new Date(served.world.clock.at - HOUR).toISOString(),
    text: 'A laptop with exported leads was stolen.',
    leads: [first.lead, newId()],
  }
  const path = '/v1/partner/incidents'
  problemIn(
    await call(path, report, report.report_id, newSecret(random(32))),
    401,
    'signature_wrong',
  )
  problemIn(await call(path, report, newId()), 422, 'invalid_input')
  problemIn(await call(path, { ...report, text: 'stolen' }, report.report_id), 422, 'invalid_input')
  const told = await call(path, report, report.report_id)
  assert.equal(told.status, 200, told.text)
  const again = await call(path, report, report.report_id)
  assert.deepEqual(
    [textAt(again, 'incident'), textAt(again, 'due'), again.text.includes('"repeated":true')],
    [textAt(told, 'incident'), textAt(told, 'due'), true],
  )
  const rows = await load(means.store.pool, INCIDENT, "rule = 'by_recipient'", [])
  assert.equal(rows.length, 1)
  const [incident] = rows
  assert.deepEqual([incident?.actor_id, incident?.people], ['samal', 1])
  assert.equal(new Date(incident?.body_due_at ?? 0).toISOString(), textAt(told, 'due'))
  const officer = await member('officer')
  const seen = await findIncident(means, officer, incident?.incident_id ?? '')
  assert.deepEqual(
    seen.effect === 'done' && seen.steps.map(({ step, text, by_id: by }) => [step, text, by]),
    [['note', report.text, 'samal']],
  )
  const touched = await findTouched(means, officer, incident?.incident_id ?? '')
  assert.deepEqual(
    touched.effect === 'done' && touched.touched.applications.map((row) => row.application_id),
    [first.lead],
  )

  const all = { ...report, report_id: newId(), leads: undefined }
  assert.equal((await call(path, all, all.report_id)).status, 200)
  const whole = await loadOne(means.store.pool, INCIDENT, 'about = $1', [`report:${all.report_id}`])
  const everybody = await load(
    means.store.pool,
    DISCLOSURE,
    "recipient = 'samal' and sent_at is not null",
    [],
  )
  assert.equal(whole?.people, new Set(everybody.map((row) => row.subject_id)).size)
  assert.ok(everybody.some((row) => row.application_id === second.lead))
  await served.world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-60: a lender of its own program and code reports, and a repeat is the same incident', async () => {
  const text = 'Our backup of leads went to a wrong address.'
  const press = async (body: object) =>
    await fetch(`${lender.url}/report`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  assert.equal((await press({ text: 'short' })).status, 422)
  for (let turn = 0; turn < 2; turn++) {
    const pressed = (await (await press({ text })).json()) as { readonly delivery: string }
    assert.equal(pressed.delivery, 'delivered')
  }
  const { pool } = served.world.house.means.store
  const steps = await load(pool, INCIDENT_STEP, 'text = $1', [text])
  assert.equal(steps.length, 1)
})

test('R-60: what no agreement covers is 403 and an incident at the first attempt, and stops nothing', async () => {
  const { clock } = served.world
  clock.at = moment(Date.UTC(2027, 1, 26, 6))
  const mine = await sent(251)
  assert.equal((await tellOutcome(mine)).status, 200)
  // The agreement of samal ends with 28 February.
  clock.at = moment(Date.UTC(2027, 2, 3, 6))
  problemIn(await tellOutcome(mine), 403, 'agreement_expired')
  const opened = await look()
  assert.deepEqual(
    opened.map(({ rule }) => rule),
    ['partner_outside_agreement'],
  )
  const incident = await incidentOf(opened[0]?.incident)
  assert.deepEqual([incident.actor_id, incident.people], ['samal', 1])
  assert.deepEqual(await standing(), [])
})
