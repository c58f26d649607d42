/**
 * The files of PostgreSQL itself: a house with people on a cluster of its own, which can be stopped, edited and started.
 *
 * Flips without a new checksum are judged on copies of the pages (heap-page.ts) and, some of them, by PostgreSQL and
 * the audit. Edits under a new checksum are judged by the audit alone.
 */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type PostgresServer, startPostgres } from '@kelisim/postgres'
import { Outage } from '@kelisim/terms'
import { apply, openWorld, type World } from '../world.ts'
import { findings } from './stand.ts'
import { checksumOf, isSound, PAGE_BYTES, sealPage } from './heap-page.ts'

export interface HeapPage {
  /** A table, an index, or the table of the long values of a table. */
  readonly table: string
  readonly block: number
  readonly bytes: Uint8Array
}

/** `harmless`: every row of every table reads as it did. `fell`: the server stopped over it, and the audit with it. */
export type Outcome = 'named' | 'fell' | 'harmless' | 'missed'

export interface Heap extends AsyncDisposable {
  readonly world: World
  /** Every page of every table and index of the house, as it lay when the server stood still. */
  readonly pages: readonly HeapPage[]
  /** Edits the stopped files, starts the server, tells what audit and log say, stops it and puts everything back. */
  attempt(edits: readonly HeapPage[]): Promise<readonly string[]>
  /** What becomes of an edit that the checksum of its page lets through. */
  outcome(edit: HeapPage): Promise<Outcome>
}

export async function openHeap(people: number): Promise<Heap> {
  const directory = await mkdtemp(join(tmpdir(), 'kelisim-heap-'))
  let server: PostgresServer = await startPostgres({ directory })
  const start = async () => void (server = await startPostgres({ directory }))
  await ask(server.superuserUrl(), 'create database heap')
  await ask(server.superuserUrl(), 'alter system set autovacuum = off')
  const url = server.superuserUrl('heap')
  const world = await openWorld({}, url)
  for (let ordinal = 1; ordinal <= people; ordinal++) {
    assert.equal((await apply(world, { ordinal })).effect, 'done')
  }
  await world.sequenceAll()
  // Whoever reads first sets hint bits; the pages are kept as they stand after that.
  assert.deepEqual(await findings(world), [])
  await ask(url, 'checkpoint')
  const files = await filesOf(url, join(directory, 'cluster'))
  const tables = [...files.keys()].filter((name) => !name.includes(' '))
  const contents = async () => await contentsOf(url, tables)
  await server.stop()
  const pages = await pagesOf(files)
  const withEdits = async <T>(edits: readonly HeapPage[], look: () => Promise<T>): Promise<T> => {
    const kept = new Map<string, Buffer>()
    for (const { table, block, bytes } of edits) {
      const path = files.get(table) ?? assert.fail(table)
      if (!kept.has(path)) kept.set(path, await readFile(path))
      const now = await readFile(path)
      now.set(bytes, block * PAGE_BYTES)
      await writeFile(path, now)
    }
    await start()
    try {
      return await look()
    } finally {
      await server.stop()
      for (const [path, bytes] of kept) await writeFile(path, bytes)
    }
  }
  const untouched = await withEdits([], contents)
  return {
    world,
    pages,
    attempt: async (edits) => await withEdits(edits, async () => await findings(world)),
    outcome: async (edit) =>
      await withEdits([edit], async () => {
        // Before the audit, which leaves an action of its own.
        const read = await contents().catch(() => 'unreadable')
        try {
          if ((await findings(world)).length > 0) return 'named'
        } catch (error) {
          if (error instanceof Outage) return 'fell'
          throw error
        }
        return read === untouched ? 'harmless' : 'missed'
      }),
    [Symbol.asyncDispose]: async () => {
      await start()
      await world[Symbol.asyncDispose]()
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** One bit of a page; `sealed`: with the checksum made anew. */
export function flipped(page: HeapPage, at: number, bit: number, sealed = false): HeapPage {
  const bytes = Uint8Array.from(page.bytes)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  if (sealed) sealPage(bytes, page.block)
  return { ...page, bytes }
}

export interface HeapTally {
  /** Refused by the checksum of the page. */
  readonly found: number
  /** The checksum has 16 bits: of some 65,000 flips it lets one through, and the rows must tell. */
  readonly passed: readonly HeapPage[]
}

/** Random bits anywhere on the pages, headers, unused bytes and the checksum itself included. */
export function flipPages(
  pages: readonly HeapPage[],
  flips: number,
  next: (below: number) => number,
): HeapTally {
  const passed: HeapPage[] = []
  for (let flip = 0; flip < flips; flip++) {
    const page = pages[next(pages.length)] ?? assert.fail('no pages')
    const spoiled = flipped(page, next(PAGE_BYTES), next(8))
    if (isSound(spoiled.bytes, page.block)) passed.push(spoiled)
  }
  return { found: flips - passed.length, passed }
}

/** A page that was never written has no checksum, and holds nothing. */
async function pagesOf(files: ReadonlyMap<string, string>): Promise<readonly HeapPage[]> {
  const pages: HeapPage[] = []
  for (const [table, path] of files) {
    const whole = await readFile(path)
    for (let block = 0; (block + 1) * PAGE_BYTES <= whole.length; block++) {
      const bytes = Uint8Array.from(whole.subarray(block * PAGE_BYTES, (block + 1) * PAGE_BYTES))
      if (bytes.some((byte) => byte !== 0)) pages.push({ table, block, bytes })
    }
  }
  for (const { table, block, bytes } of pages) {
    const stored = (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0)
    assert.equal(checksumOf(bytes, block), stored, `${table} ${block}: PostgreSQL’s own checksum`)
  }
  return pages
}

/** By table; an index is named `index …`, the long values of a table `values of …`. */
async function filesOf(url: string, cluster: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; path: string }>(
      `with ours as (
         select c.oid, reltoastrelid, case nspname when 'public' then relname else nspname || '.' || relname end as name
         from pg_class c join pg_namespace n on n.oid = relnamespace
         where relkind = 'r' and nspname in ('public', 'keys')),
       files as (
         select oid, name from ours
         union all select reltoastrelid, 'values of ' || name from ours where reltoastrelid > 0
         union all select indexrelid, 'index ' || indexrelid::regclass from pg_index join ours on indrelid = ours.oid)
       select name, pg_relation_filepath(oid) as path from files order by name`,
    )
    return new Map(rows.map(({ name, path }) => [name, join(cluster, path)]))
  } finally {
    await client.end()
  }
}

/** Every row of every table, as one word. */
async function contentsOf(url: string, tables: readonly string[]): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  // The query tells it, too.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const words: string[] = []
    for (const table of tables) {
      const { rows } = await client.query<{ all: string | null }>(
        `select md5(string_agg(t::text, ' ' order by t::text)) as all from ${table} t`,
      )
      words.push(rows[0]?.all ?? '')
    }
    return words.join(' ')
  } finally {
    await client.end()
  }
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
