/** The policy in force as Cedar policies (`tests/campaigns/cedar-oracle.ts`) against the engine, evenly. I8, I9. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadPolicy, type Policy } from '@kelisim/policy'
import { cedarOracle } from './campaigns/cedar-oracle.ts'
import { decideInterned } from '../packages/rules/src/decide.ts'
import { pairs, spaceOf } from '../packages/rules/src/example-space.ts'

/** A Cedar answer costs some 0.2 ms, most of it the crossing into wasm: an even sample, twice. */
const CEDAR_PAIRS = 4_000

const folder = fileURLToPath(new URL('../policy/proleads', import.meta.url))
const skip = existsSync(folder) ? false : 'the policy folder is absent'

function readFolder(folder: string): Policy {
  const files = new Map<string, string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (/\.(yaml|md|txt)$/.test(name)) files.set(name, readFileSync(join(folder, name), 'utf8'))
  }
  const { policy, findings } = loadPolicy(files)
  assert.ok(policy !== undefined, JSON.stringify(findings.slice(0, 5)))
  return policy
}

test('I8, I9: the engine permits what Cedar permits, and nothing else', { skip }, (t) => {
  const whole = spaceOf(readFolder(folder))
  // Most questions fail at a name or a grant; the second half takes only those that depend on the facts.
  const granted = whole.asked.filter(({ numbers }) => {
    return numbers.known.effect === 'known' && numbers.known.notGranted === undefined
  })
  const oracle = cedarOracle(whole.policy)
  let permits = 0
  for (const space of [whole, { ...whole, asked: granted }]) {
    for (const [q, w] of pairs(space, CEDAR_PAIRS)) {
      const question = space.asked[q]
      const facts = space.known[w]
      assert.ok(question !== undefined && facts !== undefined)
      const answer = decideInterned(space.tables, question.numbers, facts.numbers)
      const cedar = oracle(question.words, facts.words)
      const pair = JSON.stringify([question.words, facts.words.state, facts.words.consents[0]])
      assert.equal(answer.effect === 'permit', cedar, pair)
      if (cedar) permits++
    }
  }
  t.diagnostic(`2 × ${CEDAR_PAIRS} pairs asked of Cedar, evenly: ${permits} permits`)
  assert.ok(permits > 500)
})
