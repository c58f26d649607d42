/**
 * Stands for `node:test` in a process that judges mutants: which tests does a file declare?
 *
 * Only what the tests of the areas use: `test` with or without options, `describe`, `t.diagnostic`. Nothing runs
 * before it is asked for, so that the first failure ends the matter. Another import of a test file is not found,
 * and the run without a fault says so.
 */
interface Context {
  diagnostic(text: string): void
}

type Body = (context: Context) => unknown

let declared: (() => unknown)[] = []

const SILENT: Context = { diagnostic: () => undefined }

export function test(_name: string, ...rest: readonly unknown[]): void {
  const body = rest.find((one): one is Body => typeof one === 'function')
  const [options] = rest
  const skip = typeof options === 'object' && options !== null && Reflect.get(options, 'skip')
  if (body !== undefined && (skip === undefined || skip === false)) {
    declared.push(() => body(SILENT))
  }
}

export function describe(_name: string, body: () => void): void {
  body()
}

/** What was declared since the last time. */
export function takeTests(): readonly (() => unknown)[] {
  const taken = declared
  declared = []
  return taken
}
