/**
 * How does a text message leave, and of how many parts is it?
 *
 * One interface for every gateway. `class` goes with the message so that an adapter can never be asked
 * to send something whose class nobody decided; whether it may be sent now (consent, quiet hours,
 * suppression) is decided before, by the rules.
 *
 * Parts: GSM 03.38 text has 160 characters in one part and 153 in each of several; text with any other
 * letter (Cyrillic, Kazakh) is UCS-2 with 70 and 67. A pair that stands for one character is never
 * cut in two. Source: 3GPP TS 23.038 6.2, TS 23.040 9.2.3.24.
 */
import { SMS_SEGMENTS_MAX } from './limits.ts'

export type SmsClass = 'otp' | 'service' | 'marketing'

export interface SmsMessage {
  /** E.164 with the plus: `+77…`. */
  readonly to: string
  readonly text: string
  readonly class: SmsClass
}

export interface SmsSent {
  /** Of the gateway. */
  readonly id: string
  readonly segments: number
}

/**
 * Throws `SmsRefused` when this message can never be sent, and `Outage` when it may work later or when
 * nobody knows whether it left.
 */
export interface Sms {
  readonly send: (message: SmsMessage) => Promise<SmsSent>
}

export type SmsRefusal = 'number' | 'text' | 'too_long' | 'undeliverable'

/** The gateway, or a look at the message, says never. Carries no number and no text (I11). */
export class SmsRefused extends Error {
  override readonly name = 'SmsRefused'
  readonly reason: SmsRefusal

  constructor(reason: SmsRefusal) {
    super(`couldn’t send the text message: ${reason}`)
    this.reason = reason
  }
}

/** Number of parts after looking at number and length; throws `SmsRefused`. */
export function checkedSegments(message: SmsMessage): number {
  if (!/^\+[1-9][0-9]{6,14}$/.test(message.to)) throw new SmsRefused('number')
  if (message.text === '' || !message.text.isWellFormed()) throw new SmsRefused('text')
  const count = segments(message.text)
  if (count > SMS_SEGMENTS_MAX) throw new SmsRefused('too_long')
  return count
}

/** Number of parts a text is billed as; 0 for the empty text. */
export function segments(text: string): number {
  const septets = septetsOf(text)
  if (septets) return parts(septets, 160, 153)
  return parts(
    Array.from(text, (character) => character.length),
    70,
    67,
  )
}

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const EXTENSION = new Set('\f^{}\\[~]|€')

/** Cost of each character in the GSM alphabet, or undefined when one is not in it. */
function septetsOf(text: string): number[] | undefined {
  const costs: number[] = []
  for (const character of text) {
    if (BASIC.has(character)) costs.push(1)
    else if (EXTENSION.has(character)) costs.push(2)
    else return undefined
  }
  return costs
}

function parts(costs: readonly number[], single: number, each: number): number {
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  if (total === 0) return 0
  if (total <= single) return 1
  let count = 1
  let used = 0
  for (const cost of costs) {
    if (used + cost > each) {
      count += 1
      used = 0
    }
    used += cost
  }
  return count
}
