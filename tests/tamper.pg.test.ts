/**
 * The database administrator's attempts: whatever is edited, removed, exchanged, inserted or rolled
 * back behind the door, `audit` names it (I7).
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { sequence } from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import { checkDatabase, checkLedger, withdrawConsent } from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

let world: World
let admin: pg.Client

before(async () => {
  world = await openWorld()
  for (let ordinal = 1; ordinal <= 3; ordinal++) {
    const answer = await apply(world, { ordinal })
    assert.equal(answer.effect, 'done')
  }
  await world.sequenceAll()
  admin = new pg.Client({ connectionString: world.databaseUrl })
  await admin.connect()
})

after(async () => {
  await admin.end()
  await world[Symbol.asyncDispose]()
})

/** Tampers, audits, and puts everything back. */
async function findingsAfter(...statements: readonly string[]): Promise<readonly string[]> {
  const { means } = world.house
  await admin.query('create schema undo')
  const tables = [
    'subject',
    'identity_link',
    'box',
    'consent',
    'application',
    'disclosure',
    'staff',
    'offer',
    'policy_version',
    'ledger_entry',
    'consent_text',
  ]
  for (const table of tables) await admin.query(`create table undo.${table} as table ${table}`)
  await admin.query('create table undo.subject_key as table keys.subject_key')
  await admin.query("set session_replication_role = 'replica'")
  try {
    for (const statement of statements) {
      const { rowCount } = await admin.query(statement)
      assert.ok((rowCount ?? 0) > 0, `the attempt changed nothing: ${statement}`)
    }
    const { findings } = await checkDatabase(means)
    return findings.map((finding) => `${finding.code} ${finding.table}`)
  } finally {
    for (const table of tables) {
      await admin.query(`delete from ${table}`)
      await admin.query(`insert into ${table} select * from undo.${table}`)
    }
    await admin.query('delete from keys.subject_key')
    await admin.query('insert into keys.subject_key select * from undo.subject_key')
    await admin.query("set session_replication_role = 'origin'")
    await admin.query('drop schema undo cascade')
  }
}

const FIRST = '(select subject_id from subject order by subject_id limit 1)'
const SECOND = '(select subject_id from subject order by subject_id offset 1 limit 1)'

const ATTEMPTS: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    'a consent is prolonged',
    ["update consent set expires_at = expires_at + interval '1 day' where recipient is not null"],
    /row_not_vouched consent/,
  ],
  [
    'a withdrawal is invented',
    ['update consent set withdrawn_at = granted_at'],
    /row_not_vouched consent/,
  ],
  [
    'a consent is removed',
    ['delete from consent where recipient is not null'],
    /row_missing consent/,
  ],
  [
    'a consent is added',
    [
      "insert into consent select subject_id, gen_random_uuid(), control, purpose, operations, fields, 'ules', channel, text_sha256, language, policy_hash, policy_version, confirmed_by, granted_at, expires_at, withdrawn_at, salt from consent where recipient = 'samal'",
    ],
    /row_not_vouched consent/,
  ],
  [
    'a byte of a box is changed',
    ['update box set sealed = set_byte(sealed, 60, (get_byte(sealed, 60) + 1) % 256)'],
    /box_does_not_open box/,
  ],
  [
    'boxes of two people are exchanged',
    [
      `update box a set sealed = b.sealed from box b where a.box = b.box and a.subject_id = ${FIRST} and b.subject_id = ${SECOND}`,
    ],
    /box_does_not_open box/,
  ],
  ['a box is removed', [`delete from box where subject_id = ${FIRST}`], /row_missing box/],
  [
    'keys of two people are exchanged',
    [
      `update keys.subject_key a set wrapped = b.wrapped from keys.subject_key b where a.subject_id = ${FIRST} and b.subject_id = ${SECOND}`,
    ],
    /key_does_not_unwrap/,
  ],
  ['a key is removed', [`delete from keys.subject_key where subject_id = ${FIRST}`], /key_missing/],
  [
    'a phone is led to another person',
    [`update identity_link set subject_id = ${SECOND} where subject_id = ${FIRST}`],
    /row_not_vouched identity_link/,
  ],
  [
    'a blocked state is lifted',
    ["update subject set state = 'blocked'"],
    /row_not_vouched subject/,
  ],
  [
    'an amount is changed',
    ['update application set amount_tenge = amount_tenge + 1'],
    /row_not_vouched application/,
  ],
  [
    'a disclosure is made undone',
    ["delete from disclosure where state = 'planned'"],
    /row_missing disclosure/,
  ],
  [
    'an officer is added',
    ["insert into staff values (gen_random_uuid(), 'eve', 'Eve', 'officer', 'x', 'x', true, 'x')"],
    /row_not_vouched staff/,
  ],
  [
    'a policy version is edited',
    ["update policy_version set model = '{}'"],
    /row_not_vouched policy_version/,
  ],
  [
    'an offer is made cheaper',
    ["update offer set daily_rate_percent = '0.01'"],
    /row_not_vouched offer/,
  ],
  [
    "a consent's text is reworded",
    ["update consent_text set verbatim = verbatim || ' '"],
    /text_altered consent_text/,
  ],
  [
    'an entry of the ledger is removed',
    ["delete from ledger_entry where kind = 'consent_granted'"],
    /row_not_vouched consent/,
  ],
]

for (const [what, statements, expected] of ATTEMPTS) {
  test(`audit finds it when ${what}`, async () => {
    const findings = await findingsAfter(...statements)
    assert.ok(
      findings.some((finding) => expected.test(finding)),
      JSON.stringify(findings),
    )
  })
}

test('a withdrawal taken back by restoring the older row is found: it was once true and is no more (rollback)', async () => {
  const { means } = world.house
  const { rows } = await admin.query<{ subject_id: SubjectId; consent_id: string }>(
    "select subject_id, consent_id from consent where recipient = 'samal' limit 1",
  )
  const [consent] = rows
  assert.ok(consent)
  await admin.query('create table old_consent as table consent')
  await withdrawConsent(means, consent.subject_id, consent.consent_id)
  assert.deepEqual((await checkDatabase(means)).findings, [])
  const undo = await findingsAfter(
    `delete from consent where consent_id = '${consent.consent_id}'`,
    `insert into consent select * from old_consent where consent_id = '${consent.consent_id}'`,
  )
  assert.ok(undo.includes('row_not_vouched consent'), JSON.stringify(undo))
  await admin.query('drop table old_consent')
})

test('an entry edited in the ledger is named by the place where it stands', async () => {
  await admin.query("set session_replication_role = 'replica'")
  const edit =
    'set entry = set_byte(entry, 30, (get_byte(entry, 30) + 1) % 256) where leaf_index = 5'
  await admin.query(`update ledger_entry ${edit}`)
  const { verification } = await checkLedger(world.house.means, undefined)
  assert.equal(verification.ok, false)
  assert.equal(verification.firstBad?.index, 5)
  await admin.query(
    'update ledger_entry set entry = set_byte(entry, 30, (get_byte(entry, 30) + 255) % 256) where leaf_index = 5',
  )
  assert.equal((await checkLedger(world.house.means, undefined)).verification.ok, true)
})

test('a database rolled back as a whole is found by the checkpoint remembered outside it', async () => {
  const { rows } = await admin.query<{ note: string }>('select note from ledger_checkpoint')
  const remembered = rows[0]?.note
  await apply(world, { ordinal: 6 })
  await world.sequenceAll()
  const newer = (await admin.query<{ note: string }>('select note from ledger_checkpoint')).rows[0]
    ?.note
  assert.equal((await checkLedger(world.house.means, remembered)).rolledBack, false)
  await admin.query('update ledger_checkpoint set note = $1', [remembered])
  assert.equal((await checkLedger(world.house.means, newer)).rolledBack, true)
  await admin.query('update ledger_checkpoint set note = $1', [newer])
})

test('a tile altered behind the door stops the log: no second history of one size is signed (I3)', async () => {
  const { means } = world.house
  await admin.query(
    'update ledger_tile set bytes = set_byte(bytes, 3, (get_byte(bytes, 3) + 1) % 256) where level = 0',
  )
  await apply(world, { ordinal: 7 })
  await assert.rejects(sequence(means.store, means.log), { name: 'LedgerBroken' })
  await admin.query(
    'update ledger_tile set bytes = set_byte(bytes, 3, (get_byte(bytes, 3) + 255) % 256) where level = 0',
  )
  await world.sequenceAll()
  assert.equal((await checkLedger(means, undefined)).verification.ok, true)
})

test('a database rolled back as a whole is not signed on: the checkpoint kept outside it is missed (I3)', async () => {
  const { means } = world.house
  const before = (await admin.query<{ note: string }>('select note from ledger_checkpoint')).rows[0]
    ?.note
  await admin.query('create table old_tile as table ledger_tile')
  await admin.query('create table old_entry as table ledger_entry')
  await apply(world, { ordinal: 8 })
  await world.sequenceAll()
  const kept = (await admin.query<{ note: string }>('select note from ledger_checkpoint')).rows[0]
    ?.note
  await admin.query("set session_replication_role = 'replica'")
  for (const [table, old] of [
    ['ledger_tile', 'old_tile'],
    ['ledger_entry', 'old_entry'],
  ]) {
    await admin.query(`create table now_${table} as table ${table}`)
    await admin.query(`delete from ${table}`)
    await admin.query(`insert into ${table} select * from ${old}`)
  }
  await admin.query('update ledger_checkpoint set note = $1', [before])
  await apply(world, { ordinal: 9 })
  await assert.rejects(sequence(means.store, means.log, kept), { name: 'LedgerBroken' })
  for (const table of ['ledger_tile', 'ledger_entry']) {
    await admin.query(`delete from ${table}`)
    await admin.query(`insert into ${table} select * from now_${table}`)
  }
  await admin.query('update ledger_checkpoint set note = $1', [kept])
  await admin.query("set session_replication_role = 'origin'")
  assert.notEqual(await sequence(means.store, means.log, kept), undefined)
})

test('the application itself may not change the past (least privilege)', async () => {
  const { pool } = world.house.means.store
  for (const statement of [
    'update ledger_entry set entry = entry',
    'delete from ledger_entry',
    'truncate ledger_entry',
    'update action_inbox set kind = kind',
    'delete from destruction',
    'update consent_text set verbatim = verbatim',
  ]) {
    await assert.rejects(pool.query(statement), /permission denied/)
  }
})
