/**
 * Some seeds in this process: `npm run campaign:simulation -- --seed N [--trace]`, or `--from N --seeds N [--defect NAME]`.
 *
 * Ends with one line of JSON; many seeds are run in parts by `many.ts`, because a process grows with each.
 */
import { parseArgs } from 'node:util'
import type { Defect } from './faults.ts'
import { furnish } from './machine.ts'

furnish()
const { prepare } = await import('./operator.ts')
const { runSeed } = await import('./seed.ts')

const FAILED_MAX = 5
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
const sums = { events: 0, steps: 0, acknowledged: 0, size: 0, leads: 0 }
const failed: number[] = []
for (let seed = from; seed < until && failed.length < FAILED_MAX; seed++) {
  const trace = values.trace ? (line: string) => process.stdout.write(`${line}\n`) : undefined
  const defect = values.defect as Defect | undefined
  const outcome = await runSeed(ground, { seed, defect }, trace)
  for (const name of ['events', 'steps', 'acknowledged', 'size', 'leads'] as const) {
    sums[name] += outcome[name]
  }
  if (outcome.violation !== undefined) {
    failed.push(seed)
    process.stdout.write(
      `seed ${seed}: ${outcome.violation}\n  again: npm run campaign:simulation -- --seed ${seed} --trace\n`,
    )
  }
  if (seed % 100 === 0) ground.engine.tidy()
}
const { user, system } = process.cpuUsage()
const cpuSeconds = (user + system) / 1e6
process.stdout.write(`${JSON.stringify({ seeds: until - from, failed, ...sums, cpuSeconds })}\n`)
process.exit(failed.length === 0 ? 0 : 1)
