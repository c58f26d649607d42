/**
 * The database administrator's attempts: whatever is edited, removed, exchanged, inserted or rolled
 * back behind the door, `audit` names it (I7).
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { sequence } from '@kelisim/store'
import { checkLedger } from '@kelisim/work'
import { ATTACKS } from './tampering/attacks.ts'
import { ATTACKS_ON_THE_LOG } from './tampering/attacks-on-the-log.ts'
import { findings, openStand, type Stand, tryAttack, withdrawOne } from './tampering/stand.ts'
import { apply, type World } from './world.ts'

let stand: Stand
let world: World
let admin: pg.Client

before(async () => {
  stand = await openStand(3)
  ;({ world, admin } = stand)
  await withdrawOne(stand)
  // Waits in the inbox: what is recorded and has no leaf yet is tried, too.
  assert.equal((await apply(world, { ordinal: 4 })).effect, 'done')
  await stand.keep()
})

after(async () => {
  await stand[Symbol.asyncDispose]()
})

test('nothing is found where nobody did anything', async () => {
  assert.deepEqual(await findings(world), [])
  await stand.mend()
})

for (const attack of [...ATTACKS, ...ATTACKS_ON_THE_LOG]) {
  test(`it is found and named when ${attack.what} (I7)`, async () => {
    const { found, named, said } = await tryAttack(stand, attack)
    assert.ok(found && named, JSON.stringify(said).slice(0, 2_000))
  })
}

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

/** What the database makes by itself cannot be put in. */
function fillFrom(table: 'ledger_entry' | 'ledger_tile', copy: string): string {
  const columns =
    table === 'ledger_tile'
      ? 'level, tile_index, width, bytes'
      : 'leaf_index, action_id, handle, kind, at, entry'
  return `insert into ${table} (${columns}) select ${columns} from ${copy}`
}

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
  ] as const) {
    await admin.query(`create table now_${table} as table ${table}`)
    await admin.query(`delete from ${table}`)
    await admin.query(fillFrom(table, old))
  }
  await admin.query('update ledger_checkpoint set note = $1', [before])
  await apply(world, { ordinal: 9 })
  await assert.rejects(sequence(means.store, means.log, kept), { name: 'LedgerBroken' })
  for (const table of ['ledger_tile', 'ledger_entry'] as const) {
    await admin.query(`delete from ${table}`)
    await admin.query(fillFrom(table, `now_${table}`))
  }
  await admin.query('update ledger_checkpoint set note = $1', [kept])
  await admin.query("set session_replication_role = 'origin'")
  assert.notEqual(await sequence(means.store, means.log, kept), undefined)
})

test('the owner’s own slip of the hand is refused: tiles and checkpoint only grow (R-85, I3)', async () => {
  for (const statement of [
    'update ledger_tile set bytes = set_byte(bytes, 3, 0), width = width',
    'update ledger_tile set width = width - 1, bytes = substr(bytes, 1, (width - 1) * 32)',
    'delete from ledger_tile',
    'truncate ledger_tile',
    'update ledger_checkpoint set size = size - 1',
    "update ledger_checkpoint set note = 'x' || note",
    'delete from ledger_checkpoint',
    'truncate ledger_checkpoint',
  ]) {
    await assert.rejects(admin.query(statement), /only grows|append-only/, statement)
  }
})

test('a temporary table does not stand in for the versions that a rule belongs to (R-84)', async () => {
  const client = await world.house.means.store.pool.connect()
  try {
    await client.query('begin')
    await client.query('create temporary table policy_version (hash text, version int)')
    await client.query("insert into policy_version values ('forged', 1)")
    await assert.rejects(
      client.query(
        "insert into policy_rule values ('forged', 0, 1, 'box', 'contact', null, null, '{}', '{sex}')",
      ),
      /a rule comes with the version/,
    )
  } finally {
    await client.query('rollback')
    client.release()
  }
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
