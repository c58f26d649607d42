/** A correction and a block reach a lender in a process of its own, and its confirmations come back. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { hostsOf, lenderAccess } from '@kelisim/house'
import { newSecret } from '@kelisim/outside'
import { DISCLOSURE, load, NOTICE } from '@kelisim/store'
import { pooledRandom } from '@kelisim/vault'
import { doWhatIsDue, supervisePurpose } from '@kelisim/work'
import {
  applicationBody,
  at,
  confirmedToken,
  listAt,
  personToken,
  type Served,
  serveApi,
  staffToken,
  textAt,
} from './api-world.ts'
import { person } from './world.ts'
import { freePort } from '../packages/house/src/demo/child.ts'

const MAIN = new URL('../apps/lender/src/main.ts', import.meta.url).pathname
const SECRET = newSecret(pooledRandom()(32))
const WAIT_MS = 60_000
const LOOK_MS = 50
/** A notice that could not leave is looked at again by then. */
const NOTICE_AGAIN_MS = 600_000

let served: Served
let lender: ChildProcess
let applicant: string
let lead: string
const who = person(730)

before(async () => {
  const port = await freePort()
  const started = await startProcess(port)
  lender = started.process
  const addresses = { samal: { url: started.url, secret: SECRET } }
  const fittings = { lenders: lenderAccess(addresses), allowedHosts: hostsOf(addresses) }
  served = await serveApi({ port, fittings })
  const phoneToken = await confirmedToken(served, who.phone)
  const body = await applicationBody(served, { phoneToken, ordinal: 730, amount: 150_001 })
  const taken = await served.call('POST', '/v1/applications', { body })
  assert.equal(taken.status, 201, taken.text)
  lead = textAt(taken, 'application_id')
  await work()
  applicant = await personToken(served, phoneToken)
})
after(async () => {
  const gone = once(lender, 'exit')
  lender.kill('SIGTERM')
  await gone
  await served[Symbol.asyncDispose]()
})

async function startProcess(port: number): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      LENDER_ID: 'samal',
      LENDER_NAME: 'samal',
      PORT: '0',
      SHARED_SECRET: SECRET,
      OPERATOR_URL: `http://127.0.0.1:${port}`,
      LENDER_FIELDS: 'last_name,first_name,birth_date,phone,iin,income',
      LATENCY_MS: '0-0',
      OUTCOME_DELAY_MS: '3600000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const part of child.stdout.setEncoding('utf8')) {
    const url = /listens on (\S+)/.exec(String(part))?.[1]
    if (url !== undefined) return { process: child, url }
  }
  throw new Error('the lender ended before it listened')
}

async function work(): Promise<void> {
  await served.world.sequenceAll()
  await doWhatIsDue(served.world.house.means, (_what, error) => {
    throw error
  })
}

async function confirmed(kind: string): Promise<void> {
  const { pool } = served.world.house.means.store
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(LOOK_MS)) {
    const rows = await load(pool, NOTICE, 'kind = $1', [kind])
    if (rows.length > 0 && rows.every(({ state }) => state === 'confirmed')) return
  }
  throw new Error(`no confirmation of "${kind}"`)
}

async function newestStories(): Promise<readonly unknown[]> {
  await served.world.sequenceAll()
  const told = await served.call('GET', '/v1/me/actions', { token: applicant })
  return listAt(told, 'data').map((one) => at(one, 'kind'))
}

test('a corrected value goes to the lender that holds it once the purpose goes on, and its confirmation shows to the person (R-5, R-40, DL-03)', async () => {
  const { pool } = served.world.house.means.store
  const [row] = await load(pool, DISCLOSURE, 'application_id = $1', [lead])
  assert.ok(row?.sent_at !== undefined && row.fields.includes('last_name'))
  const path = '/v1/me/data/last_name/correct'
  const asked = await served.call('POST', path, { token: applicant, body: { value: 'Жаңаева' } })
  const officer = await staffToken(served, 'officer')
  served.world.clock.pass(1_000)
  const home = `/v1/desk/requests/${textAt(asked, 'request_id')}/confirm`
  const decided = await served.call('POST', home, {
    token: officer,
    body: { evidence: 'identity_card' },
  })
  assert.equal(at(decided.body, 'told.0.recipient'), 'samal', decided.text)
  const { means } = served.world.house
  const by = { role: 'officer', id: 'x' as never }
  await supervisePurpose(means, by, 'contract', 'looked into')
  await work()
  const [waiting] = await load(pool, NOTICE, "kind = 'corrected'", [])
  assert.equal(waiting?.state, 'planned', 'neither told nor dropped')
  await supervisePurpose(means, by, 'contract', undefined)
  served.world.clock.pass(NOTICE_AGAIN_MS)
  await work()
  await confirmed('corrected')
  assert.ok((await newestStories()).includes('copy_corrected'))
})

test('a block reaches the lender before anything else, and so does its end (R-41, DL-04)', async () => {
  served.world.clock.pass(1_000)
  const blocked = await served.call('POST', '/v1/me/block', { token: applicant, body: {} })
  assert.equal(at(blocked.body, 'told.0.recipient'), 'samal', blocked.text)
  await work()
  await confirmed('block')
  served.world.clock.pass(1_000)
  const lifted = await served.call('POST', '/v1/me/unblock', { token: applicant })
  assert.equal(lifted.status, 200, lifted.text)
  await work()
  await confirmed('unblock')
  const stories = await newestStories()
  assert.ok(stories.includes('copy_blocked') && stories.includes('copy_unblocked'))
})
