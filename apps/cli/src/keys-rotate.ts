/**
 * Wraps every person's key anew and destroys the old wrapping key; a running server takes the new one up.
 *
 * This is what makes a destruction reach backups (I5). Law: 94-V art. 18. Requirements: R-99.
 */
import { rotateKeys } from '@kelisim/work'
import { type Command, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

export const keysRotate: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const done = await inHouse(async (house) => await rotateKeys(house.means, house.saveKeyring))
    const { epoch, wrapped, forgotten } = done
    call.answer(done, [
      `epoch ${epoch}: ${wrapped} keys wrapped anew, ${forgotten.length} old wrapping keys destroyed`,
    ])
    return 0
  },
}
