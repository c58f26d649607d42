/**
 * A key service in bad weather, asked through the program's own patience (`steady`).
 *
 * Judged: a process begins only with the root that was wrapped; a refusal is not asked twice; after five failed
 * calls in a row nobody asks for half a minute.
 */
import { type KeyService, KeyServiceError, steady } from '@kelisim/outside'
import type { Judge } from './judge.ts'
import type { Loop } from './loop.ts'

const PLACE = { operator: 'simulated' }
const FAILURES_IN_A_ROW_MAX = 5

export interface KeyHolder {
  /** Has the root been unwrapped? False: the process gives up and is started again. */
  readonly opened: () => Promise<boolean>
}

export function keyHolder(loop: Loop, trouble: () => number, judge: Judge): KeyHolder {
  const root = Uint8Array.from({ length: 32 }, (_, at) => at)
  const weather = (): 'away' | 'busy' => (loop.isHit(0.5) ? 'away' : 'busy')
  return {
    opened: async () => {
      let failures = 0
      let restUntil = 0
      const unwrap = async (): Promise<Uint8Array> => {
        if (loop.now < restUntil) judge.fail('a key service that rests was asked')
        await new Promise((resolve) => setTimeout(resolve, loop.between(1, 40)))
        if (!loop.isHit(trouble())) {
          failures = 0
          return root
        }
        failures += 1
        if (failures >= FAILURES_IN_A_ROW_MAX) {
          failures = 0
          restUntil = loop.now + 30_000
        }
        throw new KeyServiceError('simulated', weather())
      }
      const clock = () => loop.now
      const pause = async (ms: number) => {
        await new Promise<void>((resolve) => setTimeout(resolve, ms))
      }
      const service = steady(serviceOf(unwrap), { clock, pause })
      try {
        const opened = await service.unwrap(PLACE, root)
        if (!Buffer.from(opened).equals(root)) judge.fail('another root than was wrapped')
        return true
      } catch {
        return false
      }
    },
  }
}

function serviceOf(unwrap: () => Promise<Uint8Array>): KeyService {
  return {
    kind: 'simulated',
    address: 'simulated',
    horizon: { oldCopies: 'nothing', keyDays: { min: 1, max: 1 } },
    wrap: async (_, root) => root,
    unwrap,
    renew: async () => undefined,
    destroyOlder: async () => undefined,
    status: async () => ({ version: '1', oldest: '1', usable: true }),
  }
}
