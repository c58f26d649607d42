/** `npm run campaign:mutation -- <area> [--every N] [--killed FILE] [--write]`: small faults in the program, which the tests must notice. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const program = join(ROOT, 'tests/campaigns/mutation/campaign.ts')
await become(node, [program, ...process.argv.slice(2)], environment())
