/**
 * What we depend on: exactly which versions, for which written reason, and whether a clean install works.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Manifest } from './tidy-rules.ts'

const ROOT = join(import.meta.dirname, '..')
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const

interface Locked extends Omit<Manifest, 'name'> {
  readonly version?: string
  readonly link?: boolean
  readonly resolved?: string
  readonly integrity?: string
  readonly optional?: boolean
  readonly hasInstallScript?: boolean
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const paths = [
  'package.json',
  ...globSync(['packages/*/package.json', 'apps/*/package.json'], { cwd: ROOT }),
]
const declared = paths.flatMap((path) => {
  const manifest = JSON.parse(read(path)) as Manifest
  return KINDS.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).map(([name, version]) => ({ path, name, version })),
  )
})
const foreign = declared.filter(({ name }) => !name.startsWith('@kelisim/'))
const lock = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> })
  .packages

test('versions are exact, and one package has one version', () => {
  assert.ok(foreign.length > 20, 'no dependencies found: looking in the wrong place')
  const faults = declared
    .filter(({ version }) => !/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version))
    .map(({ path, name, version }) => `${path}: pin ${name} exactly, not "${version}"`)
  const versions = Map.groupBy(foreign, ({ name }) => name)
  for (const [name, uses] of versions) {
    const different = new Set(uses.map(({ version }) => version))
    if (different.size > 1) faults.push(`${name} has the versions ${[...different].join(', ')}`)
  }
  assert.deepEqual(faults, [])
})

test('every dependency has a reason in docs/decisions', () => {
  const decisions = globSync('docs/decisions/*.md', { cwd: ROOT }).map(read).join('\n')
  const names = [...new Set(foreign.map(({ name }) => name))]
  const unexplained = names.filter((name) => !decisions.includes(`\`${name}\``))
  assert.deepEqual(unexplained, [], 'write a sentence in docs/decisions/0010-…')
})

test('every reason in the list belongs to a dependency that is still there', () => {
  const list = read('docs/decisions/0010-each-dependency-has-a-reason.md')
  const explained = [...list.matchAll(/^- `([^`]+)`(?:, `([^`]+)`)*/gm)].flatMap((line) =>
    [...line[0].matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  )
  assert.ok(explained.length > 20, 'the list could not be read')
  const names = new Set(foreign.map(({ name }) => name))
  assert.deepEqual(
    explained.filter((name) => !names.has(name)),
    [],
  )
})

test('the lock names everything a clean install asks for, on any platform', () => {
  // npm ci refuses the whole lock when one optional package of another platform is missing in it.
  const missing = Object.entries(lock).flatMap(([path, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !isReachable(path, name))
      .map((name) => `${path || 'package.json'} asks for ${name}`),
  )
  assert.deepEqual(missing, [])
})

/** Node looks in the node_modules of the package and then of every folder above it. */
function isReachable(path: string, name: string): boolean {
  const folders = [path]
  while (folders[0] !== '') folders.unshift(folders[0]?.replace(/(?:^|\/)[^/]*$/, '') ?? '')
  return folders.some((folder) => lock[join(folder, 'node_modules', name)] !== undefined)
}

test('the lock agrees with every package.json', () => {
  const faults = declared
    .filter(({ path, name, version }) => {
      const entry = lock[path === 'package.json' ? '' : path.replace('/package.json', '')]
      return KINDS.every((kind) => entry?.[kind]?.[name] !== version)
    })
    .map(({ path, name }) => `${path}: ${name} is not in the lock; run "npm run npm -- install"`)
  assert.deepEqual(faults, [])
})

test('what runs here is pinned by a checksum, names no registry, and runs no script of its own', () => {
  const entries = Object.entries(lock).filter(
    ([path, { link }]) => path.includes('node_modules') && !link,
  )
  assert.ok(entries.length > 100, 'the lock could not be read')
  // Only platforms nobody here could install may lack a checksum; npm takes them from the version alone.
  const unpinned = entries.filter(
    ([, entry]) => entry.integrity === undefined && entry.optional !== true,
  )
  assert.deepEqual(unpinned, [])
  assert.deepEqual(
    entries.filter(([, { resolved }]) => resolved !== undefined),
    [],
  )
  const allowed = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> }
  const scripted = entries
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
  assert.deepEqual(
    scripted.filter((name) => allowed.allowScripts[name] !== false),
    [],
  )
})
