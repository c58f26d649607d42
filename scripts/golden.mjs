/**
 * `node scripts/golden.mjs [--check]`: writes the golden documents anew, or says which are not true any more.
 *
 * Two sets. The fixture policy is frozen and small: its documents stand in full in packages/documents/golden/fixture/,
 * so a change of the compiler is read as a change of text. Of ProLeads only the SHA-256 of each document stands in
 * golden/proleads.sha256, below the hash of the policy that they were made from.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, underPinnedNode } from './bootstrap.mjs'

await underPinnedNode(import.meta.url)
const { documentsOf } = await import('../packages/documents/src/index.ts')
const { readPolicyFolder } = await import('../packages/outside/src/index.ts')
const { parsePolicy } = await import('../packages/policy/src/index.ts')

const GOLDEN = join(ROOT, 'packages/documents/golden')
const FIXTURE = join(ROOT, 'packages/documents/fixture/policy.json')
const isCheck = process.argv.includes('--check')
const stale = []

const folder = join(GOLDEN, 'fixture')
const made = documentsOf(JSON.parse(readFileSync(FIXTURE, 'utf8')))
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder)) {
  if (made.some((document) => document.name === name)) continue
  stale.push(name)
  if (!isCheck) rmSync(join(folder, name))
}
for (const { name, text } of made) put(join(folder, name), text)
put(join(GOLDEN, 'proleads.sha256'), await hashes())

for (const name of stale) process.stdout.write(`${isCheck ? 'stale' : 'written'} ${name}\n`)
if (stale.length === 0) process.stdout.write('every golden document is true\n')
process.exit(isCheck && stale.length > 0 ? 1 : 0)

function put(path, text) {
  if (read(path) === text) return
  stale.push(path.slice(GOLDEN.length + 1))
  if (!isCheck) writeFileSync(path, text)
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

async function hashes() {
  const files = await readPolicyFolder(join(ROOT, 'policy/proleads'))
  const { policy, findings } = parsePolicy(files)
  if (policy === undefined) throw new Error(`the policy cannot be read: ${findings[0]?.message}`)
  const lines = documentsOf(policy).map(({ sha256, name }) => `${sha256}  ${name}`)
  return `${[`# policy ${policy.hash}`, ...lines].join('\n')}\n`
}
