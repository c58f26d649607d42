/**
 * What does a witness keep, and is it durable before anybody is told?
 *
 * Two kinds of files in its folder: `seed` (32 secret bytes, for the owner alone, made at the first start)
 * and one `<SHA-256 of the origin>.head` for each log: the head cosigned last, as a checkpoint text.
 * A head is written beside, synced, renamed and the folder synced: after a crash there is the old or the
 * new one, whole. A file that cannot be read stops the witness: forgetting a head would let a log go back.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from '@kelisim/ledger'

const SEED_BYTES = 32
const OWNER_ONLY = 0o600
const NEW = '.new'

export class Memory {
  readonly #folder: string
  readonly #heads: Map<string, Checkpoint>
  readonly seed: Uint8Array

  private constructor(folder: string, seed: Uint8Array, heads: Map<string, Checkpoint>) {
    this.#folder = folder
    this.seed = seed
    this.#heads = heads
  }

  static async open(folder: string): Promise<Memory> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // A write that failed after its rename may stand here and be gone after the next loss of power: nothing that
    // is read counts before its name is durable.
    await syncFolder(folder)
    const names = await readdir(folder)
    // What a crash left half-written was never promised to anybody.
    for (const name of names) if (name.endsWith(NEW)) await rm(join(folder, name))
    if (!names.includes('seed')) await write(folder, 'seed', randomBytes(SEED_BYTES))
    const seed = await readFile(join(folder, 'seed'))
    if (seed.length !== SEED_BYTES) throw new Error('the seed of this witness is damaged')
    const heads = new Map<string, Checkpoint>()
    for (const name of names.filter((one) => one.endsWith('.head'))) {
      const head = parseCheckpoint(await readFile(join(folder, name), 'utf8'))
      if (!head.ok || headName(head.origin) !== name) {
        throw new Error(`what this witness remembers is damaged: ${name}`)
      }
      heads.set(head.origin, head)
    }
    return new Memory(folder, seed, heads)
  }

  head(origin: string): Checkpoint | undefined {
    return this.#heads.get(origin)
  }

  /** Durable when the promise resolves. */
  async keep(head: Checkpoint): Promise<void> {
    const text = formatCheckpoint(head)
    await write(this.#folder, headName(head.origin), Buffer.from(text, 'utf8'))
    this.#heads.set(head.origin, head)
  }
}

/** C2SP tlog-witness names a log by the hash of its origin. */
export function originHash(origin: string): string {
  return createHash('sha256').update(origin, 'utf8').digest('hex')
}

function headName(origin: string): string {
  return `${originHash(origin)}.head`
}

async function write(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const beside = join(folder, `${name}${NEW}`)
  const file = await open(beside, 'w', OWNER_ONLY)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, join(folder, name))
  await syncFolder(folder)
}

async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
