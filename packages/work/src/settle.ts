/**
 * How does the answer of a call become durable with the work that it answers?
 *
 * A caller who got no answer asks again with the same key. Stored in the unit that did the work, the answer is there
 * whenever the work is: no death between the two leaves a thing done and its answer unknown. Whoever needs no
 * such answer (a page, a clock) leaves it out. Law: 94-V art. 22(1)(5). Invariants I2, I12; decision 0050.
 */
import type { Unit, Writing } from '@kelisim/store'

/** Called at the end of the unit with what the caller will be told; again when the unit goes again. */
export type Settle = (unit: Writing, answer: { readonly effect: string }) => void

export function settling<A extends { readonly effect: string }>(
  settle: Settle | undefined,
  work: (unit: Unit) => Promise<A>,
): (unit: Unit) => Promise<A> {
  return async (unit) => {
    const answer = await work(unit)
    settle?.(unit, answer)
    return answer
  }
}
