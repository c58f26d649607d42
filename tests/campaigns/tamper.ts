/**
 * `npm run campaign:tamper -- [--flips N] [--sealed N] [--seed N] [--write]`: single bits of everything sealed or signed, and of the files of
 * PostgreSQL, are flipped, and each flip must be found with the first bad record named; `--sealed` of them under a checksum made
 * anew, each judged by a started server; then each attack on a standing house is tried. `--write` tells the run in docs/evidence/tamper.md. Exit code 1: one was missed. R-82, I3, I4, I7.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { flipPages, openHeap, type Outcome } from '../tampering/heap.ts'
import { flipSealed, KINDS, type SealedFlip } from '../tampering/sealed-flips.ts'
import { chance, flipBits, type Tally } from './flip-bits.ts'
import { type Attacked, tryAttacks } from './tamper-attacks.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Of the flips, the share that goes to the files of PostgreSQL: one kind of thing of eight. */
const HEAP_SHARE = 8
const { values: options } = parseArgs({
  options: {
    flips: { type: 'string', default: '110000' },
    sealed: { type: 'string', default: '300' },
    seed: { type: 'string', default: '20261122' },
    write: { type: 'boolean', default: false },
  },
})

/**
 * Tables that no entry vouches for, and what their rows are worth: a flip there is told and no miss. Nothing of them lives
 * longer than a day, or it is compared elsewhere.
 */
const UNVOUCHED: Readonly<Record<string, string>> = {
  idempotency: 'what a repeated call is answered; lives a day',
  code_challenge: 'one-time codes; minutes',
  staff_attempt: 'failed logins; lives a quarter of an hour',
  session: 'bears a seal of its own: a session that does not open is none',
  migration: 'the next start refuses a file of another hash',
  'values of ledger_checkpoint':
    'the signature of the log’s second key: who reads with that key refuses it',
  'keys.epoch_floor': 'a bound that only stops writers under ended keys',
  'keys.index_floor': 'a bound that only stops writers under ended search keys',
}

interface Run {
  readonly tally: Tally
  readonly heap: { readonly found: number } & Readonly<Record<Outcome, number>>
  readonly sealed: readonly SealedFlip[]
  readonly pages: number
  readonly attacks: readonly Attacked[]
}

const flips = Number(options.flips)
const heapFlips = Math.floor(flips / HEAP_SHARE)
const begun = process.cpuUsage()
const run = await campaign()
const { user, system } = process.cpuUsage(begun)
const seconds = Math.round((user + system) / 1e6)
const rows = Object.entries(run.tally)
const failed = run.attacks.filter(({ ok }) => !ok)
tell()
if (options.write) write()

async function campaign(): Promise<Run> {
  const seed = Number(options.seed)
  const tally = await flipBits(flips - heapFlips, seed, (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${flips - heapFlips} flips`)
  })
  await using heap = await openHeap(6)
  const { found, passed } = flipPages(heap.pages, heapFlips, chance(seed))
  const outcomes = { named: 0, fell: 0, harmless: 0, missed: 0 }
  for (const page of passed) outcomes[await heap.outcome(page)] += 1
  const wanted = Number(options.sealed)
  const sealed = await flipSealed(heap, wanted, chance(seed + 1), (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${wanted} under a new checksum`)
  })
  const pages = heap.pages.length
  return { tally, heap: { found, ...outcomes }, sealed, pages, attacks: await tryAttacks() }
}

function tell(): void {
  for (const [name, counts] of rows)
    process.stdout.write(`${name.padEnd(14)} ${JSON.stringify(counts)}\n`)
  process.stdout.write(`${'heap page'.padEnd(14)} ${JSON.stringify(run.heap)}\n`)
  const bad = rows.reduce((sum, [, { missed, misnamed }]) => sum + missed + misnamed, 0)
  for (const { what, code } of failed) process.stdout.write(`attack not found: ${what} (${code})\n`)
  for (const row of sealedRows()) process.stdout.write(`${row}\n`)
  const missed = bad + run.heap.missed + unexplained().length
  process.stdout.write(
    `${flips} flips, ${missed} missed or misnamed; ${run.attacks.length} attacks, ${failed.length} not named; ${seconds} CPU seconds\n`,
  )
  if (missed + failed.length > 0) process.exitCode = 1
}

function unexplained(): readonly SealedFlip[] {
  return run.sealed.filter(({ outcome, table }) => outcome === 'missed' && !(table in UNVOUCHED))
}

function sealedRows(): readonly string[] {
  const byKind = KINDS.map((kind) => {
    const count = (outcome: Outcome) =>
      run.sealed.filter((one) => one.kind === kind && one.outcome === outcome).length
    return `| ${kind} | ${count('named')} | ${count('fell')} | ${count('harmless')} | ${count('missed')} |`
  })
  const missed = run.sealed.filter(({ outcome }) => outcome === 'missed').map(({ table }) => table)
  const tables = [...new Set(missed)].map((table) => `${table}: ${UNVOUCHED[table] ?? 'NO REASON'}`)
  return [...byKind, ...tables]
}

function write(): void {
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  const lines = [
    ...rows.map(
      ([name, { found, harmless, misnamed, missed }]) =>
        `| ${name} | ${found} | ${harmless} | ${misnamed} | ${missed} |`,
    ),
    `| heap page | ${run.heap.found + run.heap.named} | ${run.heap.harmless} | 0 | ${run.heap.missed} |`,
  ]
  const attacks = run.attacks.map(
    ({ what, ok, code }) => `| ${what} | ${ok ? code : 'NOT NAMED'} |`,
  )
  mkdirSync(join(ROOT, 'docs/evidence'), { recursive: true })
  writeFileSync(
    join(ROOT, 'docs/evidence/tamper.md'),
    `# Tampering

Written by \`npm run campaign:tamper -- --flips ${flips} --seed ${options.seed} --write\`, ${new Date().toISOString().slice(0, 10)}, on commit
${commit.trim()}, Node ${process.version}, ${seconds} CPU seconds of this process.

## Single bits flipped

| what | found | harmless | misnamed | missed |
|---|---|---|---|---|
${lines.join('\n')}

A log of 300 entries with its tiles, bundles and checkpoint, one receipt, one box, one wrapped key, one object of a
backup; a bit at a random place each time. *Found*: refused, and of the log the first bad entry is the one that was
flipped. *Harmless*: only the signature of a key that the reader does not know was touched, or what JSON does not read; what is
read is what was signed.

*Heap page*: the ${run.pages} pages of the tables and indexes of a house with six people, as PostgreSQL had written them (its log of changes is not
among them). A flip anywhere on a page, unused bytes and hint bits included, should break the page's checksum. That has 16 bits, so of 65,000 flips
about one is let through: ${run.heap.named + run.heap.fell + run.heap.harmless + run.heap.missed} here, of which the audit of the started server named ${run.heap.named}, and ${run.heap.harmless} left every row as it was. The checksum is computed by our own
implementation, which gave PostgreSQL's own figure on every one of these pages before any was flipped; a page that fails it is one that PostgreSQL
refuses to read. That the audit then names table and block is tried on seven such pages with a real server (\`tests/heap.pg.test.ts\`).

## Single bits of PostgreSQL's files, under a checksum made anew

Whoever can write the files can make the checksum, too. ${run.sealed.length} flips in bytes that are in use, each judged by a started server, its audit and its
log; kind, table and page drawn at random.

| what | named | the server fell | rows as before | missed |
|---|---|---|---|---|
${sealedRows().slice(0, KINDS.length).join('\n')}

*Named*: a finding of audit or log. *The server fell*: it stopped over the row before the audit could name it, so that the audit failed with the
connection. *Rows as before*: every row of every table reads as it did; of an index, that it still knows each row.
*Missed* may be only what no entry vouches for:
${
  sealedRows()
    .slice(KINDS.length)
    .map((line) => `\n- ${line}`)
    .join('') || 'nothing here.'
}

## Attacks on a standing house

${run.attacks.length} attacks by the owner of the cluster, each on the same house; ${failed.length} not named. A log rewritten with the log's own key, and
a database set back to an older day, are tried against witnesses in \`tests/witnesses.pg.test.ts\`.

| when | first finding |
|---|---|
${attacks.join('\n')}
`,
  )
}
