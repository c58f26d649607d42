/** `npm run campaign:restore -- [--people N] [--rounds N] [--rows N] [--flips N] [--seed N] [--write]`: damage and disaster against backups. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const program = join(ROOT, 'tests/campaigns/restore.ts')
await become(node, [program, ...process.argv.slice(2)], environment())
