import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { OPERATIONS } from '@kelisim/terms'
import { loadPolicy } from './load.ts'
import type { Policy } from './model.ts'
import { cellIndex, compileTables, expand, fieldsIn, maskOf } from './tables.ts'

const folder = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))
const skip = existsSync(folder) ? false : 'the policy folder is absent'

function policyInForce(): Policy {
  const files = new Map<string, string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (/\.(yaml|md|txt)$/.test(name)) files.set(name, readFileSync(join(folder, name), 'utf8'))
  }
  const { policy, findings } = loadPolicy(files)
  assert.ok(policy !== undefined, JSON.stringify(findings.slice(0, 3)))
  return policy
}

test('R-32, R-84: each cell holds the fields of its grants, and no other cell holds any', {
  skip,
}, () => {
  const policy = policyInForce()
  const tables = compileTables(policy)
  let cells = 0
  policy.roles.forEach((role, roleAt) => {
    policy.purposes.forEach((purpose, purposeAt) => {
      OPERATIONS.forEach((operation, operationAt) => {
        const grants = role.grants.filter((grant) => {
          return grant.purpose === purpose.id && grant.operations.includes(operation)
        })
        const row = roleAt * policy.purposes.length + purposeAt
        const cell = cellIndex(tables, roleAt, purposeAt, operationAt) * 2
        const bits = (tables.granted[row] ?? 0) >>> operationAt
        assert.equal(bits & 1, grants.length > 0 ? 1 : 0)
        const held = fieldsIn(tables, {
          lo: tables.allowed[cell] ?? 0,
          hi: tables.allowed[cell + 1] ?? 0,
        })
        const said = new Set(grants.flatMap((grant) => expand(policy, grant)))
        assert.deepEqual(new Set(held), said)
        cells += grants.length
      })
    })
  })
  assert.ok(cells > 50)
})

test('R-19: no grant reaches a field that is off or special', { skip }, () => {
  const policy = policyInForce()
  const tables = compileTables(policy)
  const forbidden = policy.fields.filter((one) => one.default === 'off' || one.class === 'S')
  assert.ok(forbidden.length > 5)
  for (const role of policy.roles) {
    for (const grant of role.grants) {
      const fields = expand(policy, grant)
      assert.deepEqual(
        fields.filter((id) => forbidden.some((one) => one.id === id)),
        [],
      )
    }
  }
  const closed = { lo: tables.off.lo | tables.special.lo, hi: tables.off.hi | tables.special.hi }
  assert.deepEqual(
    fieldsIn(tables, closed),
    forbidden.map(({ id }) => id),
  )
})

test('R-62: an agreement holds from the first moment of its first day to the last of its last', {
  skip,
}, () => {
  const tables = compileTables(policyInForce())
  const agreement = tables.recipients[0]?.agreement
  assert.ok(agreement !== undefined)
  assert.equal(new Date(agreement.from).toISOString(), '2026-02-28T19:00:00.000Z')
  assert.equal(new Date(agreement.to).toISOString(), '2027-03-01T18:59:59.999Z')
  assert.equal(agreement.inKazakhstan, true)
})

test('R-10: tables of one policy are equal, and a mask gives back its fields', { skip }, () => {
  const policy = policyInForce()
  const tables = compileTables(policy)
  assert.deepEqual(compileTables(policy), tables)
  assert.equal(tables.hash, policy.hash)
  for (const field of tables.fields) {
    assert.deepEqual(fieldsIn(tables, maskOf(tables.fieldOf, [field, 'unknown'])), [field])
  }
})

test('I8: a policy that names what it does not declare does not compile', { skip }, () => {
  const policy = policyInForce()
  const [role] = policy.roles
  assert.ok(role !== undefined)
  const grant = { purpose: 'gossip', operations: ['use'] as const, fields: ['*'] }
  assert.throws(() => compileTables({ ...policy, roles: [{ ...role, grants: [grant] }] }))
  assert.throws(() => compileTables({ ...policy, roles: [role, role] }))
  const [field] = policy.fields
  assert.ok(field !== undefined)
  const many = Array.from({ length: 65 }, (_, index) => ({ ...field, id: `f${index}` }))
  assert.throws(() => compileTables({ ...policy, fields: many }))
})
