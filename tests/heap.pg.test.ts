/** The files of PostgreSQL itself, edited while it stands still (R-82, I7): found by the page, or by the row. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chance } from './campaigns/flip-bits.ts'
import { flipPages, flipped, type Heap, type HeapPage, openHeap } from './tampering/heap.ts'
import { PAGE_BYTES } from './tampering/heap-page.ts'

let heap: Heap

before(async () => {
  heap = await openHeap(3)
})

after(async () => {
  await heap?.[Symbol.asyncDispose]()
})

/** Where these words stand, as a row has them: on which page, from which byte. */
function standing(table: string, words: string): readonly [HeapPage, number] {
  for (const page of heap.pages.filter((one) => one.table === table)) {
    const at = Buffer.from(page.bytes).indexOf(words)
    if (at >= 0) return [page, at]
  }
  return assert.fail(`${words} stands nowhere in ${table}`)
}

test('a random flipped bit of any page is refused by its checksum, which is PostgreSQL’s own, or told by a row', async () => {
  assert.ok(heap.pages.length > 20)
  const { found, passed } = flipPages(heap.pages, 2_000, chance(7))
  assert.ok(found > 1_990)
  for (const page of passed) assert.notEqual(await heap.outcome(page), 'missed')
})

test('what the checksum lets through is told apart: a changed value, an unused byte, and a change nobody vouches for', async () => {
  const [consents, consentAt] = standing('consent', 'recipient:samal')
  assert.equal(await heap.outcome(flipped(consents, consentAt + 12, 0, true)), 'named')
  const page = heap.pages.find(({ table }) => table === 'offer') ?? assert.fail()
  const { buffer, byteOffset } = page.bytes
  // The header says where the unused bytes begin.
  const unused = new DataView(buffer, byteOffset).getUint16(12, true)
  assert.equal(await heap.outcome(flipped(page, unused + 8, 0, true)), 'harmless')
  // No person's row; the next start of the program refuses it (`isMigrated`), the audit does not look.
  const [migrations, at] = standing('migration', '0001-record.sql')
  assert.equal(await heap.outcome(flipped(migrations, at + 20, 0, true)), 'missed')
})

test('PostgreSQL refuses such pages, and the audit names each by table and block', async () => {
  const next = chance(11)
  const tables = ['box', 'consent', 'subject', 'offer', 'disclosure', 'keys.subject_key']
  const edits = [...tables, 'ledger_entry'].map((table) => {
    const page = heap.pages.find((one) => one.table === table) ?? assert.fail(table)
    return flipped(page, next(PAGE_BYTES), next(8))
  })
  const said = await heap.attempt(edits)
  for (const { table, block } of edits) {
    assert.ok(said.includes(`row_unreadable ${table} block ${block}`), `${table}: ${said.join()}`)
  }
})

test('a page of the tree that cannot be read is named by the check of the log', async () => {
  const page = heap.pages.find(({ table }) => table === 'ledger_tile') ?? assert.fail()
  const said = await heap.attempt([flipped(page, 5_000, 3)])
  assert.match(said.join('\n'), /^log_\S+ tile\/0\//m)
})

test('who makes the checksum anew is found by the row: nothing but the ledger knows what stood there', async () => {
  const [consents, consentAt] = standing('consent', 'recipient:samal')
  const [entries, entryAt] = standing('ledger_entry', '"kind":"consent_granted"')
  const [offers, offerAt] = standing('offer', 'samal-short')
  const said = await heap.attempt([
    flipped(consents, consentAt + 12, 0, true),
    flipped(entries, entryAt + 12, 0, true),
    flipped(offers, offerAt + 1, 0, true),
  ])
  assert.match(said.join('\n'), /^row_not_vouched consent /m)
  assert.match(said.join('\n'), /^row_not_vouched offer s/m)
  assert.match(said.join('\n'), /^log_\S+ tile\/entries\/\S+ \d+$/m)
})

test('a row whose pointer leads past its page is named by place, and nothing reads it', async () => {
  const [consents] = standing('consent', 'recipient:samal')
  // Of the first pointer, the bits that say how long its row is.
  const said = await heap.attempt([flipped(consents, 27, 6, true)])
  assert.deepEqual(said.slice(0, 1), [`row_unreadable consent (${consents.block},1)`])
})

test('a text made longer by a zero byte, which no answer of PostgreSQL shows, is vouched for by nobody', async () => {
  const [page, at] = standing('disclosure', 'planned')
  // The length stands before the text, doubled: two more is one byte more.
  assert.equal(page.bytes[at - 1], 17)
  assert.equal(await heap.outcome(flipped(page, at - 1, 1, true)), 'named')
})

test('an index that does not know a row is named, though every row stands', async () => {
  const leaf = heap.pages.find(
    ({ table, block }) => table === 'index identity_link_pkey' && block === 1,
  )
  assert.ok(leaf)
  const rows = new DataView(leaf.bytes.buffer, leaf.bytes.byteOffset).getUint16(14, true)
  const edit = flipped(leaf, rows + 9, 0, true)
  assert.ok((await heap.attempt([edit])).includes('index_astray identity_link identity_link_pkey'))
})

test('put back, nothing is found', async () => {
  assert.deepEqual(await heap.attempt([]), [])
})
