/**
 * Words that betray a special category enter nowhere: each door by which somebody's own words come in
 * refuses them, on record without the words, and afterwards no table holds them.
 */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { DEMO_LOGINS, hostsOf, lenderAccess } from '@kelisim/house'
import { newSecret } from '@kelisim/outside'
import { DISCLOSURE, INCIDENT_STEP, load, loadOne, STAFF } from '@kelisim/store'
import { recordId, type SubjectId } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import {
  addStaff,
  clearWitnessAlarm,
  correctValue,
  doWhatIsDue,
  enterAttestation,
  enterContract,
  hearIncident,
  hearOutcome,
  liftContainment,
  liftRecipient,
  openByHand,
  recordPaper,
  reviewControl,
  setHold,
  type StaffMember,
  superviseRecipient,
  supervisePurpose,
  takeStep,
  tellPeople,
} from '@kelisim/work'
import { apply, openWorld, person, type World } from './world.ts'
import { wholeDatabase } from './whole-database.ts'

const WORDS = ['мүгедектігі бар екен', 'инвалид второй группы', 'diagnosed with it last year']
const [KK = '', RU = '', EN = ''] = WORDS
const REFERENCE = 'muslim-2026-17'
const FORBIDDEN = [...WORDS, REFERENCE].map((text) => text.split(' ')[0] ?? text)

let world: World
let officer: StaffMember
let application = ''
let subject: SubjectId
let incident = ''

/** A lender that answers each lead with a reference of its own making. */
const lender = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(201, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ status: 'accepted', partner_ref: REFERENCE }))
  })
})

before(async () => {
  await new Promise<void>((resolve) => lender.listen(0, '127.0.0.1', resolve))
  const { port } = lender.address() as AddressInfo
  const samal = { url: `http://127.0.0.1:${port}`, secret: newSecret(pooledRandom()(32)) }
  const addresses = { samal }
  world = await openWorld({ lenders: lenderAccess(addresses), allowedHosts: hostsOf(addresses) })
  const { means } = world.house
  const entered = await apply(world)
  application =
    entered.effect === 'done' ? entered.application : assert.fail(JSON.stringify(entered))
  await world.sequenceAll()
  await doWhatIsDue(means, (_what, error) => assert.fail(error as Error))
  const login = DEMO_LOGINS.find(({ role }) => role === 'officer') ?? assert.fail('no officer')
  await addStaff(means, login)
  const row = await loadOne(means.store.pool, STAFF, 'login = $1', [login.login])
  officer = { id: row?.staff_id as never, name: login.name, role: 'officer' }
  const disclosure = await loadOne(means.store.pool, DISCLOSURE, 'application_id = $1', [
    application,
  ])
  subject = disclosure?.subject_id as SubjectId
  const text = 'An incident of the test, with nothing in it'
  const opened = await openByHand(means, world.house.detection, officer, { text })
  incident = opened.effect === 'done' ? opened.incident : assert.fail(JSON.stringify(opened))
})
after(async () => {
  lender.close()
  await world?.[Symbol.asyncDispose]()
})

test('R-19: whatever staff and lenders write about somebody is refused where it betrays a special category', async () => {
  const { means, detection } = world.house
  const days = { from: '2026-11-20', until: '2027-02-20' }
  const contract = { who: person().phone, side: 'operator', role: 'principal', ...days, kept: '' }
  const hold = { who: person().phone, kind: 'court', until: '2027-01-20', review: '2026-12-20' }
  const outcome = {
    event_id: recordId(world.clock.at, means.random(10)) as string,
    lead_id: application,
    disclosure_id: application,
    event: 'issued' as const,
    occurred_at: new Date(world.clock.at).toISOString(),
    contract: { number: RU, from: days.from, until: days.until },
  }
  const attested = { document: RU, signedOn: days.from, said: 'conforms', words: '' }
  const reviewed = { control: 'rights', outcome: 'gap', words: KK }
  const doors: Readonly<Record<string, Promise<{ readonly effect: string }>>> = {
    contract: enterContract(means, officer, { ...contract, number: RU }),
    hold: setHold(means, officer, { ...hold, document: KK }),
    purpose: supervisePurpose(means, officer, 'contract', EN),
    recipient: superviseRecipient(means, officer, 'samal', RU),
    'lifting of an account': liftContainment(means, officer, officer.id, KK),
    'lifting of a recipient': liftRecipient(means, officer, 'samal', EN),
    attestation: enterAttestation(means, officer, 'samal', attested),
    'review of a control': reviewControl(means, officer, reviewed),
    incident: openByHand(means, detection, officer, { text: RU }),
    step: takeStep(means, officer, incident, 'note', KK),
    'word to the people': tellPeople(means, officer, incident, EN),
    'alarm of a witness': clearWitnessAlarm(means, officer, 'one', RU),
    'outcome of a lender': hearOutcome(means, 'samal', application, outcome),
  }
  for (const [door, answer] of Object.entries(doors)) {
    const said = { ...(await answer), effect: (await answer).effect }
    const { effect, code, clause } = said as { effect: string; code?: string; clause?: string }
    assert.deepEqual([effect, code], ['refuse', 'special_category'], door)
    assert.notEqual(clause, '', door)
  }
  await world.sequenceAll()
  const { rows } = await means.store.pool.query<{ entry: Buffer }>(
    "select entry from ledger_entry where kind = 'refused'",
  )
  const entries = rows.map(({ entry }) => entry.toString('utf8'))
  const ours = entries.filter((entry) => entry.includes('special_category'))
  assert.equal(ours.length, Object.keys(doors).length, 'each refusal stands on record')
  for (const entry of ours) {
    for (const { id } of means.policy.specialCategories) assert.ok(!entry.includes(id), id)
  }
})

test('R-19, R-94: paper, a correction and an application are refused in the form itself, and leave no entry', async () => {
  const { means } = world.house
  const paper = { operation: 'extract', purpose: 'contract', fields: [], day: '2026-11-22' }
  const clerk = { id: officer.id, role: 'clerk' }
  const onPaper = await recordPaper(means, clerk, application, { ...paper, document: 'инвалид 2' })
  const corrected = await correctValue(means, subject, 'employer', RU)
  const applied = await apply(world, { ordinal: 2, values: { employer: KK } })
  const special = { pointer: '/document', code: 'special_category' }
  assert.deepEqual(onPaper, { effect: 'invalid', faults: [special] })
  assert.deepEqual(corrected, { effect: 'invalid', faults: [{ ...special, pointer: '/value' }] })
  assert.equal(applied.effect === 'refuse' && applied.code, 'special_category')
})

test('R-19: where a lender cannot be refused its report counts and its words are not kept', async () => {
  const { means, detection } = world.house
  const { pool } = means.store
  const report = {
    report_id: recordId(world.clock.at, means.random(10)) as string,
    occurred_at: new Date(world.clock.at).toISOString(),
    text: `Stolen: the card of one client, ${RU}`,
  }
  const heard = await hearIncident(means, detection, 'samal', report)
  assert.equal(heard.effect, 'done')
  const notes = await load(pool, INCIDENT_STEP, "by_role = 'recipient'", [])
  assert.deepEqual(
    notes.map(({ text }) => text),
    ['–'],
  )
  const sent = await loadOne(pool, DISCLOSURE, 'application_id = $1', [application])
  assert.deepEqual([sent?.state, sent?.reference], ['accepted', undefined])
})

test('R-19, I9: afterwards the words stand in no table, and nothing waits for anybody', async () => {
  await world.sequenceAll()
  const all = await wholeDatabase(world.databaseUrl)
  assert.ok(all.includes('An incident of the test'), 'what may be kept is found')
  for (const word of FORBIDDEN) assert.ok(!all.includes(word), word)
})
