/** The pages around the policy: one clause, the source, the versions and what each changed; and the desk's view. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { dateOf, messages } from '@kelisim/messages'
import { linesOf, loadPolicy, type Policy } from '@kelisim/policy'
import { LANGUAGES } from '@kelisim/terms'
import { html, render } from '@kelisim/ui'
import { policySourceScreen, TREATMENTS } from '../desk/policy-source.ts'
import { clausesBySlug, policyClausePage } from './policy-clause.ts'
import { policyPage } from './policy-page.ts'
import { policySourcePage, treatmentWord } from './policy-source.ts'
import { policyDiffPage, policyVersionsPage } from './policy-versions.ts'
import { frameOf } from './sample.ts'

const FOLDER = new URL('../../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)
const POLICY: Policy = loadPolicy(FILES).policy ?? assert.fail('the folder is not a policy')
const CLAUSES = POLICY.chapters.flatMap((chapter) => chapter.clauses)
const escaped = (text: string) => render(html`${text}`)
const versions = [
  { version: POLICY.version + 1, hash: 'f'.repeat(64), from: '2026-12-01' },
  { version: POLICY.version, hash: POLICY.hash, from: POLICY.effectiveFrom },
]

test('every clause has a name of its own in an address (R-1)', () => {
  const slugs = clausesBySlug(POLICY)
  assert.equal(slugs.size, CLAUSES.length)
  assert.equal(slugs.get('4.1-7')?.id, '4.1(7)')
  for (const slug of slugs.keys()) assert.match(slug, /^[\p{L}0-9.-]+$/u)
})

test('a clause stands in three languages, with its reason and what the source says (R-1, section 7)', () => {
  const clause = CLAUSES.find(({ id }) => id === '4.2.2(ж)') ?? assert.fail('no such clause')
  for (const language of LANGUAGES) {
    const frame = frameOf(POLICY, language)
    const page = render(policyClausePage({ frame, policy: POLICY, clause, versions: [] }))
    for (const other of LANGUAGES) assert.ok(page.includes(escaped(clause.text[other])), other)
    assert.ok(page.includes(escaped(clause.reason?.[language] ?? '?')))
    assert.match(page, /Ресей Федерациясының заңнамасына/)
    assert.ok(page.includes(messages(language).policyText.treatment.replaced.slice(1)))
  }
})

test('the page of an older version says which one holds now (R-2)', () => {
  const frame = frameOf(POLICY, 'ru')
  const page = render(policyPage({ frame, policy: POLICY, versions }))
  assert.ok(page.includes(`Сейчас действует версия ${POLICY.version + 1}.`))
  assert.ok(page.includes(`href="/policy/v/${POLICY.version}/clauses/4.1-7"`))
  const newest = render(policyPage({ frame, policy: POLICY, versions: versions.slice(1) }))
  assert.ok(newest.includes('href="/policy/clauses/4.1-7"'))
  assert.doesNotMatch(newest, /больше не действует/)
})

test('a draft says so before anything else, in three languages; what is in force does not (R-88)', () => {
  for (const language of LANGUAGES) {
    const view = { frame: frameOf(POLICY, language), policy: POLICY }
    const { draft, draftNote } = messages(language).policyText
    const page = render(policyPage({ ...view, draft: true }))
    const at = page.indexOf(`<b>${draft}</b> ${escaped(draftNote)}`)
    assert.ok(at > 0 && at < page.indexOf('<h1>'), language)
    assert.ok(!render(policyPage(view)).includes(draftNote), language)
  }
})

test('the redaction the source cites stands beside the newest one known (R-2)', () => {
  const page = render(policyPage({ frame: frameOf(POLICY, 'en'), policy: POLICY }))
  assert.match(page, /94-V, 3\sJul\s2020/)
  assert.match(page, /94-V, 14\sSep\s2026/)
  assert.match(page, /waits for a review against the new redaction/)
})

test('every clause of the source is quoted against what answers it, in its order (R-1, X-1 to X-29)', () => {
  const { source } = POLICY
  assert.ok(source !== undefined)
  const page = render(policySourcePage({ frame: frameOf(POLICY, 'kk'), policy: POLICY }))
  let at = 0
  for (const place of source.clauses) {
    const next = page.indexOf(escaped(linesOf(source, place)), at)
    assert.ok(next > at, place.id)
    at = next
  }
  for (const clause of CLAUSES) assert.ok(page.includes(escaped(clause.text.kk)), clause.id)
})

test('the versions are listed newest first, each with its copies and its difference (R-88)', () => {
  const page = render(policyVersionsPage(frameOf(POLICY, 'en'), versions))
  assert.ok(page.indexOf(`Version ${POLICY.version + 1}`) < page.indexOf('first version'))
  assert.ok(page.includes(`/policy/v/${POLICY.version}.json`))
  for (const { from } of versions) assert.ok(page.includes(dateOf('en', from)), from)
  assert.ok(page.includes(`/policy/diff/${POLICY.version}/${POLICY.version + 1}`))
})

test('a difference shows the words that went out and came in, in the language of the page (R-2, R-88)', () => {
  const files = new Map(FILES)
  const text = files.get('texts/ru/clauses.yaml') ?? ''
  files.set('texts/ru/clauses.yaml', text.replace('общедоступн', 'доступн'))
  const after = loadPolicy(files).policy ?? assert.fail('not a policy')
  const drawn = (language: 'ru' | 'kk') =>
    render(policyDiffPage({ frame: frameOf(POLICY, language), before: POLICY, after }))
  assert.match(drawn('ru'), /<del>[^<]*общедоступн/)
  assert.match(drawn('ru'), /<ins>[^<]*доступн/)
  assert.doesNotMatch(drawn('kk'), /<del>/)
})

test('a difference is said in words: kinds, parts and names, in the language of the page (R-2, R-88, L-16)', () => {
  const change = (one: Policy['purposes'][number]) =>
    one.id === 'contract' ? { ...one, consentDays: 7 } : one
  const after = {
    ...POLICY,
    purposes: POLICY.purposes.map(change),
    fields: POLICY.fields.map((one) =>
      one.id === 'marital_status' ? { ...one, default: 'off' as const, purposes: [] } : one,
    ),
  }
  const seen = new Set<string>()
  for (const language of LANGUAGES) {
    const page = render(policyDiffPage({ frame: frameOf(POLICY, language), before: POLICY, after }))
    const { policyChange: words, policy } = messages(language)
    const contract = POLICY.purposes.find(({ id }) => id === 'contract')?.title[language] ?? '?'
    for (const part of [
      `${words.kinds.purpose} <code class="id">contract</code>`,
      `${words.keys.consentDays}: <del>30</del> <ins>7</ins>`,
      `${words.kinds.field} <code class="id">marital_status</code>`,
      `${words.keys.default}: <del>${policy.state.opt}</del> <ins>${policy.state.off}</ins>`,
      `${words.keys.purposes}: <del>${contract}`,
    ]) {
      assert.ok(page.includes(part), `${language}: ${part}`)
    }
    // The consent is called by what it is for, not by its name in the folder.
    const consent = page.indexOf(`${words.kinds.consent} <code class="id">contract</code>`)
    assert.ok(page.lastIndexOf(`<h2>${contract}`, consent) > 0, language)
    seen.add(words.kinds.consent)
  }
  assert.equal(seen.size, LANGUAGES.length)
})

test('the desk counts treatments, filters by one, and finds each oddity (section 7)', () => {
  const frame = {
    language: 'en' as const,
    path: '/desk/policy/source',
    demo: true,
    csrf: 'c5f2',
    staff: { name: 'A. Saparova', role: 'Officer' },
    places: [],
  }
  const whole = render(policySourceScreen({ frame, policy: POLICY }))
  for (let number = 1; number <= 29; number++) {
    assert.ok(whole.includes(`<span class="num">X-${number}</span>`), `X-${number}`)
  }
  for (const treatment of TREATMENTS) {
    const page = render(policySourceScreen({ frame, policy: POLICY, treatment }))
    for (const clause of CLAUSES) {
      const isShown = page.includes(`<p>${escaped(clause.text.en)}</p>`)
      assert.equal(isShown, treatmentWord(clause) === treatment, `${treatment} ${clause.id}`)
    }
  }
})

test('R-74: each measure stands on the page with the article that orders it or the reason it was chosen for', () => {
  const grounds = POLICY.register?.measureGrounds ?? []
  assert.deepEqual(
    grounds.map(({ measure }) => measure),
    POLICY.register?.measures,
  )
  for (const language of LANGUAGES) {
    const text = render(policyPage({ frame: frameOf(POLICY, language), policy: POLICY }))
    const words = messages(language).policy
    const [, measures = ''] = /id="measures">(.*?)<\/section>/s.exec(text) ?? []
    const [ordered = '', chosen = ''] = measures.split(`<h3>${words.measureChosen}</h3>`)
    for (const { measure, because } of grounds) {
      const own = because === undefined ? ordered : chosen
      assert.ok(own.includes(`>${measure}</a>`), `${language} ${measure}`)
      if (because !== undefined) assert.ok(own.includes(escaped(because[language])), measure)
    }
  }
})
