/**
 * Between its commit and its leaf an action is a row: one that nobody did stops the sequencer and is named, one that is
 * taken away is told by who recorded it (R-82, R-85, I3, I7).
 */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { audit, sequence } from '@kelisim/store'
import { pooledRandom } from '@kelisim/vault'
import { checkOwnActions, watch } from '@kelisim/work'
import { entryBytes, readEntry } from '../packages/store/src/entry.ts'
import { load } from '../packages/store/src/load.ts'
import { commitment, CONSENT, type Stored } from '../packages/store/src/table.ts'
import { apply, openWorld, type World } from './world.ts'

const FORGED = '00000000-0000-7000-8000-000000000001'
let world: World
let admin: pg.Client

before(async () => {
  world = await openWorld()
  admin = new pg.Client({ connectionString: world.databaseUrl })
  await admin.connect()
  assert.equal((await apply(world)).effect, 'done')
})

beforeEach(async () => {
  await world.sequenceAll()
  assert.deepEqual(await checkOwnActions(world.house.means, true), [])
})

after(async () => {
  await admin?.end()
  await world?.[Symbol.asyncDispose]()
})

/** Recorded, acknowledged, not yet placed. */
async function recordOne(): Promise<string> {
  return await world.house.means.store.transaction(async (unit) => {
    return unit.record({
      kind: 'ledger_checked',
      actor: { role: 'system', id: 'self' },
      detail: {},
    })
  })
}

async function forge(bytes: Uint8Array, seal: string): Promise<void> {
  const { id, subject, kind, at } = readEntry(bytes)
  await admin.query(
    `insert into action_inbox (action_id, handle, kind, at, entry, seal) values ($1, $2, $3, $4, $5, ${seal})`,
    [id, subject ?? null, kind, at, bytes],
  )
}

async function findingsNow(): Promise<readonly string[]> {
  const { findings } = await audit(world.house.means.store)
  return findings.map(({ code, table, where }) => `${code} ${table} ${where}`)
}

test('an action that this house did not record stops the sequencer, and both name it', async () => {
  const { means } = world.house
  const real = await recordOne()
  const action = { kind: 'values_opened', actor: { role: 'clerk', id: 'kim' } } as const
  const nothing = { writes: [], voids: [] }
  const bytes = entryBytes(action, FORGED as never, means.now(), 'h', means.policy.hash, nothing)
  for (const seal of [
    "decode(repeat('00', 16), 'hex')",
    `(select seal from action_inbox where action_id = '${real}')`,
  ]) {
    await forge(bytes, seal)
    await assert.rejects(sequence(means.store, means.log), {
      name: 'LedgerBroken',
      message: new RegExp(FORGED),
    })
    assert.deepEqual(await findingsNow(), [`action_forged action_inbox action ${FORGED}`])
    await admin.query('delete from action_inbox where action_id = $1', [FORGED])
  }
  assert.ok((await sequence(means.store, means.log)) !== undefined)
})

test('a forged consent is named although a forged action vouches for it', async () => {
  const { means } = world.house
  const [consent] = await load(means.store.as.auditor, CONSENT, 'recipient is not null', [])
  assert.ok(consent)
  const forged = { ...consent, consent_id: FORGED, recipient: 'ules' } as Stored<typeof CONSENT>
  await admin.query("set session_replication_role = 'replica'")
  await admin.query(
    `insert into consent select (jsonb_populate_record(c, jsonb_build_object('consent_id', '${FORGED}', 'recipient', 'ules'))).*
     from consent c where recipient is not null`,
  )
  const writes = [['consent', commitment(CONSENT, forged)]] as const
  const actor = { role: 'applicant', id: 'self' }
  await forge(
    entryBytes(
      { kind: 'consent_granted', actor },
      FORGED as never,
      means.now(),
      'h',
      means.policy.hash,
      { writes, voids: [] },
    ),
    "decode(repeat('00', 16), 'hex')",
  )
  const place = `${consent.subject_id}/${FORGED}`
  assert.deepEqual((await findingsNow()).toSorted(), [
    `action_forged action_inbox action ${FORGED}`,
    `row_not_vouched consent ${place}`,
  ])
  await admin.query('delete from action_inbox where action_id = $1', [FORGED])
  await admin.query('delete from consent where consent_id = $1', [FORGED])
})

test('each part of an action that waits is under its seal', async () => {
  const { means } = world.house
  const id = await recordOne()
  await admin.query('create table kept_action as table action_inbox')
  for (const change of [
    "kind = 'signed_in'",
    "handle = 'h'",
    "at = at - interval '1 millisecond'",
    `action_id = '${FORGED}'`,
    "entry = convert_to(replace(convert_from(entry, 'UTF8'), '\"self\"', '\"eve!\"'), 'UTF8')",
    'seal = set_byte(seal, 15, (get_byte(seal, 15) + 1) % 256)',
  ]) {
    await admin.query(`update action_inbox set ${change} where action_id = '${id}'`)
    await assert.rejects(sequence(means.store, means.log), { name: 'LedgerBroken' }, change)
    await admin.query('delete from action_inbox')
    await admin.query('insert into action_inbox select * from kept_action')
  }
  await admin.query('drop table kept_action')
  assert.ok((await sequence(means.store, means.log)) !== undefined)
})

test('an action that was removed before it had its place is told once, and opens an incident', async () => {
  const { means, detection } = world.house
  await watch(means, detection)
  await world.sequenceAll()
  const [gone, stays] = [await recordOne(), await recordOne()]
  await admin.query('delete from action_inbox where action_id = $1', [gone])
  // The first look asks for nobody yet: what was just acknowledged may be on its way.
  assert.deepEqual(await checkOwnActions(means), [])
  assert.deepEqual(await checkOwnActions(means), [gone])
  assert.deepEqual(await checkOwnActions(means, true), [])
  await world.sequenceAll()
  const { rows } = await admin.query<{ entry: Buffer }>(
    "select entry from ledger_entry where convert_from(entry, 'UTF8') like '%missing%'",
  )
  const { detail } = readEntry(rows[0]?.entry ?? Buffer.alloc(0))
  assert.deepEqual(detail, { what: 'actions', ok: false, count: 1, missing: [gone] })
  const placed = await admin.query('select from ledger_entry where action_id = $1', [stays])
  assert.equal(placed.rowCount, 1)
  world.clock.pass(1_000)
  const watched = await watch(means, detection)
  assert.deepEqual(
    watched?.opened.map(({ rule }) => rule),
    ['record'],
  )
})

test('an action that waits long, and one that another process placed, are not missed', async () => {
  const { means } = world.house
  await recordOne()
  for (let look = 0; look < 3; look++) assert.deepEqual(await checkOwnActions(means), [])
  // Another process: its store knows nothing of what this one remembers.
  const { openHouse } = await import('@kelisim/house')
  const other = await openHouse(world.environment, {
    sms: world.outbox,
    forgetMessages: () => undefined,
    lenders: new Map(),
    allowedHosts: [],
    publicUrl: 'http://localhost:8080',
    now: () => world.clock.at,
    random: pooledRandom(),
  })
  try {
    assert.ok((await sequence(other.means.store, other.means.log)) !== undefined)
  } finally {
    await other.close()
  }
  for (let look = 0; look < 3; look++) assert.deepEqual(await checkOwnActions(means), [])
})
