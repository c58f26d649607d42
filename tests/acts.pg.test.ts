/** The act on paper and in the ledger: what, when, why, until when; for whoever has its number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DESTROYED_PART, DESTRUCTION_ACT, load, SUBJECT } from '@kelisim/store'
import { DAY, LANGUAGES, type StaffId, type SubjectId } from '@kelisim/terms'
import { checkReceipt } from '@kelisim/verifier'
import {
  destroyData,
  destructionProof,
  destructionRecord,
  endWhatHasRunOut,
  seeTerms,
} from '@kelisim/work'
import { actAsPdf, printedAct } from '../apps/server/src/act-print.ts'
import { apply, openWorld, person, type World } from './world.ts'

const OFFICER = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
const CLERK = { id: 'c1c1c1c1-c1c1-4c1c-8c1c-c1c1c1c1c1c1' as StaffId, role: 'clerk' }
const fail = (_what: string, error: unknown) => {
  throw error
}

async function destroyed(world: World): Promise<string> {
  await apply(world)
  const { means } = world.house
  const [row] = await load(means.store.pool, SUBJECT, 'true', [])
  const by = { role: 'applicant', id: 'self' } as const
  const done = await destroyData(means, row?.subject_id as SubjectId, by, 'request')
  assert.ok(done.effect === 'done', JSON.stringify(done))
  return done.act.act
}

test('the certificate says number, ground, article, fields, method and the day of each medium, and no value (R-99)', async () => {
  await using world = await openWorld()
  const id = await destroyed(world)
  const { means } = world.house
  await world.sequenceAll()
  const record = await destructionRecord(means, id)
  assert.ok(record !== undefined)
  for (const language of LANGUAGES) {
    const view = printedAct(world.house, record, language)
    const text = JSON.stringify(view)
    assert.match(view.title, /2026\/1/)
    assert.equal(view.sections.length, 3)
    assert.ok(view.sections.every(({ rows }) => rows.length > 0))
    const { values, phone } = person()
    const fixed = ['iin', 'last_name', 'birth_date'].map((field) => values[field] ?? '?')
    for (const value of [...fixed, phone]) assert.ok(!text.includes(value), `${language}: a value`)
  }
  const pdf = await actAsPdf(world.house, record, 'kk')
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  assert.match(pdf.toString('latin1'), /StructTreeRoot/, 'tagged')
  assert.deepEqual(await actAsPdf(world.house, record, 'kk'), pdf, 'the same bytes again')
})

test('anyone verifies the proof of a destruction with a verifier that is not ours (R-99, R-85)', async () => {
  await using world = await openWorld()
  const id = await destroyed(world)
  const { means } = world.house
  assert.equal(await destructionProof(means, id), undefined, 'not before it has its place')
  await world.sequenceAll()
  const proof = await destructionProof(means, id)
  assert.ok(proof !== undefined)
  const checked = await checkReceipt(JSON.stringify(proof), proof.log.vkey)
  assert.ok(checked.ok, JSON.stringify(checked))
  assert.equal(checked.kind, 'subject_destroyed')
  const bytes = Buffer.from(proof.entry, 'base64')
  const other = Buffer.from(bytes.toString('utf8').replace('"request"', '"demands"'), 'utf8')
  const forged = { ...proof, entry: other.toString('base64') }
  assert.equal((await checkReceipt(JSON.stringify(forged), proof.log.vkey)).ok, false)
})

test('one act covers a run of many people, and is found by number and date (R-65, R-66)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  for (const ordinal of [1, 2, 3]) await apply(world, { ordinal })
  world.clock.pass(31 * DAY)
  await endWhatHasRunOut(means, fail)
  const acts = await load(means.store.pool, DESTRUCTION_ACT, 'true', [])
  const parts = await load(means.store.pool, DESTROYED_PART, 'true', [])
  assert.deepEqual(
    acts.map(({ persons, ordinal }) => ({ persons, ordinal })),
    [{ persons: 3, ordinal: 1 }],
  )
  assert.deepEqual(new Set(parts.map(({ act_id }) => act_id)), new Set([acts[0]?.act_id]))
  const found = async (find: string, staff = OFFICER) => {
    const answer = await seeTerms(means, staff, find)
    return answer.effect === 'done' ? answer.seen.acts.length : answer.effect
  }
  assert.equal(await found('2026/1'), 1)
  assert.equal(await found('2026/2'), 0)
  assert.equal(await found('2026-12-23'), 1)
  assert.equal(await found('2026-12-24'), 0)
  assert.equal(await found("' or 1=1"), 0)
  assert.equal(await found('', CLERK), 'refuse')
})
