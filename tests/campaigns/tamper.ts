/**
 * `npm run campaign:tamper -- [--flips N] [--seed N] [--write]`: single bits of everything sealed or signed are
 * flipped, and each flip must be found with the first bad record named. `--write` tells the run in
 * docs/evidence/tamper.md. Exit code 1: one was missed. What is edited, swapped or rolled back in the
 * database is tried by `tests/tamper.pg.test.ts`. R-82, I3, I4, I7.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { flipBits } from './flip-bits.ts'

const ROOT = join(import.meta.dirname, '../..')
const { values: options } = parseArgs({
  options: {
    flips: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '20261122' },
    write: { type: 'boolean', default: false },
  },
})
const flips = Number(options.flips)
const begun = process.cpuUsage()
const tally = await flipBits(flips, Number(options.seed), (done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${flips} flips`)
})
const { user, system } = process.cpuUsage(begun)
const seconds = Math.round((user + system) / 1e6)
const rows = Object.entries(tally)
for (const [name, counts] of rows)
  process.stdout.write(`${name.padEnd(14)} ${JSON.stringify(counts)}\n`)
const bad = rows.reduce((sum, [, { missed, misnamed }]) => sum + missed + misnamed, 0)
process.stdout.write(`${flips} flips, ${bad} missed or misnamed, ${seconds} CPU seconds\n`)
if (bad > 0) process.exitCode = 1
if (options.write) write()

function write(): void {
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  const lines = rows.map(
    ([name, { found, harmless, misnamed, missed }]) =>
      `| ${name} | ${found} | ${harmless} | ${misnamed} | ${missed} |`,
  )
  mkdirSync(join(ROOT, 'docs/evidence'), { recursive: true })
  writeFileSync(
    join(ROOT, 'docs/evidence/tamper.md'),
    `# Single bits flipped

Written by \`npm run campaign:tamper -- --flips ${flips} --seed ${options.seed} --write\`, ${new Date().toISOString().slice(0, 10)}, on commit
${commit.trim()}, Node ${process.version}, ${seconds} CPU seconds.

| what | found | harmless | misnamed | missed |
|---|---|---|---|---|
${lines.join('\n')}

A log of 300 entries with its tiles, bundles and checkpoint, one receipt, one box, one wrapped key, one object of a
backup; a bit at a random place each time. *Found*: refused, and of the log the first bad entry is the one that was
flipped. *Harmless*: only the signature of a key that the reader does not know was touched, or what JSON does not read; what is
read is what was signed. Not flipped here: the files of PostgreSQL itself.
`,
  )
}
