/** Nobody is on record without a category of the policy: what stands, and what the database itself refuses., I8. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load, openPool, sqlState, SUBJECT } from '@kelisim/store'
import { destroyData } from '@kelisim/work'
import { apply, openWorld } from './world.ts'

test('R-7: each record of a subject has a category of clause 3.3, from the first day and after the end', async () => {
  await using world = await openWorld()
  const { means } = world.house
  for (const ordinal of [1, 2]) assert.equal((await apply(world, { ordinal })).effect, 'done')
  const known = new Set(
    means.policy.subjectCategories
      .filter(({ clause }) => clause.startsWith('3.3('))
      .map(({ id }) => id),
  )
  const rows = async () => await load(means.store.pool, SUBJECT, 'true order by created_at', [])
  const [first] = await rows()
  const SELF = { role: 'applicant', id: 'self' } as const
  await destroyData(means, first?.subject_id as never, SELF, 'request')
  const found = await rows()
  assert.equal(found.length, 2)
  for (const { categories } of found) assert.ok(categories.some((one) => known.has(one)))
})

test('R-7, I8: the database takes no record without one, and the mark of a client is none', async (context) => {
  await using world = await openWorld()
  assert.equal((await apply(world)).effect, 'done')
  const owner = openPool(world.databaseUrl, undefined)
  context.after(async () => await owner.end())
  for (const categories of ['{}', '{client}', '{client,client}', '{null}', '{client,null}']) {
    for (const sql of [
      `update subject set categories = '${categories}'`,
      `insert into subject select gen_random_uuid(), state, '${categories}', key_version, created_at,
         changed_at, destroyed_at, salt from subject limit 1`,
    ]) {
      await assert.rejects(owner.query(sql), (error) => sqlState(error) === '23514', sql)
    }
  }
})
