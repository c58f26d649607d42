/**
 * Each refusal of I8 and I9 is one answer, whichever way it is asked: API, page, terminal.
 *
 * The same code, clause and article; the status of the table of codes; the texts of the messages in
 * three languages; none of the submitted values anywhere; nothing kept and nothing half done, but the
 * record of a refused look. The table of cases is `same-answer-cases.ts`; what is forbidden to ask on
 * a channel at all (an operation, a policy version over HTTP) is asked at the terminal alone.
 */
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { ground, messages } from '@kelisim/messages'
import { applicationPath, PUBLIC, revealPath } from '@kelisim/screens'
import { CODES, LANGUAGES, type Language } from '@kelisim/terms'
import { html, render } from '@kelisim/ui'
import type { Submission } from '@kelisim/work'
import { runCli } from '../apps/cli/src/run-cli.ts'
import {
  A_NUMBER,
  CASES,
  type Case,
  type Enter,
  type Look,
  type Scene,
} from './same-answer-cases.ts'
import { type Asking, openAsking, type Person, type Told } from './same-answer-world.ts'
import { person } from './world.ts'

const POLICY = fileURLToPath(new URL('../policy/proleads', import.meta.url))
/** In the order in which the clock moves. */
const SCENES: readonly Scene[] = [
  'living',
  'withdrawn',
  'recipient withdrawn',
  'blocked',
  'restricted',
  'destroyed',
  'suspended',
  'expired',
  'agreement over',
]
/** What a refused look leaves: the refusal itself, and the masked card around it. */
const RECORDED = new Set(['refused', 'values_listed'])

let asking: Asking
/** What the terminal is asked, gathered from what stood in the store; asked at the end, at once. */
const questions: { readonly kase: Case; readonly line: object }[] = []

before(async () => {
  asking = await openAsking()
})
after(async () => {
  await asking[Symbol.asyncDispose]()
})

for (const scene of SCENES) {
  test(`one answer over HTTP and on the page: ${scene} (I8, I9)`, async (t) => {
    const subject = await asking.enter(scene)
    for (const kase of CASES.filter((one) => (one.scene ?? 'living') === scene)) {
      await t.test(kase.name, async () => {
        await isRefusedEverywhere(kase, subject)
        await gather(kase, subject)
      })
    }
    await asking.leave(scene)
  })
}

test('the terminal gives the same answers to the same questions and facts (I8, I9)', async () => {
  assert.ok(questions.length > 30)
  const lines = questions.map(({ line }) => JSON.stringify(line)).join('\n')
  const ran = await runCli(['policy', 'decide', '--policy', POLICY], {}, `${lines}\n`)
  assert.equal(ran.code, 0, ran.err)
  assert.ok(!ran.out.includes(A_NUMBER))
  const answers = ran.out.trim().split('\n')
  assert.equal(answers.length, questions.length)
  for (const [index, { kase }] of questions.entries()) {
    const answer = JSON.parse(answers[index] ?? '') as Record<string, unknown>
    const { effect, code, clause, law } = answer
    assert.deepEqual(
      { effect, code, clause, law },
      { effect: 'refuse', code: kase.code, clause: kase.clause, law: CODES[kase.code].law },
      kase.name,
    )
  }
})

test('every case is asked on every channel that can ask it', () => {
  const codes = new Set(CASES.map(({ code }) => code))
  assert.ok(codes.size >= 28, `${codes.size} codes`)
  const overHttp = CASES.filter((kase) => kase.look ?? kase.receive ?? kase.enter)
  assert.ok(overHttp.length >= 40, `${overHttp.length} cases over HTTP and on pages`)
})

async function isRefusedEverywhere(kase: Case, subject: Person): Promise<void> {
  for (const language of LANGUAGES) {
    if (kase.look !== undefined) await looks(kase, kase.look, subject, language)
    if (kase.receive !== undefined) await receives(kase, kase.receive, subject, language)
    if (kase.enter !== undefined) await enters(kase, kase.enter, language)
  }
}

async function looks(kase: Case, look: Look, subject: Person, language: Language): Promise<void> {
  const { field, purpose } = look
  const by = { language, staff: await asking.staff(look.role) }
  const hidden = [...subject.values, ...[field, purpose].filter((name) => !isKnown(name))]
  const overHttp = await changesNothing(kase, RECORDED, hidden, async () => {
    const path = `/v1/desk/applications/${subject.application}/reveal`
    isProblem(kase, language, hidden, await asking.api(path, { field, purpose }, by))
  })
  const onPage = await changesNothing(kase, RECORDED, hidden, async () => {
    const path = revealPath(subject.application, field)
    isPage(kase, language, hidden, await asking.post(path, { purpose }, by))
  })
  for (const entries of [overHttp, onPage]) isRecorded(kase, look, entries)
}

/** The person sees the same answer in their own story; what has no article is about nobody's data. */
function isRecorded(kase: Case, { role, field }: Look, entries: readonly string[]): void {
  const found = entries
    .map((entry) => JSON.parse(entry) as Record<string, unknown>)
    .filter((entry) => entry['kind'] === 'refused' && entry['code'] === kase.code)
    .map(({ clause, law, fields, actor }) => ({ clause, law, fields, role: Object(actor).role }))
  const { law } = CODES[kase.code]
  const expected = { clause: kase.clause, law, fields: [field], role }
  if (law === '') assert.deepEqual(found, [])
  else {
    // The card around a field is refused in the same millisecond, so either may stand first.
    const own = found.find((entry) => isDeepStrictEqual(entry.fields, [field]))
    assert.deepEqual(own, expected, kase.name)
  }
}

async function receives(
  kase: Case,
  recipient: string,
  subject: Person,
  language: Language,
): Promise<void> {
  const by = { language, staff: await asking.staff('clerk') }
  const { code, clause } = kase
  await changesNothing(kase, RECORDED, subject.values, async () => {
    const card = await asking.api(`/v1/desk/applications/${subject.application}`, undefined, by)
    assert.equal(card.status, 200, card.text)
    const { recipients } = JSON.parse(card.text) as { recipients: { recipient: string }[] }
    const verdict = recipients.find((one) => one.recipient === recipient)
    const law = CODES[code].law
    assert.deepEqual(verdict, { recipient, permitted: false, code, clause, law })
    hides(card, subject.values)
    const page = await asking.get(applicationPath(subject.application), by)
    assert.equal(page.status, 200, page.text)
    isSaid(kase, language, verdictOn(page, recipient, language))
    hides(page, subject.values)
  })
}

async function enters(kase: Case, entering: Enter, language: Language): Promise<void> {
  const submission = asking.submission({ ...entering.applying, language })
  const sent: Submission = { ...submission, ...entering.change?.(submission) }
  const hidden = [...Object.values(sent.values), person(900).phone].filter((one) => one.length > 3)
  await changesNothing(kase, new Set(), hidden, async () => {
    const body = {
      phone_token: sent.phoneToken,
      amount: sent.amountTenge,
      term_days: sent.termDays,
      language,
      values: sent.values,
      consents: sent.ticked.map((one) => ({ control: one.control, text_sha256: one.textSha256 })),
      recipients: sent.recipients,
    }
    isProblem(kase, language, hidden, await asking.api('/v1/applications', body, { language }))
  })
  for (const step of entering.steps) {
    await changesNothing(kase, new Set(), hidden, async () => {
      const told = await asking.step(step, sent, { language })
      // The texts of the consents name the person to themselves: there only the ticks are submitted.
      isPage(kase, language, step === 'consents' ? ['a'.repeat(64)] : hidden, told)
      if (step === 'about') await isForgotten(kase, told, sent, language)
    })
  }
}

/** What was refused does not come back from the draft when the person goes back to the step. */
async function isForgotten(
  kase: Case,
  told: Told,
  sent: Submission,
  language: Language,
): Promise<void> {
  const again = await asking.get(PUBLIC.about, { language, cookies: told.cookies })
  assert.equal(again.status, 200)
  const aboutAge = kase.code === 'under_age' || kase.code === 'identity_conflict'
  const refused = Object.entries(sent.values).filter(([id]) => {
    return !isAsked(id) || (aboutAge && id === 'birth_date')
  })
  assert.ok(refused.length > 0)
  hides(
    again,
    refused.map(([, value]) => value),
  )
}

function isProblem(kase: Case, language: Language, hidden: readonly string[], told: Told): void {
  const { status, law } = CODES[kase.code]
  assert.equal(told.status, status, told.text)
  assert.match(told.type, /^application\/problem\+json/)
  const problem = JSON.parse(told.text) as Record<string, unknown>
  const { text, way } = messages(language).refusals[kase.code]
  assert.deepEqual(
    [problem['code'], problem['clause'] ?? '', problem['law'] ?? '', problem['status']],
    [kase.code, kase.clause, law, status],
  )
  assert.deepEqual([problem['title'], problem['detail']], [text, way])
  hides(told, hidden)
}

function isPage(kase: Case, language: Language, hidden: readonly string[], told: Told): void {
  assert.equal(told.status, CODES[kase.code].status, told.text)
  assert.match(told.type, /^text\/html/)
  assert.match(told.text, new RegExp(`<html[^>]* lang="${language}"`))
  isSaid(kase, language, told.text)
  hides(told, hidden)
}

/** Text, way out and ground as the messages have them in that language. */
function isSaid(kase: Case, language: Language, page: string): void {
  const { text, way } = messages(language).refusals[kase.code]
  const reason = ground(language, kase.clause, CODES[kase.code].law)
  assert.equal(reason === '', kase.clause === '' && CODES[kase.code].law === '')
  for (const words of [text, way, reason]) {
    assert.ok(page.includes(render(html`${words}`)), `«${words}» is not on the page`)
  }
}

function verdictOn(page: Told, recipient: string, language: Language): string {
  const { policy } = asking.world.house.means
  const name = policy.recipients.find((known) => known.id === recipient)?.name[language] ?? '?'
  const verdicts = page.text.split('class="verdict').slice(1)
  const [mine, ...others] = verdicts.filter((one) => one.slice(0, 300).includes(name))
  assert.ok(mine !== undefined && others.length === 0, `one verdict about ${name}`)
  return mine
}

function hides(told: Told, hidden: readonly string[]): void {
  for (const value of hidden) assert.ok(!told.text.includes(value), `${value} in ${told.text}`)
}

/** Rows stand as before; the only new actions are those named, and they hold no value. */
async function changesNothing(
  kase: Case,
  allowed: ReadonlySet<string>,
  hidden: readonly string[],
  attempt: () => Promise<void>,
): Promise<readonly string[]> {
  const earlier = await asking.stored()
  await attempt()
  const now = await asking.stored()
  assert.deepEqual(now.tables, earlier.tables, kase.name)
  const fresh = [...now.actions].filter(([id]) => !earlier.actions.has(id))
  for (const [, { kind, entry }] of fresh) {
    assert.ok(allowed.has(kind), `${kase.name}: ${kind} was recorded`)
    const names = new Set([kase.look?.field, kase.look?.purpose].filter(looksLikeAName))
    for (const value of hidden) assert.ok(names.has(value) || !entry.includes(value), value)
  }
  return fresh.map(([, { entry }]) => entry)
}

/** The same question with what was true at the moment the others were asked. */
async function gather(kase: Case, subject: Person): Promise<void> {
  const { look, receive, question = {} } = kase
  if (kase.unaskedAtTerminal || (!look && receive === undefined && !kase.question)) return
  const { absent, ...words } = question
  const of = receive === undefined ? undefined : asking.agreed(receive)
  const asked = {
    at: asking.world.clock.at,
    ...(look && {
      role: look.role,
      operation: 'extract',
      purpose: look.purpose,
      fields: [look.field],
    }),
    ...(of && {
      role: 'system',
      operation: 'provide',
      purpose: 'contract',
      fields: of,
      recipient: receive,
    }),
    ...words,
  }
  const facts = Object.entries(await asking.facts(subject))
  const told = Object.fromEntries(facts.filter(([name]) => name !== absent))
  questions.push({ kase, line: { question: asked, facts: told } })
}

function isKnown(name: string): boolean {
  const { fields, purposes } = asking.world.house.means.policy
  return [...fields, ...purposes].some((known) => known.id === name)
}

function looksLikeAName(name: string | undefined): boolean {
  return name !== undefined && /^[a-z_]+$/.test(name)
}

function isAsked(id: string): boolean {
  const [text] = asking.world.house.means.consentTexts('kk')
  return text?.fields.includes(id) === true
}
