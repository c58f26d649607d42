/** Keys in use: kept while their wrapping stands and for a minute, and overwritten when the person is destroyed (I5). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moment, subjectId } from '@kelisim/terms'
import { handleOf, newKeyring, newSubjectKey, pooledRandom, wrapSubjectKey } from '@kelisim/vault'
import { KeyCache } from './key-cache.ts'

const random = pooledRandom()
const MINUTE = 60_000

function setting() {
  const clock = { at: 1_795_330_000_000 }
  const keyring = newKeyring('proleads', moment(clock.at), random)
  const now = () => moment(clock.at)
  const cache = new KeyCache(
    () => keyring,
    now,
    async () => undefined,
  )
  const person = () => {
    const subject = subjectId(random(16))
    const { epoch, wrapped } = wrapSubjectKey(keyring, subject, newSubjectKey(random, 1), random)
    return { subject, stored: { keyVersion: 1, epoch, wrapped } }
  }
  return { clock, cache, person }
}

test('a key is unwrapped once in a minute, and again when another wrapping stands in its place', () => {
  const { clock, cache, person } = setting()
  const { subject, stored } = person()
  const first = cache.unwrap(subject, stored)
  assert.ok(first)
  assert.equal(cache.unwrap(subject, stored), first)
  const other = Uint8Array.from(stored.wrapped)
  other[40] = (other[40] ?? 0) ^ 1
  assert.equal(cache.unwrap(subject, { ...stored, wrapped: other }), undefined)
  clock.at += MINUTE
  const anew = cache.unwrap(subject, stored)
  assert.ok(anew !== undefined && anew !== first)
  assert.equal(handleOf(anew), handleOf(first))
})

test('I5: a key that is forgotten is overwritten, whoever holds it; nobody else’s is', () => {
  const { cache, person } = setting()
  const [one, other] = [person(), person()]
  const gone = cache.unwrap(one.subject, one.stored)
  const stays = cache.unwrap(other.subject, other.stored)
  assert.ok(gone && stays)
  cache.forget(one.subject)
  assert.throws(() => handleOf(gone), /destroyed/)
  assert.ok(handleOf(stays))
  cache.forget(one.subject)
})
