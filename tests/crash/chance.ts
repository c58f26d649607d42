/**
 * Chance that can be had again: numbers in [0, 1) from a seed (mulberry32).
 *
 * The order in which answers come is the machine's own, so one seed gives one plan of kills and calls, not
 * one course of events.
 */
export type Chance = () => number

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function between(chance: Chance, from: number, to: number): number {
  return from + Math.floor(chance() * (to - from))
}
