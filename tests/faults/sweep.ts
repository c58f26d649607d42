/**
 * Every call of a writer × every fault: afterwards the old or the new stands, whole, and the next write succeeds.
 *
 * EIO and ENOSPC are planted in this process; for SIGKILL the writer runs in a process of its own, which dies there.
 * A writer that said it was done must be found done.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failAt, type Fault, FAULTS, relent } from './failing-disk.ts'
import { type Writer, WRITERS } from './writers.ts'

const ALONE = new URL('alone.ts', import.meta.url).pathname

export interface Swept {
  readonly writer: string
  readonly calls: number
  readonly cases: number
  /** Whole old states, whole new ones, and writers that carried on over the fault. */
  readonly old: number
  readonly fresh: number
  readonly faults: readonly string[]
}

/** `isTried`: which of the calls; all in a campaign. */
export async function sweep(
  writer: Writer,
  isTried: (at: number, fault: Fault) => boolean = () => true,
): Promise<Swept> {
  const calls = await count(writer)
  const tally = { cases: 0, old: 0, fresh: 0 }
  const faults: string[] = []
  for (let at = 1; at <= calls; at++) {
    for (const fault of FAULTS) {
      if (!isTried(at, fault)) continue
      tally.cases += 1
      const found = await one(writer, at, fault)
      if (found === 'old') tally.old += 1
      else if (found === 'new') tally.fresh += 1
      else faults.push(`${writer.name}, call ${at}, ${fault}: ${found}`)
    }
  }
  return { writer: writer.name, calls, ...tally, faults }
}

async function count(writer: Writer): Promise<number> {
  return await inFolder(writer, async (folder) => {
    failAt(0)
    await writer.write(folder)
    return relent()
  })
}

async function one(writer: Writer, at: number, fault: Fault): Promise<string> {
  return await inFolder(writer, async (folder) => {
    const isSaidDone =
      fault === 'SIGKILL'
        ? await dying(writer, folder, at)
        : await failing(writer, folder, at, fault)
    try {
      const found = await writer.read(folder)
      if (isSaidDone && found === 'old') return 'it said done, and the old stands'
      await writer.write(folder)
      if ((await writer.read(folder)) !== 'new') return 'the next write did not take'
      const left = (await readdir(folder)).filter((name) => name.endsWith('.new'))
      return left.length === 0 ? found : `left behind: ${left.join(' ')}`
    } catch (error) {
      return String(error).slice(0, 300)
    }
  })
}

async function failing(writer: Writer, folder: string, at: number, fault: Fault): Promise<boolean> {
  failAt(at, fault)
  try {
    await writer.write(folder)
    return true
  } catch {
    return false
  } finally {
    relent()
  }
}

/** False: it died there, as it should; a writer that ends was not at that call any more. */
async function dying(writer: Writer, folder: string, at: number): Promise<boolean> {
  const place = String(WRITERS.indexOf(writer))
  const child = spawn(process.execPath, [ALONE, place, folder, String(at)], { stdio: 'ignore' })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('exit', (status, killed) => resolve([status, killed]))
  })
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`the writer ended with ${code}`)
  return code === 0
}

async function inFolder<T>(writer: Writer, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-faults-'))
  try {
    await writer.prepare(folder)
    return await work(folder)
  } finally {
    relent()
    await rm(folder, { recursive: true, force: true })
  }
}
