/** Keys in use: kept while their wrapping stands and for a minute, and overwritten when the person is destroyed (I5). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moment, subjectId } from '@kelisim/terms'
import {
  forgetEpoch,
  handleOf,
  newKeyring,
  newSubjectKey,
  pooledRandom,
  rotateKeyring,
  wrapSubjectKey,
} from '@kelisim/vault'
import { KeyCache } from './key-cache.ts'

const random = pooledRandom()
const MINUTE = 60_000

function setting() {
  const clock = { at: 1_795_330_000_000 }
  let keyring = newKeyring('proleads', moment(clock.at), random)
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
  const rotate = () => (keyring = rotateKeyring(keyring, now(), random))
  const forget = (epoch: number) => (keyring = forgetEpoch(keyring, epoch))
  return { clock, cache, person, rotate, forget }
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

test('I5: a key of an epoch that was forgotten opens no more, also while it is held', () => {
  const { cache, person, rotate, forget } = setting()
  const { subject, stored } = person()
  const before = cache.unwrap(subject, stored)
  assert.ok(before && cache.knows(1) && !cache.knows(2))
  rotate()
  assert.ok(cache.knows(1) && cache.knows(2))
  const anew = cache.unwrap(subject, stored)
  assert.ok(anew !== undefined && anew !== before, 'a new keyring opens anew')
  assert.equal(cache.unwrap(subject, stored), anew)
  forget(1)
  assert.ok(!cache.knows(1) && cache.knows(2))
  assert.equal(cache.unwrap(subject, stored), undefined)
})

test('R-34: no more than 50,000 keys are held, the newest of them; what is over goes at the next one', () => {
  const { cache, clock, person } = setting()
  const people = Array.from({ length: 3 }, person)
  const [first, second, third] = people.map(({ subject, stored }) => {
    const key = newSubjectKey(random, 1)
    const hold = () => cache.keep(subject, key, `\\x${Buffer.from(stored.wrapped).toString('hex')}`)
    return { key, hold, find: () => cache.unwrap(subject, stored) }
  })
  assert.ok(first && second && third)
  const many = newSubjectKey(random, 1)
  first.hold()
  second.hold()
  for (let held = 2; held < 50_000; held++) cache.keep(subjectId(random(16)), many, '')
  second.hold()
  third.hold()
  cache.keep(subjectId(random(16)), many, '')
  assert.deepEqual([second.find() === second.key, third.find() === third.key], [true, true])
  assert.notEqual(first.find(), first.key)
  clock.at += MINUTE
  first.hold()
  clock.at -= MINUTE
  assert.notEqual(third.find(), third.key)
})

test('a key that is held again is the newest', () => {
  const { cache, clock, person } = setting()
  const [one, other] = [person(), person()]
  const key = cache.unwrap(one.subject, one.stored)
  assert.ok(key && cache.unwrap(other.subject, other.stored))
  clock.at += MINUTE - 1
  cache.keep(one.subject, key, `\\x${Buffer.from(one.stored.wrapped).toString('hex')}`)
  clock.at += MINUTE - 1
  assert.equal(cache.unwrap(one.subject, one.stored), key)
})
