/** `npm start`: install when needed, then become the server under the pinned Node. */
import { join } from 'node:path'
import { become, environmentOfServer, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const main = join(ROOT, 'apps/server/src/main.ts')
await become(
  node,
  ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)],
  environmentOfServer(),
)
