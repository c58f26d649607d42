/** Writes the figures of the vault down, with day, commit, and how busy the machine was. */
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'

const FILE = new URL('../docs/evidence/vault-speed.md', import.meta.url)

export interface Result {
  readonly name: string
  readonly perSecond: number
  readonly microseconds: number
  readonly against: string
  readonly ratio: number
}

export async function writeVaultEvidence(
  results: readonly Result[],
  loadBefore: number,
): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' })
  const day = new Date().toISOString().slice(0, 10)
  const loads = `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? Number.NaN).toFixed(1)} after`
  const text = [
    '# What do a dossier and a box cost?',
    '',
    'Written by `node bench/vault.bench.ts --write`; the module says what is measured. Processor time of one process, one',
    'thread, median of 7 rounds of 4,000 calls; the ratio is to the line named, in the same run.',
    '',
    `${day}, commit ${commit.trim()}, Node ${process.version}, ${availableParallelism()} processors, ${loads}.`,
    '',
    '| what | µs of processor time | per CPU-second | times | of |',
    '|---|---|---|---|---|',
    ...results.map(
      ({ name, perSecond, microseconds, against, ratio }) =>
        `| ${name.trim()} | ${microseconds.toFixed(1)} | ${perSecond} | ${ratio.toFixed(2)} | ${against} |`,
    ),
    '',
  ].join('\n')
  await writeFile(FILE, text)
}
