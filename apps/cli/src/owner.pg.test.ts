/**
 * The runbook database-roles.md, word for word, on a cluster of its own: an owner who is no superuser migrates, the roles
 * get their logins, and every command does its work as the role it should.
 */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type PostgresServer, startPostgres } from '@kelisim/postgres'
import { openPool, ROLES } from '@kelisim/store'
import { runCli } from './run-cli.ts'

const RUNBOOK = new URL('../../../docs/runbooks/database-roles.md', import.meta.url)
const OWNER = 'kelisim_owner'

let server: PostgresServer
let folder: string
let medium: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-owner-'))
  medium = await mkdtemp(join(tmpdir(), 'kelisim-owner-medium-'))
  server = await startPostgres({ directory: join(folder, 'postgres'), durable: false })
})

after(async () => {
  await server?.stop()
  for (const path of [folder, medium]) {
    if (path !== undefined) await rm(path, { recursive: true, force: true })
  }
})

/** The SQL of the runbook, block by block, with a password in it; what it says of one role is done for all five. */
async function blocks(): Promise<readonly string[]> {
  const text = (await readFile(RUNBOOK, 'utf8')).replaceAll('…', 'secret')
  const found = [...text.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = '']) => sql)
  const letIn = "alter role kelisim_app login password 'secret';"
  const all = ROLES.map((role) => letIn.replace('kelisim_app', role)).join('\n')
  return found.map((sql) => sql.replace(/^alter role kelisim_app login.*$/m, all))
}

async function asSuperuser(sql: string): Promise<void> {
  const pool = openPool(server.superuserUrl(), undefined)
  try {
    // One by one: a database is not made inside a transaction.
    for (const one of sql.split(/;(?:\s*--.*)?$/m)) {
      if (one.trim() !== '') await pool.query(one)
    }
  } finally {
    await pool.end()
  }
}

const asOwner = () => ({ DATABASE_URL: server.url('kelisim', OWNER), KELISIM_DATA: folder })
function asRoles(): Readonly<Record<string, string>> {
  const own = ROLES.map((role) => {
    const name = role === 'kelisim_app' ? '' : `_${role.replace('kelisim_', '').toUpperCase()}`
    return [`KELISIM_DATABASE_URL${name}`, server.url('kelisim', role)] as const
  })
  return { ...Object.fromEntries(own), KELISIM_DATA: folder }
}

test('an owner who is no superuser migrates, the roles work, and what is kept comes back (R-81, R-83, R-84)', async () => {
  const [makeOwner = '', letIn = ''] = await blocks()
  await asSuperuser(makeOwner)
  const run = async (settings: Readonly<Record<string, string>>, ...words: readonly string[]) => {
    const done = await runCli([...words, '--json'], { ...settings })
    assert.equal(done.code, 0, `${words.join(' ')}: ${done.out}${done.err}`)
    return done
  }
  await run(asOwner(), 'migrate')
  await asSuperuser(letIn)
  await run(asOwner(), 'migrate')
  await run(asRoles(), 'seed', '--people', '2')
  await run(asRoles(), 'audit')
  await run(asRoles(), 'keys', 'rotate')
  const about = ['--name', 'disk', '--place', 'safe', '--custodian', 'engineer']
  await run(asRoles(), 'media', 'register', medium, '--region', 'KZ-75', ...about)
  await run(asRoles(), 'backup', '--to', medium)
  await run({ ...asRoles(), ...asOwner() }, 'drill', '--to', medium)
  await run({ ...asRoles(), ...asOwner() }, 'backup', '--to', medium)
  await run({ ...asRoles(), ...asOwner() }, 'restore', '--from', medium)
  await run({ ...asRoles(), ...asOwner() }, 'policy', 'constrain')
  await run(asRoles(), 'audit')
})
