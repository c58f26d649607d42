/**
 * `npm run campaign:simulation -- [--seeds N] [--from N] [--seed N [--trace]] [--defect NAME] [--write]`
 */
import { parseArgs } from 'node:util'
import type { Defect } from './faults.ts'
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
  },
})
const from = Number(values.seed ?? values.from)
const until = from + (values.seed === undefined ? Number(values.seeds) : 1)
const ground = await prepare()
const sums = { events: 0, steps: 0, acknowledged: 0, size: 0 }
let failed = 0
const begun = process.cpuUsage()
for (let seed = from; seed < until; seed++) {
  const trace = values.trace ? (line: string) => process.stdout.write(`${line}\n`) : undefined
  const defect = values.defect as Defect | undefined
  const outcome = await runSeed(ground, { seed, defect }, trace)
  for (const name of ['events', 'steps', 'acknowledged', 'size'] as const) {
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
process.exit(failed === 0 ? 0 : 1)
