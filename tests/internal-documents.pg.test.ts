/**
 * The register of internal documents: entered by one, approved by another, read by all; what hangs in the air is flagged.
 * Requirements. Law: 94-V art. 25(2)(1-1), 25(3)(2).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPolicyFolder } from '@kelisim/outside'
import { INTERNAL_DOCUMENT, load } from '@kelisim/store'
import { DAY, type StaffId } from '@kelisim/terms'
import {
  acknowledgeDocument,
  addStaff,
  approveDocument,
  checkDatabase,
  type DocumentWanted,
  proposeDocument,
  seeDocuments,
  withdrawDocument,
} from '@kelisim/work'
import { adoptNext, nextFolder, openOwn } from './policy-versions.ts'
import { openWorld, type World } from './world.ts'

interface Member {
  readonly id: StaffId
  readonly role: string
}

async function member(world: World, login: string, role: string): Promise<Member> {
  const totpBase32 = 'KELISIMDEMOCLERKKELISIMDEMOCLERK'
  await addStaff(world.house.means, { login, name: login, role, password: 'x', totpBase32 })
  const { rows } = await world.house.means.store.pool.query<{ id: StaffId }>(
    'select staff_id as id from staff where login = $1',
    [login],
  )
  return { id: rows[0]?.id ?? assert.fail('no such login'), role }
}

const WANTED: DocumentWanted = {
  code: 'ІҚ-3-01',
  level: 3,
  clause: '7.3(6)',
  title: { kk: 'Нұсқаулық', ru: 'Инструкция', en: 'Instruction' },
  languages: ['kk', 'ru'],
  content: 'Бірінші жол.\nПервая строка.',
  fileSha256: '',
  validFrom: '2026-11-01',
  validTo: '',
}

async function proposed(world: World, by: Member, wanted: Partial<DocumentWanted> = {}) {
  const answer = await proposeDocument(world.house.means, by, { ...WANTED, ...wanted })
  return answer.effect === 'done' ? answer.document : assert.fail(JSON.stringify(answer))
}

async function approved(world: World, [one, other]: readonly [Member, Member], code: string) {
  const document = await proposed(world, one, { code })
  assert.equal((await approveDocument(world.house.means, other, document)).effect, 'done')
  return document
}

test('R-11: a second person approves, staff confirm having read, the officer sees who has not', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const one = await member(world, 'one', 'officer')
  const other = await member(world, 'other', 'officer')
  const clerk = await member(world, 'clerk', 'clerk')
  const document = await proposed(world, one)
  assert.equal((await seeDocuments(means, clerk)).documents.length, 0, 'a proposal is not read')
  const alone = await approveDocument(means, one, document)
  assert.ok(alone.effect === 'refuse' && alone.code === 'second_person_required')
  const early = await acknowledgeDocument(means, clerk, document)
  assert.equal(early.effect, 'refuse')
  assert.equal((await approveDocument(means, other, document)).effect, 'done')
  assert.deepEqual(await acknowledgeDocument(means, clerk, document), { effect: 'done', now: true })
  assert.deepEqual(await acknowledgeDocument(means, clerk, document), {
    effect: 'done',
    now: false,
  })
  const [seen] = (await seeDocuments(means, other)).documents
  assert.deepEqual(seen?.faults, [])
  assert.equal(seen?.approvedBy, 'other')
  assert.deepEqual(seen?.reading.others?.waiting, ['one', 'other'])
  assert.deepEqual(
    seen?.reading.others?.read.map(({ name }) => name),
    ['clerk'],
  )
  const [told] = (await seeDocuments(means, clerk)).documents
  assert.ok(told?.reading.mine !== undefined && told.reading.others === undefined)
})

test('R-11: the policy in force is the document of level 1, and is read like the others', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const clerk = await member(world, 'clerk', 'clerk')
  const { policy } = await seeDocuments(means, clerk)
  assert.ok(policy !== undefined && policy.reading.mine === undefined)
  assert.equal((await acknowledgeDocument(means, clerk, policy.edition)).effect, 'done')
  assert.ok((await seeDocuments(means, clerk)).policy?.reading.mine !== undefined)
})

test('R-11, R-84: who may not enter, approve or withdraw is refused, and that is recorded', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const one = await member(world, 'one', 'officer')
  const clerk = await member(world, 'clerk', 'clerk')
  const document = await proposed(world, one)
  const answers = [
    await proposeDocument(means, clerk, { ...WANTED, code: 'X' }),
    await approveDocument(means, clerk, document),
    await withdrawDocument(means, clerk, document),
  ]
  for (const answer of answers) {
    assert.ok(answer.effect === 'refuse' && answer.code === 'operation_not_permitted')
  }
  await world.sequenceAll()
  const { rows } = await means.store.pool.query<{ kind: string; count: number }>(
    `select kind, count(*)::int as count from ledger_entry
     where kind = 'refused' or kind like 'document_%' group by kind order by kind`,
  )
  assert.deepEqual(rows, [
    { kind: 'document_proposed', count: 1 },
    { kind: 'refused', count: 3 },
  ])
})

test('R-11: each fault of the form is named by its place', async () => {
  await using world = await openWorld()
  const one = await member(world, 'one', 'officer')
  const faults: readonly [Partial<DocumentWanted>, string][] = [
    [{ code: '' }, '/code'],
    [{ level: 1 }, '/level'],
    [{ clause: '99.1' }, '/clause'],
    [{ title: { kk: '', ru: 'а', en: '' } }, '/titleKk'],
    [{ title: { kk: 'а', ru: ' ', en: '' } }, '/titleRu'],
    [{ languages: [] }, '/languages'],
    [{ content: '', fileSha256: '' }, '/content'],
    [{ content: '', fileSha256: 'abc' }, '/fileSha256'],
    [{ fileSha256: 'a'.repeat(64) }, '/fileSha256'],
    [{ validFrom: '2026-02-30' }, '/validFrom'],
    [{ validTo: '2026-10-31' }, '/validTo'],
  ]
  for (const [wanted, pointer] of faults) {
    const answer = await proposeDocument(world.house.means, one, { ...WANTED, ...wanted })
    assert.ok(answer.effect === 'invalid', pointer)
    assert.equal(answer.faults[0]?.pointer, pointer)
  }
  await proposed(world, one, { content: '', fileSha256: 'a'.repeat(64) })
  const twice = await proposeDocument(world.house.means, one, WANTED)
  assert.ok(twice.effect === 'invalid' && twice.faults[0]?.code === 'waiting')
})

test('R-11: a new version ends the one before, and nothing that was entered is ever edited', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const pair = [
    await member(world, 'one', 'officer'),
    await member(world, 'other', 'officer'),
  ] as const
  const first = await approved(world, pair, WANTED.code)
  const second = await approved(world, pair, WANTED.code)
  const rows = await load(means.store.pool, INTERNAL_DOCUMENT, 'true order by version', [])
  assert.deepEqual(
    rows.map((row) => [row.document_id, row.version, row.state]),
    [
      [first, 1, 'superseded'],
      [second, 2, 'approved'],
    ],
  )
  for (const change of [
    "update internal_document set content = null, title_ru = 'x' where version = 2",
    'update internal_document set approved_at = now() where version = 2',
    "update internal_document set state = 'approved', ended_by = null, ended_at = null where version = 1",
    'delete from internal_document',
    'delete from document_acknowledgement',
  ]) {
    if (change.includes('acknowledgement')) await acknowledgeDocument(means, pair[0], second)
    await assert.rejects(means.store.pool.query(change), change)
  }
  assert.deepEqual((await checkDatabase(means)).findings, [], 'the ledger vouches for each row')
  assert.equal((await withdrawDocument(means, pair[0], second)).effect, 'done')
  assert.equal((await seeDocuments(means, pair[0])).documents.length, 0)
})

test('R-11: a document is outdated when its term is over or its clause changed, orphan when the clause is gone', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const pair = [
    await member(world, 'one', 'officer'),
    await member(world, 'other', 'officer'),
  ] as const
  await approved(world, pair, 'A')
  const faults = async () =>
    Object.fromEntries(
      (await seeDocuments(means, pair[0])).documents.map(({ row, faults: own }) => [row.code, own]),
    )
  const short = await proposed(world, pair[0], { code: 'B', clause: '6.2', validTo: '2026-11-22' })
  await approveDocument(means, pair[1], short)
  const lost = await proposed(world, pair[0], { code: 'C', clause: '7.5' })
  await approveDocument(means, pair[1], lost)
  assert.deepEqual(await faults(), { A: [], B: [], C: [] })
  const files = await readPolicyFolder(folder)
  await adoptNext(world, nextFolder(files, changed))
  world.clock.pass(DAY)
  assert.deepEqual(await faults(), { A: ['clause_changed'], B: ['ended'], C: ['orphan'] })
  const again = await proposed(world, pair[0], { code: 'A' })
  await approveDocument(means, pair[1], again)
  assert.deepEqual((await faults())['A'], [], 'approved anew under the clause as it stands')
})

/** One clause says more than it did; another is taken out of the policy. */
function changed(path: string, text: string): string {
  const without = text
    .replaceAll(/^ {2}'7\.5':[\s\S]*?(?=^ {0,2}\S)/gm, '')
    .replaceAll(/^ {2}"(?:text|reason) 7\.5": .*\n/gm, '')
    .replaceAll(/^ +- \{ (?:id|measure): '7\.5'.*\n/gm, '')
    .replace(", '7.5']", ']')
  return path === 'texts/en/clauses.yaml'
    ? without.replace('Unauthorised access is detected', 'Every unauthorised access is detected')
    : without
}
