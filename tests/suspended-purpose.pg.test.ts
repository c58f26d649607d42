/**
 * the person responsible suspends one purpose; every question of it is denied at once, in every process, and what
 * protects the person goes on. Law: 94-V art. 5. I2, I6, I8, R-85.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '@kelisim/house'
import { CONSENT, load, openPool, SUBJECT } from '@kelisim/store'
import type { StaffId, SubjectId } from '@kelisim/terms'
import {
  checkDatabase,
  destroyData,
  type Means,
  revealField,
  seeOwnActions,
  seeOwnData,
  seeStaffActions,
  supervisePurpose,
  listPurposes,
  withdrawConsent,
} from '@kelisim/work'
import { at, problemIn, serveApi, staffToken } from './api-world.ts'
import { apply, openWorld, type World } from './world.ts'

const CLERK = {
  id: '0198a000-0000-7000-8000-000000000001' as StaffId,
  name: 'Д. Ким',
  role: 'clerk',
}
const OFFICER = { ...CLERK, id: '0198a000-0000-7000-8000-000000000002' as StaffId, role: 'officer' }
const SELF = { role: 'applicant', id: 'self' } as const
const WHY = 'The processing is being looked into'

interface Applied {
  readonly subject: SubjectId
  readonly application: string
}

async function applied(world: World): Promise<Applied> {
  const answer = await apply(world)
  assert.ok(answer.effect === 'done', JSON.stringify(answer))
  const [row] = await load(world.house.means.store.pool, SUBJECT, 'true', [])
  return { subject: row?.subject_id as SubjectId, application: answer.application }
}

async function suspend(means: Means, purpose = 'contract'): Promise<void> {
  const answer = await supervisePurpose(means, OFFICER, purpose, WHY)
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
}

const codeOf = (answer: { readonly effect: string; readonly code?: string }) =>
  answer.effect === 'refuse' ? answer.code : answer.effect

async function reveal(means: Means, { application }: Applied) {
  return await revealField(means, CLERK, application, 'phone', 'contract')
}

test('R-5: a suspended purpose is denied in the very next decision, with clause and article, and told to the person', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const person = await applied(world)
  assert.equal((await reveal(means, person)).effect, 'done')
  await suspend(means)
  const refused = await reveal(means, person)
  assert.ok(refused.effect === 'refuse')
  assert.deepEqual(
    [refused.code, refused.clause, refused.law],
    ['purpose_suspended', '2.1(1)', '94-V art. 5'],
  )
  const feed = await seeOwnActions(means, person.subject, undefined)
  assert.ok(
    feed.some(({ entry }) => entry.kind === 'refused' && entry.code === 'purpose_suspended'),
  )
})

test('R-5, I2: nothing of a new application is kept while its purpose is suspended', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await suspend(means)
  const first = await apply(world)
  assert.equal(codeOf(first), 'purpose_suspended')
  for (const table of [SUBJECT, CONSENT]) {
    assert.equal((await load(means.store.pool, table, 'true', [])).length, 0, table.name)
  }
  await supervisePurpose(means, OFFICER, 'contract', undefined)
  world.clock.pass(120_000)
  assert.equal((await apply(world)).effect, 'done')
  await suspend(means)
  world.clock.pass(120_000)
  assert.equal(codeOf(await apply(world, { amountTenge: 90_000 })), 'purpose_suspended')
})

test('R-5: data stay, and the person still sees them, withdraws and has them destroyed, whatever is suspended', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject } = await applied(world)
  for (const { id } of means.policy.purposes) await suspend(means, id)
  const seen = await seeOwnData(means, subject)
  assert.ok(seen.effect === 'done', JSON.stringify(seen))
  const consent = seen.data.consents.find(({ recipient }) => recipient === 'samal')
  const withdrawn = await withdrawConsent(means, subject, consent?.consent_id ?? '')
  assert.equal(withdrawn.effect, 'done')
  assert.equal((await destroyData(means, subject, SELF, 'request')).effect, 'done')
})

test('R-5, I6: another process and a process started anew deny what one of them suspended', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const person = await applied(world)
  const open = async () =>
    await openHouse(world.house.environment, {
      sms: world.outbox,
      forgetMessages: () => undefined,
      lenders: new Map(),
      allowedHosts: [],
      publicUrl: means.publicUrl,
      now: means.now,
    })
  const second = await open()
  try {
    assert.equal((await reveal(second.means, person)).effect, 'done')
    await suspend(means)
    assert.equal(codeOf(await reveal(second.means, person)), 'purpose_suspended')
  } finally {
    await second.close()
  }
  const anew = await open()
  try {
    assert.equal(codeOf(await reveal(anew.means, person)), 'purpose_suspended')
    await supervisePurpose(anew.means, OFFICER, 'contract', undefined)
    assert.equal((await reveal(means, person)).effect, 'done')
  } finally {
    await anew.close()
  }
})

test('R-5, R-85: both acts are actions of the ledger, and a state changed behind them is found', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await suspend(means, 'statistics')
  world.clock.pass(1_000)
  await supervisePurpose(means, OFFICER, 'statistics', undefined)
  // Resumed once more: nothing changed, so nothing is told.
  await supervisePurpose(means, OFFICER, 'statistics', undefined)
  world.clock.pass(1_000)
  await suspend(means, 'offers')
  const { rows } = await seeStaffActions(means, OFFICER, undefined)
  assert.deepEqual(
    rows.map(({ entry }) => [entry.kind, entry.detail?.['purpose']]),
    [
      ['purpose_suspended', 'offers'],
      ['purpose_resumed', 'statistics'],
      ['purpose_suspended', 'statistics'],
    ],
  )
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
  const owner = openPool(world.databaseUrl, undefined)
  await owner.query(
    "update purpose_state set suspended_at = null, reason = null where purpose = 'offers'",
  )
  await owner.end()
  const { findings } = await checkDatabase(means)
  assert.ok(
    findings.some(({ table }) => table === 'purpose_state'),
    JSON.stringify(findings),
  )
})

test('R-5, R-84: only the person responsible suspends, of what the policy has; a refusal is written down', async () => {
  await using world = await openWorld()
  const { means } = world.house
  assert.equal(
    codeOf(await supervisePurpose(means, CLERK, 'offers', WHY)),
    'operation_not_permitted',
  )
  assert.equal(codeOf(await listPurposes(means, CLERK)), 'operation_not_permitted')
  assert.equal(codeOf(await supervisePurpose(means, OFFICER, 'gossip', WHY)), 'unknown_purpose')
  const { refused } = await seeStaffActions(means, CLERK, undefined)
  assert.equal(refused, 2)
  await suspend(means, 'offers')
  const listed = await listPurposes(means, OFFICER)
  assert.ok(listed.effect === 'done')
  assert.equal(listed.purposes.length, means.policy.purposes.length)
  const { suspended } = listed.purposes.find(({ purpose }) => purpose === 'offers') ?? {}
  assert.deepEqual(suspended, { at: world.clock.at, reason: WHY })
})

test('R-5: by API, and the decision point denies whatever facts it is told', async () => {
  await using served = await serveApi()
  const officer = await staffToken(served, 'officer')
  const clerk = await staffToken(served, 'clerk')
  const facts = {
    subject: 'anybody',
    state: 'live',
    subjectCategories: ['potential_borrower'],
    consents: [],
    suspendedRecipients: [],
    obligations: [],
  }
  const evaluate = async (told: object) => {
    const body = {
      subject: { type: 'role', id: 'officer' },
      action: { name: 'extract' },
      resource: { type: 'field', id: 'phone', properties: { purpose: 'subject_rights' } },
      context: { facts: { ...facts, ...told } },
    }
    const answer = await served.call('POST', '/access/v1/evaluation', { body, token: clerk })
    return [at(answer.body, 'decision'), at(answer.body, 'context.code')]
  }
  const path = '/v1/desk/purposes/subject_rights'
  const body = { reason: WHY }
  const byClerk = await served.call('POST', `${path}/suspend`, { token: clerk, body })
  problemIn(byClerk, 403, 'operation_not_permitted')
  assert.deepEqual((await evaluate({}))[0], true)
  assert.deepEqual(await evaluate({ suspendedPurposes: ['subject_rights'] }), [
    false,
    'purpose_suspended',
  ])
  const done = await served.call('POST', `${path}/suspend`, { token: officer, body })
  assert.deepEqual(done.body, { purpose: 'subject_rights', suspended: true })
  assert.deepEqual(await evaluate({}), [false, 'purpose_suspended'])
  const resumed = await served.call('POST', `${path}/resume`, { token: officer })
  assert.deepEqual(resumed.body, { purpose: 'subject_rights', suspended: false })
  assert.equal((await evaluate({ suspendedPurposes: [] }))[0], true)
})
