/**
 * What happens at once ends as if it had happened one after the other: first visits, repeated calls,
 * a withdrawal against a decision, and a process that was stopped between two steps.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostsOf, lenderAccess } from '@kelisim/house'
import {
  APPLICATION,
  ask,
  beginCall,
  CONSENT,
  DISCLOSURE,
  endCall,
  IDENTITY_LINK,
  know,
  load,
  SUBJECT,
} from '@kelisim/store'
import { later, MINUTE, SECOND, type SubjectId } from '@kelisim/terms'
import {
  checkDatabase,
  doWhatIsDue,
  type Means,
  submitApplication,
  withdrawConsent,
} from '@kelisim/work'
import { watchLender } from './crash/watched-lender.ts'
import { apply, confirmPhone, openWorld, person, type World } from './world.ts'

const AT_ONCE = 16

/** The same person's submissions, all ready to be sent in one moment; codes are limited, so one token serves. */
async function submissions(
  world: World,
  one: { key: (n: number) => string; amount: (n: number) => number },
) {
  const { means } = world.house
  const who = person(1)
  const phoneToken = await confirmPhone(world, who.phone)
  const texts = means
    .consentTexts('kk')
    .filter((text) => ['contract', 'recipient:samal'].includes(text.control))
  return Array.from(
    { length: AT_ONCE },
    (_, n) => async () =>
      await submitApplication(
        means,
        {
          phoneToken,
          amountTenge: one.amount(n),
          termDays: 30,
          values: { ...who.values, income: '200k-300k' },
          ticked: texts.map((text) => ({ control: text.control, textSha256: text.sha256 })),
          recipients: ['samal'],
          language: 'kk',
          source: 'site',
        },
        one.key(n),
      ),
  )
}

async function everyRow(world: World) {
  const { pool } = world.house.means.store
  return {
    subjects: await load(pool, SUBJECT, 'true', []),
    links: await load(pool, IDENTITY_LINK, 'true', []),
    applications: await load(pool, APPLICATION, 'true', []),
  }
}

test('sixteen first visits of one person at once end as one subject, every application kept (I12)', async () => {
  await using world = await openWorld()
  const calls = await submissions(world, { key: (n) => `key-${n}`, amount: (n) => 20_000 + n })
  const answers = await Promise.all(calls.map(async (call) => await call()))
  assert.deepEqual(
    answers.map((answer) => answer.effect),
    calls.map(() => 'done'),
  )
  const rows = await everyRow(world)
  assert.equal(rows.subjects.length, 1)
  assert.equal(rows.links.length, 2)
  assert.equal(rows.applications.length, AT_ONCE)
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
})

test('sixteen equal applications at once under different keys are one application (I12)', async () => {
  await using world = await openWorld()
  const calls = await submissions(world, { key: (n) => `key-${n}`, amount: () => 20_000 })
  const answers = await Promise.all(calls.map(async (call) => await call()))
  const numbers = answers.map((answer) =>
    answer.effect === 'done' ? answer.number : answer.effect,
  )
  assert.equal(new Set(numbers).size, 1, JSON.stringify(numbers))
  assert.equal((await everyRow(world)).applications.length, 1)
})

test('sixteen calls at once with one key are one application, and its repeats say the same (I12)', async () => {
  await using world = await openWorld()
  const calls = await submissions(world, { key: () => 'one-key', amount: () => 20_000 })
  const answers = await Promise.all(calls.map(async (call) => await call()))
  const done = answers.filter((answer) => answer.effect === 'done')
  assert.ok(done.length >= 1)
  const others = answers.filter((answer) => answer.effect === 'refuse').map((answer) => answer.code)
  assert.deepEqual([...new Set(others)], others.length === 0 ? [] : ['idempotency_key_busy'])
  assert.equal((await everyRow(world)).applications.length, 1)
  const again = await calls[0]?.()
  assert.equal(again?.effect, 'done')
  assert.equal(again.number, done[0]?.number)
})

test('a key answered with an earlier application gives that answer later, too (I12)', async () => {
  await using world = await openWorld()
  const [first, second] = await submissions(world, { key: (n) => `key-${n}`, amount: () => 20_000 })
  assert.ok(first && second)
  const made = await first()
  const twin = await second()
  assert.ok(made.effect === 'done' && twin.effect === 'done' && twin.repeated)
  world.clock.pass(5 * MINUTE)
  const again = await second()
  assert.equal(again.effect === 'done' && again.number, made.number)
  assert.equal((await everyRow(world)).applications.length, 1)
})

test('a call that slept while another took over its key cannot end it a second time (I12)', async () => {
  await using world = await openWorld()
  const { store } = world.house.means
  const slow = await beginCall(store, 'test', 'key', 'body')
  world.clock.pass(2 * MINUTE)
  const quick = await beginCall(store, 'test', 'key', 'body')
  assert.ok(slow.state === 'new' && quick.state === 'new')
  await store.transaction(async (unit) => endCall(unit, quick.key, '"quick"'))
  await assert.rejects(store.transaction(async (unit) => endCall(unit, slow.key, '"slow"')))
  const stored = await beginCall(store, 'test', 'key', 'body')
  assert.equal(stored.state === 'done' && stored.answer, '"quick"')
})

test('a decision that waited for a withdrawal sees it (I6)', async () => {
  await using world = await openWorld()
  const { store } = world.house.means
  await apply(world)
  const [consent] = await load(store.pool, CONSENT, "control = 'contract'", [])
  assert.ok(consent)
  const subject = consent.subject_id as SubjectId
  const [locked, mayGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const withdrawal = store.transaction(async (unit) => {
    const known = await know(store, unit, subject, 'change')
    unit.put(CONSENT, { ...consent, withdrawn_at: unit.at }, consent)
    const detail = { consent: consent.consent_id }
    unit.record(
      { kind: 'consent_withdrawn', actor: { role: 'applicant', id: 'self' }, detail },
      known?.key,
    )
    locked.resolve()
    await mayGo.promise
  })
  await locked.promise
  const decision = store.transaction(async (unit) => await know(store, unit, subject, 'use'))
  // The question is at the database and waits there for the lock.
  await new Promise((resolve) => setTimeout(resolve, 200))
  mayGo.resolve()
  await withdrawal
  const known = await decision
  const seen = known?.consents.find((row) => row.consent_id === consent.consent_id)
  assert.notEqual(seen?.withdrawn_at, undefined)
})

test('a decision that began before a withdrawal and comes after it refuses, whatever its clock says (I6)', async () => {
  await using world = await openWorld()
  const { store, policy } = world.house.means
  await apply(world)
  const [consent] = await load(store.pool, CONSENT, "control = 'contract'", [])
  assert.ok(consent)
  const subject = consent.subject_id as SubjectId
  const decision = await store.transaction(async (unit) => {
    world.clock.pass(SECOND)
    await withdrawConsent(world.house.means, subject, consent.consent_id)
    const known = await know(store, unit, subject, 'use')
    assert.ok(known)
    return ask(
      unit,
      known,
      { role: 'system', id: 'self' },
      {
        role: 'system',
        operation: 'provide',
        purpose: 'contract',
        fields: ['first_name'],
        recipient: 'samal',
        at: unit.at,
        policy: policy.hash,
      },
    )
  })
  assert.equal(decision.effect, 'refuse')
})

test('a process that slept past its lease sends nothing; what became of it is asked first (I12)', async () => {
  await using watched = await watchLender('samal')
  const addresses = { samal: { url: watched.url, secret: watched.secret } }
  const fittings = { lenders: lenderAccess(addresses), allowedHosts: hostsOf(addresses) }
  await using world = await openWorld(fittings)
  await apply(world)
  await world.sequenceAll()
  const { means } = world.house
  const sleepy: Means = {
    ...means,
    store: {
      ...means.store,
      transaction: async (work) => {
        const result = await means.store.transaction(work)
        world.clock.pass(20 * SECOND)
        return result
      },
    },
  }
  const noTrouble = (_what: string, error: unknown) => {
    throw error
  }
  await doWhatIsDue(sleepy, noTrouble)
  assert.equal(watched.arrivals.length, 0)
  const [row] = await load(means.store.pool, DISCLOSURE, 'true', [])
  assert.ok(row)
  assert.equal(row.state, 'sending')
  await withdrawConsent(means, row.subject_id as SubjectId, row.consent_id)
  world.clock.at = later(world.clock.at, 20 * MINUTE)
  await doWhatIsDue(means, noTrouble)
  assert.equal(watched.arrivals.length, 0, 'nothing follows a withdrawal')
})
