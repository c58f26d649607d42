/**
 * Where do text messages of the demo world go?
 *
 * Into memory, and onto the outbox page: nothing leaves the machine, nothing is written to a disk.
 * A ring: the oldest message goes when the limit is reached. `forget` takes away everything sent to
 * a number, so that destruction of a person leaves no copy here (I5).
 */
import { OUTBOX_MESSAGES_MAX } from './limits.ts'
import { checkedSegments, type Sms, type SmsMessage, type SmsSent } from './sms.ts'

export interface OutboxMessage extends SmsMessage, SmsSent {
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface SmsOutbox extends Sms {
  /** Newest first. */
  readonly list: () => readonly OutboxMessage[]
  /** How many messages to this number were destroyed. */
  readonly forget: (to: string) => number
}

export function smsOutbox(now: () => number, limit = OUTBOX_MESSAGES_MAX): SmsOutbox {
  let kept: readonly OutboxMessage[] = []
  let made = 0
  return {
    send: async (message) => {
      const segments = checkedSegments(message)
      made += 1
      const { to, text } = message
      const sent = { to, text, class: message.class, id: `outbox-${made}`, segments, at: now() }
      kept = [sent, ...kept].slice(0, limit)
      return { id: sent.id, segments }
    },
    list: () => kept,
    forget: (to) => {
      const before = kept.length
      kept = kept.filter((message) => message.to !== to)
      return before - kept.length
    },
  }
}
