/** What the tables do not hold is not granted: silence forbids, also where it is a fault of the tables. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTables, type Tables } from '@kelisim/policy'
import { OPERATIONS } from '@kelisim/terms'
import { decide } from './decide.ts'
import { FACTS, PROCESSING } from './example-person.ts'
import { EXAMPLE, EXAMPLE_WIDE } from './example-policy.ts'
import type { Question } from './question.ts'

const NOTHING = new Uint32Array(0)
const TABLES = compileTables(EXAMPLE_WIDE)
const COLLECT: Question = {
  role: 'applicant',
  operation: 'collect',
  purpose: 'contract',
  fields: [],
  at: PROCESSING.grantedAt,
  policy: EXAMPLE_WIDE.hash,
}

function codeOf(tables: Tables, question: Question): string {
  const fields = EXAMPLE_WIDE.fields.map(({ id }) => id)
  const consents = [{ ...PROCESSING, fields }]
  const answer = decide(tables, question, { ...FACTS, consents })
  return answer.effect === 'permit' ? 'permit' : answer.code
}

test('I8: tables without their grants grant no operation to anybody', () => {
  assert.equal(codeOf(TABLES, COLLECT), 'permit')
  const tables = { ...TABLES, granted: NOTHING }
  for (const operation of OPERATIONS.filter((one) => one !== 'distribute')) {
    for (const { id } of EXAMPLE.roles) {
      const asked = { ...COLLECT, operation, role: id }
      assert.equal(codeOf(tables, asked), 'operation_not_permitted', `${id} ${operation}`)
    }
  }
})

test('I8: tables without their cells open no field to anybody, in either word of a mask', () => {
  const tables = { ...TABLES, allowed: NOTHING }
  const open = TABLES.fields.filter((id) => codeOf(TABLES, ask(id)) === 'permit')
  assert.ok(open.includes(TABLES.fields[0] ?? '') && open.includes(TABLES.fields[32] ?? ''))
  for (const field of open) {
    assert.equal(codeOf(tables, ask(field)), 'field_not_for_role', field)
  }
})

test('R-46: what the policy does not know has no clause, and what concerns no field names no place', () => {
  const answer = decide(TABLES, { ...COLLECT, role: 'nobody' }, FACTS)
  assert.deepEqual(answer, { effect: 'refuse', code: 'unknown_role', clause: '', law: answer.law })
})

function ask(field: string): Question {
  return { ...COLLECT, fields: [field] }
}
