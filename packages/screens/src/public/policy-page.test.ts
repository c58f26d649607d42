/** The page of the policy equals the model: one source for what is said and what is decided. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { messages } from '@kelisim/messages'
import { loadPolicy, type Policy } from '@kelisim/policy'
import { type Language, LANGUAGES } from '@kelisim/terms'
import { html, render } from '@kelisim/ui'
import { lawAnchor } from './cite.ts'
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

test('each activity says its method, ground and articles, whose rights it touches and what harm could come (R-5, R-29)', () => {
  for (const language of LANGUAGES) {
    const page = drawn(language)
    const { activity } = messages(language).policy
    const section = /id="purposes">([\s\S]*?)<\/section>/.exec(page)?.[1] ?? ''
    const entries = section.split('<li>').slice(1)
    assert.equal(entries.length, POLICY.purposes.length)
    POLICY.purposes.forEach((purpose, place) => {
      const kept = POLICY.register?.processing.find((one) => one.purpose === purpose.id)
      assert.ok(kept?.note !== undefined)
      const { rights, harm, reduced } = kept.note
      for (const said of [activity.methods[kept.method], rights[language], harm[language]]) {
        assert.ok(entries[place]?.includes(escaped(said)), `${purpose.id} ${language}: ${said}`)
      }
      assert.ok(entries[place]?.includes(escaped(reduced[language])))
      for (const article of purpose.legal) assert.ok(entries[place]?.includes(lawAnchor(article)))
    })
  }
})

test('an item has a category, a class of access and a sensitivity, each its own (R-7; 94-V art. 6)', () => {
  const fields = POLICY.fields.map((one) =>
    one.id === 'employer' ? { ...one, access: 'public' as const } : one,
  )
  const page = drawn('en', { ...POLICY, fields })
  const table = page.slice(page.indexOf('id="data"'))
  const of = (title: string) => {
    const from = table.indexOf(`</span> ${title}`)
    return table.slice(from, table.indexOf('</tr>', from))
  }
  for (const [title, said] of [
    ['Place of work', 'Situation; public; sensitivity: ordinary'],
    ['Profession', 'Situation; restricted access; sensitivity: ordinary'],
    ['IIN', 'Identity; restricted access; sensitivity: high'],
    ['Information on disability', 'Identity; restricted access; sensitivity: special category'],
  ]) {
    assert.ok(of(title ?? '').includes(said ?? '?'), `${title}: ${of(title ?? '')}`)
  }
  assert.equal(table.match(/; sensitivity: /g)?.length, POLICY.fields.length)
})
