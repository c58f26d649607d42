/** `npm start`: install when needed, then become the server under the pinned Node. */
import { join } from 'node:path'
import { become, environmentOfServer, prepare, ROOT, SERVER_FLAGS } from './bootstrap.mjs'

const node = await prepare()
const main = join(ROOT, 'apps/server/src/main.ts')
await become(
  node,
  [...SERVER_FLAGS, '--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)],
  environmentOfServer(),
)
