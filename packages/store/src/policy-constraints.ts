/**
 * Puts the policy's own constraints on the database: a second lock that does not go through the program.
 *
 * The text is made by the compiler (`databaseRules`) and contains nothing from outside the policy. All of it holds or
 * none; two who apply at once wait for each other; a table that is in use for longer than a moment is left
 * alone rather than queued before everybody. Only the owner of the tables may do this, so the server,
 * which is not, cannot: the operator runs it before a version is adopted and whenever one has been.
 *
 * Law: 94-V art. 7(8), 7(9), 10(3). Requirements. Invariants I8, I9.
 */
import { inTransaction, openPool } from './database.ts'

/** Another constant than that of the migrations: these two may not wait for each other. */
const LOCK = 7_305_116
const LOCK_WAIT = '5s'

/** The models of all versions that were ever adopted, oldest first: rows of each may still be written. */
export async function adoptedModels(ownerUrl: string): Promise<readonly string[]> {
  const pool = openPool(ownerUrl, undefined)
  try {
    const { rows } = await pool.query<{ model: string }>(
      'select model from policy_version order by version',
    )
    return rows.map((row) => row.model)
  } finally {
    await pool.end()
  }
}

export async function applyPolicyConstraints(ownerUrl: string, sql: string): Promise<void> {
  const pool = openPool(ownerUrl, undefined)
  try {
    await inTransaction(pool, async (client) => {
      await client.query(`set local lock_timeout = '${LOCK_WAIT}'`)
      await client.query('select pg_advisory_xact_lock($1)', [LOCK])
      await client.query(sql)
    })
  } finally {
    await pool.end()
  }
}

export interface ConstraintState {
  readonly table: string
  /** Every row that stands keeps it, too; false: some do not, and only new ones are held to it. */
  readonly holds: boolean
}

/**
 * New rows are judged as they come; here those that stand are, table by table. Whoever writes need not wait for it.
 */
export async function validatePolicyConstraints(
  ownerUrl: string,
): Promise<readonly ConstraintState[]> {
  const pool = openPool(ownerUrl, undefined)
  try {
    const { rows } = await pool.query<{ table: string; sql: string }>(
      `select relname as table, format('alter table %s validate constraint %I', r.oid::regclass, conname) as sql
       from pg_constraint c join pg_class r on r.oid = c.conrelid
       where contype = 'c' and conname = 'policy_' || relname order by relname`,
    )
    const states: ConstraintState[] = []
    for (const { table, sql } of rows) {
      const broken = await pool.query(sql).then(() => false, isBroken)
      states.push({ table, holds: !broken })
    }
    return states
  } finally {
    await pool.end()
  }
}

const CHECK_VIOLATION = '23514'

/** The database’s own words would name the row. */
function isBroken(error: unknown): true {
  if (error instanceof Error && 'code' in error && error.code === CHECK_VIOLATION) return true
  throw error
}
