/**
 * Files in memory, with what power takes away: bytes that were not synced, names whose folder was not.
 *
 * Names and bytes are kept twice: as the programs see them, and as they are on the medium. A killed process
 * loses nothing; a machine that loses power keeps of what was not synced as much as the seed says: a first
 * part of the bytes, the first few of the changes of names.
 */
import { dirname } from 'node:path'
import type { Loop } from './loop.ts'

interface Inode {
  bytes: Buffer
  synced: Buffer
  links: number
  mode: number
}

type Names = Map<string, Inode>

interface Change {
  readonly folder: string
  readonly apply: (names: Names) => void
}

export interface DiskFaults {
  /** Shares of calls. */
  full: number
  broken: number
  /** A defect on purpose: syncing does nothing. */
  ignoresSync: boolean
}

export class Disk {
  readonly #loop: Loop
  readonly #faults: DiskFaults
  readonly #folders = new Set<string>()
  #names: Names = new Map()
  #medium: Names = new Map()
  #changes: Change[] = []

  constructor(loop: Loop, faults: DiskFaults) {
    this.#loop = loop
    this.#faults = faults
  }

  /** Everything under the folder is what a machine finds after its power was gone. */
  losePower(folder: string): void {
    const isHere = (path: string) => path.startsWith(`${folder}/`)
    const own = this.#changes.filter((change) => isHere(`${change.folder}/`))
    const kept = own.slice(0, Math.floor(this.#loop.chance() * (own.length + 1)))
    for (const change of kept) change.apply(this.#medium)
    this.#changes = this.#changes.filter((change) => !own.includes(change))
    for (const path of this.#names.keys()) if (isHere(path)) this.#names.delete(path)
    for (const [path, inode] of this.#medium) {
      if (!isHere(path)) continue
      if (!inode.bytes.equals(inode.synced)) {
        const torn = inode.bytes.subarray(0, Math.floor(this.#loop.chance() * inode.bytes.length))
        inode.synced = this.#loop.isHit(0.5) ? inode.synced : Buffer.from(torn)
        inode.bytes = inode.synced
      }
      this.#names.set(path, inode)
    }
  }

  async mkdir(path: string): Promise<void> {
    await this.#call('mkdir')
    this.#folders.add(path)
  }

  async readdir(path: string): Promise<string[]> {
    await this.#call('readdir')
    return [...this.#names.keys()]
      .filter((name) => dirname(name) === path)
      .map((name) => name.slice(path.length + 1))
      .sort()
  }

  async readFile(path: string, encoding?: string): Promise<Buffer | string> {
    await this.#call('read')
    const { bytes } = this.#inode(path)
    return encoding === undefined ? Buffer.from(bytes) : bytes.toString('utf8')
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#call('rename')
    this.#inode(from)
    this.#change(dirname(to), (names) => {
      const moved = names.get(from)
      if (moved === undefined) return
      names.set(to, moved)
      names.delete(from)
    })
  }

  async link(from: string, to: string): Promise<void> {
    await this.#call('link')
    const inode = this.#inode(from)
    if (this.#names.has(to)) throw fault('EEXIST')
    inode.links += 1
    this.#change(dirname(to), (names) => void names.set(to, inode))
  }

  async rm(path: string): Promise<void> {
    await this.#call('rm')
    this.#change(dirname(path), (names) => void names.delete(path))
  }

  async lstat(path: string) {
    await this.#call('stat')
    this.#inode(path)
    return { isFile: () => true, mtimeMs: this.#loop.now }
  }

  async open(
    path: string,
    flags: string | number = 'r',
    mode = 0o666,
  ): Promise<OpenFile | OpenFolder> {
    await this.#call('open')
    if (this.#folders.has(path)) return new OpenFolder(() => this.#syncFolder(path))
    if (typeof flags === 'string' && flags.startsWith('w')) {
      if (flags === 'wx' && this.#names.has(path)) throw fault('EEXIST')
      const made = this.#names.get(path) ?? { bytes: NOTHING, synced: NOTHING, links: 1, mode }
      made.bytes = NOTHING
      if (!this.#names.has(path)) this.#change(dirname(path), (names) => void names.set(path, made))
    }
    return new OpenFile(this.#inode(path), async (what) => await this.#call(what), this.#faults)
  }

  async #syncFolder(path: string): Promise<void> {
    await this.#call('sync')
    if (this.#faults.ignoresSync) return
    for (const change of this.#changes) if (change.folder === path) change.apply(this.#medium)
    this.#changes = this.#changes.filter((change) => change.folder !== path)
  }

  #change(folder: string, apply: (names: Names) => void): void {
    apply(this.#names)
    this.#changes.push({ folder, apply })
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path)
    if (inode === undefined) throw fault('ENOENT')
    return inode
  }

  /** Each call is an await at which its process may die, and may fail. */
  async #call(what: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#loop.later(this.#loop.between(0, 8), () => {
        const isWriting = what === 'write' || what === 'open' || what === 'sync'
        if (isWriting && this.#loop.isHit(this.#faults.full)) reject(fault('ENOSPC'))
        else if (this.#loop.isHit(this.#faults.broken)) reject(fault('EIO'))
        else resolve()
      })
    })
  }
}

const NOTHING = Buffer.alloc(0)

class OpenFile {
  readonly #inode: Inode
  readonly #call: (what: string) => Promise<void>
  readonly #faults: DiskFaults

  constructor(inode: Inode, call: (what: string) => Promise<void>, faults: DiskFaults) {
    this.#inode = inode
    this.#call = call
    this.#faults = faults
  }

  async writeFile(bytes: Uint8Array): Promise<void> {
    // What a full disk took of it stands there, torn.
    this.#inode.bytes = Buffer.from(bytes.subarray(0, bytes.length >> 1))
    await this.#call('write')
    this.#inode.bytes = Buffer.from(bytes)
  }

  /** From the beginning; `wipe` writes no other way. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.#call('write')
    this.#inode.bytes = Buffer.from(bytes)
  }

  async readFile(): Promise<Buffer> {
    await this.#call('read')
    return Buffer.from(this.#inode.bytes)
  }

  async stat() {
    await this.#call('stat')
    const { bytes, mode, links } = this.#inode
    return { size: bytes.length, mode, nlink: links }
  }

  async chmod(mode: number): Promise<void> {
    await this.#call('chmod')
    this.#inode.mode = mode
  }

  async sync(): Promise<void> {
    await this.#call('sync')
    if (!this.#faults.ignoresSync) this.#inode.synced = this.#inode.bytes
  }

  async close(): Promise<void> {
    await Promise.resolve()
  }
}

class OpenFolder {
  readonly sync: () => Promise<void>

  constructor(sync: () => Promise<void>) {
    this.sync = sync
  }

  async close(): Promise<void> {
    await Promise.resolve()
  }
}

function fault(code: string): Error {
  return Object.assign(new Error(code), { code })
}
