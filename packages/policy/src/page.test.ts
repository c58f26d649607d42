/** The public page equals the model: one source for what is said and what is decided. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { LANGUAGES } from '@kelisim/terms'
import type { Policy } from './model.ts'
import { policyPage } from './page.ts'
import { parsePolicy } from './parse.ts'
import { recipientPost } from './post.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)
const POLICY: Policy = parsePolicy(FILES).policy ?? assert.fail('the folder is not a policy')

describe('the page of the policy', () => {
  test('has the title of the law and the version, approval and hash of the model (R-1, R-90)', () => {
    assert.equal(policyPage(POLICY, 'kk').title, 'Дербес деректерді өңдеу саясаты')
    for (const language of LANGUAGES) {
      const { version, operator, responsible } = policyPage(POLICY, language)
      assert.equal(version.hash, POLICY.hash)
      assert.equal(version.number, POLICY.version)
      assert.deepEqual(version.approval, POLICY.approval)
      assert.equal(operator.bin, POLICY.operator.bin)
      assert.equal(operator.name, POLICY.operator.name[language])
      assert.deepEqual(responsible, POLICY.operator.officer)
    }
  })

  test('has the purposes, operations, categories and rights of the model, in order (R-3, R-6, R-38)', () => {
    for (const language of LANGUAGES) {
      const page = policyPage(POLICY, language)
      const said = (entries: readonly { id: string; title: { [key: string]: string } }[]) =>
        entries.map(({ id, title }) => [id, title[language]])
      const shown = (entries: readonly { id: string; title: string }[]) =>
        entries.map(({ id, title }) => [id, title])
      assert.deepEqual(shown(page.purposes), said(POLICY.purposes))
      assert.deepEqual(shown(page.operations), said(POLICY.operations))
      assert.deepEqual(shown(page.subjectCategories), said(POLICY.subjectCategories))
      assert.deepEqual(shown(page.rights), said(POLICY.rights))
      assert.deepEqual(shown(page.specialCategories), said(POLICY.specialCategories))
      assert.deepEqual(
        page.purposes.map(({ legal }) => legal),
        POLICY.purposes.map(({ legal }) => legal),
      )
      assert.deepEqual(
        page.terms.map((term) => [term.consentDays, term.retentionDays, term.onEnd]),
        POLICY.purposes.map((one) => [one.consentDays, one.retentionDays, one.onEnd]),
      )
      assert.deepEqual(
        page.rights.map(({ deadline }) => [deadline?.id, deadline?.days]),
        POLICY.rights.map(({ deadline }) => [
          deadline,
          POLICY.deadlines.find(({ id }) => id === deadline)?.days,
        ]),
      )
    }
  })

  test('lists all forty items once, each in its box, with class, purposes and recipients (R-7, R-54)', () => {
    const { data } = policyPage(POLICY, 'kk')
    const fields = data.boxes.flatMap((box) => box.fields)
    assert.equal(data.count, 40)
    assert.deepEqual(fields.map(({ id }) => id).sort(), POLICY.fields.map(({ id }) => id).sort())
    for (const shown of fields) {
      const field = POLICY.fields.find(({ id }) => id === shown.id)
      assert.deepEqual(
        [shown.number, shown.class, shown.default, shown.purposes, shown.title, shown.why],
        [
          field?.number,
          field?.class,
          field?.default,
          field?.purposes,
          field?.title.kk,
          field?.why.kk,
        ],
      )
      const receives = POLICY.recipients
        .filter(({ id }) => recipientPost(POLICY, id)?.fields.includes(shown.id))
        .map(({ id }) => id)
      assert.deepEqual(shown.recipients, receives)
    }
  })

  test('has every clause in every language, and a reason wherever the source was changed (R-1, X-1 to X-29)', () => {
    for (const language of LANGUAGES) {
      const shown = policyPage(POLICY, language).chapters.flatMap(({ clauses }) => clauses)
      const clauses = POLICY.chapters.flatMap((chapter) => chapter.clauses)
      assert.deepEqual(
        shown.map(({ id }) => id),
        clauses.map(({ id }) => id),
      )
      for (const clause of shown) {
        assert.notEqual(clause.text, '')
        assert.equal(clause.reason === undefined, clause.treatment === 'as_is', clause.id)
        assert.notEqual(clause.reason, '')
      }
    }
  })

  test('changes when one rule changes (R-3)', () => {
    const purposes = POLICY.purposes.map((one) =>
      one.id === 'contract' ? { ...one, retentionDays: 45 } : one,
    )
    const term = policyPage({ ...POLICY, purposes }, 'ru').terms[0]
    assert.equal(term?.retentionDays, 45)
  })

  test('names each act and article that a rule stands on, with the redaction that was read (R-2)', () => {
    const { law } = policyPage(POLICY, 'en')
    assert.deepEqual(
      law.flatMap(({ articles }) => articles.map(({ id }) => id)).sort(),
      POLICY.legal.map(({ id }) => id).sort(),
    )
    assert.equal(law[0]?.articles[0]?.redaction, '2026-03-02')
  })
})
