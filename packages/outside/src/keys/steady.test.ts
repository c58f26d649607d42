/** Patience with a key service has an end: weather is waited out, a refusal is not, and trouble is left alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TRANSIT_TWIN_TOKEN, type TransitTwin, transitTwin } from '../twin/transit.ts'
import { isFault } from './conformance.test-data.ts'
import { FAILURES_BEFORE_REST, REST_MS, steady } from './steady.ts'
import { transitService } from './transit.ts'

const PLACE = { operator: '350240001016' }

function steadyTwin(twin: TransitTwin) {
  const clock = { at: 0, pauses: [] as number[] }
  const inner = transitService({
    address: twin.address,
    credential: { token: TRANSIT_TWIN_TOKEN },
    deadlineMs: 300,
  })
  const service = steady(inner, {
    clock: () => clock.at,
    pause: async (milliseconds) => void clock.pauses.push(milliseconds),
  })
  return { service, clock }
}

test('two failures are waited out with growing pauses; the third attempt answers', async () => {
  await using twin = await transitTwin()
  const { service, clock } = steadyTwin(twin)
  twin.troubles.push(500, 'silence')
  assert.equal((await service.wrap(PLACE, new Uint8Array(32))).length > 0, true)
  assert.equal(twin.heard.length, 3)
  assert.equal(clock.pauses.length, 2)
  assert.ok((clock.pauses[0] ?? 0) >= 100 && (clock.pauses[0] ?? 0) < 300)
  assert.ok((clock.pauses[1] ?? 0) >= 200 && (clock.pauses[1] ?? 0) < 600)
})

test('a refusal is final: it is asked once', async () => {
  await using twin = await transitTwin()
  const { service } = steadyTwin(twin)
  for (const status of [400, 403, 404, 503]) {
    twin.troubles.push(status)
    await assert.rejects(service.wrap(PLACE, new Uint8Array(32)))
  }
  assert.equal(twin.heard.length, 4)
})

test('after five failures in a row nothing is asked for 30 seconds, then it is', async () => {
  await using twin = await transitTwin()
  const { service, clock } = steadyTwin(twin)
  twin.troubles.push(...Array.from({ length: 6 }, () => 500))
  await assert.rejects(service.status(), isFault('away'))
  await assert.rejects(service.status(), isFault('away', 'resting'))
  assert.equal(twin.heard.length, FAILURES_BEFORE_REST)
  await assert.rejects(service.status(), isFault('resting'))
  clock.at = REST_MS - 1
  await assert.rejects(service.unwrap(PLACE, new Uint8Array(32)), isFault('resting'))
  assert.equal(twin.heard.length, FAILURES_BEFORE_REST)
  twin.troubles.length = 0
  clock.at = REST_MS
  assert.equal((await service.status()).usable, true)
})

test('a renewal is asked once, however it ends: nobody makes ten versions', async () => {
  await using twin = await transitTwin()
  const { service } = steadyTwin(twin)
  twin.troubles.push(500)
  await assert.rejects(service.renew(), isFault('away'))
  assert.equal(twin.state.latest, 1)
  assert.equal(twin.heard.length, 1)
})
