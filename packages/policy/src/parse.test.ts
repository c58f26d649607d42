/** The folder of the operator, as it is, against the registers of the requirements and of the law. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { checkBin, CODES, LANGUAGES, OPERATIONS } from '@kelisim/terms'
import { loadPolicy } from './load.ts'
import type { Policy } from './model.ts'
import { parsePolicy } from './parse.ts'
import { compileTables, expand } from './tables.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)
const LOADED = loadPolicy(FILES)
const POLICY: Policy = LOADED.policy ?? assert.fail(JSON.stringify(LOADED.findings, null, 1))

const SHARED = new URL('../../../../shared/data/kz/', import.meta.url)
const skip = existsSync(SHARED) ? false : 'the shared data are not beside the repository'
const data = (name: string) => JSON.parse(readFileSync(new URL(name, SHARED), 'utf8'))

describe('the folder of the operator', () => {
  test('is a policy without an error and without a warning: nothing in it is idle (R-17)', () => {
    const codes = new Set(LOADED.findings.map(({ severity, code }) => `${severity} ${code}`))
    assert.deepEqual([...codes], [])
  })

  test('has the operator’s card with a synthetic BIN and says that it is a demo (R-91, X-8)', () => {
    assert.equal(POLICY.operator.bin, '350140000014')
    assert.equal(POLICY.demo, true)
    assert.equal(POLICY.operator.site, 'https://givemoney.com.kz')
    for (const { bin } of POLICY.recipients) assert.equal(checkBin(bin).valid, true)
  })

  test('compiles to decision tables', () => {
    assert.equal(compileTables(POLICY).hash, POLICY.hash)
  })

  test('stands on every article that a refusal cites (R-2)', () => {
    const known = new Set(POLICY.legal.map(({ id }) => id))
    const cited = Object.values(CODES).map(({ law }) => law)
    assert.deepEqual(
      cited.filter((law) => law !== '' && !known.has(law)),
      [],
    )
  })

  test('names each requirement of the source and each oddity at a clause (R-1 to R-100, X-1 to X-29)', () => {
    const clauses = POLICY.chapters.flatMap((chapter) => chapter.clauses)
    const numbers = (letter: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${letter}-${index + 1}`)
    const requirements = new Set(clauses.flatMap((clause) => clause.requirements))
    const oddities = new Set(clauses.flatMap((clause) => clause.oddities))
    assert.deepEqual(
      numbers('R', 100).filter((id) => !requirements.has(id)),
      [],
    )
    assert.deepEqual(
      numbers('X', 29).filter((id) => !oddities.has(id)),
      [],
    )
  })
})

describe('grounds, terms and roles', () => {
  test('know consent and statute only; a contract is a purpose that asks consent (X-14)', () => {
    const byGround = (ground: string) =>
      POLICY.purposes.filter((purpose) => purpose.ground === ground).map(({ id }) => id)
    assert.deepEqual(byGround('statute'), ['security', 'subject_rights'])
    assert.deepEqual(byGround('consent'), [
      'contract',
      'service_info',
      'offers',
      'statistics',
      'direct_marketing',
    ])
  })

  test('reach every stored field for the person’s rights, and keep none for them (R-39, R-42)', () => {
    for (const field of POLICY.fields) {
      assert.equal(field.purposes.includes('subject_rights'), field.default !== 'off', field.id)
    }
    assert.equal(POLICY.purposes.find(({ id }) => id === 'subject_rights')?.retentionDays, 0)
  })

  test('give the clerk no identity papers, the officer no business, the auditor nothing (R-84)', () => {
    const grants = (id: string) => POLICY.roles.find((role) => role.id === id)?.grants ?? []
    const clerk = new Set(grants('clerk').flatMap(({ fields }) => fields))
    for (const kept of ['*', 'iin', 'identity_document', 'bank_account', 'credit_history']) {
      assert.equal(clerk.has(kept), false, kept)
    }
    assert.deepEqual(
      [...new Set(grants('officer').map(({ purpose }) => purpose))],
      ['subject_rights'],
    )
    assert.deepEqual(grants('auditor'), [])
    assert.deepEqual(
      grants('recipient').flatMap(({ fields }) => fields),
      [],
    )
  })

  test('let nobody reach an off field, however the grant is written (R-32)', () => {
    const off = new Set(
      POLICY.fields.filter((field) => field.default === 'off').map(({ id }) => id),
    )
    for (const role of POLICY.roles) {
      for (const grant of role.grants) {
        assert.deepEqual(
          expand(POLICY, grant).filter((field) => off.has(field)),
          [],
          role.id,
        )
      }
    }
  })
})

describe('the registers of the requirements and the law', { skip }, () => {
  test('the forty items have the numbers, classes, defaults, purposes and words of section 8 (R-54)', () => {
    const letters = new Map(POLICY.purposes.map(({ id, letter }) => [id, letter]))
    const ours = POLICY.fields.map((field) => ({
      id: field.number,
      field: field.id,
      seedKk: field.sourceKk,
      class: field.class,
      purposes: field.purposes.map((id) => letters.get(id)).filter((letter) => letter !== 'R'),
      default: field.default,
    }))
    const theirs = data('fields.json').fields.map((field: Record<string, unknown>) => ({
      id: field['id'],
      field: field['field'],
      seedKk: field['seedKk'],
      class: field['class'],
      purposes: field['purposes'],
      default: field['default'],
    }))
    assert.equal(theirs.length, 40)
    assert.deepEqual(ours, theirs)
  })

  test('the operations are the eighteen of the appendix and unblock (R-94)', () => {
    const register = data('operations.json')
    const ours = POLICY.operations.map(({ id, number }) => [number, id])
    const theirs = register.operations.map((one: { id: string; operation: string }) => [
      one.id,
      one.operation,
    ])
    assert.deepEqual(ours, [...theirs, ['', register.added.operation]])
    assert.deepEqual(
      ours.map(([, id]) => id),
      [...OPERATIONS],
    )
  })

  test('the clocks have the days, units, starts and strictness of the law (DL-01 to DL-16)', () => {
    const ours = POLICY.deadlines.map(({ id, days, unit, start, strict, confidence }) => {
      return {
        id,
        days: days ?? null,
        unit: unit ?? null,
        start: start ?? null,
        strict,
        confidence,
      }
    })
    const theirs = data('deadlines.json').deadlines.map((one: Record<string, unknown>) => ({
      id: one['id'],
      days: one['days'],
      unit: one['unit'],
      start: one['start'],
      strict: one['strict'] === true,
      confidence: one['confidence'],
    }))
    assert.deepEqual(ours, theirs)
  })

  test('the days off are the official ones, and 2027 waits for the moon', () => {
    const { nonWorking } = data('calendar-2026-2027.json')
    for (const { year, daysOff, confirmed } of POLICY.calendar) {
      assert.deepEqual(
        daysOff,
        nonWorking[String(year)].map((day: string) => `${year}-${day}`),
      )
      assert.equal(confirmed, year === 2026)
    }
    assert.deepEqual(
      POLICY.calendar.map(({ year }) => year),
      [2026, 2027],
    )
  })

  test('the operations are called as the glossary of the law calls them (L-16)', () => {
    const { terms, forbiddenKk } = data('glossary.json')
    const numbers: Readonly<Record<string, number>> = {
      accumulate: 12,
      store: 13,
      change: 14,
      use: 16,
      distribute: 17,
      transfer: 18,
      depersonalise: 20,
      block: 22,
      unblock: 23,
      destroy: 24,
      delete: 25,
    }
    for (const operation of POLICY.operations) {
      const term = terms.find((one: { n: number }) => one.n === numbers[operation.id])
      if (term === undefined) continue
      for (const language of LANGUAGES) {
        const word = String(term[language]).replace(/ \(.*\)/, '')
        assert.equal(operation.title[language].toLowerCase(), word)
      }
    }
    const { source: _verbatim, ...own } = POLICY
    const said = JSON.stringify({ ...own, chapters: [] }).toLowerCase()
    const effective = POLICY.chapters.flatMap(({ clauses }) => clauses.map(({ text }) => text.kk))
    for (const stem of forbiddenKk) {
      assert.equal(said.includes(stem), false, stem)
      assert.equal(effective.join(' ').toLowerCase().includes(stem), false, stem)
    }
  })
})

describe('the hash of a version', () => {
  const changed = (file: string, from: string, to: string) => {
    const text = FILES.get(file) ?? ''
    assert.ok(text.includes(from), from)
    return parsePolicy(new Map([...FILES, [file, text.replace(from, to)]])).policy?.hash
  }

  test('does not move for a comment or for the order of the files', () => {
    assert.equal(changed('limits.yaml', '# Tenge.', '# In tenge.'), POLICY.hash)
    assert.equal(parsePolicy(new Map([...FILES].reverse())).policy?.hash, POLICY.hash)
  })

  test('moves for one letter of any language, and for one number', () => {
    const hashes = [
      POLICY.hash,
      changed('texts/kk/clauses.yaml', '4.1(9): Деректердің', '4.1(9): Деректерінің'),
      changed('texts/ru/consent.yaml', 'не распространяются', 'не распространяется'),
      changed('limits.yaml', 'codeTries: 3', 'codeTries: 4'),
      changed('roles.yaml', 'operations: [use], fields', 'operations: [use, store], fields'),
      changed('agreements/ules.yaml', 'phone, iin', 'iin, phone'),
    ]
    assert.equal(new Set(hashes).size, hashes.length)
    for (const hash of hashes) assert.match(hash ?? '', /^[0-9a-f]{64}$/)
  })
})
