/** The command that compares two folders, run as a person would run it. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runCli } from './run-cli.ts'

const FOLDER = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))
let changed = ''

before(async () => {
  changed = await mkdtemp(join(tmpdir(), 'kelisim-diff-'))
  await cp(FOLDER, changed, { recursive: true })
  await edit('policy.yaml', /version: \d+/, 'version: 90')
  await edit('controls.yaml', 'social_status, income', 'social_status, employer, income')
})
after(async () => await rm(changed, { recursive: true, force: true }))

async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(changed, file)
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to))
}

test('R-17: two folders are compared: what changed, which questions, who must consent anew', async () => {
  const { code, out, err } = await runCli(['policy', 'diff', FOLDER, changed])
  assert.equal(code, 0, err)
  assert.match(out, /-> proleads 90 \(/)
  assert.match(out, /~ control contract\n {6}fields: \+employer/)
  assert.match(out, /Questions: \d+ asked of both; 0 now refused, [1-9]\d* now permitted/)
  assert.match(out, /new consent contract \(employer\)/)
})

test('with --json the whole difference comes as one value', async () => {
  const { code, json } = await runCli(['policy', 'diff', FOLDER, changed, '--json'])
  assert.equal(code, 0)
  const diff = json as { same: boolean; consequences: { newConsents: { control: string }[] } }
  assert.equal(diff.same, false)
  assert.deepEqual(
    diff.consequences.newConsents.map(({ control }) => control),
    ['contract'],
  )
})

test('a folder with faults is no version: its faults are named, and nothing is compared', async () => {
  await edit('controls.yaml', 'purpose: service_info', 'purpose: newsletter')
  const { code, out, err } = await runCli(['policy', 'diff', FOLDER, changed])
  assert.equal(code, 1)
  assert.equal(out, '')
  assert.match(err, /controls\.yaml:\d+ control_purpose_unknown/)
})

test('without a folder, or with three, the use is explained', async () => {
  for (const words of [[], [FOLDER, FOLDER, FOLDER]]) {
    const { code, err } = await runCli(['policy', 'diff', ...words])
    assert.equal(code, 2)
    assert.match(err, /usage: npx kelisim policy diff/)
  }
})
