/**
 * Nothing stands for a special category (R-19e): of two people who differ only in what one could guess it from (names, the
 * digit of the IIN that tells the sex, citizenship) the program keeps, writes, counts and says the same.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countAudience, openPool, SUBJECT, load } from '@kelisim/store'
import { checkIin } from '@kelisim/terms'
import { apply, openWorld, person, type World } from './world.ts'

const CONTROLS = ['contract', 'recipient:samal', 'statistics', 'direct_marketing:sms']
/** One birth date, one region, one income: what is left are hints at sex, origin, belief and health. */
const SAME = { birthDate: '1990-05-17', controls: CONTROLS }
const FIRST = {
  last_name: 'Мұхаметжанов',
  first_name: 'Ислам',
  patronymic: 'Ахметұлы',
  citizenship: 'resident',
}
const SECOND = {
  last_name: 'Вайсман',
  first_name: 'Фейга',
  patronymic: 'Хаимовна',
  citizenship: 'non-resident',
}
/** By chance or by key: says nothing of anybody. */
const BY_CHANCE = new Set(['salt', 'number', 'sealed', 'wrapped', 'handle', 'blind_index'])

async function rowsOf(world: World, subject: string): Promise<Readonly<Record<string, unknown>>> {
  const pool = openPool(world.databaseUrl, undefined, { connectionsMax: 1 })
  const kept: Record<string, unknown> = {}
  try {
    const { rows: columns } = await pool.query<{ name: string; columns: string[] }>(
      `select c.oid::regclass::text as name,
         array_agg(a.attname::text order by a.attname) filter (where a.atttypid::regtype::text not in ('uuid', 'bytea')) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind = 'r' and exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'subject_id')
       group by c.oid`,
    )
    for (const { name, columns: all } of columns) {
      const open = (all ?? []).filter((column) => !BY_CHANCE.has(column))
      if (open.length === 0) continue
      const list = open.map((column) => `"${column}"`).join(', ')
      const { rows } = await pool.query(`select ${list} from ${name} where subject_id = $1`, [
        subject,
      ])
      kept[name] = rows.map((row) => JSON.stringify(row)).toSorted()
    }
    return kept
  } finally {
    await pool.end()
  }
}

async function entriesOf(world: World): Promise<readonly string[]> {
  const { rows } = await world.house.means.store.pool.query<{ handle: string; entry: Buffer }>(
    "select handle, entry from ledger_entry where handle is not null and handle <> '' order by leaf_index",
  )
  const byPerson = Map.groupBy(rows, ({ handle }) => handle)
  return [...byPerson.values()].map((entries) =>
    entries
      .map(({ entry }) => JSON.parse(entry.toString('utf8')) as Record<string, unknown>)
      .map(({ kind, operation, purpose, fields, decision, ground, recipient, clause, law }) =>
        JSON.stringify([
          kind,
          operation,
          purpose,
          fields,
          decision,
          ground,
          recipient,
          clause,
          law,
        ]),
      )
      .toSorted()
      .join('\n'),
  )
}

test('R-19: what the program keeps, records and says of two people does not hang on what a special category could be guessed from', async () => {
  await using world = await openWorld()
  const { means } = world.house
  for (const [ordinal, values] of [
    [1, FIRST],
    [2, SECOND],
  ] as const) {
    const answer = await apply(world, { ...SAME, ordinal, values })
    assert.equal(answer.effect, 'done', JSON.stringify(answer))
  }
  await world.sequenceAll()
  const [one, other] = await load(means.store.pool, SUBJECT, 'true order by subject_id', [])
  assert.ok(one !== undefined && other !== undefined)
  const kept = await rowsOf(world, one.subject_id)
  assert.ok(Object.keys(kept).length > 8 && JSON.stringify(kept).includes('direct_marketing'))
  assert.deepEqual(kept, await rowsOf(world, other.subject_id))
  const [ofOne, ofOther, ...rest] = await entriesOf(world)
  assert.deepEqual([ofOne, rest], [ofOther, []])
  const told = [person(1).phone, person(2).phone].map((phone) =>
    world.outbox
      .list()
      .filter(({ to }) => to === phone)
      .map(({ text }) => text.replaceAll(/\d/g, '0')),
  )
  assert.deepEqual(told[0], told[1])
  const audience = {
    purpose: 'direct_marketing',
    channel: 'sms',
    field: 'phone',
    at: world.clock.at,
  }
  assert.equal(await countAudience(means.store.pool, audience), 2)
})

test('R-19, X-11: of an IIN the program reads the birth date and never the digit that tells the sex', () => {
  for (let ordinal = 1; ordinal < 40; ordinal++) {
    const { values } = person(ordinal, '1990-05-17')
    const read = checkIin(values['iin'] ?? '')
    assert.deepEqual(read, { valid: true, century: 19, birthDate: '1990-05-17' })
  }
})
