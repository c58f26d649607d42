/** Lenders call back: signed, idempotent, in any order; between a real operator and a real lender. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hostsOf, lenderAccess } from '@kelisim/house'
import { newSecret, signWebhook } from '@kelisim/outside'
import { APPLICATION, DISCLOSURE, load, NOTICE, OUTCOME } from '@kelisim/store'
import { recordId } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import { doWhatIsDue } from '@kelisim/work'
import { readConfig } from '../apps/lender/src/config.ts'
import { startLender } from '../apps/lender/src/lender.ts'
import {
  applicationBody,
  at,
  confirmedToken,
  listAt,
  personToken,
  problemIn,
  type Served,
  serveApi,
  textAt,
} from './api-world.ts'
import { person } from './world.ts'
import { freePort } from '../packages/house/src/demo/child.ts'

const random = pooledRandom()
const SECRET = newSecret(random(32))
const OTHER = newSecret(random(32))
const SECRETS = { samal: SECRET, qarlygash: newSecret(random(32)) }
const POLL_MS = 50
const WAIT_MS = 20_000

let served: Served
const lenders: Awaited<ReturnType<typeof startLender>>[] = []

/** `samal` tells nothing by itself within this test; `qarlygash` tells its outcomes at once. */
before(async () => {
  const port = await freePort()
  const samal = await lenderAt(port, 'samal', '3600000')
  const qarlygash = await lenderAt(port, 'qarlygash', '20')
  lenders.push(samal, qarlygash)
  const addresses = {
    samal: { url: samal.url, secret: SECRET },
    qarlygash: { url: qarlygash.url, secret: SECRETS.qarlygash },
  }
  const ules = { ules: { url: 'http://ules.example', secret: OTHER } }
  const access = lenderAccess({ ...addresses, ...ules })
  served = await serveApi({ port, fittings: { lenders: access, allowedHosts: hostsOf(addresses) } })
})
after(async () => {
  for (const lender of lenders) await lender.stop()
  await served[Symbol.asyncDispose]()
})

async function lenderAt(port: number, id: keyof typeof SECRETS, delayMs: string) {
  return await startLender(
    readConfig({
      LENDER_ID: id,
      LENDER_NAME: id,
      PORT: '0',
      SHARED_SECRET: SECRETS[id],
      OPERATOR_URL: `http://127.0.0.1:${port}`,
      LENDER_FIELDS: 'last_name,first_name,birth_date,phone,iin,income',
      LATENCY_MS: '0-0',
      OUTCOME_DELAY_MS: delayMs,
    }),
  )
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; ) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error('it did not happen in time')
}

/** Applies, and lets the application reach the lender; the amount tells the lender what to do. */
async function sent(ordinal: number, amount: number, recipient = 'samal') {
  const { world } = served
  const phoneToken = await confirmedToken(served, person(ordinal).phone)
  const body = await applicationBody(served, {
    phoneToken,
    ordinal,
    amount,
    recipients: [recipient],
  })
  const taken = await served.call('POST', '/v1/applications', { body })
  assert.equal(taken.status, 201, taken.text)
  await world.sequenceAll()
  await doWhatIsDue(world.house.means, (_what, error) => {
    throw error
  })
  const lead = textAt(taken, 'application_id')
  const { pool } = world.house.means.store
  const [disclosure] = await load(pool, DISCLOSURE, 'application_id = $1', [lead])
  assert.ok(disclosure?.sent_at, 'the application left')
  return { lead, disclosure, phoneToken }
}

interface About {
  readonly lead: string
  readonly disclosure: { readonly disclosure_id: string }
}

function outcome({ lead, disclosure }: About, event = 'contacted') {
  const event_id = recordId(Date.now(), random(10)) as string
  const occurred_at = new Date(served.world.clock.at).toISOString()
  return { event_id, lead_id: lead, disclosure_id: disclosure.disclosure_id, event, occurred_at }
}

interface Signing {
  readonly secrets?: readonly string[]
  readonly id?: string
  readonly at?: number
  readonly raw?: string
}

async function tellSigned(
  path: string,
  body: { event_id?: string; notice_id?: string },
  signing: Signing = {},
) {
  const raw = JSON.stringify(body)
  const id = signing.id ?? body.event_id ?? body.notice_id ?? ''
  const headers = signWebhook(
    { id, body: raw, at: signing.at ?? Date.now() },
    signing.secrets ?? [SECRET],
  )
  return await served.call('POST', path, {
    raw: signing.raw ?? raw,
    headers: { ...headers },
    key: null,
  })
}

test('a lender’s own outcomes close the application, told by its own process (R-22, R-65)', async () => {
  const { lead } = await sent(800, 10_001, 'qarlygash')
  const { pool } = served.world.house.means.store
  const closed = await until(async () => {
    const [row] = await load(pool, APPLICATION, 'application_id = $1', [lead])
    return row?.state === 'closed' ? row : undefined
  })
  assert.equal(closed.reason, 'issued')
})

test('unsigned, foreign, altered, stale and moved messages are 401 and change nothing (R-65)', async () => {
  const about = await sent(801, 150_001)
  const { lead, disclosure } = about
  const path = `/v1/partner/leads/${lead}/outcomes`
  const body = outcome(about, 'issued')
  const raw = JSON.stringify(body)
  const minutes = 60_000
  const stranger = newSecret(random(32))
  const attempts = [
    await served.call('POST', path, { raw, key: null }),
    await tellSigned(path, body, { secrets: [stranger] }),
    await tellSigned(path, body, { raw: raw.replace('issued', 'cancelled') }),
    await tellSigned(path, body, { at: Date.now() - 6 * minutes }),
    await tellSigned(path, body, { at: Date.now() + 6 * minutes }),
    await tellSigned(path, body, { raw: `${raw} ` }),
  ]
  for (const told of attempts) problemIn(told, 401, 'signature_wrong', body)
  const moved = await tellSigned(path, body, { id: crypto.randomUUID() })
  problemIn(moved, 422, 'invalid_input', body)
  const { pool } = served.world.house.means.store
  const heard = await load(pool, OUTCOME, 'event_id = $1', [body.event_id])
  assert.deepEqual(heard, [])
  const [row] = await load(pool, DISCLOSURE, 'disclosure_id = $1', [disclosure.disclosure_id])
  assert.notEqual(row?.state, 'issued')
})

test('the lender is whose secret verifies: another lender’s lead does not exist for it (I8)', async () => {
  const about = await sent(802, 150_001)
  const path = `/v1/partner/leads/${about.lead}/outcomes`
  problemIn(await tellSigned(path, outcome(about), { secrets: [OTHER] }), 404, 'not_found')
  const lead = crypto.randomUUID()
  const nowhere = `/v1/partner/leads/${lead}/outcomes`
  problemIn(await tellSigned(nowhere, outcome({ ...about, lead })), 404, 'not_found')
})

test('a signed outcome told of another lead of the same lender is refused with its place (R-65)', async () => {
  const first = await sent(806, 150_001)
  const second = await sent(807, 150_002)
  const captured = outcome(first, 'issued')
  const elsewhere = await tellSigned(`/v1/partner/leads/${second.lead}/outcomes`, captured)
  assert.deepEqual(problemIn(elsewhere, 422, 'invalid_input', captured).errors, [
    { pointer: '/lead_id', code: 'differs_from_path' },
  ])
  // Ids of two leads in one message: whichever is meant, it is not said.
  const mixed = outcome({ lead: first.lead, disclosure: second.disclosure })
  const told = await tellSigned(`/v1/partner/leads/${first.lead}/outcomes`, mixed)
  assert.deepEqual(problemIn(told, 422, 'invalid_input', mixed).errors, [
    { pointer: '/disclosure_id', code: 'of_another_lead' },
  ])
  const { pool } = served.world.house.means.store
  const events = [[captured.event_id, mixed.event_id]]
  assert.deepEqual(await load(pool, OUTCOME, 'event_id = any($1)', events), [])
})

test('an outcome told twice is one outcome with one answer (I12)', async () => {
  const about = await sent(803, 150_001)
  const path = `/v1/partner/leads/${about.lead}/outcomes`
  const body = outcome(about, 'contacted')
  const first = await tellSigned(path, body)
  assert.equal(first.status, 200, first.text)
  assert.deepEqual(at(first.body, 'repeated'), false)
  const copies = await Promise.all(
    Array.from({ length: 5 }, async () => await tellSigned(path, body)),
  )
  for (const told of copies) {
    assert.deepEqual(told.body, { state: at(first.body, 'state'), repeated: true })
  }
  const { pool } = served.world.house.means.store
  assert.equal((await load(pool, OUTCOME, 'event_id = $1', [body.event_id])).length, 1)
})

test('signed nonsense is a fault with its place: not JSON, wider than agreed, an unknown event', async () => {
  const about = await sent(804, 150_001)
  const path = `/v1/partner/leads/${about.lead}/outcomes`
  const signed = async (raw: string) => {
    const headers = signWebhook({ id: 'm', body: raw, at: Date.now() }, [SECRET])
    return await served.call('POST', path, { raw, headers: { ...headers }, key: null })
  }
  problemIn(await signed('{"event_id":'), 422, 'invalid_input')
  const wider = { ...outcome(about), phone: '+77000000000' }
  const told = await signed(JSON.stringify(wider))
  assert.deepEqual(problemIn(told, 422, 'invalid_input', wider).errors, [
    { pointer: '', code: 'unknown_member' },
  ])
  const odd = problemIn(
    await signed(JSON.stringify(outcome(about, 'danced'))),
    422,
    'invalid_input',
  )
  assert.deepEqual(odd.errors, [{ pointer: '/event', code: 'option' }])
  const form = await fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'event=issued',
  })
  assert.equal(form.status, 415)
})

test('a withdrawn consent is told to the lender, who confirms that its copy is gone (R-45, R-64)', async () => {
  const { lead, phoneToken } = await sent(805, 150_001)
  const token = await personToken(served, phoneToken)
  const own = await served.call('GET', '/v1/me', { token })
  const consent = listAt(own, 'consents').find((row) => at(row, 'recipient') === 'samal')
  const withdrawn = await served.call(
    'POST',
    `/v1/me/consents/${String(at(consent, 'id'))}/withdraw`,
    { token },
  )
  assert.equal(textAt(withdrawn, 'told.0.recipient'), 'samal')
  const { pool } = served.world.house.means.store
  const [row] = await load(pool, DISCLOSURE, 'application_id = $1', [lead])
  const [notice] = await load(pool, NOTICE, 'disclosure_id = $1', [row?.disclosure_id])
  assert.ok(notice)
  const body = {
    notice_id: notice.notice_id,
    disclosure_id: notice.disclosure_id,
    state: 'destroyed',
    at: new Date().toISOString(),
  }
  const path = `/v1/partner/notices/${notice.notice_id}/confirm`
  problemIn(await tellSigned(path, body, { secrets: [OTHER] }), 404, 'not_found')
  const elsewhere = `/v1/partner/notices/${crypto.randomUUID()}/confirm`
  problemIn(await tellSigned(elsewhere, body), 422, 'invalid_input')
  assert.deepEqual((await tellSigned(path, body)).body, { repeated: false })
  assert.deepEqual((await tellSigned(path, body)).body, { repeated: true })
  const shown = await served.call('GET', '/v1/me', { token })
  const [disclosure] = listAt(shown, 'disclosures')
  assert.equal(at(disclosure, 'notices.0.state'), 'confirmed')
})
