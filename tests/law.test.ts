/**
 * docs/LAW.md and docs/law.jsonl are made from the code; here they are held against the code, and the maker against
 * planted trees. An empty cell in a row that docs/claims.yaml lists is a failure here. Requirements: R-4, R-8.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const SCRIPT = join(import.meta.dirname, '../scripts/law.mjs')

function run(...parameters: string[]) {
  const done = spawnSync(process.execPath, [SCRIPT, ...parameters], { encoding: 'utf8' })
  return { code: done.status, said: done.stderr }
}

/** A tree of one module, one test and one clause. */
function plant(
  module: string,
  tested: string,
  claims: readonly string[] = [],
): { readonly root: string; readonly law: () => string } {
  const root = mkdtempSync(join(tmpdir(), 'kelisim-law-'))
  const files = {
    'packages/rules/src/planted.ts': module,
    'packages/rules/src/planted.test.ts': tested,
    'policy/proleads/clauses.yaml': "{ id: '6.1', requirements: [R-55], legal: [] }",
    'packages/policy/src/check/rules-planted.ts':
      'export const A = `\nground_gone error R-55,X-4: A.\n`\n',
    'docs/LAW.md': '',
    'docs/claims.yaml': `claims:\n${claims.map((name) => `  - ${name}\n`).join('')}`,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return { root, law: () => readFileSync(join(root, 'docs/LAW.md'), 'utf8') }
}

test('docs/LAW.md says what the modules and tests say today', () => {
  const { code, said } = run('--check')
  assert.equal(code, 0, said)
})

test('a citation added to a module makes the document stale until it is made again', () => {
  const { root, law } = plant(
    '/** Why?\n * Law: 94-V art. 8(4), 25(2)(1-1).\n * Requirements: R-55 to R-57; R-1 to R-100. */\nexport const a = 1\n',
    // Spelt in two pieces, so that this file itself cites nothing.
    `${'te'}${'st'}('R-56: a sentence (DL-8, I6)', () => {})\n// Cases of R-45.\n`,
  )
  try {
    assert.equal(run('--root', root, '--check').code, 1)
    assert.equal(run('--root', root).code, 0)
    assert.equal(run('--root', root, '--check').code, 0)
    const module = '[rules/planted](../packages/rules/src/planted.ts)'
    const tested = '[rules/planted.test](../packages/rules/src/planted.test.ts)'
    for (const row of [
      `| R-55 | untested | 6.1, \`ground_gone\` | ${module} | – | – | – |`,
      `| R-56 | built | – | ${module} | ${tested} | – | – |`,
      `| R-45 | not built | – | – | ${tested} | – | – |`,
      '| L-19 | not built | – | – | – | – | – |',
      `| DL-08 | – | ${tested} |`,
      `| I6 | – | ${tested} |`,
      `| 94-V art. 8(4) | ${module} | – |`,
      `| 94-V art. 25(2)(1-1) | ${module} | – |`,
    ]) {
      assert.ok(law().includes(row), `${row} is missing in\n${law()}`)
    }
    const second = '| R-2 | not built | – | – | – | – | – |'
    assert.ok(law().includes(second), 'a range over the whole list cites nothing in it')
    writeFileSync(join(root, 'packages/rules/src/planted.ts'), '/** R-99. */\n')
    assert.equal(run('--root', root, '--check').code, 1)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

test('a numbering of other notes is not taken for ours', () => {
  const { root, law } = plant('/** Keeps to it (market invariants I1 to I3, I6). I9. */\n', '')
  try {
    run('--root', root)
    assert.ok(law().includes('| I9 | [rules/planted]'))
    assert.ok(!law().includes('| I6 |'))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

test('R-4: a claimed row with an empty cell is a fault, named by its cell', () => {
  const module = '/** R-55. */\n'
  const { root, law } = plant(module, `${'te'}${'st'}('R-55: a sentence', () => {})\n`, [
    'R-55',
    'R-999',
  ])
  try {
    const told = 'docs/claims.yaml: R-55 has no screens\ndocs/claims.yaml: R-55 has no evidence\n'
    const { code, said } = run('--root', root)
    assert.equal(code, 1)
    assert.equal(said, `${told}docs/claims.yaml: R-999 is no row\n`)
    assert.equal(run('--root', root, '--check').code, 1)
    assert.ok(law().includes('| R-55 | **built** |'), 'a claimed row is marked')
    const add = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    add('packages/screens/src/planted.ts', module)
    add('tests/planted.pg.test.ts', module)
    add('docs/claims.yaml', 'claims:\n  - R-55\n')
    assert.equal(run('--root', root).said, '')
    assert.equal(run('--root', root, '--check').code, 0)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

test('R-8: each of the nine principles of clause 4.1 leads to an invariant of the program that a test of it tries to break', () => {
  const docs = join(import.meta.dirname, '../docs')
  const rows = readFileSync(join(docs, 'law.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"kind":"principles"'))
    .map((line): { name: string; invariants: string[]; tests: string[] } => JSON.parse(line))
  const nine = Array.from({ length: 9 }, (_, place) => `R-${29 + place}`)
  assert.deepEqual(
    rows.map(({ name }) => name),
    nine,
  )
  const architecture = readFileSync(join(docs, '../ARCHITECTURE.md'), 'utf8')
  for (const { name, invariants, tests } of rows) {
    assert.ok(invariants.length > 0 && tests.length > 0, name)
    for (const one of invariants)
      assert.ok(architecture.includes(`\n| ${one} | `), `${name}: ${one}`)
  }
})

test('R-8: a principle without an invariant, with a test that is not there or cites neither, is a fault', () => {
  // Spelt in pieces, so that this file itself cites nothing.
  const invariant = `I${8}`
  const nine = Array.from({ length: 9 }, (_, place) => `R-${29 + place}`)
  const cited = `${'te'}${'st'}('${nine.join(', ')}, ${invariant}: a sentence', () => {})\n`
  const { root } = plant('', cited)
  const test = 'packages/rules/src/planted.test.ts'
  const line = (name: string, invariants = invariant, path = test) =>
    `  - { requirement: ${name}, invariants: [${invariants}], tests: [${path}] }`
  const say = (lines: readonly string[]) => {
    writeFileSync(join(root, 'docs/principles.yaml'), `principles:\n${lines.join('\n')}\n`)
    return run('--root', root).said.replaceAll('docs/principles.yaml: ', '').trim().split('\n')
  }
  try {
    const whole = nine.map((name) => line(name))
    assert.deepEqual(say(whole), [''])
    const [first = ''] = nine
    const rest = whole.slice(1)
    assert.deepEqual(say(rest), [`${first} has no invariant`])
    assert.deepEqual(say([line(first, ''), ...rest]), [`${first} has no invariant`])
    const other = `I${9}`
    assert.deepEqual(say([line(first, other), ...rest]), [
      `${first}: none of its tests cites ${other}`,
    ])
    assert.deepEqual(say([line(first, invariant, 'tests/gone.test.ts'), ...rest]), [
      `${first}: no tests/gone.test.ts`,
      `${first}: none of its tests cites ${first}`,
      `${first}: none of its tests cites ${invariant}`,
    ])
    assert.deepEqual(say([...whole, line('R-45')]), ['R-45 is no principle of clause 4.1'])
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

test('R-4: an article without rule, control or test is a fault, unless it says why it cannot apply', () => {
  const { root, law } = plant('/** Why? Law: 94-V art. 16. R-55. */\n', '')
  const listed = (text: string) => writeFileSync(join(root, 'docs/law-articles.yaml'), text)
  const clause = (legal: string) =>
    writeFileSync(
      join(root, 'policy/proleads/clauses.yaml'),
      `{ id: '6.1', requirements: [R-55], legal: [${legal}]`,
    )
  try {
    listed('articles:\n  - 16\n  - 8-1\napart:\n  8-1: Asks the state nothing.\n')
    const rules = 'docs/law-articles.yaml: 94-V art. 16 has no rules\n'
    const tests = 'docs/law-articles.yaml: 94-V art. 16 has no tests\n'
    assert.equal(run('--root', root).said, rules + tests)
    assert.equal(run('--root', root, '--check').code, 1)
    clause('94-V art. 161, 94-V art. 16-1')
    assert.equal(run('--root', root).said, rules + tests, 'another article is not this one')
    clause('94-V art. 16')
    assert.equal(run('--root', root).said, tests)
    const tested = `${'te'}${'st'}('R-55: a sentence', () => {})\n`
    writeFileSync(join(root, 'packages/rules/src/planted.test.ts'), tested)
    assert.equal(run('--root', root).said, '')
    assert.equal(run('--root', root, '--check').code, 0)
    assert.ok(law().includes('| 8-1 | cannot apply: Asks the state nothing. | – | – |'))
    listed('articles:\n  - 16\napart:\n  16: Never.\n')
    assert.equal(
      run('--root', root).said,
      'docs/law-articles.yaml: 94-V art. 16 is answered, and may not stand apart\n',
    )
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
