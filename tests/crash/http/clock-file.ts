/** The driver's end of the common clock: how far it is ahead of the real one, in a file. */
import { renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PRELOADED = fileURLToPath(new URL('./common-clock.ts', import.meta.url))
const END_WITH_PARENT = new URL(
  '../../../packages/house/src/demo/end-with-parent.ts',
  import.meta.url,
)

export interface ClockFile {
  /** Moves the clock of every process that follows it. */
  pass(milliseconds: number): void
  /** Arguments and environment of a process that follows it and ends with this one. */
  readonly parameters: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

export function clockFile(path: string): ClockFile {
  let offset = 0
  const write = () => {
    writeFileSync(`${path}.new`, String(offset))
    renameSync(`${path}.new`, path)
  }
  write()
  return {
    pass: (milliseconds) => {
      offset += milliseconds
      write()
    },
    parameters: ['--import', PRELOADED, '--import', fileURLToPath(END_WITH_PARENT)],
    environment: { CRASH_CLOCK: path },
  }
}
