/** A text says what its class allows and nothing else. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { loadPolicy } from '@kelisim/policy'
import { messageFaults } from './message-class.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url)
const FILES = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)
const POLICY = loadPolicy(FILES).policy ?? assert.fail('the policy has faults')

const NEWS = {
  kk: 'Енді өтінімнің күйін кабинеттен көре аласыз. Пайыз бен мерзім бұрынғыдай.',
  ru: 'Теперь состояние заявки видно в кабинете. Процент и срок микрокредита прежние.',
  en: 'You can now see the state of your application in your account.',
}
const codes = (purpose: string, change: Partial<typeof NEWS>) =>
  messageFaults(POLICY, purpose, { ...NEWS, ...change }).map(
    ({ code, language }) => `${code} ${language}`,
  )

test('R-13: news of own services passes, also with an own link and the officer’s address', () => {
  assert.deepEqual(codes('service_info', {}), [])
  const linked = { ru: `${NEWS.ru} https://givemoney.com.kz/how, т.е. derek@kelisim.example.` }
  assert.deepEqual(codes('service_info', linked), [])
})

test('R-13, X-21: advertising is no information in any language, also a word of another one', () => {
  const ads = [
    ['kk', 'Тек бүгін: жеңілдікпен рәсімдеңіз!'],
    ['kk', 'Барлығына СЫЙЛЫҚТАР'],
    ['ru', 'Скидка 10 % всем'],
    ['ru', 'Оформите  заявку сейчас'],
    ['ru', 'Ски\u00adдки'],
    ['en', 'Hurry: a special   offer for you'],
    ['kk', 'Бүгін скидка'],
  ] as const
  for (const [language, text] of ads) {
    assert.deepEqual(codes('service_info', { [language]: text }), [`advertising ${language}`], text)
    assert.deepEqual(codes('direct_marketing', { [language]: text }), [], text)
    assert.deepEqual(codes('offers', { [language]: text }), [], text)
  }
})

test('R-13, R-14: nobody else’s offers: a recipient by name, with endings, in capitals, by BIN or link', () => {
  const others = [
    ['kk', '«Самалдан» несие алыңыз', 'third_party'],
    ['ru', 'Новые условия в САМАЛЕ', 'third_party'],
    ['ru', 'Қарлығаш ждёт вас', 'third_party'],
    ['en', 'Ask Üles today', 'third_party'],
    ['en', 'Look for 350240001016', 'third_party'],
    ['ru', 'Подробнее: https://mfo.example/go', 'foreign_link'],
    ['ru', 'Пишите на info@mfo.example', 'foreign_link'],
    ['kk', 'givemoney.com.kz.evil.example сайтында', 'foreign_link'],
  ] as const
  for (const [language, text, code] of others) {
    for (const purpose of ['service_info', 'offers']) {
      assert.deepEqual(codes(purpose, { [language]: text }), [`${code} ${language}`], text)
    }
    assert.deepEqual(codes('direct_marketing', { [language]: text }), [], text)
  }
})

test('one text for all languages is refused: who reads no Russian must not get Russian', () => {
  assert.deepEqual(codes('service_info', { kk: NEWS.ru }), ['same_text ru'])
  assert.deepEqual(codes('service_info', { en: `  ${NEWS.ru.toUpperCase()}` }), ['same_text en'])
})
