/**
 * Shortly before their data end people become figures that lead to nobody, and are destroyed all the same; whoever tries to
 * get from a figure back to a person, with the whole database before them, does not (R-15, R-36, R-96, O-15).
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  arrears,
  CONSENT,
  DEPERSONALISATION,
  DEPERSONALISED_FIGURE,
  know,
  load,
  openPool,
  type Pool,
  SUBJECT,
  standingFigures,
} from '@kelisim/store'
import { DAY, type SubjectId } from '@kelisim/terms'
import { handleOf } from '@kelisim/vault'
import { checkDatabase, endWhatHasRunOut, withdrawConsent } from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

const EACH = 11
const KINDS = [
  { region: 'KZ-75', income: '100k-200k', birthDate: '1990-05-17' },
  { region: 'KZ-75', income: '300k-500k', birthDate: '1990-05-17' },
  { region: 'KZ-71', income: '100k-200k', birthDate: '1979-03-02' },
  { region: 'KZ-71', income: '300k-500k', birthDate: '1979-03-02' },
] as const
const WITH = ['contract', 'recipient:samal', 'statistics']
const fail = (_what: string, error: unknown) => {
  throw error
}

interface Person {
  readonly subject: SubjectId
  readonly kind: number
}
let world: World
let owner: Pool
const people: Person[] = []
const others: Record<'alone' | 'unasked' | 'withdrew', SubjectId | undefined> = {
  alone: undefined,
  unasked: undefined,
  withdrew: undefined,
}

async function enter(kind: number, controls: readonly string[] = WITH, region?: string) {
  world.clock.pass(1_000)
  const { birthDate, income, ...rest } = KINDS[kind] ?? KINDS[0]
  const values = { income, residence_address: region ?? rest.region }
  const done = await apply(world, { ordinal: (ordinal += 1), birthDate, controls, values })
  assert.equal(done.effect, 'done', JSON.stringify(done))
  const where = 'true order by created_at desc, subject_id desc'
  const known = new Set([...people.map(({ subject }) => subject), ...Object.values(others)])
  const rows = await load(world.house.means.store.pool, SUBJECT, where, [])
  return rows.map((row) => row.subject_id as SubjectId).find((id) => !known.has(id))
}
let ordinal = 500

before(async () => {
  world = await openWorld()
  owner = openPool(world.databaseUrl, undefined)
  // One kind after the other: an order that is kept anywhere would tell who is what.
  for (const kind of KINDS.keys()) {
    for (let made = 0; made < EACH; made++) {
      const subject = await enter(kind)
      if (subject !== undefined) people.push({ subject, kind })
    }
  }
  others.alone = await enter(0, WITH, 'KZ-62')
  others.unasked = await enter(0, ['contract', 'recipient:samal'])
  others.withdrew = await enter(0)
  const mine = "subject_id = $1 and control = 'statistics'"
  const { means } = world.house
  const [consent] = await load(means.store.pool, CONSENT, mine, [others.withdrew])
  await withdrawConsent(means, others.withdrew as SubjectId, consent?.consent_id ?? '')
  world.clock.pass(25 * DAY)
  await endWhatHasRunOut(means, fail)
  await world.sequenceAll()
})

after(async () => {
  await owner?.end()
  await world?.[Symbol.asyncDispose]()
})

test('people who consented become figures of eleven or more; who is alone, or did not agree, is in none (R-15, R-96)', async () => {
  const { means } = world.house
  const figures = await load(means.store.pool, DEPERSONALISED_FIGURE, 'true order by ordinal', [])
  assert.deepEqual(
    figures.map(({ traits, persons }) => `${traits.join(' ')}: ${persons}`),
    [
      'birth_date=28-37 income=100k-200k residence_address=KZ-75: 11',
      'birth_date=28-37 income=300k-500k residence_address=KZ-75: 11',
      'birth_date=38-47 income=100k-200k residence_address=KZ-71: 11',
      'birth_date=38-47 income=300k-500k residence_address=KZ-71: 11',
    ],
  )
  const [act] = await load(means.store.pool, DEPERSONALISATION, 'true', [])
  assert.deepEqual([act?.persons, act?.figures, act?.persons_min], [44, 4, 11])
  const { rows } = await owner.query<{ subject_id: string }>('select subject_id from counted')
  assert.deepEqual(
    rows.map((row) => row.subject_id).toSorted(),
    people.map(({ subject }) => subject as string).toSorted(),
  )
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('only who agreed was looked at, once, under a permit to depersonalise with its consent (I1, I8)', async () => {
  const looks = await entries('values_depersonalised')
  const expected = [...people.map(({ subject }) => subject), others.alone as SubjectId]
  assert.deepEqual(
    looks.map(({ handle }) => handle ?? '').toSorted(),
    (await Promise.all(expected.map(handleIn))).toSorted(),
  )
  for (const { text } of looks) {
    const said = JSON.parse(text) as Record<string, unknown>
    assert.match(text, /"operation":"depersonalise"/)
    assert.match(text, /"purpose":"statistics"/)
    // An id or a hash may spell a year by chance.
    const words = text.replaceAll(/"[\w-]{22,}"/g, '""')
    assert.doesNotMatch(words, /KZ-7|100k|300k|1990|1979/)
    assert.ok(JSON.stringify(said).includes('residence_address'))
  }
})

test('neither the order in the ledger nor in a table says who is like whom (R-96)', async () => {
  const kinds = new Map<string, number>()
  for (const { subject, kind } of people) {
    kinds.set(subject, kind)
    kinds.set(await handleIn(subject), kind)
  }
  const counted = await owner.query<{ one: string }>(
    'select subject_id as one from counted order by ctid',
  )
  const looks = await entries('values_depersonalised')
  const orders = { counted: counted.rows.map(({ one }) => one), looks: looks.map((l) => l.handle) }
  for (const [name, order] of Object.entries(orders)) {
    const row = order.flatMap((one) => kinds.get(one ?? '') ?? [])
    assert.equal(row.length, people.length)
    const alike = row.filter((kind, at) => at > 0 && row[at - 1] === kind).length
    // As they came it would be 40 of 43; drawn by lot it is 10 on average, and over 24 once in a million draws.
    assert.ok(alike < 25, `${name}: ${alike} neighbours alike`)
  }
})

test('no transaction, id, number, sum or moment joins a figure with a person (R-96)', async () => {
  const { rows: columns } = await owner.query<{ one: string }>(
    `select column_name as one from information_schema.columns
     where table_name = 'depersonalised_figure' order by 1`,
  )
  assert.deepEqual(
    columns.map(({ one }) => one),
    ['act_id', 'ordinal', 'persons', 'salt', 'step', 'traits'],
  )
  const { rows: figures } = await owner.query<{ xmin: string; all: string }>(
    'select xmin::text, to_jsonb(f)::text as all from depersonalised_figure f',
  )
  assert.equal(new Set(figures.map(({ xmin }) => xmin)).size, 1, 'one transaction for all of them')
  const xmin = figures[0]?.xmin
  for (const { table, rows } of await rowsAboutPeople()) {
    const near = rows.filter((row) => row.xmin === xmin)
    // Everybody who was counted stands in that transaction, or nobody: it sets nobody apart.
    assert.ok([0, people.length].includes(near.length), `${table}: ${near.length}`)
    for (const { values } of rows) {
      for (const { all } of figures) {
        const joined = values.filter((value) => value.length > 3 && all.includes(value))
        assert.deepEqual(joined, [], `${table} joins`)
      }
    }
  }
  const [act] = await load(world.house.means.store.pool, DEPERSONALISATION, 'true', [])
  for (const { text, handle } of await entries()) {
    assert.ok(handle === undefined || !text.includes(act?.act_id ?? '-'), 'a person beside an act')
  }
})

test('a period has one run; at their term they are destroyed, the figures stay (R-36, R-65, R-99, I12)', async () => {
  const { means } = world.house
  await endWhatHasRunOut(means, fail)
  assert.equal((await load(means.store.pool, DEPERSONALISATION, 'true', [])).length, 1)
  const before = await standingFigures(means.store.pool, 100)
  world.clock.pass(8 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal((await arrears(means.store.pool, world.clock.at, 0)).overdue, 0)
  const { rows } = await owner.query<{ one: string }>(
    `select count(*)::int || ' ' || (select count(*) from keys.subject_key) || ' ' ||
       (select count(*) from box) || ' ' || (select count(*) from identity_link) as one from counted`,
  )
  assert.equal(rows[0]?.one, '0 0 0 0', 'marks, keys, boxes, links')
  assert.deepEqual(await standingFigures(means.store.pool, 100), before)
  const { rows: figures } = await owner.query<{ xmin: string }>(
    'select distinct xmin::text from depersonalised_figure',
  )
  for (const { table, rows: left } of await rowsAboutPeople()) {
    const near = left.filter((row) => row.xmin === figures[0]?.xmin)
    assert.equal(near.length, 0, `${table}: a row of the run is left beside the figures`)
  }
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

async function handleIn(subject: SubjectId): Promise<string> {
  const known = keys.get(subject)
  if (known !== undefined) return known
  const { means } = world.house
  const handle = await means.store.transaction(async (unit) => {
    const key = (await know(means.store, unit, subject, 'use'))?.key
    return key === undefined ? '' : handleOf(key)
  })
  keys.set(subject, handle)
  return handle
}
const keys = new Map<string, string>()

interface Entry {
  readonly handle: string | undefined
  readonly text: string
}

async function entries(kind?: string): Promise<readonly Entry[]> {
  const { rows } = await owner.query<{ handle: string | null; text: string }>(
    `select handle, convert_from(entry, 'utf8') as text from ledger_entry
     where $1::text is null or kind = $1 order by leaf_index`,
    [kind ?? null],
  )
  return rows.map(({ handle, text }) => ({ handle: handle ?? undefined, text }))
}

interface PersonRows {
  readonly table: string
  readonly rows: readonly { readonly xmin: string; readonly values: readonly string[] }[]
}

/** Every table with a person's id in it: the transaction of each row, and its values as text. */
async function rowsAboutPeople(): Promise<readonly PersonRows[]> {
  const { rows: tables } = await owner.query<{ one: string }>(
    `select a.attrelid::regclass::text as one from pg_attribute a join pg_class c on c.oid = a.attrelid
     join pg_namespace n on n.oid = c.relnamespace
     where a.attname = 'subject_id' and c.relkind = 'r' and n.nspname in ('public', 'keys')`,
  )
  return await Promise.all(
    tables.map(async ({ one: table }) => {
      const { rows } = await owner.query<{ xmin: string; values: string[] }>(
        `select t.xmin::text, array(select value from jsonb_each_text(to_jsonb(t))
           where value is not null) as values from ${table} t`,
      )
      return { table, rows }
    }),
  )
}
