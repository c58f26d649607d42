/** `npm run campaign:policies -- [--policies N] [--seed N] [--write]`: policies from a seed, every question in every world. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const program = join(ROOT, 'tests/campaigns/decide-policies.ts')
await become(node, [program, ...process.argv.slice(2)], environment())
