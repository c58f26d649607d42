/**
 * How long does a policy take from its folder's texts to everything that is decided and shown by it?
 *
 * `compile`: parse, check, decision tables, consent texts in three languages; ProLeads, from texts in memory.
 * `documents`: every document of the policy, with its hash. `cold` is the first round of this process, as a command
 * pays it once its modules are loaded; `warm` the median of the rounds, as a server that adopts a version pays it; `best` the
 * shortest round. Nothing is kept from one round to the next but what the engine has compiled.
 * Processor time of this process, because other processes share the machine. Goal: compile within 200 ms, warm.
 * Run: `node bench/policy-compile.bench.ts [--json] [--write]`. Takes some seconds.
 */
import { join } from 'node:path'
import { documentsOf } from '@kelisim/documents'
import { readPolicyFolder } from '@kelisim/outside'
import { compileTables, consentTexts, loadPolicy, type Policy } from '@kelisim/policy'
import { LANGUAGES } from '@kelisim/terms'
import { writePolicySection } from './evidence.ts'

const ROUNDS = 15
const GOAL_MS = 200

const files = await readPolicyFolder(join(import.meta.dirname, '../policy/proleads'))

function compile(): Policy {
  const { policy, findings } = loadPolicy(files)
  if (policy === undefined) throw new Error(`the policy has faults: ${findings[0]?.code}`)
  compileTables(policy)
  for (const language of LANGUAGES) consentTexts(policy, language)
  return policy
}

/** Milliseconds of processor time. */
function timed<T>(work: () => T): readonly [T, number] {
  const before = process.cpuUsage()
  const made = work()
  const { user, system } = process.cpuUsage(before)
  return [made, (user + system) / 1_000]
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
}

const compiling: number[] = []
const documenting: number[] = []
let count = 0
for (let round = 0; round < ROUNDS; round++) {
  const [policy, compiled] = timed(compile)
  const [documents, documented] = timed(() => documentsOf(policy))
  compiling.push(compiled)
  documenting.push(documented)
  count = documents.length
}

const result = {
  compile_ms: {
    cold: rounded(compiling[0] ?? 0),
    warm: rounded(median(compiling)),
    best: rounded(Math.min(...compiling)),
  },
  documents_ms: {
    cold: rounded(documenting[0] ?? 0),
    warm: rounded(median(documenting)),
    best: rounded(Math.min(...documenting)),
  },
  documents: count,
  goal_ms: GOAL_MS,
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}

if (process.argv.includes('--write')) {
  const told = ({ cold, warm, best }: typeof result.compile_ms) =>
    `${warm} ms warm (median of ${ROUNDS}), ${best} ms best, ${cold} ms cold`
  await writePolicySection('Compile', 'policy-compile.bench.ts', [
    [`Compile of ProLeads, processor time; goal ${GOAL_MS} ms`, told(result.compile_ms)],
    [`Its ${count} documents, processor time`, told(result.documents_ms)],
  ])
}
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`)
else {
  const line = (name: string, { cold, warm, best }: typeof result.compile_ms) =>
    `${name.padEnd(28)} ${String(warm).padStart(8)} ms warm, ${best} ms best, ${cold} ms cold\n`
  process.stdout.write(line('compile (goal 200 ms)', result.compile_ms))
  process.stdout.write(line(`${count} documents`, result.documents_ms))
}
