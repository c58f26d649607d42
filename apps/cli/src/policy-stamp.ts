/**
 * Which Kazakh texts were the translations made from? From those that stand now: whoever says so has looked.
 *
 * Writes `texts/stamps.yaml` of the folder and nothing else. A policy with faults cannot be stamped: its texts are
 * not all there. Requirements: L-16.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadPolicy, stampsOf } from '@kelisim/policy'
import { type Command, WrongUse } from './command.ts'
import { commandEnvironment } from './open.ts'
import { filesOf, soundPolicy } from './policy-check.ts'

const FILE = 'texts/stamps.yaml'

export const policyStamp: Command = {
  options: {},
  run: async (call) => {
    const [named, ...more] = call.words
    if (more.length > 0) throw new WrongUse('there are too many words')
    const dir = named ?? commandEnvironment().policyFolder
    const files = new Map(await filesOf(dir))
    // An old stamp that cannot be read must not stand in the way of a new one.
    files.delete(FILE)
    const sentence = `the policy in ${dir} has faults: mend them first`
    const policy = soundPolicy(loadPolicy(files), call.language, sentence)
    const text = stampsOf(policy)
    await writeFile(join(dir, FILE), text)
    const stamped = text.split('\n').filter((line) => line.startsWith('  ')).length
    call.answer({ file: FILE, stamped }, [`${FILE}: ${stamped} translations stamped`])
    return 0
  },
}
