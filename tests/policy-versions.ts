/** Versions of a policy for tests: a folder of one's own, the next version of it, its way into force. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import {
  type Answer,
  approvePolicy,
  draftPolicy,
  proposePolicy,
  publishPolicy,
} from '@kelisim/work'
import { openWorld, type World } from './world.ts'

export const ONE = { role: 'officer', id: '00000000-0000-4000-8000-000000000001' }
export const OTHER = { role: 'officer', id: '00000000-0000-4000-8000-000000000002' }
const TODAY = '2026-11-22'
const SOURCE = new URL('../policy/proleads', import.meta.url).pathname

/** A world whose policy folder is a copy of its own, which an adoption may write. */
export async function openOwn(context: TestContext): Promise<{ world: World; folder: string }> {
  const parent = await mkdtemp(join(tmpdir(), 'kelisim-policy-'))
  const folder = join(parent, 'policy')
  await cp(SOURCE, folder, { recursive: true })
  const world = await openWorld({}, undefined, folder)
  context.after(async () => {
    await world[Symbol.asyncDispose]()
    await rm(parent, { recursive: true, force: true })
  })
  return { world, folder }
}

/** The folder of the next version, in force today, with a change of one text. */
export function nextFolder(
  files: ReadonlyMap<string, string>,
  change: (path: string, text: string) => string = (_, text) => text,
): ReadonlyMap<string, string> {
  const head = (files.get('policy.yaml') ?? '')
    .replace(/^version: \d+$/m, (line) => `version: ${Number(line.slice(9)) + 1}`)
    .replace(/^effectiveFrom: .*$/m, `effectiveFrom: '${TODAY}'`)
  const next = new Map([...files, ['policy.yaml', head] as const])
  return new Map([...next].map(([path, text]) => [path, change(path, text)]))
}

/** The field leaves every purpose but one: `marital_status` is no longer for the contract. */
export function withoutField(path: string, text: string): string {
  if (path === 'controls.yaml' || path === 'roles.yaml' || path.startsWith('agreements/')) {
    return text.replaceAll(/,\s*marital_status/g, '')
  }
  if (path !== 'fields.yaml') return text
  const from = text.indexOf('- id: marital_status')
  const to = text.indexOf('- id:', from + 5)
  const entry = text.slice(from, to).replace(/default: \w+/, 'default: off')
  return `${text.slice(0, from)}${entry}${text.slice(to)}`
}

export async function draft(world: World, files: ReadonlyMap<string, string>): Promise<string> {
  const drafted = await draftPolicy(world.house.means, ONE, files, 'desk')
  assert.equal(drafted.effect, 'done')
  return drafted.effect === 'done' ? drafted.edition : ''
}

export async function adoptNext(world: World, files: ReadonlyMap<string, string>): Promise<string> {
  const { means } = world.house
  const edition = await draft(world, files)
  done(await proposePolicy(means, { by: ONE, edition }))
  done(await approvePolicy(means, { by: OTHER, edition }))
  const published = await publishPolicy(means, { by: ONE, edition })
  done(published)
  assert.ok('adopted' in published && published.adopted)
  return edition
}

export function done(answer: Answer<object>): void {
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
}
