/** One rule of the folder changes, and everything that follows from it changes with it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentsOf } from '@kelisim/documents'
import { readPolicyFolder } from '@kelisim/outside'
import { compileTables, loadPolicy, type Policy } from '@kelisim/policy'
import { type ConsentFact, decide, type Question } from '@kelisim/rules'
import { policyPage } from '@kelisim/screens'
import { type ConsentId, DAY, later, parseMoment, recordId, subjectId } from '@kelisim/terms'
import { render } from '@kelisim/ui'

const FOLDER = new URL('../policy/proleads/', import.meta.url).pathname
const AT = parseMoment('2026-11-22T09:00:00.000Z') ?? assert.fail('no moment')
const files = await readPolicyFolder(FOLDER)

function sound(folder: ReadonlyMap<string, string>): Policy {
  const { policy, findings } = loadPolicy(folder)
  const errors = findings.filter(({ severity }) => severity === 'error')
  return policy ?? assert.fail(JSON.stringify(errors, null, 1))
}

/** Family status is not asked for a contract any more: it leaves the list of the purpose and whoever named it. */
function withoutMaritalStatus(): Policy {
  const named = /\bmarital_status,\s*|,\s*marital_status\b/g
  const folder = new Map(
    [...files].map(([name, text]) => {
      if (name === 'fields.yaml') {
        const at = text.indexOf('  - id: marital_status')
        const changed = text.slice(at).replace("default: 'opt'", "default: 'off'")
        return [name, text.slice(0, at) + changed] as const
      }
      const isRule = /^(?:controls|roles)\.yaml$|^agreements\//.test(name)
      return [name, isRule ? text.replaceAll(named, '') : text] as const
    }),
  )
  return sound(folder)
}

const before = sound(files)
const after = withoutMaritalStatus()

function text(policy: Policy, name: string): string {
  return documentsOf(policy).find((one) => one.name === name)?.text ?? assert.fail(`no ${name}`)
}

function page(policy: Policy): string {
  const frame = {
    language: 'kk' as const,
    path: '/policy',
    demo: true,
    operator: policy.operator,
    officer: policy.operator.officer,
    policy: { version: policy.version, effectiveFrom: policy.effectiveFrom },
  }
  return render(policyPage({ frame, policy }))
}

/** The person agreed to everything that is asked; a clerk looks at the field. */
function effect(policy: Policy): string {
  const consent = {
    id: recordId<ConsentId>(AT, new Uint8Array(16)),
    purpose: 'contract',
    operations: policy.operations.map(({ id }) => id),
    fields: policy.fields.map(({ id }) => id),
    grantedAt: AT,
    expiresAt: later(AT, 30 * DAY),
  } as ConsentFact
  const facts = {
    subject: subjectId(new Uint8Array(16)),
    state: 'live' as const,
    subjectCategories: ['potential_borrower'],
    consents: [consent],
    suspendedRecipients: [],
    suspendedPurposes: [],
    obligations: [],
  }
  const question: Question = {
    role: 'clerk',
    operation: 'extract',
    purpose: 'contract',
    fields: ['marital_status'],
    at: AT,
    policy: policy.hash,
  }
  return decide(compileTables(policy), question, facts).effect
}

const TITLE = /[Оо]тбасылық жағдайы/
const CODE = /\bmarital_status\b/

test('R-10, R-54: a field leaves a purpose, and page, form, notice, register, list, access, schema, view and decision follow', () => {
  const follows: readonly (readonly [string, (policy: Policy) => boolean])[] = [
    ['the consent form', (policy) => TITLE.test(text(policy, 'consent-contract.kk.txt'))],
    ['the consent form on paper', (policy) => TITLE.test(text(policy, 'consent-contract.kk.html'))],
    ['the notice', (policy) => TITLE.test(text(policy, 'notice-application.kk.html'))],
    ['the register', (policy) => TITLE.test(text(policy, 'register.kk.html'))],
    ['the retention schedule', (policy) => TITLE.test(text(policy, 'retention.kk.html'))],
    ['the matrix of access', (policy) => TITLE.test(text(policy, 'access.kk.html'))],
    ['the export for programs', (policy) => CODE.test(text(policy, 'policy.jsonld'))],
    ['the constraint and the view in SQL', (policy) => CODE.test(text(policy, 'database.sql'))],
    ['the decision', (policy) => effect(policy) === 'permit'],
  ]
  for (const [name, holds] of follows) {
    assert.equal(holds(before), true, `${name}, before`)
    assert.equal(holds(after), false, `${name}, after`)
  }
  assert.notEqual(page(before), page(after), 'the page')
  const list = 'list.kk.html'
  assert.notEqual(text(before, list), text(after, list), 'the approved list')
})

test('R-60, I9: a field leaves an agreement, and the schema and the schedule of that lender alone follow', () => {
  const folder = new Map(files)
  const named = files.get('agreements/samal.yaml') ?? assert.fail('no agreement')
  folder.set('agreements/samal.yaml', named.replace(/, income\b/, ''))
  const changed = sound(folder)
  const moved = [
    'ping-samal-contract.schema.json',
    'post-samal-contract.schema.json',
    'agreement-samal.kk.html',
  ]
  const code = /"income"|Кіріс аралығы/
  for (const name of moved) {
    assert.match(text(before, name), code, name)
    assert.doesNotMatch(text(changed, name), code, name)
  }
  for (const name of ['ping-ules-contract.schema.json', 'post-ules-contract.schema.json']) {
    assert.equal(text(before, name), text(changed, name), name)
  }
})
