/** The documents point at what exists: files, scripts, commands, variables; and at no particular machine. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

interface Page {
  readonly path: string
  readonly text: string
}

const pages: readonly Page[] = globSync(['*.md', 'docs/**/*.md', 'policy/**/*.md'], { cwd: ROOT })
  .toSorted()
  .map((path) => ({ path, text: read(path) }))

/** Each rule: a page → its faults. Kept as functions, so that each is shown a planted fault below. */
function linkFaults({ path, text }: Page): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return targets
    .filter((target) => !/^(?:https?:|mailto:|#)/.test(target))
    .filter((target) => !existsSync(join(ROOT, dirname(path), target.replace(/#.*$/, ''))))
    .map((target) => `${path}: ${target} is not there`)
}

/** A path of the tree in backticks: `packages/rules/src/decide.ts`, `apps/cli`. */
function pathFaults({ path, text }: Page): string[] {
  const named = text.matchAll(
    /`((?:packages|apps|tests|scripts|docs|policy|bench)\/[\w./-]*[\w-])\/?`/g,
  )
  return [...named]
    .map(([, name = '']) => name)
    .filter((name) => !existsSync(join(ROOT, name)))
    .map((name) => `${path}: ${name} is not there`)
}

const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts

function scriptFaults({ path, text }: Page): string[] {
  const named = text.matchAll(/\bnpm (?:run ([\w:-]*\w)|(start|test)\b)/g)
  return [...named]
    .map(([, run, short]) => run ?? short ?? '')
    .filter((name) => scripts[name] === undefined)
    .map((name) => `${path}: there is no script ${name}`)
}

const commands = [...read('apps/cli/src/commands.ts').matchAll(/^ {4}name: '([^']+)'/gm)].map(
  ([, name = '']) => name,
)

function commandFaults({ path, text }: Page): string[] {
  const named = text.matchAll(/\bnpx kelisim ([a-z]+(?: [a-z]+)?)/g)
  return [...named]
    .map(([, words = '']) => words)
    .filter((words) => !commands.some((name) => words === name || words.startsWith(`${name} `)))
    .map((words) => `${path}: there is no command "${words}"`)
}

const variables = new Set(
  [...read('packages/house/src/environment.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z\./gm)].map(
    ([, name = '']) => name,
  ),
)

function variableFaults({ path, text }: Page): string[] {
  const named = text.matchAll(/\b(KELISIM_[A-Z_]+|DATABASE_URL)\b/g)
  return [...named]
    .map(([, name = '']) => name)
    .filter((name) => !variables.has(name))
    .map((name) => `${path}: there is no variable ${name}`)
}

function machineFaults({ path, text }: Page): string[] {
  const found = /(?<![\w.])(?:\/work|\/root|\/home\/\w+|\/tmp|\/Users\/\w+)\b/.exec(text)?.[0]
  return found === undefined ? [] : [`${path}: names a folder of one machine (${found})`]
}

const RULES = {
  'links lead to files': linkFaults,
  'paths of the tree exist': pathFaults,
  'scripts of npm exist': scriptFaults,
  'commands of kelisim exist': commandFaults,
  'variables are those of environment.ts': variableFaults,
  'no folder of one machine is named': machineFaults,
}

for (const [sentence, faults] of Object.entries(RULES)) {
  test(`documents: ${sentence}`, () => {
    assert.ok(pages.length > 15, 'few documents found: looking in the wrong place')
    assert.deepEqual(pages.flatMap(faults), [])
  })
}

test('documents: README names every variable of a start', () => {
  assert.ok(variables.size > 8 && commands.length > 8, 'the sources could not be read')
  const readme = read('README.md')
  assert.deepEqual(
    [...variables].filter((name) => !readme.includes(`\`${name}\``)),
    [],
  )
})

test('documents: decisions have their parts and numbers of their own', () => {
  const decisions = pages.filter(({ path }) => path.startsWith('docs/decisions/'))
  const numbers = decisions.map(({ path }) => path.slice('docs/decisions/'.length).slice(0, 4))
  assert.equal(new Set(numbers).size, numbers.length, 'two decisions with one number')
  const faults = decisions.flatMap(({ path, text }) =>
    ['Context', 'Decision', 'Consequences', 'Alternatives']
      .filter((part) => !text.includes(`\n## ${part}\n`))
      .map((part) => `${path}: write the part ${part}`),
  )
  assert.deepEqual(faults, [])
})

test('each rule finds a planted fault', () => {
  const plant = (text: string): Page => ({ path: 'docs/planted.md', text })
  assert.equal(linkFaults(plant('[a](decisions/none.md) [b](LAW.md#a) [c](https://a.b)')).length, 1)
  assert.equal(pathFaults(plant('`packages/rules/src/no.ts` `packages/rules/`')).length, 1)
  assert.equal(scriptFaults(plant('npm run deploy, npm run check, npm start')).length, 1)
  assert.equal(commandFaults(plant('npx kelisim fly, npx kelisim ledger verify')).length, 1)
  assert.equal(variableFaults(plant('`KELISIM_FLY` and `KELISIM_DATA`')).length, 1)
  assert.equal(machineFaults(plant(`in ${'/ro'}ot/x and https://a.b/home`)).length, 1)
})
