import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Moment, moment } from '@kelisim/terms'
import { article, ground } from './article.ts'
import * as format from './format.ts'
import { dative } from './kazakh.ts'
import { english, russian } from './plural.ts'

const NBSP = /\u00a0/g
const plain = (text: string) => text.replace(NBSP, ' ')
const at = (iso: string): Moment => moment(Date.parse(iso))

test('a sum is grouped by a space that does not break, the sign stands where the language puts it', () => {
  assert.equal(format.tenge('kk', 123600), '123\u00a0600\u00a0₸')
  assert.equal(format.tenge('ru', 1204882), '1\u00a0204\u00a0882\u00a0₸')
  assert.equal(format.tenge('en', 123600), '₸123,600')
  assert.equal(plain(format.tenge('kk', 999)), '999 ₸')
})

test('a range is one sum when its ends are the same', () => {
  assert.equal(plain(format.tengeRange('kk', 123600, 130080)), '123 600 – 130 080 ₸')
  assert.equal(plain(format.tengeRange('en', 123600, 130080)), '₸123,600 – ₸130,080')
  assert.equal(plain(format.tengeRange('ru', 5, 5)), '5 ₸')
  assert.equal(plain(format.percentRange('ru', 43.3, 166.8)), '43,3 – 166,8 %')
  assert.equal(plain(format.percentRange('en', 0.1, 0.28, 2)), '0.10% – 0.28%')
})

test('dates are those of Almaty: the day turns at 19:00 UTC', () => {
  assert.equal(format.date('kk', at('2026-11-22T18:59:59Z')), '22.11.2026')
  assert.equal(format.date('kk', at('2026-11-22T19:00:00Z')), '23.11.2026')
  assert.equal(plain(format.dateTime('en', at('2026-11-22T12:40:00Z'))), '22 Nov 2026, 17:40')
})

test('dates in words follow the cases of each language', () => {
  assert.equal(plain(format.dateWords('kk', '2026-12-22')), '2026 жылғы 22 желтоқсан')
  assert.equal(plain(format.dateWords('ru', '2026-12-22')), '22 декабря 2026 года')
  assert.equal(plain(format.until('kk', '2026-12-22')), '2026 жылғы 22 желтоқсанға дейін')
  assert.equal(plain(format.until('kk', '2026-09-05')), '2026 жылғы 5 қыркүйекке дейін')
  assert.equal(plain(format.until('kk', '2026-07-05')), '2026 жылғы 5 шілдеге дейін')
  assert.equal(plain(format.until('ru', '2026-12-22')), 'до 22 декабря 2026 года')
  assert.equal(plain(format.since('kk', '2026-11-02')), '2026 жылғы 2 қарашадан бастап')
  assert.equal(plain(format.since('kk', '2026-06-02')), '2026 жылғы 2 маусымнан бастап')
  assert.equal(plain(format.since('ru', '2026-11-02')), 'со 2 ноября 2026 года')
  assert.equal(plain(format.onDay('kk', '2026-04-02')), '2 сәуірде')
  assert.equal(plain(format.onDay('kk', '2026-12-22')), '22 желтоқсанда')
  assert.equal(format.dayOfWeek('kk', '2026-12-22'), 'сейсенбі')
})

test('a Kazakh number takes the ending of its last spoken word', () => {
  const expected: readonly [number, string][] = [
    [1, '1-ге'],
    [3, '3-ке'],
    [6, '6-ға'],
    [9, '9-ға'],
    [10, '10-ға'],
    [20, '20-ға'],
    [30, '30-ға'],
    [40, '40-қа'],
    [42, '42-ге'],
    [50, '50-ге'],
    [60, '60-қа'],
    [70, '70-ке'],
    [80, '80-ге'],
    [90, '90-ға'],
    [100, '100-ге'],
    [1000, '1000-ға'],
    [0, '0-ге'],
  ]
  for (const [value, to] of expected) {
    assert.equal(dative(value), to)
  }
  assert.equal(
    plain(format.untilTime('kk', at('2026-11-23T12:42:00Z'))),
    '23 қараша, 17:42-ге дейін',
  )
  assert.equal(
    plain(format.untilTime('kk', at('2026-11-23T12:00:00Z'))),
    '23 қараша, 17:00-ге дейін',
  )
})

test('plural forms', () => {
  const forms = { one: 'запись', few: 'записи', many: 'записей' }
  assert.deepEqual(
    [1, 2, 5, 11, 21, 104].map((count) => russian(count, forms)),
    ['запись', 'записи', 'записей', 'записей', 'запись', 'записи'],
  )
  assert.equal(english(1, { one: 'entry', other: 'entries' }), 'entry')
  assert.deepEqual(
    [1, 3, 5, 11, 21, 30].map((count) => plain(format.days('ru', count))),
    ['1 день', '3 дня', '5 дней', '11 дней', '21 день', '30 дней'],
  )
})

test('a place of the law is named in the language of the reader', () => {
  assert.equal(plain(article('kk', '94-V art. 7(6)')), '94-V, 7-бап, 6-тармақ')
  assert.equal(plain(article('ru', '94-V art. 7(6)')), '94-V, ст. 7, п. 6')
  assert.equal(plain(article('en', '94-V art. 7(6)')), '94-V, art. 7(6)')
  assert.equal(plain(article('ru', '94-V art. 1(3)')), '94-V, ст. 1, пп. 3')
  assert.equal(
    plain(article('kk', '94-V art. 25(2)(1-1)')),
    '94-V, 25-бап, 2-тармақ, 1-1) тармақша',
  )
  assert.equal(plain(article('kk', 'DC art. 41(3)')), 'Цифрлық кодекс, 41-бап, 3-тармақ')
  assert.equal(plain(article('ru', 'Civil Code art. 22')), 'Гражданский кодекс, ст. 22')
  assert.equal(article('ru', 'something else'), 'something else')
  assert.equal(
    plain(ground('kk', '6.2', '94-V art. 7(6)')),
    'саясат, 6.2-тармақ; 94-V, 7-бап, 6-тармақ',
  )
  assert.equal(ground('en', '', ''), '')
})
