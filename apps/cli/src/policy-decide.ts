/**
 * May this happen? Questions as JSON lines on standard input, the decision of each on standard output.
 *
 * A line has our own form (`question`, `facts`) or that of OpenID AuthZEN (`subject`, `action`, `resource`,
 * `context`) and is answered in the same. The answers are those of `rules.decide`, the only place where one is made. Every line is answered under
 * its number, the bad ones with what is wrong; one bad line stops no other. Exit code 1 says that there was
 * a bad line; a refusal is an answer, not a finding. Nothing is recorded: no data leave here.
 *
 * Requirements. Invariant I8.
 */
import { once } from 'node:events'
import { compileTables, loadPolicy, type Policy, type Tables } from '@kelisim/policy'
import { decide, readQuestion } from '@kelisim/rules'
import { moment, toIso } from '@kelisim/terms'
import { type Command, type ExitCode, WrongUse, wordsOf } from './command.ts'
import { type LineIn, linesIn } from './lines-in.ts'
import { answerLineEvaluation, isEvaluation } from './evaluation-in.ts'
import { filesOf, soundPolicy } from './policy-check.ts'

const LINE_BYTES_MAX = 1_000_000
/** An unknown field could itself be somebody's data, so only what looks like a name is repeated (I11). */
const NAME = /^[a-z][A-Za-z0-9_]{0,49}$/
/** Written at once; larger pieces save no time and hold answers back. */
const PIECE_CHARS = 64 * 1_024

export const policyDecide: Command = {
  options: { policy: { type: 'string' } },
  run: async (call) => {
    wordsOf(call)
    const dir = call.texts['policy']
    if (dir === undefined) throw new WrongUse('--policy DIR is missing')
    const loaded = loadPolicy(await filesOf(dir))
    const sentence = 'the policy has faults and decides nothing'
    const policy = soundPolicy(loaded, call.language, sentence)
    return await answerAll(compileTables(policy), policy)
  },
}

async function answerAll(tables: Tables, policy: Policy): Promise<ExitCode> {
  let bad = false
  let piece = ''
  const flush = async () => {
    const whole = piece
    piece = ''
    if (whole !== '' && !process.stdout.write(whole)) await once(process.stdout, 'drain')
  }
  for await (const line of linesIn(chunks(flush), LINE_BYTES_MAX)) {
    const answer = answerLine(tables, policy, line)
    bad ||= answer['effect'] === 'fault'
    piece += `${JSON.stringify({ line: line.number, ...answer })}\n`
    if (piece.length >= PIECE_CHARS) await flush()
  }
  await flush()
  return bad ? 1 : 0
}

/** Answers leave before the next input is waited for, so that a questioner may wait for them. */
async function* chunks(flush: () => Promise<void>): AsyncGenerator<Uint8Array> {
  for await (const chunk of process.stdin) {
    yield chunk as Buffer
    await flush()
  }
}

function answerLine(
  tables: Tables,
  policy: Policy,
  line: LineIn,
): Readonly<Record<string, unknown>> {
  if ('fault' in line) return faulty([{ pointer: '', code: line.fault }])
  const parsed = parsedLine(line.text)
  if (parsed === undefined) return faulty([{ pointer: '', code: 'not_json' }])
  if (isEvaluation(parsed)) {
    return answerLineEvaluation(policy, tables, parsed, moment(Date.now()))
  }
  const read = readQuestion(parsed, policy.hash)
  if ('faults' in read) return faulty(read.faults)
  const decision = decide(tables, read.question, read.facts)
  if (decision.effect === 'refuse' && decision.code === 'fact_missing' && read.absent) {
    return { ...decision, where: decision.where === 'at' ? 'at' : read.absent }
  }
  if (decision.effect === 'permit') return { ...decision, at: toIso(decision.at) }
  const { where, ...rest } = decision
  return where === undefined ? rest : { ...rest, where: NAME.test(where) ? where : '?' }
}

/** undefined for what is not JSON; `null` is JSON, but no question. */
function parsedLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function faulty(faults: readonly object[]): Readonly<Record<string, unknown>> {
  return { effect: 'fault', faults }
}
