/** The desk: masked lists, named purposes, refusals with their clause; the person sees every look. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load, openPool, SUBJECT } from '@kelisim/store'
import type { StaffId, SubjectId } from '@kelisim/terms'
import {
  listApplications,
  openCard,
  revealField,
  seeOwnActions,
  withdrawConsent,
  seeOwnData,
  listRecipients,
  seeStaffActions,
  superviseRecipient,
  unlessSupervisor,
} from '@kelisim/work'
import { apply, openWorld, person, type World } from './world.ts'

const CLERK = {
  id: '0198a000-0000-7000-8000-000000000001' as StaffId,
  name: 'Д. Ким',
  role: 'clerk',
}
const AUDITOR = { ...CLERK, role: 'auditor' }

async function applied(
  world: World,
): Promise<{ readonly subject: SubjectId; readonly application: string }> {
  const answer = await apply(world)
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  const [row] = await load(world.house.means.store.pool, SUBJECT, 'true', [])
  return {
    subject: row?.subject_id as SubjectId,
    application: answer.effect === 'done' ? answer.application : '',
  }
}

test('a list shows masked names only, and each look stands in the feed of the person (R-68, R-85)', async () => {
  await using world = await openWorld()
  const { subject } = await applied(world)
  const page = await listApplications(world.house.means, CLERK, undefined, undefined)
  assert.equal(page.effect, 'done')
  const name = page.effect === 'done' ? page.rows[0]?.name : undefined
  assert.match(name ?? '', /•/)
  assert.ok(!name?.includes(person().values['last_name'] ?? '?'))
  const feed = await seeOwnActions(world.house.means, subject, undefined)
  assert.ok(
    feed.some((row) => row.entry.kind === 'values_listed' && row.entry.actor.id === CLERK.id),
  )
})

test('a clerk reveals the phone for a purpose of the role and is refused the IIN with clause and article (R-32, R-84, I8)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject, application } = await applied(world)
  const phone = await revealField(means, CLERK, application, 'phone', 'contract')
  assert.equal(phone.effect === 'done' ? phone.value : '', person().phone)
  const iin = await revealField(means, CLERK, application, 'iin', 'contract')
  assert.equal(iin.effect, 'refuse')
  if (iin.effect !== 'refuse') return
  assert.equal(iin.code, 'field_not_for_role')
  assert.notEqual(iin.law, '')
  assert.notEqual(iin.clause, '')
  const feed = await seeOwnActions(means, subject, undefined)
  assert.ok(
    feed.some((row) => row.entry.kind === 'refused' && row.entry.code === 'field_not_for_role'),
  )
  for (const purpose of ['direct_marketing', 'statistics', 'no_such_purpose']) {
    const refused = await revealField(means, CLERK, application, 'phone', purpose)
    assert.equal(refused.effect, 'refuse', purpose)
  }
  assert.equal(
    (await revealField(means, AUDITOR, application, 'phone', 'contract')).effect,
    'refuse',
  )
})

test('after the consent is withdrawn the very next look is refused (I6)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject, application } = await applied(world)
  const seen = await seeOwnData(means, subject)
  const consent =
    seen.effect === 'done'
      ? seen.data.consents.find((one) => one.control === 'contract')
      : undefined
  assert.equal((await revealField(means, CLERK, application, 'phone', 'contract')).effect, 'done')
  await withdrawConsent(means, subject, consent?.consent_id ?? '')
  const refused = await revealField(means, CLERK, application, 'phone', 'contract')
  assert.equal(refused.effect === 'refuse' ? refused.code : '', 'consent_withdrawn')
})

test('the card masks what the role may see and says who could receive the application now (R-58)', async () => {
  await using world = await openWorld()
  const { application } = await applied(world)
  const answer = await openCard(world.house.means, CLERK, application)
  assert.equal(answer.effect, 'done')
  if (answer.effect !== 'done') return
  const { fields, recipients } = answer.card
  assert.equal(fields.find((one) => one.field === 'iin')?.masked, undefined)
  assert.match(fields.find((one) => one.field === 'phone')?.masked ?? '', /•/)
  const effects = Object.fromEntries(recipients.map((one) => [one.recipient, one.decision.effect]))
  assert.deepEqual(effects, { samal: 'permit', qarlygash: 'refuse', ules: 'refuse' })
})

test('many looks at once share commits and keep their own answers (I1, I2)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const people = [1, 2, 3, 4, 5]
  for (const ordinal of people) await apply(world, { ordinal })
  const rows = await load(means.store.pool, SUBJECT, 'true', [])
  const looks = await Promise.all(
    Array.from({ length: 60 }, async (_, turn) => {
      const subject = rows[turn % rows.length]?.subject_id as SubjectId
      const fields = turn % 2 === 0 ? ['phone'] : ['iin']
      const question = { role: 'clerk', operation: 'extract', purpose: 'contract', fields }
      return await means.store.look({
        subject,
        question,
        opening: { kind: 'values_opened', actor: CLERK },
      })
    }),
  )
  assert.equal(looks.filter((look) => look.effect === 'released').length, 30)
  assert.equal(looks.filter((look) => look.effect === 'refuse').length, 30)
  const phones = new Set<string>(
    looks.flatMap((look) => (look.effect === 'released' ? [look.values['phone'] ?? ''] : [])),
  )
  assert.deepEqual(
    [...phones].toSorted((a, b) => a.localeCompare(b)),
    people.map((ordinal) => person(ordinal).phone).toSorted((a, b) => a.localeCompare(b)),
  )
  const { rows: counted } = await means.store.pool.query<{ count: number }>(
    "select count(*) from action_inbox where kind in ('values_opened', 'refused')",
  )
  assert.equal(counted[0]?.count, 60)
})

test('one tampered box fails the look at that person alone', async () => {
  await using world = await openWorld()
  const { means } = world.house
  for (const ordinal of [1, 2]) await apply(world, { ordinal })
  const rows = await load(means.store.pool, SUBJECT, 'true order by subject_id', [])
  const victim = rows[0]?.subject_id ?? ''
  const owner = openPool(world.databaseUrl, undefined)
  await owner.query(
    'update box set sealed = set_byte(sealed, 60, (get_byte(sealed, 60) + 1) % 256) where subject_id = $1',
    [victim],
  )
  await owner.end()
  const question = { role: 'clerk', operation: 'extract', purpose: 'contract', fields: ['phone'] }
  const opening = { kind: 'values_opened', actor: CLERK } as const
  const looks = await Promise.allSettled(
    rows.map(
      async (row) =>
        await means.store.look({ subject: row.subject_id as SubjectId, question, opening }),
    ),
  )
  assert.deepEqual(
    looks.map((look) => look.status),
    ['rejected', 'fulfilled'],
  )
})

test('R-71, R-84, R-85: a clerk is refused what the person responsible does, and each refusal is written down', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const listed = await listRecipients(means, CLERK)
  assert.equal(listed.effect === 'refuse' ? listed.clause : '', '7.3(8)')
  world.clock.pass(1_000)
  const refused = await superviseRecipient(means, CLERK, 'samal', 'because')
  assert.equal(refused.effect === 'refuse' ? refused.code : '', 'operation_not_permitted')
  world.clock.pass(1_000)
  assert.equal((await unlessSupervisor(means, CLERK, 'ledger_checked'))?.clause, '7.3(8)')
  const { rows, refused: count } = await seeStaffActions(means, CLERK, undefined)
  assert.equal(count, 3)
  assert.deepEqual(
    rows.map(({ entry }) => [entry.kind, entry.code, entry.detail?.['asked']]),
    [
      ['refused', 'operation_not_permitted', 'ledger_checked'],
      ['refused', 'operation_not_permitted', 'recipient_suspended'],
      ['refused', 'operation_not_permitted', 'recipient_suspended'],
    ],
  )
})

test('R-71: the person responsible sees what a suspension would stop, and the state after it', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await applied(world)
  const officer = { ...CLERK, role: 'officer' }
  const samal = async () => {
    const listed = await listRecipients(means, officer)
    assert.ok(listed.effect === 'done')
    return listed.recipients.find((one) => one.recipient === 'samal')
  }
  const { attesting: _attesting, ...before } = (await samal()) ?? {}
  assert.deepEqual(before, { recipient: 'samal', planned: 1, sent: 0 })
  await superviseRecipient(means, officer, 'samal', 'The licence is being checked')
  const { suspended } = (await samal()) ?? {}
  assert.deepEqual(suspended, { at: world.clock.at, reason: 'The licence is being checked' })
  await superviseRecipient(means, officer, 'samal', undefined)
  assert.equal((await samal())?.suspended, undefined)
  const nobody = await superviseRecipient(means, officer, 'nobody', 'because')
  assert.equal(nobody.effect === 'refuse' ? nobody.code : '', 'unknown_recipient')
})
