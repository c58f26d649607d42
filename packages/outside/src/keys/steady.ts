/**
 * How long, how often and when not is a key service asked?
 *
 * Weather (`away`, `busy`) is tried again, three times in all, with growing pauses that differ by chance; a refusal
 * is final at once. After five failed calls in a row the service rests: for 30 seconds every call fails here,
 * unasked, so that a service in trouble is not pressed and a start does not hang. Never another service instead.
 *
 * `renew` is not tried again: a version that was made unnoticed is harmless, ten of them are not.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type KeyService, KeyServiceError, type KeyServiceFault } from './key-service.ts'

export const ATTEMPTS = 3
const FIRST_PAUSE_MS = 200
export const FAILURES_BEFORE_REST = 5
export const REST_MS = 30_000
const WEATHER: ReadonlySet<KeyServiceFault> = new Set(['away', 'busy'])

export interface Steadiness {
  /** Milliseconds that only go forward. */
  readonly clock?: () => number
  readonly pause?: (milliseconds: number) => Promise<void>
}

/** The same service, asked with patience and a limit. */
export function steady(service: KeyService, steadiness: Steadiness = {}): KeyService {
  const clock = steadiness.clock ?? (() => performance.now())
  const pause =
    steadiness.pause ??
    (async (milliseconds) => {
      await sleep(milliseconds)
    })
  let failures = 0
  let restUntil = 0
  const once = async <T>(call: () => Promise<T>): Promise<T> => {
    if (clock() < restUntil) throw new KeyServiceError(service.kind, 'resting')
    try {
      const answer = await call()
      failures = 0
      return answer
    } catch (error) {
      if (!isWeather(error)) throw error
      failures += 1
      if (failures >= FAILURES_BEFORE_REST) {
        failures = 0
        restUntil = clock() + REST_MS
      }
      throw error
    }
  }
  const patiently = async <T>(call: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(call)
      } catch (error) {
        if (attempt >= ATTEMPTS || !isWeather(error)) throw error
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()))
      }
    }
  }
  return {
    kind: service.kind,
    address: service.address,
    horizon: service.horizon,
    wrap: async (place, root) => await patiently(async () => await service.wrap(place, root)),
    unwrap: async (place, bytes) => await patiently(async () => await service.unwrap(place, bytes)),
    renew: async () => {
      await once(async () => {
        await service.renew()
      })
    },
    destroyOlder: async (wrapped) => {
      await patiently(async () => {
        await service.destroyOlder(wrapped)
      })
    },
    status: async () => await patiently(async () => await service.status()),
  }
}

function isWeather(error: unknown): boolean {
  return error instanceof KeyServiceError && WEATHER.has(error.fault)
}
