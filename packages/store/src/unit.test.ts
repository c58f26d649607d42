/** What a unit of work tells and does not send: its actions in their order, no change without one, names of statements. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ActionId, recordId } from '@kelisim/terms'
import { readEntry } from './entry.ts'
import { OwnActions } from './own-actions.ts'
import { AT, keyring, policy, random, SELF, tables } from './sample-policy.ts'
import { RECIPIENT_STATE, type Stored } from './table.ts'
import { named, send, statementOf } from './unit.ts'
import { Writing } from './writing.ts'

const ROW = { recipient: 'x', suspended_at: undefined, reason: undefined }
const STORED: Stored<typeof RECIPIENT_STATE> = { ...ROW, salt: 's' }
const ACTION = { kind: 'recipient_resumed', actor: SELF } as const

function newWriting(): Writing {
  const reader = () => assert.fail('nobody is asked')
  return new Writing(AT, random, policy, tables, new OwnActions(() => keyring, reader))
}

test('R-85: the actions of one unit share a moment, and their ids tell them in their order', () => {
  const writing = newWriting()
  const ids = Array.from({ length: 700 }, () => writing.record(ACTION))
  assert.deepEqual(ids.toSorted(), ids)
  const { inbox } = writing.take()
  assert.deepEqual(
    inbox.map(({ id }) => id),
    ids,
  )
  assert.ok(inbox.every(({ bytes, id, at }) => readEntry(bytes).id === id && at === AT))
})

test('an id of a unit begins with its moment and is never given twice', () => {
  const writing = newWriting()
  const [one, other] = [writing.newId<ActionId>(), writing.newId<ActionId>()]
  assert.equal(one.slice(0, 13), recordId<ActionId>(AT, random(10)).slice(0, 13))
  assert.notEqual(one, other)
})

test('I2, I7: a change without an action is not sent, whether a row came or went', () => {
  const came = newWriting()
  came.put(RECIPIENT_STATE, ROW)
  const went = newWriting()
  went.remove(RECIPIENT_STATE, STORED)
  for (const writing of [came, went]) {
    assert.throws(() => writing.take(), /a change without an action/)
    writing.record(ACTION)
    assert.equal(writing.take().changes.length, 1)
    assert.deepEqual(writing.take(), { changes: [], inbox: [], asides: [] })
  }
})

test('I7: an action names the changes since the one before it', () => {
  const writing = newWriting()
  writing.put(RECIPIENT_STATE, ROW)
  writing.record(ACTION)
  writing.put(RECIPIENT_STATE, ROW, STORED)
  writing.record(ACTION)
  writing.record(ACTION)
  const entries = writing.take().inbox.map(({ bytes }) => readEntry(bytes))
  const counts = entries.map(({ writes = [], voids = [] }) => [writes.length, voids.length])
  assert.deepEqual(counts, [
    [1, 0],
    [1, 1],
    [0, 0],
  ])
})

test('I2: what waits for the commit runs once the commit is told, in its order', () => {
  const writing = newWriting()
  const ran: number[] = []
  writing.afterCommit(() => ran.push(1))
  writing.afterCommit(() => ran.push(2))
  writing.record(ACTION)
  writing.take()
  assert.deepEqual(ran, [])
  writing.committed()
  assert.deepEqual(ran, [1, 2])
})

test('R-85: an action is remembered by its process when its commit is told, and not before', async () => {
  const asked: unknown[] = []
  const pool = {
    query: async ({ values }: { values: unknown }) => (asked.push(values), { rows: [] }),
  }
  const own = new OwnActions(
    () => keyring,
    () => pool as never,
  )
  const writing = new Writing(AT, random, policy, tables, own)
  const id = writing.record(ACTION)
  assert.deepEqual(await own.missing(true), [])
  writing.committed()
  assert.deepEqual(await own.missing(true), [id])
  assert.deepEqual(asked, [[[id]]])
})

test('nothing written is no statement, and nothing is sent', async () => {
  assert.equal(statementOf([newWriting().take()]), undefined)
  const client = { query: () => assert.fail('something was sent') }
  assert.equal(await send(client as never, [newWriting().take()]), undefined)
  for (const write of [
    (writing: Writing) => void writing.record(ACTION),
    (writing: Writing) => writing.aside({ kind: { sql: 'delete from x', columns: {} }, row: {} }),
  ]) {
    const writing = newWriting()
    write(writing)
    assert.ok(statementOf([writing.take()]))
  }
})

test('a text keeps its name, which PostgreSQL does not cut; past 400 texts a new one has none', () => {
  const texts = Array.from({ length: 500 }, (_, at) => `select ${at}`)
  const names = texts.map((text) => named(text).name)
  const given = names.filter((name) => name !== undefined)
  assert.ok(given.length > 300 && given.length <= 400, `${given.length}`)
  assert.equal(new Set(given).size, given.length)
  assert.ok(given.every((name) => /^k[0-9a-f]{24}$/.test(name)))
  assert.deepEqual(
    texts.map((text) => named(text).name),
    names,
  )
})
