/** The officer's table of law and requirements: the policy in force beside the register. Requirements. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { messages } from '@kelisim/messages'
import { readPolicyFolder } from '@kelisim/outside'
import { loadPolicy, type Policy } from '@kelisim/policy'
import { type LawAsked, type LawRegister, lawScreen } from '@kelisim/screens'
import { LANGUAGES } from '@kelisim/terms'
import { render } from '@kelisim/ui'

async function policyOf(name: string): Promise<Policy> {
  const folder = fileURLToPath(new URL(`../policy/${name}`, import.meta.url))
  return loadPolicy(await readPolicyFolder(folder)).policy ?? assert.fail('a faulty folder')
}
const first = await policyOf('proleads')
const clinic = await policyOf('clinic')

const NONE = { rules: [], modules: [], tests: [], screens: [], evidence: [], claimed: false }
const register: LawRegister = new Map([
  ['R-45', { ...NONE, status: 'built', claimed: true, modules: ['work/withdraw-consent'] }],
  ['R-72', { ...NONE, status: 'not_built' }],
  [
    'R-31',
    {
      ...NONE,
      status: 'built',
      principle: { invariants: ['I8', 'I9'], tests: ['rules/decide.table.test'] },
    },
  ],
])

function page(policy: Policy, asked: LawAsked = {}, language: (typeof LANGUAGES)[number] = 'en') {
  const frame = {
    language,
    path: '/desk/law',
    demo: true,
    csrf: 'x',
    staff: { name: 'А. Сапарова', role: 'officer' },
    places: ['law'] as const,
  }
  return render(lawScreen({ frame, policy, register, asked }))
}
const rowsIn = (text: string) =>
  [...text.matchAll(/<article class="entry" id="([^"]+)"/g)].map(([, name = '']) => name)

test('R-4: a row joins clauses, articles, rights and periods in force with the register', () => {
  const text = page(first, { requirement: 'R-45' })
  assert.deepEqual(rowsIn(text), ['R-45'])
  const parts = ['4.2.1(ж)', 'DL-08', '15 working days', 'work/<wbr>withdraw-consent', '>Built<']
  for (const part of parts) assert.ok(text.includes(part), part)
})

test('R-4: rows stand in the order of counting, the policy’s before the law’s', () => {
  const rows = rowsIn(page(first))
  assert.ok(rows.length > 100)
  assert.ok(rows.indexOf('R-2') < rows.indexOf('R-10'))
  assert.ok(rows.indexOf('R-100') < rows.indexOf('L-1'))
})

test('R-2: by article only what stands on it is shown, and by state only what is in it', () => {
  const rows = rowsIn(page(first, { article: '94-V art. 8(7)' }))
  const expected = first.chapters
    .flatMap(({ clauses }) => clauses)
    .filter(({ legal }) => legal.includes('94-V art. 8(7)'))
    .flatMap(({ requirements }) => requirements)
  assert.deepEqual(rows.toSorted(), [...new Set(expected)].toSorted())
  assert.deepEqual(rowsIn(page(first, { status: 'not_built' })), ['R-72'])
  assert.deepEqual(rowsIn(page(first, { article: '94-V art. 8(7)', requirement: 'R-72' })), [])
})

test('R-38: another policy in force gives other clauses, articles and rights', () => {
  const text = page(clinic, { requirement: 'R-45' })
  assert.ok(text.includes('D-3') && !text.includes('4.2.1'))
  const silent = page(clinic, { requirement: 'R-72' })
  assert.ok(silent.includes('The policy in force says nothing of it.'))
})

test('the page is said in three languages, needs no script, and a register of nothing is named', () => {
  const said = LANGUAGES.map((language) => page(first, {}, language))
  assert.equal(new Set(said.map((text) => /<title>([^<]*)/.exec(text)?.[1])).size, LANGUAGES.length)
  for (const text of said) assert.ok(!/undefined|\[object/.test(text))
  assert.ok(!page(first).includes('<script'))
})

test('R-8: a principle shows the invariants that hold it in words, and their tests; other rows show none', () => {
  for (const language of LANGUAGES) {
    const { invariants, column } = messages(language).deskLaw
    const text = page(first, { requirement: 'R-31' }, language)
    for (const said of [column.principle, 'I8', invariants.I8, invariants.I9, 'decide.']) {
      assert.ok(text.includes(said), `${language}: ${said}`)
    }
    assert.ok(!text.includes(invariants.I1))
    assert.ok(!page(first, { requirement: 'R-45' }, language).includes(column.principle))
  }
})
