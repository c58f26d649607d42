/** `npm run campaign:simulation -- [--seeds N] [--from N] [--seed N [--trace]] [--defect NAME] [--write]`: many worlds, each from its seed. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const program = join(ROOT, 'tests/simulation/main.ts')
await become(node, [program, ...process.argv.slice(2)], environment())
