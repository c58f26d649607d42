/** The rules of the checker, what to do about a fault, and the stamps of translations, at the terminal. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runCli } from './run-cli.ts'

const FOLDER = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))
let folder = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-rules-'))
  await cp(FOLDER, folder, { recursive: true })
})
after(async () => await rm(folder, { recursive: true, force: true }))

async function edit(file: string, from: string, to: string): Promise<void> {
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  assert.ok(text.includes(from), file)
  await writeFile(path, text.replace(from, to))
}

test('R-5: the rules are listed as a document and as data', async () => {
  const document = await runCli(['policy', 'rules'])
  assert.match(document.out, /\| `operator_bin_missing` \| error \| R-91, X-8 \|/)
  const { json } = await runCli(['policy', 'rules', '--json'])
  const { rules } = json as { rules: { code: string; remedy: { kk: string } }[] }
  assert.ok(rules.length > 150 && rules.every(({ remedy }) => remedy.kk !== ''))
})

test('L-16: a changed Kazakh text makes its translations stale until somebody stamps them anew', async () => {
  const stale = async () => (await runCli(['policy', 'check', folder])).out.includes('_stale')
  await edit('texts/kk/clauses.yaml', '4.1(9): Деректердің', '4.1(9): Барлық деректердің')
  assert.equal(await stale(), true)
  const stamped = await runCli(['policy', 'stamp', folder])
  assert.equal(stamped.code, 0, stamped.err)
  assert.equal(await stale(), false)
})

test('each finding says what is wrong and what to do in the language asked for; --json has code and parameters', async () => {
  await edit('policy.yaml', "bin: '350140000014'", "bin: ''")
  const { code, out } = await runCli(['policy', 'check', folder, '--lang', 'kk'])
  assert.equal(code, 1)
  assert.match(
    out,
    /^қате policy\.yaml:\d+ operator_bin_missing \(A\.1\): Оператордың БСН-і .+\n {2}→ policy\.yaml файлына/m,
  )
  const { json } = await runCli(['policy', 'check', folder, '--json'])
  const [finding] = (json as { findings: Record<string, unknown>[] }).findings
  assert.deepEqual(Object.keys(finding ?? {}), ['severity', 'code', 'where', 'clause', 'params'])
})

test('a policy with faults is not stamped: its texts are not all there', async () => {
  const { code, err } = await runCli(['policy', 'stamp', folder])
  assert.equal(code, 1)
  assert.match(err, /operator_bin_missing/)
})
