/**
 * Questions asked all day find their rows by an index when the tables are large.
 *
 * The plan is taken from the very statements of the use cases: the queries of a call are watched, and
 * each is explained as the application, with its own values. The world is synthetic and made by SQL.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import {
  actionsInWindow,
  handlesSpokenOf,
  holderOf,
  openPool,
  openSession,
  type Pool,
  type RegisterWish,
  searchRegister,
} from '@kelisim/store'
import { HOUR, later, type StaffId, type SubjectId } from '@kelisim/terms'
import {
  consentReceipt,
  doWhatIsDue,
  endWhatHasRunOut,
  hearConfirmation,
  hearIncident,
  hearOutcome,
  openCard,
  listApplications,
  rotateKeys,
  seeOwnActions,
  seeOwnData,
  seeStaffActions,
  sendCode,
  signIn,
  whoCalls,
  withdrawConsent,
} from '@kelisim/work'
import { apply, confirmPhone, openWorld, person, START, type World } from './world.ts'

const PEOPLE = 20_000
const ENTRIES = 40_000
/** About one person. */
const MANY_ENTRIES = 10_000
/** Scanning a table of fewer rows than this is cheaper than an index. */
const SMALL = 1_000
const CLERK = {
  id: '0198a000-0000-7000-8000-000000000001' as StaffId,
  name: 'Д. Ким',
  role: 'clerk',
}

let world: World
let owner: Pool
let me: SubjectId
let large: ReadonlySet<string>

before(async () => {
  world = await openWorld()
  owner = openPool(world.databaseUrl, undefined)
  await apply(world)
  await world.sequenceAll()
  const { rows } = await owner.query<{ subject_id: SubjectId; handle: string }>(
    "select subject_id, handle from subject, ledger_entry where kind = 'consent_granted' limit 1",
  )
  me = rows[0]?.subject_id as SubjectId
  await fill(rows[0]?.handle ?? '')
})

after(async () => {
  await owner.end()
  await world[Symbol.asyncDispose]()
})

const AT = `timestamptz '${new Date(START).toISOString()}'`
const SUBJECT = "md5('s' || n)::uuid"

/** One statement for each table; nothing in it belongs to anybody and no box opens. */
async function fill(handle: string): Promise<void> {
  const people = `generate_series(1, ${PEOPLE}) n`
  const later = `${AT} + n * interval '1 minute'`
  const spread = `${AT} - n * interval '1 minute'`
  const inserts = [
    `insert into subject select ${SUBJECT}, 'live', '{potential_borrower,client}', 1, ${spread}, ${spread}, null, 's' from ${people}`,
    `insert into keys.subject_key select ${SUBJECT}, 1, 1, 'x' from ${people}`,
    `insert into identity_link select kind, decode(md5(kind || n), 'hex'), ${SUBJECT}, 's'
       from ${people}, unnest(array['phone', 'iin']) kind`,
    `insert into box select ${SUBJECT}, box, 1, 'x', '{phone}', 'site', ${spread}, ${AT} + n * interval '1 hour', 's'
       from ${people}, unnest(array['identity', 'contact', 'situation']) box`,
    `insert into consent select ${SUBJECT}, md5('c' || n)::uuid, 'contract', 'contract', '{}', '{}', null, null,
       (select sha256 from consent_text limit 1), 'kk', 'h', 1, 'otp', ${spread}, ${AT} + interval '1 year', null, 's'
       from ${people}`,
    `insert into application select ${SUBJECT}, md5('a' || n)::uuid, n::text, 1, 1, 'kk',
       (array['submitted', 'in_progress', 'closed'])[1 + n % 3], null, 'site', ${spread}, ${spread}, 's' from ${people}`,
    `insert into disclosure select ${SUBJECT}, md5('d' || n)::uuid, md5('a' || n)::uuid, 'samal', md5('c' || n)::uuid,
       '{}', 'accepted', null, null, 0, 1, case when n % 100 = 0 then ${AT} + interval '1 day' end,
       ${spread}, ${spread}, ${spread}, 's' from ${people}`,
    `insert into outcome select ${SUBJECT}, md5('d' || n)::uuid, 'e', 'approved', ${spread}, ${spread}, 's' from ${people}`,
    `insert into notice select ${SUBJECT}, md5('n' || n)::uuid, md5('d' || n)::uuid, 'samal', 'destroy', 'planned', 0,
       case when n % 100 = 0 then ${AT} + interval '1 day' end, ${AT} + interval '9 days', ${spread}, null, 's' from ${people}`,
    `insert into session select decode(md5('t' || n), 'hex'), 'subject', ${SUBJECT}, ${spread}, ${later}, decode(repeat('00', 32), 'hex')
       from ${people}`,
    `insert into code_challenge select md5('h' || n)::uuid, decode(md5('p' || n % 5000), 'hex'), 'x', 0, ${later}, ${later}
       from ${people}`,
    `insert into idempotency select decode(md5('i' || n), 'hex'), 'x', 'done', '{}', ${later} from ${people}`,
    `insert into ledger_entry select 1000 + n, md5('l' || n)::uuid, 'h' || n % 5000, 'values_listed', ${spread},
       convert_to('{"actor":{"id":"' || md5('f' || n % 50)::uuid || '","role":"clerk"},"v":1}', 'UTF8') from generate_series(1, ${ENTRIES}) n`,
    `insert into ledger_entry select 100000 + n, md5('m' || n)::uuid, '${handle}', 'values_listed', ${spread},
       convert_to('{"actor":{"id":"${CLERK.id}","role":"clerk"},"kind":"values_listed","v":1}', 'UTF8')
       from generate_series(1, ${MANY_ENTRIES}) n`,
  ]
  // The rows are consistent by making; checking each reference would take most of the time.
  for (const insert of inserts) {
    await owner.query(`set local session_replication_role = replica; ${insert}`)
  }
  await owner.query('vacuum analyze')
  const { rows } = await owner.query<{ relname: string }>(
    "select relname from pg_class where relkind = 'r' and reltuples > $1",
    [SMALL],
  )
  large = new Set(rows.map((row) => row.relname))
}

interface Asked {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Every statement that the store sends while `call` runs. */
async function watched(call: () => Promise<unknown>): Promise<readonly Asked[]> {
  const asked: Asked[] = []
  const client = pg.Client.prototype as { query: (...given: unknown[]) => unknown }
  const original = client.query
  client.query = function (this: unknown, ...given: unknown[]): unknown {
    const [first, second] = given
    const sent =
      typeof first === 'string' ? { text: first, values: second as readonly unknown[] } : first
    // An exchange carries several statements.
    const statements = (sent as { asked?: readonly Asked[] }).asked ?? [sent as Asked]
    for (const { text, values } of statements) {
      asked.push({ text, values: Array.isArray(values) ? values : [] })
    }
    return original.apply(this, given)
  }
  try {
    await call()
  } finally {
    client.query = original
  }
  return asked
}

interface Plan {
  readonly 'Node Type': string
  readonly 'Plan Rows': number
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Plan[]
}

function scanned(plan: Plan): readonly string[] {
  const here = plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? ''] : []
  return [...here, ...(plan.Plans ?? []).flatMap(scanned)]
}

/** Large tables that the statement would read from end to end. */
async function scansOf(asked: Asked): Promise<readonly string[]> {
  const tables = (await plansOf(asked)).flatMap(scanned)
  return tables.filter((table) => large.has(table))
}

/** How many rows it means to sort at once, where that is many. */
async function sortedOf(asked: Asked): Promise<readonly number[]> {
  const sorted = (plan: Plan): readonly number[] => [
    ...(plan['Node Type'] === 'Sort' ? [plan['Plan Rows']] : []),
    ...(plan.Plans ?? []).flatMap(sorted),
  ]
  return (await plansOf(asked)).flatMap(sorted).filter((rows) => rows > SMALL)
}

async function plansOf(asked: Asked): Promise<readonly Plan[]> {
  if (!/^\s*(?:with|select|update|delete|insert)\b/i.test(asked.text)) return []
  const { rows } = await owner.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
    `explain (format json) ${asked.text}`,
    [...asked.values],
  )
  return rows.flatMap((row) => row['QUERY PLAN'].map((one) => one.Plan))
}

async function assertByIndex(call: () => Promise<unknown>, among: RegExp): Promise<void> {
  const asked = await watched(call)
  // A call that asked nothing of the table in question would prove nothing.
  assert.ok(
    asked.some((one) => among.test(one.text)),
    `no statement is like ${String(among)}`,
  )
  const seen = new Set<string>()
  for (const one of asked) {
    if (seen.has(one.text)) continue
    seen.add(one.text)
    assert.deepEqual(await scansOf(one), [], one.text)
  }
}

test('the watch sees a scan where there is one', async () => {
  const { pool } = world.house.means.store
  const [asked] = await watched(
    async () => await pool.query('select 1 from box where source = $1', ['x']),
  )
  assert.ok(asked)
  assert.deepEqual(await scansOf(asked), ['box'])
  assert.ok(large.has('ledger_entry') && large.has('notice') && large.has('code_challenge'))
})

test('a person applies, signs in, asks for a code, withdraws: by index at any size', async () => {
  const { means } = world.house
  const { phone } = person(2)
  await assertByIndex(async () => await apply(world, { ordinal: 2 }), /identity_link/)
  await assertByIndex(
    async () => await sendCode(means, phone, 'kk'),
    /count\(\*\) from code_challenge/,
  )
  const token = await confirmPhone(world, person(3).phone)
  await assertByIndex(async () => await signIn(means, token), /identity_link/)
  const session = await openSession(means.store, { kind: 'subject', id: me })
  await assertByIndex(async () => await holderOf(means.store, session), /from session/)
  const consent = await owner.query<{ consent_id: string }>(
    "select consent_id from consent where subject_id = $1 and control = 'contract'",
    [me],
  )
  const id = consent.rows[0]?.consent_id ?? ''
  await assertByIndex(async () => await consentReceipt(means, me, id), /consent_granted/)
  await assertByIndex(async () => await withdrawConsent(means, me, id), /from disclosure/)
})

test('a person sees ten thousand actions of theirs page by page, by index', async () => {
  const { means } = world.house
  await assertByIndex(async () => await seeOwnData(means, me), /from ledger_entry where handle/)
  const page = await seeOwnActions(means, me, undefined)
  assert.equal(page.length, 50)
  const ids = page.map((row) => row.entry.id)
  await assertByIndex(async () => await seeOwnActions(means, me, ids.at(-1)), /action_id < \$3/)
})

test('the desk lists and opens applications and shows what a clerk did, by index', async () => {
  const { means } = world.house
  const cursor = `${START - 5_000 * 60_000}.ffffffff-ffff-4fff-8fff-ffffffffffff`
  for (const state of [undefined, 'in_progress']) {
    for (const after of [undefined, cursor]) {
      await assertByIndex(
        async () => await listApplications(means, CLERK, state, after),
        /from application where/,
      )
    }
  }
  const { rows } = await owner.query<{ application_id: string }>(
    'select application_id from application where subject_id = $1',
    [me],
  )
  const application = rows[0]?.application_id ?? ''
  await assertByIndex(
    async () => await openCard(means, CLERK, application),
    /from application where/,
  )
  await assertByIndex(
    async () => await seeStaffActions(means, CLERK, undefined),
    /substring\(entry/,
  )
})

test('the register of actions is asked by index, whatever is asked and however far back (R-85)', async () => {
  const { store } = world.house.means
  const place = { at: START, index: 5_000 }
  const wishes: readonly RegisterWish[] = [
    {},
    { handle: 'h7' },
    { actor: CLERK.id },
    { recipient: 'samal' },
    { purpose: 'contract' },
    { operation: 'extract' },
    { refused: true },
    { from: START, to: later(START, HOUR) },
    { actor: CLERK.id, purpose: 'contract', refused: true, from: START },
  ]
  for (const wish of wishes) {
    for (const before of [undefined, place]) {
      const [asked] = await watched(async () => await searchRegister(store, wish, 50, before))
      assert.ok(asked)
      assert.deepEqual(await scansOf(asked), [], asked.text)
      assert.deepEqual(await sortedOf(asked), [], `sorts what should stand in order: ${asked.text}`)
    }
  }
})

test('what a lender says finds its row by index', async () => {
  const { means } = world.house
  const { rows } = await owner.query<{ lead: string; notice: string; disclosure: string }>(
    `select md5('a7')::uuid as lead, md5('n7')::uuid as notice, md5('d7')::uuid as disclosure`,
  )
  const { lead = '', notice = '', disclosure = '' } = rows[0] ?? {}
  const occurred = new Date(START).toISOString()
  const outcome = {
    event_id: notice,
    lead_id: lead,
    disclosure_id: disclosure,
    event: 'approved',
    occurred_at: occurred,
  }
  await assertByIndex(
    async () => await hearOutcome(means, 'samal', lead, outcome as never),
    /from disclosure where/,
  )
  const said = { notice_id: notice, disclosure_id: disclosure }
  await assertByIndex(
    async () => await hearConfirmation(means, 'samal', said as never),
    /from notice/,
  )
  const report = {
    report_id: notice,
    occurred_at: occurred,
    text: 'a laptop is gone',
    leads: [lead],
  }
  await assertByIndex(
    async () => await hearIncident(means, world.house.detection, 'samal', report),
    /from disclosure d/,
  )
  const unsigned = {
    headers: {},
    body: Buffer.alloc(0),
    asked: 'notice_answered',
    named: CLERK.id,
  } as const
  await assertByIndex(async () => await whoCalls(means, unsigned), /from notice where/)
  await assertByIndex(
    async () => await actionsInWindow(means.store.pool, { recipient: 'samal' }, START, ENTRIES),
    /where actor =/,
  )
  await assertByIndex(
    async () => await handlesSpokenOf(means.store.pool, 'samal', START, later(START, HOUR)),
    /where actor =/,
  )
})

test('what is due and what has run out are found by index, not by looking through everybody', async () => {
  const { means } = world.house
  const trouble = (_what: string, error: unknown) => {
    throw error
  }
  world.clock.pass(10 * HOUR)
  await assertByIndex(async () => await endWhatHasRunOut(means, trouble), /retain_until <= \$1/)
  const gone = await owner.query("select from subject where state = 'destroyed'")
  assert.equal(gone.rowCount, 10)
  world.clock.pass(20 * HOUR)
  await assertByIndex(async () => await doWhatIsDue(means, trouble), /due_at <= \$1/)
})

test('rotation takes the keys stretch by stretch as they lie, and none twice', async () => {
  const { means } = world.house
  const kept = async () => undefined
  // The keys of the synthetic people are none; only the question is of interest here.
  await assertByIndex(
    async () => await assert.rejects(rotateKeys(means, kept), /unwrap a key/),
    /from keys\.subject_key held where epoch[^]*ctid >= \$2/,
  )
})
