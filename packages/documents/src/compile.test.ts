/** What every document must be, whatever the policy: addressed, complete in three languages, without a hole. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { consentTexts, type Policy } from '@kelisim/policy'
import { LANGUAGES } from '@kelisim/terms'
import { lettersOf } from './access-list.ts'
import { documentsOf, indexOf } from './compile.ts'
import type { Document } from './document.ts'
import { PAPER_STYLE } from './paper.ts'

const FIXTURE = new URL('../fixture/policy.json', import.meta.url)
const POLICY = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Policy
const MADE = documentsOf(POLICY)

function named(name: string, made: readonly Document[] = MADE): Document {
  return made.find((document) => document.name === name) ?? assert.fail(`no ${name}`)
}

test('R-2: the address of a document is the SHA-256 of its bytes', () => {
  for (const { name, text, sha256 } of MADE) {
    assert.equal(createHash('sha256').update(text, 'utf8').digest('hex'), sha256, name)
  }
})

test('R-2: the same policy gives the same documents, and nothing in them is a moment of making', () => {
  assert.deepEqual(documentsOf(structuredClone(POLICY)), MADE)
})

test('L-16: what people read exists in Kazakh, Russian and English', () => {
  const read = MADE.filter(({ language }) => language !== undefined)
  const stems = new Set(read.map(({ name }) => name.replace(/\.(?:kk|ru|en)\./, '.')))
  for (const stem of stems) {
    const [first = '', last = ''] = stem.split(/\.(?=html$|txt$)/)
    const texts = LANGUAGES.map((language) => named(`${first}.${language}.${last}`).text)
    assert.equal(new Set(texts).size, LANGUAGES.length, `${stem}: two languages say the same`)
  }
})

test('nothing is left unfilled, and a page names its language and operator', () => {
  for (const { name, text, mediaType, language } of MADE) {
    assert.doesNotMatch(text, /undefined|\[object|NaN|\$\{/, name)
    if (!mediaType.startsWith('text/html')) continue
    assert.match(text, new RegExp(`^<!doctype html>\\n<html lang="${language}">`), name)
    assert.ok(text.includes(POLICY.operator.bin), name)
    assert.doesNotMatch(text, /<script|javascript:|src=/, name)
  }
})

test('the style is the same bytes in the element and in the rule that allows it', () => {
  assert.doesNotMatch(PAPER_STYLE, /[&<>"']/)
  assert.ok(named('list.kk.html').text.includes(`<style>${PAPER_STYLE}</style>`))
})

test('L-1, R-55: a consent form in plain text is the text a receipt names, by its hash', () => {
  for (const language of LANGUAGES) {
    const texts = consentTexts(POLICY, language)
    const files = MADE.filter(
      (made) => made.kind === 'consent' && made.language === language && made.name.endsWith('.txt'),
    )
    assert.deepEqual(
      files.map(({ sha256 }) => sha256),
      texts.map(({ sha256 }) => sha256),
    )
  }
})

test('L-1: a consent on paper says each of the contents of art. 8(4) and is not ticked', () => {
  for (const text of consentTexts(POLICY, 'kk')) {
    const page = named(`consent-${text.control.replaceAll(/[^a-z0-9]+/g, '-')}.kk.html`).text
    const shown = page.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
    for (const { label, value } of text.terms) {
      assert.ok(shown.includes(label) && shown.includes(value), `${text.control}: ${label}`)
    }
    assert.doesNotMatch(page, /checked|<input/)
  }
})

test('R-54, L-12: the approved list has every item, the disabled ones too', () => {
  const { text } = named('list.en.html')
  for (const field of POLICY.fields) assert.ok(text.includes(`>${field.number}</th>`), field.id)
})

test('R-59, R-62: a recipient without an agreement has neither a schedule nor a schema', () => {
  const bare = POLICY.recipients.filter(({ agreement }) => agreement === undefined)
  assert.ok(bare.length > 0)
  for (const { id } of bare) {
    const own = MADE.filter(({ kind, name }) => kind !== 'consent' && name.includes(`-${id}`))
    assert.deepEqual(own, [])
  }
})

test('R-62: a duty that the agreement does not have is not in the schedule', () => {
  const recipients = POLICY.recipients.map((recipient) =>
    recipient.agreement === undefined
      ? recipient
      : {
          ...recipient,
          agreement: {
            ...recipient.agreement,
            clauses: { ...recipient.agreement.clauses, audit: false },
          },
        },
  )
  const audit = /Lets the operator check/
  assert.match(named('agreement-samal.en.html').text, audit)
  const without = documentsOf({ ...POLICY, recipients })
  assert.doesNotMatch(named('agreement-samal.en.html', without).text, audit)
})

test('R-84: the matrix of access says what the grants say, item by item', () => {
  const clerk = POLICY.roles.find(({ id }) => id === 'clerk') ?? assert.fail('no clerk')
  assert.equal(lettersOf(POLICY, clerk, 'iin'), '')
  assert.equal(lettersOf(POLICY, clerk, 'phone'), 'C R')
})

test('one rule less, and the list, the register, the forms, the notice, the schedule and the schema say so', () => {
  const fields = POLICY.fields.map((field) =>
    field.id === 'income'
      ? { ...field, purposes: field.purposes.filter((purpose) => purpose !== 'contract') }
      : field,
  )
  const changed = documentsOf({ ...POLICY, fields })
  const names = [
    'list.kk.html',
    'register.kk.html',
    'retention.kk.html',
    'access.kk.html',
    'consent-contract.kk.txt',
    'consent-recipient-samal.kk.txt',
    'notice-application.kk.html',
    'agreement-samal.kk.html',
    'ping-samal-contract.schema.json',
    'post-samal-contract.schema.json',
  ]
  const same = names.filter((name) => named(name, changed).sha256 === named(name).sha256)
  // The term of the item stays: statistics keep it as long.
  assert.deepEqual(same, ['retention.kk.html'])
  const spared = ['consent-direct-marketing-sms.kk.txt', 'notice-sign-in.kk.html']
  for (const name of spared) assert.equal(named(name, changed).sha256, named(name).sha256)
})

test('the index names every document once, with its address and format', () => {
  const index = JSON.parse(indexOf(POLICY, MADE)) as {
    readonly policy: { readonly hash: string }
    readonly documents: readonly { readonly name: string; readonly sha256: string }[]
  }
  assert.equal(index.policy.hash, POLICY.hash)
  assert.deepEqual(
    index.documents.map(({ name, sha256 }) => [name, sha256]),
    MADE.map(({ name, sha256 }) => [name, sha256]),
  )
})
