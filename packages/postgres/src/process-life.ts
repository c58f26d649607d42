/**
 * Is this process still alive, and is it still the same one?
 *
 * A number alone does not answer: numbers are used again, in a container within seconds of a restart. The
 * kernel's start time (field 22 of /proc/<pid>/stat) tells two bearers of one number apart. A zombie is dead:
 * in a container without an init nobody ever buries the orphans.
 */
import { existsSync, readFileSync } from 'node:fs'

/** `<pid>-<start time>` of a living process; undefined when it is dead. */
export function lifeOf(pid: number): string | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    // No such process is the usual answer here, not a fault.
    return undefined
  }
  // The name in parentheses may itself contain spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTime] = [fields[0], fields[19]]
  return state === undefined || 'ZX'.includes(state) ? undefined : `${pid}-${startTime}`
}

export function isAlive(pid: number): boolean {
  return lifeOf(pid) !== undefined
}

/** Is the number taken, be it by a zombie? `kill(pid, 0)`, by which other programs ask, says so of both. */
export function isInTable(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`)
}

/** The words of the command line; empty for the dead. Anybody may read it, unlike /proc/<pid>/cwd. */
export function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
