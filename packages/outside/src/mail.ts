/**
 * How does a letter leave?
 *
 * One interface for every way out, as for text messages (`sms.ts`). Whether it may be sent now (consent, hours, refusals) is
 * decided before, by the rules. A letter that nobody asked for carries how to refuse the next one, in its head for
 * programs and in its text for people. Source: RFC 2369, RFC 8058.
 */
export interface MailMessage {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** One POST to it ends such letters; it names nobody. */
  readonly unsubscribeUrl: string
}

/**
 * Throws `MailRefused` when this letter can never be sent, and `Outage` when it may work later or when nobody knows whether
 * it left.
 */
export interface Mail {
  readonly send: (message: MailMessage) => Promise<void>
}

export type MailRefusal = 'address' | 'text' | 'refused'

/** Carries no address and no text (I11). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
  readonly reason: MailRefusal

  constructor(reason: MailRefusal) {
    super(`couldn’t send the letter: ${reason}`)
    this.reason = reason
  }
}

const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i
const SUBJECT_CHARS_MAX = 200
const TEXT_CHARS_MAX = 20_000

/** Throws where an address could change the head of a letter, or a text is none. */
export function checkMail({ to, subject, text, unsubscribeUrl }: MailMessage): void {
  if (!ADDRESS.test(to)) throw new MailRefused('address')
  const isHead = (value: string, most: number) =>
    value !== '' && value.length <= most && !/[\r\n\0]/.test(value) && value.isWellFormed()
  const isWhole = text !== '' && text.length <= TEXT_CHARS_MAX && text.isWellFormed()
  if (!isHead(subject, SUBJECT_CHARS_MAX) || !isWhole) throw new MailRefused('text')
  if (!URL.canParse(unsubscribeUrl) || /[\s<>]/.test(unsubscribeUrl)) throw new MailRefused('text')
}

/** The head of a letter that says how to refuse, for programs of mail. RFC 8058 3.1. */
export function unsubscribeHead(url: string): readonly (readonly [string, string])[] {
  return [
    ['List-Unsubscribe', `<${url}>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ]
}
