/**
 * What did a writer leave beside a file when it was killed before the rename, and is it really left?
 *
 * A temporary file is named `.<name>.<pid>.<uuid>`. It is swept when its writer is gone: no such process, or
 * this very process and not at it now, or older than any writing takes (numbers of processes are used again).
 * Files of the older form `.<name>.<uuid>` bear no writer and go by age alone. Only regular files of exactly
 * that form are touched, never a link, a folder or a stranger.
 *
 * With `wipe` the bytes are overwritten before the name goes. That reaches the blocks of a plain disk; on
 * copy-on-write file systems and flash it is an effort, not a proof. A file with another name, too, is the
 * living one (it was linked into its place just before the kill): only the name goes.
 *
 * Speaks of one machine: whoever shares the folder between machines must not start two writers.
 *
 * Law: 94-V art. 18, 22. Invariant I5.
 */
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Longer than any writing of a small file takes. */
const WRITING_MS_MAX = 60 * 60_000
/** Of a file that does not say whose it is; nobody writes that form any more. */
const NAMELESS_MS_MAX = 60_000
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.source
const FORM = new RegExp(`^(?:([1-9][0-9]{0,9})\\.)?${UUID}$`)

/** Temporaries this process writes just now. */
const underway = new Set<string>()

export function newTemporary(path: string): string {
  const name = join(dirname(path), `.${basename(path)}.${process.pid}.${randomUUID()}`)
  underway.add(name)
  return name
}

export function temporaryGone(name: string): void {
  underway.delete(name)
}

/** Removes what killed writers of this file left beside it; the number of files. */
export async function sweepLeftBehind(path: string, wipe: boolean): Promise<number> {
  const folder = dirname(path)
  let swept = 0
  for (const name of await namesIn(folder)) {
    const form = name.startsWith(`.${basename(path)}.`)
      ? FORM.exec(name.slice(basename(path).length + 2))
      : null
    const left = join(folder, name)
    if (form === null || !(await isLeft(left, form[1]))) continue
    if (wipe) await wipeUnlinked(left)
    await rm(left, { force: true })
    swept += 1
  }
  if (swept > 0) await syncFolder(path)
  return swept
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    // Before the first file there may be no folder.
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

async function isLeft(left: string, pid: string | undefined): Promise<boolean> {
  if (underway.has(left)) return false
  try {
    const { mtimeMs } = await statOfRegular(left)
    const ageMs = Date.now() - mtimeMs
    if (pid === undefined) return ageMs > NAMELESS_MS_MAX
    const isOurs = Number(pid) === process.pid
    return isOurs || !isAlive(Number(pid)) || ageMs > WRITING_MS_MAX
  } catch {
    // Gone, or not a regular file: in neither case ours to remove.
    return false
  }
}

async function statOfRegular(path: string) {
  const status = await lstat(path)
  if (!status.isFile()) throw new Error('not a regular file')
  return status
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

async function wipeUnlinked(left: string): Promise<void> {
  let file: FileHandle
  try {
    file = await open(left, constants.O_RDWR | constants.O_NOFOLLOW)
  } catch {
    // Somebody else swept it, or it is not ours to write: the name goes all the same.
    return
  }
  try {
    const { nlink } = await file.stat()
    if (nlink === 1) await wipe(file)
  } finally {
    await file.close()
  }
}

/** Overwrites every byte with zeros, durably. */
export async function wipe(file: FileHandle): Promise<void> {
  const { size } = await file.stat()
  await file.write(new Uint8Array(size), 0, size, 0)
  await file.sync()
}

/** A rename or removal is durable only with its folder. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export function codeOf(error: unknown): string | undefined {
  const isCoded = error instanceof Error && 'code' in error && typeof error.code === 'string'
  return isCoded ? String(error.code) : undefined
}
