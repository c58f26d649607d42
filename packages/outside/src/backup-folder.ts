/**
 * How do the objects of a backup lie on a medium? As files of a folder, each written whole and durable.
 *
 * An object is replaced as a whole or not at all. What is taken off is overwritten first; on flash that
 * is an effort, not a proof, so nothing here is readable without keys. Knows names and bytes only.
 *
 * Law: 94-V art. 22(1). Requirements.
 */
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readSmallFile, replaceFile } from './atomic-file.ts'
import { codeOf, wipe } from './left-behind.ts'
import { BACKUP_OBJECT_BYTES_MAX } from './limits.ts'

const OWNER_ONLY = 0o600
const FOLDER_OWNER_ONLY = 0o700
/** `manifests/…`, `packs/…`: one folder deep, no dot but in `medium.json`. */
const NAME = /^(?:medium\.json|[a-z]{1,20}\/[a-z0-9_-]{1,100})$/

export interface BackupFolder {
  /** The bytes; undefined when there is no such object. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>
  /** Durable when the promise resolves. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>
  /** Names of one kind, sorted: `packs/…`. */
  readonly list: (kind: string) => Promise<readonly string[]>
  /** Overwrites and removes. */
  readonly wipe: (name: string) => Promise<void>
}

/** undefined when there is no such folder: a medium that is not plugged in must not become a new folder. */
export async function openBackupFolder(path: string): Promise<BackupFolder | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  return found?.isDirectory() === true ? backupFolder(path) : undefined
}

function backupFolder(path: string): BackupFolder {
  return {
    read: async (name) =>
      (await readSmallFile(placeOf(path, name), BACKUP_OBJECT_BYTES_MAX))?.bytes,
    write: async (name, bytes) => {
      if (bytes.length > BACKUP_OBJECT_BYTES_MAX)
        throw new Error('couldn’t write so large an object')
      const place = placeOf(path, name)
      await mkdir(dirname(place), { recursive: true, mode: FOLDER_OWNER_ONLY })
      await replaceFile(place, bytes, { mode: OWNER_ONLY })
    },
    list: async (kind) => await namesOf(path, kind),
    wipe: async (name) => await wipeObject(placeOf(path, name)),
  }
}

function placeOf(path: string, name: string): string {
  if (!NAME.test(name)) throw new Error('the name of an object on a medium is malformed')
  return join(path, name)
}

async function namesOf(path: string, kind: string): Promise<readonly string[]> {
  try {
    const names = await readdir(join(path, kind))
    return names
      .map((name) => `${kind}/${name}`)
      .filter((name) => NAME.test(name))
      .toSorted()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

async function wipeObject(place: string): Promise<void> {
  let file: FileHandle
  try {
    file = await open(place, constants.O_RDWR)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  try {
    await wipe(file)
  } finally {
    await file.close()
  }
  await rm(place, { force: true })
}
