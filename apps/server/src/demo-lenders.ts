/**
 * The demo's lenders of this server: how they behave, and what of them goes to the log.
 */
import { fileURLToPath } from 'node:url'
import { type House, type LenderAddresses, startDemoLenders as start } from '@kelisim/house'
import { logger } from './log.ts'

export { demoAddresses, freePort } from '@kelisim/house'

const PROGRAM = fileURLToPath(new URL('../../lender/src/main.ts', import.meta.url))

/** Starts one process a lender; the result stops them all. */
export function startDemoLenders(house: House, addresses: LenderAddresses): () => Promise<void> {
  return start(house, addresses, {
    program: PROGRAM,
    latencyMs: process.env['KELISIM_DEMO_LATENCY_MS'] ?? '50-200',
    outcomeDelayMs: process.env['KELISIM_DEMO_OUTCOME_MS'] ?? '3000',
    noticed: (lender, what, code) => {
      if (what === 'ended') logger.info({ part: 'lender', lender, code }, 'a lender ended')
      else logger.warn({ part: 'lender', lender }, 'a lender wrote to its error stream')
    },
  })
}
