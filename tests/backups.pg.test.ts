/** What the officer reads of backups is what the ledger says of them, and nobody else reads it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, type StaffId } from '@kelisim/terms'
import { registerMedium, seeBackups } from '@kelisim/work'
import { openWorld, type World } from './world.ts'

const OFFICER = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
const CLERK = { id: 'c1c1c1c1-c1c1-4c1c-8c1c-c1c1c1c1c1c1' as StaffId, role: 'clerk' }
const SELF = { role: 'system', id: 'self' } as const
const ABOUT = { name: 'disk 1', region: 'KZ-75', place: 'safe 2', custodian: 'chief engineer' }

async function seen(world: World) {
  const answer = await seeBackups(world.house.means, OFFICER)
  assert.ok(answer.effect === 'done', JSON.stringify(answer))
  return answer.seen
}

test('R-81, R-83: the newest backup, the drill and the restorations come from the ledger', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const nothing = await seen(world)
  assert.deepEqual(
    [nothing.newest, nothing.drill, nothing.media, nothing.restorations],
    [undefined, undefined, [], []],
  )
  const medium = await registerMedium(means, ABOUT, SELF)
  assert.ok(medium.effect === 'done')
  const record = async (
    kind: 'backup_begun' | 'ledger_checked' | 'data_restored',
    detail: object,
  ) => {
    await means.store.transaction(async (unit) => {
      unit.record({ kind, actor: SELF, detail: { ...detail } })
    })
    world.clock.pass(HOUR)
  }
  await record('backup_begun', { medium: medium.id })
  await record('ledger_checked', { what: 'ledger', ok: false })
  await record('ledger_checked', { what: 'drill', ok: true, rpo: 0, rto: 7 })
  await record('ledger_checked', { what: 'ledger', ok: false })
  const counts = (restored: number) => ({ restored, removed: 1, lost: 0, left: 2 })
  await record('data_restored', { manifest: 'm', tables: { box: counts(3), consent: counts(4) } })
  await record('backup_begun', { medium: medium.id })
  await world.sequenceAll()
  const { newest, drill, media, restorations } = await seen(world)
  assert.equal(newest?.medium, 'disk 1')
  assert.equal(means.now() - (newest?.at ?? 0), HOUR, 'the second backup, not the first')
  assert.equal(media[0]?.backedUpAt, newest?.at)
  assert.deepEqual([drill?.ok, drill?.lost, drill?.seconds], [true, 0, 7])
  const [{ restored, removed, lost, isWhole } = assert.fail('no restoration')] = restorations
  assert.deepEqual([restored, removed, lost, isWhole], [7, 2, 4, false])
  const { rows } = await means.store.pool.query<{ 'QUERY PLAN': string }>(
    `explain select entry from ledger_entry
     where kind in ('backup_begun', 'data_restored', 'ledger_checked') and kind = 'backup_begun'
     order by leaf_index desc limit 5`,
  )
  assert.ok(rows.some((row) => row['QUERY PLAN'].includes('ledger_entry_backups')))
})

test('R-84: a clerk is refused, and the refusal is recorded', async () => {
  await using world = await openWorld()
  const answer = await seeBackups(world.house.means, CLERK)
  assert.ok(answer.effect === 'refuse')
  assert.equal(answer.code, 'operation_not_permitted')
})
