/** Places in a template are filled in each language's way, or not at all. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Language } from '@kelisim/terms'
import { fill, withinList } from './fill.ts'

test('takes the form of the number in Russian and English', () => {
  const days = (count: number, language: Language, forms: string) =>
    fill(`{n|${forms}}`, { n: count }, language)
  const ru = 'день|дня|дней'
  const said = [1, 2, 5, 11, 12, 21, 22, 25, 111, 112, 121, 365].map((n) => days(n, 'ru', ru))
  assert.deepEqual(
    said.map((one) => one.split('\u00a0')[1]),
    ['день', 'дня', 'дней', 'дней', 'дней', 'день', 'дня', 'дней', 'дней', 'дней', 'день', 'дней'],
  )
  assert.equal(days(1, 'en', 'day|days'), '1\u00a0day')
  assert.equal(days(21, 'en', 'day|days'), '21\u00a0days')
})

test('throws for a blank, an unknown or an unclosed place', () => {
  for (const [template, values] of [
    ['', {}],
    ['{a}', {}],
    ['{a}', { a: '' }],
    ['{a}', { a: 0 }],
    ['{a', { a: 1 }],
  ] as const) {
    assert.throws(() => fill(template, values, 'kk'))
  }
})

test('lowers a title within a list, but not an abbreviation', () => {
  assert.equal(withinList('Тегі'), 'тегі')
  assert.equal(withinList('ЖСН'), 'ЖСН')
  assert.equal(withinList('IP-мекенжайы'), 'IP-мекенжайы')
  assert.equal(withinList('E-mail'), 'e-mail')
})
