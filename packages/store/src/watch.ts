/**
 * What the watch reads: actions since its last look, what one actor did in a window, what processes saw.
 *
 * It follows the ledger by leaf, where the order is total and nothing comes in late: a position is one number, and reading
 * on from it misses nothing and sees nothing twice. Position, incidents and containment change in one transaction,
 * under the lock of the position's row, so several processes may watch and one of them works.
 *
 * Law: 94-V art. 22(1)(2), 22(1)(5). Requirement: R-82. Judges nothing; opens nobody's values.
 */
import { type Moment, moment, recordId } from '@kelisim/terms'
import type { Client, Pool } from './database.ts'
import { type Entry, readEntry } from './entry.ts'
import { iso } from './session.ts'

/** Leaves looked at in one round; a round that fills it is followed by the next at once. */
const LEAVES_MAX = 5_000
/** Actions of one actor in one window; more than any threshold, or the rules refuse to start. */
const WINDOW_ACTIONS_MAX = 100_000
/** Held by whoever replaces the key file (packages/work/src/alone-with-keys.ts). */
export const ROTATION_LOCK = 7_305_115

type Asks = Pick<Client | Pool, 'query'>

export interface DetectionState {
  /** The first leaf not looked at. */
  readonly position: number
  /** Epoch of the keys that the last `keys_rotated` told of. */
  readonly epoch: number
  readonly rulesHash: string
  readonly lookedAt: Moment
}

interface StateRow {
  readonly position: number
  readonly epoch: number
  readonly rules_hash: string
  readonly looked_at: Moment
}

const STATE = 'select position, epoch, rules_hash, looked_at from detection_state'

function stateOf(row: StateRow | undefined): DetectionState | undefined {
  return (
    row && {
      position: row.position,
      epoch: row.epoch,
      rulesHash: row.rules_hash,
      lookedAt: row.looked_at,
    }
  )
}

export async function peekState(client: Asks): Promise<DetectionState | undefined> {
  return stateOf((await client.query<StateRow>(STATE)).rows[0])
}

/**
 * The state, held until the unit ends; undefined while another process holds it. The first look ever begins at the end of
 * the ledger: what is old is for people to look into, not for a program to lock accounts over.
 */
export async function lockState(client: Client, at: Moment): Promise<DetectionState | undefined> {
  await client.query(
    `insert into detection_state (position, epoch, rules_hash, looked_at)
     select coalesce((select size from ledger_checkpoint), 0),
       (select epoch from keys.epoch_floor), '', $1
     where not exists (select from detection_state) on conflict do nothing`,
    [iso(at)],
  )
  return stateOf((await client.query<StateRow>(`${STATE} for update skip locked`)).rows[0])
}

export async function keepState(client: Client, state: DetectionState): Promise<void> {
  await client.query(
    'update detection_state set position = $1, epoch = $2, rules_hash = $3, looked_at = $4',
    [state.position, state.epoch, state.rulesHash, iso(state.lookedAt)],
  )
}

export interface Mark {
  readonly place: number
  readonly at: Moment
  readonly kind: string
  readonly about: string | undefined
  /** Of a refusal. */
  readonly code: string | undefined
}

export interface Fresh extends Mark {
  readonly entry: Entry
}

export interface FreshActions {
  readonly actions: readonly Fresh[]
  /** Where the next look begins. */
  readonly next: number
  /** The ledger has more than this look has read. */
  readonly isBehind: boolean
}

/** Actions of these kinds, or about these people, from the position on. */
export async function freshActions(
  client: Asks,
  position: number,
  kinds: readonly string[],
  handles: readonly string[],
): Promise<FreshActions> {
  const { rows: sizes } = await client.query<{ size: number }>(
    'select coalesce((select size from ledger_checkpoint), 0) as size',
  )
  const size = sizes[0]?.size ?? 0
  const next = Math.max(position, Math.min(size, position + LEAVES_MAX))
  const { rows } = await client.query<MarkRow & { readonly entry: Uint8Array }>({
    text: `select ${MARK}, entry from ledger_entry
           where leaf_index >= $1 and leaf_index < $2
             and (kind = any ($3::text[]) or handle = any ($4::text[])) order by leaf_index`,
    values: [position, next, kinds, handles],
    name: 'watch_fresh',
  })
  const actions = rows.map((row) => ({ ...markOf(row), entry: readEntry(row.entry) }))
  return { actions, next, isBehind: next < size }
}

interface MarkRow {
  readonly leaf_index: number
  readonly at: Moment
  readonly kind: string
  readonly handle: string | null
  readonly code: string | null
}

/** The code of a refusal is read from its bytes, as the columns of the register are (migration 0050). */
const MARK = `leaf_index, at, kind, handle, case when kind = 'refused' then
  nullif(split_part(split_part(encode(entry, 'escape'), '"code":"', 2), '"', 1), '') end as code`

function markOf({ leaf_index: place, at, kind, handle, code }: MarkRow): Mark {
  return { place, at, kind, about: handle ?? undefined, code: code ?? undefined }
}

/** Whose actions a window holds: of a member of staff, of an organisation, or about one person. */
export type Whose =
  | { readonly staff: string }
  | { readonly recipient: string }
  | { readonly about: string }

/** What one of them did, or what was done about one person, later than `after`, up to a leaf; by moment. */
export async function actionsInWindow(
  client: Asks,
  whose: Whose,
  after: Moment,
  before: number,
): Promise<readonly Mark[]> {
  const { rows } = await client.query<MarkRow>(windowQuery(whose, after, before))
  return rows.map(markOf).toSorted((one, other) => one.at - other.at || one.place - other.place)
}

function windowQuery(whose: Whose, after: Moment, before: number) {
  const [column, value] =
    'about' in whose
      ? ['handle', whose.about]
      : ['actor', 'staff' in whose ? whose.staff : whose.recipient]
  return {
    text: `select ${MARK} from ledger_entry
           where ${column} = $1 and at > $2 and leaf_index < $3
           order by ${column === 'actor' ? 'at desc, ' : ''}leaf_index desc limit ${WINDOW_ACTIONS_MAX}`,
    values: [value, iso(after), before],
    name: `watch_${column}`,
  }
}

/** Handles of the people about whom an organisation said something in a time, or was refused. */
export async function handlesSpokenOf(
  client: Asks,
  recipient: string,
  from: Moment,
  to: Moment,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ handle: string }>(
    `select distinct handle from ledger_entry
     where actor = $1 and at between $2 and $3 and handle is not null`,
    [recipient, iso(from), iso(to)],
  )
  return rows.map(({ handle }) => handle)
}

/** Handles of the people whose data a member of staff opened, listed or exported in a time; what was refused is not seen. */
export async function handlesSeen(
  client: Asks,
  staff: string,
  from: Moment,
  to: Moment,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ handle: string }>(
    `select distinct handle from ledger_entry
     where actor = $1 and at between $2 and $3 and handle is not null
       and kind in ('values_opened', 'values_exported', 'values_listed')`,
    [staff, iso(from), iso(to)],
  )
  return rows.map(({ handle }) => handle)
}

/** Which fields they were: for the notice, which names kinds of data. */
export async function fieldsSeen(
  client: Asks,
  staff: string,
  from: Moment,
  to: Moment,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ entry: Uint8Array }>(
    `select entry from ledger_entry
     where actor = $1 and at between $2 and $3 and handle is not null
       and kind in ('values_opened', 'values_exported', 'values_listed') limit ${WINDOW_ACTIONS_MAX}`,
    [staff, iso(from), iso(to)],
  )
  return [...new Set(rows.flatMap(({ entry }) => readEntry(entry).fields ?? []))]
}

export type SignalKind = 'tampered' | 'key_unknown' | 'signature_wrong'
/** Of one kind in a minute: who sends nonsense must not fill the table, and more says nothing new. */
const SIGNALS_PER_MINUTE_MAX = 100

/** Kept by whoever meets it; loses nothing but itself when the database is the trouble. */
export async function noteSignal(
  pool: Pool,
  kind: SignalKind,
  at: Moment,
  random: Uint8Array,
  about?: string,
): Promise<void> {
  const sql = `insert into signal (signal_id, kind, at, about) select $1::uuid, $2, $3, $4
    where (select count(*) from signal where kind = $2 and at > $3::timestamptz - interval '1 minute')
      < ${SIGNALS_PER_MINUTE_MAX}`
  const values = [recordId(at, random), kind, iso(at), about ?? null]
  await pool.query(sql, values).catch(() => undefined)
}

export interface Signal {
  readonly at: Moment
  readonly about: string | undefined
}

/** What processes saw of these kinds later than `after`, oldest first; what is older is forgotten. */
export async function signalsSince(
  client: Client,
  kinds: readonly SignalKind[],
  after: Moment,
): Promise<readonly Signal[]> {
  await client.query('delete from signal where kind = any ($1) and at <= $2', [kinds, iso(after)])
  const { rows } = await client.query<{ at: number; about: string | null }>(
    'select at, about from signal where kind = any ($1) order by at',
    [kinds],
  )
  return rows.map(({ at, about }) => ({ at: moment(at), about: about ?? undefined }))
}

/** When the oldest action that waits for its place was recorded; undefined when none waits. */
export async function waitingSince(client: Asks): Promise<Moment | undefined> {
  const { rows } = await client.query<{ at: Moment | null }>(
    'select min(at) as at from action_inbox',
  )
  return rows[0]?.at ?? undefined
}

/** Failures to sign in since, by login; the login itself is what somebody typed and goes no further than this. */
export async function failedLogins(
  client: Asks,
  after: Moment,
): Promise<
  readonly { readonly staff: string | undefined; readonly failures: number; readonly at: Moment }[]
> {
  const { rows } = await client.query<{ staff: string | null; failures: number; at: Moment }>(
    `select s.staff_id as staff, sum(a.failures)::int as failures, max(a.last_at) as at
     from staff_attempt a left join staff s on s.login = a.login
     where a.last_at > $1 and a.failures > 0 group by s.staff_id`,
    [iso(after)],
  )
  return rows.map((row) => ({ ...row, staff: row.staff ?? undefined }))
}

/**
 * The floor of key epochs, read while nobody rotates and nothing of a rotation is on its way to the ledger;
 * undefined otherwise. `position`: how far the ledger has been read.
 */
export async function settledEpoch(client: Client, position: number): Promise<number | undefined> {
  const { rows: alone } = await client.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock($1) as mine',
    [ROTATION_LOCK],
  )
  if (alone[0]?.mine !== true) return undefined
  const { rows } = await client.query<{ epoch: number }>(
    `select epoch from keys.epoch_floor
     where not exists (select from action_inbox where kind = 'keys_rotated')
       and coalesce((select size from ledger_checkpoint), 0) <= $1`,
    [position],
  )
  return rows[0]?.epoch
}
