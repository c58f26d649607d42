/**
 * How fast does the ledger grow, sign and get audited, when nothing is stored?
 *
 * The ceiling of the sequencer without a database: leaf hashes, tiles, root and signature in memory,
 * per CPU-second of this process, against the plain SHA-256 of the same entries in the same run.
 * Goals: 200,000 entries per CPU-second grown (L2) and audited (L6).
 * Run: `node bench/sequencer.bench.ts [--json]`. Takes some seconds.
 */
import { hash } from 'node:crypto'
import * as ledger from '@kelisim/ledger'

const ROUNDS = 5
const ENTRIES = 20_000
const ENTRY_BYTES = 300
const ORIGIN = 'kelisim.example/bench'

const signer = ledger.newSigner(ORIGIN, new Uint8Array(32).fill(1))
const entries = Array.from({ length: ENTRIES }, (_, number) => {
  const entry = new Uint8Array(ENTRY_BYTES)
  new DataView(entry.buffer).setUint32(0, number)
  return entry
})
const published = publish()

/** Appends all entries in batches, as rounds of the sequencer do, and signs after each if asked. */
function growBy(batch: number, isSigned: boolean): void {
  let size = 0
  const tiles = new Map<string, ledger.Tile>()
  for (let from = 0; from < ENTRIES; from += batch) {
    const leaves = entries.slice(from, from + batch).map((entry) => ledger.leafHash(entry))
    const edge = ledger.edgeTiles(size).map((id) => {
      const tile = tiles.get(`${id.level}/${id.index}`)
      if (tile === undefined) throw new Error('a tile of the edge is missing')
      return tile
    })
    const growth = ledger.grow(size, edge, leaves)
    for (const tile of growth.tiles) tiles.set(`${tile.level}/${tile.index}`, tile)
    size = growth.size
    if (isSigned) ledger.signNote(ledger.formatCheckpoint({ origin: ORIGIN, ...growth }), [signer])
  }
}

function publish(): Map<string, Uint8Array> {
  const { tiles, size, root } = ledger.grow(
    0,
    [],
    entries.map((entry) => ledger.leafHash(entry)),
  )
  const files = new Map(tiles.map((tile) => [ledger.tilePath(tile), tile.bytes]))
  for (let index = 0; index * ledger.TILE_WIDTH < size; index++) {
    const part = entries.slice(index * ledger.TILE_WIDTH, (index + 1) * ledger.TILE_WIDTH)
    files.set(ledger.entryBundlePath(index, part.length), ledger.encodeBundle(part))
  }
  const note = ledger.signNote(ledger.formatCheckpoint({ origin: ORIGIN, size, root }), [signer])
  return files.set('checkpoint', new TextEncoder().encode(note))
}

async function audit(): Promise<void> {
  const found = await ledger.verifyLog({ read: async (path) => published.get(path) }, signer.vkey)
  if (!found.ok) throw new Error('the published log is not whole')
}

const MEASURED: readonly (readonly [name: string, call: () => void | Promise<void>])[] = [
  ['plain SHA-256 of each entry', () => entries.forEach((entry) => hash('sha256', entry))],
  ['grow, 1,000 at a time, signed', () => growBy(1_000, true)],
  ['grow, 100 at a time, signed', () => growBy(100, true)],
  ['grow, 10 at a time, signed', () => growBy(10, true)],
  ['grow, 1,000 at a time, unsigned', () => growBy(1_000, false)],
  ['audit of the whole log', audit],
]

async function perCpuSecond(call: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await call()
  const { user, system } = process.cpuUsage(before)
  return (ENTRIES * 1_000_000) / (user + system)
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

const rounds = new Map(MEASURED.map(([name]): [string, number[]] => [name, []]))
for (const [, call] of MEASURED) await perCpuSecond(call)
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, call] of MEASURED) rounds.get(name)?.push(await perCpuSecond(call))
}
const plain = median([...rounds.values()][0] ?? [])
const results = MEASURED.map(([name]) => {
  const perSecond = median(rounds.get(name) ?? [])
  return { name, perSecond: Math.round(perSecond), ratio: perSecond / plain }
})

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ node: process.version, entryBytes: ENTRY_BYTES, results }))
} else {
  for (const { name, perSecond, ratio } of results) {
    console.log(
      `${name.padEnd(34)}${String(perSecond).padStart(9)} entries/CPU-s ${ratio.toFixed(2).padStart(7)}`,
    )
  }
}
