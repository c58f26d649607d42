/**
 * Policies that nobody wrote: the engine against the plain reading, in pairs taken evenly.
 *
 * All pairs of 200 policies, and Cedar: `npm run campaign:policies`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideInterned } from './decide.ts'
import { randomPolicy } from './example-random.ts'
import { pairs, spaceOf } from './example-space.ts'
import { plainReading } from './plain-reading.ts'

const POLICIES = 12
const PAIRS = 4_000

test('I8, I9: the engine answers as a plain reading of policies from a seed', (t) => {
  const codes = new Set<string>()
  let permits = 0
  for (let seed = 1; seed <= POLICIES; seed++) {
    const whole = spaceOf(randomPolicy(seed))
    const granted = whole.asked.filter(({ numbers }) => {
      return numbers.known.effect === 'known' && numbers.known.notGranted === undefined
    })
    for (const space of [whole, { ...whole, asked: granted }]) {
      if (space.asked.length === 0) continue
      for (const [q, w] of pairs(space, PAIRS)) {
        const question = space.asked[q]
        const facts = space.known[w]
        assert.ok(question !== undefined && facts !== undefined)
        const answer = decideInterned(space.tables, question.numbers, facts.numbers)
        const plain = plainReading(space.policy, question.words, facts.words)
        const found = answer.effect === 'permit' ? `permit ${answer.ground}` : answer.code
        const where = answer.effect === 'permit' ? undefined : answer.where
        assert.deepEqual([found, where], [plain.code, plain.where], `seed ${seed}`)
        codes.add(found)
        if (answer.effect === 'permit') permits++
      }
    }
  }
  t.diagnostic(`${POLICIES} policies, ${permits} permits, ${codes.size} different answers`)
  assert.ok(permits > 500 && codes.size > 20, JSON.stringify([...codes]))
})
