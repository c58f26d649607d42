/** Transit against its twin: the conformance of every holder, and what is Transit's own. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import {
  TRANSIT_TWIN_ROLE,
  TRANSIT_TWIN_SECRET,
  TRANSIT_TWIN_TOKEN,
  type TransitTwin,
  transitTwin,
} from '../twin/transit.ts'
import { conforms, isFault, type Provided } from './conformance.test-data.ts'
import { isTransitAddress, type TransitAccess, transitService } from './transit.ts'

const PLACE = { operator: '350240001016' }
const ROLE = { roleId: TRANSIT_TWIN_ROLE, secretId: TRANSIT_TWIN_SECRET }

function access(twin: TransitTwin, more: Partial<TransitAccess> = {}): TransitAccess {
  const credential = { token: TRANSIT_TWIN_TOKEN }
  return { address: twin.address, credential, deadlineMs: 500, ...more }
}

function provided(twin: TransitTwin, own: Partial<TransitAccess>, wrong: object): Provided {
  const elsewhere = twin.address.replace(/kelisim$/, 'another')
  return {
    service: transitService(access(twin, own)),
    stranger: transitService({ ...access(twin, own), ...wrong }),
    elsewhere: transitService(access(twin, { ...own, address: elsewhere })),
    troubles: twin.troubles,
    [Symbol.asyncDispose]: async () => {
      await twin[Symbol.asyncDispose]()
    },
  }
}

conforms('Transit with a token', async () =>
  provided(await transitTwin(), {}, { credential: { token: 's.of-nobody' } }),
)

conforms('Transit with a role in a namespace', async () => {
  const twin = await transitTwin({ namespace: 'operators/proleads' })
  const own = { credential: ROLE, namespace: 'operators/proleads' }
  return provided(twin, own, { credential: { ...ROLE, secretId: 'another' } })
})

test('a role logs in once, and again when its token was taken away or runs out', async () => {
  await using twin = await transitTwin({ leaseSeconds: 60 })
  const logins = () => twin.heard.filter((call) => call.endsWith('login')).length
  let at = 0
  const service = transitService(access(twin, { credential: ROLE, now: () => at }))
  const wrapped = await service.wrap(PLACE, new Uint8Array(32))
  await service.unwrap(PLACE, wrapped)
  assert.equal(logins(), 1)
  twin.endLeases()
  await service.unwrap(PLACE, wrapped)
  assert.equal(logins(), 2)
  at = 31_000
  await service.unwrap(PLACE, wrapped)
  assert.equal(logins(), 3)
})

test('a key of another namespace is refused', async () => {
  await using twin = await transitTwin({ namespace: 'a' })
  const service = transitService(access(twin, { namespace: 'b' }))
  await assert.rejects(service.wrap(PLACE, new Uint8Array(32)), isFault('forbidden'))
})

test('standby, sealed, slow and unknown answers have their names', async () => {
  await using twin = await transitTwin()
  const service = transitService(access(twin))
  const expected = [
    [412, 'busy'],
    [472, 'not_serving'],
    [473, 'not_serving'],
    [501, 'not_serving'],
    [503, 'not_serving'],
    [404, 'unknown_key'],
    [301, 'malformed'],
    [418, 'malformed'],
  ] as const
  for (const [status, fault] of expected) {
    twin.troubles.push(status)
    await assert.rejects(service.status(), isFault(fault), String(status))
  }
})

test('R-99: after a destruction the older versions are gone from the key, not only forbidden', async () => {
  await using twin = await transitTwin()
  const service = transitService(access(twin))
  await service.renew()
  await service.renew()
  await service.destroyOlder(await service.wrap(PLACE, new Uint8Array(randomBytes(32))))
  assert.deepEqual(twin.state, { latest: 3, minDecryption: 3, minEncryption: 3, minAvailable: 3 })
  assert.deepEqual(await service.status(), { version: '3', oldest: '3', usable: true })
})

test('nothing that is not a wrapping of Transit leaves the house', async () => {
  await using twin = await transitTwin()
  const service = transitService(access(twin))
  for (const text of ['vault:v0:AAAA', 'vault:v1:', 'v1:AAAA', 'vault:v1:AA AA', 'vault:v1:AAAA\n'])
    await assert.rejects(service.unwrap(PLACE, Buffer.from(text)), isFault('not_authentic'))
  assert.equal(twin.heard.length, 0)
})

test('the address names mount and key; anything else is refused before a start', async () => {
  await using twin = await transitTwin()
  assert.ok(isTransitAddress('https://bao.example:8200/v1/team/transit/keys/kelisim-1'))
  for (const address of ['https://bao.example/v1/transit/kelisim', 'https://b/v1/t/keys/a?x=1', ''])
    assert.equal(isTransitAddress(address), false)
  assert.throws(() => transitService(access(twin, { address: 'https://bao.example/' })))
})
