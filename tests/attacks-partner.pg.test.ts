/**
 * Attempts of the careless partner: news of leads it was never sent, confirmations of notices it was never told.
 * Each is refused with a code and leaves nothing.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPool, type Pool } from '@kelisim/store'
import { HOUR, type SubjectId } from '@kelisim/terms'
import { type Answer, destroyData, hearConfirmation, hearOutcome, readOutcome } from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

let world: World
let owner: Pool

before(async () => {
  world = await openWorld()
  owner = openPool(world.databaseUrl, undefined)
})

after(async () => {
  await owner.end()
  await world[Symbol.asyncDispose]()
})

function codeOf(answer: Answer<object>): string {
  if (answer.effect === 'refuse') return answer.code
  return answer.effect === 'invalid' ? 'invalid' : 'done'
}

const NOBODY = '0198a000-0000-7000-8000-00000000ffff'

test('a partner speaks only of what it was sent: other leads, other notices, unknown events (R-65)', async () => {
  const { means } = world.house
  world.clock.pass(HOUR)
  const entered = await apply(world, { ordinal: 110 })
  const lead = entered.effect === 'done' ? entered.application : ''
  const occurred_at = new Date(world.clock.at).toISOString()
  const about = { event_id: NOBODY, lead_id: lead, disclosure_id: NOBODY, occurred_at }
  const outcome = readOutcome(JSON.stringify({ ...about, event: 'issued' }))
  assert.ok(outcome)
  for (const [recipient, id] of [
    ['samal', lead],
    ['ules', lead],
    ['samal', NOBODY],
    ['nobody', lead],
  ] as const) {
    // Planned is not sent: even the named lender has nothing to report yet.
    const answer = await hearOutcome(means, recipient, id, { ...outcome, lead_id: id })
    assert.equal(codeOf(answer), 'not_found')
  }
  for (const body of [
    JSON.stringify({ ...about, event: 'sold' }),
    JSON.stringify({ ...about, event: 'issued', phone: '+77000000000' }),
    JSON.stringify({ ...about, event: 'issued', event_id: 'x' }),
    JSON.stringify({ ...about, event: 'issued', lead_id: undefined }),
    JSON.stringify({ ...about, event: 'issued', disclosure_id: undefined }),
    '{',
    'null',
  ]) {
    assert.equal(readOutcome(body), undefined)
  }
  const rows = await owner.query('select from outcome')
  assert.equal(rows.rowCount, 0)
})

interface Told {
  readonly notice_id: string
  readonly disclosure_id: string
}

/** A person whose data a lender holds is destroyed; the notice the lender is told by. */
async function noticeFor(ordinal: number): Promise<Told> {
  world.clock.pass(HOUR)
  const entered = await apply(world, { ordinal })
  assert.equal(entered.effect, 'done', JSON.stringify(entered))
  const application = entered.effect === 'done' ? entered.application : ''
  // As if it had been sent; the row's history is not what this test asks about.
  const { rows } = await owner.query<{ subject_id: SubjectId; disclosure_id: string }>(
    `update disclosure set state = 'accepted', due_at = null where application_id = $1
     returning subject_id, disclosure_id`,
    [application],
  )
  const [row] = rows
  assert.ok(row)
  await destroyData(world.house.means, row.subject_id, { role: 'applicant', id: 'self' }, 'request')
  const notice = await owner.query<Told>(
    'select notice_id, disclosure_id from notice where disclosure_id = $1',
    [row.disclosure_id],
  )
  assert.ok(notice.rows[0])
  return notice.rows[0]
}

async function stateOf(notice: string): Promise<string> {
  const { rows } = await owner.query<{ state: string }>(
    'select state from notice where notice_id = $1',
    [notice],
  )
  return rows[0]?.state ?? ''
}

test('a confirmation counts only from the recipient told, about the disclosure told of, and is never lost (I12)', async () => {
  const { means } = world.house
  const told = await noticeFor(111)
  const said = { ...told, state: 'destroyed', at: new Date(world.clock.at).toISOString() } as const
  const confirm = async (recipient: string, change: object = {}) =>
    codeOf(await hearConfirmation(means, recipient, { ...said, ...change }))
  assert.equal(await confirm('ules'), 'not_found')
  assert.equal(await confirm('samal', { notice_id: NOBODY }), 'not_found')
  assert.equal(await confirm('samal', { disclosure_id: NOBODY }), 'not_found')
  assert.equal(await stateOf(told.notice_id), 'planned')
  // Our own note that the notice arrived is committed while the confirmation is under way.
  const ours = await owner.connect()
  await ours.query('begin')
  await ours.query("update notice set state = 'acknowledged' where notice_id = $1", [
    told.notice_id,
  ])
  const confirming = confirm('samal')
  await new Promise((resolve) => setTimeout(resolve, 200))
  await ours.query('commit')
  ours.release()
  assert.equal(await confirming, 'done')
  assert.equal(await stateOf(told.notice_id), 'confirmed')
  assert.equal(await confirm('samal'), 'done')
})
