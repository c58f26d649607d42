/** `npm run check`: what needs neither a database nor a browser. The same arguments as `npm test`. */
import { underPinnedNode } from './bootstrap.mjs'

await underPinnedNode(import.meta.url)
const { runParts } = await import('./parts.mjs')
process.exit(await runParts(['types', 'lint', 'format', 'pure'], process.argv.slice(2)))
