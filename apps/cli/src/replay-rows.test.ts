/** Rows of a foreign table become words of our form, or faults by row, column and code. */
import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { openRows, type RowRead } from './replay-rows.ts'

const TODAY = '2026-11-22'
const HEADER =
  'SK_ID_CURR,AMT_CREDIT,AMT_ANNUITY,DAYS_BIRTH,AMT_INCOME_TOTAL,NAME_INCOME_TYPE,NAME_FAMILY_STATUS,NOTE'
const REAL = new URL(
  '../../../../shared/data/leads/home-credit/application_data.csv',
  import.meta.url,
)

async function read(lines: readonly string[]): Promise<readonly RowRead[]> {
  const text = [`\uFEFF${HEADER}`, ...lines].map((line) => `${line}\r\n`).join('')
  const file = await openRows(Readable.from([Buffer.from(text)]), TODAY)
  assert.ok(file !== undefined)
  return await all(file.rows)
}

async function all(rows: AsyncIterable<RowRead>): Promise<readonly RowRead[]> {
  const read: RowRead[] = []
  for await (const row of rows) read.push(row)
  return read
}

test('a row keeps its own attributes, whole tenge and months of thirty days', async () => {
  const rows = await read([
    '1,90000.5,9000,-12000,150000,State servant,Married,"Stone, brick"',
    '2,100000,9000,-12000,100000,Working,Civil marriage,',
  ])
  assert.deepEqual(rows[0], {
    row: 1,
    amountTenge: 90_001,
    termDays: 300,
    birthDate: '1994-01-14',
    values: { income: '100k-200k', social_status: 'public-servant', marital_status: 'married' },
    leftOut: [],
  })
  const second = rows[1]
  assert.ok(second !== undefined && 'leftOut' in second)
  // Living together is none of the four words of the form, and a guess would be false data.
  assert.deepEqual(second.leftOut, ['marital_status'])
  assert.deepEqual(second.values, { income: '100k-200k', social_status: 'employed' })
})

test('what cannot be an application is named by row, column and code; no row swallows another', async () => {
  const rows = await read([
    '1,,9000,-12000,150000,Working,Married,',
    '2,abc,9000,-12000,150000,Working,Married,',
    '3,90000,0,-12000,150000,Working,Married,',
    '4,0,9000,-12000,150000,Working,Married,',
    '5,90000,9000,365243,150000,Working,Married,',
    '6,90000,9000',
    '7,90000,9000,-12000,150000,Working,Married,"never closed',
    '',
    `9,90000,9000,-12000,150000,Working,Married,${'x'.repeat(70_000)}`,
    '10,90000,9000,-12000,150000,Working,Married,',
  ])
  const said = rows.map((row) =>
    'faults' in row
      ? [row.row, ...row.faults.map(({ pointer, code }) => `${pointer} ${code}`)]
      : row.row,
  )
  assert.deepEqual(said, [
    [1, '/AMT_CREDIT required'],
    [2, '/AMT_CREDIT format'],
    [3, '/AMT_ANNUITY range'],
    [4, '/AMT_CREDIT range'],
    [5, '/DAYS_BIRTH range'],
    [6, ' columns'],
    [7, ' quotes'],
    [9, ' too_long'],
    10,
  ])
})

test('a table of something else is not read at all', async () => {
  const stream = Readable.from([Buffer.from('a,b\n1,2\n')])
  assert.equal(await openRows(stream, TODAY), undefined)
})

test('all 5,047 real rows are applications an offer may exist for', {
  skip: existsSync(REAL) ? false : 'the shared test data are not here',
}, async () => {
  const file = await openRows(createReadStream(REAL), TODAY)
  assert.ok(file !== undefined)
  assert.equal(file.columns.length, 122)
  const rows = await all(file.rows)
  assert.equal(rows.length, 5_047)
  assert.deepEqual(
    rows.filter((row) => 'faults' in row),
    [],
  )
})
