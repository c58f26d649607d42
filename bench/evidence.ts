/**
 * Writes the figures of a run down, with what they depend on: date, commit, kind of machine, its load.
 *
 * Says nothing of where the machine is or how it is called.
 */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { promisify } from 'node:util'

const FOLDER = new URL('../docs/evidence/', import.meta.url)
const GIB = 1024 ** 3

export interface Evidence {
  /** Name of the file below docs/evidence. */
  readonly file: string
  readonly title: string
  /** Which command writes it, and what must be known to read it. */
  readonly words: readonly string[]
  readonly loadBefore: number
  /** Version of the server. */
  readonly postgres: string
  /** Further conditions of the run. */
  readonly conditions: readonly string[]
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export async function writeEvidence(evidence: Evidence): Promise<void> {
  const { loadBefore, postgres, conditions, headings, rows } = evidence
  const loadAfter = loadavg()[0] ?? Number.NaN
  const facts = [
    `Date: ${new Date().toISOString().slice(0, 16)}Z`,
    `Commit: ${await commit()}`,
    `Machine: ${machine()}`,
    `Node ${process.versions.node} (${process.execArgv.join(' ') || 'no flags'}), PostgreSQL ${postgres}, both on this machine`,
    `Load average of one minute: ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after`,
    ...conditions,
  ]
  const text = [
    `# ${evidence.title}`,
    '',
    ...evidence.words,
    '',
    ...facts.map((fact) => `- ${fact}`),
    '',
    line(headings),
    line(headings.map(() => '---')),
    ...rows.map(line),
    '',
  ]
  await writeFile(new URL(evidence.file, FOLDER), text.join('\n'))
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
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
