/**
 * Each value goes when its last purpose ends, and not before: for random consents, days and clocks, after a round
 * nothing due is left and nothing that is not due is gone.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { valueTerm } from '@kelisim/rules'
import {
  APPLICATION,
  arrears,
  BOX,
  CONSENT,
  consentFact,
  DESTROYED_PART,
  DESTRUCTION_ACT,
  DISCLOSURE,
  IDENTITY_LINK,
  load,
  SUBJECT,
} from '@kelisim/store'
import { DAY, type Moment, type SubjectId } from '@kelisim/terms'
import {
  blockData,
  checkDatabase,
  endWhatHasRunOut,
  openOwnValues,
  unblockData,
  withdrawConsent,
} from '@kelisim/work'
import { apply, openWorld, person, START, type World } from './world.ts'

const SELF = { role: 'applicant', id: 'self' } as const
const fail = (_what: string, error: unknown) => {
  throw error
}

async function held(world: World, subject: SubjectId): Promise<readonly string[]> {
  const rows = await load(world.house.means.store.as.auditor, BOX, 'subject_id = $1', [subject])
  return rows.flatMap((row) => row.fields).toSorted()
}

async function newest(world: World): Promise<SubjectId> {
  const where = 'true order by created_at desc, subject_id desc limit 1'
  const [row] = await load(world.house.means.store.pool, SUBJECT, where, [])
  return row?.subject_id as SubjectId
}

test('a field whose last purpose ended goes while others of its box stay, and the box opens (R-36, R-67)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await apply(world, { controls: ['contract', 'recipient:samal', 'direct_marketing:sms'] })
  const subject = await newest(world)
  const before = await held(world, subject)
  assert.ok(before.includes('iin') && before.includes('income'))
  world.clock.pass(31 * DAY)
  await endWhatHasRunOut(means, fail)
  const after = await held(world, subject)
  assert.ok(!after.includes('iin') && !after.includes('income') && !after.includes('birth_date'))
  assert.ok(after.includes('phone') && after.includes('first_name'))
  const opened = await openOwnValues(means, subject, after)
  assert.ok(opened.effect === 'done', JSON.stringify(opened))
  assert.equal(opened.values['phone'], person().phone)
  assert.equal((await load(means.store.pool, APPLICATION, 'true', [])).length, 0)
  const links = await load(means.store.pool, IDENTITY_LINK, 'true', [])
  assert.deepEqual(
    links.map(({ kind }) => kind),
    ['phone'],
  )
  assert.deepEqual((await checkDatabase(means)).findings, [])
  // The second round finds nothing to do and makes no second act.
  await endWhatHasRunOut(means, fail)
  const acts = await load(means.store.pool, DESTRUCTION_ACT, 'true', [])
  assert.deepEqual(
    acts.map(({ persons, grounds }) => ({ persons, grounds })),
    [{ persons: 1, grounds: ['term'] }],
  )
  // They come back with the same phone and IIN, and are found.
  const again = await apply(world)
  assert.equal(again.effect, 'done', JSON.stringify(again))
  assert.ok((await held(world, subject)).includes('iin'))
  world.clock.pass(340 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.deepEqual(await held(world, subject), [])
})

test('after a withdrawal only what another consent keeps stays beyond the working day (R-67, DL-12)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await apply(world, { controls: ['contract', 'recipient:samal', 'direct_marketing:sms'] })
  const subject = await newest(world)
  const [contract] = await load(means.store.pool, CONSENT, "control = 'contract'", [])
  await withdrawConsent(means, subject, contract?.consent_id ?? '')
  const used = await means.store.look({
    subject,
    question: { role: 'system', operation: 'use', purpose: 'contract', fields: ['iin'] },
    opening: { kind: 'values_opened', actor: { role: 'system', id: 'self' } },
  })
  assert.ok(used.effect === 'refuse', 'what waits to be destroyed is read for no purpose of ours')
  assert.equal(used.code, 'consent_withdrawn')
  await endWhatHasRunOut(means, fail)
  assert.ok((await held(world, subject)).includes('iin'), 'the working day is not over')
  world.clock.pass(2 * DAY)
  await endWhatHasRunOut(means, fail)
  const after = await held(world, subject)
  assert.ok(!after.includes('iin') && after.includes('phone'))
})

test('a withdrawal into a year whose days off no decree has named yet is counted, and kept (DL-08, DL-12, I10)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const last = means.policy.calendar.reduce((year, one) => Math.max(year, one.year), 0)
  world.clock.pass(Date.UTC(last, 11, 30, 9) - world.clock.at)
  await apply(world, { birthDate: '1990-05-17' })
  const subject = await newest(world)
  const [contract] = await load(means.store.pool, CONSENT, "control = 'contract'", [])
  const done = await withdrawConsent(means, subject, contract?.consent_id ?? '')
  assert.equal(done.effect, 'done', JSON.stringify(done))
  world.clock.pass(5 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.deepEqual(await held(world, subject), [])
})

test('a blocked person’s values wait, and go when the block is lifted (R-95, 94-V art. 1(3))', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await apply(world)
  const subject = await newest(world)
  await blockData(means, subject, SELF, undefined)
  world.clock.pass(40 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.notDeepEqual(await held(world, subject), [])
  const waiting = await arrears(means.store.pool, world.clock.at, 0)
  assert.deepEqual([waiting.overdue, waiting.blocked > 0], [0, true])
  await unblockData(means, subject, SELF)
  assert.ok(
    (await arrears(means.store.pool, world.clock.at, 0)).overdue > 0,
    'the figure can be other than 0',
  )
  await endWhatHasRunOut(means, fail)
  assert.deepEqual(await held(world, subject), [])
  assert.equal((await arrears(means.store.pool, world.clock.at, 0)).overdue, 0)
})

test('rows kept for recipients go once everybody has confirmed (R-36, R-99)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await apply(world)
  world.clock.pass(31 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.notEqual((await load(means.store.pool, DISCLOSURE, 'true', [])).length, 0)
  world.clock.pass(31 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal((await load(means.store.pool, DISCLOSURE, 'true', [])).length, 0)
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

const CONTROLS = [
  'direct_marketing:sms',
  'direct_marketing:email',
  'service_info:sms',
  'statistics',
]

test('property: after a round nothing due is left and nothing that is not due is gone (R-35, R-36, I12)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const offered = new Set(means.consentTexts('kk').map(({ control }) => control))
  const controls = CONTROLS.filter((control) => offered.has(control))
  let ordinal = 100
  const step = fc.record({
    ticks: fc.subarray(controls),
    withdraw: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    days: fc.integer({ min: 0, max: 60 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
      for (const { ticks, withdraw, days } of steps) {
        ordinal += 1
        const done = await apply(world, {
          ordinal,
          controls: ['contract', 'recipient:samal', ...ticks],
        })
        assert.equal(done.effect, 'done', JSON.stringify(done))
        const subject = await newest(world)
        const consents = await load(means.store.pool, CONSENT, 'subject_id = $1', [subject])
        const chosen = withdraw === undefined ? undefined : consents[withdraw]
        if (chosen !== undefined) await withdrawConsent(means, subject, chosen.consent_id)
        world.clock.pass(days * DAY)
        const before = await expected(world)
        await endWhatHasRunOut(means, fail)
        assert.deepEqual(await actual(world), before)
      }
    }),
    { numRuns: 6 },
  )
  assert.deepEqual((await checkDatabase(means)).findings, [])
  const parts = await load(means.store.pool, DESTROYED_PART, 'true', [])
  const acts = await load(means.store.pool, DESTRUCTION_ACT, 'made_at is not null', [])
  const sum = (rows: readonly { readonly boxes: number }[]) =>
    rows.reduce((all, { boxes }) => all + boxes, 0)
  assert.equal(sum(acts), sum(parts), 'the acts count what their parts did')
  assert.ok(START < world.clock.at)
})

/** By the words of the policy alone: what each person's consents keep at this moment. */
async function expected(world: World): Promise<Readonly<Record<string, readonly string[]>>> {
  const { means } = world.house
  const at: Moment = world.clock.at
  const consents = await load(means.store.pool, CONSENT, 'true', [])
  const boxes = await load(means.store.as.auditor, BOX, 'true', [])
  const kept: Record<string, string[]> = {}
  for (const box of boxes) {
    const mine = consents.filter((row) => row.subject_id === box.subject_id).map(consentFact)
    for (const field of box.fields) {
      if (valueTerm(means.policy, mine, field, box.written_at).until <= at) continue
      ;(kept[box.subject_id] ??= []).push(field)
    }
  }
  return sorted(kept)
}

async function actual(world: World): Promise<Readonly<Record<string, readonly string[]>>> {
  const kept: Record<string, string[]> = {}
  for (const box of await load(world.house.means.store.as.auditor, BOX, 'true', [])) {
    ;(kept[box.subject_id] ??= []).push(...box.fields)
  }
  return sorted(kept)
}

function sorted(kept: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(
    Object.entries(kept)
      .map(([subject, fields]) => [subject, fields.toSorted()] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}
