/**
 * Do the tests notice a small fault in the program?
 *
 *   npm run campaign:mutation -- <area> [--every N [--from M]] [--at file[:line]] [--processes N] [--killed FILE] [--write]
 *
 * Each mutant of the area's files is loaded in a process (`judge.ts`) in which the area's tests run until the first
 * one fails. Killed: a test failed, or a file of tests took many times the processor time that it takes without
 * the fault. `--every N` takes each Nth mutant; `--from M` begins with number M instead of 0: another sample than the one that
 * was looked at while the tests were written. `--killed FILE` keeps what was killed, so that a campaign that was stopped, or
 * had survivors, goes on from there. `--write` puts the figures and every survivor with its explanation into
 * docs/evidence/mutation.md. Exit code 1: fewer were killed than the area wants, or a survivor has no
 * explanation. Runs at the lowest priority.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '@kelisim/postgres'
import { API } from 'typescript/unstable/sync'
import { type Area, AREAS } from './areas.ts'
import { EQUIVALENTS } from './equivalents.ts'
import type { Asked, Judged } from './judge.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import { KilledBefore } from './killed-before.ts'
import { type Figures, type Survivor, writeEvidence } from './evidence.ts'

const ROOT = join(import.meta.dirname, '../../..')
const LOWEST = 19
/** So much longer than without a fault counts as noticed. */
const SLOWER = 10
const SLOWER_MICROSECONDS = 3_000_000
/** Modules of past turns stay in a process's memory. */
const TURNS_MAX = 40

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    at: { type: 'string' },
    processes: { type: 'string', default: '1' },
    killed: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const name = positionals[0] ?? ''
const area = Object.hasOwn(AREAS, name) ? AREAS[name] : undefined
if (area === undefined) {
  process.stderr.write(`Which area? One of: ${Object.keys(AREAS).join(', ')}\n`)
  process.exit(2)
}
setPriority(LOWEST)

/** A process that judges, made anew when it died or has met enough. */
class Judge {
  #process: ChildProcess | undefined
  #turns = 0

  /** Undefined when the process died over it. */
  async ask(asked: Asked): Promise<Judged | undefined> {
    if (this.#turns++ % TURNS_MAX === 0) await this.close()
    this.#process ??= fork(join(import.meta.dirname, 'judge.ts'), {
      cwd: ROOT,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    const judging = this.#process
    const ended = new AbortController()
    const { signal } = ended
    judging.send(asked)
    try {
      return await Promise.race([
        once(judging, 'message', { signal }).then(([judged]) => judged as Judged),
        once(judging, 'exit', { signal }).then(() => {
          this.#process = undefined
          return undefined
        }),
      ])
    } finally {
      ended.abort()
    }
  }

  async close(): Promise<void> {
    const judging = this.#process
    this.#process = undefined
    if (judging?.kill('SIGKILL') === true) await once(judging, 'exit')
  }
}

function mutantsIn(of: Area): readonly Mutant[] {
  const api = new API({ cwd: ROOT })
  try {
    const project = api
      .updateSnapshot({ openProject: join(ROOT, 'tsconfig.json') })
      .getProjects()[0]
    return of.files.flatMap((file) => {
      const source = project?.program.getSourceFile(join(ROOT, file))
      if (source === undefined) throw new Error(`${file} is not of this program`)
      return mutantsOf(file, source)
    })
  } finally {
    api.close()
  }
}

function explained(mutant: Mutant): Survivor {
  const lines = readFileSync(join(ROOT, mutant.file), 'utf8').split('\n')
  const line = (lines[mutant.line - 1] ?? '').trim()
  const known = EQUIVALENTS[name]?.find(
    (one) =>
      one.file === mutant.file &&
      one.line === line &&
      (one.was === undefined || one.was === mutant.was) &&
      (one.becomes === undefined || one.becomes.includes(mutant.becomes)),
  )
  return { ...mutant, text: line, ...(known === undefined ? {} : { why: known.why }) }
}

function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 100)
}

interface Database extends AsyncDisposable {
  readonly directory: string
}

/** One server for all judges (test-database.ts); it goes with its folder. */
async function openDatabase(): Promise<Database> {
  const directory = mkdtempSync(join(tmpdir(), 'kelisim-mutation-'))
  const server = await startPostgres({ directory, durable: false })
  const close = async () => {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  return { directory, [Symbol.asyncDispose]: close }
}

/** Of each file of tests, by what it takes without a fault. */
async function limitsOf(tests: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const judge = new Judge()
  const judged = await judge.ask({ tests, limits: [] })
  await judge.close()
  if (judged?.killedBy === undefined && judged !== undefined) {
    const limits = judged.spent.map((one) => one * SLOWER + SLOWER_MICROSECONDS)
    return new Map(tests.map((test, at) => [test, limits[at] ?? 0]))
  }
  throw new Error(`the tests fail without any fault: ${judged?.killedBy} ${judged?.why}`)
}

await using database = area.needsDatabase === true ? await openDatabase() : undefined
if (database !== undefined) process.env['KELISIM_TEST_POSTGRES'] = database.directory
const limits = await limitsOf(area.tests)
const every = Number(values.every)
const from = Number(values.from)
const chosen = mutantsIn(area)
  .filter((_, at) => at % every === from)
  .filter(({ file, line }) => `${file}:${line}:`.includes(values.at ?? ''))
const killedBefore = new KilledBefore(ROOT, values.killed)
const survivors: Survivor[] = []
const left = chosen.filter((mutant) => !killedBefore.has(mutant))
const todo = left.values()
let done = chosen.length - left.length

/** By file: the tests that killed its last mutant; they come first, and before any did those beside the file. */
const killers = new Map<string, string>()

function questionOf(of: Area, change: Mutant): Asked {
  const likely = killers.get(change.file) ?? change.file.replace(/\.ts$/, '.test.ts')
  const tests = of.tests.toSorted((one, other) => Number(other === likely) - Number(one === likely))
  return { change, tests, limits: tests.map((test) => limits.get(test) ?? 0) }
}

async function work(of: Area): Promise<void> {
  const judge = new Judge()
  for (const mutant of todo) {
    const question = questionOf(of, mutant)
    // A process that died may have died of something else, so it is asked twice.
    const judged = (await judge.ask(question)) ?? (await judge.ask(question))
    if (judged?.killedBy !== undefined) killers.set(mutant.file, judged.killedBy)
    if (judged !== undefined && judged.killedBy === undefined) tell(explained(mutant))
    else killedBefore.add(mutant)
    if (++done % 50 === 0) process.stderr.write(`${done} of ${chosen.length}\n`)
  }
  await judge.close()
}

function tell(survivor: Survivor): void {
  survivors.push(survivor)
  const { file, line, was, becomes, why } = survivor
  const sign = why === undefined ? 'SURVIVED' : 'equivalent'
  process.stdout.write(`${sign} ${file}:${line} ${short(was)} -> ${short(becomes)}\n`)
}

await Promise.all(Array.from({ length: Number(values.processes) }, () => work(area)))

const figures: Figures = {
  area: name,
  files: area.files,
  every,
  from,
  mutants: chosen.length,
  killed: chosen.length - survivors.length,
  killedBefore: chosen.length - left.length,
  survivors: survivors.toSorted((one, other) =>
    one.file === other.file ? one.from - other.from : one.file < other.file ? -1 : 1,
  ),
}
const percent = (figures.killed / figures.mutants) * 100
const open = survivors.filter(({ why }) => why === undefined).length
process.stdout.write(
  `${figures.killed} of ${figures.mutants} killed, ${percent.toFixed(1)} %; ${survivors.length} survived, ${open} of them unexplained\n`,
)
if (percent < area.killedPercentMin || open > 0) process.exitCode = 1
if (values.write && values.at === undefined) {
  writeEvidence(ROOT, figures)
}
