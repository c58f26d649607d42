/**
 * What happens when our own code uses the ledger wrongly?
 *
 * It stops here with a defect. Never used for what an outsider sent: that gets a value with a fault.
 * Written out rather than taken from node:assert, so that the package also runs in a browser.
 */
export function assert(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new Error(`the ledger was used wrongly: ${rule}`)
}
