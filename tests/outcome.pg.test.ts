/** What a lender reports: once, in any order, only about what it received; the state follows (I12, R-22). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Outcome } from '@kelisim/api'
import {
  APPLICATION,
  arrears,
  BOX,
  CONSENT,
  CONTRACT,
  DISCLOSURE,
  HOLD,
  load,
  OUTCOME,
  SUBJECT,
} from '@kelisim/store'
import { DAY, HOUR, MINUTE, later, toIso } from '@kelisim/terms'
import { checkDatabase, endWhatHasRunOut, hearOutcome } from '@kelisim/work'
import { apply, type Applying, openWorld, type World } from './world.ts'

type Kind = Outcome['event']

/** An application that stands as sent to Samal, without a lender on the other side. */
async function sent(applying: Applying = {}): Promise<{
  readonly world: World
  readonly lead: string
  readonly about: About
}> {
  const world = await openWorld()
  const answer = await apply(world, applying)
  assert.equal(answer.effect, 'done')
  const { means } = world.house
  await means.store.transaction(async (unit) => {
    const [row] = await load(unit.client, DISCLOSURE, 'true', [])
    assert.ok(row)
    unit.put(DISCLOSURE, { ...row, state: 'accepted', sent_at: unit.at, due_at: undefined }, row)
    unit.record({ kind: 'disclosure_answered', actor: { role: 'recipient', id: 'samal' } })
  })
  const [row] = await load(means.store.pool, DISCLOSURE, 'true', [])
  const about = { lead_id: row?.application_id ?? '', disclosure_id: row?.disclosure_id ?? '' }
  return { world, lead: about.lead_id, about }
}

type About = Pick<Outcome, 'lead_id' | 'disclosure_id'>

function event(world: World, about: About, kind: Kind, minutes: number): Outcome {
  return {
    event_id: randomUUID(),
    ...about,
    event: kind,
    occurred_at: toIso(later(world.clock.at, minutes * MINUTE)),
  }
}

async function stateAfter(world: World, lead: string, events: readonly Outcome[]): Promise<string> {
  for (const one of events) {
    const answer = await hearOutcome(world.house.means, 'samal', lead, one)
    assert.equal(answer.effect, 'done', JSON.stringify(answer))
  }
  const [row] = await load(world.house.means.store.pool, DISCLOSURE, 'true', [])
  return row?.state ?? ''
}

test('outcomes end the same in whatever order they arrive (I12)', async () => {
  const life: readonly Kind[] = ['contacted', 'approved', 'contract_signed', 'issued']
  for (const order of [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [2, 0, 3, 1],
  ]) {
    const { world, lead, about } = await sent()
    await using _closing = world
    const events = life.map((kind, index) => event(world, about, kind, index))
    const arriving = order.flatMap((index) => events[index] ?? [])
    assert.equal(await stateAfter(world, lead, arriving), 'issued')
    const { pool } = world.house.means.store
    const [application] = await load(pool, APPLICATION, 'true', [])
    assert.deepEqual([application?.state, application?.reason], ['closed', 'issued'])
    const [subject] = await load(pool, SUBJECT, 'true', [])
    assert.ok(subject?.categories.includes('borrower_granted_or_refused'))
    assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
  }
})

test('an event told twice is heard once, also at the same moment (I12)', async () => {
  const { world, lead, about } = await sent()
  await using _closing = world
  const { means } = world.house
  const one = event(world, about, 'approved', 1)
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => await hearOutcome(means, 'samal', lead, one)),
  )
  assert.deepEqual(
    answers.map((answer) => answer.effect),
    Array(8).fill('done'),
  )
  assert.equal(answers.filter((answer) => answer.effect === 'done' && !answer.repeated).length, 1)
  assert.equal((await load(means.store.pool, OUTCOME, 'true', [])).length, 1)
})

test('a lender is not heard about an application it never received (R-64)', async () => {
  const { world, lead, about } = await sent()
  await using _closing = world
  const issued = event(world, about, 'issued', 1)
  const answer = await hearOutcome(world.house.means, 'ules', lead, issued)
  assert.equal(answer.effect === 'refuse' ? answer.code : '', 'not_found')
})

test('a loan that was issued achieves the purpose: data end a working day later, not on day 30 (R-65, R-66, DL-12)', async () => {
  const { world, lead, about } = await sent({ controls: ALSO_ADVERTISING })
  await using _closing = world
  const { means } = world.house
  const fields = async () => {
    const rows = await load(means.store.as.auditor, BOX, 'true', [])
    return rows.flatMap((row) => row.fields).toSorted()
  }
  await hearOutcome(means, 'samal', lead, event(world, about, 'contract_signed', 1))
  world.clock.pass(3 * DAY)
  await endWhatHasRunOut(means, assert.fail)
  assert.ok((await fields()).includes('iin'), 'signed is not issued')
  const issued = event(world, about, 'issued', 2)
  await hearOutcome(means, 'samal', lead, issued)
  assert.ok((await fields()).includes('iin'), 'the working day is not over')
  // Told again, and something late: neither prolongs anything.
  const ends = await load(means.store.pool, CONSENT, "purpose = 'contract'", [])
  world.clock.pass(6 * HOUR)
  await hearOutcome(means, 'samal', lead, issued)
  await hearOutcome(means, 'samal', lead, event(world, about, 'contacted', 3))
  assert.deepEqual(await load(means.store.pool, CONSENT, "purpose = 'contract'", []), ends)
  world.clock.pass(2 * DAY)
  await endWhatHasRunOut(means, assert.fail)
  assert.deepEqual(await fields(), ['first_name', 'phone'], 'what advertising was agreed to keeps')
  assert.equal((await arrears(means.store.pool, world.clock.at, 0)).overdue, 0)
  assert.equal((await load(means.store.pool, APPLICATION, 'true', [])).length, 0)
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('while another application of theirs is open, an issued loan ends nothing (R-65)', async () => {
  const { world, lead, about } = await sent()
  await using _closing = world
  const { means } = world.house
  world.clock.pass(2 * MINUTE)
  const second = await apply(world, { amountTenge: 90_000 })
  assert.equal(second.effect, 'done', JSON.stringify(second))
  await hearOutcome(means, 'samal', lead, event(world, about, 'issued', 3))
  world.clock.pass(4 * DAY)
  await endWhatHasRunOut(means, assert.fail)
  const boxes = await load(means.store.as.auditor, BOX, 'true', [])
  assert.ok(boxes.flatMap((row) => row.fields).includes('iin'))
})

test('a lender tells of its contract once, however often; it keeps nothing, and ends by its day (R-12, R-36, I12)', async () => {
  const { world, lead, about } = await sent({ controls: ALSO_ADVERTISING })
  await using _closing = world
  const { means } = world.house
  const contract = { number: 'L-71/2026', from: '2026-11-22', until: '2026-12-22' }
  const signed = { ...event(world, about, 'contract_signed', 1), contract }
  const issued = { ...event(world, about, 'issued', 2), contract }
  assert.equal(await stateAfter(world, lead, [signed, signed, issued]), 'issued')
  const rows = await load(means.store.pool, CONTRACT, 'true', [])
  assert.deepEqual(
    rows.map(({ number, side, role, entered_by: by }) => ({ number, side, role, by })),
    [{ number: 'L-71/2026', side: 'samal', role: 'principal', by: 'samal' }],
  )
  assert.deepEqual(await load(means.store.pool, HOLD, 'true', []), [], 'a lender orders no keeping')
  world.clock.pass(3 * DAY)
  await endWhatHasRunOut(means, assert.fail)
  const boxes = await load(means.store.as.auditor, BOX, 'true', [])
  assert.ok(!boxes.flatMap((row) => row.fields).includes('iin'), 'found: ended by the outcome')
  assert.equal((await load(means.store.pool, CONTRACT, 'true', [])).length, 1, 'it still runs')
  world.clock.pass(28 * DAY)
  await endWhatHasRunOut(means, assert.fail)
  assert.deepEqual(await load(means.store.pool, CONTRACT, 'true', []), [])
  assert.equal((await load(means.store.pool, SUBJECT, "state = 'live'", [])).length, 1)
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

const ALSO_ADVERTISING = ['contract', 'recipient:samal', 'direct_marketing:sms']
