/**
 * `npm test [-- --only PART] [part of a file name …]`: everything that must hold, in the order of its cost.
 *
 * PART is one of types, lint, format, pure, alone, pg, browser (several: `--only pure,pg`). With file names only the
 * tests in matching files run.
 */
import { underPinnedNode } from './bootstrap.mjs'

await underPinnedNode(import.meta.url)
const { PARTS, runParts } = await import('./parts.mjs')
process.exit(await runParts(Object.keys(PARTS), process.argv.slice(2)))
