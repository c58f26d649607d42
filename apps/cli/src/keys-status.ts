/**
 * Who holds the keys, under which version, since when, and what an old copy of the key file is worth.
 *
 * Shows no secret. Exit code 1 when the holder does not answer or its key is not usable, when the newest wrapping key
 * is more than two days old, or when older ones wait to be destroyed. Requirements.
 */
import { type KeyLock, KeyServiceError, type KeyServiceStatus } from '@kelisim/outside'
import { DAY, toIso } from '@kelisim/terms'
import { type Command, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

const EPOCH_DAYS_MAX = 2

export const keysStatus: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const found = await inHouse(async (house) => {
      const lock = house.keys.lock()
      const { epochs, indexVersion } = house.keys.current()
      return { lock, epochs, indexVersion, at: house.means.now(), service: await statusOf(lock) }
    })
    const { lock, epochs, service } = found
    const newest = epochs.at(-1)
    const isOld = newest === undefined || newest.madeAt + EPOCH_DAYS_MAX * DAY < found.at
    const said = {
      holder: lock.kind,
      address: lock.address,
      service,
      horizon: lock.horizon,
      indexVersion: found.indexVersion,
      epochs: epochs.map(({ epoch, madeAt }) => ({ epoch, madeAt: toIso(madeAt) })),
    }
    call.answer(said, linesOf(said))
    if (isOld) call.warn('the newest wrapping key is more than two days old: run keys rotate')
    if (epochs.length > 1) call.warn('older wrapping keys still live: run keys rotate')
    const isTrimmed =
      typeof service === 'string' ||
      service.oldest === undefined ||
      service.oldest === service.version
    if (!isTrimmed) call.warn('older versions at the holder still open: run keys rotate')
    const isWell =
      typeof service === 'object' && service.usable && !isOld && isTrimmed && epochs.length === 1
    return isWell ? 0 : 1
  },
}

interface Said {
  readonly holder: string
  readonly address: string
  readonly service: KeyServiceStatus | string
  readonly horizon: KeyLock['horizon']
  readonly epochs: readonly { readonly epoch: number; readonly madeAt: string }[]
}

function linesOf({ holder, address, service, horizon, epochs }: Said): readonly string[] {
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
