/**
 * The audited tables: columns, types, key, and the commitment to a row's content.
 *
 * A commitment is SHA-256 over the canonical row with its salt and its table's name. The entry that
 * writes a row lists the new commitment (`writes`) and the replaced one (`voids`), so the ledger says
 * exactly which rows should stand in the database (I7). The salt goes with the row: after
 * destruction a commitment says nothing about what it stood for.
 */
import { hash } from 'node:crypto'
import { canonical, type Json, type Moment } from '@kelisim/terms'

/** SQL types of columns; a `?` allows null (undefined in code). */
export type Column =
  | 'uuid'
  | 'text'
  | 'texts'
  | 'int'
  | 'bool'
  | 'bytes'
  | 'moment'
  | 'uuid?'
  | 'text?'
  | 'int?'
  | 'moment?'

interface Values {
  uuid: string
  text: string
  texts: readonly string[]
  int: number
  bool: boolean
  bytes: Uint8Array
  moment: Moment
  'uuid?': string | undefined
  'text?': string | undefined
  'int?': number | undefined
  'moment?': Moment | undefined
}

export interface Table<Columns extends Readonly<Record<string, Column>>> {
  readonly name: string
  readonly key: readonly string[]
  readonly columns: Columns
  /** Columns that only schedule work and prove nothing: no part of the commitment. */
  readonly passing: readonly string[]
}
export type AnyTable = Table<Readonly<Record<string, Column>>>
export type Row<T> =
  T extends Table<infer Columns>
    ? { readonly [Name in keyof Columns]: Values[Columns[Name]] }
    : never
/** A row as it stands in the database: with the salt that its commitment needs. */
export type Stored<T> = Row<T> & { readonly salt: string }

export type Cell = string | number | boolean | Uint8Array | readonly string[] | null | undefined
export type Cells = Readonly<Record<string, Cell>>

/** PostgreSQL type names by column type, for casts of parameters. */
export const SQL_TYPE: Readonly<Record<Column, string>> = {
  uuid: 'uuid',
  text: 'text',
  texts: 'text[]',
  int: 'bigint',
  bool: 'boolean',
  bytes: 'bytea',
  moment: 'timestamptz',
  'uuid?': 'uuid',
  'text?': 'text',
  'int?': 'bigint',
  'moment?': 'timestamptz',
}

export function commitment(table: AnyTable, row: Cells): string {
  let text = '{"row":{'
  for (const { name, opening } of membersOf(table)) text += opening + cellText(row[name])
  text += `},"salt":${JSON.stringify(String(row['salt']))},"table":"${table.name}"}`
  return hash('sha256', text, 'base64url')
}

interface Member {
  readonly name: string
  /** What stands before the cell: `,"purpose":`. */
  readonly opening: string
}
const members = new WeakMap<AnyTable, readonly Member[]>()

/** The members of a canonical row, in their order; the same for all rows of a table. */
function membersOf(table: AnyTable): readonly Member[] {
  const known = members.get(table)
  if (known !== undefined) return known
  const made = Object.keys(table.columns)
    .filter((name) => !table.passing.includes(name))
    .toSorted()
    .map((name, place) => ({ name, opening: `${place === 0 ? '' : ','}"${name}":` }))
  members.set(table, made)
  return made
}

function cellText(cell: Cell): string {
  return typeof cell === 'string' ? JSON.stringify(cell) : canonical(cellAsJson(cell))
}

function cellAsJson(cell: Cell): Json {
  if (cell === undefined || cell === null) return null
  if (cell instanceof Uint8Array) {
    return Buffer.from(cell.buffer, cell.byteOffset, cell.length).toString('base64url')
  }
  return cell
}

/** The key of a row as text, for naming it in findings: `consent 0b…/1f…`. */
export function keyText(table: AnyTable, row: Cells): string {
  return table.key.map((name) => keyCell(row[name])).join('/')
}

function keyCell(cell: Cell): string {
  const value = cellAsJson(cell)
  return typeof value === 'string' ? value : canonical(value)
}

export function define<const Columns extends Readonly<Record<string, Column>>>(
  name: string,
  key: readonly (keyof Columns & string)[],
  columns: Columns,
  passing: readonly string[] = [],
): Table<Columns> {
  return { name, key, columns, passing }
}

export const SUBJECT = define('subject', ['subject_id'], {
  subject_id: 'uuid',
  state: 'text',
  categories: 'texts',
  key_version: 'int',
  created_at: 'moment',
  changed_at: 'moment',
  destroyed_at: 'moment?',
})
export const IDENTITY_LINK = define(
  'identity_link',
  ['kind', 'blind_index'],
  { kind: 'text', blind_index: 'bytes', subject_id: 'uuid', index_version: 'int' },
  ['index_version'],
)
export const BOX = define('box', ['subject_id', 'box'], {
  subject_id: 'uuid',
  box: 'text',
  version: 'int',
  sealed: 'bytes',
  fields: 'texts',
  source: 'text',
  written_at: 'moment',
  retain_until: 'moment',
})
export const CONSENT = define('consent', ['subject_id', 'consent_id'], {
  subject_id: 'uuid',
  consent_id: 'uuid',
  control: 'text',
  purpose: 'text',
  operations: 'texts',
  fields: 'texts',
  recipient: 'text?',
  channel: 'text?',
  text_sha256: 'text',
  language: 'text',
  policy_hash: 'text',
  policy_version: 'int',
  confirmed_by: 'text',
  granted_at: 'moment',
  expires_at: 'moment',
  withdrawn_at: 'moment?',
})
export const APPLICATION = define('application', ['subject_id', 'application_id'], {
  subject_id: 'uuid',
  application_id: 'uuid',
  number: 'text',
  amount_tenge: 'int',
  term_days: 'int',
  language: 'text',
  state: 'text',
  reason: 'text?',
  source: 'text',
  submitted_at: 'moment',
  changed_at: 'moment',
})
export const DISCLOSURE = define(
  'disclosure',
  ['subject_id', 'disclosure_id'],
  {
    subject_id: 'uuid',
    disclosure_id: 'uuid',
    application_id: 'uuid',
    recipient: 'text',
    consent_id: 'uuid',
    fields: 'texts',
    state: 'text',
    reason: 'text?',
    reference: 'text?',
    place: 'int',
    attempt: 'int',
    due_at: 'moment?',
    planned_at: 'moment',
    sent_at: 'moment?',
    changed_at: 'moment',
  },
  ['due_at', 'attempt'],
)
export const OUTCOME = define('outcome', ['subject_id', 'disclosure_id', 'event_id'], {
  subject_id: 'uuid',
  disclosure_id: 'uuid',
  event_id: 'text',
  kind: 'text',
  occurred_at: 'moment',
  received_at: 'moment',
})
export const NOTICE = define(
  'notice',
  ['subject_id', 'notice_id'],
  {
    subject_id: 'uuid',
    notice_id: 'uuid',
    disclosure_id: 'uuid',
    recipient: 'text',
    kind: 'text',
    state: 'text',
    attempt: 'int',
    due_at: 'moment?',
    deadline_at: 'moment',
    planned_at: 'moment',
    confirmed_at: 'moment?',
  },
  ['due_at', 'attempt'],
)
/** What a person demanded of us and what became of it; `sealed` is a value that waits for its proof. */
export const REQUEST = define('request', ['subject_id', 'request_id'], {
  subject_id: 'uuid',
  request_id: 'uuid',
  kind: 'text',
  field: 'text?',
  sealed: 'text?',
  state: 'text',
  ground: 'text?',
  evidence: 'text?',
  by_role: 'text',
  received_at: 'moment',
  deadline_at: 'moment',
  decided_by: 'text?',
  decided_at: 'moment?',
})
export const DESTRUCTION = define('destruction', ['subject_id', 'act'], {
  subject_id: 'uuid',
  act: 'text',
  ground: 'text',
  fields: 'texts',
  boxes: 'int',
  by_role: 'text',
  destroyed_at: 'moment',
  horizon_at: 'moment',
})
/** One act for one demand, or for one run of the program; without `made_at` it is still being made. */
export const DESTRUCTION_ACT = define('destruction_act', ['act_id'], {
  act_id: 'uuid',
  year: 'int',
  ordinal: 'int',
  grounds: 'texts',
  laws: 'texts',
  persons: 'int',
  boxes: 'int',
  records: 'int',
  fields: 'texts',
  media: 'texts',
  by_role: 'text',
  by_id: 'text',
  began_at: 'moment',
  made_at: 'moment?',
  horizon_at: 'moment?',
})
/** What an act destroyed of one person: fields and counts, never a value. */
export const DESTROYED_PART = define('destroyed_part', ['subject_id', 'part_id'], {
  subject_id: 'uuid',
  part_id: 'uuid',
  act_id: 'uuid',
  ground: 'text',
  law: 'text',
  whole: 'bool',
  fields: 'texts',
  boxes: 'int',
  records: 'int',
  destroyed_at: 'moment',
  horizon_at: 'moment',
})
export const POLICY_VERSION = define('policy_version', ['version'], {
  version: 'int',
  hash: 'text',
  model: 'text',
  adopted_at: 'moment',
})
/** The life of one version; who did a step is `role:id` of an actor. */
export const POLICY_EDITION = define('policy_edition', ['edition_id'], {
  edition_id: 'uuid',
  state: 'text',
  version: 'int',
  revision: 'int',
  folder_hash: 'text',
  manifest: 'text',
  origin: 'text',
  drafted_by: 'text',
  drafted_at: 'moment',
  changed_by: 'text',
  changed_at: 'moment',
  checked_by: 'text?',
  checked_at: 'moment?',
  policy_hash: 'text?',
  findings: 'text?',
  approved_by: 'text?',
  approved_at: 'moment?',
  published_by: 'text?',
  published_at: 'moment?',
  effective_from: 'text?',
  adopted_at: 'moment?',
  ended_at: 'moment?',
})
export const REVIEW_TASK = define('review_task', ['task_id'], {
  task_id: 'uuid',
  version: 'int',
  reference: 'text',
  rule: 'text',
  opened_at: 'moment',
  done_at: 'moment?',
  done_by: 'text?',
})
export const STAFF = define('staff', ['staff_id'], {
  staff_id: 'uuid',
  login: 'text',
  name: 'text',
  role: 'text',
  password_hash: 'text',
  totp_sealed: 'text',
  active: 'bool',
})
export const OFFER = define('offer', ['offer_id'], {
  offer_id: 'text',
  recipient: 'text',
  amount_min_tenge: 'int',
  amount_max_tenge: 'int',
  days_min: 'int',
  days_max: 'int',
  daily_rate_percent: 'text',
  product: 'text',
  requirement: 'text',
  checked_on: 'text',
  published_at: 'moment',
  withdrawn_at: 'moment?',
})
export const RECIPIENT_STATE = define('recipient_state', ['recipient'], {
  recipient: 'text',
  suspended_at: 'moment?',
  reason: 'text?',
})
/** A purpose whose processing the officer stopped, and why. */
export const PURPOSE_STATE = define('purpose_state', ['purpose'], {
  purpose: 'text',
  suspended_at: 'moment?',
  reason: 'text?',
})
/** A disk, a volume or a folder that backups go to: what it is, where it lies, who keeps it. */
export const MEDIUM = define('medium', ['medium_id'], {
  medium_id: 'uuid',
  name: 'text',
  region: 'text',
  place: 'text',
  custodian: 'text',
  key_id: 'text',
  state: 'text',
  registered_at: 'moment',
  issued_at: 'moment?',
  issued_to: 'text?',
  returned_at: 'moment?',
  destroyed_at: 'moment?',
  act: 'text?',
})
