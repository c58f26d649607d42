/** What is sent as a binary array comes back as the same cells: PostgreSQL is the judge of the format. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase } from '@kelisim/postgres'
import fc from 'fast-check'
import { columnArray, arrayType, unnested } from './column.ts'
import { openPool, type Pool } from './database.ts'
import { type Cell, type Column, commitment, POLICY_VERSION } from './table.ts'

let pool: Pool
let close: () => Promise<void>
before(async () => {
  const database = await testDatabase()
  pool = openPool(database.url, undefined)
  close = async () => {
    await pool.end()
    await database.close()
  }
})
after(async () => await close())

async function through(type: Column, cells: readonly Cell[]): Promise<readonly unknown[]> {
  const { rows } = await pool.query<{ cell: unknown }>(
    `select ${unnested(type, 'r.cell')} as cell
     from unnest($1::${arrayType(type)}) with ordinality as r (cell, place) order by place`,
    [columnArray(type, cells)],
  )
  return rows.map(({ cell }) => (Buffer.isBuffer(cell) ? new Uint8Array(cell) : cell))
}

// PostgreSQL keeps no U+0000, and no half of a surrogate pair.
const text = fc.string({ unit: 'grapheme' }).map((drawn) => drawn.replaceAll('\0', ''))
const MOMENT_MAX = Date.UTC(2200, 0)
const CELLS: Readonly<Record<string, fc.Arbitrary<Cell>>> = {
  uuid: fc.uuid(),
  text: fc.oneof(text, fc.constantFrom('', '"', '\\', '{}', 'NULL', '\n\t', 'Әлия, "Ғ"')),
  texts: fc.array(fc.oneof(text, fc.constantFrom('', '"', '\\', 'null', 'NULL', 'a,b', '\u0007'))),
  int: fc.maxSafeInteger(),
  bool: fc.boolean(),
  bytes: fc.uint8Array({ maxLength: 3_000 }),
  moment: fc.integer({ min: Date.UTC(1900, 0), max: MOMENT_MAX }),
}

for (const [type, cell] of Object.entries(CELLS)) {
  test(`cells of type ${type} come back as they were sent, and none stays none`, async () => {
    const cells = fc.array(fc.option(cell, { nil: null, freq: 6 }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(cells, async (sent) => {
        assert.deepEqual(await through(type as Column, sent), sent)
      }),
      { numRuns: 60 },
    )
  })
}

test('an identifier that is none is refused by the database, never cut or filled up', async () => {
  for (const wrong of [
    '',
    'x',
    '0198a000-0000-7000-8000-0000000000',
    'zz98a000-0000-7000-8000-000000000001',
  ]) {
    await assert.rejects(through('uuid', [wrong]), wrong)
  }
})

test('a number that is no whole number does not become another one', () => {
  assert.throws(() => columnArray('int', [0.5]), /cannot hold/)
  assert.throws(() => columnArray('moment', [Number.NaN]), /cannot hold/)
})

test('the commitment to a row is that of its canonical form (docs/ledger-format.md)', () => {
  const row = { version: 2, hash: 'h"', model: 'Ә', adopted_at: 5, salt: 's' }
  // printf '{"row":{"adopted_at":5,"hash":"h\\"","model":"Ә","version":2},"salt":"s","table":"policy_version"}' | sha256
  assert.equal(commitment(POLICY_VERSION, row), 'sOvSr3PW0MsGylCytR6ixEGHw9shV2IA03Z1XmfFUNc')
})
