/** What is done on paper is asked of the rules, recorded under the person's handle and read by them. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { COOKIES } from '../apps/server/src/caller.ts'
import { dateOf, messages } from '@kelisim/messages'
import { applicationPath, CABINET, paperPath } from '@kelisim/screens'
import { type Entry, openSession, searchRegister } from '@kelisim/store'
import { LANGUAGES, OPERATIONS, PAPER_OPERATIONS, type StaffId } from '@kelisim/terms'
import { type PaperWanted, recordPaper, seeOwnActions, supervisePurpose } from '@kelisim/work'
import { type Asking, openAsking, type Person } from './same-answer-world.ts'

const CLERK = { id: '0198a000-0000-7000-8000-0000000000c1' as StaffId, role: 'clerk' }
const OFFICER = { id: '0198a000-0000-7000-8000-0000000000f1' as StaffId, role: 'officer' }
const AUDITOR = { ...CLERK, role: 'auditor' }

/** Sunday 22 November 2026 at 14:00 in Almaty, when the world begins. */
const WANTED: PaperWanted = {
  operation: 'extract',
  purpose: 'contract',
  fields: ['phone'],
  day: '2026-11-22',
  document: '№ 12-п of 20.11.2026',
}

let asking: Asking
let living: Person
before(async () => {
  asking = await openAsking()
  living = await asking.enter('living')
})
after(async () => await asking?.[Symbol.asyncDispose]())
beforeEach(() => asking.world.clock.pass(1))

const means = () => asking.world.house.means

async function paper(
  other: Partial<PaperWanted> = {},
  staff: typeof CLERK = CLERK,
  who: Person = living,
): Promise<Awaited<ReturnType<typeof recordPaper>>> {
  return await recordPaper(means(), staff, who.application, { ...WANTED, ...other })
}

async function newest(who: Person = living): Promise<Entry> {
  const [row] = await seeOwnActions(means(), who.subject, undefined)
  return row?.entry ?? assert.fail('no action')
}

async function refusedWith(
  code: string,
  answer: Awaited<ReturnType<typeof recordPaper>>,
  who: Person = living,
): Promise<void> {
  assert.ok(answer.effect === 'refuse', JSON.stringify(answer))
  assert.equal(answer.code, code)
  assert.notEqual(answer.clause, '', code)
  assert.notEqual(answer.law, '', code)
  const { kind, detail, decision } = await newest(who)
  const told = { kind, decision, medium: detail?.['medium'], document: detail?.['document'] }
  const refused = { kind: 'refused', decision: 'refuse', medium: 'paper' }
  assert.deepEqual(told, { ...refused, document: WANTED.document }, code)
}

test('R-94: what the rules permit is an action with operation, purpose, fields, day and document; no value in it', async () => {
  assert.deepEqual(await paper(), { effect: 'done' })
  const entry = await newest()
  const { kind, actor, operation, purpose, fields, decision, ground, detail, subject } = entry
  assert.deepEqual(
    { kind, actor, operation, purpose, fields, decision, ground, detail },
    {
      kind: 'paper_recorded',
      actor: { id: CLERK.id, role: 'clerk' },
      operation: 'extract',
      purpose: 'contract',
      fields: ['phone'],
      decision: 'permit',
      ground: 'consent',
      detail: { medium: 'paper', day: WANTED.day, document: WANTED.document },
    },
  )
  assert.ok(subject !== undefined && entry.clause !== undefined && entry.law !== undefined)
  for (const value of living.values) assert.ok(!JSON.stringify(entry).includes(value))
  assert.deepEqual(await paper({ fields: [] }), { effect: 'done' }, 'about no field')
  const destroyed = { operation: 'destroy', purpose: 'subject_rights', fields: [] }
  assert.deepEqual(await paper(destroyed, OFFICER), { effect: 'done' })
})

test('R-84, R-94: a role records on paper what the policy grants it and nothing else; each refusal names clause and article', async () => {
  await refusedWith('operation_not_permitted', await paper({ operation: 'collect' }))
  await refusedWith('operation_not_permitted', await paper({ operation: 'destroy' }))
  await refusedWith('field_not_for_role', await paper({ fields: ['iin'] }))
  await refusedWith('statistics_raw', await paper({ purpose: 'statistics' }))
  await refusedWith('operation_not_permitted', await paper({}, OFFICER))
  await refusedWith('operation_not_permitted', await paper({}, AUDITOR))
  const gossip = await paper({ purpose: 'gossip' })
  assert.equal(gossip.effect === 'refuse' ? gossip.code : '', 'unknown_purpose')
})

test('R-45, R-41, R-94: paper stops where data are blocked, restricted, destroyed, or consent is withdrawn (I6)', async () => {
  const cases = [
    ['withdrawn', 'consent_withdrawn'],
    ['blocked', 'subject_blocked'],
    ['restricted', 'subject_restricted'],
  ] as const
  for (const [scene, code] of cases) {
    const who = await asking.enter(scene)
    asking.world.clock.pass(1)
    await refusedWith(code, await paper({}, CLERK, who), who)
  }
  const gone = await asking.enter('destroyed')
  const answer = await paper({}, CLERK, gone)
  assert.ok(answer.effect === 'refuse', JSON.stringify(answer))
})

test('R-5, R-94: while a purpose is suspended nothing is done on paper for it either', async () => {
  assert.equal((await supervisePurpose(means(), OFFICER, 'contract', 'Looked into')).effect, 'done')
  await refusedWith('purpose_suspended', await paper())
  assert.equal((await supervisePurpose(means(), OFFICER, 'contract', undefined)).effect, 'done')
  assert.equal((await paper()).effect, 'done')
})

test('R-94: a paper older than the consent has no ground, whatever stands now', async () => {
  await refusedWith('no_consent', await paper({ day: '2026-11-10' }))
  const rights = { purpose: 'subject_rights', day: '2026-11-10' }
  assert.equal((await paper(rights, OFFICER)).effect, 'done', 'a statute stood then as now')
})

test('R-19, R-94: bad input is refused with its field and code, and nothing of it is recorded', async () => {
  const before = await newest()
  const faults: readonly (readonly [Partial<PaperWanted>, string, string])[] = [
    ...OPERATIONS.filter((one) => !PAPER_OPERATIONS.some((known) => known === one)).map(
      (operation) => [{ operation }, '/operation', 'unknown'] as const,
    ),
    [{ operation: 'sell' }, '/operation', 'unknown'],
    [{ purpose: '' }, '/purpose', 'format'],
    [{ purpose: '+77010000045' }, '/purpose', 'format'],
    [{ fields: ['980715500012'] }, '/fields', 'format'],
    [{ day: '2026-13-01' }, '/day', 'invalid'],
    [{ day: '2026-11-23' }, '/day', 'future'],
    [{ day: '2026-10-22' }, '/day', 'too_old'],
    [{ document: ' ' }, '/document', 'invalid'],
    [{ document: '<b>12</b>' }, '/document', 'invalid'],
    [{ document: 'а'.repeat(41) }, '/document', 'invalid'],
    [{ document: '№ 12, инвалид' }, '/document', 'special_category'],
    [{ document: 'ЖСН 980715500012' }, '/document', 'identifier'],
    [{ document: '8 701 000-00-45' }, '/document', 'identifier'],
    [{ document: 'ID 012345678' }, '/document', 'identifier'],
  ]
  for (const [other, pointer, code] of faults) {
    const answer = await paper(other)
    assert.ok(answer.effect === 'invalid', JSON.stringify({ other, answer }))
    assert.deepEqual(answer.faults, [{ pointer, code }])
  }
  assert.deepEqual(await newest(), before)
  for (const document of ['71/2026 of 20.11.2026', 'ПД-12 2026-11-20', 'іс № 4, 17-бет']) {
    assert.equal((await paper({ document })).effect, 'done', document)
  }
  const oldest = { purpose: 'subject_rights', day: '2026-10-23' }
  assert.equal((await paper(oldest, OFFICER)).effect, 'done', 'thirty days ago')
})

test('R-85, R-94: the register of actions finds paper by operation, purpose and member of staff', async () => {
  await asking.world.sequenceAll()
  const wish = { operation: 'destroy', purpose: 'subject_rights', actor: OFFICER.id }
  const { rows } = await searchRegister(means().store, wish, 10)
  assert.deepEqual(
    rows.map(({ entry }) => [entry.kind, entry.detail?.['medium']]),
    [['paper_recorded', 'paper']],
  )
})

test('R-39, R-94: the person reads in the cabinet, in their language, what was done on paper and what was refused', async () => {
  const session = await openSession(means().store, { kind: 'subject', id: living.subject })
  const cookies = { [COOKIES.session]: session }
  assert.equal((await paper({ document: 'іс 31/а' })).effect, 'done')
  asking.world.clock.pass(1)
  assert.equal((await paper({ document: 'іс 32/а', operation: 'destroy' })).effect, 'refuse')
  for (const language of LANGUAGES) {
    const { text } = await asking.get(CABINET.actions, { language, cookies })
    const day = dateOf(language, WANTED.day)
    const told = messages(language).cabinet.actions.paper
    for (const [id, document] of [
      ['extract', 'іс 31/а'],
      ['destroy', 'іс 32/а'],
    ] as const) {
      const title = means().policy.operations.find((one) => one.id === id)?.title[language] ?? id
      assert.ok(text.includes(told(title.toLowerCase(), day, document)), `${language} ${id}`)
    }
  }
})

test('R-94: at the desk the card leads to the form; done leads back to the card, a refusal and a fault stand on the form', async () => {
  const staff = await asking.staff('clerk')
  const path = paperPath(living.application)
  const form = { ...WANTED, fields: ['phone', 'email'], document: '№ 77-б' }
  for (const language of LANGUAGES) {
    asking.world.clock.pass(1)
    const by = { language, staff }
    const words = messages(language).paper
    const card = await asking.get(applicationPath(living.application), by)
    assert.ok(card.text.includes(`href="${path}"`) && card.text.includes(words.link))
    const empty = await asking.get(path, by)
    assert.equal(empty.status, 200)
    assert.match(empty.text, /<option value="extract">/)
    assert.ok(!empty.text.includes('<option value="destroy">'), 'not granted, not offered')
    for (const value of living.values) assert.ok(!empty.text.includes(value))
    asking.world.clock.pass(1)
    const done = await asking.post(path, form, by)
    assert.equal(done.status, 303)
    const [kind, fields] = [(await newest()).kind, (await newest()).fields]
    assert.deepEqual([kind, fields], ['paper_recorded', ['phone', 'email']])
    const told = await asking.get(applicationPath(living.application), by)
    assert.ok(told.text.includes('№ 77-б'))
    const fault = await asking.post(path, { ...form, document: '980715500012' }, by)
    assert.equal(fault.status, 422)
    assert.ok(fault.text.includes(words.fault.identifier))
    assert.ok(!fault.text.includes('980715500012'))
    const refused = await asking.post(path, { ...form, operation: 'destroy' }, by)
    assert.equal(refused.status, 403)
    assert.ok(refused.text.includes(words.onRecord) && refused.text.includes('7.3(8)'))
  }
  const unknown = paperPath('0198a000-0000-7000-8000-0000000000ff')
  assert.equal((await asking.get(unknown, { language: 'en', staff })).status, 404)
  assert.equal((await asking.get(path, { language: 'en' })).status, 303, 'signed out')
})

test('R-84, R-94: the API of the desk does the same and says where a fault stands', async () => {
  const staff = await asking.staff('clerk')
  const by = { language: 'en', staff } as const
  const path = `/v1/desk/applications/${living.application}/paper`
  assert.equal((await asking.api(path, WANTED, { language: 'en' })).status, 401)
  assert.equal((await asking.api(path, { ...WANTED, document: '№ 90' }, by)).status, 204)
  const iin = await asking.api(path, { ...WANTED, fields: ['iin'] }, by)
  assert.equal(iin.status, 403, iin.text)
  assert.match(iin.text, /"field_not_for_role"/)
  const early = await asking.api(path, { ...WANTED, day: '2026-12-31' }, by)
  assert.equal(early.status, 422)
  assert.match(early.text, /"pointer":"\/day","code":"future"/)
})
