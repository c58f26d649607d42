/**
 * How is a small file replaced so that a crash leaves either the old one or the new one, whole?
 *
 * Temporary file beside it, write, fsync, rename, fsync of the folder: durable when the promise
 * resolves. With `wipeOld` the bytes of the replaced file are overwritten after the rename, through a
 * descriptor opened before it: never both gone. Overwriting reaches the blocks of a plain disk; on
 * copy-on-write file systems and flash it is an effort, not a proof. A writer that is killed leaves its
 * temporary file behind; `sweepLeftBehind` of left-behind.ts removes it when the file is opened next.
 */
import { constants } from 'node:fs'
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises'
import { codeOf, newTemporary, syncFolder, temporaryGone, wipe } from './left-behind.ts'

export interface Replacing {
  readonly mode: number
  readonly wipeOld?: boolean
}

/** The file at the path becomes these bytes. */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  { mode, wipeOld = false }: Replacing,
): Promise<void> {
  const temporary = await writeBeside(path, bytes, mode)
  const old = wipeOld ? await openOld(path) : undefined
  try {
    await rename(temporary, path)
    await syncFolder(path)
    if (old) await wipe(old)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  } finally {
    temporaryGone(temporary)
    await old?.close()
  }
}

/** Makes the file; false, and nothing changed, when there is one already. Of two at once, one wins. */
export async function makeFile(path: string, bytes: Uint8Array, mode: number): Promise<boolean> {
  const temporary = await writeBeside(path, bytes, mode)
  try {
    await link(temporary, path)
    await syncFolder(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
    temporaryGone(temporary)
  }
}

/** The bytes of a file no larger than the limit; undefined when there is none. */
export async function readSmallFile(
  path: string,
  bytesMax: number,
): Promise<{ readonly bytes: Uint8Array; readonly mode: number } | undefined> {
  let file: FileHandle
  try {
    file = await open(path, constants.O_RDONLY)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
  try {
    const { size, mode } = await file.stat()
    if (size > bytesMax) throw new Error(`couldn’t read a file of more than ${bytesMax} bytes`)
    return { bytes: await file.readFile(), mode: mode & 0o777 }
  } finally {
    await file.close()
  }
}

async function writeBeside(path: string, bytes: Uint8Array, mode: number): Promise<string> {
  const temporary = newTemporary(path)
  const file = await open(temporary, 'wx', mode)
  try {
    await file.chmod(mode)
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  return temporary
}

async function openOld(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
