/** A lender that does not answer delays its own leads and nobody else's. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { hostsOf, lenderAccess } from '@kelisim/house'
import { newSecret } from '@kelisim/outside'
import { DISCLOSURE, load } from '@kelisim/store'
import { pooledRandom } from '@kelisim/vault'
import { DueWork } from '@kelisim/work'
import { readConfig } from '../apps/lender/src/config.ts'
import { type Lender, startLender } from '../apps/lender/src/lender.ts'
import { apply, openWorld, type World } from './world.ts'

const LOOK_MS = 50
/** More than all calls that go to one recipient at once. */
const SILENT_LEADS = 20
const WAIT_MS = 30_000
const IDS = ['samal', 'qarlygash'] as const

let world: World
const lenders = new Map<string, Lender>()
const troubles: string[] = []

before(async () => {
  const secret = newSecret(pooledRandom()(32))
  for (const id of IDS) {
    lenders.set(
      id,
      await startLender(
        readConfig({
          LENDER_ID: id,
          LENDER_NAME: id,
          PORT: '0',
          SHARED_SECRET: secret,
          OPERATOR_URL: 'http://127.0.0.1:9',
          LENDER_FIELDS: 'last_name,first_name,birth_date,phone,iin,income',
          LATENCY_MS: '0-0',
          OUTCOME_DELAY_MS: '86400000',
          OUTAGE: id === 'samal' ? 'silent' : 'none',
        }),
      ),
    )
  }
  const addresses = Object.fromEntries(
    [...lenders].map(([id, lender]) => [id, { url: lender.url, secret }]),
  )
  world = await openWorld({ lenders: lenderAccess(addresses), allowedHosts: hostsOf(addresses) })
})
after(async () => {
  for (const lender of lenders.values()) await lender.stop()
  await world[Symbol.asyncDispose]()
})

async function stateOf(recipient: string): Promise<readonly string[]> {
  const { pool } = world.house.means.store
  const rows = await load(pool, DISCLOSURE, 'recipient = $1', [recipient])
  return rows.map((row) => row.state)
}

test('leads of a quick lender go while a silent one is waited for, also those that come later', async () => {
  const { means } = world.house
  for (let ordinal = 1; ordinal <= SILENT_LEADS; ordinal++) {
    await apply(world, { ordinal, recipients: ['samal'] })
  }
  await apply(world, { ordinal: SILENT_LEADS + 1, recipients: ['qarlygash'] })
  await world.sequenceAll()
  const work = new DueWork(means, (what) => troubles.push(what))
  await work.begin()
  let isSilentOver = false
  const silent = work.ended().then(() => {
    isSilentOver = true
  })
  const accepted = async (count: number) => {
    for (const until = Date.now() + WAIT_MS; Date.now() < until; await sleep(LOOK_MS)) {
      await work.begin()
      if ((await stateOf('qarlygash')).filter((state) => state === 'accepted').length >= count)
        return
    }
    throw new Error('the quick lender was held up')
  }
  await accepted(1)
  assert.equal(isSilentOver, false, 'the silent lender is still waited for')
  await apply(world, { ordinal: SILENT_LEADS + 2, recipients: ['qarlygash'] })
  await world.sequenceAll()
  await accepted(2)
  assert.ok((await stateOf('samal')).includes('planned'), 'rows of the silent one wait their turn')
  await silent
  await work.ended()
  assert.deepEqual(troubles, [])
  assert.equal(lenders.get('qarlygash')?.desk.book.leads().length, 2)
})
