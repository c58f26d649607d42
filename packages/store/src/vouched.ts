/**
 * Which commitments does the ledger leave alive? Every entry is walked, and every action that still waits.
 *
 * An action that waits vouches for rows only if this house recorded it: whoever may write rows could else vouch for
 * their own. What an entry says besides, and does not agree with, is a finding. Invariants I3, I7.
 */
import type { Keyring } from '@kelisim/vault'
import type { AuditFinding } from './audit.ts'
import { adoptedIn, type AdoptedDigests } from './audit-texts.ts'
import type { Client } from './database.ts'
import { type Entry, readEntry } from './entry.ts'
import { isOfThisHouse, type WaitingRow } from './own-actions.ts'
import { REGISTER_COLUMNS, type RegisterColumns, saysTheSame } from './register-columns.ts'

const PAGE = 1_000

export interface Vouched {
  readonly table: string
  readonly place: string
}

export type Progress = (done: number, what: string) => void

export async function vouchedRows(
  client: Client,
  keyring: Keyring,
  findings: AuditFinding[],
  progress: Progress,
): Promise<{ live: Map<string, Vouched>; entries: number; adopted: readonly AdoptedDigests[] }> {
  const live = new Map<string, Vouched>()
  const voided: { commitment: string; place: string }[] = []
  const adopted: AdoptedDigests[] = []
  let entries = 0
  for await (const { bytes, place, row, isForged } of everyAction(client, keyring)) {
    entries += 1
    if (entries % PAGE === 0) progress(entries, 'entries')
    const entry = isForged === true ? undefined : entryOrFinding(bytes, place, findings)
    if (isForged === true)
      findings.push({ code: 'action_forged', table: 'action_inbox', where: place })
    if (entry === undefined) continue
    if (row !== undefined && !saysTheSame(row, entry, bytes)) {
      findings.push({ code: 'column_altered', table: 'ledger_entry', where: place })
    }
    const digests = adoptedIn(entry)
    if (digests !== undefined) adopted.push(digests)
    for (const [table, mark] of entry.writes ?? []) live.set(mark, { table, place })
    for (const mark of entry.voids ?? []) voided.push({ commitment: mark, place })
  }
  // After all writes: a row may be replaced by an action that sorts before its own in one millisecond.
  for (const mark of voided) {
    if (!live.delete(mark.commitment)) {
      findings.push({ code: 'unknown_voided', table: 'ledger_entry', where: mark.place })
    }
  }
  return { live, entries, adopted }
}

function entryOrFinding(
  bytes: Uint8Array,
  place: string,
  findings: AuditFinding[],
): Entry | undefined {
  try {
    return readEntry(bytes)
  } catch {
    findings.push({ code: 'entry_unreadable', table: 'ledger_entry', where: place })
    return undefined
  }
}

interface LedgerRow extends RegisterColumns {
  readonly leaf_index: number
  readonly entry: Uint8Array
}

interface Stands {
  readonly bytes: Uint8Array
  readonly place: string
  /** Of an entry in the ledger: what the register is searched by. */
  readonly row?: RegisterColumns
  readonly isForged?: boolean
}

async function* everyAction(client: Client, keyring: Keyring): AsyncGenerator<Stands> {
  for (let from = 0; ; ) {
    const { rows } = await client.query<LedgerRow>(
      `select leaf_index, entry, ${REGISTER_COLUMNS} from ledger_entry where leaf_index >= $1 order by leaf_index limit $2`,
      [from, PAGE],
    )
    for (const row of rows) yield { bytes: row.entry, place: `entry ${row.leaf_index}`, row }
    const last = rows.at(-1)
    if (last === undefined) break
    from = last.leaf_index + 1
  }
  const { rows } = await client.query<WaitingRow>(
    'select action_id, handle, kind, at, entry, seal from action_inbox',
  )
  for (const row of rows) {
    const isForged = !isOfThisHouse(keyring, row)
    yield { bytes: row.entry, place: `action ${row.action_id}`, isForged }
  }
}
