/**
 * The difference of two policies against the decision itself: every question of both is asked with every set of
 * ticks, and what changes is what the difference says, neither more nor less.
 *
 * The difference never calls the decision, so this is where a mistake in it would show. Names that only one of
 * the two versions knows are asked of both.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  type Addressee,
  type Best,
  compileTables,
  consentTexts,
  diffPolicies,
  loadPolicy,
  type Policy,
  type Tables,
} from '@kelisim/policy'
import { type ConsentId, DAY, later, OPERATIONS, subjectId } from '@kelisim/terms'
import fc from 'fast-check'
import { decideInterned } from './decide.ts'
import { EXAMPLE } from './example-policy.ts'
import { SPACE_AT as AT } from './example-space.ts'
import { type InternedFacts, internFacts, internQuestion } from './intern.ts'
import type { ConsentFact, Question } from './question.ts'

interface Tick {
  readonly control: string
  readonly fact: ConsentFact
}

function ticksOf(policy: Policy): readonly Tick[] {
  return consentTexts(policy, 'kk').map(
    ({ control, purpose, operations, fields, recipient, channel }) => ({
      control,
      fact: {
        id: control as ConsentId,
        purpose,
        operations,
        fields,
        grantedAt: later(AT, -DAY),
        expiresAt: later(AT, DAY),
        ...(recipient === undefined ? {} : { recipient }),
        ...(channel === undefined ? {} : { channel }),
      },
    }),
  )
}

/** Every set of ticks to one purpose, as facts of the tables that answer. */
class Worlds {
  readonly #tables: Tables
  readonly #ticks: readonly Tick[]
  readonly #made = new Map<string, readonly (readonly [string, InternedFacts])[]>()

  constructor(tables: Tables, ticks: readonly Tick[]) {
    this.#tables = tables
    this.#ticks = ticks
  }

  of(purpose: string): readonly (readonly [string, InternedFacts])[] {
    const known = this.#made.get(purpose)
    if (known !== undefined) return known
    const mine = this.#ticks.filter(({ fact }) => fact.purpose === purpose)
    const worlds = Array.from({ length: 2 ** mine.length }, (_, bits) => {
      const given = mine.filter((_one, index) => (bits >> index) & 1)
      const facts = internFacts(this.#tables, {
        subject: subjectId(new Uint8Array(16)),
        state: 'live',
        subjectCategories: ['client'],
        consents: given.map(({ fact }) => fact),
        suspendedRecipients: [],
        suspendedPurposes: [],
        obligations: [],
      })
      return [given.map(({ control }) => control).join('+'), facts] as const
    })
    this.#made.set(purpose, worlds)
    return worlds
  }
}

interface Answer {
  /** The smallest sets of ticks that get a permit. */
  readonly sets: readonly string[]
  /** With every tick given. */
  readonly code: string
}

function answerOf(tables: Tables, hash: string, worlds: Worlds, words: Question): Answer {
  const question = internQuestion(tables, { ...words, policy: hash })
  const sets: string[] = []
  let code = ''
  for (const [name, facts] of worlds.of(words.purpose)) {
    const decision = decideInterned(tables, question, facts)
    code = decision.effect === 'refuse' ? decision.code : ''
    if (decision.effect === 'permit') sets.push(name)
  }
  const names = (set: string) => (set === '' ? [] : set.split('+'))
  const smallest = sets.filter(
    (set) =>
      !sets.some((other) => other !== set && names(other).every((one) => names(set).includes(one))),
  )
  return { sets: smallest.sort(), code }
}

function* questions(before: Policy, after: Policy): Generator<readonly [string, Question]> {
  const both = (names: (policy: Policy) => readonly string[]) => [
    ...new Set([...names(before), ...names(after)]),
  ]
  const channelsOf = (purpose: string) =>
    both((one) => one.purposes.filter(({ id }) => id === purpose).flatMap((p) => p.channels))
  for (const role of both((one) => one.roles.map(({ id }) => id)))
    for (const purpose of both((one) => one.purposes.map(({ id }) => id)))
      for (const operation of OPERATIONS)
        for (const to of [
          {},
          ...both((one) => one.recipients.map(({ id }) => id)).map((recipient) => ({ recipient })),
          ...channelsOf(purpose).map((channel) => ({ channel })),
        ])
          for (const field of ['', ...both((one) => one.fields.map(({ id }) => id))]) {
            const fields = field === '' ? [] : [field]
            const question = { role, operation, purpose, fields, at: AT, policy: '', ...to }
            yield [keyOf(role, operation, purpose, field, Object.values(to).join()), question]
          }
}

function keyOf(...parts: readonly string[]): string {
  return parts.join(' ')
}

/** What changes, by asking: the key of each question, with both answers. */
function byAsking(before: Policy, after: Policy): { found: Map<string, string>; asked: number } {
  const [was, is] = [compileTables(before), compileTables(after)]
  const old = ticksOf(before)
  const wasWorlds = new Worlds(was, old)
  const isWorlds = new Worlds(is, ticksOf(after))
  const staysWorlds = new Worlds(is, old)
  const found = new Map<string, string>()
  let asked = 0
  for (const [key, words] of questions(before, after)) {
    asked++
    const one = answerOf(was, before.hash, wasWorlds, words)
    const other = answerOf(is, after.hash, isWorlds, words)
    const stays = answerOf(is, after.hash, staysWorlds, words).sets.length > 0
    if (one.sets.length === 0 && other.sets.length === 0) continue
    const same = one.sets.join('|') === other.sets.join('|') && one.sets.length > 0
    if (same && stays) continue
    const change =
      one.sets.length === 0 ? 'permitted' : other.sets.length === 0 ? 'refused' : 'otherwise'
    found.set(key, [change, said(one), said(other), stays].join(' / '))
  }
  return { found, asked }
}

function said({ sets, code }: Answer): string {
  return sets.length > 0 ? sets.join('|') : plain(code)
}

/** The two words for data given for something else, or not at all. */
function plain(code: string): string {
  return code === 'purpose_mismatch' ? 'no_consent' : code
}

function bestSaid(best: Best): string {
  if (best.effect === 'refuse') return plain(best.code)
  return best.ticks
    .map((set) => set.join('+'))
    .sort()
    .join('|')
}

function bySaying(before: Policy, after: Policy): { found: Map<string, string>; asked: number } {
  const { answers } = diffPolicies(before, after, AT)
  const found = new Map<string, string>()
  const name = (to: Addressee) => (to.kind === 'nobody' ? '' : to.id)
  for (const group of answers.groups)
    for (const role of group.roles)
      for (const operation of group.operations)
        for (const field of group.fields) {
          const key = keyOf(role, operation, group.purpose, field, name(group.to))
          assert.ok(!found.has(key), `${key} is in two groups`)
          const { change, onOldConsents } = group
          found.set(
            key,
            [change, bestSaid(group.before), bestSaid(group.after), onOldConsents].join(' / '),
          )
        }
  const { refused, permitted, otherwise } = answers
  assert.equal(refused + permitted + otherwise, found.size)
  return { found, asked: answers.questions }
}

function agree(before: Policy, after: Policy): number {
  const asked = byAsking(before, after)
  const saying = bySaying(before, after)
  const lines = (found: Map<string, string>) => [...found].map(([key, what]) => `${key}: ${what}`)
  assert.deepEqual(lines(saying.found).sort(), lines(asked.found).sort())
  assert.equal(saying.asked, asked.asked)
  return asked.found.size
}

const FOLDER = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]),
)

function inForce(): Policy {
  const { policy, findings } = loadPolicy(FILES)
  return policy ?? assert.fail(JSON.stringify(findings.slice(0, 4)))
}

test('I8: the policy in force against itself without a field, a lender, a grant, a tick', (t) => {
  const before = inForce()
  const after: Policy = {
    ...before,
    hash: 'c'.repeat(64),
    fields: before.fields.map((field) =>
      field.id === 'income'
        ? { ...field, purposes: field.purposes.filter((id) => id !== 'contract') }
        : field,
    ),
    recipients: before.recipients.slice(0, 2),
    roles: before.roles.map((role) =>
      role.id === 'clerk' ? { ...role, grants: role.grants.slice(1) } : role,
    ),
    controls: before.controls.map((control) =>
      control.kind === 'processing'
        ? { ...control, operations: control.operations.filter((one) => one !== 'extract') }
        : control,
    ),
  }
  const there = agree(before, after)
  const back = agree(after, before)
  t.diagnostic(`${there} questions change`)
  assert.equal(there, back)
  assert.ok(there > 100)
})

const NAMED = { kk: 'words', ru: 'words', en: 'words' }

/** A control over no field is a consent to nothing, which the checker refuses. */
function compiles(policy: Policy): boolean {
  try {
    return consentTexts(policy, 'kk').length > 0
  } catch {
    return false
  }
}

/** Any subset of a list, in its order. */
const some = <T>(list: readonly T[]) => fc.subarray([...list])

const changedPolicy: fc.Arbitrary<Policy> = fc
  .record({
    fields: fc.array(
      fc.record({ keep: fc.nat(9), off: fc.nat(9), purposes: some(EXAMPLE.purposes) }),
      { minLength: EXAMPLE.fields.length, maxLength: EXAMPLE.fields.length },
    ),
    recipients: some(EXAMPLE.recipients),
    roles: some(EXAMPLE.roles),
    dropped: fc.nat(5),
    controls: some(EXAMPLE.controls),
    operations: some(OPERATIONS),
    agreed: some(EXAMPLE.fields),
    clients: fc.boolean(),
  })
  .map((change) => ({
    ...EXAMPLE,
    hash: 'd'.repeat(64),
    operations: OPERATIONS.map((id) => ({ id, number: '', title: NAMED, legal: [] })),
    fields: EXAMPLE.fields.flatMap((field, index) => {
      const { keep = 9, off = 9, purposes = [] } = change.fields[index] ?? {}
      if (keep === 0) return []
      const named = keep < 5 ? purposes.map(({ id }) => id) : field.purposes
      return [{ ...field, purposes: named, ...(off === 0 ? { default: 'off' as const } : {}) }]
    }),
    purposes: EXAMPLE.purposes.filter((_, index) => index !== change.dropped),
    recipients: change.recipients.map((one) =>
      one.agreement === undefined
        ? one
        : { ...one, agreement: { ...one.agreement, fields: change.agreed.map(({ id }) => id) } },
    ),
    roles: change.roles.map((role, index) => ({
      ...role,
      grants: role.grants
        .filter(({ purpose }) => purpose !== EXAMPLE.purposes[change.dropped]?.id)
        .map((grant) => (index === 0 ? { ...grant, operations: change.operations } : grant)),
    })),
    controls: change.controls.filter(
      ({ purpose }) => purpose !== EXAMPLE.purposes[change.dropped]?.id,
    ),
  }))
  .filter(compiles)

test('I8: random versions of the example policy, either way', () => {
  let changes = 0
  fc.assert(
    fc.property(changedPolicy, changedPolicy, (one, other) => {
      changes += agree(one, { ...other, hash: 'e'.repeat(64) })
    }),
    { numRuns: 40, seed: 7 },
  )
  assert.ok(changes > 1_000, `${changes}`)
})
