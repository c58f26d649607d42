/**
 * Attacks on the record and on destruction: the ledger taken away, old keys and whole people brought
 * back from a backup, keys changed while people apply.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { newSecret } from '@kelisim/outside'
import { load, openPool, type Pool, SUBJECT } from '@kelisim/store'
import { DAY, MINUTE, type StaffId, type SubjectId } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import {
  checkDatabase,
  destroyData,
  doWhatIsDue,
  endWhatHasRunOut,
  revealField,
  rotateKeys,
  seeOwnData,
  signIn,
  submitApplication,
  withdrawConsent,
} from '@kelisim/work'
import { apply, confirmPhone, openWorld, person, submissionOf, type World } from './world.ts'

const CLERK = {
  id: '0198a000-0000-7000-8000-000000000001' as StaffId,
  name: 'Д. Ким',
  role: 'clerk',
}
const SELF = { role: 'applicant', id: 'self' } as const

interface Entered {
  readonly subject: SubjectId
  readonly application: string
}

async function enter(ordinal: number): Promise<Entered> {
  const answer = await apply(world, { ordinal })
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  const application = answer.effect === 'done' ? answer.application : ''
  const { rows } = await world.house.means.store.pool.query<{ subject_id: SubjectId }>(
    'select subject_id from application where application_id = $1',
    [application],
  )
  return { subject: rows[0]?.subject_id as SubjectId, application }
}

async function phoneOf(application: string): Promise<string | undefined> {
  const answer = await revealField(world.house.means, CLERK, application, 'phone', 'contract')
  return answer.effect === 'done' ? answer.value : undefined
}

/** Every row that proves something; what only schedules work may move. */
async function evidence(): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname in ('public', 'keys')
       and relname not in ('idempotency', 'session', 'code_challenge') order by 1`,
  )
  const marks: string[] = []
  for (const { name } of rows) {
    const row = "(to_jsonb(t) - 'due_at' - 'attempt')::text"
    const found = await owner.query<{ mark: string | null }>(
      `select md5(string_agg(${row}, ',' order by ${row})) as mark from ${name} t`,
    )
    marks.push(`${name} ${found.rows[0]?.mark ?? 'empty'}`)
  }
  return marks.join('\n')
}

/** A lender that only counts what reaches it. */
async function countingLender() {
  const reached: string[] = []
  const server = createServer((request, response) => {
    reached.push(request.url ?? '')
    response.writeHead(503).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = `http://${host}`
  const endpoint = { leadsUrl: url, statusUrl: url, noticesUrl: url }
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  const access = { endpoint, key: newSecret(pooledRandom()(32)) }
  return { access, host, reached, [Symbol.asyncDispose]: close }
}

type Lender = Awaited<ReturnType<typeof countingLender>>

/** One house for all; each test has people of its own, and what it breaks it mends or leaves to the last. */
let world: World
let owner: Pool
let lender: Lender

before(async () => {
  lender = await countingLender()
  world = await openWorld({
    lenders: new Map([['samal', lender.access]]),
    allowedHosts: [lender.host],
  })
  owner = openPool(world.databaseUrl, undefined)
})

after(async () => {
  await owner.end()
  await world[Symbol.asyncDispose]()
  await lender[Symbol.asyncDispose]()
})

test('while the ledger takes no entry nothing is released, changed or sent, and then all goes on (I2)', async () => {
  const { means } = world.house
  const { subject, application } = await enter(1)
  await world.sequenceAll()
  const seen = await seeOwnData(means, subject)
  const consent = seen.effect === 'done' ? (seen.data.consents[0]?.consent_id ?? '') : ''
  const submission = submissionOf(world, { ordinal: 2 }, await confirmPhone(world, person(2).phone))
  const token = await confirmPhone(world, person(1).phone)
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    look: async () => await revealField(means, CLERK, application, 'phone', 'contract'),
    refusedLook: async () => await revealField(means, CLERK, application, 'iin', 'contract'),
    own: async () => await seeOwnData(means, subject),
    enter: async () => await submitApplication(means, submission, 'a key'),
    signIn: async () => await signIn(means, token),
    withdraw: async () => await withdrawConsent(means, subject, consent),
    destroy: async () => await destroyData(means, subject, SELF, 'request'),
  }
  const unchanged = await evidence()
  await owner.query('revoke insert on action_inbox from kelisim_app')
  for (const [what, call] of Object.entries(calls)) {
    await assert.rejects(call(), /permission denied for table action_inbox/, what)
  }
  const troubles: string[] = []
  await doWhatIsDue(means, (what) => troubles.push(what))
  assert.deepEqual(troubles, ['disclose'])
  assert.deepEqual(lender.reached, [])
  assert.equal(await evidence(), unchanged)
  await owner.query('grant insert on action_inbox to kelisim_app')
  world.clock.pass(2 * MINUTE)
  await doWhatIsDue(means, (what) => troubles.push(what))
  assert.equal(lender.reached.length, 1, 'the same disclosure goes when it can be recorded')
  assert.equal((await submitApplication(means, submission, 'a key')).effect, 'done')
  assert.equal(await phoneOf(application), person(1).phone)
})

test('a row that always fails makes room for those behind it', async () => {
  const { means } = world.house
  const { subject } = await enter(3)
  await world.sequenceAll()
  const turn = async (by: number) => {
    const byte = `set_byte(sealed, 60, (get_byte(sealed, 60) + ${by}) % 256)`
    await owner.query(`update box set sealed = ${byte} where subject_id = $1`, [subject])
  }
  await turn(1)
  const errors: unknown[] = []
  const first = await doWhatIsDue(means, (_what, error) => errors.push(error))
  const second = await doWhatIsDue(means, (_what, error) => errors.push(error))
  assert.match(String(errors[0]), /a box does not open/)
  assert.equal(errors.length, 1)
  assert.ok(first.disclosures > 0)
  assert.equal(second.disclosures, 0)
  await turn(255)
})

test('an old wrapped key brought back after the rotation opens nothing at once, and the audit names it (I5)', async () => {
  const { means, saveKeyring } = world.house
  const { subject, application } = await enter(4)
  await owner.query('create table stolen as table keys.subject_key')
  // The key is in this process's memory just now; a rotation must reach that, too.
  assert.equal(await phoneOf(application), person(4).phone)
  const { forgotten } = await rotateKeys(means, saveKeyring)
  assert.deepEqual(forgotten, [1])
  await owner.query('create table fresh as table keys.subject_key')
  const bring = async (from: string) => {
    const sql = `update keys.subject_key k set epoch = o.epoch, wrapped = o.wrapped from ${from} o`
    await owner.query(`${sql} where o.subject_id = k.subject_id`)
  }
  await bring('stolen')
  await assert.rejects(phoneOf(application), { name: 'Tampered' })
  const { findings } = await checkDatabase(means)
  assert.ok(
    findings.some((found) => found.code === 'key_does_not_unwrap' && found.where === subject),
    JSON.stringify(findings),
  )
  await bring('fresh')
  assert.equal(await phoneOf(application), person(4).phone)
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('rotations while people apply lose nobody, and leave no key under an old epoch (R-99)', async () => {
  const { means, saveKeyring } = world.house
  const ordinals = [10, 11, 12, 13, 14, 15, 16, 17]
  const submissions = []
  for (const ordinal of ordinals) {
    const token = await confirmPhone(world, person(ordinal).phone)
    submissions.push(submissionOf(world, { ordinal }, token))
  }
  const { epoch } = means.store.keys.keyring
  const rotating = rotateKeys(means, saveKeyring)
  const entering = submissions.map(async (submission, turn) => {
    await new Promise((resolve) => setTimeout(resolve, turn * 60))
    return await submitApplication(means, submission, `turn ${turn}`)
  })
  const answers = await Promise.all(entering)
  assert.deepEqual([...new Set(answers.map((answer) => answer.effect))], ['done'])
  assert.equal((await rotating).epoch, epoch + 1)
  const { rows } = await owner.query<{ application_id: string }>(
    'select application_id from application',
  )
  const phones = new Set(
    await Promise.all(rows.map(async (row) => await phoneOf(row.application_id))),
  )
  for (const ordinal of [1, 2, 3, 4, ...ordinals]) assert.ok(phones.has(person(ordinal).phone))
  assert.equal(phones.size, 4 + ordinals.length)
  const old = await owner.query('select from keys.subject_key where epoch <= $1', [epoch])
  assert.equal(old.rowCount, 0)
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

const THEIRS = ['subject', 'identity_link', 'box', 'consent', 'application', 'keys.subject_key']

async function backUp(): Promise<void> {
  await owner.query('create schema backup')
  for (const table of THEIRS) {
    await owner.query(`create table backup.${table.replace('keys.', '')} as table ${table}`)
  }
}

/** Puts every row of a person back as it was copied; what stands in its place goes. */
async function bringBack(subject: SubjectId): Promise<void> {
  for (const table of THEIRS) {
    const copy = `backup.${table.replace('keys.', '')}`
    const sql = `set local session_replication_role = replica;
      delete from ${table} where subject_id = '${subject}';
      insert into ${table} select * from ${copy} where subject_id = '${subject}'`
    await owner.query(sql)
    const { rowCount } = await owner.query(`select from ${table} where subject_id = $1`, [subject])
    assert.ok((rowCount ?? 0) > 0, table)
  }
}

test('a destroyed person brought back before or after the rotation stays unreadable and is reported (I5)', async () => {
  const { means, saveKeyring } = world.house
  const early = await enter(20)
  const late = await enter(21)
  const other = await enter(22)
  await backUp()
  for (const { subject } of [early, late]) {
    assert.equal((await destroyData(means, subject, SELF, 'request')).effect, 'done')
  }
  assert.deepEqual((await checkDatabase(means)).findings, [])
  await bringBack(early.subject)
  await rotateKeys(means, saveKeyring)
  await bringBack(late.subject)
  const { findings } = await checkDatabase(means)
  for (const { subject, application } of [early, late]) {
    await assert.rejects(phoneOf(application), { name: 'Tampered' })
    await assert.rejects(seeOwnData(means, subject), { name: 'Tampered' })
    const codes = findings.filter((one) => one.where.includes(subject)).map((one) => one.code)
    for (const code of ['row_not_vouched', 'box_does_not_open', 'key_does_not_unwrap'] as const) {
      assert.ok(codes.includes(code), `${code} among ${codes.join()}`)
    }
  }
  assert.equal(await phoneOf(other.application), person(22).phone)
})

test('a blocked person past their term is left alone and does not fill the ledger with refusals', async () => {
  const { means } = world.house
  const { subject } = await enter(30)
  await owner.query("update subject set state = 'blocked' where subject_id = $1", [subject])
  await world.sequenceAll()
  world.clock.pass(400 * DAY)
  const trouble = (_what: string, error: unknown) => {
    throw error
  }
  assert.ok((await endWhatHasRunOut(means, trouble)) > 10)
  assert.equal(await endWhatHasRunOut(means, trouble), 0)
  const refused = await owner.query("select from action_inbox where kind = 'refused'")
  assert.equal(refused.rowCount, 0)
  const rows = await load(means.store.pool, SUBJECT, "state <> 'destroyed'", [])
  assert.deepEqual(
    rows.map((row) => row.subject_id),
    [subject],
  )
})
