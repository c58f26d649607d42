/**
 * Is this a possible IIN, BIN, IBAN or phone number of Kazakhstan?
 *
 * The value is never repeated, neither in the answer nor in a fault (I11). A value among the parameters is
 * seen by whoever may list processes; `-` reads it from standard input instead. Requirements: R-33.
 */
import { fieldFault, messages } from '@kelisim/messages'
import { checkBin, checkIban, checkIin, normalisePhone } from '@kelisim/terms'
import { text } from 'node:stream/consumers'
import { type Call, type Command, type ExitCode, WrongUse, wordsOf } from './command.ts'

type Checked = { readonly valid: true } | { readonly valid: false; readonly reason: string }

const KINDS: Readonly<Record<string, (value: string) => Checked>> = {
  iin: checkIin,
  bin: checkBin,
  iban: checkIban,
  phone: normalisePhone,
}

export const check: Command = {
  options: {},
  run: async (call) => {
    const [kind = '', given = ''] = wordsOf(call, 'iin|bin|iban|phone', 'VALUE')
    const look = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined
    if (look === undefined) throw new WrongUse('what is checked is iin, bin, iban or phone')
    return tellOf(call, kind, look(given === '-' ? (await text(process.stdin)).trim() : given))
  },
}

function tellOf(call: Call, kind: string, checked: Checked): ExitCode {
  if (checked.valid) {
    call.answer({ valid: true }, ['valid'])
    return 0
  }
  const { reason } = checked
  const sentence = fieldFault(messages(call.language).errors, kind, reason)
  call.answer({ valid: false, reason }, [`not valid (${reason}): ${sentence}`])
  return 1
}
