/** A question and facts belong to the tables they were made with: numbers of one policy mean nothing in another. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTables } from '@kelisim/policy'
import { decideInterned } from './decide.ts'
import { randomPolicy } from './example-random.ts'
import { spaceOf } from './example-space.ts'

test('I1, I8: a question or facts of other tables are a defect, each alone and both', () => {
  const { policy, tables, asked, known } = spaceOf(randomPolicy(1))
  const [question] = asked
  const [facts] = known
  assert.ok(question !== undefined && facts !== undefined)
  const others = compileTables(policy)
  const foreign = spaceOf(randomPolicy(1))
  const otherFacts = foreign.known[0]
  const otherQuestion = foreign.asked[0]
  assert.ok(otherFacts !== undefined && otherQuestion !== undefined)
  decideInterned(tables, question.numbers, facts.numbers)
  const wrong = [
    [tables, question.numbers, otherFacts.numbers],
    [tables, otherQuestion.numbers, facts.numbers],
    [others, question.numbers, facts.numbers],
  ] as const
  for (const [of, one, other] of wrong) {
    assert.throws(() => decideInterned(of, one, other), /not interned with these tables/)
  }
})
