/** The page of the policy equals the model: one source for what is said and what is decided. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { loadPolicy, type Policy } from '@kelisim/policy'
import { type Language, LANGUAGES } from '@kelisim/terms'
import { html, render } from '@kelisim/ui'
import { clauseAnchor } from './paths.ts'
import { policyPage } from './policy-page.ts'
import { frameOf } from './sample.ts'

const FOLDER = new URL('../../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)
const POLICY: Policy = loadPolicy(FILES).policy ?? assert.fail('the folder is not a policy')

const drawn = (language: Language, policy = POLICY) =>
  render(policyPage({ frame: frameOf(policy, language), policy }))
const escaped = (text: string) => render(html`${text}`)
/** The row of a table or list that begins with this number and title. */
const row = (number: string, title: string) =>
  `<span class="note num">${number}</span> ${escaped(title)}`

test('it bears the version, the approval and the hash of the model (R-1, R-90)', () => {
  for (const language of LANGUAGES) {
    const page = drawn(language)
    for (const said of [
      POLICY.hash,
      escaped(POLICY.approval.number),
      POLICY.operator.bin,
      escaped(POLICY.operator.name[language]),
    ]) {
      assert.ok(page.includes(said), `${language}: ${said}`)
    }
  }
})

test('it lists all forty items once, and every operation, category and right (R-3, R-6, R-7, R-38, R-54)', () => {
  assert.equal(POLICY.fields.length, 40)
  for (const language of LANGUAGES) {
    const page = drawn(language)
    for (const field of POLICY.fields) {
      const found = page.split(row(String(field.number), field.title[language])).length - 1
      assert.equal(found, 1, `${language}: ${field.id}`)
      assert.ok(page.includes(escaped(field.why[language])), `${language}: ${field.id}`)
    }
    for (const one of POLICY.operations)
      assert.ok(page.includes(row(one.number, one.title[language])))
    for (const one of [
      ...POLICY.subjectCategories,
      ...POLICY.specialCategories,
      ...POLICY.rights,
    ]) {
      assert.ok(page.includes(escaped(one.title[language])), `${language}: ${one.id}`)
    }
  }
})

test('it has every clause in every language, and a reason wherever the source was changed (R-1, X-1 to X-29)', () => {
  for (const language of LANGUAGES) {
    const page = drawn(language)
    for (const clause of POLICY.chapters.flatMap((chapter) => chapter.clauses)) {
      const from = page.indexOf(`<article class="clause" id="${clauseAnchor(clause.id)}">`)
      assert.ok(from >= 0, `${language}: ${clause.id}`)
      const article = page.slice(from, page.indexOf('</article>', from))
      assert.ok(article.includes(escaped(clause.text[language])), `${language}: ${clause.id}`)
      assert.equal(clause.reason === undefined, clause.treatment === 'as_is', clause.id)
      const reason = clause.reason?.[language] ?? ''
      assert.ok(article.includes(escaped(reason)), `${language}: ${clause.id}`)
    }
  }
})

test('it changes when one rule changes (R-3)', () => {
  const purposes = POLICY.purposes.map((one) =>
    one.id === 'contract' ? { ...one, retentionDays: 4321 } : one,
  )
  assert.doesNotMatch(drawn('en'), /4,?321/)
  assert.match(drawn('en', { ...POLICY, purposes }), /4,?321/)
})
