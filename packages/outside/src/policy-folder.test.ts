/** The folder becomes what is in force as a whole, and keeps what is no text of a policy. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readPolicyFolder, writePolicyFolder } from './policy-folder.ts'

test('texts are replaced, added and removed; other files stay; nothing is left beside', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'kelisim-folder-'))
  const folder = join(parent, 'policy')
  try {
    await mkdir(join(folder, 'texts'), { recursive: true })
    await writeFile(join(folder, 'policy.yaml'), 'version: 1\n')
    await writeFile(join(folder, 'texts', 'old.yaml'), 'a: 1\n')
    await writeFile(join(folder, 'source.pdf'), 'not a text')
    await writeFile(join(folder, '.keep'), '')
    const files = new Map([
      ['agreements/one.yaml', 'b: 2\n'],
      ['policy.yaml', 'version: 2\n'],
    ])
    assert.equal(await writePolicyFolder(folder, files), true)
    assert.deepEqual(await readPolicyFolder(folder), files)
    assert.equal(await readFile(join(folder, 'source.pdf'), 'utf8'), 'not a text')
    assert.ok((await readdir(folder)).includes('.keep'))
    assert.deepEqual(await readdir(parent), ['policy'])
    assert.equal(await writePolicyFolder(folder, files), true)
    await assert.rejects(writePolicyFolder(folder, new Map([['../out.yaml', 'c: 3\n']])))
    await assert.rejects(writePolicyFolder(folder, new Map([['run.sh', 'c: 3\n']])))
    assert.deepEqual(await readPolicyFolder(folder), files)
    assert.deepEqual(await readdir(parent), ['policy'])
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
})
