/**
 * Many seeds, in parts: `npm run campaign:simulation -- [--seeds N] [--from N] [--jobs N] [--write]`
 *
 * Each part is a process of its own. `--write`: the figures, and at which seed each planted defect is found, go into
 * docs/evidence/simulation.md.
 */
import { execFileSync, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DEFECTS } from './faults.ts'

const PART_SEEDS = 200
const DEFECT_SEEDS = 200
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    write: { type: 'boolean', default: false },
  },
})
const FIGURES = ['seeds', 'events', 'steps', 'acknowledged', 'size', 'leads', 'cpuSeconds'] as const
type Part = Readonly<Record<(typeof FIGURES)[number], number>> & { readonly failed: number[] }

const from = Number(values.from)
const end = from + Number(values.seeds)
const begunAt = Date.now()
const sums = Object.fromEntries(FIGURES.map((name) => [name, 0]))
const failed: number[] = []
let next = from
await Promise.all(Array.from({ length: Number(values.jobs) }, work))
const minutes = ((Date.now() - begunAt) / 60_000).toFixed(1)
process.stdout.write(`${JSON.stringify({ ...sums, failed, minutes })}\n`)
if (values.write) await writeEvidence()
process.exit(failed.length === 0 ? 0 : 1)

/** Takes part after part until none is left. */
async function work(): Promise<void> {
  while (next < end) {
    const first = next
    const seeds = Math.min(PART_SEEDS, end - first)
    next += seeds
    const part = await run(['--from', String(first), '--seeds', String(seeds)])
    for (const name of FIGURES) sums[name] = (sums[name] ?? 0) + part[name]
    failed.push(...part.failed)
    process.stderr.write(`${sums['seeds']} of ${end - from} seeds, ${failed.length} failed\n`)
  }
}

async function run(args: readonly string[], isQuiet = false): Promise<Part> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more
  })
  await new Promise((resolve) => child.once('close', resolve))
  const lines = text.trim().split('\n')
  if (!isQuiet && lines.length > 1) process.stdout.write(`${lines.slice(0, -1).join('\n')}\n`)
  return JSON.parse(lines.at(-1) ?? '') as Part
}

async function writeEvidence(): Promise<void> {
  const rows: string[] = []
  for (const defect of DEFECTS) {
    const part = await run(['--defect', defect, '--seeds', String(DEFECT_SEEDS)], true)
    rows.push(`| ${defect} | ${part.failed[0] ?? 'not found'} |`)
  }
  const git = ['rev-parse', '--short=12', 'HEAD']
  const commit = execFileSync('git', git, { encoding: 'utf8' }).trim()
  const text = `# Simulation

\`npm run campaign:simulation -- ${process.argv.slice(2).join(' ')}\`, ${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.version},
${minutes} minutes in ${values.jobs} processes, load ${loadavg()[0]?.toFixed(1)}.

| figure | value |
|---|---|
| Seeds | ${from} to ${end - 1} |
| Seeds that broke an invariant | ${failed.length} |
| Events | ${sums['events']} |
| Judgements after a commit | ${sums['steps']} |
| Acknowledged actions of the house | ${sums['acknowledged']} |
| Leads that reached a lender | ${sums['leads']} |
| Entries in the ledgers | ${sums['size']} |
| Seconds of processor time for a seed | ${((sums['cpuSeconds'] ?? 0) / (end - from)).toFixed(2)} |

| planted defect | found by seed |
|---|---|
${rows.join('\n')}

What a world holds and what it does not: decision 0084.
`
  writeFileSync(new URL('../../docs/evidence/simulation.md', import.meta.url), text)
}
