/**
 * Which tick of the person does a question need, and what is said when there is none?
 *
 * Where the policy has a processing control, that tick answers for the processing itself, also of what is
 * passed on or sent; the recipient's and the channel's ticks come on top. Reckoned once, when a question is
 * interned. Law: 94-V art. 7(1), 8(1), 14. Requirements.
 */
import type { PurposeTable } from '@kelisim/policy'
import { has, TRANSFERS } from './answer.ts'
import { CHANNEL_NOT_CONSENTED, NO_CONSENT, RECIPIENT_NOT_CONSENTED } from './said.ts'

/** Not named at all. */
export const NONE = -1
/** Named, but the policy does not know the name. */
export const UNKNOWN = -2
/** A consent counts whatever channel it names. */
export const ANY = -3

/** What is looked for among the consents to the purpose. */
export interface Need {
  /** Index of the recipient that the consent must name, or `NONE`. */
  readonly recipient: number
  /** Index of the channel, `NONE`, or `ANY`. */
  readonly channel: number
  /** Bit of the operation; 0 where another consent answers for the operation. */
  readonly operation: number
  /** What to call silence (`said.ts`); `NO_CONSENT` is a mismatch where the data were given for something else. */
  readonly silence: number
}

export interface Addressed {
  readonly operation: number
  readonly recipient: number
  readonly channel: number
}

/** Which tick carries the processing itself; undefined where the recipient's or channel's is the only one. */
export function baseNeed(asked: Addressed, purpose: PurposeTable): Need | undefined {
  if (purpose.statute) return undefined
  const message = asked.channel !== NONE && purpose.channels !== 0
  const addressed = message || has(TRANSFERS, asked.operation)
  const base = { recipient: NONE, silence: NO_CONSENT }
  if (purpose.hasProcessingControl) {
    return { ...base, channel: NONE, operation: addressed ? 0 : 1 << asked.operation }
  }
  return addressed ? undefined : { ...base, channel: ANY, operation: 1 << asked.operation }
}

export function recipientNeed(asked: Addressed, purpose: PurposeTable): Need | undefined {
  if (purpose.statute || asked.recipient === NONE) return undefined
  const operation = has(TRANSFERS, asked.operation) ? 1 << asked.operation : 0
  return { recipient: asked.recipient, channel: ANY, operation, silence: RECIPIENT_NOT_CONSENTED }
}

/** A message needs its channel's tick where the purpose knows channels. */
export function channelNeed(asked: Addressed, purpose: PurposeTable): Need | undefined {
  if (purpose.statute || purpose.channels === 0 || asked.channel === NONE) return undefined
  const operation = 1 << asked.operation
  return { recipient: NONE, channel: asked.channel, operation, silence: CHANNEL_NOT_CONSENTED }
}
