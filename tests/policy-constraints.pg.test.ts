/** The database itself refuses what the policy does not allow, whoever writes it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { databaseRuleRows, databaseRules, documentsOf } from '@kelisim/documents'
import { consentTexts, type Policy } from '@kelisim/policy'
import { testDatabase } from '@kelisim/postgres'
import { applyPolicyConstraints, keepPolicyRules, migrate, policyBreaches } from '@kelisim/store'
import { Client } from 'pg'
import { adoptNext, nextFolder, openOwn, withoutField } from './policy-versions.ts'
import { apply, openWorld } from './world.ts'

const FIXTURE = new URL('../packages/documents/fixture/policy.json', import.meta.url)
const POLICY = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Policy
const SUBJECT = '01970000-0000-7000-8000-000000000001'
const CHECK_VIOLATION = '23514'

async function open(context: TestContext): Promise<{ client: Client; url: string }> {
  const database = await testDatabase()
  await migrate(database.url)
  const client = new Client({ connectionString: database.url })
  await client.connect()
  context.after(async () => {
    await client.end()
    await database.close()
  })
  await client.query(
    `insert into subject values ($1, 'live', '{potential_borrower}', 1, now(), now(), null, 's')`,
    [SUBJECT],
  )
  return { client, url: database.url }
}

let ordinal = 1
async function box(client: Client, name: string, fields: readonly string[]): Promise<unknown> {
  await client.query('delete from box')
  return await client.query(
    `insert into box values ($1, $2, 1, '\\x00', $3, 'form', now(), now(), 's')`,
    [SUBJECT, name, fields],
  )
}

async function consent(client: Client, changed: Record<string, unknown> = {}): Promise<unknown> {
  const text = consentTexts(POLICY, 'kk').find(({ control }) => control === 'recipient:samal')
  assert.ok(text !== undefined)
  await client.query(
    `insert into consent_text values ($1, $2, 'kk', $3, $4) on conflict do nothing`,
    [text.sha256, text.control, POLICY.hash, text.verbatim],
  )
  const row: Record<string, unknown> = {
    purpose: text.purpose,
    operations: text.operations,
    fields: text.fields,
    recipient: text.recipient,
    channel: null,
    policy_hash: POLICY.hash,
    ...changed,
  }
  ordinal += 1
  return await client.query(
    `insert into consent (subject_id, consent_id, control, purpose, operations, fields, recipient, channel,
       text_sha256, language, policy_hash, policy_version, confirmed_by, granted_at, expires_at, salt)
     values ($1, $2, 'c', $3, $4, $5, $6, $7, $8, 'kk', $9, 1, 'otp', now(), now() + interval '1 day', 's')`,
    [
      SUBJECT,
      `01970000-0000-7000-8000-${String(ordinal).padStart(12, '0')}`,
      row['purpose'],
      row['operations'],
      row['fields'],
      row['recipient'],
      row['channel'],
      text.sha256,
      row['policy_hash'],
    ],
  )
}

const refused = (name: string) => (error: unknown) => {
  const { code, constraint } = error as { readonly code?: string; readonly constraint?: string }
  assert.equal(code, CHECK_VIOLATION)
  assert.equal(constraint, name)
  return true
}

test('R-54, I9: a field outside the policy is refused by the database itself', async (context) => {
  const { client, url } = await open(context)
  await applyPolicyConstraints(url, databaseRules([POLICY]))
  await box(client, 'identity', ['last_name', 'iin'])
  for (const fields of [['sex'], ['last_name', 'blood_type'], ['phone']]) {
    await assert.rejects(box(client, 'identity', fields), refused('policy_box'), fields.join())
  }
  await assert.rejects(box(client, 'health', []), refused('policy_box'))
})

test('R-17, R-60, I8: a consent outside its version, its purpose, its recipient or its fields is refused', async (context) => {
  const { client, url } = await open(context)
  await applyPolicyConstraints(url, databaseRules([POLICY]))
  await consent(client)
  const wrong = [
    { purpose: 'profiling' },
    { recipient: 'ules' },
    { recipient: null },
    { channel: 'sms' },
    { fields: ['last_name', 'email'] },
    { operations: ['provide', 'distribute'] },
    { policy_hash: 'f'.repeat(64) },
  ]
  for (const changed of wrong) {
    await assert.rejects(
      consent(client, changed),
      refused('policy_consent'),
      JSON.stringify(changed),
    )
  }
})

test('a row of an older version stands, may be withdrawn, and the newer version may be written', async (context) => {
  const { client, url } = await open(context)
  await consent(client)
  const fields = POLICY.fields.map((field) =>
    field.id === 'income' ? { ...field, purposes: ['statistics'] } : field,
  )
  const next: Policy = { ...POLICY, fields, version: 4, hash: 'a'.repeat(64) }
  await applyPolicyConstraints(url, databaseRules([POLICY, next]))
  await client.query('update consent set withdrawn_at = granted_at')
  await assert.rejects(consent(client, { policy_hash: next.hash }), refused('policy_consent'))
  const without = consentTexts(next, 'kk').find(({ control }) => control === 'recipient:samal')
  await consent(client, { policy_hash: next.hash, fields: without?.fields })
})

test('R-84: a view for each role shows its fields and no value; a role that is gone leaves none', async (context) => {
  const { client, url } = await open(context)
  await applyPolicyConstraints(url, databaseRules([POLICY]))
  await box(client, 'identity', ['last_name', 'birth_date', 'iin'])
  const clerk = await client.query('select * from access_clerk')
  assert.deepEqual(clerk.rows[0]?.fields, ['last_name', 'birth_date'])
  assert.equal('sealed' in (clerk.rows[0] ?? {}), false)
  const system = await client.query('select * from access_system')
  assert.ok(system.rows[0]?.fields.includes('iin'))
  const roles = POLICY.roles.filter(({ id }) => id !== 'clerk')
  await applyPolicyConstraints(url, databaseRules([{ ...POLICY, roles }]))
  await assert.rejects(client.query('select * from access_clerk'), { code: '42P01' })
})

test('twice is once, and the published text is the one that is applied', async (context) => {
  const { client, url } = await open(context)
  const sql = databaseRules([POLICY])
  assert.equal(documentsOf(POLICY).find(({ kind }) => kind === 'database')?.text, sql)
  const state = async () => {
    const { rows } = await client.query(
      `select conname, pg_get_constraintdef(oid) from pg_constraint where conname like 'policy\\_%' order by 1`,
    )
    return rows as readonly unknown[]
  }
  await applyPolicyConstraints(url, sql)
  const once = await state()
  await applyPolicyConstraints(url, sql)
  assert.deepEqual(await state(), once)
  assert.equal(
    once.filter((row) => /policy_(?:box|consent|disclosure|staff)/.test(JSON.stringify(row)))
      .length,
    4,
  )
})

test('the program itself never meets its policy’s constraints', async () => {
  await using world = await openWorld()
  const { policy } = world.house.means
  await applyPolicyConstraints(world.databaseUrl, databaseRules([policy]))
  assert.equal((await apply(world)).effect, 'done')
  await world.sequenceAll()
})

/** The version as if it had been adopted, with the guards of its life set aside. */
async function adoptRows(client: Client, policy: Policy): Promise<void> {
  await client.query('set session_replication_role = replica')
  await client.query(`insert into policy_version values ($1, $2, '{}', now(), 's')`, [
    policy.version,
    policy.hash,
  ])
  await client.query('set session_replication_role = default')
  await keepPolicyRules(client, policy, databaseRuleRows(policy))
}

test('R-17, R-54, R-60, I8: rules that are rows refuse what the constraints refuse, and nothing else', async (context) => {
  const { client } = await open(context)
  await box(client, 'identity', ['sex'])
  await adoptRows(client, POLICY)
  assert.deepEqual(await policyBreaches(client), [{ what: 'box', found: 1 }])
  await client.query("update box set source = 'desk'")
  await assert.rejects(
    client.query("update box set fields = '{sex,iin}'"),
    refused('policy_rule_box'),
  )
  await box(client, 'identity', ['last_name', 'iin'])
  assert.deepEqual(await policyBreaches(client), [])
  for (const fields of [['sex'], ['last_name', 'blood_type'], ['phone']]) {
    await assert.rejects(box(client, 'identity', fields), refused('policy_rule_box'), fields.join())
  }
  await assert.rejects(box(client, 'health', []), refused('policy_rule_box'))
  await consent(client)
  for (const changed of [
    { purpose: 'profiling' },
    { recipient: 'ules' },
    { recipient: null },
    { channel: 'sms' },
    { fields: ['last_name', 'email'] },
    { operations: ['provide', 'distribute'] },
    { policy_hash: 'f'.repeat(64) },
  ]) {
    const said = JSON.stringify(changed)
    await assert.rejects(consent(client, changed), refused('policy_rule_consent'), said)
  }
  const staff = (role: string) =>
    client.query(
      `insert into staff (staff_id, login, role, name, password_hash, totp_sealed, active, salt)
       values (gen_random_uuid(), $1, $1, 'n', 'p', 't', true, 's')`,
      [role],
    )
  await staff('clerk')
  await assert.rejects(staff('owner_of_all'), refused('policy_rule_staff'))
  const { rows } = await client.query("select fields from access_by_role where role = 'clerk'")
  assert.deepEqual(rows, [])
})

test('a house whose older versions have no rules yet is not judged before it has', async (context) => {
  const { client } = await open(context)
  await adoptRows(client, POLICY)
  await client.query('set session_replication_role = replica')
  await client.query(`insert into policy_version values (99, 'x', '{}', now(), 's')`)
  await client.query('set session_replication_role = default')
  await box(client, 'identity', ['sex'])
})

test('R-17, I10: an adoption brings its rules in its own transaction, and nobody adds any afterwards', async (context) => {
  const { world } = await openOwn(context)
  const { pool } = world.house.means.store
  const count = async () => {
    const { rows } = await pool.query<{ version: number; rules: number }>(
      'select version, count(*)::int as rules from policy_rule group by 1 order by 1',
    )
    return rows
  }
  const [first, ...none] = await count()
  assert.ok(first !== undefined && first.rules > 10)
  assert.deepEqual(none, [])
  assert.equal((await apply(world)).effect, 'done')
  const files = await world.house.means.policyFolder.read()
  await adoptNext(world, nextFolder(files, withoutField))
  assert.deepEqual(
    (await count()).map(({ version }) => version),
    [first.version, first.version + 1],
  )
  assert.deepEqual(await policyBreaches(pool), [])
  assert.equal((await apply(world, { ordinal: 2 })).effect, 'done')
  const { hash, version } = world.house.means.policy
  await assert.rejects(
    pool.query(
      `insert into policy_rule values ($1, 9999, $2, 'box', 'identity', null, null, '{}', '{sex}')`,
      [hash, version],
    ),
    /a rule comes with the version/,
  )
  await assert.rejects(pool.query("update policy_rule set fields = '{sex}'"))
})
