/**
 * Writes the figures of a run down, with what they depend on: date, commit, kind of machine, its load.
 *
 * A measurement has a file of its own below docs/evidence, or a section in a file that it shares with others; those stay.
 * Says nothing of where the machine is or how it is called.
 */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { promisify } from 'node:util'

const FOLDER = new URL('../docs/evidence/', import.meta.url)
const GIB = 1024 ** 3
/** When the measurement began: it is imported before anything is measured. */
const LOAD_BEFORE = load()

export interface Evidence {
  /** Name of the file below docs/evidence. */
  readonly file: string
  readonly title: string
  /** Which command writes it, and what must be known to read it. */
  readonly words: readonly string[]
  /** Version of the server, where one takes part. */
  readonly postgres?: string
  /** Further conditions of the run. */
  readonly conditions?: readonly string[]
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export async function writeEvidence(evidence: Evidence): Promise<void> {
  await writeFile(new URL(evidence.file, FOLDER), `# ${await told(evidence)}`)
}

const SHARED = {
  file: new URL('policy-speed.md', FOLDER),
  head: `# How fast is the policy?

Each section is written by its measurement with \`--write\`; the module in \`bench/\` says what is measured and how.
A busy machine counts against the clock and hardly against processor time, so both are given where they differ.
`,
}

/** A section of docs/evidence/policy-speed.md. */
export async function writePolicySection(
  title: string,
  module: string,
  rows: readonly (readonly [what: string, figure: string])[],
): Promise<void> {
  const words = [`Written by \`node bench/${module} --write\`.`]
  const section = `## ${await told({ title, words, headings: ['what', 'measured'], rows })}`
  const before = await readFile(SHARED.file, 'utf8').catch(() => SHARED.head)
  const [, ...sections] = before.split(/^(?=## )/m)
  const others = sections.filter((one) => !one.startsWith(`## ${title}\n`))
  const all = [...others, section].map((one) => `${one.trimEnd()}\n`).toSorted()
  await writeFile(SHARED.file, [SHARED.head, ...all].join('\n'))
}

async function told(evidence: Omit<Evidence, 'file'>): Promise<string> {
  const { title, words, postgres, conditions = [], headings, rows } = evidence
  const server = postgres === undefined ? '' : `, PostgreSQL ${postgres}, both on this machine`
  const facts = [
    `Date: ${new Date().toISOString().slice(0, 16)}Z`,
    `Commit: ${await commit()}`,
    `Machine: ${machine()}`,
    `Node ${process.versions.node} (${process.execArgv.join(' ') || 'no flags'})${server}`,
    `Load average of one minute: ${LOAD_BEFORE} before, ${load()} after`,
    ...conditions,
  ]
  const list = facts.map((fact) => `- ${fact}`)
  const table = [headings, headings.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  )
  return [title, '', ...words, '', ...list, '', ...table, ''].join('\n')
}

function load(): string {
  return (loadavg()[0] ?? Number.NaN).toFixed(1)
}

function machine(): string {
  const processors = cpus()
  const memory = Math.round(totalmem() / GIB)
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${memory} GiB, shared with other work`
}

/** With a mark when the working tree holds more than the commit. */
async function commit(): Promise<string> {
  const git = async (...words: readonly string[]) =>
    (await promisify(execFile)('git', words, { cwd: new URL('.', import.meta.url) })).stdout.trim()
  const hash = await git('rev-parse', '--short', 'HEAD').catch(() => 'unknown')
  const changed = await git('status', '--porcelain', '--', '../packages').catch(() => '')
  return changed === '' ? hash : `${hash} and changes after it`
}
