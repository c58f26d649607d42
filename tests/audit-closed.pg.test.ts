/** A policy edited behind the door keeps the house closed: the audit is what says so, and never fails of it. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { testDatabase } from '@kelisim/postgres'
import { migrate } from '@kelisim/store'
import pg from 'pg'
import { runCli } from '../apps/cli/src/run-cli.ts'

interface Said {
  readonly ok: boolean
  readonly rows: number
  readonly recorded: boolean
  readonly findings: readonly { code: string; table: string; where: string }[]
  readonly ledger: { readonly ok: boolean; readonly rolledBack: boolean }
}

let database: { readonly url: string; close(): Promise<void> }
let owner: pg.Client
let folder: string

before(async () => {
  const prepare = async (url: string) => void (await migrate(url))
  database = await testDatabase({ name: 'kelisim', prepare })
  folder = await mkdtemp(join(tmpdir(), 'kelisim-closed-'))
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  const seeded = await run('seed', '--people', '1')
  assert.equal(seeded.code, 0, seeded.err)
})

after(async () => {
  await owner?.end()
  await database?.close()
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
})

async function run(...words: readonly string[]) {
  return await runCli([...words, '--json'], { DATABASE_URL: database.url, KELISIM_DATA: folder })
}

/** What `npx kelisim audit` says of a house edited so; afterwards everything is as before. */
async function auditAfter(...statements: readonly string[]): Promise<Said> {
  const tables = ['policy_version', 'policy_edition', 'policy_file']
  await owner.query("set session_replication_role = 'replica'")
  for (const table of tables) await owner.query(`create table kept_${table} as table ${table}`)
  try {
    for (const statement of statements) await owner.query(statement)
    const ran = await run('audit')
    assert.equal(ran.code, 1, ran.err)
    assert.doesNotMatch(ran.err, /the command failed/)
    return ran.json as Said
  } finally {
    for (const table of tables) {
      await owner.query(`delete from ${table}; insert into ${table} table kept_${table}`)
      await owner.query(`drop table kept_${table}`)
    }
    await owner.query("set session_replication_role = 'origin'")
  }
}

const names = ({ findings }: Said) => findings.map(({ code, table }) => `${code} ${table}`)

for (const [what, row, ...statements] of [
  [
    'the hash of the version in force',
    'row_not_vouched policy_version',
    "update policy_version set hash = repeat('0', 64)",
  ],
  [
    'the model of the version in force, without its folder',
    'row_not_vouched policy_version',
    "update policy_version set model = '{}'",
    'delete from policy_edition',
  ],
  [
    'the model of the version in force, which is no model any more',
    'row_not_vouched policy_version',
    "update policy_version set model = 'x'",
    'delete from policy_edition',
  ],
  ['files of the edition in force', 'text_missing policy_file', 'delete from policy_file'],
  [
    'the manifest of the edition in force',
    'row_not_vouched policy_edition',
    "update policy_edition set manifest = '[[['",
  ],
] as const) {
  test(`an audit ends and names the row when somebody edited ${what} (I7, R-82)`, async () => {
    const said = await auditAfter(...statements)
    assert.ok(names(said).includes(row), JSON.stringify(said.findings).slice(0, 2_000))
    assert.deepEqual([said.ok, said.recorded], [false, false])
    assert.ok(said.rows > 5)
    assert.deepEqual([said.ledger.ok, said.ledger.rolledBack], [true, false])
  })
}

test('a house whose record cannot be written is audited, and never called good (I2)', async () => {
  await owner.query('revoke insert on action_inbox from kelisim_app')
  try {
    const ran = await run('audit')
    const { ok, recorded, findings } = ran.json as Said
    assert.deepEqual([ran.code, ok, recorded, findings.length], [1, false, false, 0])
    const words = await runCli(['audit', '--lang', 'kk'], {
      DATABASE_URL: database.url,
      KELISIM_DATA: folder,
    })
    assert.match(words.out, /тексерудің өзі журналға жазылмай қалды/)
  } finally {
    await owner.query('grant insert on action_inbox to kelisim_app')
  }
  const good = (await run('audit')).json as Said
  assert.deepEqual([good.ok, good.recorded], [true, true])
})
