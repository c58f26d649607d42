/**
 * How does one process meet many mutants, one after the other?
 *
 * Each turn imports the modules of our packages under another address, so that they are made anew, one of them
 * with a change in its text; what comes from outside stays. Types are taken off each file once. Nothing is written
 * to disk, so a campaign that is killed leaves nothing behind, and several may run beside each other.
 */
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export interface Change {
  /** From the root of the repository. */
  readonly file: string
  readonly from: number
  readonly to: number
  readonly becomes: string
}

const ROOT = join(import.meta.dirname, '../../..')
const OURS = pathToFileURL(join(ROOT, 'packages')).href
/** Keeps a server for the process, and is never mutated. */
const KEPT = pathToFileURL(join(ROOT, 'packages/postgres')).href
const TESTS = new URL('declared-tests.ts', import.meta.url).href

let turn = 0
let changed: { readonly path: string; readonly source: string } | undefined
const stripped = new Map<string, string>()

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'node:test') return { url: TESTS, shortCircuit: true }
    const found = nextResolve(specifier, context)
    const isFresh = found.url.startsWith(OURS) && !found.url.startsWith(KEPT)
    return isFresh ? { ...found, url: `${found.url}?turn=${turn}` } : found
  },
  load(url, context, nextLoad) {
    if (!url.startsWith(OURS)) return nextLoad(url, context)
    const path = fileURLToPath(url)
    const source = path === changed?.path ? changed.source : plain(path)
    return { format: 'module', source, shortCircuit: true }
  },
})

function plain(path: string): string {
  const known = stripped.get(path)
  if (known !== undefined) return known
  const source = stripTypeScriptTypes(readFileSync(path, 'utf8'))
  stripped.set(path, source)
  return source
}

/** From here on the modules are new ones, as each file of tests finds them; throws where the change is no program. */
export function nextTurn(change: Change | undefined): void {
  turn++
  changed = undefined
  if (change === undefined) return
  const path = join(ROOT, change.file)
  const text = readFileSync(path, 'utf8')
  const mutant = `${text.slice(0, change.from)}${change.becomes}${text.slice(change.to)}`
  changed = { path, source: stripTypeScriptTypes(mutant) }
}

export async function load(file: string): Promise<void> {
  await import(`${pathToFileURL(join(ROOT, file)).href}?turn=${turn}`)
}
