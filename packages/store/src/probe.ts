/**
 * Does the ledger take an entry now, and is the line to the database encrypted?
 *
 * The entry is written as every action is, by the same role into the same table, and taken back: what cannot be
 * written down must not be begun (I2). The database itself is asked about the line, not the settings.
 *
 * Law: 94-V art. 22(1)(5). Requirement: R-30.
 */
import { inTransaction, type Pool } from './database.ts'
import { waitingActions } from './ledger-read.ts'

/** Waiting actions past which the ledger is behind. */
export const WAITING_MAX = 50_000
const PROBE = `insert into action_inbox (action_id, kind, at, entry, seal)
  values (gen_random_uuid(), 'protection_changed', now(), '\\x7b7d', decode(repeat('00', 16), 'hex'))`

export async function probeLedger(pool: Pool): Promise<'writable' | 'refused' | 'behind'> {
  try {
    await inTransaction(pool, async (client) => {
      await client.query(PROBE)
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) return 'refused'
  }
  try {
    return (await waitingActions(pool)) < WAITING_MAX ? 'writable' : 'behind'
  } catch {
    // The connection went in between.
    return 'refused'
  }
}

/** Ends the probe's transaction; nothing of it stays. */
class TakenBack extends Error {}

/** What the server says of a connection of this pool. */
export async function isEncrypted(pool: Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ ssl: boolean }>(
      'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
    )
    return rows[0]?.ssl === true
  } catch {
    return false
  }
}
