/**
 * What lies in the data directory, and with which settings does the server run?
 *
 *     cluster/        the files of PostgreSQL
 *     run/            the socket (elsewhere when this path is too long for the kernel)
 *     users/          one file per process that uses the server (lease.ts)
 *     lib/            links to shared libraries (programs.ts)
 *     postgres.log    what the server says
 *
 * Guarantees:
 *  1. The directory is closed to other users (0700): inside it no password is asked.
 *  2. No TCP: the server cannot be reached from the network.
 *  3. I11: the log carries no statement, no parameter and no error text, because an error quotes values
 *     ("Key (phone)=(…) already exists"). Settings on the command line outrank ALTER SYSTEM.
 *  4. `cluster/` exists only when it is complete: it is made under another name and renamed.
 */
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Programs } from './programs.ts'
import type { Way } from './run-as.ts'

export const SUPERUSER = 'postgres'
/** Names the socket file; nothing listens on this number. */
export const PORT = 5432
/** sun_path holds 108 bytes with its final zero. */
const SOCKET_PATH_BYTES_MAX = 107
const UNFINISHED = '.unfinished-'
const LOG_BYTES_MAX = 10 * 1024 * 1024

export interface Layout {
  readonly directory: string
  readonly cluster: string
  readonly run: string
  readonly users: string
  readonly log: string
}

export function layOut(path: string): Layout {
  const directory = resolve(path)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  const users = join(directory, 'users')
  mkdirSync(users, { recursive: true })
  const log = join(directory, 'postgres.log')
  return {
    directory,
    cluster: join(directory, 'cluster'),
    run: runDirectory(directory),
    users,
    log,
  }
}

function runDirectory(directory: string): string {
  const fits = (path: string) =>
    Buffer.byteLength(join(path, `.s.PGSQL.${PORT}`)) <= SOCKET_PATH_BYTES_MAX
  const inside = join(directory, 'run')
  if (fits(inside)) {
    mkdirSync(inside, { recursive: true, mode: 0o700 })
    return inside
  }
  const name = `kelisim-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`
  const outside = [tmpdir(), '/tmp'].map((folder) => join(folder, name)).find(fits)
  if (outside === undefined) throw new Error("couldn't find a short enough path for the socket")
  mkdirSync(outside, { recursive: true, mode: 0o700 })
  const status = lstatSync(outside)
  // Anybody can make this name first in a shared folder; a stranger's folder could hold a stranger's server.
  const isOurs = [process.getuid?.(), lstatSync(directory).uid].includes(status.uid)
  if (!status.isDirectory() || !isOurs || (status.mode & 0o077) !== 0) {
    throw new Error(`couldn't use ${outside} for the socket: it belongs to somebody else`)
  }
  return outside
}

/** The major version that made the cluster; undefined when there is none yet. */
export function clusterMajor(layout: Layout): number | undefined {
  const path = join(layout.cluster, 'PG_VERSION')
  return existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) : undefined
}

export async function makeCluster(
  layout: Layout,
  programs: Programs,
  way: Way,
  durable: boolean,
): Promise<void> {
  forgetUnfinished(layout)
  // A name of its own: an initdb that outlived its parent may still be writing under the last one.
  const unfinished = `${layout.cluster}${UNFINISHED}${randomUUID()}`
  const locale =
    programs.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C.UTF-8']
  const [command, parameters] = way.wrap(join(programs.directory, 'initdb'), [
    `--pgdata=${unfinished}`,
    `--username=${SUPERUSER}`,
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    ...locale,
    ...(durable ? ['--data-checksums'] : ['--no-sync']),
  ])
  try {
    const options = { cwd: layout.directory, env: environment(programs), ...way.ids }
    await promisify(execFile)(command, parameters, options)
  } catch (cause) {
    throw new Error("couldn't make a database cluster", { cause })
  }
  renameSync(unfinished, layout.cluster)
}

function forgetUnfinished(layout: Layout): void {
  for (const name of readdirSync(layout.directory)) {
    if (!name.startsWith(`cluster${UNFINISHED}`)) continue
    try {
      rmSync(join(layout.directory, name), { recursive: true, force: true })
    } catch {
      // Its writer lives on and adds files while we remove them; the next start will get it.
    }
  }
}

/** Without the PG… variables of the caller: they would redirect or reconfigure the programs. */
export function environment(programs: Programs): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(inherited), ...programs.environment, LC_ALL: 'C' }
}

export function settings(layout: Layout, durable: boolean): string[] {
  const values: Readonly<Record<string, string>> = {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: layout.run,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%m [%p] ',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_min_duration_statement: '-1',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** One older log is kept. */
export function turnLog(layout: Layout): void {
  if (existsSync(layout.log) && lstatSync(layout.log).size > LOG_BYTES_MAX) {
    renameSync(layout.log, `${layout.log}.1`)
  }
}
