/** Compile error when a union grew a member that a switch does not know; a crash if the types lied. */
export function unreachable(never: never): never {
  throw new Error(`unreachable: ${typeof never}`)
}

/** Trouble outside us that may pass: the caller retries with a limit, the person sees "later". */
export class Outage extends Error {
  override readonly name = 'Outage'
}
