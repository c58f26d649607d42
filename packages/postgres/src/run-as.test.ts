import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findPrograms } from './programs.ts'
import { chooseWay } from './run-as.ts'

const skip = process.getuid?.() === 0 ? false : 'only root steps down'

test('programs and data below a private home are reached by unshare and setpriv', {
  skip,
}, (context) => {
  // mkdtemp makes a folder that only its owner may enter, like the home of root.
  const home = mkdtempSync(join(tmpdir(), 'kelisim-home-'))
  context.after(() => rmSync(home, { recursive: true, force: true }))
  const data = join(home, 'data')
  mkdirSync(data)
  const found = findPrograms(data, undefined)
  for (const part of ['bin', 'share']) {
    cpSync(join(found.directory, '..', part), join(home, part), { recursive: true })
  }
  const programs = { ...found, directory: join(home, 'bin') }
  for (const way of ['unshare', 'setpriv'] as const) {
    assert.equal(chooseWay([data], programs, [way]).name, way)
  }
  assert.throws(() => chooseWay([data], programs, ['nobody']), /as root here/)
  assert.equal(chooseWay([data], programs).name, 'unshare')
})
