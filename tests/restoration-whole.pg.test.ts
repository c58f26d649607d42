/**
 * A house that is lost as a whole comes back from the medium and the key file, and nobody destroyed comes with it
 * (R-83, R-99, I3, I5, I7).
 */
import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { openHouse } from '@kelisim/house'
import { type BackupFolder, openBackupFolder, smsOutbox } from '@kelisim/outside'
import { testDatabase } from '@kelisim/postgres'
import { latestCheckpoint, migrate, NotRestorable, sequence } from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import {
  checkDatabase,
  checkLedger,
  destroyData,
  restoreHouse,
  type RestoringHouse,
  rotateKeys,
} from '@kelisim/work'
import { everyTable } from './restoration/damage.ts'
import { type Guarded, openGuarded } from './restoration/house.ts'
import { apply, roleUrls } from './world.ts'

const schema = { name: 'kelisim', prepare: async (url: string) => void (await migrate(url)) }

let guarded: Guarded
let admin: pg.Client
let oldPath: string
let first: string
let destroyed: SubjectId

before(async () => {
  guarded = await openGuarded()
  admin = new pg.Client({ connectionString: guarded.world.databaseUrl })
  await admin.connect()
  for (let ordinal = 1; ordinal <= 4; ordinal++) await apply(guarded.world, { ordinal })
  first = (await guarded.backUp()).manifest.id
  oldPath = await mkdtemp(join(tmpdir(), 'kelisim-old-medium-'))
  await cp(guarded.path, oldPath, { recursive: true })
  destroyed = await destroyOne()
  await guarded.world.sequenceAll()
})

after(async () => {
  await admin.end()
  await guarded[Symbol.asyncDispose]()
  await rm(oldPath, { recursive: true, force: true })
})

async function destroyOne(): Promise<SubjectId> {
  const { rows } = await admin.query<{ subject_id: SubjectId }>(
    "select subject_id from subject where state = 'live' order by subject_id limit 1",
  )
  const [one] = rows
  assert.ok(one)
  const by = { role: 'applicant', id: 'self' } as const
  const answer = await destroyData(guarded.world.house.means, one.subject_id, by, 'request')
  assert.equal(answer.effect, 'done')
  return one.subject_id
}

async function rememberedNote(): Promise<string> {
  return (await latestCheckpoint(guarded.world.house.means.store.pool))?.note ?? ''
}

async function restoringTo(
  ownerUrl: string,
  more: Partial<RestoringHouse> = {},
): Promise<RestoringHouse> {
  const { means } = guarded.world.house
  return {
    folder: guarded.folder,
    ownerUrl,
    keyring: means.store.keys.keyring,
    remembered: await rememberedNote(),
    tail: undefined,
    copy: false,
    moment: undefined,
    isDestroyed: () => false,
    at: means.now(),
    random: means.random,
    ...more,
  }
}

async function tailFrom(from: number): Promise<readonly Uint8Array[]> {
  const { rows } = await admin.query<{ entry: Uint8Array }>(
    'select entry from ledger_entry where leaf_index >= $1 order by leaf_index',
    [from],
  )
  return rows.map(({ entry }) => entry)
}

/** Neither a key nor a row that leads to them or tells of them. */
async function holdsNothingOf(url: string, subject: SubjectId): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const held: string[] = []
  for (const table of ['keys.subject_key', 'box', 'identity_link', 'consent', 'application']) {
    const sql = `select 1 from ${table} where subject_id = $1`
    const { rowCount } = await client.query(sql, [subject])
    if (rowCount !== 0) held.push(table)
  }
  await client.end()
  assert.deepEqual(held, [])
}

async function oldFolder(): Promise<BackupFolder> {
  const folder = await openBackupFolder(oldPath)
  assert.ok(folder)
  return folder
}

/** Opens the restored database as a server would, and looks at everything. */
async function lookAt(
  databaseUrl: string,
  work: (house: Awaited<ReturnType<typeof openHouse>>) => Promise<void>,
) {
  const house = await openHouse(
    { ...guarded.world.house.environment, databaseUrl, roleUrls: roleUrls(databaseUrl) },
    {
      sms: smsOutbox(() => guarded.world.clock.at),
      forgetMessages: () => undefined,
      lenders: new Map(),
      allowedHosts: [],
      publicUrl: 'http://localhost:8080',
      now: () => guarded.world.clock.at,
    },
  )
  try {
    await work(house)
  } finally {
    await house.close()
  }
}

test('a log that would go back is refused, and the published entries bring it forward (I3)', async () => {
  await using empty = await testDatabase(schema)
  await assert.rejects(restoreHouse(await restoringTo(empty.url)), { why: 'log_would_go_back' })
  const note = await rememberedNote()
  const answer = await restoreHouse(await restoringTo(empty.url, { tail: tailFrom }))
  assert.equal(answer.effect, 'done')
  if (answer.effect !== 'done') return
  // The destruction's own rows were lost with the database: the act voids them, and says how many.
  assert.ok(answer.restoration.tail > 0)
  assert.ok(answer.restoration.lost > 0)
  await lookAt(empty.url, async ({ means }) => {
    while ((await sequence(means.store, means.log, note)) !== undefined);
    assert.deepEqual((await checkDatabase(means)).findings, [])
    const { verification, rolledBack } = await checkLedger(means, note)
    assert.deepEqual([verification.ok, rolledBack], [true, false])
    const { rows } = await means.store.as.backup.query(
      'select 1 from keys.subject_key where subject_id = $1 union all select 1 from box where subject_id = $1',
      [destroyed],
    )
    assert.equal(rows.length, 0, 'destroyed in the entries after the backup: not revived')
  })
})

test('wiped as a whole and restored: every acknowledged row, a clean audit, and a log that goes on (R-83)', async () => {
  await guarded.backUp()
  const good = await everyTable(admin)
  const note = await rememberedNote()
  await using empty = await testDatabase(schema)
  const answer = await restoreHouse(await restoringTo(empty.url))
  assert.equal(answer.effect, 'done')
  if (answer.effect !== 'done') return
  assert.deepEqual([answer.restoration.lost, answer.restoration.people], [0, 3])
  const copy = new pg.Client({ connectionString: empty.url })
  await copy.connect()
  assert.deepEqual(await everyTable(copy), good)
  await copy.end()
  await lookAt(empty.url, async ({ means }) => {
    assert.deepEqual((await checkDatabase(means)).findings, [])
    while ((await sequence(means.store, means.log, note)) !== undefined);
    const { verification, rolledBack } = await checkLedger(means, note)
    assert.deepEqual([verification.ok, rolledBack], [true, false])
  })
  await assert.rejects(restoreHouse(await restoringTo(empty.url)), NotRestorable)
})

test('an earlier moment comes back as a read-only copy, without anybody destroyed since (R-99, I5)', async () => {
  await using empty = await testDatabase(schema)
  const earlier = await restoringTo(empty.url, { moment: first })
  assert.equal((await restoreHouse(earlier)).effect, 'refuse')
  const answer = await restoreHouse({ ...earlier, copy: true })
  assert.equal(answer.effect, 'done')
  if (answer.effect !== 'done') return
  assert.deepEqual([answer.restoration.manifest, answer.restoration.people], [first, 3])
  const copy = new pg.Client({ connectionString: empty.url })
  await copy.connect()
  await assert.rejects(copy.query('delete from box'), /read-only transaction/)
  const { rows } = await copy.query("select 1 from subject where state = 'live'")
  assert.equal(rows.length, 4, 'as it was then')
  await copy.end()
  await holdsNothingOf(empty.url, destroyed)
})

test('an old copy of the medium revives nobody: told by the living house, and by the horizon (R-99, I5)', async () => {
  const folder = await oldFolder()
  const within = await testDatabase(schema)
  const isDestroyed = (subject: SubjectId) => subject === destroyed
  const told = await restoreHouse(
    await restoringTo(within.url, { folder, copy: true, isDestroyed }),
  )
  assert.equal(told.effect === 'done' ? told.restoration.people : -1, 3)
  await holdsNothingOf(within.url, destroyed)
  await within.close()
  const { means, saveKeyring } = guarded.world.house
  await rotateKeys(means, saveKeyring)
  await using after = await testDatabase(schema)
  const old = await restoreHouse(await restoringTo(after.url, { folder, copy: true }))
  assert.equal(old.effect === 'done' ? old.restoration.people : -1, 0, 'the epoch is forgotten')
  const pool = new pg.Client({ connectionString: after.url })
  await pool.connect()
  assert.equal((await pool.query('select 1 from identity_link')).rowCount, 0)
  await pool.end()
})

test('rows brought back from an old copy of the medium do not include what was destroyed since (R-99)', async () => {
  await admin.query("set session_replication_role = 'replica'")
  await admin.query('delete from application')
  await admin.query("set session_replication_role = 'origin'")
  const { restoration, database } = await guarded.restore(await oldFolder())
  assert.equal(restoration.tables['application']?.restored, 3)
  assert.deepEqual(database.findings, [])
  const { rowCount } = await admin.query('select 1 from application where subject_id = $1', [
    destroyed,
  ])
  assert.equal(rowCount, 0)
})
