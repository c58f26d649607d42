import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Notice } from '@kelisim/api'
import { ForbiddenHost } from './egress.ts'
import { askStatus, type LenderEndpoint, postLead, sendNotice } from './lender-client.ts'
import { ANSWER_BYTES_MAX } from './limits.ts'
import { type Heard, type Listening, listen, listenRaw } from './twin/listen.ts'
import { SAMPLE_POST as POST } from './twin/sample-post.ts'
import { newSecret, verify } from './webhook-signature.ts'

const KEY = newSecret(new Uint8Array(32).fill(7))
const DEADLINE_MS = 2_000

function endpointOf(server: Listening): LenderEndpoint {
  return {
    leadsUrl: `${server.url}/leads`,
    statusUrl: `${server.url}/leads`,
    noticesUrl: `${server.url}/notices`,
  }
}

function limitsOf(server: Listening, deadlineMs = DEADLINE_MS) {
  return { allowedHosts: [server.host], deadlineMs }
}

/** Posts the sample to a lender that answers like this, and tells what the client made of it. */
async function postTo(status: number, body: string, headers: Record<string, string> = {}) {
  await using server = await listen((_heard, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  const answer = await postLead(endpointOf(server), KEY, POST, limitsOf(server))
  return { answer, connections: server.connections() }
}

test('an accepted, a refused and a pending lead are told apart', async () => {
  const accepted = await postTo(201, '{"status":"accepted","partner_ref":"S-1"}')
  assert.deepEqual(accepted.answer, { state: 'accepted', ref: 'S-1' })
  const refused = await postTo(200, '{"status":"refused","reason":"duplicate"}')
  assert.deepEqual(refused.answer, { state: 'refused', reason: 'duplicate' })
  assert.deepEqual((await postTo(202, '{"status":"pending"}')).answer, { state: 'pending' })
})

test('the post carries the disclosure id as idempotency key and is signed over its bytes', async () => {
  const heard: Heard[] = []
  await using server = await listen((message, response) => {
    heard.push(message)
    response.writeHead(202).end('{"status":"pending"}')
  })
  await postLead(endpointOf(server), KEY, POST, limitsOf(server))
  const [message] = heard
  assert.ok(message)
  assert.equal(message.headers['idempotency-key'], POST.disclosure_id)
  assert.equal(message.headers['content-type'], 'application/json')
  const id = verify(message.headers, Buffer.from(message.body), [KEY])
  assert.equal(id, POST.disclosure_id)
  assert.deepEqual(JSON.parse(message.body), POST)
  assert.equal(message.path, '/leads', 'I11: nothing of the person is in the address')
})

test('a rotated key signs with both secrets', async () => {
  const heard: Heard[] = []
  await using server = await listen((message, response) => {
    heard.push(message)
    response.writeHead(202).end('{"status":"pending"}')
  })
  const next = newSecret(new Uint8Array(32).fill(8))
  await postLead(endpointOf(server), [next, KEY], POST, limitsOf(server))
  for (const secret of [KEY, next]) {
    assert.ok(verify(heard[0]?.headers ?? {}, Buffer.from(heard[0]?.body ?? ''), [secret]))
  }
})

test('an answer of another status or body leaves the disclosure unknown', async () => {
  const cases: readonly (readonly [number, string, string])[] = [
    [500, '{"status":"accepted","partner_ref":"S-1"}', 'status'],
    [503, '', 'status'],
    [401, '{"title":"No","status":401}', 'status'],
    [422, '{"title":"No","status":422}', 'status'],
    [404, '', 'status'],
    [200, '{"status":"accepted","partner_ref":"S-1"}', 'malformed'],
    [201, '{"status":"refused","reason":"criteria"}', 'malformed'],
    [201, '{"status":"accepted","partner_ref":"S-1","extra":1}', 'malformed'],
    [201, 'accepted', 'malformed'],
    [201, '<html>', 'malformed'],
    [201, '', 'malformed'],
    [204, '', 'malformed'],
  ]
  for (const [status, body, why] of cases) {
    const { answer, connections } = await postTo(status, body)
    assert.deepEqual(answer, { state: 'unknown', why, status }, `${status} ${body}`)
    assert.equal(connections, 1, 'never tried twice')
  }
})

test('a redirect is not followed, not even to an allowed host', async () => {
  let reached = 0
  await using server = await listen((heard, response) => {
    if (heard.path === '/elsewhere') reached += 1
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  const answer = await postLead(endpointOf(server), KEY, POST, limitsOf(server))
  assert.deepEqual(answer, { state: 'unknown', why: 'status', status: 307 })
  assert.equal(reached, 0)
})

test('a slow lender is unknown at the deadline, whether it is slow to begin or to end', async () => {
  const begins = [false, true]
  for (const isBegun of begins) {
    await using server = await listen(async (_heard, response) => {
      if (isBegun) response.writeHead(201).write('{"status":')
      await wait(5_000, undefined, { ref: false })
      response.end()
    })
    const start = performance.now()
    const answer = await postLead(endpointOf(server), KEY, POST, limitsOf(server, 150))
    assert.deepEqual(answer, { state: 'unknown', why: 'deadline' })
    assert.ok(performance.now() - start < 2_000)
  }
})

test('a connection lost before or inside the answer is unknown and not retried', async () => {
  const parts = ['', 'HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"status":"accep']
  for (const part of parts) {
    await using server = await listenRaw((socket) => {
      socket.once('data', () => {
        if (part === '') socket.resetAndDestroy()
        else socket.write(part, () => socket.destroy())
      })
    })
    const answer = await postLead(endpointOf(server), KEY, POST, limitsOf(server))
    assert.deepEqual(answer, { state: 'unknown', why: 'lost' })
    assert.equal(server.connections(), 1)
  }
})

test('an answer that is not HTTP is unknown', async () => {
  await using server = await listenRaw((socket) => {
    socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.7\r\n'))
  })
  const answer = await postLead(endpointOf(server), KEY, POST, limitsOf(server))
  assert.deepEqual(answer, { state: 'unknown', why: 'lost' })
})

test('where nobody listens, nothing was sent, and the answer says so', async () => {
  const gone = await listen(() => {})
  await gone[Symbol.asyncDispose]()
  const answer = await postLead(endpointOf(gone), KEY, POST, limitsOf(gone))
  assert.deepEqual(answer, { state: 'unknown', why: 'not_sent' })
})

test('an answer over the limit is dropped, with and without a length', async () => {
  const huge = `{"status":"accepted","partner_ref":"S-1"${' '.repeat(ANSWER_BYTES_MAX)}}`
  for (const headers of [{}, { 'content-length': String(huge.length) }]) {
    const { answer } = await postTo(201, huge, headers)
    assert.deepEqual(answer, { state: 'unknown', why: 'too_large' })
  }
})

test('a caller may stop the call', async () => {
  await using server = await listen(() => {})
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 50)
  const limits = { ...limitsOf(server), signal: stop.signal }
  const answer = await postLead(endpointOf(server), KEY, POST, limits)
  assert.deepEqual(answer, { state: 'unknown', why: 'stopped' })
})

test('no socket opens to a host that is not allowed', async () => {
  await using server = await listen((_heard, response) => {
    response.writeHead(202).end('{"status":"pending"}')
  })
  const other = { allowedHosts: ['lender.example', '127.0.0.1:1'], deadlineMs: DEADLINE_MS }
  await assert.rejects(postLead(endpointOf(server), KEY, POST, other), ForbiddenHost)
  assert.equal(server.connections(), 0)
})

test('plain http, credentials and other schemes do not leave, allowed or not', async () => {
  for (const url of [
    'http://lender.example/leads',
    'https://user:secret@lender.example/leads',
    'file:///etc/passwd',
    'http://127.0.0.1@lender.example/leads',
    'lender.example/leads',
    '',
  ]) {
    const endpoint = { leadsUrl: url, statusUrl: url, noticesUrl: url }
    const limits = { allowedHosts: ['lender.example', ''], deadlineMs: DEADLINE_MS }
    await assert.rejects(postLead(endpoint, KEY, POST, limits), ForbiddenHost, url)
  }
})

test('a status query tells accepted, refused, pending and never seen', async () => {
  const id = POST.disclosure_id
  const seen = `{"title":"Never seen","status":404,"code":"never_seen","disclosure_id":"${id}"}`
  const cases: readonly (readonly [number, string, object])[] = [
    [200, '{"status":"accepted","partner_ref":"S-1"}', { state: 'accepted', ref: 'S-1' }],
    [200, '{"status":"refused","reason":"criteria"}', { state: 'refused', reason: 'criteria' }],
    [200, '{"status":"pending"}', { state: 'pending' }],
    [404, seen, { state: 'never_seen' }],
    [404, seen.replace(id, POST.lead_id), { state: 'unknown', why: 'status', status: 404 }],
    [404, '<h1>Not Found</h1>', { state: 'unknown', why: 'status', status: 404 }],
    [201, '{"status":"pending"}', { state: 'unknown', why: 'malformed', status: 201 }],
    [500, '', { state: 'unknown', why: 'status', status: 500 }],
  ]
  for (const [status, body, expected] of cases) {
    const heard: Heard[] = []
    await using server = await listen((message, response) => {
      heard.push(message)
      response.writeHead(status).end(body)
    })
    const answer = await askStatus(endpointOf(server), KEY, id, limitsOf(server))
    assert.deepEqual(answer, expected, `${status} ${body}`)
    assert.equal(heard[0]?.path, `/leads/${id}`)
    assert.equal(verify(heard[0]?.headers ?? {}, new Uint8Array(), [KEY]), id)
  }
})

test('a notice is acknowledged with a moment, or it is unknown', async () => {
  const notice: Notice = {
    notice_id: '01970000-0000-7000-8000-000000000009',
    kind: 'withdrawn',
    lead_id: POST.lead_id,
    disclosure_id: POST.disclosure_id,
    due: '2026-12-14T00:00:00.000Z',
  }
  const at = '2026-11-22T09:00:00.000Z'
  for (const [status, body, expected] of [
    [202, `{"acknowledged_at":"${at}"}`, { state: 'acknowledged', at }],
    [200, `{"acknowledged_at":"${at}"}`, { state: 'acknowledged', at }],
    [200, '{}', { state: 'unknown', why: 'malformed', status: 200 }],
    [500, `{"acknowledged_at":"${at}"}`, { state: 'unknown', why: 'status', status: 500 }],
  ] as const) {
    await using server = await listen((_heard, response) => {
      response.writeHead(status).end(body)
    })
    const answer = await sendNotice(endpointOf(server), KEY, notice, limitsOf(server))
    assert.deepEqual(answer, expected)
  }
})
