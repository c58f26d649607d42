/** Decisions at the terminal: the same answers as the rules, bad lines answered under their number. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runCli, startCli } from './run-cli.ts'

const POLICY = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))

const processing = {
  id: 'c1',
  purpose: 'contract',
  operations: ['collect', 'store', 'extract', 'use'],
  fields: ['last_name', 'first_name', 'phone', 'iin'],
  grantedAt: '2026-11-20T09:00:00Z',
  expiresAt: '2027-11-20T09:00:00Z',
}
const toSamal = { ...processing, id: 'c2', operations: ['provide'], recipient: 'samal' }
const question = {
  role: 'system',
  operation: 'provide',
  purpose: 'contract',
  fields: ['phone'],
  recipient: 'samal',
  at: '2026-11-22T09:00:00Z',
}
const facts = {
  subject: 's1',
  state: 'live',
  subjectCategories: ['client'],
  consents: [processing, toSamal],
  suspendedRecipients: [],
  obligations: [],
}
type Answer = Record<string, unknown>

async function decide(lines: readonly (object | string | Uint8Array)[]) {
  const bytes = lines.map((line) =>
    line instanceof Uint8Array
      ? line
      : Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
  )
  const input = Buffer.concat(bytes.flatMap((line) => [line, Buffer.from('\n')]))
  const ran = await runCli(['policy', 'decide', '--policy', POLICY], {}, input)
  const answers = ran.out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Answer)
  return { ...ran, answers }
}

test('policy decide permits what consent, agreement and purpose cover, and says on what it stands (I9)', async () => {
  const withdrawn = { ...toSamal, withdrawnAt: '2026-11-21T09:00:00Z' }
  const ran = await decide([
    { question, facts },
    { question, facts: { ...facts, consents: [processing, withdrawn] } },
    { question, facts: { ...facts, suspendedRecipients: ['samal'] } },
    { question: { ...question, recipient: 'nobody' }, facts },
    { question: { ...question, fields: ['income'] }, facts },
    { question: { ...question, purpose: '' }, facts },
    { question: { ...question, policy: 'another' }, facts },
    { question, facts: { ...facts, state: 'blocked' } },
  ])
  assert.equal(ran.code, 0, ran.err)
  assert.deepEqual(
    ran.answers.map((answer) => answer['code'] ?? answer['effect']),
    [
      'permit',
      'consent_withdrawn',
      'recipient_suspended',
      'unknown_recipient',
      'no_consent',
      'unknown_purpose',
      'unknown_policy_version',
      'subject_blocked',
    ],
  )
  const [permit] = ran.answers
  assert.deepEqual(permit?.['fields'], ['phone'])
  assert.equal(permit?.['at'], '2026-11-22T09:00:00.000Z')
  assert.match(String(permit?.['clause']), /\d/)
})

test('every fact that is absent is a refusal, and so is a question without words (I8)', async () => {
  const lines = Object.keys(facts).map((name) => {
    const rest = Object.entries(facts).filter(([known]) => known !== name)
    return { question, facts: Object.fromEntries(rest) }
  })
  const { at: _at, ...timeless } = question
  const ran = await decide([
    ...lines,
    { question: timeless, facts },
    { question: { fields: [] }, facts },
  ])
  assert.deepEqual(
    ran.answers.map((answer) => answer['code']),
    [...lines.map(() => 'fact_missing'), 'fact_missing', 'unknown_role'],
  )
})

test('every bad line is answered with its number and place, and stops no other; no value comes back (I11)', async () => {
  const good = { question, facts }
  const secret = 'Ахметова'
  const ran = await decide([
    'nope',
    good,
    '',
    '[1,2]',
    Buffer.from([0x22, 0xff, 0x22]),
    { question: { ...question, fields: 'phone' }, facts },
    { question, facts: { ...facts, suspendedRecipient: ['samal'] } },
    { question, facts: { ...facts, [secret]: 1 } },
    { question: { ...question, at: '2026-11-22 09:00' }, facts },
    { question, facts: { ...facts, consents: [{ ...toSamal, grantedAt: 'x' }] } },
    { question, facts, more: 1 },
    `"${'x'.repeat(1_100_000)}"`,
    good,
  ])
  assert.equal(ran.code, 1)
  assert.deepEqual(
    ran.answers.map((answer) => answer['line']),
    Array.from({ length: 13 }, (_, place) => place + 1),
  )
  const said = ran.answers.map((answer) => {
    const [first] = (answer['faults'] ?? []) as { pointer: string; code: string }[]
    return first === undefined ? answer['effect'] : `${first.pointer} ${first.code}`
  })
  assert.deepEqual(said, [
    ' not_json',
    'permit',
    ' not_json',
    ' type',
    ' not_utf8',
    '/question/fields type',
    '/facts/? unknown_member',
    '/facts/? unknown_member',
    '/question/at date',
    '/facts/consents/0/grantedAt date',
    '/? unknown_member',
    ' too_long',
    'permit',
  ])
  assert.ok(!`${ran.out}${ran.err}`.includes(secret))
})

test('an answer leaves before the next question comes, and ten thousand are answered in order', async () => {
  const line = `${JSON.stringify({ question, facts })}\n`
  const { child, ended } = startCli(['policy', 'decide', '--policy', POLICY], {}, undefined)
  const [stdin, stdout] = [child.stdin, child.stdout]
  assert.ok(stdin !== null && stdout !== null)
  stdin.write(line)
  const [first] = (await once(stdout, 'data')) as [Buffer]
  assert.match(first.toString(), /^\{"line":1,"effect":"permit"/)
  stdin.end(line.repeat(9_999))
  const lines = (await ended).out.trimEnd().split('\n')
  assert.equal(lines.length, 10_000)
  const isInOrder = (answer: string, place: number) =>
    answer.startsWith(`{"line":${place + 1},"effect":"permit"`)
  assert.ok(lines.every(isInOrder))
})

test('policy check names a fault by file and line, and a faulty policy decides nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-cli-policy-'))
  try {
    await cp(POLICY, folder, { recursive: true })
    const path = join(folder, 'policy.yaml')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace("bin: '350140000014'", "bin: '350140000015'"))
    const checked = await runCli(['policy', 'check', folder, '--json'])
    assert.equal(checked.code, 1, checked.err)
    const { findings } = checked.json as { findings: Record<string, string>[] }
    const errors = findings.filter((finding) => finding['severity'] === 'error')
    assert.equal(errors.length, 1, checked.out)
    assert.match(errors[0]?.['where'] ?? '', /^policy\.yaml:\d+$/)
    assert.deepEqual(Object.keys(errors[0] ?? {}).toSorted(), [
      'clause',
      'code',
      'params',
      'severity',
      'where',
    ])
    const decided = await runCli(['policy', 'decide', '--policy', folder], {}, '{}\n')
    assert.deepEqual([decided.code, decided.out], [1, ''])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const [nowhere, unnamed] = await Promise.all([
    runCli(['policy', 'check', join(folder, 'nowhere')]),
    runCli(['policy', 'decide']),
  ])
  assert.deepEqual([nowhere.code, unnamed.code], [2, 2])
})

test('policy decide answers a line in the words of AuthZEN with the same decision (R-55)', async () => {
  const { role, operation, purpose, fields, recipient, at } = question
  const line = {
    subject: { type: 'role', id: role },
    action: { name: operation },
    resource: { type: 'purpose', id: purpose, properties: { fields, recipient } },
    context: { at, facts },
  }
  const withdrawn = [{ ...processing, withdrawnAt: at }, toSamal]
  const no = { ...line, context: { at, facts: { ...facts, consents: withdrawn } } }
  const person = { ...line, resource: { ...line.resource, type: 'application' } }
  const ran = await decide([line, no, person, { question, facts }, { ...line, subject: 'system' }])
  const said = ran.answers.map((answer) => {
    const context = answer['context'] as Answer | undefined
    return [answer['line'], answer['decision'] ?? answer['effect'], context?.['code']]
  })
  assert.deepEqual(said, [
    [1, true, undefined],
    [2, false, 'consent_withdrawn'],
    [3, false, 'not_found'],
    [4, 'permit', undefined],
    [5, 'fault', undefined],
  ])
  assert.equal(ran.code, 1)
})
