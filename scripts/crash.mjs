/** `npm run crash -- [--mode work|http] [--cycles N] [--seed N] [--minutes N] [--write]`: kill -9 during load, again and again, and what stands after it. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
await become(node, [join(ROOT, 'tests/crash/main.ts'), ...process.argv.slice(2)], environment())
