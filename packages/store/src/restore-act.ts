/**
 * The act of a restoration as an entry of the ledger, in the transaction of the restoration itself.
 *
 * Written without a house, because a house may not open before it is restored. The version named is the one
 * that stands once the rows are right again.
 *
 * Law: 94-V art. 22(1)(5). Requirements. Invariant I2.
 */
import { type Json, type Moment, recordId } from '@kelisim/terms'
import type { Keyring, Random } from '@kelisim/vault'
import type { Client } from './database.ts'
import { type Actor, entryBytes } from './entry.ts'
import { putWaiting } from './restore-ledger.ts'

export interface RestorationAct {
  readonly actor: Actor
  readonly keyring: Keyring
  readonly at: Moment
  readonly random: Random
  readonly detail: { readonly [name: string]: Json }
  /** Commitments of rows that are lost for good: the ledger stops vouching for them. */
  readonly voids: readonly string[]
}

/** The id of the entry, which is the number of the act. */
export async function recordRestoration(client: Client, act: RestorationAct): Promise<string> {
  const { actor, keyring, at, random, detail, voids } = act
  const { rows } = await client.query<{ hash: string }>(
    'select hash from policy_version order by version desc limit 1',
  )
  const id = recordId<never>(at, random(10))
  const action = { kind: 'data_restored', actor, detail } as const
  const policy = rows[0]?.hash ?? ''
  const bytes = entryBytes(action, id, at, undefined, policy, { writes: [], voids })
  await putWaiting(client, keyring, bytes)
  return id
}
