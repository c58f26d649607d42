/** A short run of what `npm run campaign:tamper` does at length. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flipBits } from './campaigns/flip-bits.ts'

test('no flipped bit of what is sealed or signed is missed, and the bad record is named (R-82, I3, I4)', async () => {
  const tally = await flipBits(600, 7)
  assert.ok(Object.keys(tally).length >= 7)
  for (const [name, { found, harmless, misnamed, missed }] of Object.entries(tally)) {
    assert.equal(missed + misnamed, 0, name)
    assert.ok(found > 0 && (harmless === 0 || name === 'checkpoint' || name === 'receipt'), name)
  }
})
