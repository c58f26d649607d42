/**
 * `npm run campaign:simulation -- [--seeds N] [--from N] [--jobs N] [--write]`: many worlds, each from its seed.
 * `… -- --seed N [--trace] [--defect NAME]`: one of them again.
 */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const args = process.argv.slice(2)
const isOne = args.includes('--seed') || args.includes('--defect')
const program = join(ROOT, 'tests/simulation', isOne ? 'main.ts' : 'many.ts')
await become(node, [program, ...args], environment())
