/**
 * Writes every document that a policy makes into one folder, with an index of names, hashes and formats.
 *
 * The folder is the command's own: files of an earlier build that are made no more are taken away, anything
 * else in it is refused, so that nothing of somebody's is lost. A faulty policy builds nothing.
 * Law: 94-V art. 25(2)(1), 25(2)(1-1). Requirements, L-12, L-16.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { documentsOf, indexOf } from '@kelisim/documents'
import { loadPolicy } from '@kelisim/policy'
import { type Command, Failure, WrongUse, wordsOf } from './command.ts'
import { filesOf, soundPolicy } from './policy-check.ts'

const INDEX = 'index.json'

export const policyBuild: Command = {
  options: { out: { type: 'string' } },
  run: async (call) => {
    const [dir = ''] = wordsOf(call, 'the policy folder')
    const out = call.texts['out']
    if (out === undefined) throw new WrongUse('--out is missing')
    const loaded = loadPolicy(await filesOf(dir))
    const sentence = 'the policy has faults and builds nothing'
    const policy = soundPolicy(loaded, call.language, sentence)
    const documents = documentsOf(policy)
    const files = new Map(documents.map(({ name, text }) => [name, text]))
    files.set(INDEX, indexOf(policy, documents))
    await replace(out, files)
    const lines = documents.map(({ sha256, name }) => `${sha256}  ${name}`)
    call.answer({ policy: policy.hash, documents: documents.length, out }, lines)
    return 0
  },
}

async function replace(out: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(out, { recursive: true })
  const earlier = await namesBuilt(out)
  const strange = (await readdir(out)).filter((name) => !earlier.has(name) && !files.has(name))
  if (strange.length > 0) {
    throw new Failure(`${out} holds files that no build made: choose another folder`, strange)
  }
  for (const name of earlier) if (!files.has(name)) await rm(join(out, name), { force: true })
  for (const [name, text] of files) await writeFile(join(out, name), text)
}

/** What the index of an earlier build names; a folder without one is either empty or somebody's. */
async function namesBuilt(out: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(out, INDEX), 'utf8').catch(() => undefined)
  if (text === undefined) return new Set()
  const index: unknown = JSON.parse(text)
  const documents: unknown = Reflect.get(Object(index), 'documents')
  const listed: readonly unknown[] = Array.isArray(documents) ? documents : []
  const names = listed.map((one) => String(Reflect.get(Object(one), 'name')))
  return new Set([INDEX, ...names.filter((name) => /^[a-z0-9.-]+$/.test(name))])
}
