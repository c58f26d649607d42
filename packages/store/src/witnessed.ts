/**
 * What have others signed of the ledger, and where does each witness stand?
 *
 * One row holds the newest checkpoint that the quorum has cosigned; it never gets smaller. Signatures are
 * checked before they come here and by whoever reads them; the database is not believed.
 *
 * Source: C2SP tlog-witness. Requirements. Invariants I3.
 */
import type { Moment } from '@kelisim/terms'
import type { Pool } from './database.ts'
import { iso } from './session.ts'

export interface WitnessedCheckpoint {
  readonly size: number
  /** The signed note with the cosignatures of the quorum. */
  readonly note: string
  readonly witnessedAt: Moment
}

/** What went wrong with a witness last; the first two say that somebody shows two histories. */
export type WitnessTrouble = 'other_history' | 'knows_more' | 'unreachable' | 'bad_answer'

export interface WitnessState {
  readonly name: string
  /** Entries of the checkpoint it cosigned last; 0 before the first. */
  readonly size: number
  readonly cosignedAt: Moment | undefined
  readonly trouble: WitnessTrouble | undefined
  readonly troubleAt: Moment | undefined
}

export async function witnessedCheckpoint(pool: Pool): Promise<WitnessedCheckpoint | undefined> {
  const { rows } = await pool.query<{ size: number; note: string; witnessed_at: Moment }>({
    text: 'select size, note, witnessed_at from ledger_witnessed',
    name: 'ledger_witnessed',
  })
  const row = rows[0]
  return row && { size: row.size, note: row.note, witnessedAt: row.witnessed_at }
}

/** When the oldest entry that no quorum has seen yet was recorded; undefined when all are seen. */
export async function unwitnessedSince(pool: Pool): Promise<Moment | undefined> {
  const { rows } = await pool.query<{ at: Moment }>({
    text: `select at from ledger_entry
           where leaf_index = coalesce((select size from ledger_witnessed), 0)`,
    name: 'ledger_unwitnessed_since',
  })
  return rows[0]?.at
}

export async function keepWitnessed(pool: Pool, kept: WitnessedCheckpoint): Promise<void> {
  await pool.query({
    text: `insert into ledger_witnessed (size, note, witnessed_at) values ($1, $2, $3)
           on conflict (only_one) do update
             set size = excluded.size, note = excluded.note, witnessed_at = excluded.witnessed_at
             where ledger_witnessed.size <= excluded.size`,
    values: [kept.size, kept.note, iso(kept.witnessedAt)],
    name: 'ledger_witnessed_keep',
  })
}

export async function witnessStates(pool: Pick<Pool, 'query'>): Promise<readonly WitnessState[]> {
  const { rows } = await pool.query<{
    name: string
    size: number
    cosigned_at: Moment | null
    trouble: WitnessTrouble | null
    trouble_at: Moment | null
  }>({
    text: 'select name, size, cosigned_at, trouble, trouble_at from ledger_witness order by name',
    name: 'ledger_witness_states',
  })
  return rows.map((row) => ({
    name: row.name,
    size: row.size,
    cosignedAt: row.cosigned_at ?? undefined,
    trouble: row.trouble ?? undefined,
    troubleAt: row.trouble_at ?? undefined,
  }))
}

/** A good answer ends the trouble, except that of another history: a person must look at that. */
export async function keepWitnessState(pool: Pool, state: WitnessState): Promise<void> {
  const { name, size, cosignedAt, trouble, troubleAt } = state
  await pool.query({
    text: `insert into ledger_witness (name, size, cosigned_at, trouble, trouble_at)
           values ($1, $2, $3, $4, $5)
           on conflict (name) do update set
             size = excluded.size,
             cosigned_at = coalesce(excluded.cosigned_at, ledger_witness.cosigned_at),
             trouble = case when ledger_witness.trouble in ('other_history', 'knows_more')
               then ledger_witness.trouble else excluded.trouble end,
             trouble_at = case when ledger_witness.trouble in ('other_history', 'knows_more')
               then ledger_witness.trouble_at else excluded.trouble_at end`,
    values: [
      name,
      size,
      cosignedAt === undefined ? null : iso(cosignedAt),
      trouble ?? null,
      troubleAt === undefined ? null : iso(troubleAt),
    ],
    name: 'ledger_witness_keep',
  })
}

/** After a person has looked. False when that witness has no trouble of the kind that stays. */
export async function clearWitness(client: Pick<Pool, 'query'>, name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ledger_witness set trouble = null, trouble_at = null
     where name = $1 and trouble in ('other_history', 'knows_more')`,
    [name],
  )
  return rowCount === 1
}
