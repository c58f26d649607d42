/** `npm run dev`: the server, started again whenever one of its files changes. */
import { join } from 'node:path'
import { become, environmentOfServer, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const main = join(ROOT, 'apps/server/src/main.ts')
const watch = ['--disable-warning=ExperimentalWarning', '--watch', '--watch-preserve-output']
await become(node, [...watch, main, ...process.argv.slice(2)], environmentOfServer())
