/**
 * The policy in force as SQL, run by PostgreSQL over its whole space, against the engine.
 *
 * Every role × operation × purpose × field (or none) × addressee (nobody, recipient, channel) in worlds of the
 * subject's state × consent to the purpose × consent to the addressee × obligation × suspension. What the
 * function gives is exactly what the engine permits, so what it does not give is refused. The engine is asked of
 * every question that names and grants let through; the others it refuses in every world (`asked.ts`; all of
 * them one by one: `npm run campaign:decide`), so a row for one of them is a row too many here. I6, I8, I9.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadPolicy, type Policy } from '@kelisim/policy'
import { testDatabase, type TestDatabase } from '@kelisim/postgres'
import { toIso } from '@kelisim/terms'
import { Pool } from 'pg'
import { decideInterned } from '../packages/rules/src/decide.ts'
import { EXAMPLE } from '../packages/rules/src/example-policy.ts'
import { randomPolicy } from '../packages/rules/src/example-random.ts'
import { pairs, type Space, spaceOf } from '../packages/rules/src/example-space.ts'
import type { Facts, Question } from '../packages/rules/src/question.ts'
import { decideSql } from '../packages/rules/src/sql-predicate.ts'

const SINGLE_PAIRS = 400
/** Policies from a seed, each in every so many of its worlds. */
const RANDOM_POLICIES = 8
const RANDOM_WORLD_STEP = 7

let database: TestDatabase
let pool: Pool

before(async () => {
  database = await testDatabase()
  pool = new Pool({ connectionString: database.url, max: 2 })
  // Its database goes with force, perhaps before the connections have said goodbye.
  pool.on('error', () => undefined)
})
after(async () => {
  await pool.end()
  await database[Symbol.asyncDispose]()
})

function policyInForce(): Policy {
  const folder = fileURLToPath(new URL('../policy/proleads', import.meta.url))
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => /\.(yaml|md|txt)$/.test(name))
  const read = files.map((name): [string, string] => [
    name,
    readFileSync(join(folder, name), 'utf8'),
  ])
  const { policy } = loadPolicy(new Map(read))
  assert.ok(policy !== undefined, 'the policy folder has faults')
  return policy
}

const FACTS = `with f as materialized (select $1::timestamptz as at, $2::text as state, $3::text[] as categories,
  (select coalesce(array_agg(c), '{}') from jsonb_populate_recordset(null::SCHEMA.consent_fact, $4) as c) as consents,
  $5::text[] as suspended, $6::text[] as obligations, $7::text[] as stopped)`
const TOLD = 'f.at, f.state, f.categories, f.consents, f.suspended, f.obligations, f.stopped'

function parametersOf(at: number, facts: Facts): unknown[] {
  const consents = facts.consents.map((one) => ({
    purpose: one.purpose,
    operations: one.operations,
    fields: one.fields,
    recipient: one.recipient,
    channel: one.channel,
    granted_at: toIso(one.grantedAt),
    expires_at: toIso(one.expiresAt),
    withdrawn_at: one.withdrawnAt === undefined ? undefined : toIso(one.withdrawnAt),
  }))
  return [
    new Date(at),
    facts.state,
    facts.subjectCategories,
    JSON.stringify(consents),
    facts.suspendedRecipients,
    facts.obligations,
    facts.suspendedPurposes,
  ]
}

const keyOf = (one: Readonly<Record<string, string | null | undefined>>): string =>
  ['role', 'operation', 'purpose', 'field', 'recipient', 'channel']
    .map((name) => one[name] ?? '')
    .join('/')

const wordsOf = ({ fields, ...question }: Question) =>
  keyOf({
    role: question.role,
    operation: question.operation,
    purpose: question.purpose,
    field: fields[0],
    recipient: question.recipient,
    channel: question.channel,
  })

function granted(space: Space): Space['asked'] {
  return space.asked.filter(({ numbers }) => {
    return numbers.known.effect === 'known' && numbers.known.notGranted === undefined
  })
}

/** What the engine permits in each world is what the function gives there, no more and no less. */
async function compare(space: Space, schema: string): Promise<{ permits: number; pairs: number }> {
  await pool.query(decideSql(space.tables, schema))
  const query = `${FACTS.replace('SCHEMA', schema)} select p.* from f, lateral ${schema}.permitted(${TOLD}) as p`
  const passing = granted(space).map((one) => ({ ...one, name: wordsOf(one.words) }))
  const at = space.asked[0]?.words.at ?? 0
  let permits = 0
  for (const { words, numbers } of space.known) {
    const { rows } = await pool.query({
      text: query,
      values: parametersOf(at, words),
      name: schema,
    })
    const given = new Set<string>(rows.map(keyOf))
    let found = 0
    for (const { name, numbers: question, words: asked } of passing) {
      const decision = decideInterned(space.tables, question, numbers)
      const isGiven = given.has(name)
      if ((decision.effect === 'permit') !== isGiven) {
        assert.fail(
          `${JSON.stringify(asked)}: engine ${decision.effect}, SQL ${isGiven}, ${words.state}`,
        )
      }
      if (isGiven) found += 1
    }
    assert.equal(found, given.size, 'the function gives rows that nobody can ask for')
    permits += found
  }
  return { permits, pairs: space.asked.length * space.known.length }
}

test('I8, I9: SQL permits what the engine permits, over the whole space of the policy in force', async (t) => {
  const whole = spaceOf(policyInForce())
  const { permits, pairs: compared } = await compare(whole, 'in_force')
  t.diagnostic(`${compared} pairs, ${permits} permits, no difference`)
  assert.ok(permits > 100_000)
})

test('I8, I9: SQL permits what the engine permits, over the whole space of the example policy', async (t) => {
  const { permits, pairs: compared } = await compare(spaceOf(EXAMPLE), 'example')
  t.diagnostic(`${compared} pairs, ${permits} permits, no difference`)
  assert.ok(permits > 1_000)
})

test('I8, I9: SQL permits what the engine permits under policies from a seed', async (t) => {
  let permits = 0
  for (let seed = 1; seed <= RANDOM_POLICIES; seed++) {
    const space = spaceOf(randomPolicy(seed))
    const known = space.known.filter((_, world) => world % RANDOM_WORLD_STEP === seed % 7)
    permits += (await compare({ ...space, known }, `random_${seed}`)).permits
  }
  t.diagnostic(`${RANDOM_POLICIES} policies, ${permits} permits, no difference`)
  assert.ok(permits > 1_000)
})

test('I8: `may` answers one question, and no to whatever is unknown or not told', async () => {
  const space = spaceOf(EXAMPLE)
  const schema = 'single'
  await pool.query(decideSql(space.tables, schema))
  const text = `${FACTS.replace('SCHEMA', schema)}
    select ${schema}.may($8, $9, $10, $11, $12, $13, ${TOLD}) as may from f`
  const ask = async (question: Question, parameters: unknown[]): Promise<boolean> => {
    const { role, operation, purpose, fields, recipient, channel } = question
    const words = [role, operation, purpose, fields[0] ?? null, recipient ?? null, channel ?? null]
    const { rows } = await pool.query({ text, values: [...parameters, ...words], name: schema })
    return rows[0].may
  }
  let permits = 0
  const all = [space, { ...space, asked: granted(space) }].flatMap((part) =>
    [...pairs(part, SINGLE_PAIRS)].map(([q, w]) => [part.asked[q], space.known[w]] as const),
  )
  for (const [question, facts] of all) {
    assert.ok(question !== undefined && facts !== undefined)
    const decision = decideInterned(space.tables, question.numbers, facts.numbers)
    const parameters = parametersOf(question.words.at, facts.words)
    const answered = await ask(question.words, parameters)
    assert.equal(answered, decision.effect === 'permit', JSON.stringify(question.words))
    if (!answered) continue
    permits += 1
    // Any fact that is not told takes the permit away.
    for (const place of [0, 1, 2]) {
      const silent = parameters.map((one, at) => (at === place ? null : one))
      assert.equal(await ask(question.words, silent), false)
    }
  }
  assert.ok(permits > 20, String(permits))
})

test('a schema is a plain name, and a name with a quote stays a name', () => {
  const space = spaceOf(EXAMPLE)
  for (const schema of ['', 'a-b', 'x; drop', 'A', '1a']) {
    assert.throws(() => decideSql(space.tables, schema))
  }
  const tables = { ...space.tables, fields: space.tables.fields.map(() => "o'clock") }
  assert.match(decideSql(tables, 'quoted'), /'o''clock'/)
})
