/** `npm run campaign:witnessed -- [--seconds N] [--write]`: how long a checkpoint stands alone. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const program = join(ROOT, 'tests/campaigns/witnessed.ts')
await become(node, [program, ...process.argv.slice(2)], environment())
