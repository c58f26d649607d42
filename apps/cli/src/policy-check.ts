/**
 * What is wrong with this policy? Every fault at once, by file, line and clause, and what to do about it.
 *
 * A policy with an error does not start; a warning is told and lets it pass, so only errors exit with 1.
 * Requirements: R-1 to R-10.
 */
import { readPolicyFolder } from '@kelisim/outside'
import { loadPolicy } from '@kelisim/policy'
import { type Command, WrongUse } from './command.ts'
import { commandEnvironment } from './open.ts'

export const policyCheck: Command = {
  options: {},
  run: async (call) => {
    const [dir, ...more] = call.words
    if (more.length > 0) throw new WrongUse('there are too many words')
    const files = await filesOf(dir ?? commandEnvironment().policyFolder)
    const { findings } = loadPolicy(files)
    const lines = findings.flatMap(({ severity, where, code, clause, message, remedy }) => [
      `${severity} ${where} ${code}${clause === '' ? '' : ` (${clause})`}: ${message}`,
      ...(remedy === undefined ? [] : [`  → ${remedy[call.language]}`]),
    ])
    call.answer({ findings }, lines.length === 0 ? ['no findings'] : lines)
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0
  },
}

/** A folder that cannot be read, or holds nothing to read, was named by mistake. */
export async function filesOf(dir: string): Promise<ReadonlyMap<string, string>> {
  try {
    const files = await readPolicyFolder(dir)
    if (files.size > 0) return files
  } catch (error) {
    const isOurs = error instanceof Error && error.message.startsWith('couldn’t read the policy')
    if (isOurs) throw new WrongUse(error.message)
  }
  throw new WrongUse(`couldn't read a policy in ${dir}`)
}
