/**
 * The rules of the house that a machine can check, as functions from a file to the faults in it.
 *
 * Kept apart from the test that runs them over the tree, so that each can also be shown a planted fault: a
 * rule that never fails is no rule. A fault names the file, the rule and what to do instead.
 *
 * Does not: judge types, formatting or unused code (tsc, biome and oxlint do).
 */
import { basename, dirname, join, normalize } from 'node:path'

/** Who may import whom: packages of a lower level only, never sideways, never up. */
export const LEVEL: Readonly<Record<string, number>> = {
  'packages/terms': 0,
  // Checks the ledger on strangers' machines: stands alone, so that it shares no mistake with it.
  'packages/verifier': 0,
  'packages/messages': 1,
  'packages/policy': 1,
  'packages/ledger': 1,
  'packages/vault': 1,
  'packages/ui': 1,
  'packages/rules': 2,
  'packages/api': 2,
  'packages/documents': 2,
  'packages/postgres': 3,
  'packages/store': 3,
  'packages/outside': 3,
  'packages/screens': 3,
  'packages/work': 4,
  // Puts the parts together for the programs: opens the database, reads the policy, fills the demo world.
  'packages/house': 5,
  'apps/server': 6,
  'apps/cli': 6,
  'apps/lender': 6,
  'apps/witness': 6,
}

/** These compute and never act: what they need comes in as arguments. */
const PURE = new Set([
  'terms',
  'messages',
  'policy',
  'ledger',
  'ui',
  'rules',
  'screens',
  'documents',
])
/** Hashes and ciphers have no effect on the world either: the vault, and one file each of two others. */
const CRYPTO = new Set(['vault'])
const CRYPTO_FILES = new Set(['packages/ledger/src/crypto.ts', 'packages/policy/src/digest.ts'])
/** Tests may use it anywhere, like the test runner itself. */
const FOR_TESTS = '@kelisim/postgres'

export const LINES_MAX = 400
/** Stylesheets are flat lists: long ones cost scrolling, not understanding. */
export const LIST_LINES_MAX = 1_000

/** Names under which anything could be found, so nothing is. */
const VAGUE = /^(?:utils?|helpers?|common|types?|constants?|manager|services?|handlers?|misc)\.\w+$/

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string
  readonly text: string
}

export interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** `packages/terms/src/code.ts` → `packages/terms` */
export function ownerOf(file: SourceFile): string {
  return file.path.split('/').slice(0, 2).join('/')
}

/** Also what several tests of a package share: `*.test-data.ts` is never part of a program. */
export function isTest(file: SourceFile): boolean {
  return /\.test(?:-data)?\.ts$/.test(file.path)
}

/** What a file imports or exports from, statically or by `import(…)`. */
export function importsOf(text: string): string[] {
  const patterns = [
    /^(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]/gm,
    /^import\s+['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  ]
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
}

export function importFaults(file: SourceFile, manifest: Manifest): string[] {
  return importsOf(file.text).flatMap((specifier) =>
    specifier.startsWith('.')
      ? relativeFaults(file, specifier)
      : packageFaults(file, manifest, specifier),
  )
}

function relativeFaults(file: SourceFile, specifier: string): string[] {
  const faults: string[] = []
  if (!/\.(?:ts|json)$/.test(specifier)) {
    faults.push(`${file.path}: write the extension .ts in '${specifier}'`)
  }
  const target = normalize(join(dirname(file.path), specifier))
  if (!target.startsWith(`${ownerOf(file)}/`)) {
    faults.push(`${file.path}: '${specifier}' leaves the package; import it by its name`)
  }
  return faults
}

function packageFaults(file: SourceFile, manifest: Manifest, specifier: string): string[] {
  if (specifier.startsWith('node:')) return nodeFaults(file, specifier)
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  // A package may test its own public face.
  if (isTest(file) && (name === FOR_TESTS || name === manifest.name)) return []
  const declared = { ...manifest.dependencies, ...(isTest(file) ? manifest.devDependencies : {}) }
  const faults =
    declared[name] === undefined ? [`${file.path}: declare ${name} in package.json`] : []
  if (name === 'pg' && !isTest(file) && !/^packages\/(?:store|postgres)$/.test(ownerOf(file))) {
    faults.push(`${file.path}: only the store speaks to PostgreSQL`)
  }
  return [...faults, ...levelFaults(file, name)]
}

function levelFaults(file: SourceFile, name: string): string[] {
  const inner = /^@kelisim\/(.+)$/.exec(name)?.[1]
  if (inner === undefined) return []
  const own = LEVEL[ownerOf(file)]
  const other = LEVEL[`packages/${inner}`]
  if (own === undefined)
    return [`${file.path}: give ${ownerOf(file)} a level in tests/tidy-rules.ts`]
  if (other !== undefined && other < own) return []
  return [`${file.path}: ${ownerOf(file)} does not stand above ${name}`]
}

function nodeFaults(file: SourceFile, specifier: string): string[] {
  const [, name = ''] = ownerOf(file).split('/')
  if (isTest(file) || !(PURE.has(name) || CRYPTO.has(name))) return []
  const isCryptography = CRYPTO.has(name) || CRYPTO_FILES.has(file.path)
  if (specifier === 'node:crypto' && isCryptography) return []
  return [`${file.path}: ${name} is pure, it cannot import ${specifier}`]
}

const CLOCK_OR_CHANCE =
  /\bMath\.random\(|\bDate\.now\(|\bnew (?:globalThis\.)?Date\(\)|\bperformance\.now\(|\brandomUUID\(|\bgetRandomValues\(|\brandomBytes\(|\bprocess\.(?:env|argv|cwd)\b/

export function purityFaults(file: SourceFile): string[] {
  const [, name = ''] = ownerOf(file).split('/')
  if (!PURE.has(name) || isTest(file)) return []
  const found = CLOCK_OR_CHANCE.exec(withoutComments(file.text))?.[0]
  return found === undefined
    ? []
    : [`${file.path}: ${name} is pure; let the caller pass in ${found}`]
}

/** Spelt with a bracket each, so that this line is not itself a reminder. */
const REMINDER = /\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b|\bconsole[.]log\(/

export function shapeFaults(file: SourceFile): string[] {
  const faults: string[] = []
  const limit = file.path.endsWith('.css') ? LIST_LINES_MAX : LINES_MAX
  const lines = file.text.split('\n').length - 1
  if (lines > limit)
    faults.push(`${file.path}: ${lines} lines, the limit is ${limit}; cut it by subject`)
  const reminder = REMINDER.exec(file.text)?.[0]
  if (reminder !== undefined) faults.push(`${file.path}: leaves a ${reminder} behind`)
  if (VAGUE.test(basename(file.path))) faults.push(`${file.path}: name the file after its subject`)
  if (/^export \* from/m.test(file.text)) faults.push(`${file.path}: export by name`)
  if (/@ts-(?:ignore|nocheck|expect-error)/.test(file.text)) {
    faults.push(`${file.path}: mend the type instead of silencing it`)
  }
  const machine = /['"`(](?:\/work\/|\/root\/|\/home\/\w)/.exec(file.text)?.[0]
  if (machine !== undefined) faults.push(`${file.path}: names a folder of one machine (${machine})`)
  return faults
}

/** A header says which question the module answers; an index, a test and plain texts speak for themselves. */
export function headerFaults(file: SourceFile): string[] {
  const isText = /^packages\/messages\/src\/(?:kk|ru|en)\//.test(file.path)
  if (isTest(file) || isText || basename(file.path) === 'index.ts') return []
  return file.text.startsWith('/**') ? [] : [`${file.path}: begin with the question it answers`]
}

/** Opening a box is done in one place, where the additional data are checked. Invariant I4. */
export function openingPlaces(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !isTest(file) && /\bcreateDecipheriv\b/.test(file.text))
    .map((file) => file.path)
}

/** Words that no Kazakh text of ours may use; the term of the law is «дербес деректер». */
export const FORBIDDEN_KK = [
  'жеке дерек',
  'жеке мәлімет',
  'дербес мәлімет',
  'деректі мәлімет',
  'деректер тақырыб',
  'федералдық',
] as const

/** What stands in «» is quoted, for example as a mistake of the source. */
export function wordFaults(file: SourceFile): string[] {
  const said = file.text.replaceAll(/«[^»]*»/g, '').toLowerCase()
  return FORBIDDEN_KK.filter((stem) => said.includes(stem)).map(
    (stem) => `${file.path}: "${stem}…" is not the term of the law`,
  )
}

const OWN_HOSTS =
  /^(?:localhost|127\.0\.0\.1|(?:[\w-]+\.)*example(?:\.(?:com|org|net|kz))?|(?:www\.)?w3\.org)(?::\d+)?$/

/** Nothing foreign is loaded by a page: not a font, not a script, not a picture. */
export function hostFaults(file: SourceFile): string[] {
  const named = [...file.text.matchAll(/(?:https?:|["'(])\/\/([\w.-]+(?::\d+)?)/g)]
  return named
    .map((match) => match[1] ?? '')
    .filter((host) => host.includes('.') && !OWN_HOSTS.test(host))
    .map((host) => `${file.path}: names the foreign host ${host}`)
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
}
