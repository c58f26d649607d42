/** The source is preserved, every clause of it is answered, and nothing is corrected silently. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { LANGUAGES } from '@kelisim/terms'
import { loadPolicy } from './load.ts'
import type { Policy } from './model.ts'
import { sourceText } from './source.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)
const POLICY: Policy = loadPolicy(FILES).policy ?? assert.fail('the folder is not a policy')
const CLAUSES = POLICY.chapters.flatMap((chapter) => chapter.clauses)
const SOURCE = POLICY.source ?? assert.fail('no source')
const numbers = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}-${index + 1}`)

test('the source is kept byte for byte, under the fingerprint it was declared with (R-1)', () => {
  const bytes = readFileSync(new URL('source/policy.md', FOLDER))
  assert.equal(createHash('sha256').update(bytes).digest('hex'), SOURCE.sha256)
  assert.equal(Buffer.from(SOURCE.text, 'utf8').equals(bytes), true)
  assert.equal(SOURCE.synthetic, true)
  assert.match(SOURCE.text, /^ҮЛГІ \(DEMO\)/)
})

test('each of R-1 to R-100, L-1 to L-19 and X-1 to X-29 has a clause, and each clause an article', () => {
  const requirements = new Set(CLAUSES.flatMap((clause) => clause.requirements))
  const oddities = new Set(CLAUSES.flatMap((clause) => clause.oddities))
  const all = [...numbers('R', 100), ...numbers('L', 19)]
  assert.deepEqual(
    all.filter((id) => !requirements.has(id)),
    [],
  )
  assert.deepEqual(
    numbers('X', 29).filter((id) => !oddities.has(id)),
    [],
  )
  for (const { id, legal } of CLAUSES) assert.ok(legal.length > 0, id)
})

test('every ground cited is an act of Kazakhstan (X-2 to X-5, R-52)', () => {
  const cited = new Set(CLAUSES.flatMap((clause) => clause.legal))
  for (const id of cited) {
    const reference = POLICY.legal.find((known) => known.id === id)
    assert.equal(reference?.jurisdiction, 'KZ', id)
  }
})

test('every line of the source that rules something belongs to a clause, and each is answered (R-1)', () => {
  const claimed = new Set(
    SOURCE.clauses.flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index),
    ),
  )
  const loose = SOURCE.text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line, number }) => line.trim() !== '' && !claimed.has(number))
  // The notice that it is a sample, and the headings of chapters.
  for (const { line } of loose) assert.match(line, /^(?:ҮЛГІ|Қателері|\d\. \p{Lu}|ҚОСЫМША)/u)
  const answered = new Set(CLAUSES.map((clause) => clause.source))
  assert.deepEqual(
    SOURCE.clauses.filter(({ id }) => !answered.has(id)),
    [],
  )
})

test('a clause that was not kept says why in three languages; a kept one has nothing to say (section 7)', () => {
  for (const { id, treatment, reason, oddities } of CLAUSES) {
    assert.equal(treatment === 'as_is', reason === undefined, id)
    assert.equal(treatment === 'as_is', oddities.length === 0, id)
    if (reason === undefined) continue
    for (const language of LANGUAGES) assert.notEqual(reason[language], '', id)
  }
  const treatments = new Set(CLAUSES.map(({ treatment }) => treatment))
  assert.deepEqual([...treatments].sort(), ['as_is', 'corrected', 'disabled', 'replaced'])
})

test('the mistakes of the source stand at the clauses that answer them (X-1 to X-28)', () => {
  const mistakes: readonly (readonly [string, string])[] = [
    ['X-1', 'ДЕРЕКТІ МӘЛІМЕТТЕРДІ'],
    ['X-2', 'федералды заң'],
    ['X-3', '№ 4-V'],
    ['X-4', 'Ресей Федерациясының'],
    ['X-5', 'Федералдық заңның'],
    ['X-6', 'Үкімет белгілеген'],
    ['X-7', 'ProLeeds'],
    ['X-8', 'ProLeads ()'],
    ['X-9', 'сіздің деректеріңізді талап етуге'],
    ['X-10', 'өнімді бағалау'],
    ['X-11', 'еден'],
    ['X-12', 'givemoney.com.kz'],
    ['X-13', 'жою және жою'],
    ['X-14', 'шартты орындау үшін'],
    ['X-15', 'деректер тақырыбы'],
    ['X-16', 'қосымша ақпаратсыз'],
    ['X-17', 'әскерилер туралы ақпарат'],
    ['X-18', 'СТН'],
    ['X-19', 'МСНЖ'],
    ['X-22', 'соңғы қызметтерді'],
    ['X-25', 'шаралармен қатынасы баға'],
    ['X-26', 'дербес ақпарат жүйесіне'],
    ['X-27', 'коммерциялық құпияны'],
    ['X-28', 'өңдеушіге'],
  ]
  for (const [oddity, words] of mistakes) {
    const answers = CLAUSES.filter((clause) => clause.oddities.includes(oddity))
    const said = answers.map((clause) => sourceText(POLICY, clause) ?? '').join('\n')
    assert.ok(said.toLowerCase().includes(words.toLowerCase()), oddity)
  }
})

test('one letter of the source moves the hash of the version, and so does a line that a clause claims', () => {
  const text = FILES.get('source/policy.md') ?? ''
  const other = text.replace('ProLeeds', 'ProLееds')
  const sha256 = createHash('sha256').update(other).digest('hex')
  const declared = FILES.get('source/source.yaml') ?? ''
  const read = (source: string, declaration: string) =>
    loadPolicy(
      new Map([...FILES, ['source/policy.md', source], ['source/source.yaml', declaration]]),
    ).policy?.hash
  const moved = read(other, declared.replace(SOURCE.sha256, sha256))
  assert.match(moved ?? '', /^[0-9a-f]{64}$/)
  assert.notEqual(moved, POLICY.hash)
  assert.notEqual(read(text, declared.replace('synthetic: true', 'synthetic: false')), POLICY.hash)
})

test('another operator brings its own source, or none', () => {
  const files = new Map([...FILES].filter(([name]) => !name.startsWith('source/')))
  const clauses = files.get('clauses.yaml') ?? ''
  const without = clauses.replaceAll(/, source: '[^']*'/g, '')
  const { policy, findings } = loadPolicy(new Map([...files, ['clauses.yaml', without]]))
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  )
  assert.equal(policy?.source, undefined)
  const cites = loadPolicy(files).findings.map(({ code }) => code)
  assert.ok(cites.includes('source_unknown'))
})
