/**
 * How many decisions a second does one thread give?
 *
 * Questions of the policy in force, with and without a lawful answer, in a fixed shuffled order; every answer
 * is the full record (a frozen permit or a refusal). `numbers`: question and facts interned beforehand.
 * `words`: both looked up anew each time, as a request does it. Baseline, same run: a nested object of grants
 * and a search through the consents that says yes or no, keeps no record and knows none of the other rules.
 * Goal P1: 5 million answers a second in numbers. Per CPU-second of this process; the median of the rounds,
 * and the best one, because other processes share the machine.
 * Run: `node bench/decide.bench.ts [--json]`. Takes some seconds.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsentControl, compileTables, expand, loadPolicy } from '@kelisim/policy'
import {
  type ConsentFact,
  decide,
  decideInterned,
  type Facts,
  internFacts,
  internQuestion,
  type Question,
} from '@kelisim/rules'
import { type ConsentId, DAY, moment, recordId, subjectId } from '@kelisim/terms'

const ROUNDS = 21
const ANSWERS = 200_000
const ANSWERS_IN_WORDS = 20_000
const QUESTIONS = 1_024
const AT = moment(1_795_338_000_000)

const folder = join(import.meta.dirname, '../policy/proleads')
const files = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|md|txt)$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
)
const { policy } = loadPolicy(files)
if (policy === undefined) throw new Error('the policy folder has faults')
const tables = compileTables(policy)

const questions = shuffled(
  policy.roles.flatMap((role) =>
    role.grants.flatMap((grant) =>
      grant.operations.map((operation): Question => {
        const fields = expand(policy, grant).slice(0, 3)
        const channel = policy.purposes.find(({ id }) => id === grant.purpose)?.channels[0]
        return {
          role: role.id,
          operation,
          purpose: grant.purpose,
          fields,
          at: AT,
          policy: policy.hash,
          ...(operation === 'provide' ? { recipient: policy.recipients[0]?.id ?? '' } : {}),
          ...(channel !== undefined && operation === 'use' ? { channel } : {}),
        }
      }),
    ),
  ),
)
const facts: Facts = {
  subject: subjectId(new Uint8Array(16)),
  state: 'live',
  subjectCategories: ['potential_borrower'],
  consents: policy.controls.flatMap(consentsOf),
  suspendedRecipients: [],
  suspendedPurposes: [],
  obligations: [],
}

function consentsOf(control: ConsentControl, place: number): ConsentFact[] {
  const id = recordId<ConsentId>(place, new Uint8Array(10))
  const { purpose, operations } = control
  const base = { id, purpose, operations, grantedAt: moment(AT - DAY), expiresAt: moment(AT + DAY) }
  switch (control.kind) {
    case 'processing':
      return [{ ...base, fields: control.fields ?? tables.fields }]
    case 'channel':
      return [{ ...base, fields: control.fields ?? tables.fields, channel: control.channel }]
    case 'recipient':
      return (policy?.recipients ?? []).map((one) => {
        return { ...base, recipient: one.id, fields: one.agreement?.fields ?? [] }
      })
  }
}

/** A fixed shuffle: the processor must not learn the order of the policy's lines. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  let state = 1
  return Array.from({ length: QUESTIONS }, (_, index) => index % items.length)
    .map((index) => ({ index, key: (state = (state * 48_271) % 2_147_483_647) }))
    .toSorted((one, other) => one.key - other.key)
    .flatMap(({ index }) => items[index] ?? [])
}

type Grants = Record<string, Record<string, Record<string, readonly string[]>>>
const grants: Grants = {}
for (const role of policy.roles) {
  for (const grant of role.grants) {
    for (const operation of grant.operations) {
      const purposes = ((grants[role.id] ??= {})[grant.purpose] ??= {})
      purposes[operation] = expand(policy, grant)
    }
  }
}
function plainLookup(question: Question): boolean {
  const fields = grants[question.role]?.[question.purpose]?.[question.operation]
  if (fields === undefined || !question.fields.every((field) => fields.includes(field)))
    return false
  return facts.consents.some(
    (one) =>
      one.purpose === question.purpose &&
      one.operations.includes(question.operation) &&
      one.expiresAt > question.at,
  )
}

const asked = questions.map((question) => internQuestion(tables, question))
const known = internFacts(tables, facts)
const permitted = asked.filter((one) => decideInterned(tables, one, known).effect === 'permit')
const refused = asked.filter((one) => decideInterned(tables, one, known).effect === 'refuse')
let last: unknown

function numbers(list: typeof asked): (count: number) => void {
  return (count) => {
    for (let done = 0, at = 0; done < count; done++, at = at + 1 === list.length ? 0 : at + 1) {
      const question = list[at]
      if (question !== undefined) last = decideInterned(tables, question, known)
    }
  }
}

function words(answer: (question: Question) => unknown): (count: number) => void {
  return (count) => {
    for (let done = 0; done < count; done++) {
      const question = questions[done % questions.length]
      if (question !== undefined) last = answer(question)
    }
  }
}

const MEASURED: readonly (readonly [name: string, count: number, call: (count: number) => void])[] =
  [
    ['plain object lookup, no record', ANSWERS, words(plainLookup)],
    ['numbers, all questions', ANSWERS, numbers(asked)],
    ['numbers, permits only', ANSWERS, numbers(permitted)],
    ['numbers, refusals only', ANSWERS, numbers(refused)],
    [
      'words, question and facts anew',
      ANSWERS_IN_WORDS,
      words((one) => decide(tables, one, facts)),
    ],
  ]

function perCpuSecond(count: number, call: (count: number) => void): number {
  const before = process.cpuUsage()
  call(count)
  const { user, system } = process.cpuUsage(before)
  return (count * 1_000_000) / (user + system)
}

const rounds = new Map(MEASURED.map(([name]): [string, number[]] => [name, []]))
for (const [, count, call] of MEASURED) perCpuSecond(count, call)
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, count, call] of MEASURED) rounds.get(name)?.push(perCpuSecond(count, call))
}
if (last === undefined) throw new Error('nothing was answered')

const results = MEASURED.map(([name]) => {
  const sorted = (rounds.get(name) ?? []).toSorted((one, other) => one - other)
  return { name, perSecond: sorted[Math.floor(ROUNDS / 2)] ?? 0, best: sorted.at(-1) ?? 0 }
})
const plain = results[0]?.perSecond ?? Number.NaN
if (process.argv.includes('--json')) {
  const rows = results.map((one) => ({ ...one, ratio: one.perSecond / plain }))
  const mix = { permits: permitted.length, refusals: refused.length }
  console.log(JSON.stringify({ node: process.version, mix, results: rows }))
} else {
  console.log(`${permitted.length} of ${asked.length} questions have a permit for their answer`)
  for (const { name, perSecond, best } of results) {
    const figures = [perSecond, best].map((one) => (one / 1e6).toFixed(2).padStart(7)).join(' best')
    const ratio = (perSecond / plain).toFixed(2).padStart(7)
    console.log(`${name.padEnd(34)}${figures} million/CPU-s ${ratio} of plain`)
  }
}
