/**
 * A second operator of another shape: a clinic. No line of code knows it, and everything works for it.
 *
 * Requirements, L-1; invariants I8, I9. What its own start shows is looked at
 * in second-operator.pg.test.ts.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { documentsOf } from '@kelisim/documents'
import { readPolicyFolder } from '@kelisim/outside'
import {
  categoryOfDecided,
  clauseFor,
  compileTables,
  consentTexts,
  fieldMeaning,
  loadPolicy,
  mainPurpose,
  type Policy,
  rightsPurpose,
} from '@kelisim/policy'
import { checkIntake, decide } from '@kelisim/rules'
import { policyPage } from '@kelisim/screens'
import { checkBin, type ConsentId, LANGUAGES, later, moment, type SubjectId } from '@kelisim/terms'
import { render } from '@kelisim/ui'
import { decideInterned } from '../packages/rules/src/decide.ts'
import { pairs, spaceOf } from '../packages/rules/src/example-space.ts'
import { plainReading } from '../packages/rules/src/plain-reading.ts'
import { cedarOracle } from './campaigns/cedar-oracle.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const files = await readPolicyFolder(`${ROOT}policy/clinic`)
const first = await soundPolicy(`${ROOT}policy/proleads`)
const { policy: clinic = assert.fail('the clinic has faults'), findings } = loadPolicy(files)
const AT = moment(Date.parse('2026-11-22T09:00:00Z'))
const SUBJECT = 'somebody' as SubjectId
const CONSENT = 'a consent' as ConsentId
const READ_PAIRS = 400_000
const CEDAR_PAIRS = 2_000

async function soundPolicy(folder: string): Promise<Policy> {
  return loadPolicy(await readPolicyFolder(folder)).policy ?? assert.fail(`${folder} has faults`)
}

test('R-91: the clinic is checked without a finding, and is another operator', () => {
  assert.deepEqual(findings, [])
  assert.equal(checkBin(clinic.operator.bin).valid, true)
  for (const { bin } of clinic.recipients) assert.equal(checkBin(bin).valid, true)
  assert.notEqual(clinic.operator.bin, first.operator.bin)
  const shared = (one: readonly { id: string }[], other: readonly { id: string }[]) =>
    one.filter(({ id }) => other.some((known) => known.id === id)).map(({ id }) => id)
  assert.deepEqual(shared(clinic.purposes, first.purposes), [])
  assert.deepEqual(shared(clinic.fields, first.fields), [])
  assert.deepEqual(shared(clinic.boxes, first.boxes), [])
  assert.deepEqual(shared(clinic.recipients, first.recipients), [])
  assert.deepEqual(shared(clinic.subjectCategories, first.subjectCategories), [])
})

test('R-10: no module but the examples names a purpose, an item or a clause of one operator', () => {
  const own = [
    ...[clinic, first].flatMap(({ purposes }) => purposes.map(({ id }) => id)),
    ...clinic.fields.map(({ id }) => id),
    ...first.recipients.map(({ id }) => id),
  ]
  // Words of the program, of the protocol or of the vocabulary besides; each is held by its own tests.
  const words = new Set(['security', 'statistics', 'offers', 'branch', 'diagnosis', 'quality'])
  const named = new RegExp(
    `\\b(?:purpose|control|field)\\w*(?:: | === | !== )'(${own.filter((id) => !words.has(id)).join('|')})'`,
  )
  const places = [
    'packages/{policy,rules,documents,store,work}/src/**/*.ts',
    'apps/server/src/*.ts',
  ]
  const found = globSync(places, { cwd: ROOT })
    .filter((path) => !/\.test\.ts$|\/example-|\/sample/.test(path))
    .filter((path) => named.test(readFileSync(`${ROOT}${path}`, 'utf8')))
  assert.deepEqual(found, [])
  assert.match("{ purpose: 'contract', fields: [] }", named, 'it finds a planted one')
})

test('R-17, R-54: what the program acts by is found in the policy', () => {
  assert.equal(mainPurpose(clinic).id, 'appointment')
  assert.equal(mainPurpose(first).id, 'contract')
  assert.equal(categoryOfDecided(first), 'borrower_granted_or_refused')
  assert.equal(categoryOfDecided(clinic), undefined, 'nobody is granted a loan there')
  assert.equal(rightsPurpose(clinic).id, 'own_rights')
  assert.equal(rightsPurpose(first).id, 'subject_rights')
  assert.equal(fieldMeaning(clinic, 'birth_date'), 'born_on')
  assert.equal(fieldMeaning(first, 'birth_date'), 'birth_date')
  assert.deepEqual(
    ['R-2', 'R-54', 'R-55', 'R-58'].map((one) => [clauseFor(first, one), clauseFor(clinic, one)]),
    [
      ['1.1', 'A-1'],
      ['5.1', 'C-1'],
      ['6.1', 'E-1'],
      ['6.2', 'E-2'],
    ],
  )
})

test('R-19, L-7: the clinic takes in its own items and nothing of anybody’s health', () => {
  const given = { family_name: 'Сейіт', given_name: 'Арман', born_on: '1990-02-03' }
  const codes = (values: Readonly<Record<string, string>>) => {
    const intake = checkIntake(clinic, values, AT, 'part')
    return intake.ok ? [] : intake.faults.map(({ pointer, code }) => `${pointer} ${code}`)
  }
  assert.deepEqual(codes(given), [])
  assert.deepEqual(codes({ ...given, diagnosis: 'x' }), ['/diagnosis special_category'])
  assert.deepEqual(codes({ ...given, insurance_contract: 'мой диагноз' }), [
    '/insurance_contract special_category',
  ])
  assert.deepEqual(codes({ ...given, born_on: '2015-02-03' }), ['/born_on under_age'])
  assert.deepEqual(codes({ ...given, iin: '1' }), ['/iin unknown_field'])
})

test('R-19: a health question slipped into the clinic’s folder is refused under any name', () => {
  const fields = files.get('fields.yaml') ?? ''
  for (const title of ['Ауруы', 'Диагнозы', 'Денсаулық жағдайы']) {
    const changed = fields.replace('kk: Нешінші рет келуі', `kk: ${title}`)
    assert.notEqual(changed, fields)
    const loaded = loadPolicy(new Map([...files, ['fields.yaml', changed]]))
    assert.equal(loaded.policy, undefined)
    const found = loaded.findings.find(({ code }) => code === 'special_category_field')
    assert.equal(found?.clause, 'C-2', 'the finding names the clinic’s own clause')
  }
})

test('R-19(d): why somebody comes is decided on like any item, for the doctor and the person, and for no laboratory', () => {
  const tables = compileTables(clinic)
  const [patient, desk, laboratory] = ['doctor', 'front_desk', 'recipient'].map((role) =>
    decide(
      tables,
      {
        policy: clinic.hash,
        role,
        operation: role === 'recipient' ? 'record' : 'extract',
        purpose: 'care_preparation',
        fields: ['visit_reason'],
        at: AT,
        ...(role === 'recipient' ? { recipient: clinic.recipients[0]?.id ?? '' } : {}),
      },
      {
        subject: SUBJECT,
        subjectCategories: ['visitor'],
        state: 'live',
        obligations: [],
        suspendedRecipients: [],
        suspendedPurposes: [],
        consents: [
          {
            id: CONSENT,
            purpose: 'care_preparation',
            operations: ['collect', 'record', 'store', 'extract', 'use', 'destroy'],
            fields: ['visit_reason'],
            grantedAt: AT,
            expiresAt: later(AT, 86_400_000),
          },
        ],
      },
    ),
  )
  assert.equal(patient?.effect, 'permit')
  assert.equal(desk?.effect, 'refuse')
  assert.equal(laboratory?.effect, 'refuse')
  const sent = (value: string) => checkIntake(clinic, { visit_reason: value }, AT, 'part')
  assert.equal(sent('complaint').ok, true)
  assert.equal(sent('tuberculosis').ok, false)
  const diagnosis = checkIntake(clinic, { diagnosis: 'x' }, AT, 'part')
  assert.deepEqual(!diagnosis.ok && diagnosis.faults.map(({ code }) => code), ['special_category'])
})

test('L-1: every consent of the clinic is compiled in three languages', () => {
  for (const language of LANGUAGES) {
    const texts = consentTexts(clinic, language)
    assert.deepEqual(texts.map(({ control }) => control).toSorted(), [
      'appointment',
      'billing',
      'care_preparation',
      'lab_slot',
      'quality',
      'recipient:omir',
      'recipient:shipa',
      'reminder:call',
      'reminder:sms',
    ])
    for (const { verbatim } of texts) {
      assert.ok(verbatim.includes(clinic.operator.bin))
      assert.ok(!/[{}]/.test(verbatim), verbatim)
    }
  }
})

test('R-3: page and documents of the clinic are made, and speak of no other operator', () => {
  const documents = documentsOf(clinic)
  assert.ok(documents.length > 20)
  const page = LANGUAGES.map((language) =>
    render(
      policyPage({
        frame: {
          language,
          path: '/policy',
          demo: true,
          operator: clinic.operator,
          officer: clinic.operator.officer,
          policy: { version: clinic.version, effectiveFrom: clinic.effectiveFrom },
        },
        policy: clinic,
      }),
    ),
  )
  for (const text of page) {
    assert.match(text, / · Шапағат<\/title>/, 'the page bears the name of its operator')
    assert.match(text, /class="brand"[\s\S]*?<span>Шапағат<\/span>/)
  }
  for (const text of [...documents.map((one) => one.text), ...page]) {
    assert.doesNotMatch(
      text,
      /ProLeads|350140000014|микрокредит|microcredit|қарыз алушы|undefined/i,
    )
  }
})

test('I8, I9: engine, plain reading and Cedar give the clinic one answer', (t) => {
  const space = spaceOf(clinic)
  let permits = 0
  for (const [q, w] of pairs(space, READ_PAIRS)) {
    const question = space.asked[q] ?? assert.fail('no question')
    const facts = space.known[w] ?? assert.fail('no world')
    const answer = decideInterned(space.tables, question.numbers, facts.numbers)
    const reading = plainReading(clinic, question.words, facts.words)
    const told = answer.effect === 'permit' ? `permit ${answer.ground}` : answer.code
    assert.equal(told, reading.code, JSON.stringify([question.words, facts.words.state]))
    if (answer.effect === 'permit') permits++
  }
  const oracle = cedarOracle(clinic)
  const granted = space.asked.filter(
    ({ numbers }) => numbers.known.effect === 'known' && numbers.known.notGranted === undefined,
  )
  for (const asked of [space, { ...space, asked: granted }]) {
    for (const [q, w] of pairs(asked, CEDAR_PAIRS)) {
      const question = asked.asked[q] ?? assert.fail('no question')
      const facts = asked.known[w] ?? assert.fail('no world')
      const answer = decideInterned(space.tables, question.numbers, facts.numbers)
      assert.equal(
        answer.effect === 'permit',
        oracle(question.words, facts.words),
        JSON.stringify([question.words, facts.words.state]),
      )
      if (answer.effect === 'permit') permits++
    }
  }
  t.diagnostic(`${space.asked.length} questions × ${space.known.length} worlds, ${permits} permits`)
  assert.ok(permits > 500)
})
