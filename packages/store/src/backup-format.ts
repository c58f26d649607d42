/**
 * What lies on a medium, and what does each thing say?
 *
 *   medium.json           the medium's id, in clear: it says which medium this is and nothing else
 *   manifests/<n>-<id>    one backup, counted: its ledger, packs, texts and keys, each by SHA-256; sealed
 *   packs/<id>            up to 1,000 row versions, each sealed alone, found by their commitment
 *   ledger/<from>-<to>    entries of the ledger; tiles are computed from them
 *   extras/<table>-<hash> tables that the ledger does not vouch for, as the newest backup found them
 *   keys/<manifest>       the wrapped keys of the people; of the newest backup only
 *
 * Row versions are content-addressed by the commitment that the ledger lists (`writes`), so a version is
 * written once and proves itself when read. A manifest names the one before it by hash.
 *
 * Law: 94-V art. 22(1)(3). Requirements: R-83. Invariant I7.
 */
import { hash } from 'node:crypto'
import { canonical, type Json } from '@kelisim/terms'
import { AUDITED } from './audited.ts'
import { type AnyTable, type Cell, type Cells, type Column } from './table.ts'

export const BACKUP_FORMAT = 1
/** Rows of one pack: bounds what is held in memory and what one damaged file takes with it. */
export const PACK_ROWS_MAX = 1_000
/** Entries of one object of the ledger; at most 16 MB. */
export const SEGMENT_ENTRIES_MAX = 1_000

/** The folder of a medium as this package needs it; `@kelisim/outside` has one. */
export interface MediumFolder {
  readonly read: (name: string) => Promise<Uint8Array | undefined>
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>
  readonly list: (kind: string) => Promise<readonly string[]>
  readonly wipe: (name: string) => Promise<void>
}

export interface Held {
  readonly name: string
  readonly sha256: string
  /** Rows, entries or keys inside. */
  readonly count: number
}

export interface Manifest {
  readonly v: number
  readonly id: string
  readonly medium: string
  readonly at: string
  readonly previous?: { readonly name: string; readonly sha256: string }
  readonly migrations: readonly string[]
  readonly ledger: {
    readonly size: number
    /** The signed checkpoint of that size. */
    readonly note: string
    readonly segments: readonly Held[]
    /** Recorded and not placed yet, base64url. */
    readonly inbox: readonly string[]
  }
  readonly packs: readonly Held[]
  readonly extras: readonly (Held & { readonly table: string })[]
  readonly keys: Held
  /** Rows by table that the ledger leaves alive at this moment. */
  readonly rows: { readonly [table: string]: number }
  /** Vouched for, and neither in the table nor in the pool: lost before this backup. */
  readonly lost: number
  /** Living people without a usable key in the database; taken from the backup before where it had one. */
  readonly keysAstray: number
}

export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes)
}

export function tableNamed(name: string): AnyTable | undefined {
  return AUDITED.find((table) => table.name === name)
}

/** A row with its salt as bytes; `rowOf` reads them. */
export function rowBytes(table: AnyTable, row: Cells): Uint8Array {
  const cells: { [name: string]: Json } = {}
  for (const name of [...Object.keys(table.columns), 'salt']) cells[name] = jsonOf(row[name])
  return Buffer.from(canonical(cells), 'utf8')
}

function jsonOf(cell: Cell): Json {
  if (cell === undefined || cell === null) return null
  return cell instanceof Uint8Array ? Buffer.from(cell).toString('base64url') : cell
}

/** Throws on bytes that `rowBytes` cannot have written: they were authentic, so that is a defect. */
export function rowOf(table: AnyTable, bytes: Uint8Array): Cells {
  const value = record(JSON.parse(Buffer.from(bytes).toString('utf8')))
  const cells: Record<string, Cell> = { salt: String(value['salt']) }
  for (const [name, type] of Object.entries(table.columns)) cells[name] = cellOf(type, value[name])
  return cells
}

function cellOf(type: Column, value: unknown): Cell {
  if (value === null || value === undefined) return undefined
  if (type === 'bytes' && typeof value === 'string') return Buffer.from(value, 'base64url')
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  if (Array.isArray(value)) return value.map(String)
  throw new Error('a row of a backup holds what no column can')
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error('a backup holds no object here')
  return Object.fromEntries(Object.entries(value))
}

/** Parts one after another, each with its length before it. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.alloc(parts.reduce((sum, part) => sum + 4 + part.length, 0))
  let at = 0
  for (const part of parts) {
    at = bytes.writeUInt32BE(part.length, at)
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export function parted(bytes: Uint8Array): readonly Uint8Array[] {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const parts: Uint8Array[] = []
  for (let at = 0; at < whole.length; ) {
    const size = whole.readUInt32BE(at)
    if (at + 4 + size > whole.length) throw new Error('an object of a backup ends too early')
    parts.push(whole.subarray(at + 4, at + 4 + size))
    at += 4 + size
  }
  return parts
}
