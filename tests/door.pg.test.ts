/**
 * The door in the database: with the application's password and nothing else, nobody gets keys or boxes in bulk.
 *
 * Real people in the database, a login of the application beside the program, and what one would try first.
 * What this lock does not stop is tried, too, so that nobody takes it for more than it is (decision 0072).
 *
 * Requirements. Invariant I1.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { openPool, sqlState } from '@kelisim/store'
import pg from 'pg'
import { announcement, PERSONS_MAX } from '../packages/store/src/announce.ts'
import { askHoldings } from '../packages/store/src/holding.ts'
import { apply, openWorld, roleUrls, type World } from './world.ts'

const PEOPLE = 3

let world: World
let thief: pg.Client
let people: readonly string[]

before(async () => {
  world = await openWorld()
  for (let ordinal = 1; ordinal <= PEOPLE; ordinal++) await apply(world, { ordinal })
  await world.sequenceAll()
  thief = new pg.Client({ connectionString: roleUrls(world.databaseUrl)['kelisim_app'] })
  await thief.connect()
  people = (await rows('select subject_id from subject')).map((row) => String(row['subject_id']))
})

after(async () => {
  await thief.end()
  await world[Symbol.asyncDispose]()
})

async function rows(sql: string): Promise<readonly Record<string, unknown>[]> {
  return (await thief.query<Record<string, unknown>>(sql)).rows
}

/** What `sql` gives once these people are announced; taken back afterwards. */
async function announced(
  persons: Iterable<string>,
  sql: string,
): Promise<readonly Record<string, unknown>[]> {
  await thief.query(`begin; ${announcement(persons)}`)
  try {
    return await rows(sql)
  } finally {
    await thief.query('rollback')
  }
}

test('whoever asks for all boxes or all keys with the application’s password gets none', async () => {
  const owner = openPool(world.databaseUrl, undefined)
  const held = await owner.query('select from box union all select from keys.subject_key')
  await owner.end()
  assert.ok((held.rowCount ?? 0) > PEOPLE * 2)
  for (const sql of [
    'select * from box',
    'select * from keys.subject_key',
    'select sealed, wrapped from subject join box using (subject_id) left join keys.subject_key using (subject_id)',
    'select * from box where subject_id in (select subject_id from subject)',
    "select * from keys.subject_key where subject_id::text like '%'",
    'select (select sealed from box b where b.subject_id = s.subject_id limit 1) as sealed from subject s where false',
    'delete from box returning *',
    'update box set version = version returning *',
    'delete from keys.subject_key returning *',
  ]) {
    assert.deepEqual(await rows(sql), [], sql)
  }
  assert.deepEqual(await rows('select count(*)::int as n, max(sealed) as one from box'), [
    { n: 0, one: null },
  ])
  // What a dump does: it asks to be told rather than to be given less.
  await thief.query('set row_security = off')
  for (const sql of ['select * from box', 'select * from keys.subject_key']) {
    await assert.rejects(rows(sql), { code: '42501' }, sql)
  }
  await thief.query('reset row_security')
})

test('an error tells no value of a row that is not shown', async () => {
  const leak = 'select 1 / (octet_length(sealed) - octet_length(sealed)) from box'
  assert.deepEqual(await rows(leak), [])
  const taken = `insert into keys.subject_key values ('${people[0]}', 1, 1, 'x')`
  const message = await rows(taken).then(
    () => '',
    (error: unknown) => JSON.stringify(error),
  )
  // Who exists is told by `subject` anyway; the wrapping is not.
  assert.doesNotMatch(message, /wrapped|\\\\x/)
})

test('announced people are shown, nobody beside them, and only until the transaction ends', async () => {
  const [first = '', second = ''] = people
  for (const table of ['box', 'keys.subject_key']) {
    const shown = await announced([first], `select distinct subject_id from ${table}`)
    assert.deepEqual(shown, [{ subject_id: first }], table)
    const both = await announced([first, second], `select distinct subject_id from ${table}`)
    assert.equal(both.length, 2)
    assert.deepEqual(await rows(`select * from ${table}`), [])
  }
  const others = `delete from box where subject_id <> '${first}' returning 1`
  assert.deepEqual(await announced([first], others), [])
})

test('no more people are announced at once than share one commit, however they are written', async () => {
  const ids = Array.from({ length: PERSONS_MAX + 1 }, () => crypto.randomUUID())
  assert.throws(() => announcement(ids), /more than 64 people/)
  assert.throws(() => announcement(["x'; drop table box; --"]), /not an id/)
  const full = announcement([...ids.slice(0, PERSONS_MAX - 1), people[0] ?? ''])
  await thief.query(`begin; ${full}`)
  assert.ok((await rows('select 1 from box')).length > 0)
  await thief.query('rollback')
  for (const list of [
    `{${ids.join(',')}}`,
    `{{${ids.join('},{')}}}`,
    `[5:69]={${ids.join(',')}}`,
  ]) {
    await thief.query(`begin; set local kelisim.persons = '${list}'`)
    await assert.rejects(rows('select 1 from box'), { code: '22P02' }, list.slice(0, 60))
    await thief.query('rollback')
  }
  const together = readFileSync(
    new URL('../packages/store/src/together.ts', import.meta.url),
    'utf8',
  )
  assert.equal(Number(/BATCH_MAX = (\d+)/.exec(together)?.[1]), PERSONS_MAX)
})

test('what this lock is not: who knows of it opens it one list of people after the other, and nothing is recorded', async () => {
  const before = await rows('select count(*) from action_inbox')
  const taken = await announced(people, 'select sealed from box')
  assert.ok(taken.length >= PEOPLE)
  assert.deepEqual(await rows('select count(*) from action_inbox'), before)
  // They are sealed under keys that are sealed under a key that is not in the database.
  assert.ok(taken.every(({ sealed }) => !Buffer.from(sealed as Buffer).includes('":"')))
})

test('the outline says what is held since when and until when, and nothing that is sealed', async () => {
  const [row] = await rows('select * from box_outline limit 1')
  assert.deepEqual(Object.keys(row ?? {}), [
    'subject_id',
    'box',
    'version',
    'fields',
    'source',
    'written_at',
    'retain_until',
  ])
  assert.equal((await rows('select 1 from box_outline')).length > PEOPLE, true)
  for (const sql of ['delete from box_outline', "update box_outline set source = 'x'"]) {
    await assert.rejects(rows(sql), (error) => sqlState(error) === '42501', sql)
  }
})

test('the door finds keys and boxes by their index, with the policy in force', async () => {
  await thief.query('set enable_seqscan = off; set plan_cache_mode = force_generic_plan')
  await thief.query(`begin; ${announcement(people)}`)
  for (const { text, values } of askHoldings(people as never, 'use')) {
    if (!/from (?:box|keys\.subject_key)/.test(text)) continue
    const { rows: plan } = await thief.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [
      ...values,
    ])
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n')
    assert.match(lines, /Index Scan using (?:box|subject_key)_pkey/)
    assert.match(lines, /Index Cond: .*InitPlan/)
  }
  await thief.query('rollback')
})
