/**
 * Policies that nobody wrote, each in all its questions and worlds: engine = plain reading = Cedar.
 *
 *   npm run campaign:policies -- [--policies 200] [--seed 1] [--write]
 *
 * Every pair of each policy's space is answered by the engine and by the plain reading. Cedar, some thousand
 * times slower, is asked of every question that names and grants let through in every 16th world, and of every
 * 16th other question. `--write` tells the run in docs/evidence/decide-policies.md. Exit code 1: an answer
 * differed; the seed says where. I8, I9.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { randomPolicy } from '../../packages/rules/src/example-random.ts'
import { spaceOf } from '../../packages/rules/src/example-space.ts'
import { compareCedar, compareReading, Comparison } from './compare-space.ts'

const ROOT = join(import.meta.dirname, '../..')
const CEDAR_WORLD_STEP = 16

const { values: options } = parseArgs({
  options: {
    policies: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
})
const first = Number(options.seed)
const count = Number(options.policies)
const commit = options.write
  ? execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
  : ''

const found = new Comparison()
const begun = process.cpuUsage()
const none = () => undefined
for (let seed = first; seed < first + count; seed++) {
  const space = spaceOf(randomPolicy(seed))
  const range = { from: 0, to: space.asked.length }
  const before = found.mismatches
  compareReading(found, space, range, none)
  compareCedar(found, space, range, none, CEDAR_WORLD_STEP)
  if (found.mismatches > before) process.stdout.write(`seed ${seed} differs\n`)
  process.stderr.write(`policy ${seed - first + 1} of ${count}, ${found.mismatches} mismatches\n`)
}
const { user, system } = process.cpuUsage(begun)

const number = (value: number) => value.toLocaleString('en').replaceAll(',', ' ')
const figures: readonly (readonly [string, string])[] = [
  ['Policies', `${number(count)}, seeds ${first} to ${first + count - 1}`],
  ['Questions', number(found.questions)],
  ['Pairs of question and world, all compared', number(found.pairs)],
  ['of them permits', number(found.permits)],
  ['Plain readings made for them', number(found.plainAsked)],
  ['Pairs compared with Cedar', number(found.cedarPairs)],
  ['Different requests Cedar was asked', number(found.cedarAsked)],
  ['Mismatches', number(found.mismatches)],
  ['CPU seconds', number(Math.round((user + system) / 1e6))],
]
for (const [name, value] of figures) process.stdout.write(`${name.padEnd(44)}${value}\n`)
for (const line of found.shown) process.stdout.write(`${line}\n`)
if (found.mismatches > 0) process.exitCode = 1

if (options.write) {
  const rows = figures.map(([name, value]) => `| ${name} | ${value} |`)
  mkdirSync(join(ROOT, 'docs/evidence'), { recursive: true })
  writeFileSync(
    join(ROOT, 'docs/evidence/decide-policies.md'),
    `# Policies that nobody wrote

Written by \`npm run campaign:policies -- --write\`, ${new Date().toISOString().slice(0, 10)}, on commit ${commit}, Node ${process.version}.

| | |
|---|---|
${rows.join('\n')}

The policies come from a seed (\`packages/rules/src/example-random.ts\`): small, valid, with gaps that people seldom leave. The
space of each is that of \`docs/evidence/decide-space.md\`. Cedar is asked of what names and grants let through in every
${CEDAR_WORLD_STEP}th world, and of every ${CEDAR_WORLD_STEP}th other question.
`,
  )
}
