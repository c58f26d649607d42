/** Correction by the person: at once or on a document; the old value nowhere; who holds the field is told. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOX, DISCLOSURE, know, load, NOTICE, REQUEST, SUBJECT } from '@kelisim/store'
import type { StaffId, SubjectId } from '@kelisim/terms'
import {
  blockData,
  checkDatabase,
  compareCorrection,
  correctValue,
  decideCorrection,
  listRequests,
  openOwnValues,
  seeOwnRecord,
} from '@kelisim/work'
import { apply, openWorld, person, type World } from './world.ts'

const CLERK = {
  id: '0198a000-0000-7000-8000-000000000001' as StaffId,
  name: 'Д. Ким',
  role: 'clerk',
}
const OFFICER = { ...CLERK, role: 'officer' }
const SELF = { role: 'applicant', id: 'self' } as const

async function applied(world: World, ordinal = 1): Promise<SubjectId> {
  const { pool } = world.house.means.store
  const before = await load(pool, SUBJECT, 'true', [])
  const email = 'old.value@kelisim.example'
  const answer = await apply(world, { ordinal, values: { ...person(ordinal).values, email } })
  assert.ok(answer.effect === 'done', JSON.stringify(answer))
  const rows = await load(pool, SUBJECT, 'true', [])
  const fresh = rows.find((row) => !before.some((one) => one.subject_id === row.subject_id))
  return fresh?.subject_id as SubjectId
}

async function valueOf(world: World, subject: SubjectId, field: string) {
  const opened = await openOwnValues(world.house.means, subject, [field])
  return opened.effect === 'done' ? opened.values[field] : opened.effect
}

async function isHeldBySamal(world: World, fields?: readonly string[]): Promise<void> {
  const { store } = world.house.means
  await store.transaction(async (unit) => {
    const [row] = await load(unit.client, DISCLOSURE, "recipient = 'samal' for update", [])
    assert.ok(row !== undefined)
    const known = await know(store, unit, row.subject_id as SubjectId, 'use')
    const sent = { state: 'accepted', sent_at: unit.at, due_at: undefined }
    unit.put(DISCLOSURE, { ...row, ...sent, fields: fields ?? row.fields }, row)
    unit.record({ kind: 'disclosure_sent', actor: { role: 'system', id: 'self' } }, known?.key)
  })
}

test('R-40: a value that identifies nobody changes at once; its old box is replaced and voided', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await applied(world)
  const before = await load(means.store.as.auditor, BOX, "box = 'contact'", [])
  world.clock.pass(1_000)
  const answer = await correctValue(means, subject, 'email', ' New.Value@kelisim.example ')
  assert.equal(answer.effect === 'done' ? answer.state : '', 'done')
  assert.match(String(await valueOf(world, subject, 'email')), /^new\.value@/i)
  const after = await load(means.store.as.auditor, BOX, "box = 'contact'", [])
  assert.equal(after[0]?.version, (before[0]?.version ?? 0) + 1)
  assert.deepEqual(after[0]?.retain_until, before[0]?.retain_until, 'the term is not prolonged')
  assert.equal(await valueOf(world, subject, 'phone'), person().phone, 'the others of the box stay')
  const seen = await seeOwnRecord(means, subject)
  assert.ok(seen.effect === 'done')
  const entry = seen.data.feed.find((row) => row.entry.kind === 'value_corrected')?.entry
  assert.deepEqual([entry?.operation, entry?.fields], ['change', ['email']])
  assert.ok((entry?.voids ?? []).length > 0)
  assert.ok(!JSON.stringify(seen.data.feed).includes('kelisim.example'), 'no value in the ledger')
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-40, R-33: what the application would refuse is refused here, and a field not held or not asked', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await applied(world)
  const codes = async (field: string, value: string) => {
    const answer = await correctValue(means, subject, field, value)
    if (answer.effect === 'refuse') return answer.code
    return answer.effect === 'invalid' ? answer.faults.map((one) => one.code) : answer.state
  }
  assert.deepEqual(await codes('email', 'nonsense'), ['format'])
  assert.deepEqual(await codes('email', '  '), ['required'])
  assert.deepEqual(await codes('iin', '123'), ['format'])
  assert.equal(await codes('no_such_field', 'x'), 'unknown_field')
  assert.equal(await codes('birth_place', 'x'), 'field_off')
  assert.equal(await codes('job_position', 'x'), 'not_found')
  await blockData(means, subject, SELF, undefined)
  assert.equal(await codes('email', 'other@kelisim.example'), 'subject_blocked')
})

test('R-40, DL-03: a name waits sealed for the person responsible, who confirms on a document; a clerk may not', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await applied(world)
  await isHeldBySamal(world)
  const asked = await correctValue(means, subject, 'last_name', 'Жаңаева')
  assert.ok(asked.effect === 'done' && asked.state === 'asked')
  assert.equal(new Date(asked.due).toISOString(), '2026-11-23T18:59:59.999Z')
  assert.equal(await valueOf(world, subject, 'last_name'), person().values['last_name'])
  const again = await correctValue(means, subject, 'last_name', 'Басқаева')
  assert.equal(again.effect === 'done' && again.state === 'asked' && again.request, asked.request)
  const [row] = await load(means.store.pool, REQUEST, 'true', [])
  assert.ok(row?.sealed !== undefined && !row.sealed.includes('Жаңаева'))
  assert.equal((await listRequests(means, CLERK)).effect, 'refuse')
  const clerk = await decideCorrection(means, CLERK, asked.request, { confirm: 'passport' })
  assert.equal(clerk.effect, 'refuse')
  const listed = await listRequests(means, OFFICER)
  assert.equal(listed.effect === 'done' && listed.requests[0]?.application?.number.length, 9)
  const compared = await compareCorrection(means, OFFICER, asked.request)
  assert.deepEqual(compared.effect === 'done' && [compared.held, compared.wanted], [
    person().values['last_name'],
    'Жаңаева',
  ])
  world.clock.pass(1_000)
  const done = await decideCorrection(means, OFFICER, asked.request, { confirm: 'identity_card' })
  assert.equal(done.effect === 'done' && done.told[0]?.recipient, 'samal')
  assert.equal(await valueOf(world, subject, 'last_name'), 'Жаңаева')
  const [decided] = await load(means.store.pool, REQUEST, 'true', [])
  assert.deepEqual([decided?.sealed, decided?.evidence], [undefined, 'identity_card'])
  assert.equal((await load(means.store.pool, NOTICE, "kind = 'corrected'", [])).length, 1)
  const twice = await decideCorrection(means, OFFICER, asked.request, { confirm: 'passport' })
  assert.equal(twice.effect, 'refuse')
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-40: a refusal names its ground and drops the waiting value; a phone of another person is a conflict', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await applied(world)
  await applied(world, 2)
  const ask = async (field: string, value: string) => {
    const asked = await correctValue(means, subject, field, value)
    assert.ok(asked.effect === 'done' && asked.state === 'asked')
    return asked.request
  }
  const first = await ask('last_name', 'Жаңаева')
  const refused = await decideCorrection(means, OFFICER, first, { refuse: 'no_proof' })
  assert.equal(refused.effect === 'done' ? refused.state : '', 'refused')
  const [row] = await load(means.store.pool, REQUEST, 'request_id = $1', [first])
  assert.deepEqual([row?.sealed, row?.ground], [undefined, 'no_proof'])
  assert.equal(await valueOf(world, subject, 'last_name'), person().values['last_name'])
  const second = await ask('phone', person(2).phone)
  const conflict = await decideCorrection(means, OFFICER, second, { confirm: 'passport' })
  assert.equal(conflict.effect === 'refuse' ? conflict.code : '', 'identity_conflict')
  await decideCorrection(means, OFFICER, second, { refuse: 'identity_conflict' })
  const third = await ask('phone', person(3).phone)
  await decideCorrection(means, OFFICER, third, { confirm: 'passport' })
  assert.equal(await valueOf(world, subject, 'phone'), person(3).phone)
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-40, I9: only who got the field is told; a field that no agreement names is told to nobody', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await applied(world)
  await isHeldBySamal(world, ['phone'])
  await correctValue(means, subject, 'email', 'new@kelisim.example')
  assert.deepEqual(await load(means.store.pool, NOTICE, 'true', []), [])
})

test('R-40, R-33: an IIN and a birth date that wait together are confirmed together; one that contradicts the other is refused', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await applied(world)
  const ask = async (field: string, value: string) => {
    const asked = await correctValue(means, subject, field, value)
    assert.ok(asked.effect === 'done' && asked.state === 'asked', JSON.stringify(asked))
    return asked.request
  }
  const fresh = person(9, '1991-06-18').values
  const birth = await ask('birth_date', '1991-06-18')
  const alone = await decideCorrection(means, OFFICER, birth, { confirm: 'identity_card' })
  assert.equal(alone.effect === 'refuse' ? alone.code : '', 'identity_conflict')
  assert.equal(await valueOf(world, subject, 'birth_date'), '1990-05-17', 'nothing moved')
  const iin = await ask('iin', fresh['iin'] ?? '')
  world.clock.pass(1_000)
  const done = await decideCorrection(means, OFFICER, iin, { confirm: 'identity_card' })
  assert.deepEqual(done.effect === 'done' && done.requests, [iin, birth])
  assert.equal(await valueOf(world, subject, 'birth_date'), '1991-06-18')
  assert.equal(await valueOf(world, subject, 'iin'), fresh['iin'])
  const rows = await load(means.store.pool, REQUEST, 'true', [])
  assert.deepEqual(
    rows.map(({ state, sealed }) => [state, sealed]),
    [
      ['done', undefined],
      ['done', undefined],
    ],
  )
  // An IIN of the same birth date needs no partner; one of another century's child is nobody of age.
  const twin = await ask('iin', person(10, '1991-06-18').values['iin'] ?? '')
  const single = await decideCorrection(means, OFFICER, twin, { confirm: 'passport' })
  assert.deepEqual(single.effect === 'done' && single.requests, [twin])
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-33: nobody becomes a child by a correction', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await applied(world)
  const answer = await correctValue(means, subject, 'birth_date', '2015-01-01')
  assert.deepEqual(answer.effect === 'invalid' && answer.faults.map(({ code }) => code), [
    'under_age',
  ])
})
