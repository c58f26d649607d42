/** The style guide, executed: over the tree, and over planted faults. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  headerFaults,
  hostFaults,
  importFaults,
  isTest,
  LEVEL,
  type Manifest,
  openingPlaces,
  ownerOf,
  purityFaults,
  type SourceFile,
  shapeFaults,
  wordFaults,
} from './tidy-rules.ts'

const ROOT = join(import.meta.dirname, '..')

/** A test that looks in the wrong place must not be green, so an empty answer is a failure. */
function read(...patterns: string[]): SourceFile[] {
  const found = globSync(patterns, { cwd: ROOT, exclude: (path) => path.includes('node_modules') })
  assert.ok(found.length > 0, `no files for ${patterns.join(', ')}: looking in the wrong place`)
  const paths = found.map((path) => path.replaceAll('\\', '/')).toSorted()
  return paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

function manifestOf(owner: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, owner, 'package.json'), 'utf8')) as Manifest
}

const source = read('packages/*/src/**/*.ts', 'apps/*/src/**/*.ts')
const everything = [
  ...source,
  ...read('tests/**/*.ts', 'scripts/*.mjs', 'packages/*/{css,js}/**/*.{css,js}'),
]

/** What the root declares for development, any test may use. */
const forTests = manifestOf('.').devDependencies

test('a package imports only what it declares, only downwards, with the extension', () => {
  const manifests = new Map(Object.keys(LEVEL).map((owner) => [owner, manifestOf(owner)]))
  const faults = source.flatMap((file) => {
    const manifest = manifests.get(ownerOf(file))
    if (manifest === undefined) return [`${ownerOf(file)}: give it a level in tests/tidy-rules.ts`]
    const devDependencies = { ...forTests, ...manifest.devDependencies }
    return importFaults(file, { ...manifest, devDependencies })
  })
  assert.deepEqual(faults, [])
})

test('a package declares only packages of a lower level', () => {
  const faults = Object.entries(LEVEL).flatMap(([owner, level]) =>
    Object.keys(manifestOf(owner).dependencies ?? {})
      .filter((name) => name.startsWith('@kelisim/'))
      .filter((name) => (LEVEL[name.replace('@kelisim', 'packages')] ?? Infinity) >= level)
      .map((name) => `${owner} does not stand above ${name}`),
  )
  assert.deepEqual(faults, [])
})

test('pure packages have no clock, no chance and no surroundings', () => {
  assert.deepEqual(source.flatMap(purityFaults), [])
})

test('a file is one subject with a limit, a name, and nothing left behind', () => {
  assert.deepEqual(everything.flatMap(shapeFaults), [])
})

test('a module begins with the question it answers', () => {
  assert.deepEqual(source.flatMap(headerFaults), [])
})

test('I4: boxes are opened in one file of the vault', () => {
  const places = openingPlaces(source)
  assert.equal(places.length, 1, places.join(', '))
  assert.match(places[0] ?? '', /^packages\/vault\/src\//)
})

test('Kazakh texts use the terms of the law', () => {
  const texts = read(
    'packages/{messages,screens,documents}/src/**/*.ts',
    'policy/**/*.{yaml,yml,md,txt,json}',
    'apps/*/src/**/*.ts',
  )
  // An operator's source document is kept verbatim, mistakes and all.
  const isSource = ({ path }: SourceFile) => /^policy\/[^/]+\/source\//.test(path)
  const own = texts.filter((file) => !isTest(file) && !isSource(file))
  assert.deepEqual(own.flatMap(wordFaults), [])
})

test('pages, styles and scripts of the browser name no foreign host', () => {
  const shown = read(
    'packages/*/{css,js}/**/*.{css,js}',
    'packages/{ui,screens}/src/**/*.ts',
    'apps/*/**/*.{css,js,html}',
  )
  assert.deepEqual(shown.flatMap(hostFaults), [])
})

test('every package is a workspace with a level and a public face', () => {
  const owners = globSync(['packages/*/package.json', 'apps/*/package.json'], { cwd: ROOT })
  const paths = owners.map((path) => path.replace('/package.json', ''))
  assert.deepEqual(paths.toSorted(), Object.keys(LEVEL).toSorted())
  const faceless = paths.filter(
    (path) => path.startsWith('packages/') && !existsSync(join(ROOT, path, 'src/index.ts')),
  )
  assert.deepEqual(faceless, [])
})

const BARE: Manifest = { name: '@kelisim/rules', dependencies: { '@kelisim/terms': '0.1.0' } }
const plant = (path: string, text: string): SourceFile => ({ path, text })
const inRules = (text: string) => plant('packages/rules/src/planted.ts', text)

test('each rule finds a planted fault and names what to do instead', () => {
  const found = (faults: string[], expected: RegExp) => {
    assert.equal(faults.length, 1, faults.join('\n') || `nothing found for ${expected}`)
    assert.match(faults[0] ?? '', expected)
  }
  const imports = (text: string) => importFaults(inRules(text), BARE)
  found(imports("import { a } from './b'"), /write the extension/)
  found(imports("import {\n  a,\n} from './b.js'"), /write the extension/)
  found(imports("import { a } from '../../terms/src/code.ts'"), /leaves the package/)
  found(imports("import type { A } from 'zod'"), /declare zod/)
  found(imports("import 'zod/v4'"), /declare zod in/)
  found(imports("import { readFile } from 'node:fs/promises'"), /rules is pure/)
  found(imports("const a = await import('node:fs')"), /rules is pure/)
  found(imports("export { a } from 'node:crypto'"), /rules is pure/)
  const sideways: Manifest = { name: 'x', dependencies: { '@kelisim/api': '0.1.0', pg: '8.0.0' } }
  found(importFaults(inRules("import { a } from '@kelisim/api'"), sideways), /does not stand above/)
  found(importFaults(inRules("import { Client } from 'pg'"), sideways), /only the store/)
  assert.deepEqual(
    imports("import { a } from './b.ts'\nimport type { C } from '@kelisim/terms'"),
    [],
  )

  found(purityFaults(inRules('const at = Date.now()')), /Date\.now/)
  found(purityFaults(inRules('const at = new Date()')), /new Date/)
  assert.deepEqual(
    purityFaults(inRules('/** Unlike Date.now() it … */\nnew globalThis.Date(1)')),
    [],
  )

  found(shapeFaults(inRules('x\n'.repeat(401))), /401 lines, the limit is 400/)
  found(shapeFaults(inRules(`// ${'TO'}${'DO'} later`)), /behind/)
  found(shapeFaults(inRules("export * from './b.ts'")), /export by name/)
  found(shapeFaults(inRules(`const folder = '${'/ro'}ot/x'`)), /one machine/)
  found(shapeFaults(plant('packages/rules/src/utils.ts', '')), /after its subject/)
  found(headerFaults(inRules('export const a = 1')), /the question it answers/)

  found(wordFaults(plant('policy/x.yaml', 'Жеке деректерді өңдеу')), /not the term of the law/)
  assert.deepEqual(wordFaults(plant('policy/x.yaml', 'қате: «жеке деректер»; дербес деректер')), [])

  found(hostFaults(plant('a.css', '@import url(//fonts.gstatic.com/x.css)')), /fonts\.gstatic\.com/)
  found(hostFaults(plant('a.js', "fetch('https://cdn.test.io/a')")), /cdn\.test\.io/)
  found(hostFaults(plant('a.js', "fetch('https://example.kz.evil.org/a')")), /evil/)
  const harmless =
    "'http://127.0.0.1:8080/a' 'https://lender.example/' 'http://www.w3.org/2000/svg'"
  assert.deepEqual(hostFaults(plant('a.ts', harmless)), [])
  assert.equal(openingPlaces([inRules('createDecipheriv(…)'), inRules('')]).length, 1)
})
