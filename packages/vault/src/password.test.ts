/** Stored passwords: slow, salted, and refused when the stored text is not one of ours. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, verifyPassword } from './password.ts'
import { pooledRandom } from './random.ts'

const random = pooledRandom()
const STORED = hashPassword('Қауіпсіз құпиясөз 2026', random)

test('a password is verified by itself only', () => {
  assert.ok(verifyPassword('Қауіпсіз құпиясөз 2026', STORED))
  for (const wrong of ['қауіпсіз құпиясөз 2026', 'Қауіпсіз құпиясөз 2026 ', '', '\ud800']) {
    assert.equal(verifyPassword(wrong, STORED), false)
  }
})

test('the same letters typed in another Unicode form are the same password', () => {
  const stored = hashPassword('й' + 'é', random)
  assert.ok(verifyPassword('и\u0306' + 'e\u0301', stored))
})

test('two persons with one password do not share a stored text', () => {
  assert.notEqual(hashPassword('Қауіпсіз құпиясөз 2026', random), STORED)
  assert.match(STORED, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
})

test('a stored text of lower or higher costs, or of another form, verifies nothing and costs nothing', () => {
  const password = 'Қауіпсіз құпиясөз 2026'
  const altered = [
    STORED.replace('m=19456', 'm=8'),
    STORED.replace('m=19456', 'm=9999999'),
    STORED.replace('t=2', 't=1'),
    STORED.replace('t=2', 't=99'),
    STORED.replace('p=1', 'p=0'),
    STORED.replace('argon2id', 'argon2i'),
    STORED.replace('v=19', 'v=16'),
    STORED.slice(0, -1),
    `${STORED}=`,
    password,
    '',
  ]
  const before = process.cpuUsage()
  for (const stored of altered) assert.equal(verifyPassword(password, stored), false, stored)
  const spent = process.cpuUsage(before)
  assert.ok(spent.user + spent.system < 15_000, 'an unlawful cost was paid')
})

test('a changed salt or hash verifies nothing', () => {
  const flip = (text: string, at: number) =>
    text.slice(0, at) + (text.charAt(at) === 'A' ? 'B' : 'A') + text.slice(at + 1)
  assert.equal(verifyPassword('Қауіпсіз құпиясөз 2026', flip(STORED, 32)), false)
  assert.equal(verifyPassword('Қауіпсіз құпиясөз 2026', flip(STORED, STORED.length - 5)), false)
})

test('a password has limits', () => {
  assert.throws(() => hashPassword('', random), /1 to 1024/)
  assert.throws(() => hashPassword('ұ'.repeat(513), random), /1 to 1024/)
  assert.equal(verifyPassword('x'.repeat(2_000_000), STORED), false)
})
