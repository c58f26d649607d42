/** `npm run campaign:faults -- [--write]`: every file-system call of every writer × EIO, ENOSPC, SIGKILL. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const program = join(ROOT, 'tests/faults/main.ts')
await become(node, [program, ...process.argv.slice(2)], environment())
