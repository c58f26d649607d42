/**
 * How does the lender tell the operator something, and for how long does it try?
 *
 * Standard Webhooks: signed POST, delivered = 2xx, 410 = never again, anything else is tried again by
 * the schedule. Every attempt carries the same id, so the operator can recognise a repeat (I12). Only
 * the operator's configured address is called: an address out of a message could point anywhere.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { TELL_DEADLINE_MS } from './limits.ts'
import { signed } from './signature.ts'

export interface Letter {
  readonly url: string
  readonly id: string
  readonly body: object
}

export interface Telling {
  readonly secrets: readonly string[]
  /** Waits before each attempt, in milliseconds. */
  readonly retryMs: readonly number[]
  readonly signal: AbortSignal
}

/** `stopped`: the lender stops or the matter is over. */
export type Delivery = 'delivered' | 'undelivered' | 'stopped'

export async function tell(letter: Letter, telling: Telling): Promise<Delivery> {
  for (const pauseMs of telling.retryMs) {
    if (!(await pause(pauseMs, telling.signal))) return 'stopped'
    const status = await attempt(letter, telling)
    if (status !== undefined && status >= 200 && status < 300) return 'delivered'
    if (status === 410) return 'undelivered'
  }
  return telling.signal.aborted ? 'stopped' : 'undelivered'
}

/** False when it was stopped while waiting. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(milliseconds, undefined, { signal })
    return true
  } catch {
    // Only the signal ends a wait early.
    return false
  }
}

/** HTTP status, or undefined when nothing came back. */
async function attempt(letter: Letter, { secrets, signal }: Telling): Promise<number | undefined> {
  const body = JSON.stringify(letter.body)
  try {
    const response = await fetch(letter.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signed(letter.id, body, Date.now(), secrets),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(TELL_DEADLINE_MS), signal]),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    // Refused, reset, timed out: all the same to the schedule.
    return undefined
  }
}
