/**
 * `npm run campaign:witnessed -- [--seconds N] [--write]`: how long does a checkpoint stand that nobody but its log has signed?
 *
 * `--write` tells the run in docs/evidence/witnessed.md. Exit code 1: longer than ten seconds although a quorum was there.
 * Requirements: R-82, R-85. Invariant I3.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { watchWindow } from '../witnessing/window.ts'

const GOAL_MS = 10_000
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    write: { type: 'boolean', default: false },
  },
})
const seconds = Number(options.seconds)
const window = await watchWindow({ seconds })
const rows = [
  ['checkpoints', String(window.checkpoints)],
  ['median', `${window.medianMs} ms`],
  ['99th part', `${window.p99Ms} ms`],
  ['longest; goal 10 s', `${window.maxMs} ms`],
  ['longest while there was no quorum', `${window.aloneMs} ms`],
  ['from the return of the quorum until all was witnessed; goal 10 s', `${window.closedMs} ms`],
]
for (const [what, figure] of rows) process.stdout.write(`${what?.padEnd(66)} ${figure}\n`)
if (options.write) write()
process.exitCode = Math.max(window.maxMs, window.closedMs) <= GOAL_MS ? 0 : 1

function write(): void {
  const git = ['rev-parse', '--short=12', 'HEAD']
  const commit = execFileSync('git', git, { encoding: 'utf8' }).trim()
  const text = `# How long does a checkpoint stand alone?

\`npm run campaign:witnessed -- ${process.argv.slice(2).join(' ')}\`, ${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.version},
load ${loadavg()[0]?.toFixed(1)}.

The server's own rounds over a real database, three witnesses over HTTP of which two must agree, an action each 120 ms. Half of
the ${seconds} seconds all three are there, half of them one is missing; then two, until one comes back.

| from a checkpoint's signature to its quorum | |
|---|---|
${rows.map(([what, figure]) => `| ${what} | ${figure} |`).join('\n')}

A forked view shown to two witnesses, a rewritten history and an older database put back are tried in \`tests/witnesses.pg.test.ts\`; at random,
by a liar with the log's key, in the simulation (decision 0084).
`
  writeFileSync(new URL('../../docs/evidence/witnessed.md', import.meta.url), text)
}
