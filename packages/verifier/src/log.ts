/**
 * Do the entries that a log serves give the root that it signed?
 *
 * Reads every entry bundle in order and computes the root anew from the entries alone; the hashes that the
 * log serves are only held beside, to name the first entry that is not what it was. Source: C2SP tlog-tiles,
 * RFC 6962 § 2.1. Requirements: R-82, R-85.
 */
import { type Bytes, leafHash, nodeHash, same, sha256 } from './bytes.ts'
import { type NoteFault, openHead, readKey } from './note.ts'

/** The bytes at a C2SP path, undefined when there is nothing; trouble in reading is an exception. */
export type LogReader = (path: string) => Promise<Uint8Array | undefined>

export type CheckedLog =
  | {
      readonly ok: true
      readonly size: number
      readonly root: Bytes
      /** Entries that the log no longer serves: only their hashes lead to the root. */
      readonly unpublished: number
    }
  | {
      readonly ok: false
      readonly fault:
        | NoteFault
        | 'malformed_key'
        | 'missing'
        | 'malformed_bundle'
        | 'entry'
        | 'root'
      readonly index?: number
    }

const WIDTH = 256
const HASH_BYTES = 32

export async function checkLog(
  read: LogReader,
  vkey: string,
  progress: (entries: number) => void = () => undefined,
): Promise<CheckedLog> {
  const log = await readKey(vkey)
  if (log?.type !== 1) return { ok: false, fault: 'malformed_key' }
  const note = await read('checkpoint')
  if (note === undefined) return { ok: false, fault: 'missing' }
  const head = await openHead(new TextDecoder().decode(note), log, [])
  if (typeof head === 'string') return { ok: false, fault: head }
  const minimum = await firstServed(read, head.size)
  const tree = new Peaks()
  let firstBad: number | undefined
  let unpublished = 0
  for (let from = 0; from < head.size; from += WIDTH) {
    const width = Math.min(WIDTH, head.size - from)
    const bundle = await read(place('tile/entries', from / WIDTH, width))
    const hashes = await read(place('tile/0', from / WIDTH, width))
    if (bundle === undefined && from < minimum && hashes?.length === width * HASH_BYTES) {
      for (let at = 0; at < width; at++) await tree.add(hashAt(hashes, at))
      unpublished += width
      continue
    }
    if (bundle === undefined) return { ok: false, fault: 'missing', index: from }
    const entries = entriesIn(bundle)
    if (entries?.length !== width) return { ok: false, fault: 'malformed_bundle', index: from }
    for (const [at, entry] of entries.entries()) {
      const leaf = await leafHash(entry)
      if (hashes === undefined || !same(leaf, hashAt(hashes, at))) firstBad ??= from + at
      await tree.add(leaf)
    }
    progress(from + width)
  }
  if (firstBad !== undefined) return { ok: false, fault: 'entry', index: firstBad }
  const root = await tree.root()
  if (!same(root, head.root)) return { ok: false, fault: 'root' }
  return { ok: true, size: head.size, root, unpublished }
}

/** Where a log says that entries before it are served no more; 0 where it says nothing that can be. */
async function firstServed(read: LogReader, size: number): Promise<number> {
  const text = new TextDecoder().decode(await read('minimum')).trim()
  const minimum = /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : 0
  return minimum <= size && minimum % WIDTH === 0 ? minimum : 0
}

function hashAt(hashes: Uint8Array, at: number): Bytes {
  return new Uint8Array(hashes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES))
}

/** Roots of the full subtrees so far, the widest first: all that a growing tree needs to remember. */
class Peaks {
  readonly #peaks: { readonly width: number; readonly hash: Bytes }[] = []

  async add(leaf: Bytes): Promise<void> {
    let peak = { width: 1, hash: leaf }
    for (let last = this.#peaks.at(-1); last?.width === peak.width; last = this.#peaks.at(-1)) {
      this.#peaks.pop()
      peak = { width: peak.width * 2, hash: await nodeHash(last.hash, peak.hash) }
    }
    this.#peaks.push(peak)
  }

  async root(): Promise<Bytes> {
    const [smallest, ...larger] = this.#peaks.toReversed()
    if (smallest === undefined) return await sha256(new Uint8Array(0))
    let { hash } = smallest
    for (const peak of larger) hash = await nodeHash(peak.hash, hash)
    return hash
  }
}

/** Two bytes of length, big-endian, and so many bytes, again and again; undefined when cut short. */
function entriesIn(bundle: Uint8Array): Bytes[] | undefined {
  const entries: Bytes[] = []
  for (let at = 0; at < bundle.length; ) {
    const length = (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0)
    if (at + 2 + length > bundle.length) return undefined
    entries.push(new Uint8Array(bundle.slice(at + 2, at + 2 + length)))
    at += 2 + length
  }
  return entries
}

function place(folder: string, index: number, width: number): string {
  const groups: string[] = []
  let rest = index
  do {
    groups.unshift(String(rest % 1_000).padStart(3, '0'))
    rest = Math.floor(rest / 1_000)
  } while (rest > 0)
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `${folder}/${path}${width === WIDTH ? '' : `.p/${width}`}`
}
