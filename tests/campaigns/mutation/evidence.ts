/** What a run of mutants showed, as a part of docs/evidence/mutation.md: each area has one, the others stay. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from './mutants.ts'

export interface Survivor extends Mutant {
  /** The line it stands in. */
  readonly text: string
  readonly why?: string
}

export interface Figures {
  readonly area: string
  readonly files: readonly string[]
  /** Each Nth mutant was taken. */
  readonly every: number
  /** Which of them was the first. */
  readonly from: number
  readonly mutants: number
  readonly killed: number
  /** Of these, in an earlier turn (killed-before.ts). */
  readonly killedBefore: number
  readonly survivors: readonly Survivor[]
}

const HEAD = `# Small faults that the tests must notice

Written by \`npm run campaign:mutation -- <area> --write\`. Each line of the program is changed in small ways (an operator, a condition, a
literal, a statement left out, a call left out), one at a time, and the tests of the area run against it.
`

export function writeEvidence(root: string, figures: Figures): void {
  const path = join(root, 'docs/evidence/mutation.md')
  const before = existsSync(path) ? readFileSync(path, 'utf8') : HEAD
  const [, ...parts] = before.split(/^(?=## )/m)
  const others = parts.filter((part) => !part.startsWith(`## ${titleOf(figures)}\n`))
  const all = [...others, section(root, figures)].toSorted()
  writeFileSync(path, `${HEAD}\n${all.map((part) => part.trimEnd()).join('\n\n')}\n`)
}

/** Two samples of an area stand beside each other. */
function titleOf({ area, from }: Figures): string {
  return from === 0 ? area : `${area}, another sample`
}

function sampleOf({ every, from }: Figures): string {
  if (every === 1) return 'Every mutant was taken.'
  return `One mutant of each ${every} was taken${from === 0 ? '' : `, the one with number ${from} first`}.`
}

function section(root: string, figures: Figures): string {
  const { files, mutants, killed, killedBefore, survivors } = figures
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim()
  const percent = ((killed / mutants) * 100).toFixed(1)
  const before =
    killedBefore === 0
      ? ''
      : ` (${killedBefore} in an earlier turn over the same files, since when tests were added)`
  const rows = survivors.map(
    ({ file, line, was, becomes, why }) =>
      `| \`${file.split('/').at(-1)}:${line}\` | ${code(was)} → ${code(becomes)} | ${why ?? 'not explained'} |`,
  )
  return [
    `## ${titleOf(figures)}\n`,
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.version}.\n`,
    `${sampleOf(figures)} ${killed} of ${mutants} killed${before}: **${percent} %**. Files: ${files.map((file) => `\`${file}\``).join(', ')}.\n`,
    ...(rows.length === 0
      ? []
      : ['| where | change | why no test can notice |', '|---|---|---|', ...rows]),
  ].join('\n')
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 80)
  return `\`${line}\``
}
