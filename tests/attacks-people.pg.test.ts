/**
 * Attempts through the front doors: guessing codes and passwords, altered drafts, the curious clerk,
 * and words nobody may keep. Each is refused with a code and leaves nothing.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DEMO_LOGINS, type DemoLogin } from '@kelisim/house'
import { decide, type Facts } from '@kelisim/rules'
import { openPool, type Pool } from '@kelisim/store'
import { DAY, HOUR, MINUTE, OPERATIONS, SECOND, type SubjectId } from '@kelisim/terms'
import {
  type Answer,
  type AskedFrom,
  addStaff,
  confirmCode,
  endWhatHasRunOut,
  newDraft,
  openDraft,
  sealDraft,
  sendCode,
  signIn,
  signInStaff,
  submitApplication,
  timeCode,
} from '@kelisim/work'
import { apply, confirmPhone, openWorld, person, submissionOf, type World } from './world.ts'

let world: World
let owner: Pool
let kim: DemoLogin

before(async () => {
  world = await openWorld()
  owner = openPool(world.databaseUrl, undefined)
  kim = DEMO_LOGINS[0] as DemoLogin
  await addStaff(world.house.means, kim)
})

after(async () => {
  await owner.end()
  await world[Symbol.asyncDispose]()
})

function codeOf(answer: Answer<object>): string {
  if (answer.effect === 'refuse') return answer.code
  return answer.effect === 'invalid' ? 'invalid' : 'done'
}

async function asked(
  phone: string,
  from: AskedFrom = {},
): Promise<{ readonly challenge: string; readonly code: string }> {
  const sent = await sendCode(world.house.means, phone, 'kk', 'phone', from)
  assert.equal(sent.effect, 'done', JSON.stringify(sent))
  const text = world.outbox.list().find((message) => message.to === phone)?.text ?? ''
  const code = /\d{3} \d{3}/.exec(text)?.[0]?.replace(' ', '') ?? ''
  return { challenge: sent.effect === 'done' ? sent.challenge : '', code }
}

function wrong(code: string, by: number): string {
  return String((Number(code) + by) % 1_000_000).padStart(6, '0')
}

test('three wrong codes lock the right one; a code is right once, for its phone, for five minutes (R-39)', async () => {
  const { means } = world.house
  const { phone } = person(101)
  const locked = await asked(phone)
  for (const [by, expected] of [
    [1, 'code_wrong'],
    [2, 'code_wrong'],
    [3, 'code_locked'],
  ] as const) {
    const answer = await confirmCode(means, locked.challenge, phone, wrong(locked.code, by))
    assert.equal(codeOf(answer), expected)
  }
  assert.equal(
    codeOf(await confirmCode(means, locked.challenge, phone, locked.code)),
    'code_locked',
  )
  world.clock.pass(SECOND)
  const once = await asked(phone)
  const other = person(102).phone
  assert.equal(codeOf(await confirmCode(means, once.challenge, other, once.code)), 'code_expired')
  assert.equal(codeOf(await confirmCode(means, once.challenge, phone, once.code)), 'done')
  assert.equal(codeOf(await confirmCode(means, once.challenge, phone, once.code)), 'code_expired')
  world.clock.pass(SECOND)
  const late = await asked(phone)
  world.clock.pass(5 * MINUTE)
  assert.equal(codeOf(await confirmCode(means, late.challenge, phone, late.code)), 'code_expired')
})

test('guesses at once are counted one by one', async () => {
  const { means } = world.house
  const { phone } = person(103)
  const { challenge, code } = await asked(phone)
  const guesses = Array.from({ length: 30 }, async (_, by) =>
    codeOf(await confirmCode(means, challenge, phone, wrong(code, by + 1))),
  )
  const answers = await Promise.all(guesses)
  assert.equal(answers.filter((answer) => answer === 'code_wrong').length, 2)
  assert.equal(answers.filter((answer) => answer === 'code_locked').length, 28)
})

test('a new code ends the one that the same browser asked for before', async () => {
  const { means } = world.house
  const { phone } = person(104)
  const first = await asked(phone)
  world.clock.pass(SECOND)
  const second = await asked(phone, { instead: first.challenge })
  assert.equal(codeOf(await confirmCode(means, first.challenge, phone, first.code)), 'code_expired')
  assert.equal(codeOf(await confirmCode(means, second.challenge, phone, second.code)), 'done')
})

test('a stranger who knows a phone uses up no code of its owner and ends none (R-39, art. 24(1))', async () => {
  const { means } = world.house
  const { phone } = person(107)
  const owner = { network: '192.0.2.0/24' }
  const stranger = { network: '198.51.100.0/24' }
  const first = await asked(phone, owner)
  // Nor by naming the id of a code that is not theirs: ids of other phones end nothing.
  const own = await asked(person(108).phone, stranger)
  await asked(phone, { ...stranger, instead: own.challenge })
  for (let turn = 0; turn < 4; turn++) await asked(phone, stranger)
  const sixth = await sendCode(means, phone, 'kk', 'login', stranger)
  assert.equal(codeOf(sixth), 'too_many_calls')
  assert.equal(codeOf(await confirmCode(means, own.challenge, person(108).phone, own.code)), 'done')
  await asked(phone, owner)
  assert.equal(codeOf(await confirmCode(means, first.challenge, phone, first.code)), 'done')
})

test('a flood from many networks makes codes wait five minutes; a network that asked already waits ten (R-39)', async () => {
  const { means } = world.house
  const { phone } = person(109)
  const from = (network: number) => ({ network: `203.0.${network}.0/24` })
  const send = async (network: number) =>
    codeOf(await sendCode(means, phone, 'kk', 'login', from(network)))
  for (let turn = 0; turn < 20; turn++) assert.equal(await send(turn), 'done')
  assert.equal(await send(50), 'code_waits')
  world.clock.pass(4 * MINUTE)
  assert.equal(await send(50), 'code_waits')
  world.clock.pass(MINUTE)
  assert.equal(await send(3), 'code_waits', 'who asked already lets the owner go first')
  assert.equal(await send(50), 'done')
  world.clock.pass(9 * MINUTE)
  assert.equal(await send(3), 'code_waits')
  world.clock.pass(MINUTE)
  assert.equal(await send(3), 'done')
})

test('codes asked at once are counted one by one, and one network has a limit for all phones (R-39)', async () => {
  const { means } = world.house
  const network = '2001:db8:77::/48'
  const { phone } = person(110)
  const turns = Array.from({ length: 12 }, async () =>
    codeOf(await sendCode(means, phone, 'kk', 'phone', { network })),
  )
  const answers = await Promise.all(turns)
  assert.equal(answers.filter((answer) => answer === 'done').length, 5)
  const others = []
  for (let ordinal = 200; ordinal < 300; ordinal++) {
    others.push(codeOf(await sendCode(means, person(ordinal).phone, 'kk', 'phone', { network })))
  }
  assert.deepEqual(
    others.slice(0, 95),
    Array.from({ length: 95 }, () => 'done'),
  )
  assert.deepEqual(new Set(others.slice(95)), new Set(['too_many_calls']))
  const { rows } = await owner.query<{ text: string }>(
    'select code_challenge::text as text from code_challenge where network_index is not null',
  )
  assert.ok(rows.every(({ text }) => !text.includes('2001') || !text.includes('db8:77')))
})

test('a sixth code within the hour is refused alike for a known and an unknown number, however it is asked', async () => {
  const { means } = world.house
  assert.equal((await apply(world, { ordinal: 105 })).effect, 'done')
  world.clock.pass(HOUR)
  const answers = []
  for (const ordinal of [105, 106]) {
    const { phone } = person(ordinal)
    const said: unknown[] = []
    for (let turn = 0; turn < 6; turn++) {
      const { effect, ...rest } = await sendCode(means, phone, 'kk')
      said.push([effect, ...Object.keys(rest), effect === 'refuse' ? rest : ''])
    }
    assert.match(JSON.stringify(said.at(-1)), /too_many_calls/)
    answers.push(said)
    // The sweep of what has expired must not open the limit early.
    world.clock.pass(10 * MINUTE)
    await endWhatHasRunOut(means, () => assert.fail('trouble'))
    assert.equal(codeOf(await sendCode(means, phone, 'kk')), 'too_many_calls')
    world.clock.pass(50 * MINUTE)
    assert.equal(codeOf(await sendCode(means, phone, 'kk')), 'done')
  }
  assert.deepEqual(answers[0], answers[1])
  const { phone } = person(107)
  const burst = Array.from({ length: 25 }, async () => codeOf(await sendCode(means, phone, 'kk')))
  const sent = (await Promise.all(burst)).filter((answer) => answer === 'done')
  assert.ok(sent.length <= 5, `${sent.length} codes were sent`)
})

test('a time code is right once, a wrong combination tells nothing, five of them pause the account (ASVS 6)', async () => {
  const { means } = world.house
  const now = () => timeCode(kim.totpBase32, world.clock.at)
  assert.equal(codeOf(await signInStaff(means, kim.login, kim.password, now())), 'done')
  const again = await signInStaff(means, kim.login, kim.password, now())
  world.clock.pass(MINUTE)
  const wrongPassword = await signInStaff(means, kim.login, 'guess', now())
  const wrongTime = await signInStaff(means, kim.login, kim.password, '000000')
  const nobody = await signInStaff(means, 'nobody', kim.password, now())
  for (const answer of [again, wrongPassword, wrongTime]) assert.deepEqual(answer, nobody)
  assert.equal(codeOf(nobody), 'credentials_wrong')
  for (let turn = 0; turn < 2; turn++) await signInStaff(means, kim.login, 'guess', now())
  assert.equal(codeOf(await signInStaff(means, kim.login, kim.password, now())), 'too_many_calls')
  world.clock.pass(MINUTE)
  assert.equal(codeOf(await signInStaff(means, kim.login, kim.password, now())), 'done')
})

test('passwords guessed at once are counted before they are compared', async () => {
  const { means } = world.house
  world.clock.pass(HOUR)
  const guesses = Array.from({ length: 20 }, async (_, turn) =>
    codeOf(await signInStaff(means, kim.login, `guess ${turn}`, '000000')),
  )
  const answers = await Promise.all(guesses)
  assert.equal(answers.filter((answer) => answer === 'credentials_wrong').length, 5)
  assert.equal(answers.filter((answer) => answer === 'too_many_calls').length, 15)
})

test('a draft or a confirmed phone that is altered, foreign or too old opens nothing', async () => {
  const { means } = world.house
  const { token } = sealDraft(means, { ...newDraft(means), phone: person(108).phone })
  assert.ok(openDraft(means, token))
  const turned = (place: number) =>
    `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`
  for (let place = 0; place < token.length; place += 7) {
    assert.equal(openDraft(means, turned(place)), undefined, `letter ${place}`)
  }
  for (const text of ['', 'x', `${token}A`, `${token}=`, token.slice(1), 'A'.repeat(100_000)]) {
    assert.equal(openDraft(means, text), undefined)
  }
  const phoneToken = await confirmPhone(world, person(108).phone)
  assert.equal(openDraft(means, phoneToken), undefined, 'a token of another purpose')
  assert.equal(codeOf(await signIn(means, token)), 'code_expired')
  const submission = submissionOf(world, { ordinal: 108 }, token)
  assert.equal(codeOf(await submitApplication(means, submission, 'a draft')), 'draft_expired')
  world.clock.pass(2 * HOUR)
  const old = submissionOf(world, { ordinal: 108 }, phoneToken)
  assert.equal(codeOf(await submitApplication(means, old, 'too old')), 'draft_expired')
  world.clock.pass(22 * HOUR)
  assert.equal(openDraft(means, token), undefined)
})

const BETRAYALS: readonly (readonly [string, string])[] = [
  ['kk', 'Мен мұсылманмын, саяси партиялық қызметкермін'],
  ['kk, in capitals', 'екінші топтағы МҮГЕДЕКПІН'],
  ['ru', 'инвалид второй группы'],
  ['ru, of the past', 'была судимость'],
  ['en', 'I am disabled'],
  ['en, of work', 'my political work'],
  ['Latin letters among Cyrillic', 'инвaлид'],
  ['an invisible character inside', 'инва\u200bлид'],
]

for (const [how, text] of BETRAYALS) {
  test(`a special category in free text is refused and not kept: ${how} (94-V art. 7(9), R-19, I9)`, async () => {
    world.clock.pass(HOUR)
    const count = async () => (await owner.query('select from subject')).rowCount
    const before = await count()
    for (const field of ['employer', 'job_position', 'interests']) {
      const answer = await apply(world, { ordinal: 109, values: { [field]: text } })
      assert.equal(codeOf(answer), 'special_category', field)
      assert.ok(!JSON.stringify(answer).includes(text), 'the answer does not repeat it')
    }
    for (const field of ['sex', 'disability']) {
      world.clock.pass(HOUR)
      const answer = await apply(world, { ordinal: 109, values: { [field]: 'x' } })
      assert.equal(codeOf(answer), 'special_category', field)
    }
    assert.equal(await count(), before)
  })
}

test('no role may distribute, and no role reads raw values for statistics or advertising (R-15, R-17)', () => {
  const { means } = world.house
  const { policy, tables } = means
  const at = world.clock.at
  const consents = policy.purposes.map((purpose) => ({
    id: purpose.id as never,
    purpose: purpose.id,
    operations: [...OPERATIONS],
    fields: policy.fields.map((field) => field.id),
    grantedAt: at,
    expiresAt: (at + DAY) as typeof at,
  }))
  // Everything that could speak for it: a live client who consented to all. The answer is still no.
  const facts: Facts = {
    subject: '00000000-0000-4000-8000-000000000000' as SubjectId,
    state: 'live',
    subjectCategories: ['potential_borrower', 'client'],
    consents,
    suspendedRecipients: [],
    suspendedPurposes: [],
    obligations: [],
  }
  let asked = 0
  const ask = (role: string, operation: string, purpose: string, field: string) => {
    asked += 1
    const question = { role, operation, purpose, fields: [field], at, policy: policy.hash }
    return decide(tables, question, facts)
  }
  for (const { id: role } of policy.roles) {
    for (const { id: purpose } of policy.purposes) {
      const distributed = ask(role, 'distribute', purpose, 'phone')
      assert.equal(distributed.effect === 'refuse' && distributed.code, 'distribution_forbidden')
    }
    for (const { id: field } of policy.fields) {
      for (const operation of ['extract', 'provide', 'transfer_abroad']) {
        const purposes = ['statistics', 'direct_marketing']
        for (const purpose of purposes) {
          assert.equal(ask(role, operation, purpose, field).effect, 'refuse')
        }
      }
    }
  }
  assert.ok(asked > 1_000)
})
