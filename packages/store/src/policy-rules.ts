/**
 * What the adopted versions allow, as rows by which the database judges by itself (migration 0047).
 *
 * Written in the transaction that adopts a version: the program's own login can write them there and nowhere else,
 * and no statement changes a table. What stands already is never judged; `policyBreaches` counts it.
 *
 * Law: 94-V art. 7(8), 7(9), 10(3), 11(2). Requirements. Invariants I8, I9.
 */
import { type Client, inTransaction, openPool, type Pool } from './database.ts'

export interface PolicyRule {
  readonly governs: 'consent' | 'box' | 'disclosure' | 'access'
  /** The purpose of a consent, a box, the recipient of a disclosure, a role. */
  readonly about: string
  readonly recipient?: string
  readonly channel?: string
  readonly operations: readonly string[]
  readonly fields: readonly string[]
}

type Asks = Pick<Client | Pool, 'query'>

/** Of a version that this transaction adopts, or of any when the owner of the tables asks; twice is once. */
export async function keepPolicyRules(
  client: Asks,
  of: { readonly hash: string; readonly version: number },
  rules: readonly PolicyRule[],
): Promise<void> {
  await client.query(
    `insert into policy_rule (policy_hash, place, version, governs, about, recipient, channel, operations, fields)
     select $1, place - 1, $2, r->>'governs', r->>'about', r->>'recipient', r->>'channel',
       array(select jsonb_array_elements_text(r->'operations')), array(select jsonb_array_elements_text(r->'fields'))
     from jsonb_array_elements($3::jsonb) with ordinality as fresh (r, place)
     where not exists (select from policy_rule where policy_hash = $1)`,
    [of.hash, of.version, JSON.stringify(rules)],
  )
}

export interface PolicyBreach {
  readonly what: string
  readonly found: number
}

/** Rows that stand although no adopted version allows them, by table. */
export async function policyBreaches(client: Asks): Promise<readonly PolicyBreach[]> {
  const { rows } = await client.query<PolicyBreach>(
    'select what, found::int from policy_breaches() where found > 0',
  )
  return rows
}

/** As the owner of the tables: rules of versions that were adopted before there were any, and what breaks them. */
export async function completePolicyRules(
  ownerUrl: string,
  versions: readonly {
    readonly hash: string
    readonly version: number
    readonly rules: readonly PolicyRule[]
  }[],
): Promise<readonly PolicyBreach[]> {
  const pool = openPool(ownerUrl, undefined)
  try {
    await inTransaction(pool, async (client) => {
      for (const one of versions) await keepPolicyRules(client, one, one.rules)
    })
    return await policyBreaches(pool)
  } finally {
    await pool.end()
  }
}
