/**
 * `npm run crash -- --cycles 100 --seed 1 [--mode http]`: the long run; a line a cycle, the figures at the end.
 *
 * `--minutes` ends it earlier. `work` (the default) kills a worker that calls the use cases; `http` the server itself, under calls over HTTP.
 * `--write` tells the run in docs/evidence/crash-MODE.md. Exit code 1: what stands is not what was acknowledged.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runHttpCrashes } from './http/http-run.ts'
import { runCrashes } from './run.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FAULTS_MAX = 1_000
const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'work' },
    cycles: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
    write: { type: 'boolean', default: false },
  },
})
const run =
  values.mode === 'work' ? runCrashes : values.mode === 'http' ? runHttpCrashes : undefined
const [cycles, seed] = [Number(values.cycles), Number(values.seed)]
if (
  run === undefined ||
  !Number.isSafeInteger(cycles) ||
  cycles < 1 ||
  !Number.isSafeInteger(seed)
) {
  process.stderr.write(
    'usage: npm run crash -- [--mode work|http] [--cycles N] [--seed N] [--minutes N] [--write]\n',
  )
  process.exit(2)
}
const log = (line: string) => void process.stdout.write(`${line}\n`)
const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: ROOT })
  .toString()
  .trim()
const begun = performance.now()
const [load = 0] = loadavg()
let ran = 0
const report = await run({
  cycles,
  seed,
  minutesMax: Number(values.minutes),
  log: (line) => {
    ran += 1
    log(line)
  },
})
const seconds = Math.round((performance.now() - begun) / 1_000)
log(`\n${ran} of ${cycles} cycles of seed ${seed} in ${seconds} s`)
for (const [what, count] of Object.entries(report.kills)) log(`  killed ${what}: ${count}`)
for (const [what, count] of Object.entries(report.figures)) log(`  ${what}: ${count}`)
for (const [what, count] of report.refusals) log(`  ${count} × ${what}`)
for (const [what, count] of report.troubles) log(`  ${count} × in the log: ${what}`)
log(report.faults.length === 0 ? 'No fault found.' : `${report.faults.length} faults:`)
for (const fault of report.faults.slice(0, FAULTS_MAX)) log(`  ${fault}`)
if (values.write) tell()
process.exitCode = report.faults.length === 0 ? 0 : 1

function tell(): void {
  const rows = [
    ...Object.entries(report.kills).map(([what, count]) => `| killed: ${what} | ${count} |`),
    ...Object.entries(report.figures).map(([what, count]) => `| ${what} | ${count} |`),
    `| faults found | ${report.faults.length} |`,
  ]
  mkdirSync(join(ROOT, 'docs/evidence'), { recursive: true })
  writeFileSync(
    join(ROOT, `docs/evidence/crash-${values.mode}.md`),
    `# Killed at random moments under load (${values.mode})

\`npm run crash -- --mode ${values.mode} --cycles ${cycles} --seed ${seed} --write\`, ${ran} cycles in ${seconds} s,
${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, load ${load.toFixed(1)} before it.

After the last cycle everything is held against what clients, lenders and the witness were told: each acknowledged
application stands once, nothing was disclosed twice, no destroyed person is found, every checkpoint is continued by
the later ones, the ledger verifies, and every row agrees with it.

| figure | value |
|---|---|
${rows.join('\n')}
`,
  )
}
