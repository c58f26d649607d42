/**
 * Makes a draft of a folder, for the people at the desk to check, approve and publish.
 *
 * What is in force stays in force. The findings are told; a faulty folder becomes a draft all the same,
 * because the desk is where it can be put right. The same folder twice is one draft.
 *
 * Requirements.
 */
import { loadPolicy } from '@kelisim/policy'
import { draftPolicy, HOUSE } from '@kelisim/work'
import { type Command, Failure, WrongUse } from './command.ts'
import { commandEnvironment, inHouse } from './open.ts'
import { filesOf } from './policy-check.ts'

export const policyPropose: Command = {
  options: {},
  run: async (call) => {
    const [dir, ...more] = call.words
    if (more.length > 0) throw new WrongUse('there are too many words')
    const files = await filesOf(dir ?? commandEnvironment().policyFolder)
    const { findings } = loadPolicy(files)
    const answer = await inHouse(
      async ({ means }) => await draftPolicy(means, HOUSE, files, 'folder'),
    )
    if (answer.effect !== 'done') throw new Failure('the draft is refused', [])
    const { edition, repeated } = answer
    const errors = findings.filter(({ severity }) => severity === 'error').length
    call.answer({ edition, repeated, findings }, [
      repeated ? `this folder is draft ${edition} already` : `draft ${edition} is made`,
      `findings: ${findings.length}, of them errors: ${errors}`,
      'next: at the desk, under Policy: propose, let a second person approve, publish',
    ])
    return 0
  },
}
