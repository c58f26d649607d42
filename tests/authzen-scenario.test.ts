/**
 * The certification scenario of OpenID AuthZEN Authorization API 1.0, played over HTTP against a policy folder.
 *
 * All levels: Basic, Batch, Search (each Core and Properties) and Discovery. Ids and expected answers are the
 * scenario's; requests are written anew. Not played: TLS, which stands before this server.
 * Serves, I8.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type DecisionPoint, type Json, startPoint, type Told } from './authzen-point.ts'

let point: DecisionPoint
before(async () => {
  point = await startPoint()
})
after(async () => await point[Symbol.asyncDispose]())

async function post(...asked: Parameters<DecisionPoint['post']>): Promise<Told> {
  return await point.post(...asked)
}

const user = (id: string, properties?: Json) => ({
  type: 'user',
  id,
  ...(properties && { properties }),
})
const record = (id: string, status?: string) => ({
  type: 'record',
  id,
  ...(status === undefined ? {} : { properties: { status } }),
})
const act = (name: string, properties?: Json) => ({ name, ...(properties && { properties }) })
const ask = (subject: Json, action: Json, resource: Json, more: Json = {}) => ({
  subject,
  action,
  resource,
  ...more,
})

const alice = user('alice')
const bob = user('bob')
const admin = user('bob', { role: 'admin' })
const first = record('record-1')
const archived = record('record-2', 'archived')

/** Rules 1 to 8, and the requests that must not change an answer. */
const DECISIONS: readonly (readonly [name: string, question: Json, decision: boolean])[] = [
  ['1: alice reads', ask(alice, act('read'), first), true],
  ['2: alice writes', ask(alice, act('write'), first), true],
  ['3: bob reads', ask(bob, act('read'), first), true],
  ['4: bob writes', ask(bob, act('write'), first), false],
  ['5: alice writes what is archived', ask(alice, act('write'), archived), false],
  [
    '5: archived by its property alone',
    ask(alice, act('write'), record('record-1', 'archived')),
    false,
  ],
  ['6: an admin writes what is archived', ask(admin, act('write'), archived), true],
  ['7: alice deletes softly', ask(alice, act('delete', { soft: true }), first), true],
  ['8: alice deletes for good', ask(alice, act('delete', { soft: false }), first), false],
  [
    'context of others',
    ask(alice, act('read'), first, {
      context: { time: '2025-06-27T18:03-07:00', ip: '192.0.2.1' },
    }),
    true,
  ],
  [
    'properties of others',
    ask(user('alice', { department: 'Sales', role: 'manager' }), act('read', { method: 'GET' }), {
      ...first,
      properties: { status: 'active', owner: 'bob' },
    }),
    true,
  ],
  [
    'members nobody knows',
    ask(alice, act('read'), first, { foo: 'bar', later: { on: true } }),
    true,
  ],
]

test('AuthZEN Basic: the eight rules hold, and what others add changes nothing', async () => {
  for (const [name, question, decision] of DECISIONS) {
    const told = await post('evaluation', question)
    assert.equal(told.status, 200, name)
    assert.match(told.headers.get('content-type') ?? '', /^application\/json/)
    assert.equal(told.body['decision'], decision, `${name}: ${JSON.stringify(told.body)}`)
    assert.equal(typeof told.body['context'], 'object')
  }
})

test('AuthZEN Basic: a decision says its code, clause, article and reason in three languages (R-46)', async () => {
  const { body } = await post('evaluation', ask(bob, act('write'), first))
  const context = body['context'] as Json
  assert.deepEqual(
    [context['effect'], context['code'], context['clause'], context['law']],
    ['refuse', 'operation_not_permitted', '7.3(8)', '94-V art. 10(1)'],
  )
  assert.deepEqual(Object.keys(context['reason_user'] as Json), ['kk', 'ru', 'en'])
  const permit = (await post('evaluation', ask(alice, act('read'), first))).body['context'] as Json
  assert.deepEqual(permit['obligations'], ['record'])
})

const BROKEN: readonly (readonly [name: string, body: unknown])[] = [
  ['no subject', { action: act('read'), resource: first }],
  ['no action', { subject: alice, resource: first }],
  ['no resource', { subject: alice, action: act('read') }],
  ['subject without type', ask({ id: 'alice' }, act('read'), first)],
  ['subject without id', ask({ type: 'user' }, act('read'), first)],
  ['action without name', ask(alice, {}, first)],
  ['resource without type', ask(alice, act('read'), { id: 'record-1' })],
  ['resource without id', ask(alice, act('read'), { type: 'record' })],
  ['subject is a text', { subject: 'alice', action: act('read'), resource: first }],
  ['name is a number', ask(alice, { name: 123 }, first)],
  ['no JSON', '{"subject":'],
  ['an empty body', ''],
]

test('AuthZEN Basic: what is no question is 400', async () => {
  for (const [name, body] of BROKEN) {
    assert.equal((await post('evaluation', body)).status, 400, name)
  }
  const question = ask(alice, act('read'), first)
  const typed = await post('evaluation', question, { 'content-type': 'text/plain' })
  assert.equal(typed.status, 400)
  assert.equal((await post('evaluation', undefined)).status, 400)
})

test('AuthZEN Basic: a request id comes back with every answer, and none is needed', async () => {
  const id = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' }
  for (const question of [ask(alice, act('read'), first), { subject: 'alice' }]) {
    const told = await post('evaluation', question, id)
    assert.equal(told.headers.get('x-request-id'), id['x-request-id'])
  }
  assert.equal((await post('evaluation', ask(alice, act('read'), first))).status, 200)
})

test('AuthZEN Basic: the same question gets the same answer, and a stranger none', async () => {
  for (let time = 0; time < 5; time++) {
    const told = await post('evaluation', ask(alice, act('read'), first))
    assert.equal(told.body['decision'], true)
  }
  const stranger = await post('evaluation', ask(alice, act('read'), first), { authorization: '' })
  assert.equal(stranger.status, 401)
})

function decisionsIn(body: Json): readonly unknown[] {
  return (body['evaluations'] as readonly Json[]).map(({ decision }) => decision)
}

const BATCHES: readonly (readonly [
  name: string,
  body: Json,
  decisions: readonly (boolean | undefined)[],
])[] = [
  [
    'two resources',
    {
      subject: alice,
      action: act('read'),
      evaluations: [{ resource: first }, { resource: record('record-2') }],
    },
    [true, undefined],
  ],
  [
    'in their order',
    {
      subject: bob,
      resource: first,
      evaluations: [{ action: act('read') }, { action: act('write') }],
    },
    [true, false],
  ],
  [
    'properties of each resource',
    {
      subject: alice,
      action: act('write'),
      evaluations: [{ resource: record('record-1', 'active') }, { resource: archived }],
    },
    [true, false],
  ],
  [
    'properties of each subject',
    {
      action: act('write'),
      resource: archived,
      evaluations: [{ subject: alice }, { subject: admin }],
    },
    [false, true],
  ],
  [
    'nothing left out',
    { evaluations: [ask(alice, act('read'), first), ask(bob, act('write'), first)] },
    [true, false],
  ],
  [
    'a context above',
    {
      subject: alice,
      action: act('read'),
      context: { time: '2025-06-27T18:03-07:00' },
      evaluations: [
        { resource: first },
        {
          resource: record('record-2'),
          context: { time: '2025-06-27T19:00-07:00', source: 'own' },
        },
      ],
    },
    [true, undefined],
  ],
  [
    'the type above',
    {
      subject: alice,
      action: act('write'),
      resource: { type: 'record' },
      evaluations: [
        { resource: { id: 'record-1', properties: { status: 'active' } } },
        { resource: archived },
      ],
    },
    [true, false],
  ],
  [
    'one without sense',
    { subject: alice, action: act('read'), evaluations: [{ resource: first }, {}] },
    [true, false],
  ],
]

test('AuthZEN Batch: each question is answered in its place, with what stands above', async () => {
  for (const [name, body, wanted] of BATCHES) {
    const told = await post('evaluations', body)
    assert.equal(told.status, 200, name)
    const found = decisionsIn(told.body)
    assert.equal(found.length, wanted.length, name)
    found.forEach((decision, place) => {
      assert.equal(typeof decision, 'boolean', name)
      if (wanted[place] !== undefined) assert.equal(decision, wanted[place], name)
    })
    assert.equal('decision' in told.body, false)
  }
})

test('AuthZEN Batch: without a list, or with an empty one, it is a single question', async () => {
  const question = ask(alice, act('read'), first)
  for (const body of [question, { ...question, evaluations: [] }]) {
    const told = await post('evaluations', body)
    assert.deepEqual([told.status, told.body['decision']], [200, true])
  }
  assert.equal((await post('evaluations', { subject: alice })).status, 400)
  assert.equal((await post('evaluations', '{')).status, 400)
})

test('AuthZEN Batch: the semantics end the list at the first no or the first yes', async () => {
  const items = [act('read'), act('write'), act('read')].map((action) => ({ action }))
  const body = (semantics: string) => ({
    subject: bob,
    resource: first,
    evaluations: items,
    options: { evaluations_semantic: semantics, another: 1 },
  })
  const all = await post('evaluations', body('execute_all'))
  assert.deepEqual(decisionsIn(all.body), [true, false, true])
  const deny = await post('evaluations', body('deny_on_first_deny'))
  assert.deepEqual(decisionsIn(deny.body), [true, false])
  const permit = await post('evaluations', body('permit_on_first_permit'))
  assert.deepEqual(decisionsIn(permit.body), [true])
  assert.equal((await post('evaluations', body('whatever'))).status, 400)
})

function idsIn(body: Json): readonly unknown[] {
  return (body['results'] as readonly Json[]).map((one) => one['id'] ?? one['name'])
}

test('AuthZEN Search: subjects, resources and actions are found, and each is then permitted', async () => {
  const context = { time: '2025-06-27T18:03-07:00' }
  const who = await post('search/subject', {
    subject: { type: 'user' },
    action: act('read'),
    resource: first,
    context,
  })
  assert.deepEqual(who.body['results'], [alice, bob])
  const writers = { subject: { type: 'user' }, action: act('write'), resource: archived }
  assert.deepEqual((await post('search/subject', writers)).body['results'], [bob])
  const read = { subject: alice, action: act('read'), resource: { type: 'record' } }
  assert.deepEqual(idsIn((await post('search/resource', read)).body), ['record-1', 'record-2'])
  const write = { subject: admin, action: act('write'), resource: { type: 'record' } }
  assert.deepEqual(idsIn((await post('search/resource', write)).body), ['record-2'])
  const what = await post('search/action', { subject: alice, resource: first, context })
  assert.deepEqual(what.body['results'], [{ name: 'read' }, { name: 'write' }])
  const may = await post('search/action', { subject: admin, resource: archived })
  assert.ok(idsIn(may.body).includes('write'))
})

test('AuthZEN Search: pages follow each other to an empty token', async () => {
  const query = { subject: { type: 'user' }, action: act('read'), resource: first }
  const one = await post('search/subject', { ...query, page: { limit: 1 } })
  const page = one.body['page'] as Json
  assert.deepEqual([idsIn(one.body), page['count'], page['total']], [['alice'], 1, 2])
  assert.ok(typeof page['next_token'] === 'string' && page['next_token'] !== '')
  const two = await post('search/subject', { ...query, page: { token: page['next_token'] } })
  assert.deepEqual(idsIn(two.body), ['bob'])
  assert.equal((two.body['page'] as Json)['next_token'], '')
  assert.equal((await post('search/subject', { ...query, page: { token: 'x' } })).status, 400)
})

test('AuthZEN Search: nothing found is an empty list, and half a question 400', async () => {
  const nobody = await post('search/action', { subject: user('nonexistent-user'), resource: first })
  assert.deepEqual([nobody.status, nobody.body['results']], [200, []])
  const ship = { subject: { type: 'spaceship' }, action: act('read'), resource: first }
  assert.deepEqual((await post('search/subject', ship)).body['results'], [])
  const broken: readonly (readonly [string, Json])[] = [
    ['search/subject', { subject: { type: 'user' }, resource: first }],
    ['search/resource', { action: act('read'), resource: { type: 'record' } }],
    ['search/action', { subject: alice }],
    [
      'search/subject',
      { subject: { type: 'user' }, action: act('read'), resource: { type: 'record' } },
    ],
    [
      'search/resource',
      { subject: { type: 'user' }, action: act('read'), resource: { type: 'record' } },
    ],
  ]
  for (const [path, body] of broken) assert.equal((await post(path, body)).status, 400, path)
})

test('AuthZEN Discovery: the metadata name the point and its endpoints', async () => {
  const response = await fetch(`${point.url}/.well-known/authzen-configuration`)
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  const body = (await response.json()) as Json
  assert.equal(body['policy_decision_point'], 'https://pdp.example.kz')
  for (const [name, address] of Object.entries(body)) {
    assert.match(String(address), /^https:\/\/pdp\.example\.kz/, name)
  }
  assert.equal(Object.keys(body).length, 6)
})
