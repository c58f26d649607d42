/**
 * PostgreSQL in this very process: PGlite is PostgreSQL compiled to WebAssembly, with our migrations, roles and
 * triggers, and answers without leaving the turn.
 *
 * The program speaks to it through its own driver and pools; here are the connections. It has one session, so
 * a transaction has the database for itself from its first statement to its end, and the seed says who is next.
 * A connection that breaks is rolled back. Prepared statements are kept by role and text, across connections.
 *
 * Does not: show two transactions at once. Waiting for locks, deadlocks and snapshots are PostgreSQL's own
 * there as here, and are tried with real connections by `together.pg.test.ts` and the crash campaign.
 */
import { PGlite } from '@electric-sql/pglite'
import { migrations } from '../../packages/store/src/migrate.ts'
import type { Loop } from './loop.ts'
import type { Listener, Wire } from './wire.ts'

const SETTINGS = [
  "set timezone = 'UTC'",
  'set plan_cache_mode = force_generic_plan',
  'set enable_seqscan = off',
  'set random_page_cost = 1.1',
  "set client_min_messages = 'error'",
]

/** How PostgreSQL tells of a statement that changed rows, and perhaps of one that found none to change. */
const WRITING = ['INSERT 0 ', 'UPDATE ', 'DELETE ', 'MERGE ']

/** No seed changes these. */
const STANDING = /\.(?:policy_|migration|consent_text|offer|staff$|medium)/

/** One for many seeds: `remember` what stands, `restore` brings it back. */
export class Engine {
  readonly #lite: PGlite
  /** By role and text: what is prepared. */
  readonly prepared = new Map<string, string>()
  #names = 0
  role = ''

  private constructor(lite: PGlite) {
    this.#lite = lite
  }

  static async open(): Promise<Engine> {
    const lite = await PGlite.create()
    await lite.exec(
      'create table migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now()); grant select on migration to public',
    )
    for (const { sql } of await migrations()) await lite.exec(sql)
    const engine = new Engine(lite)
    for (const setting of SETTINGS) engine.run(setting)
    return engine
  }

  freshName(): string {
    return `s${++this.#names}`
  }

  raw(bytes: Uint8Array): Buffer {
    return Buffer.from(this.#lite.execProtocolRawSync(bytes))
  }

  /** As the superuser, outside any transaction; rows as text. */
  run(sql: string): readonly (readonly (string | null)[])[] {
    this.become('')
    const answer = this.raw(frame('Q', Buffer.from(`${sql}\0`)))
    const rows: (string | null)[][] = []
    for (const { type, body } of messagesIn(answer)) {
      if (type === 'E')
        throw new Error(`${sql.slice(0, 80)}: ${body.toString('utf8').replaceAll('\0', ' ')}`)
      if (type === 'D') rows.push(cellsIn(body))
    }
    return rows
  }

  become(role: string): void {
    if (role === this.role) return
    this.role = role
    const answer = this.raw(
      frame('Q', Buffer.from(role === '' ? 'reset role\0' : `set role ${role}\0`)),
    )
    if (answer.at(-1) !== 0x49 || answer[0] === 0x45)
      throw new Error(`a transaction was open: ${new Error().stack}`)
  }

  remember(): void {
    this.run('create schema template')
    for (const [name] of this.#tables()) {
      this.run(`create table template.${name?.replace('.', '_')} as table ${name}`)
    }
  }

  /** Name, and columns that are not computed by the database itself. */
  #tables() {
    return this.run(`select table_schema || '.' || table_name,
        string_agg(quote_ident(column_name), ', ') filter (where is_generated = 'NEVER')
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema in ('public', 'keys') and table_type = 'BASE TABLE' group by 1 order by 1`)
  }

  #restoring = ''

  restore(): void {
    if (this.#restoring === '') {
      const changing = this.#tables().filter(([name]) => !STANDING.test(name ?? ''))
      const each = changing.map(([name, columns]) => {
        const kept = `template.${name?.replace('.', '_')}`
        return `delete from ${name}; insert into ${name} (${columns}) overriding system value select ${columns} from ${kept};`
      })
      this.#restoring = `begin; set local session_replication_role = replica; ${each.join(' ')} commit`
    }
    // The seed before may have ended anywhere.
    this.raw(frame('Q', Buffer.from('rollback\0')))
    this.raw(frame('Q', Buffer.from('reset role\0')))
    this.role = ''
    this.run(this.#restoring)
  }

  /** Dead rows of the seeds before. */
  tidy(): void {
    this.run('vacuum')
  }
}

interface Session {
  readonly wire: Wire
  role: string
  isStarted: boolean
  /** Its transaction has changed rows. */
  hasWritten: boolean
  bytes: Buffer
  readonly batches: Buffer[]
  /** Its names of statements, as the engine knows them. */
  readonly names: Map<string, string>
}

/** The server of one seed. */
export class Database implements Listener {
  readonly #loop: Loop
  readonly #engine: Engine
  readonly #sessions = new Map<Wire, Session>()
  #holder: Session | undefined
  isDown = false
  /** After each commit by which a connection changed something; nothing is under way then. */
  onCommit: (process: string) => void = () => undefined
  /** Cuts the connection instead of telling that this was committed. */
  losesAnswer: () => boolean = () => false
  /** Cuts the connection before a commit arrives: nothing of it happened, and the client cannot know. */
  losesCommit: () => boolean = () => false

  constructor(loop: Loop, engine: Engine) {
    this.#loop = loop
    this.#engine = engine
  }

  isUp(): boolean {
    return !this.isDown
  }

  heard(wire: Wire, bytes: Buffer): void {
    const session = this.#sessionOf(wire)
    session.bytes = Buffer.concat([session.bytes, bytes])
    if (!session.isStarted && !this.#start(session)) return
    splitBatches(session)
    this.#pump()
  }

  gone(wire: Wire): void {
    const session = this.#sessions.get(wire)
    this.#sessions.delete(wire)
    if (session === undefined || session !== this.#holder) return
    this.#engine.raw(frame('Q', Buffer.from('rollback\0')))
    this.#holder = undefined
    this.#loop.later(0, () => this.#pump(), undefined)
  }

  /** It stops at once: what is not committed is rolled back, every connection is cut. */
  crash(): void {
    for (const wire of this.#sessions.keys()) wire.cut()
  }

  #sessionOf(wire: Wire): Session {
    const known = this.#sessions.get(wire)
    if (known !== undefined) return known
    const session: Session = {
      wire,
      role: '',
      isStarted: false,
      hasWritten: false,
      bytes: Buffer.alloc(0),
      batches: [],
      names: new Map(),
    }
    this.#sessions.set(wire, session)
    return session
  }

  #start(session: Session): boolean {
    if (session.bytes.length < 4 || session.bytes.length < session.bytes.readInt32BE(0))
      return false
    const length = session.bytes.readInt32BE(0)
    const settings = session.bytes.subarray(8, length).toString('utf8')
    session.role = /-c role=(\w+)/.exec(settings)?.[1] ?? ''
    session.bytes = session.bytes.subarray(length)
    session.isStarted = true
    const ready = [frame('R', Buffer.alloc(4)), frame('K', Buffer.alloc(8)), READY]
    session.wire.answer(Buffer.concat(ready))
    return true
  }

  /** Gives the database to one connection after the other, drawn by the seed. */
  #pump(): void {
    for (;;) {
      const able =
        this.#holder === undefined
          ? [...this.#sessions.values()].filter(({ batches }) => batches.length > 0)
          : [this.#holder]
      const session = this.#loop.pick(able)
      const batch = session?.batches.shift()
      if (session === undefined || batch === undefined) return
      this.#carryOut(session, batch)
    }
  }

  #carryOut(session: Session, batch: Buffer): void {
    if (batch.includes('commit\0') && this.losesCommit()) {
      session.wire.cut()
      return
    }
    if (this.#holder === undefined) this.#engine.become(session.role)
    const answer = this.#ask(session, batch)
    const status = String.fromCharCode(answer.at(-1) ?? 0)
    this.#holder = status === 'I' ? undefined : session
    session.hasWritten ||= WRITING.some((tag) => answer.includes(tag))
    const isCommit = answer.includes('COMMIT\0')
    if (isCommit && session.hasWritten) this.onCommit(session.wire.owner.name)
    if (status === 'I') session.hasWritten = false
    if (isCommit && this.losesAnswer()) session.wire.cut()
    else session.wire.answer(answer)
  }

  #ask(session: Session, batch: Buffer): Buffer {
    const fresh: string[] = []
    let known = 0
    const parts: Buffer[] = []
    for (const { type, body } of messagesIn(batch)) {
      const renamed = this.#rename(session, type, body, fresh)
      if (renamed === undefined) known += 1
      else parts.push(frame(type, renamed))
    }
    const answer = this.#engine.raw(Buffer.concat(parts))
    const isFailed = messagesIn(answer).some(({ type }) => type === 'E')
    if (isFailed) for (const key of fresh) this.#engine.prepared.delete(key)
    const parsed = Array.from({ length: known }, () => frame('1', Buffer.alloc(0)))
    return Buffer.concat([...parsed, answer])
  }

  /** The message with the engine's name of the statement; undefined when it is prepared already. */
  #rename(session: Session, type: string, body: Buffer, fresh: string[]): Buffer | undefined {
    if (type === 'P') {
      const [name, rest] = cut(body)
      if (name === '') return body
      const key = `${session.role} ${cut(rest)[0]}`
      const known = this.#engine.prepared.get(key)
      const own = known ?? this.#engine.freshName()
      session.names.set(name, own)
      if (known !== undefined) return undefined
      this.#engine.prepared.set(key, own)
      fresh.push(key)
      return Buffer.concat([Buffer.from(`${own}\0`), rest])
    }
    if (type === 'B') {
      const [portal, rest] = cut(body)
      const [name, values] = cut(rest)
      const own = session.names.get(name) ?? name
      return Buffer.concat([Buffer.from(`${portal}\0${own}\0`), values])
    }
    if (type === 'D' && body[0] === 0x53) {
      const [name] = cut(body.subarray(1))
      return Buffer.from(`S${session.names.get(name) ?? name}\0`)
    }
    return body
  }
}

export function frame(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const READY = frame('Z', Buffer.from('I'))

interface Message {
  readonly type: string
  readonly body: Buffer
}

export function messagesIn(bytes: Buffer): readonly Message[] {
  const messages: Message[] = []
  for (let at = 0; at + 5 <= bytes.length; ) {
    const length = bytes.readInt32BE(at + 1)
    const type = String.fromCharCode(bytes[at] ?? 0)
    messages.push({ type, body: bytes.subarray(at + 5, at + 1 + length) })
    at += 1 + length
  }
  return messages
}

/** Whole exchanges: up to a synchronisation, or one simple query. */
function splitBatches(session: Session): void {
  const { bytes } = session
  let from = 0
  for (let at = 0; at + 5 <= bytes.length; ) {
    const end = at + 1 + bytes.readInt32BE(at + 1)
    if (end > bytes.length) break
    const type = bytes[at]
    at = end
    // Q, S; X says good-bye and the end of the wire says the same.
    if (type === 0x51 || type === 0x53) session.batches.push(bytes.subarray(from, at))
    if (type === 0x51 || type === 0x53 || type === 0x58) from = at
  }
  session.bytes = bytes.subarray(from)
}

function cut(body: Buffer): readonly [string, Buffer] {
  const end = body.indexOf(0)
  return [body.subarray(0, end).toString('utf8'), body.subarray(end + 1)]
}

function cellsIn(body: Buffer): (string | null)[] {
  const cells: (string | null)[] = []
  for (let at = 2, left = body.readInt16BE(0); left > 0; left--) {
    const length = body.readInt32BE(at)
    at += 4
    cells.push(length < 0 ? null : body.subarray(at, at + length).toString('utf8'))
    at += Math.max(0, length)
  }
  return cells
}
