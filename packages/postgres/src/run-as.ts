/**
 * As whom do the PostgreSQL programs run?
 *
 * PostgreSQL refuses to run as root, and `npm start` must work for root, too (containers). Three ways, tried
 * in this order; the first that really works here is taken:
 *  1. `unshare`: an own user namespace in which root is nobody. Files stay root's, nothing is copied.
 *  2. `setpriv`: uid 65534 that keeps one capability, to reach a data directory below a private home. For
 *     containers that forbid user namespaces.
 *  3. `nobody`: plain uid 65534; only where every folder on the way is open to others.
 * An ordinary user runs them as himself, unless his uid has no name (then initdb gives up): `unshare` again.
 */
import { spawnSync } from 'node:child_process'
import { chownSync, readdirSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Programs } from './programs.ts'

/** `nobody` on every Linux; it has an entry in /etc/passwd, which initdb insists on. */
const NOBODY = 65_534

export type WayName = 'plain' | 'unshare' | 'setpriv' | 'nobody'

export interface Way {
  readonly name: WayName
  readonly wrap: (program: string, parameters: readonly string[]) => readonly [string, string[]]
  readonly ids: { readonly uid?: number; readonly gid?: number }
  /** Who must own the files, when root prepares them for somebody else. */
  readonly owner: number | undefined
}

const PREFIX = {
  unshare: ['unshare', '--user'],
  setpriv: [
    'setpriv',
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    '--clear-groups',
    // Without it access(2), by which PostgreSQL looks for itself, disregards the capability.
    '--securebits=+no_setuid_fixup',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
  ],
} as const

const prefixed =
  (prefix: readonly [string, ...string[]]): Way['wrap'] =>
  (program, parameters) => {
    const [command, ...rest] = prefix
    return [command, [...rest, program, ...parameters]]
  }

const plain: Way['wrap'] = (program, parameters) => [program, [...parameters]]

const WAYS: Readonly<Record<WayName, Way>> = {
  plain: { name: 'plain', wrap: plain, ids: {}, owner: undefined },
  unshare: { name: 'unshare', wrap: prefixed(PREFIX.unshare), ids: {}, owner: process.getuid?.() },
  setpriv: { name: 'setpriv', wrap: prefixed(PREFIX.setpriv), ids: {}, owner: NOBODY },
  nobody: { name: 'nobody', wrap: plain, ids: { uid: NOBODY, gid: NOBODY }, owner: NOBODY },
}

/** `only` restricts the choice; tests use it to try each way. */
export function chooseWay(
  directories: readonly string[],
  programs: Programs,
  only?: readonly WayName[],
): Way {
  const names = only ?? (process.getuid?.() === 0 ? ['unshare', 'setpriv', 'nobody'] : ordinary())
  for (const name of names) {
    const way = WAYS[name]
    if (name === 'plain') return way
    for (const directory of directories) giveTo(directory, way.owner)
    if (directories.every((directory) => works(way, directory, programs))) return way
  }
  throw new Error(
    `couldn't run PostgreSQL as root here (tried ${names.join(', ')}); run as an ordinary user, or set ` +
      'DATABASE_URL to a server of your own',
  )
}

function ordinary(): readonly WayName[] {
  try {
    return userInfo().username === '' ? ['unshare', 'plain'] : ['plain']
  } catch {
    return ['unshare', 'plain']
  }
}

/** Asks PostgreSQL itself: `--show` fails for root, without a name, and where it cannot find its parts. */
function works(way: Way, directory: string, programs: Programs): boolean {
  const script = 'test -w "$1" && exec "$0" --show --pgdata="$1/none"'
  const initdb = join(programs.directory, 'initdb')
  const [command, parameters] = way.wrap('/bin/sh', ['-c', script, initdb, directory])
  const env = { ...process.env, ...programs.environment }
  return spawnSync(command, parameters, { stdio: 'ignore', cwd: '/', env, ...way.ids }).status === 0
}

/** Only when the owner differs: the way can change between two starts, for example into a container. */
function giveTo(path: string, owner: number | undefined): void {
  if (owner === undefined || process.getuid?.() !== 0 || statSync(path).uid === owner) return
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    chownSync(join(entry.parentPath, entry.name), owner, owner)
  }
  chownSync(path, owner, owner)
}
