/**
 * How much processor time did this process and PostgreSQL use so far, in microseconds?
 *
 * Of PostgreSQL: the postmaster and all its living children (backends, WAL writer, checkpointer), from
 * `/proc/<pid>/schedstat`. Elsewhere than on Linux it is not known (NaN).
 */
import { readdir, readFile } from 'node:fs/promises'

export function nodeTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

export async function postgresTime(postmaster: number): Promise<number> {
  return await ofFamily(postmaster).catch(() => Number.NaN)
}

async function ofFamily(postmaster: number): Promise<number> {
  let microseconds = 0
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = /\) \S (\d+)/.exec(await read(`/proc/${name}/stat`))?.[1]
    if (Number(name) !== postmaster && Number(parent) !== postmaster) continue
    microseconds += Number((await read(`/proc/${name}/schedstat`)).split(' ')[0]) / 1_000
  }
  return microseconds
}

/** Empty when the process has ended meanwhile. */
async function read(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => '')
}
