/**
 * A disk that fails at one chosen call: every call of `node:fs/promises` and of an open file is counted, and the
 * chosen one fails with EIO or ENOSPC, or the process is killed there by SIGKILL, with half of what it was to write
 * on the disk.
 *
 * Works where no tracer of system calls is present; one call here is one system call or, for a whole file, a few
 * that belong together.
 */
import fs, { type FileHandle } from 'node:fs/promises'
import { createRequire, syncBuiltinESMExports } from 'node:module'

export const FAULTS = ['EIO', 'ENOSPC', 'SIGKILL'] as const
export type Fault = (typeof FAULTS)[number]

type Call = (...args: unknown[]) => Promise<unknown>

const NAMES = [
  'open',
  'mkdir',
  'readdir',
  'readFile',
  'rename',
  'rm',
  'link',
  'lstat',
  'stat',
  'realpath',
  'cp',
] as const
const OF_FILE = ['writeFile', 'write', 'readFile', 'sync', 'chmod', 'stat', 'close'] as const

let calls = 0
let chosen = 0
let fault: Fault | undefined
let isWatching = false

/** From now on; `at` 0 only counts. */
export function failAt(at: number, kind?: Fault): void {
  calls = 0
  chosen = at
  fault = kind
  isWatching = true
}

/** Back to the disk as it is; how many calls there were. */
export function relent(): number {
  isWatching = false
  return calls
}

/** Once for a process. */
export function install(): void {
  const promises = createRequire(import.meta.url)('node:fs').promises as Record<string, Call>
  const real = { ...(fs as unknown as Record<string, Call>) }
  for (const name of NAMES) {
    promises[name] = async (...args) => {
      await step(async () => undefined)
      const answer = await real[name]?.(...args)
      return name === 'open' ? watched(answer as FileHandle) : answer
    }
  }
  syncBuiltinESMExports()
}

function watched(file: FileHandle): FileHandle {
  const target = file as unknown as Record<string, Call>
  for (const name of OF_FILE) {
    const own = target[name]?.bind(file)
    target[name] = async (...args) => {
      // An error of closing is told after the descriptor is gone, as the kernel does it.
      if (name === 'close') {
        const closed = await own?.()
        await step(async () => undefined)
        return closed
      }
      await step(async () => {
        const [bytes] = args
        if (name !== 'writeFile') return
        const whole = Buffer.from(bytes as string)
        await own?.(whole.subarray(0, whole.length >> 1))
      })
      return await own?.(...args)
    }
  }
  return file
}

async function step(torn: () => Promise<void>): Promise<void> {
  if (!isWatching) return
  calls += 1
  if (calls !== chosen || fault === undefined) return
  isWatching = false
  await torn()
  if (fault === 'SIGKILL') process.kill(process.pid, 'SIGKILL')
  // The signal comes at once; nothing of this process goes on.
  if (fault === 'SIGKILL') await new Promise(() => undefined)
  throw Object.assign(new Error(`${fault}: planted`), { code: fault })
}
