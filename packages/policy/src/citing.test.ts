/** A changed reference leads to every rule that cites it, and to no other. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { changedReferences, citations, rulesToReview } from './citing.ts'
import { readDraft } from './parse.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => [path, readFileSync(new URL(path, FOLDER), 'utf8')]),
)
const { policy } = readDraft(FILES)

test('nothing changed, nothing to review', () => {
  assert.deepEqual(rulesToReview(policy, policy), [])
})

test('another redaction, another status, a newer act and a reference that is gone are changes', () => {
  const [reference] = policy.legal
  assert.ok(reference)
  const others = policy.legal.filter((one) => one !== reference)
  const ofAct = policy.legal.filter((one) => one.act === reference.act).map((one) => one.id)
  const changes = [
    [{ ...policy, legal: [{ ...reference, redaction: '2030-01-01' }, ...others] }, [reference.id]],
    [
      { ...policy, legal: [{ ...reference, status: 'superseded' as const }, ...others] },
      [reference.id],
    ],
    [{ ...policy, legal: others }, [reference.id]],
    [
      {
        ...policy,
        acts: policy.acts.map((act) =>
          act.id === reference.act ? { ...act, current: '2030-01-01' } : act,
        ),
      },
      ofAct,
    ],
  ] as const
  for (const [after, expected] of changes) {
    assert.deepEqual(changedReferences(policy, after), expected)
    const rules = rulesToReview(policy, after)
    const citing = citations(after).filter((one) => expected.includes(one.reference))
    assert.deepEqual(rules, citing)
    assert.ok(rules.length > 0)
  }
})
