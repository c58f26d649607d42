/**
 * Hands the key file from one holder to another, while the server runs.
 *
 * Both holders must be named in `KELISIM_KEYS`, here and at the server. Law: 94-V art. 18. Requirements.
 */
import { moveKeys } from '@kelisim/work'
import { type Command, Failure, WrongUse, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

export const keysMove: Command = {
  options: { to: { type: 'string' } },
  run: async (call) => {
    wordsOf(call)
    const { to } = call.texts
    if (to === undefined) throw new WrongUse('--to HOLDER is missing')
    const done = await inHouse(async (house) => {
      const lock = house.keys.locks.find((one) => one.kind === to)
      if (lock === undefined)
        throw new Failure(`the settings name no holder ${to}: add it to KELISIM_KEYS`)
      const holding = {
        holder: () => house.keys.lock().kind,
        moveTo: async () => {
          await house.keys.move(lock)
        },
      }
      return await moveKeys(house.means, holding, to)
    })
    call.answer(done, [
      done.moved
        ? `the keys went from ${done.from} to ${to}; now: keys rotate, and put ${to} first in KELISIM_KEYS`
        : `${to} holds the keys already`,
    ])
    return 0
  },
}
