#!/usr/bin/env node
/** `npx kelisim …`: install when needed, then become the command under the pinned Node. */
import { join } from 'node:path'
import { become, environmentOfServer, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const main = join(ROOT, 'apps/cli/src/main.ts')
await become(node, [main, ...process.argv.slice(2)], environmentOfServer())
