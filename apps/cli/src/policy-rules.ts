/**
 * By which rules is a policy checked? The list as a document, or with --json as data in three languages.
 *
 * Requirements.
 */
import { CHECKER_RULES, rulesDocument } from '@kelisim/policy'
import { type Command, wordsOf } from './command.ts'

export const policyRules: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    call.answer({ rules: CHECKER_RULES }, rulesDocument().trimEnd().split('\n'))
    return 0
  },
}
