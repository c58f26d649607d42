/**
 * The door as the program opens it: what the database gives of a person, in the transaction that records the look.
 *
 * Each test has people of its own. Invariants I1, I2, I4, I6; requirements.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '@kelisim/postgres'
import type { Permit, Question } from '@kelisim/rules'
import { DAY, later, type SubjectId, subjectId } from '@kelisim/terms'
import { forgetEpoch, handleOf, rotateKeyring, type SubjectKey, wrapAnew } from '@kelisim/vault'
import pg from 'pg'
import { access, ask, boxesOf, keep, type Withheld } from './door.ts'
import { readEntry } from './entry.ts'
import { know, type Known, recall } from './facts.ts'
import { migrate } from './migrate.ts'
import { letRolesIn, ROLES } from './roles.ts'
import { AT, CATEGORIES, keyring, policy, random, rightOf, SELF, tables } from './sample-policy.ts'
import { openStore, type Store } from './store.ts'
import { enterSubject, turnKey } from './subject.ts'
import { CONSENT } from './table.ts'
import { ADOPTION_LOCK, type Unit } from './unit.ts'

const NOBODY_SUSPENDED = { recipients: [], purposes: [] }
const VALUES = { phone: '+77010000003', email: 'a@example.kz' }
const OPENING = { kind: 'values_opened', actor: SELF } as const
/** The hash of the words that were shown. */
const TEXT = '0'.repeat(64)
const NOBODY = subjectId(random(16))

let database: TestDatabase
let owner: pg.Client
let store: Store
let ring = keyring
let renewals = 0
/** What stands outside the database: read by `renewKeyring`. */
let outside = keyring
before(async () => {
  database = await testDatabase({
    name: 'kelisim',
    prepare: async (url) => void (await migrate(url)),
  })
  await letRolesIn(database.url)
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  store = openStore({
    database: { roles: Object.fromEntries(ROLES.map((role) => [role, database.urlAs(role)])) },
    now: () => AT,
    random,
    keyring: () => ring,
    renewKeyring: async () => void (ring = outside),
    policy,
    tables,
    renewPolicy: async () => void renewals++,
  })
})
after(async () => {
  await store?.close()
  await owner?.end()
  await database?.close()
})

function permitFor(
  unit: Unit,
  known: Known,
  operation: string,
  ...fields: readonly string[]
): Permit {
  const answer = ask(unit, known, SELF, rightOf(operation, ...fields))
  assert.ok(answer.effect === 'permit', JSON.stringify(answer))
  return answer
}

/** A person with a phone and an e-mail, and the consents that `more` writes. */
async function enter(
  more: (unit: Unit, subject: SubjectId) => void = () => undefined,
): Promise<SubjectId> {
  return await store.transaction(async (unit) => {
    const known = enterSubject(store, unit, CATEGORIES, NOBODY_SUSPENDED)
    const keeping = { values: VALUES, source: 'site', retainUntil: later(AT, DAY) }
    await keep(unit, known, permitFor(unit, known, 'change', 'phone', 'email'), keeping, true)
    more(unit, known.facts.subject)
    unit.record({ kind: 'values_kept', actor: SELF }, known.key)
    return known.facts.subject
  })
}

async function knowing<T>(
  subject: SubjectId,
  work: (unit: Unit, known: Known) => Promise<T>,
): Promise<T> {
  return await store.transaction(async (unit) => {
    const known = await know(store, unit, subject, 'use')
    assert.ok(known)
    return await work(unit, known)
  })
}

async function opened(subject: SubjectId, ...fields: readonly string[]): Promise<Withheld> {
  return await knowing(subject, async (unit, known) =>
    access(unit, known, permitFor(unit, known, 'extract', ...fields), OPENING),
  )
}

const look = async (subject: SubjectId, question: Question = rightOf('extract', 'phone')) =>
  await store.look({ subject, question, opening: OPENING })

/** What waits for the ledger about this person, but the entry with which the test began. */
async function recorded(key: SubjectKey | undefined) {
  assert.ok(key)
  const { rows } = await owner.query<{ entry: Buffer }>(
    "select entry from action_inbox where handle = $1 and kind <> 'values_kept' order by kind",
    [handleOf(key)],
  )
  return rows.map(({ entry }) => readEntry(entry))
}

async function keyOf(subject: SubjectId): Promise<SubjectKey | undefined> {
  return (await recall(store, subject))?.key
}

test('I1, I2: what is opened is withheld until its entry stands, and names who looked at what', async () => {
  const subject = await enter()
  const withheld = await knowing(subject, async (unit, known) => {
    const answer = await access(unit, known, permitFor(unit, known, 'extract', 'phone'), OPENING)
    assert.throws(() => answer.read(), /withheld/)
    return answer
  })
  assert.deepEqual(withheld.read(), { phone: VALUES.phone })
  const { kind, fields, actor, operation } =
    (await recorded(await keyOf(subject))).at(-1) ?? assert.fail()
  assert.deepEqual(
    { kind, fields, actor, operation },
    { kind: 'values_opened', fields: ['phone'], actor: SELF, operation: 'extract' },
  )
})

test('I1: another person’s permit opens nothing, nor does a copy of one', async () => {
  const [one, other] = [await enter(), await enter()]
  const permit = await knowing(one, async (unit, known) =>
    permitFor(unit, known, 'extract', 'phone'),
  )
  const open = async (given: Permit) =>
    await knowing(other, async (unit, known) => access(unit, known, given, OPENING))
  await assert.rejects(open(permit), /another subject's permit/)
  await assert.rejects(open({ ...permit }), /that the rules did not make/)
})

test('R-40: what is kept goes to what stands already, and a new person’s boxes are not asked for', async () => {
  const subject = await enter()
  await knowing(subject, async (unit, known) => {
    const { key } = known
    assert.ok(key)
    const keeping = { values: { email: 'b@example.kz' }, source: 'desk', retainUntil: AT }
    await keep(unit, { ...known, key }, permitFor(unit, known, 'change', 'email'), keeping, false)
    unit.record({ kind: 'values_kept', actor: SELF }, key)
  })
  const withheld = await opened(subject, 'phone', 'email')
  assert.deepEqual(withheld.read(), { phone: VALUES.phone, email: 'b@example.kz' })
  const boxes = await store.transaction(async (unit) => boxesOf(unit, subject))
  assert.deepEqual(
    boxes.map(({ box, version }) => [box, version]),
    [['contact', 2]],
  )
})

test('I4: without the person’s key nothing opens, and it is told as tampering', async () => {
  const subject = await enter()
  await owner.query('delete from keys.subject_key where subject_id = $1', [subject])
  await assert.rejects(opened(subject, 'phone'), /the key of a living subject is gone/)
  await assert.rejects(look(subject), /the key of a living subject is gone/)
})

test('I2, I4: a look alone is decided and recorded by itself, and one tampered box is one failed look', async () => {
  const [one, other] = [await enter(), await enter()]
  await owner.query("update box set sealed = '\\x00' where subject_id = $1", [other])
  const [seen, tampered, refused, unknown] = await Promise.allSettled([
    look(one),
    look(other),
    look(one, { ...rightOf('extract', 'phone'), purpose: 'gossip' }),
    look(NOBODY),
  ])
  assert.ok(seen.status === 'fulfilled' && seen.value.effect === 'released')
  assert.deepEqual(seen.value.values, { phone: VALUES.phone })
  assert.ok(tampered.status === 'rejected')
  assert.match(String(tampered.reason), /a box does not open: contact/)
  assert.ok(refused.status === 'fulfilled' && refused.value.effect === 'refuse')
  assert.deepEqual(unknown, { status: 'fulfilled', value: { effect: 'unknown_subject' } })
  const told = await recorded(await keyOf(one))
  const outline = told.map(({ kind, fields, purpose, code }) => [kind, fields, purpose, code])
  assert.deepEqual(outline, [
    ['refused', ['phone'], 'gossip', 'unknown_purpose'],
    ['values_opened', ['phone'], 'subject_rights', undefined],
  ])
  assert.deepEqual(await recorded(await keyOf(other)), [])
})

test('R-41: a blocked key opens for the person’s own look, in a unit and alone', async () => {
  const subject = await enter()
  await knowing(subject, async (unit, known) => {
    await turnKey(store, unit, known, 'blocked')
    unit.record({ kind: 'data_blocked', actor: SELF }, known.key)
  })
  assert.ok((await keyOf(subject))?.isBlocked)
  assert.deepEqual((await opened(subject, 'email')).read(), { email: VALUES.email })
  const seen = await look(subject)
  assert.ok(seen.effect === 'released')
  assert.deepEqual(seen.values, { phone: VALUES.phone })
})

function consent(subject: SubjectId, more: object) {
  return {
    subject_id: subject,
    consent_id: crypto.randomUUID(),
    control: 'contract',
    purpose: 'contract',
    operations: ['extract', 'use'],
    fields: ['phone', 'email'],
    recipient: undefined,
    channel: undefined,
    text_sha256: TEXT,
    language: 'kk',
    policy_hash: policy.hash,
    policy_version: 1,
    confirmed_by: 'otp',
    granted_at: later(AT, -DAY),
    expires_at: later(AT, DAY),
    withdrawn_at: undefined,
    ...more,
  }
}

test('I6: the rules are told every consent as it stands, who is suspended, and what somebody else withdrew later', async () => {
  await owner.query("insert into consent_text values ($1, 'contract', 'kk', $2, 'words')", [
    TEXT,
    policy.hash,
  ])
  const withdrawn = { withdrawn_at: later(AT, 5) }
  const subject = await enter((unit, person) => {
    for (const more of [{}, { recipient: 'samal' }, { channel: 'sms' }, withdrawn]) {
      unit.put(CONSENT, consent(person, more))
    }
  })
  await owner.query(
    `insert into recipient_state (recipient, suspended_at, reason, salt)
     values ('ules', now(), 'x', 's'), ('samal', null, null, 's') on conflict do nothing`,
  )
  await owner.query(
    `insert into purpose_state (purpose, suspended_at, reason, salt)
     values ('statistics', now(), 'x', 's'), ('offers', null, null, 's') on conflict do nothing`,
  )
  const base = {
    purpose: 'contract',
    operations: ['extract', 'use'],
    fields: ['phone', 'email'],
    grantedAt: later(AT, -DAY),
    expiresAt: later(AT, DAY),
  }
  const expected = {
    subject,
    state: 'live',
    subjectCategories: CATEGORIES,
    suspendedRecipients: ['ules'],
    suspendedPurposes: ['statistics'],
    obligations: [],
  }
  const known = await knowing(subject, async (_, found) => found)
  const held = await store.about(subject, (writing, holding) => {
    writing.record({ kind: 'values_kept', actor: SELF }, holding.key)
    return holding
  })
  const consents = [{}, { channel: 'sms' }, { recipient: 'samal' }, { withdrawnAt: AT }]
  for (const told of [known, held, await recall(store, subject)]) {
    assert.ok(told?.key)
    const { consents: found, ...facts } = told.facts
    assert.deepEqual(facts, expected)
    const words = found.map(({ id, ...rest }) => (assert.ok(id.length > 30), rest))
    assert.deepEqual(sorted(words), sorted(consents.map((more) => ({ ...base, ...more }))))
  }
  const boxes = held?.boxes.map(({ box, fields, version, source }) => ({
    box,
    fields,
    version,
    source,
  }))
  assert.deepEqual(boxes, [
    { box: 'contact', fields: ['phone', 'email'], version: 1, source: 'site' },
  ])
})

function sorted<Item>(items: readonly Item[]): readonly Item[] {
  const text = (one: Item) => JSON.stringify(one)
  return items.toSorted((one, other) => (text(one) < text(other) ? -1 : 1))
}

test('nobody is known by an id that nobody has', async () => {
  assert.equal(await recall(store, NOBODY), undefined)
  assert.equal(await store.transaction(async (unit) => know(store, unit, NOBODY, 'use')), undefined)
  assert.equal(await store.about(NOBODY, () => 'somebody'), undefined)
})

test('I6: a use shares the person’s row with other uses, a change has it alone, and nobody afterwards', async () => {
  const subject = await enter()
  const isTaken = async (mode: 'share' | 'update') =>
    await owner
      .query(`select from subject where subject_id = $1 for ${mode} nowait`, [subject])
      .then(
        () => false,
        (error: { code?: string }) => error.code === '55P03',
      )
  const taken = async (why: 'use' | 'change') =>
    await store.transaction(async (unit) => {
      await know(store, unit, subject, why)
      return [await isTaken('share'), await isTaken('update')]
    })
  assert.deepEqual(await taken('use'), [false, true])
  assert.deepEqual(await taken('change'), [true, true])
  assert.deepEqual([await isTaken('share'), await isTaken('update')], [false, false])
})

/** Another process has rotated the keys and wrapped this person's anew; this process has not heard of it. */
async function wrapElsewhere(subject: SubjectId): Promise<number> {
  const { rows } = await owner.query<{ epoch: number; wrapped: Buffer }>(
    'select epoch, wrapped from keys.subject_key where subject_id = $1',
    [subject],
  )
  const [row] = rows
  assert.ok(row)
  outside = rotateKeyring(ring, AT, random)
  const anew = wrapAnew(outside, subject, { ...row, keyVersion: 1 }, random, random(12))
  assert.ok(anew)
  await owner.query('update keys.subject_key set epoch = $2, wrapped = $3 where subject_id = $1', [
    subject,
    anew.epoch,
    anew.wrapped,
  ])
  return row.epoch
}

test('R-99: a key that another process has wrapped anew is read with the keyring of today', async () => {
  for (const read of [
    async (subject: SubjectId) => (await look(subject)).effect === 'released',
    async (subject: SubjectId) => (await opened(subject, 'phone')).read()['phone'] === VALUES.phone,
  ]) {
    const subject = await enter()
    const old = await wrapElsewhere(subject)
    outside = forgetEpoch(outside, old)
    assert.ok(await read(subject))
    assert.equal(ring, outside)
  }
})

test('R-99: of people looked at together one key wrapped anew is enough to read the keyring anew', async () => {
  const [one, other] = [await enter(), await enter()]
  await wrapElsewhere(one)
  const seen = await Promise.all([look(one), look(other)])
  assert.deepEqual(
    seen.map(({ effect }) => effect),
    ['released', 'released'],
  )
  assert.equal(ring, outside)
})

test('I10: what was decided under a superseded version leaves nothing; the unit that adopts has its turn alone', async () => {
  const versions = async (sql: string) =>
    await owner.query(
      `set session_replication_role = replica; ${sql}; reset session_replication_role`,
    )
  const hash = 'f'.repeat(64)
  await versions(`insert into policy_version values (1, '${hash}', 'm', now(), 's')`)
  try {
    await assert.rejects(enter(), { code: 'KP001' })
    assert.equal(renewals, 4, 'the version in force is asked for before each further try')
    const isFree = async () => {
      const asked = `select pg_try_advisory_xact_lock_shared(${ADOPTION_LOCK}) as free`
      return (await owner.query<{ free: boolean }>(asked)).rows[0]?.free
    }
    await store.transaction(async (unit) => {
      await unit.adopting()
      assert.equal(await isFree(), false)
      const known = enterSubject(store, unit, CATEGORIES, NOBODY_SUSPENDED)
      unit.record({ kind: 'policy_adopted', actor: SELF }, known.key)
    })
    assert.equal(await isFree(), true)
  } finally {
    await versions('delete from policy_version')
  }
})
