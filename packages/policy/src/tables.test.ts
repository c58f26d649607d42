import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { OPERATIONS } from '@kelisim/terms'
import { loadPolicy } from './load.ts'
import type { Policy } from './model.ts'
import { bitsOf, cellIndex, compileTables, expand, fieldsIn, maskOf, NO_FIELDS } from './tables.ts'

const folder = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))
const skip = existsSync(folder) ? false : 'the policy folder is absent'

let loaded: Policy | undefined

/** Read once: nothing changes it. */
function policyInForce(): Policy {
  loaded ??= readPolicy()
  return loaded
}

function readPolicy(): Policy {
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
})

test('R-10: a policy fills the words of a mask to the last bit and not beyond', { skip }, () => {
  const policy = policyInForce()
  const [field] = policy.fields
  const [purpose] = policy.purposes
  assert.ok(field !== undefined && purpose !== undefined)
  const fields = (count: number): Policy => ({
    ...policy,
    fields: Array.from({ length: count }, (_, index) => ({ ...field, id: `f${index}` })),
  })
  const tables = compileTables(fields(64))
  for (const id of tables.fields) {
    assert.deepEqual(fieldsIn(tables, maskOf(tables.fieldOf, [id])), [id])
  }
  assert.throws(() => compileTables(fields(65)), /more than 64 fields/)
  const purposes = (count: number): Policy => ({
    ...policy,
    roles: [],
    purposes: Array.from({ length: count }, (_, index) => ({ ...purpose, id: `p${index}` })),
  })
  assert.equal(compileTables(purposes(32)).purposes.length, 32)
  assert.throws(() => compileTables(purposes(33)), /more than 32 purposes/)
})

test('I8: a name that nobody declared sets no bit, and no fields are none', { skip }, () => {
  const tables = compileTables(policyInForce())
  assert.equal(bitsOf(tables.purposeOf, ['gossip']), 0)
  assert.equal(bitsOf(tables.operationOf, ['gossip', 'store']), 1 << OPERATIONS.indexOf('store'))
  assert.deepEqual(NO_FIELDS, { lo: 0, hi: 0 })
  assert.deepEqual(fieldsIn(tables, NO_FIELDS), [])
})

test('R-17: a purpose is compiled as the policy states it', { skip }, () => {
  const policy = policyInForce()
  const tables = compileTables(policy)
  const named = (bits: number, names: Iterable<string>) =>
    [...names].filter((_, at) => (bits >>> at) & 1)
  policy.purposes.forEach((purpose, at) => {
    const { fields, channels, ...table } = tables.purposes[at] ?? assert.fail(purpose.id)
    const { id, clause, depersonalisedOnly, clientsOnly } = purpose
    const controls = policy.controls.filter((control) => control.purpose === id)
    assert.deepEqual(table, {
      id,
      clause,
      law: purpose.legal[0],
      statute: purpose.ground === 'statute',
      rights: id === 'subject_rights',
      depersonalisedOnly,
      clientsOnly,
      hasProcessingControl: controls.some(({ kind }) => kind === 'processing'),
    })
    const own = policy.fields.filter((field) => field.purposes.includes(id))
    assert.deepEqual(
      fieldsIn(tables, fields),
      own.map((field) => field.id),
    )
    assert.deepEqual(new Set(named(channels, tables.channelOf.keys())), new Set(purpose.channels))
  })
  const [first, ...others] = policy.purposes
  assert.ok(first !== undefined && first.id !== 'subject_rights')
  const made = (purpose: Policy['purposes'][number]) =>
    compileTables({ ...policy, purposes: [purpose, ...others] }).purposes[0]
  assert.equal(made({ ...first, letter: 'Z' })?.rights, false)
  assert.equal(made({ ...first, letter: 'R' })?.rights, true)
  assert.equal(made({ ...first, letter: 'Z', everyStoredField: true })?.rights, true)
  assert.equal(made({ ...first, legal: [] })?.law, '')
})

test('R-58 to R-62, L-6: an agreement is compiled as it was signed', { skip }, () => {
  const policy = policyInForce()
  const tables = compileTables(policy)
  policy.recipients.forEach(({ id, agreement }, at) => {
    const recipient = tables.recipients[at] ?? assert.fail(id)
    assert.equal(recipient.id, id)
    const table = recipient.agreement
    assert.ok(agreement !== undefined && table !== undefined)
    assert.deepEqual(new Set(fieldsIn(tables, table.fields)), new Set(agreement.fields))
    assert.equal(table.operations, bitsOf(tables.operationOf, agreement.operations))
    assert.equal(table.purposes, bitsOf(tables.purposeOf, agreement.purposes))
    assert.equal(table.inKazakhstan, agreement.storageCountry === 'KZ')
  })
  const [first, ...rest] = policy.recipients
  assert.ok(first?.agreement !== undefined)
  const { agreement, ...none } = first
  const of = (recipient: Policy['recipients'][number]) =>
    compileTables({ ...policy, recipients: [recipient, ...rest] }).recipients[0]?.agreement
  assert.equal(of(none), undefined)
  assert.equal(
    of({ ...first, agreement: { ...agreement, storageCountry: 'NL' } })?.inKazakhstan,
    false,
  )
})
