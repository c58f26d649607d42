/**
 * The parts of the check, cheapest first, and their summary.
 *
 * Every part runs even when an earlier one failed: one run shows all faults. A part that finds no files
 * fails: a check that looks in the wrong place must not pass for a check that found nothing.
 */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { environment, ROOT, runToEnd } from './bootstrap.mjs'

const PLACES = ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tests/**/*.test.ts']
const REPORTER = `--test-reporter=${join(ROOT, 'scripts/report.mjs')}`

/** name → title and what to do; `run` answers with an exit code. */
export const PARTS = {
  types: { title: 'Types (tsc)', run: () => tool('tsc', ['-p', '.']) },
  lint: { title: 'Lint (oxlint)', run: () => tool('oxlint', ['--deny-warnings']) },
  format: { title: 'Format (biome)', run: () => tool('biome', ['format', '.']) },
  pure: {
    title: 'Tests without a database, in one process',
    find: (path) => !/\.(?:alone|pg|browser)\.test\.ts$/.test(path),
    run: (files) => tests(files, ['--test-isolation=none', '--test-timeout=60000']),
  },
  alone: {
    title: 'Tests that put something else in the place of the machine, a process for each file',
    find: (path) => path.endsWith('.alone.test.ts'),
    run: (files) => tests(files, ['--test-concurrency=2', '--test-timeout=300000']),
  },
  pg: {
    title: 'Tests with PostgreSQL, one cluster, a process for each file',
    find: (path) => path.endsWith('.pg.test.ts'),
    run: (files) => withCluster(files, ['--test-concurrency=2', '--test-timeout=300000']),
  },
  browser: {
    title: 'Tests in a browser',
    find: (path) => path.endsWith('.browser.test.ts'),
    run: (files) => withCluster(files, ['--test-concurrency=1', '--test-timeout=600000']),
    // Until the server exists there is nothing to look at.
    mayBeEmpty: () => !existsSync(join(ROOT, 'apps/server/src/main.ts')),
  },
}

export async function runParts(defaults, parameters) {
  const { names, patterns } = readParameters(defaults, parameters)
  const lines = []
  let failed = 0
  for (const name of names) {
    const result = await runPart(PARTS[name], patterns)
    if (result.state === 'failed') failed += 1
    lines.push(`  ${result.state.padEnd(8)} ${name.padEnd(8)} ${result.detail}`)
  }
  process.stdout.write(`\nSummary\n${lines.join('\n')}\n`)
  process.stdout.write(
    failed === 0 ? 'All good.\n' : `${failed} of ${names.length} parts failed.\n`,
  )
  return failed === 0 ? 0 : 1
}

function readParameters(defaults, parameters) {
  const options = { only: { type: 'string', multiple: true } }
  let read
  try {
    read = parseArgs({ args: parameters, options, allowPositionals: true })
  } catch (error) {
    return usage(error.message)
  }
  const patterns = read.positionals
  const chosen = read.values.only?.flatMap((value) => value.split(','))
  const unknown = chosen?.find((name) => PARTS[name] === undefined)
  if (unknown !== undefined) return usage(`there is no part "${unknown}"`)
  const names = chosen ?? defaults
  // Who names files wants these tests only.
  const useful = patterns.length === 0 ? names : names.filter((name) => PARTS[name].find)
  const hasFiles =
    patterns.length === 0 || useful.some((name) => filesOf(PARTS[name], patterns).length > 0)
  return hasFiles
    ? { names: useful, patterns }
    : usage(`no test file matches ${patterns.join(', ')}`)
}

function usage(sentence) {
  const parts = Object.keys(PARTS).join(' | ')
  process.stderr.write(
    `${sentence}\nusage: npm test -- [--only ${parts}] [part of a file name …]\n`,
  )
  process.exit(2)
}

async function runPart(part, patterns) {
  process.stdout.write(`\n== ${part.title}\n`)
  const begun = performance.now()
  const files = part.find === undefined ? undefined : filesOf(part, patterns)
  if (files?.length === 0) {
    const isRight = patterns.length > 0 || part.mayBeEmpty?.() === true
    process.stdout.write(
      isRight ? 'nothing to do\n' : 'found no test files: looking in the wrong place?\n',
    )
    return { state: isRight ? 'empty' : 'failed', detail: 'no files' }
  }
  const code = await part.run(files)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const count = files === undefined ? '' : `, ${files.length} files`
  return { state: code === 0 ? 'good' : 'failed', detail: `${seconds} s${count}` }
}

function filesOf(part, patterns) {
  return globSync(PLACES, { cwd: ROOT })
    .filter((path) => part.find(path))
    .filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)))
    .toSorted()
}

function tool(command, parameters, extra = {}) {
  return runToEnd(command, parameters, { cwd: ROOT, env: { ...environment(), ...extra } })
}

/** Good only when the report was written to its end, names no failure and counts at least one test. */
async function tests(files, flags, extra = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'kelisim-report-'))
  const report = join(directory, 'report.json')
  try {
    const env = { ...extra, KELISIM_TEST_REPORT: report }
    const code = await tool(process.execPath, ['--test', REPORTER, ...flags, ...files], env)
    if (code !== 0) return code
    const count = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined
    if (count !== undefined && count.good > 0 && count.failed === 0) return 0
    process.stdout.write('the tests did not run to their end\n')
    return 1
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** A throw-away cluster without fsync for all files of the part; each test takes a database of its own. */
async function withCluster(files, flags) {
  const { startPostgres } = await import('../packages/postgres/src/index.ts')
  const directory = mkdtempSync(join(tmpdir(), 'kelisim-test-'))
  let server
  try {
    server = await startPostgres({ directory, durable: false })
    return await tests(files, flags, { KELISIM_TEST_POSTGRES: directory })
  } finally {
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
