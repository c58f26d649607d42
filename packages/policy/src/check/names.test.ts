/** Names of other programs stand for what the policy has, and for no word of ours. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPolicy } from '../load.ts'
import { FILES, remember, saysAll } from './wrong-folder.test-data.ts'

const GOOD = `
subjects:
  - { type: user, properties: { role: admin }, role: officer }
actions:
  - { name: delete, properties: { soft: true }, operation: delete }
resources:
  - { type: record, id: r1, purpose: contract, fields: [phone] }
`

function load(text: string) {
  return loadPolicy(new Map([...FILES, ['names.yaml', text]]), remember)
}

test('R-32: names that stand for roles, operations, purposes and fields of the policy are taken', () => {
  const { policy } = load(GOOD)
  assert.equal(policy?.names?.subjects[0]?.role, 'officer')
  const without = loadPolicy(FILES, remember).policy
  assert.notEqual(policy?.hash, without?.hash, 'a word that decides is part of the version')
})

test('names_unknown, names_reserved: a name that could never hold, or would hide ours, is an error', () => {
  const wrongs = [
    ['role: officer', 'role: nobody', 'names_unknown', 3],
    ['purpose: contract', 'purpose: gossip', 'names_unknown', 7],
    ['fields: [phone]', 'fields: [shoe_size]', 'names_unknown', 7],
    ['type: record', 'type: application', 'names_reserved', 7],
    ['type: user', 'type: role', 'names_reserved', 3],
  ] as const
  for (const [from, to, code, line] of wrongs) {
    const { policy, findings } = load(GOOD.replace(from, to))
    assert.equal(policy, undefined, to)
    findings.forEach(saysAll)
    const errors = findings.filter((one) => one.severity === 'error')
    assert.deepEqual(
      errors.map((one) => [one.code, one.where]),
      [[code, `names.yaml:${line}`]],
      to,
    )
  }
  assert.equal(load(GOOD.replace('operation: delete', 'operation: copy')).policy, undefined)
})
