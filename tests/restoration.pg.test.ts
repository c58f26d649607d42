/**
 * What was altered, removed, exchanged, inserted or rolled back behind the door comes back from the medium;
 * what was lawfully destroyed or withdrawn does not (R-83, R-99, I5, I7).
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type BackupFolder, openBackupFolder } from '@kelisim/outside'
import type { SubjectId } from '@kelisim/terms'
import {
  backUp,
  checkBackup,
  checkDatabase,
  destroyData,
  destroyMedium,
  issueMedium,
  listMedia,
  registerMedium,
  returnMedium,
  withdrawConsent,
  writeMediumMark,
} from '@kelisim/work'
import { AUDITED } from '../packages/store/src/audited.ts'
import { everyTable, lacking, MANNERS, Vandal } from './restoration/damage.ts'
import { filesOf, withFlippedBit } from './restoration/flip.ts'
import { type Guarded, OFFICER, openGuarded } from './restoration/house.ts'
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

async function asVandal(...statements: readonly string[]): Promise<void> {
  await admin.query("set session_replication_role = 'replica'")
  for (const statement of statements) {
    const { rowCount } = await admin.query(statement)
    assert.ok((rowCount ?? 0) > 0, `the attempt changed nothing: ${statement}`)
  }
  await admin.query("set session_replication_role = 'origin'")
}

const FIRST = "(select subject_id from subject where state = 'live' order by subject_id limit 1)"
const SECOND =
  "(select subject_id from subject where state = 'live' order by subject_id offset 1 limit 1)"
const FLIP = (column: string) =>
  `set ${column} = set_byte(${column}, 30, (get_byte(${column}, 30) + 1) % 256)`

const FURTHER: readonly (readonly [string, readonly string[]])[] = [
  ['keys of people are removed', ['delete from keys.subject_key']],
  [
    'keys of two people are exchanged',
    [
      `update keys.subject_key a set wrapped = b.wrapped from keys.subject_key b
       where a.subject_id in (${FIRST}, ${SECOND}) and b.subject_id in (${FIRST}, ${SECOND}) and a.subject_id <> b.subject_id`,
    ],
  ],
  [
    'a key is put under a destroyed person',
    [
      `insert into keys.subject_key select (select subject_id from subject where state = 'destroyed'), key_version, epoch, wrapped
       from keys.subject_key limit 1`,
    ],
  ],
  ['a text of a consent is reworded', ["update consent_text set verbatim = verbatim || ' '"]],
  ['texts of consents are removed', ['delete from consent_text']],
  [
    'texts of consents are said to be of another control, language and version',
    [
      "update consent_text set control = 'marketing', language = 'ru' where language = 'kk'",
      "update consent_text set policy_hash = repeat('0', 64) where language = 'en'",
    ],
  ],
  [
    'a text that nobody was asked stands among those of consents',
    [
      `insert into consent_text select encode(sha256('Yes'), 'hex'), control, language, policy_hash, 'Yes'
       from consent_text limit 1`,
    ],
  ],
  [
    'rules of the database are altered, and others come',
    [
      "update policy_rule set fields = fields || array['iin'] where governs = 'access'",
      `insert into policy_rule select repeat('1', 64), place, version, governs, about, recipient, channel, operations, fields
       from policy_rule where place = 0`,
    ],
  ],
  ['the list of documents is removed', ['delete from policy_document']],
  ['entries of the ledger are altered', [`update ledger_entry ${FLIP('entry')}`]],
  [
    'entries of the ledger are removed',
    ["delete from ledger_entry where kind in ('consent_granted', 'subject_destroyed')"],
  ],
  [
    'an entry and the row it wrote are removed',
    ["delete from ledger_entry where kind = 'offer_published'", 'delete from offer'],
  ],
  ['tiles of the ledger are altered', [`update ledger_tile ${FLIP('bytes')}`]],
  ['tiles of the ledger are removed', ['delete from ledger_tile']],
  [
    'everything about people and the whole ledger is removed',
    [
      'delete from box',
      'delete from consent',
      'delete from subject',
      'delete from keys.subject_key',
      'delete from identity_link',
      'delete from ledger_entry',
      'delete from ledger_tile',
      'delete from ledger_checkpoint',
    ],
  ],
]

for (const [what, statements] of FURTHER) {
  test(`restored, and the audit clean, when ${what} (R-83)`, async () => {
    await guarded.world.sequenceAll()
    await guarded.backUp()
    const good = await everyTable(admin)
    await asVandal(...statements)
    const { restoration, database, ledger } = await guarded.restore()
    assert.equal(restoration.whole, true)
    assert.deepEqual(database.findings, [])
    assert.equal(ledger.verification.ok, true)
    assert.deepEqual(await everyTable(admin), good)
    await guarded.world.sequenceAll()
  })
}

test('what came after the backup cannot come back, is told, and nothing beside it is touched', async () => {
  const { world } = guarded
  await guarded.backUp()
  assert.equal((await apply(world, { ordinal: 9 })).effect, 'done')
  await world.sequenceAll()
  await admin.query('create schema aside; create table aside.mine as table application')
  await asVandal('update application set amount_tenge = amount_tenge + 1')
  const { restoration, database } = await guarded.restore()
  const said = restoration.tables['application']
  assert.deepEqual([restoration.whole, said?.lost, said?.left], [false, 1, 1])
  assert.deepEqual(database.findings.map(({ code }) => code).toSorted(), [
    'row_missing',
    'row_not_vouched',
  ])
  await asVandal('delete from application', 'insert into application select * from aside.mine')
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
})

test('an entry altered after the backup stops the restoration before anything is changed (I3)', async () => {
  const { world } = guarded
  await world.sequenceAll()
  await guarded.backUp()
  assert.equal((await apply(world, { ordinal: 10 })).effect, 'done')
  await world.sequenceAll()
  await admin.query('create table aside.entries as table ledger_entry')
  const newest = 'where leaf_index = (select max(leaf_index) from ledger_entry)'
  await asVandal(`update ledger_entry ${FLIP('entry')} ${newest}`, 'delete from offer')
  await assert.rejects(guarded.restore(), { name: 'BeyondBackup' })
  assert.equal((await admin.query('select 1 from offer')).rowCount, 0)
  const columns = 'leaf_index, action_id, handle, kind, at, entry'
  await asVandal(
    'delete from ledger_entry',
    `insert into ledger_entry (${columns}) select ${columns} from aside.entries`,
  )
  const { database } = await guarded.restore()
  assert.deepEqual(database.findings, [])
})

test('a backup made while the damage was not noticed yet takes no good key and no good text off the medium', async () => {
  await guarded.world.sequenceAll()
  await guarded.backUp()
  const good = await everyTable(admin)
  await asVandal(
    'delete from keys.subject_key',
    "update consent_text set verbatim = verbatim || ' '",
    'delete from subject',
  )
  const backup = await guarded.backUp()
  assert.ok(backup.manifest.keysAstray > 0)
  assert.ok(backup.manifest.lost === 0, 'the pool has them')
  const { restoration, database } = await guarded.restore()
  assert.equal(restoration.whole, true)
  assert.deepEqual(database.findings, [])
  assert.deepEqual(await everyTable(admin), good)
})

test('a ledger that is not the one that was signed is not backed up', async () => {
  await guarded.world.sequenceAll()
  await guarded.backUp()
  await asVandal(`update ledger_entry ${FLIP('entry')} where leaf_index = 7`)
  await assert.rejects(guarded.backUp(), /ledger/)
  const { database } = await guarded.restore()
  assert.deepEqual(database.findings, [])
})

test('what is taken out is kept aside, sealed', () => {
  assert.ok(guarded.kept.length > 0)
  for (const sealed of guarded.kept) assert.ok(!Buffer.from(sealed).includes('subject_id'))
})

test('a second backup writes only what changed since, and a later one takes earlier keys off (R-36)', async () => {
  await guarded.world.sequenceAll()
  const before = await guarded.backUp()
  const again = await guarded.backUp()
  assert.equal(again.written, 0)
  assert.deepEqual(again.manifest.packs, before.manifest.packs)
  assert.deepEqual(await guarded.folder.list('keys'), [again.manifest.keys.name])
})

test('a bit flipped anywhere on the medium is found (R-83)', async () => {
  const { folder, path, world } = guarded
  const { keyring } = world.house.means.store.keys
  const whole = await checkBackup(folder, keyring)
  assert.deepEqual(whole.effect === 'done' ? whole.check.faults : whole, [])
  const files = await filesOf(path)
  assert.ok(files.length > 8)
  for (const [turn, file] of files.entries()) {
    const found = await withFlippedBit(file, turn * 7_919 + 331, async () => {
      const checked = await checkBackup(folder, keyring)
      return checked.effect !== 'done' || !checked.check.ok
    })
    assert.ok(found, file)
  }
})

test('a medium is refused that is not registered, not here, destroyed, or abroad (R-81, L-6)', async () => {
  const { world, folder } = guarded
  const { means } = world.house
  const about = { name: 'disk 2', place: 'safe 3', custodian: 'chief engineer' }
  const code = (answer: object) => ('code' in answer ? answer.code : 'none')
  const backup = async (to: BackupFolder) =>
    code(
      await backUp(means, {
        folder: to,
        officer: OFFICER,
        place: async () => await world.sequenceAll(),
      }),
    )
  const abroad = await registerMedium(means, { ...about, region: 'DE-BE' }, OFFICER)
  assert.equal(code(abroad), 'medium_abroad')
  const clerk = { role: 'clerk', id: 'test' }
  assert.equal(
    code(await registerMedium(means, { ...about, region: 'KZ-71' }, clerk)),
    'operation_not_permitted',
  )
  const path = await mkdtemp(join(tmpdir(), 'kelisim-stranger-'))
  const stranger = await openBackupFolder(path)
  assert.ok(stranger)
  assert.equal(await backup(stranger), 'medium_not_registered')
  await writeMediumMark(stranger, '01939999-0000-7000-8000-000000000000')
  assert.equal(await backup(stranger), 'medium_not_registered')
  assert.equal(await writeMediumMark(stranger, guarded.medium), false, 'it is another one')
  assert.deepEqual(await stranger.list('packs'), [])
  await rm(path, { recursive: true })
  await issueMedium(means, guarded.medium, 'bank safe', OFFICER)
  assert.equal(await backup(folder), 'medium_away')
  await returnMedium(means, guarded.medium, OFFICER)
  assert.equal(await backup(folder), 'none')
  await destroyMedium(means, guarded.medium, 'act 7', OFFICER)
  assert.equal(await backup(folder), 'medium_destroyed')
  assert.equal(code(await returnMedium(means, guarded.medium, OFFICER)), 'medium_destroyed')
  assert.deepEqual(
    (await listMedia(means)).map(({ state, act }) => [state, act]),
    [['destroyed', 'act 7']],
  )
})
