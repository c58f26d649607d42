/**
 * One operator with its whole HTTP in this process, and people of whom different things are true.
 *
 * Pages are asked like a browser does: cookies, a form key from a page of ours, a form as the body.
 */
import { Trust } from '../apps/server/src/trust.ts'
import assert from 'node:assert/strict'
import { COOKIES } from '../apps/server/src/caller.ts'
import { makeApp } from '../apps/server/src/http.ts'
import { PUBLIC } from '@kelisim/screens'
import type { Facts } from '@kelisim/rules'
import { APPLICATION, know, loadOne, openPool, openSession, STAFF } from '@kelisim/store'
import { DAY, type Language, moment, type StaffId, type SubjectId } from '@kelisim/terms'
import {
  addStaff,
  destroyData,
  newDraft,
  sealDraft,
  type Submission,
  superviseRecipient,
  withdrawConsent,
} from '@kelisim/work'
import type { Look, Scene } from './same-answer-cases.ts'
import {
  type Applying,
  apply,
  confirmPhone,
  openWorld,
  person,
  submissionOf,
  type World,
} from './world.ts'
import { undertake } from './undertaken.ts'

/** Nobody known: whoever tries to enter in the cases. */
const NEWCOMER = 900
const PIECE_CHARACTERS = 3_500
const OFFICER = { role: 'officer', id: 'self' as never }
/** Sunday 21 February 2027: the agreements end on 1 March. */
const BEFORE_THE_END = moment(Date.UTC(2027, 1, 21, 9))

export interface Person {
  readonly subject: SubjectId
  readonly application: string
  readonly values: readonly string[]
}

export interface Told {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly cookies: Cookies
}

type Cookies = Readonly<Record<string, string>>

export interface By {
  readonly language: Language
  /** A session of the staff: a token for the API, a cookie for pages. */
  readonly staff?: string
  readonly cookies?: Cookies
}

export interface Stored {
  readonly tables: Readonly<Record<string, string>>
  /** By id, in no order: the clock stands. */
  readonly actions: ReadonlyMap<string, { readonly kind: string; readonly entry: string }>
}

export interface Asking extends AsyncDisposable {
  readonly world: World
  /** Makes it true, and gives the person of whom it is. */
  enter(scene: Scene): Promise<Person>
  leave(scene: Scene): Promise<void>
  staff(role: Look['role']): Promise<string>
  api(path: string, body: unknown, by: By): Promise<Told>
  get(path: string, by: By): Promise<Told>
  post(path: string, form: Readonly<Record<string, string | string[]>>, by: By): Promise<Told>
  submission(applying: Applying): Submission
  /** Sends one step of the form with a draft that holds what the steps before it took in. */
  step(step: 'about' | 'consents' | 'check', sent: Submission, by: By): Promise<Told>
  stored(): Promise<Stored>
  facts(subject: Person): Promise<Facts>
  agreed(recipient: string): readonly string[]
}

export async function openAsking(): Promise<Asking> {
  const world = await openWorld()
  const { means } = world.house
  const serving = {
    host: '127.0.0.1',
    port: 0,
    outbox: world.outbox,
    lenders: {},
    trust: new Trust(),
  }
  const app = await makeApp(world.house, serving)
  const phoneToken = await confirmPhone(world, person(NEWCOMER).phone)
  const roles = await staffOfEachRole(world)
  let calls = 0
  const call = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<Told> => {
    calls += 1
    // Of many addresses: how often one may call is not asked here.
    const remoteAddress = `10.0.${calls >> 8}.${calls & 255}`
    const answer = await app.inject({
      method,
      url,
      headers,
      remoteAddress,
      ...(body === undefined ? {} : { payload: body }),
    })
    const type = String(answer.headers['content-type'] ?? '')
    const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]))
    return { status: answer.statusCode, type, text: answer.body, cookies }
  }
  const first = await call('GET', PUBLIC.apply, {})
  const csrf = /name="csrf" value="([^"]+)"/.exec(first.text)?.[1] ?? ''
  const formKey = first.cookies[COOKIES.form] ?? ''
  assert.ok(csrf !== '' && formKey !== '')
  const asBrowser = ({ language, staff, cookies }: By) => {
    const all = {
      [COOKIES.form]: formKey,
      [COOKIES.language]: language,
      ...(staff === undefined ? {} : { [COOKIES.staff]: staff }),
      ...cookies,
    }
    const jar = Object.entries(all).map(([name, value]) => `${name}=${value}`)
    return { cookie: jar.join('; '), accept: 'text/html', 'sec-fetch-site': 'same-origin' }
  }
  const post: Asking['post'] = async (path, form, by) => {
    const body = new URLSearchParams({ csrf })
    for (const [name, value] of Object.entries(form)) {
      for (const one of [value].flat()) body.append(name, one)
    }
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return await call('POST', path, { ...asBrowser(by), ...type }, body.toString())
  }
  return {
    world,
    enter: async (scene) => await enter(world, scene),
    leave: async (scene) => {
      if (scene === 'suspended') await superviseRecipient(means, OFFICER, 'samal', undefined)
    },
    // Anew for each call: the clock moves past the end of sessions.
    staff: async (role) =>
      await openSession(means.store, { kind: 'staff', id: (roles.get(role) ?? '') as never }),
    api: async (path, body, { language, staff }) => {
      const headers = {
        'accept-language': language,
        ...(staff === undefined ? {} : { authorization: `Bearer ${staff}` }),
      }
      if (body === undefined) return await call('GET', path, headers)
      const json = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      return await call('POST', path, { ...headers, ...json }, JSON.stringify(body))
    },
    get: async (path, by) => await call('GET', path, asBrowser(by)),
    post,
    submission: (applying) => submissionOf(world, { ordinal: NEWCOMER, ...applying }, phoneToken),
    step: async (step, sent, by) => {
      const cookies = draftCookies(world, step, sent)
      const consent = sent.ticked.map((tick) => tick.textSha256)
      const form = step === 'about' ? sent.values : step === 'consents' ? { consent } : {}
      const told = await post(PUBLIC[step], form, { ...by, cookies })
      return { ...told, cookies: { ...cookies, ...told.cookies } }
    },
    stored: async () => await stored(world),
    facts: async ({ subject }) => {
      const known = await means.store.transaction(
        async (unit) => await know(means.store, unit, subject, 'use'),
      )
      assert.ok(known)
      return known.facts
    },
    agreed: (recipient) =>
      means.policy.recipients.find((known) => known.id === recipient)?.agreement?.fields ?? [],
    [Symbol.asyncDispose]: async () => {
      await app.close()
      await world[Symbol.asyncDispose]()
    },
  }
}

/** What the browser would hold when it comes to the step. */
function draftCookies(world: World, step: string, sent: Submission): Cookies {
  const { means } = world.house
  const { token } = sealDraft(means, {
    ...newDraft(means),
    amountTenge: sent.amountTenge,
    termDays: sent.termDays,
    phone: person(NEWCOMER).phone,
    challenge: '-',
    phoneToken: sent.phoneToken,
    ...(step === 'about' ? {} : { values: sent.values }),
    ...(step === 'check' ? { ticked: sent.ticked, recipients: sent.recipients } : {}),
  })
  const pieces = token.match(new RegExp(`.{1,${PIECE_CHARACTERS}}`, 'gs')) ?? []
  return Object.fromEntries(
    pieces.map((piece, place) => [`${COOKIES.draft}${place === 0 ? '' : place}`, piece]),
  )
}

async function staffOfEachRole(world: World): Promise<ReadonlyMap<string, string>> {
  const { means } = world.house
  const ids = new Map<string, string>()
  for (const role of ['clerk', 'officer', 'auditor', 'ghost']) {
    const known = role === 'ghost' ? 'auditor' : role
    const secret = { password: `${role} of the tests`, totpBase32: 'JBSWY3DPEHPK3PXP' }
    await addStaff(means, { login: role, name: role, role: known, ...secret })
    const row = await loadOne(means.store.pool, STAFF, 'login = $1', [role])
    assert.ok(row)
    ids.set(role, row.staff_id)
    await undertake(means, { id: row.staff_id as StaffId, role: known })
    if (role === known) continue
    await keepFormerRole(world, role)
  }
  return ids
}

/** A role of an earlier version of the policy: it stands, and the database would let nobody write it anew. */
async function keepFormerRole(world: World, role: string): Promise<void> {
  const owner = openPool(world.databaseUrl, undefined)
  await owner.query(
    `set session_replication_role = replica; update staff set role = login where login = '${role}'`,
  )
  await owner.end()
}

const ORDINALS: Readonly<Record<Scene, number>> = {
  living: 801,
  withdrawn: 802,
  'recipient withdrawn': 803,
  blocked: 804,
  restricted: 805,
  destroyed: 806,
  suspended: 807,
  expired: 808,
  'agreement over': 809,
}

async function enter(world: World, scene: Scene): Promise<Person> {
  const { clock } = world
  if (scene === 'agreement over') clock.at = BEFORE_THE_END
  const subject = await applied(world, ORDINALS[scene])
  await become(world, scene, subject.subject)
  if (scene === 'expired') clock.pass(31 * DAY)
  if (scene === 'agreement over') clock.pass(9 * DAY)
  return subject
}

async function applied(world: World, ordinal: number): Promise<Person> {
  const { pool } = world.house.means.store
  const answer = await apply(world, { ordinal })
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  const application = answer.effect === 'done' ? answer.application : ''
  const row = await loadOne(pool, APPLICATION, 'application_id = $1', [application])
  const { phone, values } = person(ordinal)
  const held = [phone, ...Object.values(values)]
  return { subject: row?.subject_id as SubjectId, application, values: held }
}

async function become(world: World, scene: Scene, subject: SubjectId): Promise<void> {
  const { means } = world.house
  const { store } = means
  if (scene === 'suspended') await superviseRecipient(means, OFFICER, 'samal', 'overdue')
  if (scene === 'destroyed') {
    await destroyData(means, subject, { role: 'applicant', id: 'self' }, 'request')
  }
  // No use case blocks a person so far: the row says what one would write.
  if (scene === 'blocked' || scene === 'restricted') {
    await store.pool.query('update subject set state = $1 where subject_id = $2', [scene, subject])
  }
  if (scene !== 'withdrawn' && scene !== 'recipient withdrawn') return
  const wanted = scene === 'withdrawn' ? 'recipient is null' : "recipient = 'samal'"
  const { rows } = await store.pool.query<{ id: string }>(
    `select consent_id as id from consent where subject_id = $1 and channel is null and ${wanted}`,
    [subject],
  )
  const done = await withdrawConsent(means, subject, rows[0]?.id ?? '')
  assert.equal(done.effect, 'done')
}

const TABLES = [
  'subject',
  'identity_link',
  'box',
  'keys.subject_key',
  'destruction',
  'consent',
  'consent_text',
  'application',
  'disclosure',
  'outcome',
  'notice',
  'idempotency',
  'code_challenge',
  'session',
  'staff',
  'offer',
  'recipient_state',
  'purpose_state',
] as const

/** Of each table the number of rows and a digest of what stands in them. */
async function stored(world: World): Promise<Stored> {
  // Nobody but the owner is shown all of them.
  const pool = openPool(world.databaseUrl, undefined)
  const parts = TABLES.map(
    (table) =>
      `select '${table}' as name, count(*) || ' ' || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as says from ${table} t`,
  )
  const { rows } = await pool.query<{ name: string; says: string }>(parts.join(' union all '))
  const actions = await pool.query<{ id: string; kind: string; entry: string }>(
    "select action_id as id, kind, convert_from(entry, 'UTF8') as entry from action_inbox",
  )
  await pool.end()
  const tables = Object.fromEntries(rows.map(({ name, says }) => [name, says]))
  return { tables, actions: new Map(actions.rows.map((row) => [row.id, row])) }
}
