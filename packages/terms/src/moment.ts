/**
 * A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
 *
 * Domain code never reads a clock; the edge does and passes the moment down.
 */
declare const momentKind: unique symbol
export type Moment = number & { readonly [momentKind]: true }

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Throws on anything but a whole, finite number: a wrong moment would move a legal term. */
export function moment(milliseconds: number): Moment {
  if (!Number.isSafeInteger(milliseconds)) throw new Error('a moment is a whole number')
  return milliseconds as Moment
}

export function later(at: Moment, milliseconds: number): Moment {
  return moment(at + milliseconds)
}

/** `2026-11-22T09:00:00.000Z` */
export function toIso(at: Moment): string {
  return new globalThis.Date(at).toISOString()
}

export function parseMoment(text: string): Moment | undefined {
  const value = globalThis.Date.parse(text)
  return Number.isNaN(value) ? undefined : moment(value)
}
