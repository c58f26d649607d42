/**
 * Where do letters of the demo world go?
 *
 * Into memory, and onto the outbox page, as text messages do (`sms-outbox.ts`): nothing leaves the machine. With the head
 * that a program of mail would read, so that its one-click refusal can be tried.
 */
import { OUTBOX_MESSAGES_MAX } from './limits.ts'
import { checkMail, type Mail, type MailMessage, unsubscribeHead } from './mail.ts'

export interface OutboxLetter extends MailMessage {
  /** As a list shows it, `a•••@kelisim.example`: a destruction leaves no address here (I5). */
  readonly to: string
  readonly head: readonly (readonly [string, string])[]
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface MailOutbox extends Mail {
  /** Newest first. */
  readonly list: () => readonly OutboxLetter[]
}

export function mailOutbox(now: () => number, limit = OUTBOX_MESSAGES_MAX): MailOutbox {
  let kept: readonly OutboxLetter[] = []
  return {
    send: async (message) => {
      checkMail(message)
      const to = message.to.replace(/^(.).*(?=@)/u, '$1•••')
      const letter = { ...message, to, head: unsubscribeHead(message.unsubscribeUrl), at: now() }
      kept = [letter, ...kept].slice(0, limit)
    },
    list: () => kept,
  }
}
