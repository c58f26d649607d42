/**
 * Do the columns by which the register is searched still say what the entry says?
 *
 * The database makes them from the bytes of the entry (migrations 0030, 0050). Whoever writes into its files can
 * change a column and leave the entry whole: the log then verifies, and a search passes the action by.
 *
 * Law: 94-V art. 22(1)(5). Requirements. Invariant I7.
 */
import { type Moment, moment } from '@kelisim/terms'
import type { Entry } from './entry.ts'

export interface RegisterColumns {
  readonly action_id: string
  readonly handle: string | null
  readonly kind: string
  readonly at: Moment
  readonly actor: string | null
  readonly operation: string | null
  readonly purpose: string | null
  readonly recipient: string | null
}

export const REGISTER_COLUMNS = 'action_id, handle, kind, at, actor, operation, purpose, recipient'

export function saysTheSame(row: RegisterColumns, entry: Entry, bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1')
  const actor = after(text, '{"actor":{"id":"')
  const isRecipients = text.includes('","role":"recipient"}')
  return (
    row.action_id === entry.id &&
    row.handle === (entry.subject ?? null) &&
    row.kind === entry.kind &&
    row.at === moment(globalThis.Date.parse(entry.at)) &&
    row.actor === actor &&
    row.operation === after(text, '"operation":"') &&
    row.purpose === after(text, '"purpose":"') &&
    row.recipient === (after(text, '"recipient":"') ?? (isRecipients ? actor : null))
  )
}

/** As the migration reads it: from the first such member to the next quote, bytes escaped as by PostgreSQL. */
function after(text: string, opening: string): string | null {
  const from = text.indexOf(opening)
  if (from < 0) return null
  const begin = from + opening.length
  const end = text.indexOf('"', begin)
  const value = text.slice(begin, end < 0 ? undefined : end)
  return value === '' ? null : value.replace(/[\\\0\x80-\xff]/g, escaped)
}

function escaped(letter: string): string {
  return letter === '\\' ? '\\\\' : `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`
}
