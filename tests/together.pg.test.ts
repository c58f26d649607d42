/**
 * Units of many people in one commit end as if each had been alone: what one of them does wrong is its own,
 * nobody is answered before the record stands, and one person's units follow one another.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPLICATION,
  ask,
  BOX,
  type Holding,
  keepAmong,
  load,
  SUBJECT,
  sqlState,
  type Writing,
} from '@kelisim/store'
import { DAY, later, type SubjectId } from '@kelisim/terms'
import { checkDatabase, submitApplication, withdrawConsent } from '@kelisim/work'
import pg from 'pg'
import { apply, confirmPhone, openWorld, person, submissionOf, type World } from './world.ts'

const SELF = { role: 'applicant', id: 'self' }

async function people(world: World, count: number): Promise<readonly SubjectId[]> {
  for (let ordinal = 1; ordinal <= count; ordinal++) {
    assert.equal((await apply(world, { ordinal })).effect, 'done')
  }
  const rows = await load(world.house.means.store.pool, SUBJECT, 'true', [])
  return rows.map((row) => row.subject_id as SubjectId)
}

/** One governed change; what the rules said. */
function changeIncome(writing: Writing, { facts, key, boxes }: Holding): string {
  assert.ok(key)
  const decision = ask(writing, { facts, key }, SELF, {
    role: 'applicant',
    operation: 'change',
    purpose: 'contract',
    fields: ['income'],
    at: writing.at,
    policy: writing.policy.hash,
  })
  if (decision.effect === 'refuse') return decision.code
  const retainUntil = later(writing.at, DAY)
  const keeping = { values: { income: '300k-500k' }, source: 'site', retainUntil }
  keepAmong(writing, { facts, key }, decision, keeping, boxes)
  writing.record({ kind: 'values_kept', actor: SELF, permit: decision }, key)
  return 'kept'
}

async function versionOf(world: World, subject: SubjectId): Promise<number | undefined> {
  const where = "subject_id = $1 and 'income' = any(fields)"
  const [row] = await load(world.house.means.store.as.auditor, BOX, where, [subject])
  return row?.version
}

test('a unit that throws leaves nothing, and those that share its commit are done (I2, I7)', async () => {
  await using world = await openWorld()
  const { store } = world.house.means
  const subjects = await people(world, 4)
  const answers = await Promise.allSettled(
    subjects.map(async (subject, place) =>
      store.about(subject, (writing, holding) => {
        const said = changeIncome(writing, holding)
        if (place === 1) throw new Error('thought better of it')
        return said
      }),
    ),
  )
  assert.deepEqual(
    answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed')),
    ['kept', 'failed', 'kept', 'kept'],
  )
  const versions = await Promise.all(subjects.map(async (subject) => versionOf(world, subject)))
  assert.deepEqual(versions, [2, 1, 2, 2])
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
})

test('a change without an action fails alone (I2)', async () => {
  await using world = await openWorld()
  const { store } = world.house.means
  const [one, other] = await people(world, 2)
  assert.ok(one && other)
  const silent = store.about(one, (writing, { boxes }) => {
    const [box] = boxes
    assert.ok(box)
    writing.put(BOX, { ...box, version: box.version + 1 }, box)
  })
  const loud = store.about(other, changeIncome)
  await assert.rejects(silent, /without an action/)
  assert.equal(await loud, 'kept')
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
})

test('when the database refuses one row, its unit fails and the others go without it (I12)', async () => {
  await using world = await openWorld()
  const { store } = world.house.means
  const subjects = await people(world, 5)
  const answers = await Promise.allSettled(
    subjects.map(async (subject, place) =>
      store.about(subject, (writing, holding) => {
        if (place !== 2) return changeIncome(writing, holding)
        const [box] = holding.boxes
        assert.ok(box)
        writing.put(BOX, { ...box, version: -1 }, box)
        return writing.record({ kind: 'values_kept', actor: SELF }, holding.key)
      }),
    ),
  )
  assert.deepEqual(
    answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed')),
    ['kept', 'kept', 'failed', 'kept', 'kept'],
  )
  const failed = answers[2]
  assert.ok(failed?.status === 'rejected')
  assert.equal(sqlState(failed.reason), '23514')
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
})

test('twenty changes of one person at once follow one another, beside those of others (I12)', async () => {
  await using world = await openWorld()
  const { store } = world.house.means
  const [busy, ...others] = await people(world, 3)
  assert.ok(busy)
  const asked = Array.from({ length: 20 }, () => [busy, ...others]).flat()
  const order: number[] = []
  const answers = await Promise.all(
    asked.map(async (subject, place) => {
      const answer = await store.about(subject, changeIncome)
      if (subject === busy) order.push(place)
      return answer
    }),
  )
  assert.deepEqual(new Set(answers), new Set(['kept']))
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
    'nobody overtakes',
  )
  assert.equal(await versionOf(world, busy), 21)
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
})

test('more looks at once than a batch holds are all answered, each with its own record (I2)', async () => {
  await using world = await openWorld()
  const { store } = world.house.means
  const [subject] = await people(world, 1)
  assert.ok(subject)
  const question = {
    role: 'applicant',
    operation: 'extract',
    purpose: 'subject_rights',
    fields: ['phone'],
  }
  const opening = { kind: 'values_opened', actor: SELF } as const
  const released = await Promise.all(
    Array.from({ length: 150 }, async () => store.look({ subject, question, opening })),
  )
  assert.ok(
    released.every((one) => one.effect === 'released' && one.values['phone'] === person().phone),
  )
  const { rows } = await store.pool.query<{ count: number }>(
    "select count(*) from action_inbox where kind = 'values_opened'",
  )
  assert.equal(rows[0]?.count, 150)
})

test('a dozen looks at once go as two batches beside each other, a few as one (I2)', async () => {
  await using world = await openWorld()
  const { pool, ...store } = world.house.means.store
  const subjects = await people(world, 4)
  const open = new Set<unknown>()
  let beside = 0
  pool.on('acquire', (client) => {
    open.add(client)
    beside = Math.max(beside, open.size)
  })
  pool.on('release', (_, client) => open.delete(client))
  // The house now and then asks for the policy in force on this pool: commits are counted, not connections.
  const commits = async () => {
    const { rows } = await pool.query<{ count: number }>(
      "select count(distinct xmin::text) from action_inbox where kind = 'values_opened'",
    )
    return rows[0]?.count
  }
  const question = { role: 'applicant', operation: 'extract', purpose: 'subject_rights' }
  const look = async (place: number) => {
    const subject = subjects[place % subjects.length]
    assert.ok(subject)
    const opening = { kind: 'values_opened', actor: SELF } as const
    const asked = { subject, question: { ...question, fields: ['income'] }, opening }
    return (await store.look(asked)).effect
  }
  await Promise.all(Array.from({ length: 4 }, async (_, place) => look(place)))
  assert.equal(await commits(), 1)
  const effects = await Promise.all(Array.from({ length: 12 }, async (_, place) => look(place)))
  assert.deepEqual(new Set(effects), new Set(['released']))
  assert.equal(await commits(), 3)
  assert.ok(beside >= 2, `${beside} beside each other`)
})

test('nobody is answered while the record cannot be written (I2)', async () => {
  await using world = await openWorld()
  const { store } = world.house.means
  const subjects = await people(world, 3)
  const other = new pg.Client({ connectionString: world.databaseUrl })
  await other.connect()
  await other.query('begin; lock table action_inbox in share mode')
  let answered = 0
  const changes = subjects.map(async (subject) => {
    await store.about(subject, changeIncome)
    answered += 1
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.equal(answered, 0)
  await other.query('commit')
  await Promise.all(changes)
  assert.equal(answered, 3)
  await other.end()
})

test('after a withdrawal is acknowledged no change that shares a commit is permitted (I6)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subjects = await people(world, 4)
  const [subject] = subjects
  assert.ok(subject)
  const { rows } = await means.store.pool.query<{ consent_id: string }>(
    "select consent_id from consent where subject_id = $1 and control = 'contract'",
    [subject],
  )
  let isWithdrawn = false
  let refused = 0
  const changing = subjects.map(async (one) => {
    for (let turn = 0; turn < 40 && refused < 3; turn++) {
      const wasWithdrawn = isWithdrawn
      const said = await means.store.about(one, changeIncome)
      if (one !== subject) assert.equal(said, 'kept')
      else if (wasWithdrawn) assert.equal(said, 'consent_withdrawn')
      if (said === 'consent_withdrawn') refused += 1
    }
  })
  const withdrawing = (async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    const answer = await withdrawConsent(means, subject, rows[0]?.consent_id ?? '')
    assert.equal(answer.effect, 'done')
    isWithdrawn = true
  })()
  await Promise.all([...changing, withdrawing])
  assert.equal(await means.store.about(subject, changeIncome), 'consent_withdrawn')
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('applications at once: two of one person, a faulty one and others each get their own answer (I12, R-54)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const tokens: string[] = []
  for (const ordinal of [1, 2, 3]) tokens.push(await confirmPhone(world, person(ordinal).phone))
  const of = (ordinal: number, more: object = {}) =>
    submissionOf(world, { ordinal, ...more }, tokens[ordinal - 1] ?? '')
  const answers = await Promise.all([
    submitApplication(means, of(1), 'one'),
    submitApplication(means, of(1, { amountTenge: 50_000 }), 'two'),
    submitApplication(means, of(2, { values: { iin: '000000000000' } }), 'faulty'),
    submitApplication(means, of(3), 'three'),
    submitApplication(means, of(3), 'three'),
    // The phone of one person with the number of another.
    submitApplication(means, of(2, { values: person(1).values }), 'mixed'),
  ])
  const said = answers.map((answer) => (answer.effect === 'done' ? 'done' : 'not done'))
  assert.deepEqual(said, ['done', 'done', 'not done', 'done', 'done', 'not done'])
  const [, , , three, again] = answers
  assert.ok(three?.effect === 'done' && again?.effect === 'done')
  assert.equal(three.number, again.number)
  assert.equal((await load(means.store.pool, SUBJECT, 'true', [])).length, 2)
  assert.equal((await load(means.store.pool, APPLICATION, 'true', [])).length, 3)
  assert.deepEqual((await checkDatabase(means)).findings, [])
})
