/**
 * Every question of the policy in force in every world: engine = plain reading, and = Cedar where facts decide.
 *
 *   npm run campaign:decide -- [--policy DIR] [--from QUESTION] [--to QUESTION] [--no-cedar] [--cedar-step N] [--write]
 *
 * The engine answers every pair anew, one by one. The plain reading is asked of a question only for what it
 * reads of a world (`by-reading.ts`); an even sample of pairs is put to it directly besides. Cedar is asked of
 * every pair that names and grants let through, and of every other question in one world, each time another;
 * equal requests are asked once, because Cedar keeps nothing.
 * `--cedar-step N` asks Cedar in every Nth world of the former and of every Nth of the latter: it is slow.
 * `--from` and `--to` (not included) take part of the questions, so that a run can be ended and gone on with.
 * `--write` tells a whole run in docs/evidence/decide-space.md. Exit code 1: an answer differed. I8, I9.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadPolicy, type Policy } from '@kelisim/policy'
import { spaceOf } from '../../packages/rules/src/example-space.ts'
import { compareCedar, compareDirectly, compareReading, Comparison } from './compare-space.ts'

const ROOT = join(import.meta.dirname, '../..')
const SAMPLE = 200_000
const PROGRESS_QUESTIONS = 4_096
const { values: options } = parseArgs({
  options: {
    policy: { type: 'string', default: join(ROOT, 'policy/proleads') },
    from: { type: 'string', default: '0' },
    to: { type: 'string' },
    'no-cedar': { type: 'boolean', default: false },
    'cedar-step': { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
})

function readFolder(folder: string): Policy {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => /\.(yaml|md|txt)$/.test(name))
  const read = files.map((name): [string, string] => [
    name,
    readFileSync(join(folder, name), 'utf8'),
  ])
  const { policy, findings } = loadPolicy(new Map(read))
  if (policy === undefined) throw new Error(`the policy has faults: ${findings[0]?.code ?? ''}`)
  return policy
}

const space = spaceOf(readFolder(options.policy))
const from = Number(options.from)
const to = Math.min(Number(options.to ?? space.asked.length), space.asked.length)
const range = { from, to }
const cedarStep = Number(options['cedar-step'])
const counts = new Comparison()

function progress(what: string, at: number): void {
  if (at % PROGRESS_QUESTIONS !== 0 && at + 1 !== to) return
  const done = ((100 * (at + 1 - from)) / (to - from)).toFixed(1).padStart(5)
  const line = `${what.padEnd(14)} ${done} %, question ${at + 1}, ${counts.mismatches} mismatches`
  process.stderr.write(process.stderr.isTTY ? `\r${line}\x1b[K` : `${line}\n`)
}

function git(...words: readonly string[]): string {
  return execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim()
}

const begun = process.cpuUsage()
// What runs is what was read at the start, whatever is committed meanwhile.
const commit = options.write ? git('rev-parse', '--short=12', 'HEAD') : ''
compareReading(counts, space, range, progress)
compareDirectly(counts, space, range, SAMPLE)
if (!options['no-cedar']) compareCedar(counts, space, range, progress, cedarStep)
const { user, system } = process.cpuUsage(begun)
const seconds = Math.round((user + system) / 1e6)

const number = (value: number) => value.toLocaleString('en').replaceAll(',', ' ')
const figures: readonly (readonly [string, string])[] = [
  ['Questions × worlds', `${number(space.asked.length)} × ${number(space.known.length)}`],
  ['Pairs in the space', number(space.asked.length * space.known.length)],
  ['Pairs answered by the engine', number(counts.pairs)],
  ['of them permits', number(counts.permits)],
  ['Questions whose plain answer read no fact', number(counts.constant)],
  ['Plain readings made for all pairs', number(counts.plainAsked)],
  ['Plain readings made directly, evenly', number(counts.sampled)],
  ['Different plain answers in that sample', number(counts.codes.size)],
  ['Pairs compared with Cedar', number(counts.cedarPairs)],
  ['Different requests Cedar was asked', number(counts.cedarAsked)],
  ['Mismatches', number(counts.mismatches)],
  ['CPU seconds', number(seconds)],
]
for (const [name, value] of figures) process.stdout.write(`${name.padEnd(44)}${value}\n`)
for (const line of counts.shown) process.stdout.write(`${line}\n`)
if (options.write) write()
if (counts.mismatches > 0) process.exitCode = 1

function write(): void {
  if (counts.questions !== space.asked.length || counts.cedarPairs === 0) {
    throw new Error('only a whole run is evidence')
  }
  const rows = figures.map(([name, value]) => `| ${name} | ${value} |`)
  mkdirSync(join(ROOT, 'docs/evidence'), { recursive: true })
  writeFileSync(
    join(ROOT, 'docs/evidence/decide-space.md'),
    `# Every question of the policy, in every world

Written by \`npm run campaign:decide -- --write\`, ${new Date().toISOString().slice(0, 10)}, on commit ${commit}, policy
\`${space.policy.id}\` version ${space.policy.version}, hash \`${space.policy.hash.slice(0, 16)}…\`, Node ${process.version}.

| | |
|---|---|
${rows.join('\n')}

The space: role × operation × purpose × field × addressee, each with an unknown one, in worlds of the subject's state ×
consent to the purpose × consent to the addressee × obligation × suspension (\`packages/rules/src/example-space.ts\`).

The engine answered every pair by itself. The plain reading (\`plain-reading.ts\`: lists of words, no tables, no code shared
with the engine) was given facts that note what is read of them; its answer holds for all worlds equal in what it read
(\`tests/campaigns/by-reading.ts\`). An even sample of pairs was put to it directly besides. Cedar was asked of
${cedarWords()}.
`,
  )
}

function cedarWords(): string {
  if (cedarStep === 1) {
    return `every pair that names and grants let through, where the facts decide, and of each other question in one world`
  }
  return `every question that names and grants let through, where the facts decide, in every ${cedarStep}th world, each question in
others, and of every ${cedarStep}th other question`
}
