/**
 * A fresh database for a test, on a real server.
 *
 * One cluster serves a whole test run: the runner starts it and names its directory in KELISIM_TEST_POSTGRES.
 * Without the variable (one test file run by hand) this process makes a cluster of its own in the temporary
 * folder and removes it at its end.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, startPostgres } from './server.ts'
import { cloneDatabase, dropDatabase, templateDatabase } from './template.ts'

export interface Template {
  /** One name per kind of schema: the first test that uses it makes it, all others copy it. */
  readonly name: string
  /** Gets a superuser's url to an empty database, for example to run the migrations. */
  readonly prepare: (url: string) => Promise<void>
}

export interface TestDatabase extends AsyncDisposable {
  readonly name: string
  /** As the superuser. */
  readonly url: string
  /** As another role; roles need no password on the local socket. */
  readonly urlAs: (user: string) => string
  /** Drops the database and cuts what is still connected. */
  close(): Promise<void>
}

const EMPTY: Template = { name: 'kelisim_empty', prepare: async () => undefined }

let shared: Promise<PostgresServer> | undefined

/** Without a template the database is empty. */
export async function testDatabase(template: Template = EMPTY): Promise<TestDatabase> {
  const server = await testServer()
  await templateDatabase(server, template.name, template.prepare)
  const name = await cloneDatabase(server, template.name)
  const close = async () => await dropDatabase(server, name)
  return {
    name,
    url: server.superuserUrl(name),
    urlAs: (user) => server.url(name, user),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The server of this test run; it ends with the process (or with the run). */
export function testServer(): Promise<PostgresServer> {
  shared ??= startTestServer(process.env['KELISIM_TEST_POSTGRES'])
  return shared
}

async function startTestServer(given: string | undefined): Promise<PostgresServer> {
  const directory = given ?? mkdtempSync(join(tmpdir(), 'kelisim-test-'))
  const server = await startPostgres({ directory, durable: false })
  const remove = () => {
    if (given === undefined) rmSync(directory, { recursive: true, force: true })
  }
  let isStopped = false
  // When nothing is left to do: the place where a process can still wait for the server to end.
  process.once('beforeExit', () => {
    isStopped = true
    void server.stop().finally(remove)
  })
  // The net below, for a process that leaves by process.exit: no waiting is possible any more.
  process.once('exit', () => {
    if (isStopped || given !== undefined) return
    process.kill(server.pid(), 'SIGKILL')
    remove()
  })
  return server
}
