/** Receipts of consents that were really given, in the forms of others, against the published schemas. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentsOf } from '@kelisim/documents'
import { load, SUBJECT } from '@kelisim/store'
import { seeOwnRecord, withdrawConsent } from '@kelisim/work'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { receipts27560, receiptsKantara } from '../apps/server/src/receipt-forms.ts'
import { apply, openWorld, person, type World } from './world.ts'

async function recordOf(world: World) {
  const { means } = world.house
  const subject = (await load(means.store.pool, SUBJECT, 'true', []))[0]?.subject_id as never
  const answer = await seeOwnRecord(means, subject)
  if (answer.effect !== 'done') return assert.fail('no record')
  return { subject, data: answer.data }
}

test('L-1, R-39: every consent given makes a 27560 receipt that fits its schema and a Kantara one', async () => {
  await using world = await openWorld()
  assert.equal((await apply(world)).effect, 'done')
  await world.sequenceAll()
  const { house } = world
  const schema = documentsOf(house.means.policy).find(
    ({ name }) => name === 'consent-receipt.schema.json',
  )
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  addFormats.default(ajv)
  const fits = ajv.compile(JSON.parse(schema?.text ?? assert.fail('no schema')) as object)
  const first = await recordOf(world)
  const receipts = receipts27560(house, first.data)
  assert.ok(receipts.length > 1)
  for (const receipt of receipts) assert.equal(fits(receipt), true, JSON.stringify(fits.errors))
  const kantara = receiptsKantara(house, first.data)
  assert.equal(kantara.length, receipts.length)
  const both = JSON.stringify([receipts, kantara])
  for (const value of Object.values(person().values)) {
    if (value.length > 4)
      assert.ok(!both.includes(value), 'a value of the person stands in it (I11)')
  }
  const consent = first.data.consents[0] ?? assert.fail('no consent')
  await withdrawConsent(house.means, first.subject, consent.consent_id)
  await world.sequenceAll()
  const after = receipts27560(house, (await recordOf(world)).data)
  for (const receipt of after) assert.equal(fits(receipt), true, JSON.stringify(fits.errors))
  assert.match(JSON.stringify(after), /"event_state":"withdrawn"/)
})
