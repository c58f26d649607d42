/** The checkpoint kept outside the database, held against the tiles by whoever comes with another one (I3). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatCheckpoint, signNote } from '@kelisim/ledger'
import { latestCheckpoint } from '@kelisim/store'
import { checkLedger } from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

async function noteOf(world: World): Promise<string> {
  await world.sequenceAll()
  return (await latestCheckpoint(world.house.means.store.pool))?.note ?? ''
}

/** Signed by the log's own key, of another history. */
function forged(world: World, size: number): string {
  const { origin, signers } = world.house.means.log
  const root = new Uint8Array(32).fill(size)
  return signNote(formatCheckpoint({ origin, size, root }), signers)
}

test('a process that comes late with an older checkpoint goes on; one of another history is stopped (I3)', async () => {
  await using world = await openWorld()
  const { house } = world
  const older = await noteOf(world)
  await apply(world)
  const newer = await noteOf(world)
  assert.notEqual(older, newer)
  await house.rememberCheckpoint(newer)
  await house.rememberCheckpoint(older)
  assert.equal(await house.recallCheckpoint(), newer)
  const size = Number(newer.split('\n')[1])
  for (const wrong of [forged(world, size - 1), forged(world, size), forged(world, size + 1)]) {
    await assert.rejects(house.rememberCheckpoint(wrong), /couldn’t remember/)
  }
  assert.equal(await house.recallCheckpoint(), newer)
  // Something stands in the file that never stood in the database: found before anything is built on it.
  const { means } = house
  assert.equal((await checkLedger(means, newer)).rolledBack, false)
  assert.equal((await checkLedger(means, older)).rolledBack, false)
  for (const wrong of [forged(world, size - 1), forged(world, size), forged(world, size + 1)]) {
    assert.equal((await checkLedger(means, wrong)).rolledBack, true)
  }
})
