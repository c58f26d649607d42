/**
 * Documents byte for byte, in three languages.
 *
 * The fixture policy is frozen, so a difference there is a change of the compiler: read it, raise
 * `FORMAT_VERSION`, run `node scripts/golden.mjs`. ProLeads has hashes only, below the hash of the policy they
 * were made from: whoever edits that policy looks at its documents and makes the hashes anew.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parsePolicy, type Policy } from '@kelisim/policy'
import { documentsOf } from './compile.ts'

const GOLDEN = new URL('../golden/', import.meta.url)
const FIXTURE = new URL('../fixture/policy.json', import.meta.url)
const PROLEADS = new URL('../../../policy/proleads/', import.meta.url)
const AGAIN = 'run node scripts/golden.mjs'

test('R-2, L-12: the documents of the frozen policy are the golden ones, byte for byte', () => {
  const policy = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Policy
  const made = documentsOf(policy)
  const names = made.map(({ name }) => name).toSorted()
  assert.deepEqual(names, readdirSync(new URL('fixture/', GOLDEN)).toSorted(), AGAIN)
  for (const { name, text } of made) {
    const golden = readFileSync(new URL(`fixture/${name}`, GOLDEN), 'utf8')
    assert.equal(text, golden, `${name}: ${AGAIN}`)
  }
})

test('R-2, L-12, L-16: every document of ProLeads has the hash that was approved', () => {
  const files = readdirSync(PROLEADS, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, PROLEADS), 'utf8')] as const)
  const { policy } = parsePolicy(new Map(files))
  assert.ok(policy !== undefined, 'the policy cannot be read')
  const [head, ...lines] = readFileSync(new URL('proleads.sha256', GOLDEN), 'utf8')
    .trimEnd()
    .split('\n')
  assert.equal(head, `# policy ${policy.hash}`, `the policy was edited: ${AGAIN}`)
  const made = documentsOf(policy)
  assert.deepEqual(
    made.map(({ sha256, name }) => `${sha256}  ${name}`),
    lines,
    AGAIN,
  )
})
