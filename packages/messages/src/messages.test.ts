import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODES, LANGUAGES, type Language } from '@kelisim/terms'
import { fieldFault, messages } from './messages.ts'
import { sentences } from './sentences.ts'

/** Words that are the same in two languages because they are a name or the law's own term. */
const SAME: ReadonlySet<string> = new Set([
  'common.brand',
  'common.cabinet',
  'copy.operator',
  'cabinet.consents.number',
  'demo.kind.sms',
  'demo.phone',
  'home.licence',
  'mailings.channel.sms',
  'policy.channelNames.messenger',
  'policy.channelNames.sms',
  'policy.operator',
])

const FORBIDDEN_STEMS = [
  'жеке дерек',
  'жеке мәлімет',
  'дербес мәлімет',
  'деректі мәлімет',
  'деректер тақырыб',
  'федералдық',
]

const PRESSING: Readonly<Record<Language, RegExp>> = {
  kk: /!|тез арада|тезірек|соңғы мүмкіндік|бас тартусыз|тек бүгін|құттықтаймыз|өтінеміз/i,
  ru: /!|срочно|успейте|без отказа|одобрен[оаы]\b|только сегодня|поздравляем|пожалуйста/i,
  en: /!|hurry|guarantee|almost approved|only today|congratulations|please|don't miss/i,
}

/** What the four cuts of the typeface can draw. Others would fall back and jump. */
const DRAWABLE =
  /^[\u0020-\u007e\u00a0-\u00ff\u0400-\u045f\u0490-\u04ff\u2013\u2018-\u201e\u2022\u2026\u2116\u2212₸]*$/

const each = LANGUAGES.map((language) => ({ language, list: sentences(messages(language)).said }))

test('the catalogue is not empty and says the same things in each language (L-16)', () => {
  const [kk, ru, en] = each.map(({ list }) => [...list.keys()])
  assert.ok((kk?.length ?? 0) > 300)
  assert.deepEqual(ru, kk)
  assert.deepEqual(en, kk)
})

test('only sentences about a whole action cannot be said with sevens', () => {
  for (const language of LANGUAGES) {
    const { unsaid } = sentences(messages(language))
    assert.deepEqual(
      unsaid.filter((path) => !/^(?:cabinet|desk)\./.test(path)),
      [],
    )
  }
})

test('equal texts in two languages are untranslated', () => {
  const faults = each.flatMap(({ language, list }) =>
    each
      .filter((other) => other.language !== language)
      .flatMap((other) =>
        [...list].filter(
          ([path, text]) => isWords(path, text) && !SAME.has(path) && other.list.get(path) === text,
        ),
      ),
  )
  assert.deepEqual(faults, [])
})

test('every refusal says what happened and what can be done (I8)', () => {
  for (const { language } of each) {
    const { refusals } = messages(language)
    assert.deepEqual(Object.keys(refusals).sort(), Object.keys(CODES).sort())
    for (const { text, way } of Object.values(refusals)) {
      assert.match(text, /\.$/)
      assert.match(way, /\.$/)
    }
  }
})

test('Kazakh says «дербес деректер» and never the other names of the source', () => {
  for (const [path, text] of sentences(messages('kk')).said) {
    for (const stem of FORBIDDEN_STEMS) {
      assert.ok(!text.toLowerCase().includes(stem), `${path}: ${stem}`)
    }
  }
})

test('Kazakh is written in Kazakh letters', () => {
  const long = [...sentences(messages('kk')).said].filter(([, text]) => text.length > 40)
  assert.ok(long.length > 50)
  for (const [path, text] of long) assert.match(text, /[әғқңөұүһі]/i, path)
})

test('a Russian text has no Kazakh letter outside a name', () => {
  for (const [path, text] of sentences(messages('ru')).said) {
    assert.doesNotMatch(text.replaceAll('Келісім', ''), /[әғқңөұүһі]/i, path)
  }
})

test('no Latin letter hides inside a Cyrillic word, and no lone one stands among them', () => {
  for (const { language, list } of each) {
    for (const [path, text] of list) {
      for (const word of text.match(/\p{L}+/gu) ?? []) {
        const mixed = /[A-Za-z]/.test(word) && /[\u0400-\u04ff]/.test(word)
        assert.ok(!mixed, `${language} ${path}: ${word}`)
        const lone = language !== 'en' && /^[A-Za-z]$/.test(word) && !text.includes(`-${word}`)
        assert.ok(!lone, `${language} ${path}: lone ${word}`)
      }
    }
  }
})

test('nothing presses, praises or begs (look 5)', () => {
  for (const { language, list } of each) {
    for (const [path, text] of list) assert.doesNotMatch(text, PRESSING[language], path)
  }
})

test('every sign can be drawn by the typeface and quotation marks are typographic', () => {
  for (const { list } of each) {
    for (const [path, text] of list) {
      assert.match(text, DRAWABLE, path)
      assert.doesNotMatch(text, /["']/, path)
    }
  }
})

test('no text is left with a hole or a space too many', () => {
  for (const { list } of each) {
    for (const [path, text] of list) {
      assert.doesNotMatch(text, /undefined|\[object|NaN| {2}|^\s|\s$/, path)
      assert.ok(text.length > 0, path)
    }
  }
})

test('a code fits in two parts of an SMS and tells nobody anything', () => {
  for (const { language } of each) {
    const { sms } = messages(language)
    for (const say of [sms.phone, sms.login]) {
      const text = say('Kelisim', '481 290', 5)
      assert.ok(text.length <= 134, text)
      assert.match(text, /481 290/)
    }
  }
})

test('a fault is named by its kind, else by its code, else as something to check', () => {
  const { errors } = messages('kk')
  assert.equal(fieldFault(errors, 'iin', 'check'), errors.field['iin:check'])
  assert.equal(fieldFault(errors, 'text', 'required'), errors.field.required)
  assert.equal(fieldFault(errors, 'text', 'constructor'), errors.field.invalid)
})

/** Anchors and bare numbers are nobody's language. */
function isWords(path: string, text: string): boolean {
  return !path.endsWith('.id') && /\p{L}{3}/u.test(text)
}
