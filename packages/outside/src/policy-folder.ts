/**
 * What stands in the policy folder?
 *
 * Every `.yaml` and `.md` file below it, as text, by its path with forward slashes, in the order of
 * code units, so that the same folder gives the same hash on every machine. Hidden files are not read.
 * A symbolic link, a `.yml` (which would be silently missing) and text that is not UTF-8 are faults:
 * a policy is never read in part. It does not understand the texts; `@kelisim/policy` does.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  POLICY_BYTES_MAX,
  POLICY_DEPTH_MAX,
  POLICY_FILE_BYTES_MAX,
  POLICY_FILES_MAX,
} from './limits.ts'

export async function readPolicyFolder(dir: string): Promise<ReadonlyMap<string, string>> {
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
