/** Judged here: a ledger that others sign beside us, over HTTP, and what becomes of a rewritten one. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  newVerifier,
  openTrusted,
  parseTrustPolicy,
  type TrustPolicy,
  type Verifier,
} from '@kelisim/ledger'
import { latestCheckpoint, sequence, witnessedCheckpoint, witnessStates } from '@kelisim/store'
import { askWitnesses, receiptAt } from '@kelisim/work'
import pg from 'pg'
import { startWitness, type Witness } from '../apps/witness/src/witness.ts'
import { openWorld, type World } from './world.ts'

const verifier = (vkey: string): Verifier => newVerifier(vkey) ?? assert.fail(vkey)

/** Three witnesses of this log in a folder, and the policy that two must agree. */
async function withWitnesses(
  world: World,
  work: (trust: TrustPolicy, witnesses: readonly Witness[], folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-witnesses-'))
  const logs = world.house.means.log.signers.map(({ vkey }) => verifier(vkey))
  const witnesses = await Promise.all(
    ['a', 'b', 'c'].map(
      async (name) =>
        await startWitness(
          { name: `${name}.example`, state: join(folder, name), logs, host: '127.0.0.1', port: 0 },
          () => 1_790_000_000,
          () => undefined,
        ),
    ),
  )
  try {
    await work(trustIn(logs, witnesses), witnesses, folder)
  } finally {
    for (const witness of witnesses) await witness[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
}

function trustIn(logs: readonly Verifier[], witnesses: readonly Witness[]): TrustPolicy {
  const lines = witnesses.map(({ url, vkeys }, at) => `witness ${'abc'[at]} ${vkeys[0]} ${url}`)
  const text = [
    ...logs.map(({ vkey }) => `log ${vkey}`),
    ...lines,
    'group two 2 a b c',
    'quorum two',
  ]
  const parsed = parseTrustPolicy(`${text.join('\n')}\n`)
  assert.ok(parsed.ok)
  return parsed
}

async function asOwner(world: World, sql: string, values: unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  // The owner of the cluster can switch every trigger off, so no trigger may be what the ledger rests on.
  await owner.query("set session_replication_role = 'replica'")
  await owner.query(sql, values)
  await owner.end()
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
