import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeBundle, encodeBundle, MAX_ENTRY_BYTES } from './bundle.ts'

test('entries come out of a bundle as the very bytes that went in (C2SP tlog-tiles, Log entries)', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 256 })
  fc.assert(
    fc.property(entries, (list) => {
      const decoded = decodeBundle(encodeBundle(list))
      assert.deepEqual(
        decoded?.map((entry) => [...entry]),
        list.map((entry) => [...entry]),
      )
    }),
    { numRuns: 40 },
  )
})

test('a bundle that is cut, or goes on, is not whole (C2SP tlog-tiles)', () => {
  const bundle = encodeBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)])
  assert.deepEqual([...bundle], [0, 3, 1, 2, 3, 0, 1, 4])
  for (const end of [1, 2, 3, 4, 6, 7]) {
    assert.equal(decodeBundle(bundle.subarray(0, end)), undefined, `cut after ${end}`)
  }
  assert.equal(decodeBundle(Uint8Array.of(...bundle, 0)), undefined)
  assert.equal(decodeBundle(new Uint8Array(2 * 257)), undefined, '257 empty entries')
  assert.equal(decodeBundle(new Uint8Array(2 * 256))?.length, 256)
})

test('two bytes of length hold 65,535 bytes of an entry and not one more', () => {
  assert.equal(MAX_ENTRY_BYTES, 65_535)
  assert.equal(encodeBundle([new Uint8Array(65_535)]).length, 65_537)
  assert.throws(() => encodeBundle([new Uint8Array(65_536)]), /65,535/)
  assert.throws(() => encodeBundle(Array.from({ length: 257 }, () => new Uint8Array(0))), /256/)
})
