/** Writes the figures of a rotation down, with day, commit, and how busy the machine was. */
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'

const FILE = new URL('../docs/evidence/rotation-speed.md', import.meta.url)

export type Figure = readonly [what: string, value: string]

export async function writeRotationEvidence(
  figures: readonly Figure[],
  loadBefore: number,
): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' })
  const day = new Date().toISOString().slice(0, 10)
  const loads = `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? Number.NaN).toFixed(1)} after`
  const text = [
    '# How fast do the keys turn?',
    '',
    'Written by `node bench/rotation.bench.ts --keys N --write`; the module says what is measured.',
    'Server, PostgreSQL and reader share one machine, and other work had its share of it.',
    '',
    `${day}, commit ${commit.trim()}, Node ${process.version}, ${availableParallelism()} processors, ${loads}.`,
    '',
    '| | |',
    '|---|---|',
    ...figures.map(([what, value]) => `| ${what} | ${value} |`),
    '',
  ].join('\n')
  await writeFile(FILE, text)
}
