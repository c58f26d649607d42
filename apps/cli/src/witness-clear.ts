/**
 * Ends the alarm of a witness after somebody has looked into it; the reason is recorded in the ledger.
 *
 * A witness that still knows another history raises it again with the next checkpoint. Requirements.
 */
import { clearWitnessAlarm, OF_THE_HOUSE } from '@kelisim/work'
import { type Command, Failure, WrongUse, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

export const witnessClear: Command = {
  options: { reason: { type: 'string' } },
  run: async (call) => {
    const [witness = ''] = wordsOf(call, 'the name of the witness')
    const reason = call.texts['reason']
    if (reason === undefined) throw new WrongUse('--reason is missing')
    const answer = await inHouse(
      async ({ means }) => await clearWitnessAlarm(means, OF_THE_HOUSE, witness, reason),
    )
    if (answer.effect === 'invalid') throw new WrongUse('--reason needs 10 to 2000 characters')
    if (answer.effect !== 'done') throw new Failure('this witness has no alarm', [])
    call.answer({ witness, cleared: true }, [`the alarm of ${witness} is cleared and recorded`])
    return 0
  },
}
