/** `npm run crash -- --cycles 100 --seed 1`: the long run; prints a line a cycle and the figures at the end. */
import { parseArgs } from 'node:util'
import { runCrashes } from './run.ts'

const FAULTS_MAX = 1_000
const { values } = parseArgs({
  options: { cycles: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
})
const [cycles, seed] = [Number(values.cycles), Number(values.seed)]
if (!Number.isSafeInteger(cycles) || cycles < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write('usage: npm run crash -- [--cycles N] [--seed N]\n')
  process.exit(2)
}
const log = (line: string) => void process.stdout.write(`${line}\n`)
const begun = performance.now()
const report = await runCrashes({ cycles, seed, log })
log(`\n${cycles} cycles of seed ${seed} in ${Math.round((performance.now() - begun) / 1_000)} s`)
for (const [what, count] of Object.entries(report.kills)) log(`  killed ${what}: ${count}`)
for (const [what, count] of Object.entries(report.figures)) log(`  ${what}: ${count}`)
for (const [what, count] of report.refusals) log(`  ${count} × ${what}`)
for (const [what, count] of report.troubles) log(`  ${count} × in the log: ${what}`)
log(report.faults.length === 0 ? 'No fault found.' : `${report.faults.length} faults:`)
for (const fault of report.faults.slice(0, FAULTS_MAX)) log(`  ${fault}`)
process.exitCode = report.faults.length === 0 ? 0 : 1
