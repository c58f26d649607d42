/**
 * Which rows can PostgreSQL itself not read any more?
 *
 * When a file of the database is damaged, one row can make every statement over its table fail, and the error names
 * nothing. Here each block is asked for its rows and each row for its columns, alone, so that the damage is named by
 * table and place (`box (12,3)`, `box block 12`). Slow, and only after an audit has failed. Changes nothing. A row that
 * makes the server itself fall is not named: the audit then fails with the connection.
 *
 * Requirements: R-82. Invariant I7.
 */
import type { AuditFinding, Auditor } from './audit.ts'
import { AUDITED } from './audited.ts'
import { DatabaseError, type Pool } from './database.ts'

const OTHERS = [
  'ledger_entry',
  'action_inbox',
  'consent_text',
  'policy_file',
  'policy_rule',
  'policy_document',
]
const BLOCK_BYTES = 8_192

export async function unreadableRows({ as }: Auditor): Promise<readonly AuditFinding[]> {
  const { auditor, keeper } = as
  const findings: AuditFinding[] = []
  for (const name of [...AUDITED.map((table) => table.name), ...OTHERS]) {
    findings.push(...(await unreadableIn(auditor, name)))
  }
  return [...findings, ...(await unreadableIn(keeper, 'keys.subject_key'))]
}

async function unreadableIn(pool: Pool, table: string): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = []
  const { rows } = await pool.query<{ bytes: number }>(
    `select pg_relation_size('${table}')::int8 as bytes`,
  )
  const blocks = Number(rows[0]?.bytes ?? 0) / BLOCK_BYTES
  for (let block = 0; block < blocks; block++) {
    const found = await tried(
      async () =>
        await pool.query<{ place: string }>(
          `select ctid::text as place from ${table} where ctid >= '(${block},0)' and ctid < '(${block + 1},0)'`,
        ),
    )
    if (found === undefined) findings.push(unreadable(table, `block ${block}`))
    for (const { place } of found?.rows ?? []) {
      // Through text and its check: that reads every column to its end.
      const text = `select octet_length(convert_to(t::text, 'UTF8')) from ${table} t where ctid = '${place}'`
      if ((await tried(async () => await pool.query(text))) === undefined) {
        findings.push(unreadable(table, place))
      }
    }
  }
  return findings
}

/** undefined when the database answered with an error; anything else that fails is not about a row. */
async function tried<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return undefined
  }
}

function unreadable(table: string, where: string): AuditFinding {
  return { code: 'row_unreadable', table, where }
}
