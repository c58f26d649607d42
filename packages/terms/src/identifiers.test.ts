import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { checkBin } from './bin.ts'
import { controlDigit } from './control-digit.ts'
import { normaliseEmail } from './email.ts'
import { checkIban } from './iban.ts'
import { checkIin } from './iin.ts'
import { checkPersonName } from './person-name.ts'
import { normalisePhone } from './phone.ts'

const folder = new URL('../../../../shared/data/kz/', import.meta.url)
const skip = existsSync(folder) ? false : 'the vectors of Kazakhstan are not beside the project'

interface Vector {
  readonly value: string
  readonly reason?: string
  readonly birthDate?: string
  readonly registered?: string
}

function read<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Shape
}

test('D-16: every vector of the IIN gets its verdict and its reason', { skip }, () => {
  const data = read<{
    valid: Vector[]
    invalid: Vector[]
    unknownCentury: Vector[]
    worked: { base: string; check: number | null }[]
    impossibleBases: string[]
    bin: Vector[]
  }>('iin.json')
  for (const { value, birthDate } of data.valid) {
    const found = checkIin(value)
    assert.ok(found.valid)
    assert.equal(found.birthDate, birthDate)
  }
  for (const { value } of data.unknownCentury) assert.deepEqual(checkIin(value), { valid: true })
  for (const { value, reason } of data.invalid) {
    assert.deepEqual(checkIin(value), { valid: false, reason })
  }
  for (const { base, check } of data.worked) assert.equal(controlDigit(base) ?? null, check)
  for (const base of data.impossibleBases) {
    for (let last = 0; last <= 9; last++) {
      assert.deepEqual(checkIin(`${base}${last}`), { valid: false, reason: 'impossible' })
    }
  }
  for (const { value, registered } of data.bin) {
    assert.deepEqual(checkBin(value), {
      valid: true,
      registered,
      entity: 'resident',
      part: 'head',
    })
  }
})

test('D-16: of ten last digits at most one fits any eleven', () => {
  for (let serial = 0; serial < 2000; serial++) {
    const base = `9807155${String(serial).padStart(4, '0')}`
    const fits = Array.from({ length: 10 }, (_, last) => checkIin(`${base}${last}`).valid)
    assert.equal(fits.filter(Boolean).length, controlDigit(base) === undefined ? 0 : 1)
  }
})

test('R-91: a BIN is told from an IIN, a wrong month and a wrong control digit', () => {
  assert.deepEqual(checkBin('980715500012'), { valid: false, reason: 'iin' })
  assert.deepEqual(checkBin('351340000014'), { valid: false, reason: 'date' })
  assert.deepEqual(checkBin('350140000015'), { valid: false, reason: 'check' })
  assert.deepEqual(checkBin('35014000001'), { valid: false, reason: 'format' })
})

test('D-23: every vector of the IBAN gets its verdict and its reason', { skip }, () => {
  const data = read<{
    valid: Vector[]
    invalid: Vector[]
    accepted: { input: string; value: string }[]
  }>('iban.json')
  for (const { value } of data.valid) assert.deepEqual(checkIban(value), { valid: true, value })
  for (const { input, value } of data.accepted) {
    assert.deepEqual(checkIban(input), { valid: true, value })
  }
  for (const { value, reason } of data.invalid) {
    assert.deepEqual(checkIban(value), { valid: false, reason })
  }
})

test('D-18: every vector of the phones gets its verdict', { skip }, () => {
  const data = read<{
    valid: { input: string; e164: string }[]
    invalid: { input: string }[]
    notMobile: { input: string; type: string }[]
    mobilePrefixes: string[]
  }>('phones.json')
  for (const { input, e164 } of data.valid) {
    assert.deepEqual(normalisePhone(input), { valid: true, e164, kind: 'mobile' }, input)
  }
  for (const { input } of data.invalid) assert.equal(normalisePhone(input).valid, false, input)
  for (const { input, type } of data.notMobile) {
    assert.deepEqual(normalisePhone(input), { valid: true, e164: input, kind: type })
  }
  // Exactly the listed prefixes of the 7xx block are mobile.
  for (let prefix = 700; prefix <= 799; prefix++) {
    const found = normalisePhone(`+7${prefix}0000001`)
    const mobile = found.valid && found.kind === 'mobile'
    assert.equal(mobile, data.mobilePrefixes.includes(String(prefix)), String(prefix))
  }
})

test('D-18: a Russian number and another country are refused as such', () => {
  assert.deepEqual(normalisePhone('+79010000001'), { valid: false, reason: 'country' })
  assert.deepEqual(normalisePhone('89010000001'), { valid: false, reason: 'country' })
  assert.deepEqual(normalisePhone('+87010000002'), { valid: false, reason: 'country' })
  assert.deepEqual(normalisePhone('+7701000000'), { valid: false, reason: 'format' })
  assert.deepEqual(normalisePhone('call me'), { valid: false, reason: 'format' })
})

test('D-1: Kazakh and Russian names are kept, look-alikes and digits are refused', () => {
  for (const name of ['Әлия', 'Нұрсұлтан', 'Сергеева-Қасымова', "Д'Арк", 'Ёлкин', 'Іңкәр Қызы']) {
    assert.deepEqual(checkPersonName(name), { valid: true, value: name })
  }
  assert.deepEqual(checkPersonName('  Салтанат\u00a0 Оспанқызы '), {
    valid: true,
    value: 'Салтанат Оспанқызы',
  })
  // The first letter is Latin.
  assert.deepEqual(checkPersonName('Aсель'), { valid: false, reason: 'letters' })
  assert.deepEqual(checkPersonName('Асель2'), { valid: false, reason: 'letters' })
  assert.deepEqual(checkPersonName('-Асель'), { valid: false, reason: 'letters' })
  assert.deepEqual(checkPersonName('<b>'), { valid: false, reason: 'letters' })
  assert.deepEqual(checkPersonName(' '), { valid: false, reason: 'empty' })
  assert.deepEqual(checkPersonName('а'.repeat(101)), { valid: false, reason: 'length' })
  assert.equal(checkPersonName('а'.repeat(100)).valid, true)
})

test('D-19: an address is normalised in its domain only', () => {
  assert.deepEqual(normaliseEmail(' Aliya.S+1@Example.KZ '), {
    valid: true,
    value: 'Aliya.S+1@example.kz',
  })
  for (const text of [
    'a@b',
    'a b@example.kz',
    '@example.kz',
    'a@-x.kz',
    'а@example.kz',
    'a..b@x.kz',
  ]) {
    assert.deepEqual(normaliseEmail(text), { valid: false, reason: 'format' }, text)
  }
  assert.equal(normaliseEmail(`${'a'.repeat(65)}@example.kz`).valid, false)
})

test('D-18: the mobile ranges are those of the library, prefix by prefix', () => {
  const rests = ['000000', '314159', '999999']
  for (let prefix = 6_000; prefix < 8_000; prefix++) {
    for (const rest of rests) {
      const text = `+7${prefix}${rest}`
      const number = parsePhoneNumberFromString(text)
      const isMobile = number?.country === 'KZ' && number.isValid() && number.getType() === 'MOBILE'
      const found = normalisePhone(text)
      assert.equal(found.valid && found.kind === 'mobile', isMobile, text)
    }
  }
})
