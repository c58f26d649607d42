/** The count of people that a version would touch, on a real database with people in it. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testDatabase } from '@kelisim/postgres'
import { migrate } from '@kelisim/store'
import { runCli } from './run-cli.ts'

const FOLDER = fileURLToPath(new URL('../../../policy/proleads', import.meta.url))
const PEOPLE = 3

test('R-17, R-31: a tick that names one field more needs a new consent of everybody who ticked it', async () => {
  const schema = { name: 'kelisim', prepare: async (url: string) => void (await migrate(url)) }
  await using database = await testDatabase(schema)
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-diff-'))
  try {
    const next = join(folder, 'next')
    await cp(FOLDER, next, { recursive: true })
    const controls = join(next, 'controls.yaml')
    const text = await readFile(controls, 'utf8')
    await writeFile(
      controls,
      text.replace('social_status, income', 'social_status, employer, income'),
    )
    const env = { DATABASE_URL: database.url, KELISIM_DATA: join(folder, 'data') }
    const seeded = await runCli(['seed', '--people', String(PEOPLE)], env)
    assert.equal(seeded.code, 0, seeded.err)
    const { code, json, err } = await runCli(['policy', 'diff', next, '--live', '--json'], env)
    assert.equal(code, 0, err)
    const { impact } = json as {
      impact: { people: number; newConsents: { control: string; people: number }[] }
    }
    assert.equal(impact.people, PEOPLE)
    assert.deepEqual(
      impact.newConsents.map(({ control, people }) => [control, people]),
      [['contract', PEOPLE]],
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
