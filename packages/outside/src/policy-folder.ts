/**
 * What stands in the policy folder?
 *
 * Every `.yaml` and `.md` file below it, as text, by its path with forward slashes, in the order of
 * code units, so that the same folder gives the same hash on every machine. Hidden files are not read.
 * A symbolic link, a `.yml` (which would be silently missing) and text that is not UTF-8 are faults:
 * a policy is never read in part. It does not understand the texts; `@kelisim/policy` does.
 *
 * Written, it is replaced as a whole: the new folder is made beside the old one and takes its name, so a
 * reader finds the old texts or the new ones. What is no text of a policy moves along unchanged. A writer killed
 * between the two renames leaves no folder: the next reading puts the old one back (decision 0085).
 */
import { randomUUID } from 'node:crypto'
import { cp, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, syncFolder } from './left-behind.ts'
import {
  POLICY_BYTES_MAX,
  POLICY_DEPTH_MAX,
  POLICY_FILE_BYTES_MAX,
  POLICY_FILES_MAX,
} from './limits.ts'

/** Longer than a living writer takes from one rename to the other. */
const EXCHANGE_MS_MAX = 250

export async function readPolicyFolder(dir: string): Promise<ReadonlyMap<string, string>> {
  await undoKilledExchange(dir)
  const paths = (await pathsBelow(dir, '', 0)).sort()
  if (paths.length > POLICY_FILES_MAX) {
    throw new Error(`couldn’t read the policy: more than ${POLICY_FILES_MAX} files`)
  }
  const texts = new Map<string, string>()
  let bytes = 0
  for (const path of paths) {
    const file = join(dir, path)
    const { size } = await stat(file)
    bytes += size
    if (size > POLICY_FILE_BYTES_MAX || bytes > POLICY_BYTES_MAX) {
      throw new Error(`couldn’t read the policy: ${path} is over the limit of bytes`)
    }
    texts.set(path, textOf(await readFile(file), path))
  }
  return texts
}

async function pathsBelow(dir: string, prefix: string, depth: number): Promise<string[]> {
  if (depth > POLICY_DEPTH_MAX) {
    throw new Error(`couldn’t read the policy: ${prefix} is more than ${POLICY_DEPTH_MAX} deep`)
  }
  const found: string[] = []
  for (const entry of await readdir(join(dir, prefix), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    if (entry.isSymbolicLink()) throw new Error(`couldn’t read the policy: ${path} is a link`)
    if (entry.isDirectory()) found.push(...(await pathsBelow(dir, path, depth + 1)))
    else if (path.endsWith('.yml')) throw new Error(`couldn’t read the policy: ${path}, not .yaml`)
    else if (/\.(?:yaml|md)$/.test(path)) found.push(path)
  }
  return found
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Error(`couldn’t read the policy: ${path} is not UTF-8`, { cause })
  }
}

/** A folder of another owner, a read-only disk, a mount point: the texts then go where a person puts them. */
const NOT_OURS = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'])

/** The folder's texts become these; false, and nothing changed, when it may not be written. */
export async function writePolicyFolder(
  dir: string,
  files: ReadonlyMap<string, string>,
): Promise<boolean> {
  await undoKilledExchange(dir)
  const folder = await realpath(dir)
  if (isSame(await readPolicyFolder(folder), files)) return true
  const beside = join(dirname(folder), `.${basename(folder)}.${randomUUID()}`)
  const old = `${beside}.old`
  try {
    await cp(folder, beside, { recursive: true, preserveTimestamps: true })
    await writeTexts(beside, files)
    await rename(folder, old)
    await rename(beside, folder).catch(async (error: unknown) => {
      await rename(old, folder)
      throw error
    })
    await syncFolder(folder)
    return true
  } catch (error) {
    if (NOT_OURS.has(codeOf(error) ?? '')) return false
    throw error
  } finally {
    await Promise.all([beside, old].map(async (path) => await removeLeft(path)))
  }
}

/** No folder, and the old one beside it under its hidden name: the old one takes its name again. */
async function undoKilledExchange(dir: string): Promise<void> {
  if (!(await isMissing(dir))) return
  await sleep(EXCHANGE_MS_MAX)
  const before = `.${basename(dir)}.`
  const names = await readdir(dirname(dir)).catch((): string[] => [])
  const [old] = names.filter(
    (name) => name.startsWith(before) && /^[\da-f-]{36}[.]old$/.test(name.slice(before.length)),
  )
  if (old === undefined || !(await isMissing(dir))) return
  await rename(join(dirname(dir), old), dir)
  await syncFolder(dir)
}

async function isMissing(dir: string): Promise<boolean> {
  return await stat(dir).then(
    () => false,
    (error: unknown) => codeOf(error) === 'ENOENT',
  )
}

/** What is left of an exchange that could not be cleared is a hidden folder that nobody reads. */
async function removeLeft(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined)
}

async function writeTexts(dir: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const path of await pathsBelow(dir, '', 0)) {
    if (!files.has(path)) await rm(join(dir, path))
  }
  for (const [path, text] of files) {
    const parts = path.split('/')
    if (!/\.(?:yaml|md)$/.test(path) || parts.some((part) => part === '' || part.startsWith('.'))) {
      throw new Error('couldn’t write the policy: a path that is none of a policy')
    }
    await mkdir(dirname(join(dir, path)), { recursive: true })
    const file = await open(join(dir, path), 'w')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text)
}
