/** `npm run campaign:faults -- [--write]`: every file-system call of every writer × EIO, ENOSPC, SIGKILL. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { install } from './failing-disk.ts'
import type { Swept } from './sweep.ts'

install()
const { sweep } = await import('./sweep.ts')
const { WRITERS } = await import('./writers.ts')
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })
const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' }).trim()
const all: Swept[] = []
for (const writer of WRITERS) {
  const swept = await sweep(writer)
  all.push(swept)
  process.stdout.write(`${JSON.stringify(swept)}\n`)
}
const faults = all.flatMap((swept) => swept.faults)
if (values.write) writeFileSync(new URL('../../docs/evidence/faults.md', import.meta.url), page())
process.exit(faults.length === 0 ? 0 : 1)

function page(): string {
  const rows = all.map(
    ({ writer, calls, cases, old, fresh, faults: bad }) =>
      `| ${writer} | ${calls} | ${cases} | ${old} | ${fresh} | ${bad.length} |`,
  )
  return `# Faults of the file system

\`npm run campaign:faults -- --write\`, ${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}.

Each file-system call of each writer fails once with EIO, once with ENOSPC, and once the process is killed there by
SIGKILL with half of its bytes written. Afterwards a fresh opening must find the old or the new state, whole; a writer
that said it was done must be found done; the next write must succeed. Calls are counted where the program makes them
(\`node:fs/promises\`), so a call may be a few system calls that belong together; copying a folder counts as one.

| writer | calls | cases | old stands | new stands | faults |
|---|---|---|---|---|---|
${rows.join('\n')}

${faults.length === 0 ? 'No fault was found.' : faults.map((line) => `- ${line}`).join('\n')}

Tiles, entries and checkpoints live in PostgreSQL (decision 0009): there PostgreSQL itself is killed, by \`npm run crash\`.
`
}
