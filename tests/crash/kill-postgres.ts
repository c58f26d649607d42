/**
 * Kills the PostgreSQL of a data folder as a power cut would: the server and every child, or one backend.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The server and all its children at once. */
export async function killPostgres(dataFolder: string): Promise<void> {
  const server = serverOf(dataFolder)
  if (server === undefined) return
  const all = [server, ...childrenOf(server)]
  for (const pid of all) killOne(pid)
  while (all.some(isAlive)) await sleep(5)
}

/** One backend: PostgreSQL ends all others and recovers by itself. */
export function killBackend(dataFolder: string, chance: number): void {
  const server = serverOf(dataFolder)
  const backends = server === undefined ? [] : childrenOf(server).filter(isBackend)
  const victim = backends[Math.floor(chance * backends.length)]
  if (victim !== undefined) killOne(victim)
}

export function serverOf(dataFolder: string): number | undefined {
  try {
    const path = join(dataFolder, 'postgres', 'cluster', 'postmaster.pid')
    const pid = Number(readFileSync(path, 'utf8').split('\n')[0])
    // The number may belong to somebody else by now.
    return isAlive(pid) && commandLine(pid).includes(dataFolder) ? pid : undefined
  } catch {
    // No file: no server.
    return undefined
  }
}

function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => fieldsOf(pid)?.[1] === String(parent))
}

/** PostgreSQL writes the user of a connection into its command line. */
function isBackend(pid: number): boolean {
  return commandLine(pid).includes('kelisim_')
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  const state = fieldsOf(pid)?.[0]
  return state !== undefined && !'ZX'.includes(state)
}

/** State, parent, … of /proc/<pid>/stat; the name before them may hold spaces. */
function fieldsOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone before we came.
  }
}
