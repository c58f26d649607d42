import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCli } from './run-cli.ts'

const POLICY = join(import.meta.dirname, '../../../policy/proleads')

test('R-2, L-12: policy build writes every document under its hash, and again the same', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-build-'))
  context.after(async () => await rm(folder, { recursive: true }))
  const out = join(folder, 'out')
  const first = await runCli(['policy', 'build', POLICY, '--out', out, '--json'])
  assert.equal(first.code, 0, first.err)
  const index = JSON.parse(await readFile(join(out, 'index.json'), 'utf8')) as {
    readonly documents: readonly { readonly name: string; readonly sha256: string }[]
  }
  const names = index.documents.map(({ name }) => name)
  assert.deepEqual((await readdir(out)).toSorted(), ['index.json', ...names].toSorted())
  for (const { name, sha256 } of index.documents) {
    const bytes = await readFile(join(out, name))
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, name)
  }
  // A lender leaves the policy: its documents leave the folder.
  const changed = join(folder, 'policy')
  await cp(POLICY, changed, { recursive: true })
  await rm(join(changed, 'agreements/ules.yaml'))
  const second = await runCli(['policy', 'build', changed, '--out', out])
  assert.equal(second.code, 0, second.err)
  const left = await readdir(out)
  assert.ok(names.includes('agreement-ules.kk.html') && !left.includes('agreement-ules.kk.html'))
  assert.ok(left.includes('agreement-samal.kk.html'))
})

test('policy build touches no folder of somebody else and builds nothing from a faulty policy', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-build-'))
  context.after(async () => await rm(folder, { recursive: true }))
  await writeFile(join(folder, 'notes.txt'), 'mine')
  const refused = await runCli(['policy', 'build', POLICY, '--out', folder])
  assert.equal(refused.code, 1)
  assert.match(refused.err, /notes\.txt/)
  assert.deepEqual(await readdir(folder), ['notes.txt'])
  const faulty = join(folder, 'policy')
  await cp(POLICY, faulty, { recursive: true })
  await writeFile(join(faulty, 'forms.yaml'), 'forms: [{ id: a }]\n')
  const failed = await runCli(['policy', 'build', faulty, '--out', join(folder, 'out')])
  assert.equal(failed.code, 1)
  assert.match(failed.err, /forms\.yaml:1 form_blank/)
  assert.equal((await runCli(['policy', 'build', POLICY])).code, 2)
})
