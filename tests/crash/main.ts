/**
 * `npm run crash -- --cycles 100 --seed 1 [--mode http]`: the long run; a line a cycle, the figures at the end.
 *
 * `--minutes` ends it earlier. `work` (the default) kills a worker that calls the use cases; `http` the server itself, under calls over HTTP.
 */
import { parseArgs } from 'node:util'
import { runHttpCrashes } from './http/http-run.ts'
import { runCrashes } from './run.ts'

const FAULTS_MAX = 1_000
const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'work' },
    cycles: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
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
  process.stderr.write('usage: npm run crash -- [--mode work|http] [--cycles N] [--seed N]\n')
  process.exit(2)
}
const log = (line: string) => void process.stdout.write(`${line}\n`)
const begun = performance.now()
const report = await run({ cycles, seed, minutesMax: Number(values.minutes), log })
log(
  `\n${cycles} cycles at most of seed ${seed} in ${Math.round((performance.now() - begun) / 1_000)} s`,
)
for (const [what, count] of Object.entries(report.kills)) log(`  killed ${what}: ${count}`)
for (const [what, count] of Object.entries(report.figures)) log(`  ${what}: ${count}`)
for (const [what, count] of report.refusals) log(`  ${count} × ${what}`)
for (const [what, count] of report.troubles) log(`  ${count} × in the log: ${what}`)
log(report.faults.length === 0 ? 'No fault found.' : `${report.faults.length} faults:`)
for (const fault of report.faults.slice(0, FAULTS_MAX)) log(`  ${fault}`)
process.exitCode = report.faults.length === 0 ? 0 : 1
