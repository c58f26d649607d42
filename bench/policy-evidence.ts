/**
 * Puts one measurement's figures into docs/evidence/policy-speed.md, in a section of its own: the others stay.
 *
 * With the day, the commit and how busy the machine was when it began, because a figure without them says little.
 */
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'

const FILE = new URL('../docs/evidence/policy-speed.md', import.meta.url)
const HEAD = `# How fast is the policy?

Each section is written by its measurement with \`--write\`; the module in \`bench/\` says what is measured and how.
A busy machine counts against the clock and hardly against processor time, so both are given where they differ.
`
const BUSY = loadavg()[0] ?? Number.NaN

export async function writeEvidence(
  title: string,
  module: string,
  rows: readonly (readonly [what: string, figure: string])[],
): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' })
  const day = new Date().toISOString().slice(0, 10)
  const section = [
    `## ${title}`,
    '',
    `\`node bench/${module} --write\`, ${day}, commit ${commit.trim()}, Node ${process.version}, ` +
      `${availableParallelism()} processors, load average ${BUSY.toFixed(1)}.`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
    '',
  ].join('\n')
  const before = await readFile(FILE, 'utf8').catch(() => HEAD)
  const [head = HEAD, ...sections] = before.split(/^(?=## )/m)
  const others = sections.filter((one) => !one.startsWith(`## ${title}\n`))
  const all = [...others, section].map((one) => `${one.trimEnd()}\n`).toSorted()
  await writeFile(FILE, [`${head.trimEnd()}\n`, ...all].join('\n'))
}
