/** Judged here: a ledger that others sign beside us, over HTTP, and what becomes of a rewritten one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followLog, openTrusted } from '@kelisim/ledger'
import {
  latestCheckpoint,
  ledgerFile,
  sequence,
  witnessedCheckpoint,
  witnessStates,
} from '@kelisim/store'
import { askWitnesses, receiptAt } from '@kelisim/work'
import pg from 'pg'
import { trustIn, verifier, withWitnesses } from './witnessing/three.ts'
import { watchWindow } from './witnessing/window.ts'
import { openWorld, type World } from './world.ts'

async function asOwner(world: World, sql: string, values: unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  // The owner of the cluster can switch every trigger off, so no trigger may be what the ledger rests on.
  try {
    await owner.query("set session_replication_role = 'replica'")
    await owner.query(sql, values)
  } finally {
    await owner.end()
  }
}

async function act(world: World, times = 1): Promise<void> {
  const { means } = world.house
  for (let time = 0; time < times; time++) {
    await means.store.transaction(async (unit) =>
      unit.record({ kind: 'ledger_checked', actor: { role: 'system', id: 'self' } }),
    )
  }
  while ((await sequence(means.store, means.log)) !== undefined) {
    // Until the inbox is empty.
  }
}

test('every new checkpoint is cosigned by the quorum, and receipts carry it (R-85, I3)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { pool } = means.store
  await withWitnesses(world, async (trust, witnesses) => {
    for (let round = 0; round < 3; round++) {
      await act(world, 7)
      const witnessing = await askWitnesses(means, trust)
      assert.ok(witnessing?.isQuorum)
      assert.deepEqual(witnessing.alarms, [])
    }
    assert.equal(await askWitnesses(means, trust), undefined)
    const kept = (await witnessedCheckpoint(pool)) ?? assert.fail()
    assert.equal(kept.size, (await latestCheckpoint(pool))?.size)
    const opened = openTrusted(kept.note, trust)
    assert.ok(opened.ok && opened.isQuorum && opened.seenBy.length === 3)
    assert.ok(opened.note.verified.some(({ kind }) => kind === 'subtree/v1'))
    await witnesses[0]?.[Symbol.asyncDispose]()
    await act(world)
    assert.ok((await askWitnesses(means, trust))?.isQuorum)
    const states = await witnessStates(pool)
    assert.deepEqual(
      states.map(({ trouble }) => trouble),
      ['unreachable', undefined, undefined],
    )
    await witnesses[1]?.[Symbol.asyncDispose]()
    await act(world)
    assert.equal((await askWitnesses(means, trust))?.isQuorum, false)
    const { rows } = await pool.query('select entry from ledger_entry where leaf_index = 0')
    const receipt = (await receiptAt(means, { index: 0, bytes: rows[0].entry })) ?? assert.fail()
    assert.ok(receipt.proof.length <= 2_048, `${receipt.proof.length} characters`)
    const proven = openTrusted(receipt.proof.slice(receipt.proof.indexOf('\n\n') + 2), trust)
    assert.ok(proven.ok && proven.isQuorum)
  })
})

test('a history rewritten with the key of the log finds no witness, and an alarm stays (I3, R-82)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { pool } = means.store
  await withWitnesses(world, async (trust) => {
    await act(world, 5)
    assert.ok((await askWitnesses(means, trust))?.isQuorum)
    // Whoever owns the database and the log's key forgets the ledger and signs another one.
    await asOwner(world, 'truncate ledger_entry, ledger_tile, ledger_checkpoint')
    await act(world, 40)
    const witnessing = (await askWitnesses(means, trust)) ?? assert.fail()
    assert.equal(witnessing.isQuorum, false)
    assert.equal(witnessing.alarms.length, 3)
    assert.ok(witnessing.alarms.every(({ trouble }) => trouble === 'other_history'))
    // The next honest-looking round does not wipe the alarm away.
    await act(world)
    await askWitnesses(means, trust)
    assert.ok((await witnessStates(pool)).every(({ trouble }) => trouble === 'other_history'))
  })
})

test('a database set back to an older day is told by the witnesses that know more (I3, I7)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await withWitnesses(world, async (trust) => {
    await act(world, 3)
    const { pool } = means.store
    const { rows } = await pool.query('select size, note, signed_at from ledger_checkpoint')
    await act(world, 3)
    assert.ok((await askWitnesses(means, trust))?.isQuorum)
    const { size, note } = rows[0]
    await asOwner(world, 'update ledger_checkpoint set size = $1, note = $2', [size, note])
    await asOwner(world, 'delete from ledger_witnessed')
    const witnessing = (await askWitnesses(means, trust)) ?? assert.fail()
    assert.equal(witnessing.isQuorum, false)
    assert.ok(witnessing.alarms.every(({ trouble }) => trouble === 'knows_more'))
    assert.equal(witnessing.alarms.length, 3)
  })
})

/** What a thief of the database and the log's key puts aside, to go on from there a second time. */
const PUT_ASIDE = ['ledger_tile', 'ledger_checkpoint', 'ledger_witnessed']

test('a forked view shown to two witnesses finds no quorum twice, and whoever saw one knows the other (I3, R-82)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { pool } = means.store
  const source = { read: async (path: string) => await ledgerFile(pool, path) }
  const log = verifier(means.log.signers[0]?.vkey ?? '')
  await withWitnesses(world, async (trust, witnesses) => {
    await act(world, 5)
    assert.ok((await askWitnesses(means, trust))?.isQuorum)
    const begun = (await latestCheckpoint(pool))?.size
    for (const table of PUT_ASIDE) {
      await asOwner(world, `create table aside_${table} as table ${table}`)
    }
    // One view for two of them, who are a quorum.
    await act(world, 3)
    const [a, b, c] = witnesses
    if (a === undefined || b === undefined || c === undefined) assert.fail()
    const shown = await askWitnesses(means, trustIn([log], [a, b], ['a', 'b']))
    assert.ok(shown?.isQuorum)
    const seen = await followLog(source, log, undefined, () => false)
    assert.ok(seen.ok)
    // The other view for the third, from the state that all have signed.
    await asOwner(world, 'delete from ledger_entry where leaf_index >= $1', [begun])
    for (const table of PUT_ASIDE) {
      await asOwner(world, `delete from ${table}`)
      await asOwner(world, `insert into ${table} select * from aside_${table}`)
    }
    await act(world, 9)
    const alone = await askWitnesses(means, trustIn([log], [c], ['c']))
    assert.ok(alone?.isQuorum, 'by itself the third cannot know')
    const forked = (await witnessedCheckpoint(pool)) ?? assert.fail()
    const believed = openTrusted(forked.note, trust)
    assert.ok(believed.ok && !believed.isQuorum, 'readers ask for two of three')
    const told = await followLog(source, log, seen.note, () => false)
    assert.ok(!told.ok && told.fault === 'other_history')
    // The other two are asked for the view that they did not see: they know better, and say so.
    await asOwner(world, 'delete from ledger_witnessed')
    const witnessing = (await askWitnesses(means, trust)) ?? assert.fail()
    assert.equal(witnessing.isQuorum, false)
    assert.equal(witnessing.alarms.length, 2)
  })
})

/** Half of the ten seconds that are promised: a run this short would not see all of them. */
const WAIT_MS_MAX = 5_000

test('a checkpoint waits for its quorum well under ten seconds, also after one was missing (I3, R-82)', async () => {
  const window = await watchWindow({ seconds: 8 })
  assert.ok(window.checkpoints >= 10, `${window.checkpoints} checkpoints: too few to say anything`)
  assert.ok(window.maxMs <= WAIT_MS_MAX, `a checkpoint stood alone for ${window.maxMs} ms`)
  assert.ok(
    window.closedMs <= WAIT_MS_MAX,
    `closed ${window.closedMs} ms after the quorum was back`,
  )
  assert.ok(window.aloneMs > 1_000, 'without a quorum nothing is called witnessed')
})
