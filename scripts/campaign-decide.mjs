/** `npm run campaign:decide -- [--from N] [--to N] [--no-cedar] [--write]`: every question of the policy in every world. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const program = join(ROOT, 'tests/campaigns/decide-space.ts')
await become(node, [program, ...process.argv.slice(2)], environment())
