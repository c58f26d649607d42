/**
 * What must hold after every step of a simulated world, computed without the code that is judged.
 *
 * After each commit: every action once recorded stands either in the inbox or in the ledger, once; entries never
 * change and have no gap; the signed checkpoint gives the root of exactly these entries and never gets smaller.
 * Whenever a checkpoint leaves a process, and whenever a witness signs: it is of a prefix of one history.
 */
import { hash } from 'node:crypto'
import type { Engine } from './database.ts'

/** What of an entry is read here. */
export interface Said {
  readonly kind: string
  readonly subject?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export class Violation extends Error {
  override readonly name = 'Violation'
}

export class Judge {
  readonly #engine: Engine
  /** Entries by leaf, as hex. */
  readonly history: string[] = []
  readonly #committed = new Set<string>()
  readonly #sequenced = new Set<string>()
  /** Histories that a liar with the log's key has made up. */
  readonly lies: string[][] = []
  /** By witness: what it has signed, `size root`. */
  readonly #signed = new Map<string, Map<number, string>>()
  #signedSize = 0
  violation: Violation | undefined
  steps = 0
  /** Leads that are to go, or of which nobody knows yet whether they went. */
  underway = 0
  /** Each action once, when it first stands in a commit. */
  onAction: (said: Said) => void = () => undefined

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** The first one stands. */
  fail(what: string): void {
    this.violation ??= new Violation(what)
  }

  isRecorded(id: string): boolean {
    return this.#committed.has(id)
  }

  get recorded(): number {
    return this.#committed.size
  }

  get sequenced(): number {
    return this.history.length
  }

  afterCommit(): void {
    this.steps += 1
    const rows = this.#engine.run(
      `select 'entry', leaf_index::text, action_id::text, encode(entry, 'hex') from ledger_entry
         where leaf_index >= ${this.history.length}
       union all select 'inbox', null, action_id::text, encode(entry, 'hex') from action_inbox
       union all select 'count', count(*)::text, null, null from ledger_entry
       union all select 'underway', count(*)::text, null, null from disclosure
         where state in ('planned', 'sending')
       union all select 'note', null, note, null from ledger_checkpoint order by 1, 2`,
    )
    const inbox = rows.filter(([what]) => what === 'inbox')
    const waiting = new Set(inbox.map(([, , id]) => id ?? ''))
    const entries = rows
      .filter(([what]) => what === 'entry')
      .sort((a, b) => Number(a[1]) - Number(b[1]))
    for (const [, index, id, bytes] of entries) this.#place(Number(index), id ?? '', bytes ?? '')
    for (const [, , id, bytes] of inbox) {
      if (this.#sequenced.has(id ?? '')) {
        this.fail(`action ${id} stands in the ledger and waits again`)
      }
      this.#hear(id ?? '', bytes ?? '')
    }
    if (this.#committed.size !== this.#sequenced.size + waiting.size) {
      this.fail('an action that was committed is neither in the inbox nor in the ledger')
    }
    const count = rows.find(([what]) => what === 'count')?.[1]
    if (Number(count) !== this.history.length) this.fail('the ledger got shorter, or has a gap')
    this.underway = Number(rows.find(([what]) => what === 'underway')?.[1])
    const note = rows.find(([what]) => what === 'note')?.[2]
    if (note !== undefined && note !== null) this.#standing(note)
  }

  #place(index: number, id: string, bytes: string): void {
    if (index !== this.history.length)
      this.fail(`leaf ${index} where ${this.history.length} follows`)
    if (this.#sequenced.has(id)) this.fail(`action ${id} has two leaves`)
    this.#sequenced.add(id)
    this.#hear(id, bytes)
    this.history.push(bytes)
  }

  #hear(id: string, bytes: string): void {
    if (this.#committed.has(id)) return
    this.#committed.add(id)
    this.onAction(JSON.parse(Buffer.from(bytes, 'hex').toString('utf8')) as Said)
  }

  #standing(note: string): void {
    const { size } = headOf(note)
    if (size < this.#signedSize) this.fail('the signed checkpoint got smaller')
    this.#signedSize = size
    if (size !== this.history.length) this.fail('the signed checkpoint is not over all entries')
    this.published(note)
  }

  /** A checkpoint as it left the sequencer's process: whatever is committed later must continue it. */
  published(note: string): void {
    const { size, root } = headOf(note)
    if (size > this.history.length)
      this.fail(`a checkpoint of ${size} was told before it was committed`)
    else if (rootOf(this.history.slice(0, size)) !== root)
      this.fail('a checkpoint of another history')
  }

  /** What a witness has put its name to and let go. */
  witnessed(witness: string, note: string): void {
    const { size, root } = headOf(note)
    const known = this.#signed.get(witness) ?? new Map<number, string>()
    this.#signed.set(witness, known)
    known.set(size, known.get(size) ?? root)
    if (known.get(size) !== root) this.fail(`${witness} signed two roots of ${size} entries`)
    const isOf = (history: readonly string[]) =>
      [...known].every(
        ([at, said]) => at <= history.length && rootOf(history.slice(0, at)) === said,
      )
    if (![this.history, ...this.lies].some(isOf)) this.fail(`${witness} signed two histories`)
  }
}

function headOf(note: string): { readonly size: number; readonly root: string } {
  const [, size = '', root = ''] = note.split('\n', 3)
  return { size: Number(size), root }
}

/** RFC 6962, 2.1, as it is written there. */
export function rootOf(leaves: readonly string[]): string {
  return treeHash(leaves.map((leaf) => digest(0, Buffer.from(leaf, 'hex')))).toString('base64')
}

function treeHash(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes
  if (first === undefined) return digestOf(Buffer.alloc(0))
  if (hashes.length === 1) return first
  let half = 1
  while (half * 2 < hashes.length) half *= 2
  return digest(1, Buffer.concat([treeHash(hashes.slice(0, half)), treeHash(hashes.slice(half))]))
}

function digest(kind: 0 | 1, bytes: Buffer): Buffer {
  return digestOf(Buffer.concat([Buffer.from([kind]), bytes]))
}

function digestOf(bytes: Buffer): Buffer {
  return hash('sha256', bytes, 'buffer')
}
