import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadPolicy } from '@kelisim/policy'
import { type Moment, parseMoment } from '@kelisim/terms'
import fc from 'fast-check'
import { EXAMPLE } from './example-policy.ts'
import { checkIntake } from './intake.ts'
import { compileSpecialWords, specialCategoryIn } from './special.ts'

// The synthetic numbers belong to people of 2096-2098, so the clock stands beyond their coming of age.
const AT = parseMoment('2120-11-22T09:00:00Z') as Moment
const PERSON = {
  last_name: 'Серікқызы',
  first_name: 'Әлия',
  birth_date: '2096-11-30',
  iin: '961130600018',
  phone: '8 (701) 000-00-02',
}

function faults(input: unknown, at = AT, extent: 'whole' | 'part' = 'whole'): string[] {
  const intake = checkIntake(EXAMPLE, input, at, extent)
  return intake.ok ? [] : intake.faults.map(({ pointer, code }) => `${pointer} ${code}`)
}

test('R-33: good values come back normalised and grouped by box', () => {
  const intake = checkIntake(EXAMPLE, { ...PERSON, email: ' A@Example.KZ ', employer: '' }, AT)
  assert.ok(intake.ok)
  assert.equal(intake.values['phone'], '+77010000002')
  assert.equal(intake.values['email'], 'A@example.kz')
  assert.equal('employer' in intake.values, false)
  assert.deepEqual(Object.keys(intake.byBox), ['identity', 'contact'])
  assert.deepEqual(intake.byBox['contact'], { phone: '+77010000002', email: 'A@example.kz' })
})

test('R-33, R-54, I8: a field that the policy does not list is refused, its name repeated only when it looks like one', () => {
  assert.deepEqual(faults({ ...PERSON, shoe_size: '42' }), ['/shoe_size unknown_field'])
  assert.deepEqual(faults({ ...PERSON, 'Әлия Серікқызы': '1' }), ['/? unknown_field'])
  assert.deepEqual(faults({ ...PERSON, __proto__x: '1' }), ['/? unknown_field'])
  assert.deepEqual(faults(JSON.parse('{"__proto__":"x"}'), AT, 'part'), ['/? unknown_field'])
  assert.deepEqual(faults({ ...PERSON, constructor: 'x' }), ['/constructor unknown_field'])
})

test('R-54: a field that is off and a special category are refused even when empty', () => {
  assert.deepEqual(faults({ ...PERSON, profession: 'x' }), ['/profession field_off'])
  assert.deepEqual(faults({ ...PERSON, disability: '' }), ['/disability special_category'])
})

test('R-47: what is required must be there, but only of a whole application', () => {
  assert.deepEqual(faults({}), [
    '/last_name required',
    '/first_name required',
    '/iin required',
    '/phone required',
  ])
  assert.deepEqual(faults({ first_name: 'Әлия' }, AT, 'part'), [])
  // A value that is there and wrong is told once, not also as missing.
  assert.deepEqual(faults({ ...PERSON, phone: '123' }), ['/phone format'])
})

test('R-21: nobody under age, by the number or by the word, from the birthday on', () => {
  const day = (text: string) => parseMoment(text) as Moment
  const withoutDate = { ...PERSON, birth_date: undefined }
  assert.deepEqual(faults(PERSON, day('2114-11-29T18:59:59Z')), ['/birth_date under_age'])
  assert.deepEqual(faults(PERSON, day('2114-11-29T19:00:00Z')), [])
  assert.deepEqual(faults(withoutDate, day('2114-11-29T18:59:59Z')), ['/iin under_age'])
  assert.deepEqual(faults(PERSON, day('2026-11-22T09:00:00Z')), ['/birth_date under_age'])
  assert.deepEqual(faults(PERSON, day('2219-12-01T09:00:00Z')), ['/birth_date range'])
})

test('D-4: the birth date must agree with the IIN', () => {
  assert.deepEqual(faults({ ...PERSON, birth_date: '2096-11-29' }), [
    '/birth_date identity_conflict',
  ])
  assert.deepEqual(faults({ ...PERSON, birth_date: '2096-02-30' }), ['/birth_date date'])
  assert.deepEqual(faults({ ...PERSON, iin: '961130600019' }), ['/iin check'])
})

test('R-33: each type refuses what is not of its kind, with the reason', () => {
  const one = (field: string, value: unknown) => faults({ ...PERSON, [field]: value })
  assert.deepEqual(one('first_name', 'Aliya'), ['/first_name letters'])
  assert.deepEqual(one('phone', '+77172000001'), ['/phone not_mobile'])
  assert.deepEqual(one('phone', '+79010000001'), ['/phone country'])
  assert.deepEqual(one('email', 'nobody'), ['/email format'])
  assert.deepEqual(one('account', 'KZ61999KZT0000000001'), ['/account check'])
  assert.deepEqual(one('family', 'engaged'), ['/family option'])
  assert.deepEqual(one('family', 'constructor'), ['/family option'])
  assert.deepEqual(one('employer', 'я'.repeat(101)), ['/employer length'])
  assert.deepEqual(one('employer', 'a\u0000b'), ['/employer format'])
  assert.deepEqual(one('employer', 7), ['/employer type'])
  assert.deepEqual(faults('not an object'), [' type'])
  assert.deepEqual(faults(null), [' type'])
  assert.deepEqual(faults([PERSON]), [' type'])
})

test('L-7: a document is its details; a copy of it is refused', () => {
  const papers = {
    type: 'identity_card',
    number: '012345678',
    issuer: 'ҚР ІІМ',
    issued_on: '2115-01-01',
    valid_until: '2125-01-01',
  }
  const intake = checkIntake(EXAMPLE, { ...PERSON, papers }, AT)
  assert.ok(intake.ok)
  assert.deepEqual(JSON.parse(intake.values['papers'] ?? ''), papers)
  const again = checkIntake(EXAMPLE, { ...PERSON, papers: intake.values['papers'] }, AT)
  assert.deepEqual(again, intake)
  const bad = (change: object) => faults({ ...PERSON, papers: { ...papers, ...change } })
  assert.deepEqual(bad({ number: 'x' }), ['/papers/number format'])
  assert.deepEqual(bad({ scan: 'data:image/png;base64,AAAA' }), ['/papers/? unknown_field'])
  assert.deepEqual(bad({ issuer: 'data:image/png;base64,AAAA' }), ['/papers/issuer format'])
  assert.deepEqual(bad({ issued_on: '2115-02-30' }), ['/papers/issued_on date'])
  assert.deepEqual(faults({ ...PERSON, papers: { type: 'passport' } }).length, 4)
  assert.deepEqual(faults({ ...PERSON, papers: 'scan' }), ['/papers type'])
  assert.deepEqual(faults({ ...PERSON, employer: `data:image/png;base64,${'A'.repeat(9)}` }), [
    '/employer format',
  ])
})

test('R-19: a special category does not hide in a free text', () => {
  const employer = (text: string) => faults({ ...PERSON, employer: text })
  for (const text of [
    'Мусульманин, работаю в ТОО',
    'магазин МУСУЛЬМАНСКОЙ одежды',
    'мен мұсылманмын',
    'MUSLIM centre',
    'мyсульманин',
    'му\u00adсульманин',
    'му\u200bсульманин',
    'верующий',
    'мать, ребенок-инвалид',
    'мать, РЕБЁНОК-ИНВАЛИД',
    'отец, тяжелый больной',
    'ТЯЖЁЛЫЙ  больной',
    'I am disabled',
    'инва\u0301лид',
  ]) {
    assert.deepEqual(employer(text), ['/employer special_category'], text)
  }
  for (const text of ['ТОО «Самал»', 'Мусин и партнёры', 'Pacific Trade', 'достоверующий', '']) {
    assert.deepEqual(employer(text), [], text)
  }
  // In any text, even where only a code is expected; but never read into a name.
  assert.deepEqual(faults({ ...PERSON, family: 'инвалид' }), ['/family special_category'])
  assert.deepEqual(faults({ ...PERSON, last_name: 'Мусульманкулов' }), [])
})

test('I11: a fault never repeats a value', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(...EXAMPLE.fields.map(({ id }) => id)),
        // A sign no code is made of: a value spelled like a code is not an echo of it.
        fc.string({ minLength: 5 }).map((text) => `${text}§`),
      ),
      (input) => {
        const intake = checkIntake(EXAMPLE, input, AT)
        const told = JSON.stringify(intake.ok ? [] : intake.faults)
        for (const value of Object.values(input)) {
          assert.equal(told.includes(JSON.stringify(value).slice(1, -1)), false)
        }
      },
    ),
  )
})

const folder = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))
const skip = existsSync(folder) ? false : 'the policy folder is absent'

test('R-19: the policy in force finds statements about oneself and lets places and firms pass', {
  skip,
}, () => {
  const files = new Map<string, string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (/\.(yaml|md|txt)$/.test(name)) files.set(name, readFileSync(join(folder, name), 'utf8'))
  }
  const { policy } = loadPolicy(files)
  assert.ok(policy !== undefined)
  const words = compileSpecialWords(policy)
  for (const text of [
    'ұлтым қазақ',
    'я мусульманин',
    'судимости нет',
    'мүгедектігім бар',
    'orthodox',
  ]) {
    assert.notEqual(specialCategoryIn(words, text), undefined, text)
  }
  for (const text of [
    'Ұлттық банк',
    'аурухана',
    'Ислам Серікұлы',
    'саясат',
    'қала ауруханасы, дәрігер',
  ]) {
    assert.equal(specialCategoryIn(words, text), undefined, text)
  }
  for (const category of policy.specialCategories) {
    for (const stem of Object.values(category.stems).flat()) {
      assert.equal(specialCategoryIn(words, `… ${stem.toUpperCase()}`), category.id, stem)
    }
  }
})
