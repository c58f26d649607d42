/**
 * What is wrong with this policy? Every fault at once, by file, line and clause, and what to do about it, in kk, ru or en.
 *
 * A policy with an error does not start; a warning is told and lets it pass, so only errors exit with 1.
 * Requirements: R-1 to R-10.
 */
import { readPolicyFolder } from '@kelisim/outside'
import { messages } from '@kelisim/messages'
import { findingLine, findingWords, type Loaded, loadPolicy, type Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { type Command, Failure, WrongUse } from './command.ts'
import { commandEnvironment } from './open.ts'

export const policyCheck: Command = {
  options: {},
  run: async (call) => {
    const [dir, ...more] = call.words
    if (more.length > 0) throw new WrongUse('there are too many words')
    const files = await filesOf(dir ?? commandEnvironment().policyFolder)
    const { findings } = loadPolicy(files)
    const words = messages(call.language).deskPolicy.findings
    const lines = findings.flatMap((finding) => {
      const { severity, where, code, clause } = finding
      const { what, todo } = findingWords(finding, call.language)
      return [
        `${words[severity]} ${where} ${code}${clause === '' ? '' : ` (${clause})`}: ${what}`,
        `  → ${todo}`,
      ]
    })
    call.answer({ findings }, lines.length === 0 ? [words.none] : lines)
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0
  },
}

/** What has an error is no policy to go on with; `sentence` says what does not happen. */
export function soundPolicy(
  { policy, findings }: Loaded,
  language: Language,
  sentence: string,
): Policy {
  if (policy !== undefined) return policy
  const faults = findings.filter(({ severity }) => severity === 'error')
  throw new Failure(
    sentence,
    faults.map((fault) => findingLine(fault, language)),
  )
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
