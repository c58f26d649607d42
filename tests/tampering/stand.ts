/**
 * A house with people, and an owner of the cluster who may do anything to its database: each attempt is judged by
 * the audit and by the check of the log, then every table is put back.
 */
import assert from 'node:assert/strict'
import pg from 'pg'
import { verifyLog } from '@kelisim/ledger'
import { audit, readableLedgerFile } from '@kelisim/store'
import { withdrawConsent } from '@kelisim/work'
import type { SubjectId } from '@kelisim/terms'
import type { Attack } from './attacks.ts'
import { apply, openWorld, type World } from '../world.ts'

export interface Stand extends AsyncDisposable {
  readonly world: World
  readonly admin: pg.Client
  /** Runs the statements and tells what audit and log say: `code table where`. */
  attempt(statements: readonly string[]): Promise<readonly string[]>
  /** Keeps every table as it stands now, for `mend`. */
  keep(): Promise<void>
  mend(): Promise<void>
}

interface Kept {
  readonly table: string
  readonly copy: string
  readonly columns: string
}

export async function openStand(people: number): Promise<Stand> {
  const world = await openWorld()
  for (let ordinal = 1; ordinal <= people; ordinal++) {
    const answer = await apply(world, { ordinal })
    assert.equal(answer.effect, 'done')
  }
  await world.sequenceAll()
  const admin = new pg.Client({ connectionString: world.databaseUrl })
  await admin.connect()
  let kept: readonly Kept[] = []
  const stand: Stand = {
    world,
    admin,
    keep: async () => void (kept = await keepAll(admin)),
    mend: async () => await mendAll(admin, kept),
    attempt: async (statements) => {
      await admin.query("set session_replication_role = 'replica'")
      try {
        for (const statement of statements) {
          const { rowCount } = await admin.query(statement)
          assert.ok((rowCount ?? 0) > 0, `the attempt changed nothing: ${statement}`)
        }
        return await findings(world)
      } finally {
        await mendAll(admin, kept)
      }
    },
    [Symbol.asyncDispose]: async () => {
      await admin.end()
      await world[Symbol.asyncDispose]()
    },
  }
  return stand
}

export interface Tried {
  readonly found: boolean
  readonly named: boolean
  /** What the first finding that fits says. */
  readonly first: string | undefined
  readonly said: readonly string[]
}

export async function tryAttack(stand: Stand, attack: Attack): Promise<Tried> {
  const wanted =
    attack.names === undefined
      ? []
      : (await stand.admin.query<string[]>({ text: attack.names, rowMode: 'array' })).rows.flat()
  const said = await stand.attempt(attack.statements)
  const fitting = said.filter((one) => attack.found.test(one))
  const named =
    attack.names === undefined ||
    (wanted.length > 0 && wanted.every((name) => fitting.some((one) => one.endsWith(` ${name}`))))
  return { found: fitting.length > 0, named, first: fitting[0], said }
}

export async function findings(world: World): Promise<readonly string[]> {
  const { means } = world.house
  // The questions of the use cases without their record: a house without its policy can record nothing.
  const read = async (path: string) => await readableLedgerFile(means.store.pool, path)
  const verification = await verifyLog({ read }, means.log.signers[0]?.vkey ?? '')
  const database = await audit(means.store)
  const said = database.findings.map(({ code, table, where }) => `${code} ${table} ${where}`)
  if (verification.ok) return said
  const { what, path, index } = verification.firstBad
  return [...said, `log_${what} ${path} ${index ?? ''}`.trim()]
}

/** One withdrawal and what stood before it, so that yesterday can be brought back. */
export async function withdrawOne({ world, admin }: Stand): Promise<void> {
  await admin.query('create table if not exists yesterday_consent as table consent')
  await admin.query('create table if not exists yesterday_box as table box')
  const { rows } = await admin.query<{ subject_id: SubjectId; consent_id: string }>(
    'select subject_id, consent_id from consent where recipient is not null order by 1 limit 1',
  )
  const [consent] = rows
  assert.ok(consent)
  await withdrawConsent(world.house.means, consent.subject_id, consent.consent_id)
  await world.sequenceAll()
}

async function keepAll(admin: pg.Client): Promise<readonly Kept[]> {
  await admin.query('drop schema if exists undo cascade')
  await admin.query('create schema undo')
  // What the database generates by itself cannot be put back, and need not be.
  const { rows } = await admin.query<{ table: string; columns: string }>(
    `select c.oid::regclass::text as table, string_agg(quote_ident(attname), ', ' order by attnum) as columns
     from pg_class c join pg_namespace n on n.oid = relnamespace join pg_attribute a on attrelid = c.oid
     where relkind = 'r' and nspname in ('public', 'keys') and attnum > 0 and not attisdropped
       and attgenerated = '' and relname !~ '^yesterday_' group by c.oid`,
  )
  const kept = rows.map((row, place) => ({ ...row, copy: `undo.t${place}` }))
  for (const { table, columns, copy } of kept) {
    await admin.query(`create table ${copy} as select ${columns} from ${table}`)
  }
  return kept
}

async function mendAll(admin: pg.Client, kept: readonly Kept[]): Promise<void> {
  await admin.query("set session_replication_role = 'replica'")
  for (const { table, columns, copy } of kept) {
    await admin.query(
      `delete from ${table}; insert into ${table} (${columns}) select ${columns} from ${copy}`,
    )
  }
  await admin.query("set session_replication_role = 'origin'")
}
