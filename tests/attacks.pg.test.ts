/**
 * The thief of the database and whoever writes programs against the door: each attempt is a test.
 *
 * A thief holds every table, the files on the disk, the write-ahead log and the server's own log, and
 * not the key file. A careless programmer holds the store and tries to get values out another way.
 */
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { decide, type Permit } from '@kelisim/rules'
import {
  access,
  BOX,
  holderOf,
  keep,
  type Known,
  know,
  load,
  openPool,
  openSession,
  SUBJECT_SESSION_MS,
  type Pool,
  type Unit,
  type Withheld,
} from '@kelisim/store'
import { moment, type SubjectId } from '@kelisim/terms'
import {
  blindIndex,
  newKeyring,
  pooledRandom,
  type SubjectKey,
  unwrapSubjectKey,
} from '@kelisim/vault'
import { revealField, sendCode } from '@kelisim/work'
import { apply, openWorld, person, START, type World } from './world.ts'

const SECRETS = {
  patronymic: 'Кенесарыұлытаңба',
  email: 'seeded.person.5150@example.kz',
}

/** Nobody else in the cluster of the tests has these numbers, so what is found is ours. */
const FIRST = { ordinal: 9_001, birthDate: '1987-03-29' }
const SECOND = { ordinal: 9_002, birthDate: '1991-08-13' }

let world: World
let owner: Pool
let subjects: readonly SubjectId[]

before(async () => {
  world = await openWorld()
  owner = openPool(world.databaseUrl, undefined)
  for (const applying of [{ ...FIRST, values: SECRETS }, SECOND]) {
    const answer = await apply(world, applying)
    assert.equal(answer.effect, 'done', JSON.stringify(answer))
  }
  await world.sequenceAll()
  const { rows } = await owner.query<{ subject_id: SubjectId }>(
    `select subject_id from box where 'patronymic' = any (fields)
     union all select subject_id from subject where subject_id not in
       (select subject_id from box where 'patronymic' = any (fields))`,
  )
  subjects = rows.map((row) => row.subject_id)
  assert.equal(subjects.length, 2)
})

after(async () => {
  await owner.end()
  await world[Symbol.asyncDispose]()
})

/** A value as it could stand somewhere: plain, hex, base64, and as a hash anyone can compute. */
function forms(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8')
  const hashes = (['md5', 'sha1', 'sha256', 'sha512'] as const).map((name) => hash(name, value))
  const base64 = bytes.toString('base64').replace(/.{2}=*$/, '')
  return [value, bytes.toString('hex'), base64, ...hashes]
}

/** What belongs to these two and to nobody else; enumerated choices say nothing by themselves. */
function numbers(): readonly string[] {
  const people = [FIRST, SECOND].map(({ ordinal, birthDate }) => person(ordinal, birthDate))
  const own = people.flatMap(({ phone, values }) => [phone, phone.slice(2), values['iin'] ?? ''])
  return [...own, ...Object.values(SECRETS)]
}

function namesAndDates(): readonly string[] {
  const { values } = person(FIRST.ordinal, FIRST.birthDate)
  return [values['last_name'] ?? '', FIRST.birthDate, SECOND.birthDate]
}

async function everyTable(): Promise<string> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace where relkind = 'r' and nspname in ('public', 'keys')",
  )
  assert.ok(tables.length > 20)
  const dumps = tables.map(async ({ name }) => {
    const { rows } = await owner.query<{ row: string }>(`select t::text as row from ${name} t`)
    return rows.map((row) => row.row).join('\n')
  })
  return (await Promise.all(dumps)).join('\n')
}

test('a thief with every table reads no value, in no common form (I1, R-99)', async () => {
  await openSession(world.house.means.store, { kind: 'subject', id: subjects[0] as SubjectId })
  await sendCode(world.house.means, person(FIRST.ordinal, FIRST.birthDate).phone, 'kk')
  const dump = await everyTable()
  assert.ok(dump.includes('samal') && dump.length > 50_000, 'the dump holds what is no secret')
  const found = [...numbers(), ...namesAndDates()].flatMap((value) =>
    forms(value).filter((form) => dump.includes(form)),
  )
  assert.deepEqual(found, [])
})

test('a thief with the disk, the write-ahead log and the server’s log reads no value (I11)', async () => {
  await owner.query('checkpoint')
  const { rows } = await owner.query<{ folder: string; base: string }>(
    "select current_setting('data_directory') as folder, pg_relation_filepath('box') as base",
  )
  const folder = rows[0]?.folder ?? ''
  const database = (rows[0]?.base ?? '').split('/').slice(0, -1).join('/')
  const places = [join(folder, database), join(folder, 'pg_wal')]
  const files = places.flatMap((place) =>
    readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(place, entry.name)),
  )
  const log = join(folder, '..', 'postgres.log')
  if (existsSync(log)) files.push(log)
  assert.ok(files.length > 100)
  const secrets = numbers().map((value) => Buffer.from(value, 'utf8'))
  let seen = 0
  for (const file of files) {
    const bytes = readFileSync(file)
    if (bytes.includes('consent_granted')) seen += 1
    for (const secret of secrets) assert.equal(bytes.includes(secret), false, file)
  }
  assert.ok(seen > 0, 'these are the files in which our rows stand')
})

test('without the key the blind index of a known number cannot be made, so numbers cannot be tried', async () => {
  const { rows } = await owner.query<{ kind: 'phone' | 'iin'; blind_index: Buffer }>(
    'select kind, blind_index from identity_link',
  )
  const stored = new Set(rows.map((row) => row.blind_index.toString('hex')))
  const { keyring } = world.house.means.store.keys
  const stranger = newKeyring(keyring.operator, moment(START), pooledRandom())
  const { phone, values: held } = person(FIRST.ordinal, FIRST.birthDate)
  for (const [kind, value] of [
    ['phone', phone],
    ['iin', held['iin'] ?? ''],
  ] as const) {
    const made = Buffer.from(blindIndex(keyring, kind, value)).toString('hex')
    assert.ok(stored.has(made), 'the key makes it')
    assert.ok(!stored.has(Buffer.from(blindIndex(stranger, kind, value)).toString('hex')))
    for (const text of [value, `${kind}:${value}`, `${kind}${value}`]) {
      assert.ok(!stored.has(hash('sha256', text).slice(0, 32)))
      assert.ok(!stored.has(hash('md5', text)))
    }
  }
})

test('a thief’s own keyring opens no wrapped key', async () => {
  const { rows } = await owner.query<{
    subject_id: SubjectId
    key_version: number
    epoch: number
    wrapped: Buffer
  }>('select * from keys.subject_key')
  const { keyring } = world.house.means.store.keys
  const stranger = newKeyring(keyring.operator, moment(START), pooledRandom())
  for (const { subject_id: subject, key_version: keyVersion, epoch, wrapped } of rows) {
    assert.ok(unwrapSubjectKey(keyring, subject, { keyVersion, epoch, wrapped }))
    assert.equal(unwrapSubjectKey(stranger, subject, { keyVersion, epoch, wrapped }), undefined)
  }
})

test('a stolen table of sessions and codes opens no session and tells no code', async () => {
  const { store } = world.house.means
  const token = await openSession(store, { kind: 'subject', id: subjects[0] as SubjectId })
  assert.equal((await holderOf(store, token))?.kind, 'subject')
  const { rows } = await owner.query<{ token_hash: Buffer }>('select token_hash from session')
  for (const { token_hash: stolen } of rows) {
    for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const) {
      assert.equal(await holderOf(store, stolen.toString(form)), undefined)
    }
  }
  const sent = await sendCode(
    world.house.means,
    person(SECOND.ordinal, SECOND.birthDate).phone,
    'kk',
  )
  const challenge = sent.effect === 'done' ? sent.challenge : ''
  const code = /\d{3} \d{3}/.exec(world.outbox.list()[0]?.text ?? '')?.[0]?.replace(' ', '') ?? ''
  const held = await owner.query<{ code_hash: Buffer }>(
    'select code_hash from code_challenge where challenge_id = $1',
    [challenge],
  )
  const stored = held.rows[0]?.code_hash.toString('hex')
  // A million codes are tried in a second, so a hash without a key would tell the code.
  for (const text of [code, `${challenge}:${code}`, `${challenge}${code}`, `code:${code}`]) {
    assert.notEqual(hash('sha256', text), stored)
  }
})

test('whoever writes rows of sessions makes theirs nobody else’s, and lets none last (R-84)', async () => {
  const { store } = world.house.means
  const me = subjects[0] as SubjectId
  const rewrite = async (set: string) => {
    const token = await openSession(store, { kind: 'subject', id: me })
    await owner.query(
      `update session set ${set} where created_at = (select max(created_at) from session)`,
    )
    return await holderOf(store, token)
  }
  assert.equal((await rewrite('holder = holder'))?.id, me)
  for (const set of [
    `kind = 'staff', holder = '${CLERK.id}'`,
    `holder = '${subjects[1] ?? ''}'`,
    "created_at = created_at + interval '1 hour'",
  ]) {
    assert.equal(await rewrite(set), undefined, set)
  }
  const token = await openSession(store, { kind: 'subject', id: me })
  await owner.query("update session set expires_at = expires_at + interval '1 year'")
  const { at } = world.clock
  world.clock.pass(SUBJECT_SESSION_MS)
  assert.equal(await holderOf(store, token), undefined)
  world.clock.at = at
})

const CLERK = { role: 'clerk', id: '0198a000-0000-7000-8000-000000000001' }
const OPENING = { kind: 'values_opened', actor: CLERK } as const

async function withPermit<T>(
  work: (unit: Unit, known: Known & { readonly key: SubjectKey }, permit: Permit) => Promise<T>,
  fields: readonly string[] = ['phone'],
): Promise<T> {
  const { means } = world.house
  return await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subjects[0] as SubjectId, 'use')
    assert.ok(known?.key)
    const question = { role: 'clerk', operation: 'extract', purpose: 'contract', fields }
    const asked = { ...question, at: unit.at, policy: means.policy.hash }
    const decision = decide(means.tables, asked, known.facts)
    assert.equal(decision.effect, 'permit')
    return await work(unit, { ...known, key: known.key }, decision as Permit)
  })
}

const FORGERIES: Readonly<Record<string, (permit: Permit) => unknown>> = {
  'a copy': (permit) => ({ ...permit }),
  'a copy with more fields': (permit) => ({ ...permit, fields: ['phone', 'iin'] }),
  'a copy through JSON': (permit) => JSON.parse(JSON.stringify(permit)) as unknown,
  'an heir': (permit) => Object.create(permit) as unknown,
  'a stand-in that answers with other fields': (permit) =>
    new Proxy(permit, {
      get: (held, name) => (name === 'fields' ? ['iin'] : Reflect.get(held, name)),
    }),
  'a thing of the same class': (permit) =>
    Object.create(
      Object.getPrototypeOf(permit) as object,
      Object.getOwnPropertyDescriptors(permit),
    ),
  'nothing at all': () => undefined,
}

for (const [what, forge] of Object.entries(FORGERIES)) {
  test(`a forged permit opens nothing: ${what} (I1)`, async () => {
    await assert.rejects(
      withPermit(
        async (unit, known, permit) => await access(unit, known, forge(permit) as Permit, OPENING),
      ),
      /a permit that the rules did not make/,
    )
  })
}

test('a permit cannot be widened after it was made: it is frozen (I1)', async () => {
  await withPermit(async (_unit, _known, permit) => {
    assert.throws(() => (permit.fields as string[]).push('iin'), TypeError)
    assert.throws(() => Object.assign(permit, { fields: ['iin'] }), TypeError)
  })
})

test('a permit for one person opens nothing of another, and gives only the fields it names (I1)', async () => {
  const { means } = world.house
  await assert.rejects(
    withPermit(async (unit, _known, permit) => {
      const other = await know(means.store, unit, subjects[1] as SubjectId, 'use')
      assert.ok(other)
      return await access(unit, other, permit, OPENING)
    }),
    /another subject's permit/,
  )
  const opened = await withPermit(
    async (unit, known, permit) => await access(unit, known, permit, OPENING),
    ['phone', 'patronymic'],
  )
  assert.deepEqual(opened.read(), {
    phone: person(FIRST.ordinal, FIRST.birthDate).phone,
    patronymic: SECRETS.patronymic,
  })
})

test('nothing is kept that the permit does not name (I9)', async () => {
  await assert.rejects(
    withPermit(async (unit, known, permit) => {
      const keeping = { values: { iin: '1' }, source: 'x', retainUntil: 0 }
      await keep(unit, known, permit, keeping, false)
    }),
    /a value without a permit: iin/,
  )
})

test('values are withheld until the commit, and for ever when there was none (I2)', async () => {
  let early: unknown
  let never: Withheld | undefined
  const late = await withPermit(async (unit, known, permit) => {
    const withheld = await access(unit, known, permit, OPENING)
    try {
      withheld.read()
    } catch (error) {
      early = error
    }
    return withheld
  })
  assert.match(String(early), /withheld until their action is recorded/)
  assert.equal(late.read()['phone'], person(FIRST.ordinal, FIRST.birthDate).phone)
  await assert.rejects(
    withPermit(async (unit, known, permit) => {
      never = await access(unit, known, permit, OPENING)
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  assert.throws(() => never?.read(), /withheld/)
})

test('a change that no action names does not commit and leaves nothing (I2, I7)', async () => {
  const { store } = world.house.means
  const mine = async () =>
    await load(store.as.auditor, BOX, 'subject_id = $1 order by box', [subjects[0]])
  const held = await mine()
  await assert.rejects(
    store.transaction(async (unit) => {
      const [box] = held
      assert.ok(box)
      unit.put(BOX, { ...box, source: 'elsewhere' }, box)
    }),
    /a change without an action/,
  )
  assert.deepEqual(await mine(), held)
})

test('an application id of another’s making is nobody’s: no error tells more', async () => {
  const { means } = world.house
  const nobody = '0198a000-0000-7000-8000-00000000ffff'
  const staff = { ...CLERK, id: CLERK.id as never, name: 'Д. Ким' }
  const answer = await revealField(means, staff, nobody, 'phone', 'contract')
  assert.equal(answer.effect === 'refuse' ? answer.code : '', 'not_found')
})
