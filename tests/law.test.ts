/** docs/LAW.md is made from the code; here it is held against the code, and the maker against planted trees. */
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
): { readonly root: string; readonly law: () => string } {
  const root = mkdtempSync(join(tmpdir(), 'kelisim-law-'))
  const files = {
    'packages/rules/src/planted.ts': module,
    'packages/rules/src/planted.test.ts': tested,
    'policy/proleads/clauses.yaml': "{ id: '6.1', requirements: [R-55], legal: [] }",
    'docs/LAW.md': '',
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
      `| R-55 | 6.1 | ${module} | – |`,
      `| R-56 | – | ${module} | ${tested} |`,
      `| R-45 | – | – | ${tested} |`,
      `| DL-08 | – | ${tested} |`,
      `| I6 | – | ${tested} |`,
      `| 94-V art. 8(4) | ${module} | – |`,
      `| 94-V art. 25(2)(1-1) | ${module} | – |`,
    ]) {
      assert.ok(law().includes(row), `${row} is missing in\n${law()}`)
    }
    assert.ok(!law().includes('| R-2 |'), 'a range over the whole list cites nothing in it')
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
