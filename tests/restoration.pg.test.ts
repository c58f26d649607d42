/**
 * What was altered, removed, exchanged, inserted or rolled back behind the door comes back from the medium;
 * what was lawfully destroyed or withdrawn does not (R-83, R-99, I5, I7).
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { SubjectId } from '@kelisim/terms'
import { checkDatabase, destroyData, withdrawConsent } from '@kelisim/work'
import { AUDITED } from '../packages/store/src/table.ts'
import { everyTable, lacking, MANNERS, Vandal } from './restoration/damage.ts'
import { type Guarded, openGuarded } from './restoration/house.ts'
import { apply } from './world.ts'

const NONE: ReadonlySet<string> = new Set()
let guarded: Guarded
let admin: pg.Client
let vandal: Vandal

before(async () => {
  guarded = await openGuarded()
  const { world } = guarded
  admin = new pg.Client({ connectionString: world.databaseUrl })
  await admin.connect()
  vandal = new Vandal(admin, 20261122)
  for (let ordinal = 1; ordinal <= 5; ordinal++) {
    assert.equal((await apply(world, { ordinal })).effect, 'done')
  }
  await guarded.backUp()
  await vandal.remember()
  await withdrawFirst()
  await destroyNewest()
  await world.sequenceAll()
  await guarded.backUp()
})

after(async () => {
  await admin.end()
  await guarded[Symbol.asyncDispose]()
})

async function withdrawFirst(): Promise<void> {
  const { rows } = await admin.query<{ subject_id: SubjectId; consent_id: string }>(
    "select subject_id, consent_id from consent where recipient = 'samal' order by granted_at limit 1",
  )
  const [consent] = rows
  assert.ok(consent)
  const { means } = guarded.world.house
  assert.equal(
    (await withdrawConsent(means, consent.subject_id, consent.consent_id)).effect,
    'done',
  )
}

async function destroyNewest(): Promise<void> {
  const { rows } = await admin.query<{ subject_id: SubjectId }>(
    "select subject_id from subject where state = 'live' order by created_at desc, subject_id limit 1",
  )
  const [newest] = rows
  assert.ok(newest)
  const { means } = guarded.world.house
  const by = { role: 'applicant', id: 'self' } as const
  assert.equal((await destroyData(means, newest.subject_id, by, 'request')).effect, 'done')
}

for (const manner of MANNERS) {
  test(`${manner}: damage to every audited table is located row by row and restored (R-83)`, async () => {
    const { means } = guarded.world.house
    assert.deepEqual((await checkDatabase(means)).findings, [])
    await guarded.world.sequenceAll()
    const good = await everyTable(admin)
    let damaged = 0
    for (const table of AUDITED) damaged += await vandal.damage(table, manner, 3)
    assert.ok(damaged >= (manner === 'roll back' ? 4 : 15), `only ${damaged} attempts succeeded`)
    const bad = await everyTable(admin)
    const { restoration, database, ledger } = await guarded.restore()
    for (const { name } of AUDITED) {
      const [before, now] = [good.get(name) ?? NONE, bad.get(name) ?? NONE]
      const said = restoration.tables[name]
      assert.equal(said?.restored ?? 0, lacking(before, now), `${name}: rows to bring back`)
      assert.equal(said?.removed ?? 0, lacking(now, before), `${name}: rows to take out`)
      assert.equal((said?.lost ?? 0) + (said?.left ?? 0), 0, name)
    }
    assert.equal(restoration.whole, true)
    assert.deepEqual(database.findings, [])
    assert.equal(ledger.verification.ok, true)
    assert.deepEqual(await everyTable(admin), good)
  })
}
