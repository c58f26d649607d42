/**
 * Loaded before the tests: one file is read with one change in it.
 *
 * The change comes in `KELISIM_MUTANT`; nothing is written to disk, so a campaign that is killed leaves nothing
 * behind and several may run beside each other and beside people who work.
 */
import { registerHooks } from 'node:module'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Change {
  readonly path: string
  readonly from: number
  readonly to: number
  readonly becomes: string
}

const wanted = process.env['KELISIM_MUTANT']
if (wanted !== undefined) {
  const change = JSON.parse(wanted) as Change
  registerHooks({
    load(url, context, nextLoad) {
      if (!url.startsWith('file:') || fileURLToPath(url) !== change.path) {
        return nextLoad(url, context)
      }
      const text = readFileSync(change.path, 'utf8')
      const source = `${text.slice(0, change.from)}${change.becomes}${text.slice(change.to)}`
      return { format: 'module-typescript', source, shortCircuit: true }
    },
  })
}
