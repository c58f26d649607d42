/** How does the terminal tell a refusal? Code, article, what it means, what to do; nothing else happened. */
import { messages } from '@kelisim/messages'
import type { Answer } from '@kelisim/work'
import { type Call, Failure } from './command.ts'

/** The answer of a use case that was done; anything else ends the command with its sentence. */
export function done<T>(call: Call, answer: Answer<T>): T {
  if (answer.effect === 'done') return answer
  if (answer.effect === 'invalid') {
    const faults = answer.faults.map(({ pointer, code }) => `${pointer}: ${code}`)
    throw new Failure('the input has faults', faults)
  }
  const said = messages(call.language).refusals[answer.code]
  const law = answer.law === '' ? '' : `, ${answer.law}`
  throw new Failure(`${answer.code}${law}: ${said.text}`, [said.way])
}
