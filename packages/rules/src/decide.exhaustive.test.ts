/**
 * Every question of the policy in force, asked of the engine and of a plain reading of the policy.
 *
 * The whole space is larger than a test may take, so pairs of question and world are taken evenly: every
 * question at least once, then the questions that pass names and grants in many more worlds.
 */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadPolicy, type Policy } from '@kelisim/policy'
import { decide, decideInterned } from './decide.ts'
import { EXAMPLE } from './example-policy.ts'
import { pairs, type Space, spaceOf } from './example-space.ts'
import { plainReading } from './plain-reading.ts'

const PAIRS = 400_000
const GRANTED_PAIRS = 300_000
const NAMED_PAIRS = 30_000

function readFolder(folder: string): Policy {
  const files = new Map<string, string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (/\.(yaml|md|txt)$/.test(name)) files.set(name, readFileSync(join(folder, name), 'utf8'))
  }
  const { policy, findings } = loadPolicy(files)
  assert.ok(policy !== undefined, JSON.stringify(findings.slice(0, 5)))
  return policy
}

function compare(
  space: Space,
  count: number,
): { readonly permits: number; readonly codes: number } {
  const seen = new Set<string>()
  let permits = 0
  for (const [q, w] of pairs(space, count)) {
    const question = space.asked[q]
    const facts = space.known[w]
    assert.ok(question !== undefined && facts !== undefined)
    const answer = decideInterned(space.tables, question.numbers, facts.numbers)
    const plain = plainReading(space.policy, question.words, facts.words)
    const found = answer.effect === 'permit' ? `permit ${answer.ground}` : answer.code
    const where = answer.effect === 'permit' ? undefined : answer.where
    if (found !== plain.code || where !== plain.where) {
      assert.fail(
        `${found} ${where} but plainly ${plain.code} ${plain.where}: ` +
          JSON.stringify([question.words, facts.words.state, facts.words.consents.slice(0, 3)]),
      )
    }
    if (answer.effect === 'permit') permits++
    seen.add(found)
  }
  return { permits, codes: seen.size }
}

/** Most questions fail at a name or a grant; these depend on the facts. */
function grantedOnly(space: Space): Space {
  const asked = space.asked.filter(({ numbers }) => {
    return numbers.known.effect === 'known' && numbers.known.notGranted === undefined
  })
  return { ...space, asked }
}

const folder = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))
const skip = existsSync(folder) ? false : 'the policy folder is absent'

test('I8, I9: the engine answers as a plain reading of the policy in force', { skip }, (t) => {
  const space = spaceOf(readFolder(folder))
  const { permits, codes } = compare(space, PAIRS)
  const total = space.asked.length * space.known.length
  t.diagnostic(`${space.asked.length} questions × ${space.known.length} worlds = ${total} pairs`)
  t.diagnostic(`${PAIRS} of them compared, evenly: ${permits} permits, ${codes} answers`)
  assert.ok(PAIRS > space.asked.length, 'some question was never asked')
  assert.ok(permits > 1000 && codes > 15, 'the space is not the one meant')
  const granted = grantedOnly(space)
  const deep = compare(granted, GRANTED_PAIRS)
  const all = granted.asked.length * granted.known.length
  t.diagnostic(`${GRANTED_PAIRS} of ${all} pairs with a grant: ${deep.permits} permits`)
})

test('I8, I9: the engine answers as a plain reading of the example policy', (t) => {
  const space = spaceOf(EXAMPLE)
  const { permits, codes } = compare(space, PAIRS / 2)
  t.diagnostic(`${permits} permits, ${codes} answers`)
  assert.ok(permits > 500 && codes > 20)
})

test('I8: words and numbers get the same answer', () => {
  const space = grantedOnly(spaceOf(EXAMPLE))
  for (const [q, w] of pairs(space, NAMED_PAIRS)) {
    const question = space.asked[q]
    const facts = space.known[w]
    assert.ok(question !== undefined && facts !== undefined)
    const numbers = decideInterned(space.tables, question.numbers, facts.numbers)
    const words = decide(space.tables, question.words, facts.words)
    assert.equal(JSON.stringify(words), JSON.stringify(numbers))
  }
})
