/**
 * Makes the demo world in the house: synthetic people, staff and offers, through the same use cases.
 *
 * Exists only in a demo start; a world made before is left as it is.
 */
import { makeDemoWorld } from '@kelisim/house'
import { type Command, Failure, wholeNumber, wordsOf } from './command.ts'
import { commandEnvironment, commandOutbox, inHouse } from './open.ts'
import { showProgress } from './show-progress.ts'

const PEOPLE_MAX = 10_000

export const seed: Command = {
  options: { people: { type: 'string' } },
  run: async (call) => {
    wordsOf(call)
    const { mode, demoPeople } = commandEnvironment()
    if (mode === 'production') throw new Failure('the demo world cannot be made in production')
    const people = wholeNumber(call, 'people', 0, PEOPLE_MAX) ?? demoPeople
    const sms = commandOutbox()
    const progress = showProgress('people', 100)
    let made = 0
    await inHouse(
      async ({ means }) => {
        await makeDemoWorld(means, sms, people, (done, of) => {
          made = done
          progress.at(done, of)
        })
      },
      { sms },
    )
    progress.end()
    call.answer({ people: made }, [
      made === 0 ? 'the demo world was made before' : `the demo world is made: ${made} people`,
    ])
    return 0
  },
}
