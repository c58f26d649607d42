/**
 * A replay is killed in the middle and started again: every row stands once, none is lost, the audit is
 * clean, and nothing that was printed says who anybody is.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '@kelisim/postgres'
import { migrate, openPool, type Pool } from '@kelisim/store'
import { startCli } from './run-cli.ts'

const GOOD = 30
const HEADER =
  'AMT_CREDIT,AMT_ANNUITY,DAYS_BIRTH,AMT_INCOME_TOTAL,NAME_INCOME_TYPE,NAME_FAMILY_STATUS,CODE_GENDER'
const good = (row: number) =>
  `${90_000 + row * 5_000},9000,${-9_000 - row * 37},${120_000 + row},Working,Married,F`
/** What no rule lets in, and the row, field and code it must be reported with. */
const BAD: readonly (readonly [line: string, field: string, code: string])[] = [
  ['90000,,-12000,150000,Working,Married,F', '/AMT_ANNUITY', 'required'],
  ['90000,9000,-5000,150000,Working,Married,F', '/values/birth_date', 'under_age'],
  ['9000000,900000,-12000,150000,Working,Married,F', '/AMT_CREDIT', 'no_offer_for_amount_and_term'],
  ['90000,9000', '', 'columns'],
  ['90000,9000,-12000,150000,"Working,Married,F', '', 'quotes'],
]

interface Said {
  readonly ok: boolean
  readonly rows: number
  readonly entered: number
  readonly enteredBefore: number
  readonly refused: number
  readonly refusedRows: readonly { row: number; field: string; code: string }[]
  readonly failed: number
  readonly disclosures: Readonly<Record<string, number>>
  readonly outcomes: Readonly<Record<string, number>>
  readonly audit: { readonly ok: boolean; readonly findings: readonly unknown[] }
}

async function count(pool: Pool, what: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(${what}) as count from application`,
  )
  return rows[0]?.count ?? 0
}

test('a replay killed in the middle enters every row once and ends with a clean audit (I2, I7, I12)', async () => {
  await using database = await testDatabase({
    name: 'kelisim',
    prepare: async (url) => void (await migrate(url)),
  })
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-replay-'))
  const pool = openPool(database.url, undefined)
  try {
    const file = join(folder, 'applications.csv')
    const lines = [
      HEADER,
      ...Array.from({ length: GOOD }, (_, row) => good(row)),
      ...BAD.map(([line]) => line),
    ]
    await writeFile(file, lines.map((line) => `${line}\r\n`).join(''))
    const env = { DATABASE_URL: database.url, KELISIM_DATA: folder }
    const words = ['replay', file, '--json']

    const first = startCli(words, env, '')
    while ((await count(pool, '*')) < 10 && first.child.exitCode === null) await sleep(10)
    first.child.kill('SIGKILL')
    await once(first.child, 'close')
    const before = await count(pool, '*')
    assert.ok(before >= 10 && before < GOOD, `killed too late to test anything: ${before}`)

    const second = await startCli(words, env, '').ended
    const said = second.json as Said
    assert.equal(second.code, 0, second.out + second.err)
    assert.deepEqual(
      [said.rows, said.entered, said.refused, said.failed, said.ok],
      [GOOD + BAD.length, GOOD, BAD.length, 0, true],
    )
    assert.ok(said.enteredBefore >= before)
    assert.deepEqual(
      said.refusedRows,
      BAD.map(([, field, code], place) => ({ row: GOOD + place + 1, field, code })),
    )
    assert.deepEqual(said.audit.findings, [])
    assert.deepEqual([await count(pool, '*'), await count(pool, 'distinct source')], [GOOD, GOOD])
    assert.deepEqual([await count(pool, 'distinct subject_id')], [GOOD])
    const sent = Object.entries(said.disclosures).filter(([state]) => state !== 'waiting')
    assert.equal(
      sent.reduce((sum, [, number]) => sum + number, 0),
      GOOD,
    )
    assert.ok((said.outcomes['contacted'] ?? 0) > 0)

    const third = await startCli(words, env, '').ended
    assert.equal((third.json as Said).enteredBefore, GOOD, third.err)
    assert.equal(await count(pool, '*'), GOOD)
    const printed = [second, third].map(({ out, err }) => out + err).join('')
    const withoutHash = printed.replaceAll(/"sha256":"[0-9a-f]+"/g, '')
    assert.doesNotMatch(withoutHash, /\d{12}|7700\d{7}|(?:ов|ова)\b|\d{4}-\d{2}-\d{2}/)
  } finally {
    await pool.end()
    await rm(folder, { recursive: true, force: true })
  }
})

test('synthetic people are not entered into a production house, and a file of something else not at all', async () => {
  await using database = await testDatabase({
    name: 'kelisim',
    prepare: async (url) => void (await migrate(url)),
  })
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-replay-'))
  try {
    const file = join(folder, 'other.csv')
    await writeFile(file, 'a,b\n1,2\n')
    const env = { DATABASE_URL: database.url, KELISIM_DATA: folder }
    const other = await startCli(['replay', file], env, '').ended
    const nowhere = await startCli(['replay', join(folder, 'none.csv')], env, '').ended
    assert.deepEqual([other.code, nowhere.code], [2, 2])
    const production = {
      ...env,
      KELISIM_MODE: 'production',
      KELISIM_DATABASE_URL: database.url,
      KELISIM_DATABASE_URL_SEQUENCER: database.url,
      KELISIM_DATABASE_URL_KEEPER: database.url,
      KELISIM_DATABASE_URL_AUDITOR: database.url,
      KELISIM_PASSPHRASE: 'a passphrase of a test',
      KELISIM_PUBLIC_URL: 'https://operator.example',
      KELISIM_SMS: 'smsc',
      KELISIM_SMS_SECRET: 'none',
      KELISIM_LENDERS: join(folder, 'lenders.json'),
    }
    const refused = await startCli(['replay', file], production, '').ended
    assert.equal(refused.code, 1)
    assert.match(refused.err, /production/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
