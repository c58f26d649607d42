/**
 * Loaded before every process of a crash run over HTTP: one clock that the driver moves for all at once.
 *
 * A minute that a key is held, or the eleven minutes after which "never seen" is final, then pass between two
 * starts. The programs themselves are the real ones and know nothing of it.
 */
import { readFileSync } from 'node:fs'

const FRESH_MS = 20
const real = Date.now.bind(Date)
const path = process.env['CRASH_CLOCK'] ?? ''
let [offset, readAt] = [0, Number.NEGATIVE_INFINITY]

function now(): number {
  if (performance.now() - readAt > FRESH_MS) {
    readAt = performance.now()
    offset = offsetIn(path)
  }
  return real() + offset
}

/** The file is replaced as a whole, so a read is never of half a number. */
function offsetIn(file: string): number {
  const read = Number(readFileSync(file, 'utf8'))
  return Number.isSafeInteger(read) ? read : offset
}

class CommonDate extends Date {
  constructor(...parts: []) {
    if (parts.length === 0) super(now())
    else super(...parts)
  }

  static override now(): number {
    return now()
  }
}

globalThis.Date = CommonDate as DateConstructor
