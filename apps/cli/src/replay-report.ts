/**
 * What became of a file that was replayed: counts out of the database, faults out of the run.
 *
 * No value of a person: counts, codes, names of columns and fields (I11).
 */
import { APPLICATION, DISCLOSURE, load, OUTCOME } from '@kelisim/store'
import { type Audited, auditLines, auditValue } from './audit.ts'
import type { Call } from './command.ts'
import { type Replay, sourceOf } from './replay-enter.ts'
import { USED_COLUMNS } from './replay-rows.ts'
import type { RowRefused, Taken } from './replay-run.ts'

const LISTED_MAX = 20

export interface Became {
  readonly standing: number
  /** Disclosures by state, outcomes by kind. */
  readonly disclosures: Readonly<Record<string, number>>
  readonly outcomes: Readonly<Record<string, number>>
}

export interface Report {
  readonly sha256: string
  readonly columns: readonly string[]
  readonly taken: Taken
  readonly became: Became
  readonly seconds: number
  readonly audited: Audited
}

export async function whatBecame({ means, sha256 }: Replay): Promise<Became> {
  const { pool } = means.store
  const source = sourceOf({ sha256 }, '%')
  const applications = await load(pool, APPLICATION, 'source like $1', [source])
  const ids = applications.map((row) => row.application_id)
  const disclosures = await load(pool, DISCLOSURE, 'application_id = any($1::uuid[])', [ids])
  const outcomes = await load(pool, OUTCOME, 'disclosure_id = any($1::uuid[])', [
    disclosures.map((row) => row.disclosure_id),
  ])
  return {
    standing: applications.length,
    disclosures: counted(disclosures.map((row) => row.state)),
    outcomes: counted(outcomes.map((row) => row.kind)),
  }
}

/** Nothing lost, nothing failed, and the audit is clean. Rows refused by the rules are an answer. */
export function isGood({ taken, became, audited }: Report): boolean {
  const { rows, entered, enteredBefore, refused, failed } = taken
  const isWhole = entered + enteredBefore + refused.length === rows && failed.length === 0
  return isWhole && became.standing >= entered + enteredBefore && audited.ok
}

export function reportValue(report: Report): object {
  const { sha256, columns, taken, became, seconds, audited } = report
  const { rows, entered, enteredBefore, refused, failed, leftOut } = taken
  return {
    ok: isGood(report),
    file: { sha256, columns: columns.length },
    rows,
    entered: entered + enteredBefore,
    enteredBefore,
    refused: refused.length,
    refusedByReason: counted(refused.map(reasonOf)),
    refusedRows: refused,
    failed: failed.length,
    failedRows: failed,
    usedColumns: USED_COLUMNS,
    notAskedColumns: notAsked(columns),
    leftOut: Object.fromEntries(leftOut),
    disclosures: became.disclosures,
    outcomes: became.outcomes,
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: rate(report),
    audit: auditValue(audited),
  }
}

export function reportLines(call: Call, report: Report): readonly string[] {
  const { columns, taken, became, seconds, audited } = report
  const { rows, entered, enteredBefore, refused, failed, leftOut } = taken
  const unasked = notAsked(columns)
  return [
    `${rows} rows: ${entered + enteredBefore} entered (${enteredBefore} before), ${refused.length} refused, ${failed.length} failed`,
    ...listed('refused', counted(refused.map(reasonOf))),
    ...rowLines(refused),
    ...rowLines(failed),
    ...listed('disclosures', became.disclosures),
    ...listed('outcomes', became.outcomes),
    ...listed('left out for want of an honest word', Object.fromEntries(leftOut)),
    `not asked by the policy: ${unasked.length} of ${columns.length} columns (${unasked.slice(0, 8).join(', ')} …)`,
    `${seconds.toFixed(1)} s, ${rate(report)} rows/s`,
    ...auditLines(call, audited),
  ]
}

function rate({ taken, seconds }: Report): number {
  return seconds > 0 ? Math.round((taken.entered * 10) / seconds) / 10 : 0
}

function notAsked(columns: readonly string[]): readonly string[] {
  return columns.filter((name) => !Object.hasOwn(USED_COLUMNS, name))
}

function reasonOf({ field, code }: RowRefused): string {
  return field === '' ? code : `${field} ${code}`
}

function rowLines(rows: readonly RowRefused[]): readonly string[] {
  const lines = rows.slice(0, LISTED_MAX).map((one) => `  row ${one.row}: ${reasonOf(one)}`)
  const more = rows.length - lines.length
  return more > 0 ? [...lines, `  … ${more} more, see --json`] : lines
}

function listed(title: string, counts: Readonly<Record<string, number>>): readonly string[] {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${count}`)
  return parts.length === 0 ? [] : [`${title}: ${parts.join(', ')}`]
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one))
}
