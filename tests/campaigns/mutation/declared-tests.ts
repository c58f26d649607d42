/**
 * Stands for `node:test` in a process that judges mutants: which tests does a file declare, and do they pass?
 *
 * Only what the tests of the areas use: `test` with or without options, `describe`, `before`, `after`, `t.after`,
 * `t.diagnostic`. Nothing runs before it is asked for, so that the first failure ends the matter. Another import of a
 * test file is not found, and the run without a fault says so.
 */
interface Context {
  diagnostic(text: string): void
  after(ending: Step): void
}

type Step = () => unknown
type Body = (context: Context) => unknown

/** A failed test may leave what its endings wait for. */
const ENDINGS_MS_MAX = 5_000

let beginnings: Step[] = []
let declared: Step[] = []
let endings: Step[] = []

export function test(_name: string, ...rest: readonly unknown[]): void {
  const body = rest.find((one): one is Body => typeof one === 'function')
  const [options] = rest
  const skip = typeof options === 'object' && options !== null && Reflect.get(options, 'skip')
  if (body !== undefined && (skip === undefined || skip === false)) {
    declared.push(async () => {
      const own: Step[] = []
      const after = (ending: Step) => void own.push(ending)
      await ended(own, async () => await body({ diagnostic: () => undefined, after }))
    })
  }
}

export function describe(_name: string, body: () => void): void {
  body()
}

export function before(step: Step): void {
  beginnings.push(step)
}

export function after(step: Step): void {
  endings.push(step)
}

/** Runs what was declared since the last time until one fails, and what was declared to come after it. */
export async function runTests(): Promise<void> {
  const steps = [...beginnings, ...declared]
  const last = endings
  forgetTests()
  await ended(last, async () => {
    for (const step of steps) await step()
  })
}

export function forgetTests(): void {
  beginnings = []
  declared = []
  endings = []
}

/** `last` is filled while `work` goes on. */
async function ended(last: readonly Step[], work: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    await work()
  } finally {
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, last.length === 0 ? 0 : ENDINGS_MS_MAX)
    })
    const all = async () => {
      for (const step of last) await step()
    }
    await Promise.race([all(), late]).finally(() => clearTimeout(timer))
  }
}
