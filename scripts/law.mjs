/**
 * Which module answers a requirement, and which test tries to break it? Writes docs/LAW.md.
 *
 *   node scripts/law.mjs            writes the document
 *   node scripts/law.mjs --check    says whether it is stale (exit code 1)
 *   --root DIR                      another tree than this one
 *
 * Read are the first comment of every module and migration, and of a test file also the sentences of its
 * tests and the headings between its cases. A citation is a claim of whoever wrote it; whether it is true is seen in the test.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: { check: { type: 'boolean' }, root: { type: 'string' } },
})
const ROOT = resolve(options.root ?? join(import.meta.dirname, '..'))
const DOCUMENT = join(ROOT, 'docs/LAW.md')
const PLACES = [
  'packages/*/src/**/*.ts',
  'packages/store/migrations/*.sql',
  'apps/*/src/**/*.ts',
  'tests/*.ts',
]
const ACTS = {
  '94-V': '94-V',
  DC: 'Digital Code',
  '56-V': '56-V',
  'microfinance law': '56-V',
  'advertising law': 'Advertising law',
  'Civil Code': 'Civil Code',
}
/** Kinds of numbers: prefix, what it is, and how far a complete list would go. */
const KINDS = [
  { prefix: 'R-', title: 'Requirements of the policy', last: 100 },
  { prefix: 'L-', title: 'Requirements of the law beyond the policy', last: 19 },
  { prefix: 'DL-', title: 'Deadlines', last: 16 },
  { prefix: 'I', title: 'Invariants', last: 12 },
  { prefix: 'X-', title: 'Oddities of the source', last: 0 },
]
/** A longer range names the whole list, not what stands in it. */
const RANGE_MAX = 30
const ARTICLE = String.raw`\d+(?:-\d+)?(?:\(\d+(?:-\d+)?\))*(?:-\(\d+\))?`
const LAW = new RegExp(
  String.raw`(${Object.keys(ACTS).join('|')})\s+art\.\s*(${ARTICLE}(?:(?:,| and)\s+(?:art\.\s*)?${ARTICLE}(?!\d|\.\d))*)`,
  'g',
)
const NUMBER = /\b(R-|L-|DL-|X-|I)(\d{1,3})(?: to \1(\d{1,3}))?(?![\w-])/g

/** Every citation of a text. A foreign numbering ("market invariants I1") is none of ours. */
function citationsIn(text) {
  const own = text.replaceAll(
    /[^.;]*\bmarket(?:place)?\b[^.;]*\bI\d+[^.;]*|Invariants [^.;]*\bmarketplace\b/g,
    '',
  )
  const found = new Set()
  for (const [, prefix, from, to] of own.matchAll(NUMBER)) {
    if (Number(to ?? from) - Number(from) >= RANGE_MAX) continue
    for (let n = Number(from); n <= Number(to ?? from); n++) found.add(nameOf(prefix, n))
  }
  for (const [, act, articles] of own.matchAll(LAW)) {
    for (const [article] of articles.matchAll(new RegExp(ARTICLE, 'g'))) {
      found.add(`${ACTS[act]} art. ${article}`)
    }
  }
  return found
}

function nameOf(prefix, n) {
  return `${prefix}${prefix === 'DL-' ? String(n).padStart(2, '0') : n}`
}

function headerOf(path, text) {
  if (path.endsWith('.sql')) return (/^(?:--.*\n)+/.exec(text)?.[0] ?? '').replaceAll(/^-- ?/gm, '')
  const comment = /^\/\*\*[\s\S]*?\*\//.exec(text)?.[0] ?? ''
  return comment.replaceAll(/^[ /]*\*+\/? ?/gm, ' ').replaceAll(/\s+/g, ' ')
}

function sentencesOf(text) {
  const names = /\b(?:test|it|describe)\(\s*(?:'([^']*)'|"([^"]*)"|`([^`]*)`)/g
  const headings = text.match(/^\s*(?:#|\/\/) .*/gm) ?? []
  return [...[...text.matchAll(names)].map(([, a, b, c]) => a ?? b ?? c), ...headings].join('\n')
}

/** citation → { modules, tests }, paths in order. */
function collect() {
  const index = new Map()
  const paths = globSync(PLACES, { cwd: ROOT, exclude: (path) => path.includes('node_modules') })
  if (paths.length === 0) throw new Error('no modules found: looking in the wrong place')
  for (const path of paths.map((found) => found.replaceAll('\\', '/')).toSorted()) {
    const text = readFileSync(join(ROOT, path), 'utf8')
    const isTest = path.endsWith('.test.ts')
    const said = headerOf(path, text) + (isTest ? `\n${sentencesOf(text)}` : '')
    for (const citation of citationsIn(said)) {
      const places = index.get(citation) ?? { modules: [], tests: [] }
      places[isTest ? 'tests' : 'modules'].push(path)
      index.set(citation, places)
    }
  }
  return index
}

/** R-n → clauses of the policy, from its own list. */
function clauses() {
  const text = readFileSync(join(ROOT, 'policy/proleads/clauses.yaml'), 'utf8')
  const index = new Map()
  for (const [, id, list] of text.matchAll(/\{ id: '([^']+)', requirements: \[([^\]]*)\]/g)) {
    for (const requirement of list.split(',').map((name) => name.trim())) {
      index.set(requirement, [...(index.get(requirement) ?? []), id])
    }
  }
  return index
}

const links = (paths) => paths.map((path) => `[${short(path)}](../${path})`).join(', ') || '–'

/** `packages/rules/src/decide.ts` → `rules/decide` */
function short(path) {
  return path
    .replace(/^(?:packages|apps)\//, '')
    .replace(/\/(?:src|migrations)\//, '/')
    .replace(/\.(?:ts|sql)$/, '')
}

function table(names, index, clauseOf) {
  const head = clauseOf
    ? '| | clause | modules | tests |\n|---|---|---|---|'
    : '| | modules | tests |\n|---|---|---|'
  const rows = names.map((name) => {
    const { modules, tests } = index.get(name)
    const clause = clauseOf ? ` ${clauseOf.get(name)?.join(', ') ?? '–'} |` : ''
    return `| ${name} |${clause} ${links(modules)} | ${links(tests)} |`
  })
  return [head, ...rows].join('\n')
}

/** Numbers in the order of counting, articles in the order of the act. */
function inOrder(names) {
  const key = (name) => name.replaceAll(/\d+/g, (digits) => digits.padStart(4, '0'))
  return names.toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
}

function kindSection({ prefix, title, last }, index, clauseOf) {
  const own = new RegExp(`^${prefix}\\d`)
  const names = inOrder([...index.keys()].filter((name) => own.test(name)))
  const all = Array.from({ length: last }, (_, place) => nameOf(prefix, place + 1))
  const absent = all.filter((name) => !index.has(name))
  const untested = names.filter((name) => index.get(name).tests.length === 0)
  return [
    `## ${title} (${prefix}n)`,
    names.length === 0
      ? 'None cited.'
      : table(names, index, prefix === 'R-' ? clauseOf : undefined),
    ...(untested.length === 0 ? [] : [`Cited by no test: ${untested.join(', ')}.`]),
    ...(absent.length === 0 ? [] : [`Cited by nothing yet: ${absent.join(', ')}.`]),
  ].join('\n\n')
}

function document() {
  const index = collect()
  const clauseOf = clauses()
  const articles = inOrder([...index.keys()].filter((name) => name.includes(' art. ')))
  return `${[
    '# Law and requirements: where they are answered',
    'Made by `node scripts/law.mjs` from the comments of the modules and the names of the tests; `tests/law.test.ts` fails ' +
      'when it is stale. A citation says what its author meant to serve, not that nothing is missing.',
    ...KINDS.map((kind) => kindSection(kind, index, clauseOf)),
    '## Articles',
    table(articles, index, undefined),
  ].join('\n\n')}\n`
}

const made = document()
if (options.check !== true) writeFileSync(DOCUMENT, made)
else if (readFileSync(DOCUMENT, 'utf8') !== made) {
  process.stderr.write('docs/LAW.md is stale: run "node scripts/law.mjs"\n')
  process.exitCode = 1
}
