/** `npm run campaign:tamper -- [--flips N] [--seed N] [--write]`: flips single bits of what is sealed or signed. */
import { join } from 'node:path'
import { become, environment, prepare, ROOT } from './bootstrap.mjs'

const node = await prepare()
const program = join(ROOT, 'tests/campaigns/tamper.ts')
await become(node, [program, ...process.argv.slice(2)], environment())
