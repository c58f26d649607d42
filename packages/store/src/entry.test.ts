/** The bytes of an entry are the canonical JSON of what it says, whoever puts them together. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ActionId, canonical, type Json, moment, refusal } from '@kelisim/terms'
import fc from 'fast-check'
import { type Action, entryBytes, readEntry } from './entry.ts'

const ID = '0198a000-0000-7000-8000-000000000000' as ActionId
const AT = moment(Date.UTC(2026, 10, 22, 9))
const text = fc.string({ unit: 'grapheme' })
const details = fc.dictionary(
  text,
  fc.option(fc.oneof(text, fc.integer(), fc.array(text)), { nil: undefined }),
)
const decisions: fc.Arbitrary<Partial<Action>> = fc.oneof(
  fc.constant({}),
  fc.tuple(text, text, fc.array(text)).map(([purpose, clause, fields]) => ({
    refused: {
      refusal: refusal('no_consent', clause),
      question: { role: 'clerk', operation: 'use', purpose, fields, at: AT, policy: 'p' },
    },
  })),
)
const commitments = fc.record({
  writes: fc.array(fc.tuple(text, text), { maxLength: 4 }),
  voids: fc.array(text, { maxLength: 4 }),
})

test('an entry is canonical JSON: it reads back to the same bytes', () => {
  fc.assert(
    fc.property(
      details,
      decisions,
      commitments,
      fc.option(text, { nil: undefined }),
      text,
      (detail, decided, committed, handle, id) => {
        const action: Action = {
          kind: 'values_opened',
          actor: { role: 'clerk', id },
          detail,
          ...decided,
        }
        const bytes = entryBytes(action, ID, AT, handle, 'policy', committed)
        const read: unknown = readEntry(bytes)
        assert.equal(canonical(read as Json), Buffer.from(bytes).toString('utf8'))
        assert.equal(readEntry(bytes).subject, handle)
      },
    ),
  )
})

test('what an entry does not say is absent, and all it says stands at its top', () => {
  const action: Action = {
    kind: 'refused',
    actor: { role: 'clerk', id: 'a' },
    refused: { refusal: refusal('no_consent', '4.2', '/fields') },
    detail: { textSha256: 'ab' },
  }
  const entry = readEntry(entryBytes(action, ID, AT, undefined, 'p', { writes: [], voids: [] }))
  assert.deepEqual(Object.keys(entry).toSorted(), Object.keys(entry))
  assert.equal(entry.code, 'no_consent')
  assert.equal(entry.textSha256, 'ab')
  assert.equal('writes' in entry || 'subject' in entry || 'permit' in entry, false)
})
