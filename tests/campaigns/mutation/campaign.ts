/**
 * Do the tests notice a small fault in the program?
 *
 *   npm run campaign:mutation -- <area> [--from N] [--limit N] [--file part] [--write]
 *
 * Each mutant of the area's files is loaded in processes of its own in which the area's tests run until the first
 * one fails. Killed: a test failed, or the tests took many times longer than without the fault. `--write` puts the
 * figures and every survivor with its explanation into docs/evidence/mutation.md. Exit code 1: less than 95 of
 * a hundred were killed, or a survivor has no explanation. Runs at the lowest priority.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { API } from 'typescript/unstable/sync'
import { type Area, AREAS, type Step } from './areas.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import { type Figures, type Survivor, writeEvidence } from './evidence.ts'

const ROOT = join(import.meta.dirname, '../../..')
const LOWEST = 19
const KILLED_PERCENT_MIN = 95
/** A fault may make a test wait for ever; so much longer than without it counts as noticed. */
const SLOWER = 10
const SLOWER_MS = 10_000
const FIRST_MS_MAX = 600_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '0' },
    limit: { type: 'string' },
    file: { type: 'string' },
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

/** True when no test of the area failed. */
async function passes(of: Area, mutant: Mutant | undefined, limitMs: number): Promise<boolean> {
  const change = mutant && JSON.stringify({ ...mutant, path: join(ROOT, mutant.file) })
  for (const step of of.tests) if (!(await stepPasses(step, change, limitMs))) return false
  return true
}

async function stepPasses(
  { test, skip }: Step,
  change: string | undefined,
  limitMs: number,
): Promise<boolean> {
  const skipped = skip === undefined ? [] : ['--test-skip-pattern', skip]
  const loader = join(ROOT, 'tests/campaigns/mutation/mutated.ts')
  const args = ['--import', loader, '--test-reporter', 'tap', ...skipped, join(ROOT, test)]
  const fault = change === undefined ? {} : { KELISIM_MUTANT: change }
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...fault },
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  // One failure is enough: what the tests would still say costs time and changes nothing.
  child.stdout.setEncoding('utf8').on('data', (said: string) => {
    if (/^\s*not ok /m.test(said)) child.kill('SIGKILL')
  })
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
  })
  clearTimeout(timer)
  return code === 0
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

function explained(of: Area, mutant: Mutant): Survivor {
  const lines = readFileSync(join(ROOT, mutant.file), 'utf8').split('\n')
  const line = (lines[mutant.line - 1] ?? '').trim()
  const known = of.equivalent.find(
    (one) => one.file === mutant.file && one.line === line && one.becomes === mutant.becomes,
  )
  return { ...mutant, text: line, ...(known === undefined ? {} : { why: known.why }) }
}

const begun = Date.now()
if (!(await passes(area, undefined, FIRST_MS_MAX))) {
  process.stderr.write('the tests fail without any fault\n')
  process.exit(1)
}
const limitMs = (Date.now() - begun) * SLOWER + SLOWER_MS
const all = mutantsIn(area).filter(({ file }) => file.includes(values.file ?? ''))
const from = Number(values.from)
const chosen = all.slice(from, from + Number(values.limit ?? all.length))
const survivors: Survivor[] = []
for (const [at, mutant] of chosen.entries()) {
  if (await passes(area, mutant, limitMs)) {
    const survivor = explained(area, mutant)
    survivors.push(survivor)
    const { file, line, was, becomes, why } = survivor
    const sign = why === undefined ? 'SURVIVED' : 'equivalent'
    process.stdout.write(`${sign} ${file}:${line} ${short(was)} -> ${short(becomes)}\n`)
  }
  if ((at + 1) % 50 === 0) process.stderr.write(`${at + 1} of ${chosen.length}\n`)
}

function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 100)
}

const figures: Figures = {
  area: name,
  files: area.files,
  mutants: chosen.length,
  killed: chosen.length - survivors.length,
  survivors,
}
const percent = (figures.killed / figures.mutants) * 100
const open = survivors.filter(({ why }) => why === undefined).length
process.stdout.write(
  `${figures.killed} of ${figures.mutants} killed, ${percent.toFixed(1)} %; ${survivors.length} survived, ${open} of them unexplained\n`,
)
if (percent < KILLED_PERCENT_MIN || open > 0) process.exitCode = 1
if (values.write && values.limit === undefined && values.file === undefined) {
  writeEvidence(ROOT, figures)
}
