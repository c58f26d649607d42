/**
 * An application reaches the lender the person named, and nobody else, exactly once: over real HTTP
 * between the operator and a lender process.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostsOf, lenderAccess } from '@kelisim/house'
import { newSecret } from '@kelisim/outside'
import { APPLICATION, DISCLOSURE, load, type Stored } from '@kelisim/store'
import { MINUTE, type SubjectId } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import {
  askNext,
  checkDatabase,
  doWhatIsDue,
  seeOwnActions,
  supervisePurpose,
  superviseRecipient,
  withdrawConsent,
} from '@kelisim/work'
import { readConfig } from '../apps/lender/src/config.ts'
import { startLender } from '../apps/lender/src/lender.ts'
import { apply, openWorld, type World } from './world.ts'

const SECRET = newSecret(pooledRandom()(32))

interface Market extends AsyncDisposable {
  readonly world: World
  readonly lenders: Readonly<Record<string, Awaited<ReturnType<typeof startLender>>>>
  /** Until no disclosure is due any more. */
  deliver(): Promise<void>
  only(): Promise<Stored<typeof DISCLOSURE>>
}

async function openMarket(ids: readonly string[] = ['samal']): Promise<Market> {
  const lenders: Record<string, Awaited<ReturnType<typeof startLender>>> = {}
  for (const id of ids) {
    lenders[id] = await startLender(
      readConfig({
        LENDER_ID: id,
        LENDER_NAME: id,
        PORT: '0',
        SHARED_SECRET: SECRET,
        OPERATOR_URL: 'http://127.0.0.1:9',
        LENDER_FIELDS: 'last_name,first_name,birth_date,phone,iin,income',
        LATENCY_MS: '0-0',
        OUTCOME_DELAY_MS: '3600000',
      }),
    )
  }
  const addresses = Object.fromEntries(
    Object.entries(lenders).map(([id, lender]) => [id, { url: lender.url, secret: SECRET }]),
  )
  const world = await openWorld({
    lenders: lenderAccess(addresses),
    allowedHosts: hostsOf(addresses),
  })
  const { means } = world.house
  const due = async () => {
    const rows = await load(means.store.pool, DISCLOSURE, 'due_at <= $1', [
      new Date(world.clock.at).toISOString(),
    ])
    return rows.length
  }
  const deliver = async () => {
    await world.sequenceAll()
    for (let round = 0; round < 10 && (await due()) > 0; round++) {
      await doWhatIsDue(means, (_what, error) => {
        throw error
      })
    }
    await world.sequenceAll()
  }
  const only = async () => {
    const [row] = await load(means.store.pool, DISCLOSURE, 'true order by place', [])
    assert.ok(row)
    return row
  }
  const close = async () => {
    await world[Symbol.asyncDispose]()
    for (const lender of Object.values(lenders)) await lender.stop()
  }
  return { world, lenders, deliver, only, [Symbol.asyncDispose]: close }
}

test('the named lender receives exactly consent ∩ agreement ∩ purpose with a receipt it verifies (R-58, I9)', async () => {
  await using market = await openMarket()
  const { world } = market
  const entered = await apply(world, { amountTenge: 10_001 })
  assert.equal(entered.effect, 'done', JSON.stringify(entered))
  await market.deliver()
  const disclosure = await market.only()
  assert.equal(disclosure.state, 'accepted', disclosure.reason)
  const [lead] = market.lenders['samal']?.desk.book.leads() ?? []
  assert.deepEqual(Object.keys(lead?.applicant ?? {}).sort(), [
    'birth_date',
    'first_name',
    'iin',
    'income',
    'last_name',
    'phone',
  ])
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
})

test('a lender that keeps the lead and never answers is unknown, then reconciled, and never sent twice (I12)', async () => {
  await using market = await openMarket()
  await apply(market.world, { amountTenge: 10_005 })
  await market.deliver()
  assert.equal((await market.only()).state, 'unknown')
  market.world.clock.pass(MINUTE)
  await market.deliver()
  const after = await market.only()
  assert.equal(after.state, 'accepted')
  assert.equal(market.lenders['samal']?.desk.book.leads().length, 1)
})

test('a withdrawal between planning and sending stops the transfer at the very next decision (I6, R-45)', async () => {
  await using market = await openMarket()
  const { means } = market.world.house
  const entered = await apply(market.world)
  assert.equal(entered.effect, 'done')
  await market.world.sequenceAll()
  const { subject_id: subject, consent_id: consent } = await market.only()
  await withdrawConsent(means, subject as SubjectId, consent)
  await market.deliver()
  assert.equal((await market.only()).state, 'stopped')
  assert.equal(market.lenders['samal']?.desk.book.leads().length, 0)
})

test('94-V art. 19(1): the person sees at once to whom their data left (L-9, R-39)', async () => {
  await using market = await openMarket()
  const { means } = market.world.house
  await apply(market.world)
  await market.deliver()
  const { subject_id: subject } = await market.only()
  const feed = await seeOwnActions(means, subject as SubjectId, undefined)
  const left = feed.filter((row) => row.entry.kind === 'disclosure_sent')
  assert.deepEqual(
    left.map((row) => row.entry.recipient),
    ['samal'],
  )
})

test('a recipient suspended before sending is refused with its code, and the person sees it (R-71, I8)', async () => {
  await using market = await openMarket()
  const { means } = market.world.house
  await apply(market.world)
  await superviseRecipient(
    means,
    { role: 'officer', id: 'x' as never },
    'samal',
    'attestation overdue',
  )
  await market.deliver()
  const denied = await market.only()
  assert.equal(denied.state, 'denied')
  assert.equal(denied.reason, 'recipient_suspended')
  const feed = await seeOwnActions(means, denied.subject_id as SubjectId, undefined)
  assert.ok(
    feed.some((row) => row.entry.kind === 'refused' && row.entry.code === 'recipient_suspended'),
  )
})

test('R-5, I6: what waits for a suspended purpose is refused at sending, and a resumption sends nothing by itself', async () => {
  await using market = await openMarket()
  const { means } = market.world.house
  await apply(market.world)
  const officer = { role: 'officer', id: 'x' as never }
  await supervisePurpose(means, officer, 'contract', 'looked into')
  await market.deliver()
  const denied = await market.only()
  assert.deepEqual([denied.state, denied.reason], ['denied', 'purpose_suspended'])
  await supervisePurpose(means, officer, 'contract', undefined)
  await market.deliver()
  assert.equal((await market.only()).state, 'denied')
  assert.equal(market.lenders['samal']?.desk.book.leads().length, 0)
})

test('after a refusal the next organisation is asked only when the person says so (R-58)', async () => {
  await using market = await openMarket(['samal', 'qarlygash'])
  const { means } = market.world.house
  await apply(market.world, { amountTenge: 10_003, recipients: ['samal', 'qarlygash'] })
  await market.deliver()
  const rows = await load(means.store.pool, DISCLOSURE, 'true order by place', [])
  assert.deepEqual(
    rows.map((row) => row.state),
    ['refused', 'waiting'],
  )
  market.world.clock.pass(60 * MINUTE)
  await market.deliver()
  assert.equal(market.lenders['qarlygash']?.desk.book.leads().length, 0)
  const asked = await askNext(means, rows[1]?.subject_id as SubjectId, rows[1]?.disclosure_id ?? '')
  assert.equal(asked.effect, 'done')
  await market.deliver()
  assert.equal(market.lenders['qarlygash']?.desk.book.leads().length, 1)
})

test('an application that was sent is in progress (market f2)', async () => {
  await using market = await openMarket()
  await apply(market.world)
  await market.deliver()
  const [application] = await load(market.world.house.means.store.pool, APPLICATION, 'true', [])
  assert.equal(application?.state, 'in_progress')
})
