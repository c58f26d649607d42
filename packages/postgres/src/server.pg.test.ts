import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type PostgresServer, startPostgres } from './index.ts'
import { commandLine, isAlive } from './process-life.ts'
import type { WayName } from './run-as.ts'

const IS_ROOT = process.getuid?.() === 0
const NOBODY = 65_534
/** False when the repository lies below a private home: then nobody else can run what is in it. */
const IS_OPEN =
  IS_ROOT &&
  spawnSync(process.execPath, [join(import.meta.dirname, 'process-life.ts')], {
    uid: NOBODY,
    gid: NOBODY,
    stdio: 'ignore',
  }).status === 0
const AS_OTHERS = IS_OPEN ? false : 'needs root, and a repository that others may read'

function temporary(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-launch-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

async function ask(server: PostgresServer, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: server.superuserUrl() })
  await client.connect()
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql)
    return rows[0]?.answer
  } finally {
    await client.end()
  }
}

/** Another Node that starts the server and then waits to be killed; answers with the server's pid. */
async function startElsewhere(
  context: TestContext,
  directory: string,
  ids: { uid?: number; gid?: number } = {},
): Promise<{ node: ChildProcess; pid: number }> {
  const module = JSON.stringify(new URL('./index.ts', import.meta.url))
  const program = `
    const { startPostgres } = await import(${module})
    const server = await startPostgres({ directory: ${JSON.stringify(directory)} })
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)))
    process.stdout.write(String(server.pid()))
    setInterval(() => {}, 1000)`
  const node = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    ...ids,
  })
  const [line] = await once(node.stdout, 'data')
  const pid = Number(String(line))
  // A test that fails half-way must not leave a server behind.
  context.after(async () => {
    node.kill('SIGKILL')
    if (isAlive(pid)) await killNow(pid)
  })
  return { node, pid }
}

async function killNow(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  while (isAlive(pid)) await sleep(10)
}

test('a fresh directory becomes a closed server without TCP, and a restart keeps the data', async (context) => {
  const directory = temporary(context)
  await using first = await startPostgres({ directory })
  await ask(first, 'create table kept as select 7 as answer')
  assert.equal(await ask(first, "select current_setting('listen_addresses') as answer"), '')
  assert.equal(await ask(first, "select current_setting('fsync') as answer"), 'on')
  assert.equal(statSync(directory).mode & 0o777, 0o700)
  await first.stop()
  assert.equal(isAlive(first.pid()), false)
  assert.equal(existsSync(join(directory, 'cluster', 'postmaster.pid')), false)

  await using second = await startPostgres({ directory })
  assert.notEqual(second.pid(), first.pid())
  assert.equal(await ask(second, 'select answer from kept'), 7)
})

test('two users of one directory share one server; only the last one stops it', async (context) => {
  const directory = temporary(context)
  const [first, second] = await Promise.all([
    startPostgres({ directory, durable: false }),
    startPostgres({ directory, durable: false }),
  ])
  assert.equal(first.pid(), second.pid())
  const other = await startElsewhere(context, directory)
  assert.equal(other.pid, first.pid())

  await first.stop()
  await second.stop()
  assert.equal(isAlive(other.pid), true, 'another process still uses it')
  other.node.kill('SIGTERM')
  await once(other.node, 'exit')
  assert.equal(isAlive(other.pid), false)
})

test('an orphan left by kill -9 of its parent is adopted, and stopped in the end', async (context) => {
  const directory = temporary(context)
  const orphan = await startElsewhere(context, directory)
  orphan.node.kill('SIGKILL')
  await once(orphan.node, 'exit')
  assert.equal(isAlive(orphan.pid), true)

  await using server = await startPostgres({ directory })
  assert.equal(server.pid(), orphan.pid)
  const leases = readdirSync(join(directory, 'users'))
  assert.equal(leases.length, 1, 'what the killed parent left is swept when the next one comes')
  assert.match(leases[0] ?? '', new RegExp(`^${process.pid}-`))
  assert.equal(await ask(server, 'select 1 as answer'), 1)
  await server.stop()
  assert.equal(isAlive(orphan.pid), false, 'the lease of the killed parent must not count')
})

test('after kill -9 of parent and server the next start recovers what was committed', async (context) => {
  const directory = temporary(context)
  const dead = await startElsewhere(context, directory)
  const client = new Client({ connectionString: await urlOf(directory) })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table kept as select 7 as answer')
  // A session in the middle of work: its process must be gone before a new server may start.
  const cut = assert.rejects(client.query('select pg_sleep(60)'))
  dead.node.kill('SIGKILL')
  await killNow(dead.pid)
  await using server = await startPostgres({ directory })
  await cut
  assert.equal(await ask(server, 'select answer from kept'), 7)
})

async function urlOf(directory: string): Promise<string> {
  const socket = readFileSync(join(directory, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[4]
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socket ?? '')}`
}

test('a server killed under us is back within seconds at the same address', async (context) => {
  const said: string[] = []
  const directory = temporary(context)
  await using server = await startPostgres({ directory, log: (line) => said.push(line) })
  const [url, pid] = [server.superuserUrl(), server.pid()]
  await killNow(pid)
  const until = performance.now() + 15_000
  while (server.pid() === pid && performance.now() < until) await sleep(50)
  assert.notEqual(server.pid(), pid)
  assert.equal(server.superuserUrl(), url)
  assert.equal(await ask(server, 'select 1 as answer'), 1)
  assert.ok(said.includes('PostgreSQL has died; starting it again'), said.join('\n'))
})

test('a server whose cluster is lost is not replaced by an empty one', async (context) => {
  const said: string[] = []
  const directory = temporary(context)
  await using server = await startPostgres({ directory, log: (line) => said.push(line) })
  renameSync(join(directory, 'cluster'), join(directory, 'moved'))
  await killNow(server.pid())
  while (!said.some((line) => line.startsWith("couldn't find the cluster"))) await sleep(50)
  assert.equal(existsSync(join(directory, 'cluster')), false)
})

test('a pid file that names a dead server nobody has buried does not prevent the start', async (context) => {
  const directory = temporary(context)
  await using first = await startPostgres({ directory, durable: false })
  const path = join(directory, 'cluster', 'postmaster.pid')
  const left = readFileSync(path, 'utf8').split('\n')
  await first.stop()
  // The shell becomes a program that never asks after its child: the child stays a zombie.
  const parent = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  context.after(() => parent.kill('SIGKILL'))
  const [line] = await once(parent.stdout, 'data')
  const zombie = Number(String(line))
  while (isAlive(zombie)) await sleep(10)
  assert.equal(process.kill(zombie, 0), true, 'it still bears its number')
  writeFileSync(path, [zombie, ...left.slice(1)].join('\n'), { mode: 0o600 })

  await using server = await startPostgres({ directory, durable: false })
  assert.equal(await ask(server, 'select 1 as answer'), 1)
})

test('a pid file that names an unrelated living process does not prevent the start', async (context) => {
  const directory = temporary(context)
  await using first = await startPostgres({ directory, durable: false })
  const path = join(directory, 'cluster', 'postmaster.pid')
  const left = readFileSync(path, 'utf8').split('\n')
  await first.stop()
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' })
  context.after(() => stranger.kill('SIGKILL'))
  writeFileSync(path, [stranger.pid, ...left.slice(1)].join('\n'), { mode: 0o600 })

  await using server = await startPostgres({ directory, durable: false })
  assert.notEqual(server.pid(), stranger.pid)
  assert.equal(await ask(server, 'select 1 as answer'), 1)
  assert.equal(stranger.exitCode, null, 'the stranger is left in peace')
})

test('a cluster whose making was interrupted is made anew', async (context) => {
  const directory = temporary(context)
  const unfinished = join(directory, 'cluster.unfinished-0')
  mkdirSync(join(unfinished, 'base'), { recursive: true })
  await using server = await startPostgres({ directory, durable: false })
  assert.equal(await ask(server, 'select 1 as answer'), 1)
  assert.equal(existsSync(unfinished), false)
})

test('a path too long for a socket is served from a short closed folder', async (context) => {
  const directory = join(temporary(context), 'x'.repeat(100))
  await using server = await startPostgres({ directory, durable: false })
  const socket = new URL(server.superuserUrl()).searchParams.get('host') ?? ''
  context.after(() => rmSync(socket, { recursive: true, force: true }))
  assert.ok(socket.length < 90, socket)
  assert.equal(statSync(socket).mode & 0o777, 0o700)
  assert.equal(await ask(server, 'select 1 as answer'), 1)
})

test('a cluster of a version without programs here is refused with a sentence', async (context) => {
  const directory = temporary(context)
  mkdirSync(join(directory, 'cluster'), { recursive: true })
  writeFileSync(join(directory, 'cluster', 'PG_VERSION'), '9\n')
  await assert.rejects(startPostgres({ directory }), /couldn't find the programs of PostgreSQL 9 /)
})

test('I11: neither statements nor values of errors reach the log', async (context) => {
  const directory = temporary(context)
  await using server = await startPostgres({ directory, durable: false })
  await ask(server, 'create table phone (number text primary key)')
  await ask(server, "insert into phone values ('+77010000042')")
  await assert.rejects(ask(server, "insert into phone values ('+77010000042')"), { code: '23505' })
  await assert.rejects(ask(server, "select '+77010000042'::boolean"), { code: '22P02' })
  await server.stop()
  const log = readFileSync(join(directory, 'postgres.log'), 'utf8')
  assert.match(log, /ready to accept connections/, 'the log is really written')
  assert.doesNotMatch(log, /77010000042|insert into/)
})

for (const way of ['unshare', 'setpriv', 'nobody'] satisfies WayName[]) {
  const skip = way === 'nobody' ? AS_OTHERS : IS_ROOT ? false : 'only root steps down'
  test(`root runs the server as somebody else: ${way}`, { skip }, async (context) => {
    const directory = temporary(context)
    // Below a private home there is no way in for `nobody`; the other two do not need one.
    chmodSync(join(directory, '..'), way === 'nobody' ? 0o711 : 0o700)
    await using server = await startPostgres({ directory, durable: false, ways: [way] })
    assert.ok(commandLine(server.pid()).includes('-D'))
    const owner = statSync(join(directory, 'cluster')).uid
    assert.equal(owner, way === 'unshare' ? 0 : NOBODY)
    assert.equal(await ask(server, 'select 1 as answer'), 1)
  })
}

test('root may change the way between two starts', { skip: !IS_ROOT }, async (context) => {
  const directory = temporary(context)
  for (const way of ['unshare', 'setpriv', 'unshare'] satisfies WayName[]) {
    await using server = await startPostgres({ directory, durable: false, ways: [way] })
    assert.equal(await ask(server, 'select 1 as answer'), 1, way)
    await server.stop()
  }
})

test('root that cannot step down is told what to do', { skip: !IS_ROOT }, async (context) => {
  const directory = temporary(context)
  chmodSync(join(directory, '..'), 0o700)
  await assert.rejects(startPostgres({ directory, ways: ['nobody'] }), /run as an ordinary user/)
})

test('an ordinary user starts, and stops on SIGTERM', { skip: AS_OTHERS }, async (context) => {
  const directory = temporary(context)
  chownSync(join(directory, '..'), NOBODY, NOBODY)
  const server = await startElsewhere(context, directory, { uid: NOBODY, gid: NOBODY })
  assert.equal(statSync(join(directory, 'cluster')).uid, NOBODY)
  assert.equal(commandLine(server.pid)[1], '-D')
  server.node.kill('SIGTERM')
  await once(server.node, 'exit')
  assert.equal(isAlive(server.pid), false)
})

test('a user whose uid has no name starts, too', { skip: AS_OTHERS }, async (context) => {
  const directory = temporary(context)
  chownSync(join(directory, '..'), 54_321, 54_321)
  const server = await startElsewhere(context, directory, { uid: 54_321, gid: 54_321 })
  assert.equal(statSync(join(directory, 'cluster')).uid, 54_321)
  server.node.kill('SIGTERM')
  await once(server.node, 'exit')
  assert.equal(isAlive(server.pid), false)
})
