/**
 * `npm run campaign:simulation -- [--seeds N] [--from N] [--seed N [--trace]] [--defect NAME] [--write]`
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type Defect, DEFECTS } from './faults.ts'
import { furnish } from './machine.ts'

furnish()
const { prepare } = await import('./operator.ts')
const { runSeed } = await import('./seed.ts')

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    defect: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const from = Number(values.seed ?? values.from)
const until = from + (values.seed === undefined ? Number(values.seeds) : 1)
const ground = await prepare()
const sums = { events: 0, steps: 0, acknowledged: 0, size: 0, leads: 0 }
let failed = 0
const begun = process.cpuUsage()
for (let seed = from; seed < until; seed++) {
  const trace = values.trace ? (line: string) => process.stdout.write(`${line}\n`) : undefined
  const defect = values.defect as Defect | undefined
  const outcome = await runSeed(ground, { seed, defect }, trace)
  for (const name of ['events', 'steps', 'acknowledged', 'size', 'leads'] as const) {
    sums[name] += outcome[name]
  }
  if (outcome.violation !== undefined) {
    failed += 1
    process.stdout.write(
      `seed ${seed}: ${outcome.violation}\n  again: npm run campaign:simulation -- --seed ${seed} --trace\n`,
    )
    if (failed >= 5) break
  }
  if (seed % 100 === 0) ground.engine.tidy()
}
const { user, system } = process.cpuUsage(begun)
process.stdout.write(
  `${JSON.stringify({ seeds: until - from, failed, ...sums, cpuSeconds: (user + system) / 1e6 })}\n`,
)
if (values.write) await writeEvidence((user + system) / 1e6)
process.exit(failed === 0 ? 0 : 1)

/** The figures of this run, and at which seed each planted defect is found. */
async function writeEvidence(seconds: number): Promise<void> {
  const rows: string[] = []
  for (const defect of DEFECTS)
    rows.push(`| ${defect} | ${(await firstFound(defect)) ?? 'not found'} |`)
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    encoding: 'utf8',
  }).trim()
  const text = `# Simulation

\`npm run campaign:simulation -- ${process.argv.slice(2).join(' ')}\`, ${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}.

| figure | value |
|---|---|
| Seeds | ${from} to ${until - 1} |
| Seeds that broke an invariant | ${failed} |
| Events | ${sums.events} |
| Judgements after a commit | ${sums.steps} |
| Acknowledged actions | ${sums.acknowledged} |
| Leads that reached a lender | ${sums.leads} |
| Seconds of processor time for a seed | ${(seconds / (until - from)).toFixed(2)} |

| planted defect | found by seed |
|---|---|
${rows.join('\n')}

What a world holds and what it does not: decision 0084.
`
  writeFileSync(new URL('../../docs/evidence/simulation.md', import.meta.url), text)
}

async function firstFound(defect: Defect): Promise<number | undefined> {
  for (let seed = 1; seed <= 200; seed++) {
    if ((await runSeed(ground, { seed, defect })).violation !== undefined) return seed
  }
  return undefined
}
