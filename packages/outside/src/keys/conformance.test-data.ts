/**
 * What any holder of the root must do, as tests: run it over a new provider before it holds a real key.
 *
 * `open` gives the service and, of a twin, the ways to make it stumble. A provider that destroys old versions says so
 * in its horizon and is held to it; one that does not is held to say it.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { moment } from '@kelisim/terms'
import { forgetEpoch, logSeed, newKeyring, rotateKeyring } from '@kelisim/vault'
import { readFile, writeFile } from 'node:fs/promises'
import { openOrMakeKeyFile, readKeyFile, writeKeyFile } from '../key-file.ts'
import { folder } from '../twin/folder.ts'
import type { Trouble } from '../twin/transit.ts'
import { serviceLock } from './key-lock.ts'
import { type KeyService, KeyServiceError, type KeyServiceFault } from './key-service.ts'

export interface Provided extends AsyncDisposable {
  readonly service: KeyService
  /** The same holder for somebody whom it must refuse. */
  readonly stranger: KeyService
  /** The same, asking for a key that is not there. */
  readonly elsewhere: KeyService
  /** What the next call meets; absent for a real service. */
  readonly troubles?: Trouble[]
}

const PLACE = { operator: '350240001016' }
const OTHER = { operator: '350340002028' }
const AT = moment(1_800_000_000_000)
const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))

export function isFault(...faults: readonly KeyServiceFault[]) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof KeyServiceError, String(error))
    assert.ok(faults.includes(error.fault), `${error.fault} instead of ${faults.join(' or ')}`)
    return true
  }
}

export function conforms(name: string, open: () => Promise<Provided>): void {
  const about = (sentence: string, body: (provided: Provided) => Promise<void>) =>
    test(`${name}: ${sentence}`, async () => {
      await using provided = await open()
      await body(provided)
    })

  about('what is wrapped comes back, and the same twice is wrapped differently', async (at) => {
    const root = random(32)
    const [one, two] = [await at.service.wrap(PLACE, root), await at.service.wrap(PLACE, root)]
    assert.notDeepEqual(one, two)
    for (const wrapped of [one, two]) {
      assert.ok(!Buffer.from(wrapped).includes(Buffer.from(root)), 'the root shows')
      assert.deepEqual(await at.service.unwrap(PLACE, wrapped), root)
    }
  })

  about('I5: a wrapping opens for its own operator and unaltered only', async ({ service }) => {
    const wrapped = await service.wrap(PLACE, random(32))
    await assert.rejects(service.unwrap(OTHER, wrapped), isFault('not_authentic'))
    const inLast = Uint8Array.from(wrapped)
    const place = inLast.length - 6
    inLast[place] = (inLast[place] ?? 0) === 0x41 ? 0x42 : 0x41
    for (const altered of [inLast, wrapped.subarray(0, -8), random(80), new Uint8Array(1)]) {
      await assert.rejects(service.unwrap(PLACE, altered), isFault('not_authentic'))
    }
  })

  about('strangers are refused, and a key that is not there is named', async (at) => {
    const wrapped = await at.service.wrap(PLACE, random(32))
    await assert.rejects(at.stranger.unwrap(PLACE, wrapped), isFault('forbidden'))
    await assert.rejects(at.stranger.wrap(PLACE, random(32)), isFault('forbidden'))
    await assert.rejects(at.elsewhere.wrap(PLACE, random(32)), isFault('unknown_key'))
    await assert.rejects(
      at.elsewhere.unwrap(PLACE, wrapped),
      isFault('unknown_key', 'not_authentic'),
    )
  })

  about(
    'a renewed key still opens what it wrapped before; older ones die as promised',
    async (at) => {
      const { service } = at
      const root = random(32)
      const old = await service.wrap(PLACE, root)
      await service.renew()
      assert.deepEqual(await service.unwrap(PLACE, old), root)
      const fresh = await service.wrap(PLACE, root)
      await service.destroyOlder(fresh)
      assert.deepEqual(await service.unwrap(PLACE, fresh), root)
      if (service.horizon.oldCopies === 'nothing')
        await assert.rejects(service.unwrap(PLACE, old), isFault('destroyed', 'not_authentic'))
      else assert.deepEqual(await service.unwrap(PLACE, old), root)
      await service.destroyOlder(fresh)
      assert.equal((await service.status()).usable, true)
    },
  )

  about(
    'I5, R-99: a copy of the key file from before a rotation is worth what is published',
    async (at) => {
      await using place = await folder()
      const path = join(place.path, 'keys')
      const lock = serviceLock(at.service)
      const making = { path, operator: PLACE.operator, locks: [lock], at: AT, random } as const
      const { keyring } = await openOrMakeKeyFile(making)
      const copy = await readFile(path)
      const next = rotateKeyring(keyring, AT, random)
      await writeKeyFile(next, { path, lock, random })
      await writeKeyFile(forgetEpoch(next, 1), { path, lock, random, forgetful: true })
      const now = await readKeyFile(path, [lock])
      assert.deepEqual(now && logSeed(now.keyring), logSeed(keyring))
      assert.deepEqual(
        now?.keyring.epochs.map(({ epoch }) => epoch),
        [2],
      )
      const aside = join(place.path, 'copy')
      await writeFile(aside, copy, { mode: 0o600 })
      if (at.service.horizon.oldCopies === 'nothing')
        await assert.rejects(readKeyFile(aside, [lock]), isFault('destroyed', 'not_authentic'))
      else assert.ok(await readKeyFile(aside, [lock]))
    },
  )

  about('an altered key file opens nowhere', async (at) => {
    const lock = serviceLock(at.service)
    const sealed = await lock.seal(newKeyring(PLACE.operator, AT, random), random)
    for (const place of [9, 12, 30, 60, sealed.length >> 1, sealed.length - 1]) {
      const altered = Uint8Array.from(sealed)
      altered[place] = (altered[place] ?? 0) ^ 1
      const opened = await lock.open(altered).catch((error: unknown) => error)
      assert.ok(opened === undefined || opened instanceof KeyServiceError, `byte ${place}`)
    }
    assert.ok(await lock.open(sealed))
  })

  about('I11: no fault carries a secret or an answer', async (at) => {
    const root = random(32)
    const wrapped = await at.service.wrap(PLACE, root)
    const said = await at.service.unwrap(OTHER, wrapped).catch((error: unknown) => error)
    assert.ok(said instanceof KeyServiceError)
    const text = `${said.stack} ${JSON.stringify(said)}`
    for (const secret of [Buffer.from(wrapped).toString('latin1'), OTHER.operator])
      assert.ok(!text.includes(secret))
  })

  about('trouble on its side is a fault by name, never an answer', async (at) => {
    const { troubles, service } = at
    if (troubles === undefined) return
    const wrapped = await service.wrap(PLACE, random(32))
    const expected: readonly (readonly [Trouble, KeyServiceFault])[] = [
      ['silence', 'away'],
      ['nonsense', 'malformed'],
      [500, 'away'],
      [502, 'away'],
      [429, 'busy'],
      [403, 'forbidden'],
    ]
    for (const [trouble, fault] of expected) {
      // One more for a service that logs in again.
      troubles.push(trouble, ...(trouble === 403 ? [trouble] : []))
      await assert.rejects(service.unwrap(PLACE, wrapped), isFault(fault), String(trouble))
      troubles.length = 0
      assert.equal((await service.unwrap(PLACE, wrapped)).length, 32, 'the next call works')
    }
  })
}
