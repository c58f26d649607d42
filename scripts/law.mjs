/**
 * Which rule, module, test and screen answer a requirement? Writes docs/LAW.md, and docs/law.jsonl for the desk.
 *
 *   node scripts/law.mjs            writes the document
 *   node scripts/law.mjs --check    says whether it is stale (exit code 1)
 *   --root DIR                      another tree than this one
 *
 * Read are the first comment of every module and migration, and of a test file also the sentences of its
 * tests and the headings between its cases. A citation is a claim of whoever wrote it; whether it is true is seen in the test.
 * Rules are the clauses of the policy and the codes of its checker. A screen is a page, or a command of the terminal. Evidence is
 * a test against the running thing (PostgreSQL, browser), or a document in docs/evidence. docs/claims.yaml lists the rows
 * that are claimed as built; `claimFaults` says which of them has an empty cell. docs/principles.yaml leads from each principle
 * of processing to its invariants and their tests (R-8); `principleFaults` says where it leads nowhere.
 * docs/law-articles.yaml lists the articles that bind an operator: `articleFaults` says which has no rule, control or test (`law-articles.mjs`).
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { articleFaults, coverage, coverageSection } from './law-articles.mjs'

const { values: options } = parseArgs({
  options: { check: { type: 'boolean' }, root: { type: 'string' } },
})
const ROOT = resolve(options.root ?? join(import.meta.dirname, '..'))
const DOCUMENT = join(ROOT, 'docs/LAW.md')
const REGISTER = join(ROOT, 'docs/law.jsonl')
const CLAIMS = join(ROOT, 'docs/claims.yaml')
const PRINCIPLES = join(ROOT, 'docs/principles.yaml')
/** Clause 4.1 has nine, R-29 to R-37. */
const PRINCIPLE_NAMES = Array.from({ length: 9 }, (_, place) => `R-${29 + place}`)
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
    // Tables of rules cite requirement by requirement; their codes stand in a column of their own.
    if (/\/check\/rules-\w+\.ts$/.test(path)) continue
    const text = readFileSync(join(ROOT, path), 'utf8')
    const isTest = path.endsWith('.test.ts')
    const said = headerOf(path, text) + (isTest ? `\n${sentencesOf(text)}` : '')
    for (const citation of citationsIn(said)) {
      const places = index.get(citation) ?? { modules: [], tests: [], documents: [] }
      places[isTest ? 'tests' : 'modules'].push(path)
      index.set(citation, places)
    }
  }
  for (const path of globSync('docs/evidence/*.md', { cwd: ROOT }).toSorted()) {
    for (const citation of citationsIn(readFileSync(join(ROOT, path), 'utf8'))) {
      const places = index.get(citation) ?? { modules: [], tests: [], documents: [] }
      places.documents.push(path)
      index.set(citation, places)
    }
  }
  return index
}

/** R-n → clauses of the policy, from its own list, and codes of the checker, from the tables of its rules. */
function rules() {
  const index = new Map()
  const add = (requirement, name) =>
    index.set(requirement, [...new Set([...(index.get(requirement) ?? []), name])])
  const text = readFileSync(join(ROOT, 'policy/proleads/clauses.yaml'), 'utf8')
  for (const [, id, list] of text.matchAll(/\{ id: '([^']+)', requirements: \[([^\]]*)\]/g)) {
    for (const requirement of list.split(',')) add(requirement.trim(), id)
  }
  const tables = globSync('packages/policy/src/check/rules-*.ts', { cwd: ROOT }).toSorted()
  for (const path of tables) {
    const heads = readFileSync(join(ROOT, path), 'utf8').matchAll(
      /^([a-z_]+) (?:error|warning) ([A-Z0-9,-]+): /gm,
    )
    for (const [, code, serves] of heads) {
      for (const requirement of serves.split(',')) add(requirement, `\`${code}\``)
    }
  }
  return index
}

const isScreen = (path) =>
  /^(?:packages\/screens\/|apps\/lender\/src\/page|apps\/server\/src\/(?:pages-|api-)|apps\/cli\/src\/)/.test(
    path,
  )
const isEvidence = (path) => /\.(?:alone|pg|browser)\.test\.ts$|^docs\/evidence\//.test(path)

/** Everything said of one number; `modules` are those that are no screen. */
function rowOf(name, index, ruleOf) {
  const { modules, tests, documents } = index.get(name) ?? { modules: [], tests: [], documents: [] }
  const row = {
    rules: ruleOf.get(name) ?? [],
    modules: modules.filter((path) => !isScreen(path)),
    tests,
    screens: modules.filter(isScreen),
    evidence: [...tests.filter(isEvidence), ...documents],
  }
  return { status: statusOf(row), ...row }
}

/** `built` needs a module and a test; what only the policy's folder says is data. */
function statusOf({ rules: said, modules, tests, screens }) {
  const made = modules.length + screens.length > 0
  if (made && tests.length > 0) return 'built'
  if (made) return 'untested'
  return said.length > 0 ? 'data only' : 'not built'
}

/** The numbers that docs/claims.yaml lists. */
function claimsIn(text) {
  return [...text.matchAll(/^ {2}- ((?:R|L)-\d+)$/gm)].map(([, name]) => name)
}

const CELLS = ['rules', 'modules', 'tests', 'screens', 'evidence']

/** A claimed row with an empty cell, by name. */
function claimFaults(register, claims) {
  return claims.flatMap((name) => {
    const row = register.requirements[name]
    if (row === undefined) return [`${name} is no row`]
    return CELLS.filter((cell) => row[cell].length === 0).map((cell) => `${name} has no ${cell}`)
  })
}

/** The principles that docs/principles.yaml names, each with its invariants and tests. */
function principlesIn(text) {
  const item =
    /^ {2}- \{\s*requirement: (R-\d+),\s*invariants:\s*\[([^\]]*)\],\s*tests:\s*\[([^\]]*)\],?\s*\}$/gm
  const list = (names) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
  const found = [...text.matchAll(item)]
  return Object.fromEntries(
    found.map(([, name, invariants, tests]) => [
      name,
      { invariants: list(invariants), tests: list(tests) },
    ]),
  )
}

/** A principle that leads to no invariant, and an invariant or a principle that none of the named tests cites. */
function principleFaults(principles, index) {
  const tried = (citation, tests) =>
    tests.some((path) => index.get(citation)?.tests.includes(path) === true)
  const strange = Object.keys(principles).filter((name) => !PRINCIPLE_NAMES.includes(name))
  return [
    ...strange.map((name) => `${name} is no principle of clause 4.1`),
    ...PRINCIPLE_NAMES.flatMap((name) => {
      const { invariants = [], tests = [] } = principles[name] ?? {}
      if (invariants.length === 0) return [`${name} has no invariant`]
      return [
        ...tests
          .filter((path) => !existsSync(join(ROOT, path)))
          .map((path) => `${name}: no ${path}`),
        ...[name, ...invariants]
          .filter((citation) => !tried(citation, tests))
          .map((citation) => `${name}: none of its tests cites ${citation}`),
      ]
    }),
  ]
}

function principleTable(principles, ruleOf) {
  const rows = Object.entries(principles).map(([name, { invariants, tests }]) => {
    const clauses = ruleOf.get(name)?.filter((rule) => !rule.startsWith('`')) ?? []
    return `| ${name} | ${clauses.join(', ')} | ${invariants.join(', ')} | ${links(tests)} |`
  })
  return ['| | clause | invariants | tried by |\n|---|---|---|---|', ...rows].join('\n')
}

const links = (paths) => paths.map((path) => `[${short(path)}](../${path})`).join(', ') || '–'

/** `packages/rules/src/decide.ts` → `rules/decide` */
function short(path) {
  return path
    .replace(/^(?:packages|apps)\//, '')
    .replace(/\/(?:src|migrations)\//, '/')
    .replace(/\.(?:ts|sql)$/, '')
}

function table(names, index) {
  const rows = names.map((name) => {
    const { modules, tests } = index.get(name)
    return `| ${name} | ${links(modules)} | ${links(tests)} |`
  })
  return ['| | modules | tests |\n|---|---|---|', ...rows].join('\n')
}

/** A requirement with everything that must be there before it may be claimed. */
function requirementTable(names, index, ruleOf, claims) {
  const rows = names.map((name) => {
    const row = rowOf(name, index, ruleOf)
    const status = claims.includes(name) ? `**${row.status}**` : row.status
    return `| ${name} | ${status} | ${row.rules.join(', ') || '–'} | ${links(row.modules)} | ${links(row.tests)} | ${links(row.screens)} | ${links(row.evidence)} |`
  })
  return [
    '| | status | rules: clauses, `codes` | modules | tests | screens | evidence |\n|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

/** Numbers in the order of counting, articles in the order of the act. */
function inOrder(names) {
  const key = (name) => name.replaceAll(/\d+/g, (digits) => digits.padStart(4, '0'))
  return names.toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
}

function kindSection({ prefix, title, last }, index, ruleOf, claims) {
  const own = new RegExp(`^${prefix}\\d`)
  const isRequirement = prefix === 'R-' || prefix === 'L-'
  const all = Array.from({ length: last }, (_, place) => nameOf(prefix, place + 1))
  const cited = [...index.keys()].filter((name) => own.test(name))
  const names = inOrder(isRequirement ? [...new Set([...all, ...cited])] : cited)
  if (isRequirement) {
    const count = (status) =>
      names.filter((name) => rowOf(name, index, ruleOf).status === status).length
    const sum = ['built', 'untested', 'data only', 'not built'].map((one) => `${one} ${count(one)}`)
    return [
      `## ${title} (${prefix}n)`,
      `${sum.join(', ')}.`,
      requirementTable(names, index, ruleOf, claims),
    ].join('\n\n')
  }
  const absent = all.filter((name) => !index.has(name))
  const untested = names.filter((name) => index.get(name).tests.length === 0)
  return [
    `## ${title} (${prefix}n)`,
    names.length === 0 ? 'None cited.' : table(names, index),
    ...(untested.length === 0 ? [] : [`Cited by no test: ${untested.join(', ')}.`]),
    ...(absent.length === 0 ? [] : [`Cited by nothing yet: ${absent.join(', ')}.`]),
  ].join('\n\n')
}

function make() {
  const index = collect()
  const ruleOf = rules()
  const claims = existsSync(CLAIMS) ? claimsIn(readFileSync(CLAIMS, 'utf8')) : []
  const principles = existsSync(PRINCIPLES)
    ? principlesIn(readFileSync(PRINCIPLES, 'utf8'))
    : undefined
  const articles = inOrder([...index.keys()].filter((name) => name.includes(' art. ')))
  const articlesCovered = coverage(ROOT, index)
  const document = `${[
    '# Law and requirements: where they are answered',
    'Made by `node scripts/law.mjs` from the clauses of the policy, the rules of its checker, the comments of the modules and ' +
      'the names of the tests; `tests/law.test.ts` fails when it is stale. A citation says what its author meant to serve, not that ' +
      'nothing is missing.',
    'Status: **built** has a module and a test; *untested* a module only; *data only* stands in the policy and nowhere else; *not built* ' +
      'nowhere. A row in bold is claimed in [claims.yaml](claims.yaml): an empty cell in it is a failing test. A screen is a page, a ' +
      'call over HTTP or a command of the terminal; evidence is a test against the running thing, or a document in ' +
      '`docs/evidence`. The person responsible sees the same rows at the desk, under `/desk/law`.',
    ...KINDS.map((kind) => kindSection(kind, index, ruleOf, claims)),
    ...(principles === undefined
      ? []
      : ['## Principles of processing (clause 4.1)', principleTable(principles, ruleOf)]),
    ...coverageSection(articlesCovered, short),
    '## Articles',
    table(articles, index),
  ].join('\n\n')}\n`
  const faults = principles === undefined ? [] : principleFaults(principles, index)
  const register = registerOf(index, ruleOf, claims, articles, principles ?? {})
  return { document, register, faults, unanswered: articleFaults(articlesCovered) }
}

/** What the desk joins with the policy in force: paths, shortened as in the document. */
function registerOf(index, ruleOf, claims, articles, principles) {
  const all = KINDS.filter(({ prefix }) => prefix === 'R-' || prefix === 'L-').flatMap(
    ({ prefix, last }) => Array.from({ length: last }, (_, place) => nameOf(prefix, place + 1)),
  )
  const shortened = (name) => {
    const { status, ...cells } = rowOf(name, index, ruleOf)
    const lists = Object.entries(cells).map(([cell, paths]) => [cell, paths.map(short)])
    return { status, claimed: claims.includes(name), ...Object.fromEntries(lists) }
  }
  const cited = articles.map((name) => {
    const { modules, tests } = index.get(name)
    return [name, { modules: modules.map(short), tests: tests.map(short) }]
  })
  return {
    requirements: Object.fromEntries(all.map((name) => [name, shortened(name)])),
    articles: Object.fromEntries(cited),
    principles: Object.fromEntries(
      Object.entries(principles).map(([name, { invariants, tests }]) => [
        name,
        { invariants, tests: tests.map(short) },
      ]),
    ),
  }
}

function main() {
  const { document, register, faults: led, unanswered } = make()
  // One row a line, so that two people's changes of two rows do not meet.
  const lines = Object.entries(register).flatMap(([kind, rows]) =>
    Object.entries(rows).map(([name, row]) => `${JSON.stringify({ kind, name, ...row })}\n`),
  )
  const json = lines.join('')
  const made = [
    [DOCUMENT, document],
    [REGISTER, json],
  ]
  const claims = existsSync(CLAIMS) ? claimsIn(readFileSync(CLAIMS, 'utf8')) : []
  const faults = claimFaults(register, claims)
  for (const fault of faults) process.stderr.write(`docs/claims.yaml: ${fault}\n`)
  for (const fault of led) process.stderr.write(`docs/principles.yaml: ${fault}\n`)
  for (const fault of unanswered) process.stderr.write(`docs/law-articles.yaml: ${fault}\n`)
  if (faults.length + led.length + unanswered.length > 0) process.exitCode = 1
  if (options.check !== true) for (const [path, text] of made) writeFileSync(path, text)
  else if (made.some(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)) {
    process.stderr.write('docs/LAW.md or docs/law.jsonl is stale: run "node scripts/law.mjs"\n')
    process.exitCode = 1
  }
}

main()
