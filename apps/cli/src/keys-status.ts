/**
 * Who holds the keys, under which version, since when, and what an old copy of the key file is worth.
 *
 * Shows no secret. Exit code 1 when the holder does not answer or its key is not usable, when the newest wrapping key
 * is more than two days old, when older ones wait to be destroyed, or when the index key is a week late. Requirements.
 */
import { type KeyLock, KeyServiceError, type KeyServiceStatus } from '@kelisim/outside'
import { indexFloor } from '@kelisim/store'
import { DAY, toIso } from '@kelisim/terms'
import { INDEX_DAYS_MAX } from '@kelisim/work'
import { type Command, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

const EPOCH_DAYS_MAX = 2
/** Beyond what a running server does by itself. */
const LATE_DAYS_MAX = 7

export const keysStatus: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const found = await inHouse(async (house) => {
      const lock = house.keys.lock()
      const { epochs } = house.keys.current()
      const index = await indexFloor(house.means.store.pool)
      return { lock, epochs, index, at: house.means.now(), service: await statusOf(lock) }
    })
    const { lock, epochs, index, service } = found
    const newest = epochs.at(-1)
    const isOld = newest === undefined || newest.madeAt + EPOCH_DAYS_MAX * DAY < found.at
    const said = {
      holder: lock.kind,
      address: lock.address,
      service,
      horizon: lock.horizon,
      index: { version: index.newest, madeAt: toIso(index.begunAt), oldest: index.cleared },
      epochs: epochs.map(({ epoch, madeAt }) => ({ epoch, madeAt: toIso(madeAt) })),
    }
    call.answer(said, linesOf(said))
    if (isOld) call.warn('the newest wrapping key is more than two days old: run keys rotate')
    if (epochs.length > 1) call.warn('older wrapping keys still live: run keys rotate')
    const isIndexOld = index.begunAt + (INDEX_DAYS_MAX + LATE_DAYS_MAX) * DAY < found.at
    if (isIndexOld) call.warn('the index key is older than a year: run keys reindex')
    const isIndexTorn =
      index.cleared < index.newest && index.begunAt + LATE_DAYS_MAX * DAY < found.at
    if (isIndexTorn) call.warn('an older index key still lives: run keys reindex, then audit')
    const isTrimmed =
      typeof service === 'string' ||
      service.oldest === undefined ||
      service.oldest === service.version
    if (!isTrimmed) call.warn('older versions at the holder still open: run keys rotate')
    const isIndexWell = !isIndexOld && !isIndexTorn
    const isWrapWell = !isOld && isTrimmed && epochs.length === 1
    const isWell = typeof service === 'object' && service.usable && isWrapWell && isIndexWell
    return isWell ? 0 : 1
  },
}

interface Said {
  readonly holder: string
  readonly address: string
  readonly service: KeyServiceStatus | string
  readonly horizon: KeyLock['horizon']
  readonly epochs: readonly { readonly epoch: number; readonly madeAt: string }[]
  readonly index: { readonly version: number; readonly madeAt: string; readonly oldest: number }
}

function linesOf({ holder, address, service, horizon, epochs, index }: Said): readonly string[] {
  const version =
    typeof service === 'string'
      ? service
      : `version ${service.version}, oldest ${service.oldest ?? 'not said'}, ${service.usable ? 'usable' : 'NOT USABLE'}`
  const days =
    horizon.keyDays.max === 0 ? 'at once' : `${horizon.keyDays.min}–${horizon.keyDays.max} days`
  return [
    `holder         ${holder} ${address}`.trimEnd(),
    `its key        ${version}`,
    `an old copy of the key file after a rotation: ${horizon.oldCopies === 'nothing' ? 'opens nowhere' : 'opens as long as it is kept'}`,
    `destroying the holder's key takes effect: ${days}`,
    ...epochs.map(({ epoch, madeAt }) => `epoch ${epoch}       made ${madeAt}`),
    `index key ${index.version}   made ${index.madeAt}${index.oldest < index.version ? ', an older one still lives' : ''}`,
  ]
}

async function statusOf(lock: KeyLock): Promise<KeyServiceStatus | string> {
  try {
    return await lock.status()
  } catch (error) {
    if (error instanceof KeyServiceError) return error.fault
    throw error
  }
}
