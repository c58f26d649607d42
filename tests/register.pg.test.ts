/** The register of actions: every question finds exactly the entries it asks for, at any size, and is itself recorded. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Entry,
  readEntry,
  type RegisterPlace,
  type RegisterWish,
  searchRegister,
} from '@kelisim/store'
import {
  later,
  type Moment,
  parseMoment,
  SECOND,
  type StaffId,
  type SubjectId,
} from '@kelisim/terms'
import {
  listApplications,
  openCard,
  revealField,
  searchRegister as search,
  seeOwnActions,
  type StaffMember,
  superviseRecipient,
} from '@kelisim/work'
import fc from 'fast-check'
import pg from 'pg'
import { apply, openWorld, START, type World } from './world.ts'

const CLERK: StaffMember = {
  id: '0198a000-0000-7000-8000-000000000001' as StaffId,
  name: 'Д. Ким',
  role: 'clerk',
}
const OFFICER: StaffMember = {
  id: '0198a000-0000-7000-8000-000000000002' as StaffId,
  name: 'А. Сапарова',
  role: 'officer',
}
const PEOPLE = 4

let world: World
const applications: string[] = []

before(async () => {
  world = await openWorld()
  const { means } = world.house
  for (let ordinal = 0; ordinal < PEOPLE; ordinal++) {
    const answer = await apply(world, { ordinal })
    assert.ok(answer.effect === 'done')
    applications.push(answer.number)
    world.clock.pass(SECOND)
    await openCard(means, CLERK, answer.application)
    await revealField(means, CLERK, answer.application, 'phone', 'contract')
    await revealField(means, CLERK, answer.application, 'iin', 'contract')
    world.clock.pass(SECOND)
  }
  await listApplications(means, CLERK, undefined, undefined)
  await superviseRecipient(means, OFFICER, 'samal', 'The licence is being checked')
  await superviseRecipient(means, CLERK, 'samal', undefined)
  await world.sequenceAll()
})

after(async () => await world[Symbol.asyncDispose]())

interface Standing {
  readonly index: number
  readonly entry: Entry
}

async function everything(): Promise<readonly Standing[]> {
  const { rows } = await world.house.means.store.pool.query<{ leaf_index: number; entry: Buffer }>(
    'select leaf_index, entry from ledger_entry',
  )
  return rows
    .map((row) => ({ index: row.leaf_index, entry: readEntry(row.entry) }))
    .toSorted((one, other) => atOf(other) - atOf(one) || other.index - one.index)
}

function atOf({ entry }: { readonly entry: Entry }): Moment {
  return parseMoment(entry.at) ?? assert.fail(entry.at)
}

type Told = 'recipient' | 'purpose' | 'operation'

/** Read from the entry as JSON, in JavaScript: nothing in common with the columns and their indexes. */
function told(entry: Entry, name: Told): string | undefined {
  const detail = entry.detail?.[name]
  if (typeof detail === 'string') return detail
  const isRecipient = name === 'recipient' && entry.actor.role === 'recipient'
  return entry[name] ?? (isRecipient ? entry.actor.id : undefined)
}

function isWished(standing: Standing, wish: RegisterWish): boolean {
  const { entry } = standing
  return (
    (wish.handle === undefined || entry.subject === wish.handle) &&
    (wish.actor === undefined || entry.actor.id === wish.actor) &&
    (['recipient', 'purpose', 'operation'] as const).every(
      (name) => wish[name] === undefined || told(entry, name) === wish[name],
    ) &&
    (wish.refused !== true || entry.kind === 'refused') &&
    (wish.from === undefined || atOf(standing) >= wish.from) &&
    (wish.to === undefined || atOf(standing) < wish.to)
  )
}

async function pages(wish: RegisterWish, limit: number): Promise<readonly number[]> {
  const found: number[] = []
  let before: RegisterPlace | undefined
  do {
    const page = await searchRegister(world.house.means.store, wish, limit, before)
    assert.ok(page.rows.length <= limit)
    found.push(...page.rows.map((row) => row.index ?? -1))
    before = page.next
  } while (before !== undefined)
  return found
}

test('R-85: any question gets every entry it asks for, once, newest first, whatever the size of a page', async () => {
  const all = await everything()
  // Mostly not asked for: all wishes at once find next to nothing.
  const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
  const some = (of: (one: Entry) => string | undefined) =>
    seldom(fc.constantFrom(...new Set(all.flatMap(({ entry }) => of(entry) ?? []))))
  const moments = seldom(
    fc.integer({ min: -5, max: 20 }).map((seconds) => later(START, seconds * SECOND)),
  )
  const wishes = fc.record({
    handle: some((entry) => entry.subject),
    actor: some((entry) => entry.actor.id),
    recipient: some((entry) => told(entry, 'recipient')),
    purpose: some((entry) => told(entry, 'purpose')),
    operation: some((entry) => told(entry, 'operation')),
    refused: seldom(fc.constant(true)),
    from: moments,
    to: moments,
  })
  let answered = 0
  await fc.assert(
    fc.asyncProperty(wishes, fc.integer({ min: 4, max: 60 }), async (wish, limit) => {
      const expected = all.filter((one) => isWished(one, wish)).map(({ index }) => index)
      assert.deepEqual(await pages(wish, limit), expected)
      answered += expected.length
    }),
    { numRuns: 60 },
  )
  assert.ok(answered > 300, `${answered} entries in all answers`)
})

test('R-85: a rare answer among many entries is found page by page, and no question looks at all of them', async () => {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  // Far in the past, so that no other test meets them; every 4,000th is of the purpose asked for.
  await owner.query(
    `insert into ledger_entry (leaf_index, action_id, handle, kind, at, entry)
     select 1000000 + n, md5('r' || n)::uuid, null, 'values_listed', timestamptz '2020-01-01Z' + n * interval '1 second',
       convert_to('{"actor":{"id":"busy","role":"clerk"},"at":"2020-01-01T00:00:00.000Z","id":"x","kind":"values_listed"'
         || case when n % 4000 = 0 then ',"purpose":"rare"' else ',"purpose":"usual"' end || ',"v":1}', 'UTF8')
     from generate_series(1, 12000) n`,
  )
  try {
    const wish = { actor: 'busy', purpose: 'rare' }
    const first = await searchRegister(world.house.means.store, { ...wish, purpose: 'never' }, 50)
    assert.deepEqual(first.rows, [])
    assert.ok(first.next !== undefined, 'it says that older ones were not looked at')
    assert.deepEqual(await pages(wish, 50), [1_012_000, 1_008_000, 1_004_000])
  } finally {
    await owner.query('set session_replication_role = replica')
    await owner.query("delete from ledger_entry where actor = 'busy'")
    await owner.end()
  }
})

test('R-84, R-85: only the person responsible asks, each question is recorded, and the person asked about sees it', async () => {
  const { means } = world.house
  const number = applications[1] ?? assert.fail()
  world.clock.pass(SECOND)
  const refused = await search(means, CLERK, { application: number })
  world.clock.pass(SECOND)
  assert.equal(refused.effect === 'refuse' ? refused.code : '', 'operation_not_permitted')
  const answer = await search(means, OFFICER, { application: number, operation: 'extract' })
  assert.ok(answer.effect === 'done' && answer.found.rows.length > 0)
  assert.ok(answer.found.rows.every((row) => row.entry.operation === 'extract'))
  const { rows } = await means.store.pool.query<{ subject_id: SubjectId }>(
    'select subject_id from application where number = $1',
    [number],
  )
  const own = await seeOwnActions(means, rows[0]?.subject_id ?? assert.fail(), undefined)
  const [newest] = own
  assert.equal(newest?.entry.kind, 'register_searched')
  assert.equal(newest.entry.actor.id, OFFICER.id)
  await world.sequenceAll()
  const refusals = await search(means, OFFICER, { actor: CLERK.id, refused: true })
  const [asked] = refusals.effect === 'done' ? refusals.found.rows : []
  assert.equal(asked?.entry.detail?.['asked'], 'register_searched')
})

test('a number that leads to nobody is said so, and nothing else is shown', async () => {
  const answer = await search(world.house.means, OFFICER, { application: 'AAAA-AAAA' })
  assert.ok(answer.effect === 'done')
  assert.deepEqual(answer.found, { rows: [], next: undefined, person: 'unknown' })
})
