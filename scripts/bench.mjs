/** `npm run bench [part of a name …]`: the measurements in bench/, one after the other. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { environment, fail, prepare, ROOT, runToEnd, SERVER_FLAGS } from './bootstrap.mjs'

const node = await prepare()
const wanted = process.argv.slice(2)
const files = readdirSync(join(ROOT, 'bench'))
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .toSorted()
if (files.length === 0) fail('found no measurement of that name in bench/')

let failed = 0
for (const name of files) {
  process.stdout.write(`\n== ${name}\n`)
  const parameters = [...SERVER_FLAGS, join(ROOT, 'bench', name)]
  const code = await runToEnd(node, parameters, { cwd: ROOT, env: environment() })
  if (code !== 0) failed += 1
}
process.exit(failed === 0 ? 0 : 1)
