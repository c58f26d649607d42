/**
 * Which kinds of messages may be sent to people, each under which one purpose, and which words make a text advertising?
 *
 * The file `messages.yaml`: a class for each purpose that has a channel of written messages. Classes are disjoint: a kind
 * stands for one purpose, a purpose for one kind, so what may be written under one never goes under another. A
 * policy adopted before the file was known has none, and then nothing can be sent. Hours and days stand in `limits.yaml`.
 *
 * Law: 94-V art. 14, 15(2). Requirements. How a text is held against its class: `rules/message-class.ts`.
 */
import { type Language, LANGUAGES } from '@kelisim/terms'
import { z } from 'zod'
import { error } from './fault.ts'
import type { Finding, Policy, Purpose } from './model.ts'
import type { Places, Reader } from './read.ts'

export const MESSAGES_FILE = 'messages.yaml'

/** News of own services; own offers to clients; anything that may lawfully be promoted. */
export const MESSAGE_KINDS = ['informational', 'own_offers', 'advertising'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** Channels by which a text is written to somebody; a call is none. */
export const WRITTEN_CHANNELS = ['sms', 'email'] as const
export type WrittenChannel = (typeof WRITTEN_CHANNELS)[number]

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/

export interface Messaging {
  readonly classes: readonly { readonly purpose: string; readonly kind: MessageKind }[]
  /** How a word or phrase begins, lower case, that makes a text advertising. */
  readonly advertisingStems: Readonly<Record<Language, readonly string[]>>
}

const stems = z.array(z.string().min(2)).default([])
const shape = z.strictObject({
  classes: z.array(z.strictObject({ purpose: z.string(), kind: z.enum(MESSAGE_KINDS) })),
  advertisingStems: z.strictObject({ kk: stems, ru: stems, en: stems }).prefault({}),
})

export function readMessaging(
  reader: Reader,
  files: ReadonlyMap<string, string>,
): Messaging | undefined {
  if (!files.has(MESSAGES_FILE)) return undefined
  return reader.whole(MESSAGES_FILE, 'messages', shape)
}

export function isWrittenChannel(channel: string): channel is WrittenChannel {
  return WRITTEN_CHANNELS.some((known) => known === channel)
}

/** The kind of messages that a purpose is for; undefined where it is for none. */
export function messageKind(
  policy: Pick<Policy, 'messaging'>,
  purpose: string,
): MessageKind | undefined {
  return policy.messaging?.classes.find((one) => one.purpose === purpose)?.kind
}

/** The longest that a consent to messages can still live: who said no earlier than that has nobody left to be kept from. */
export function messageConsentDays(policy: Pick<Policy, 'purposes'>): number {
  return Math.max(0, ...policy.purposes.filter(isWritten).map(({ consentDays }) => consentDays))
}

function isWritten({ channels }: Pick<Purpose, 'channels'>): boolean {
  return channels.some(isWrittenChannel)
}

export function checkMessaging(policy: Policy, places: Places): readonly Finding[] {
  const written = policy.purposes.filter(isWritten)
  return [
    ...(written.length > 0 && !hasHours(policy) ? [noHours(places)] : []),
    ...written.flatMap((purpose) => missing(policy, purpose, places)),
    ...strange(policy, written, places),
    ...wordless(policy, places),
  ]
}

function hasHours({ limits: { messages } }: Policy): boolean {
  if (messages === undefined) return false
  const { from, to } = messages
  return CLOCK.test(from) && CLOCK.test(to) && from < to
}

function noHours(places: Places): Finding {
  return error('message_hours_missing', places.in('limits.yaml', 'limits'), '2.1(5)')
}

function missing(policy: Policy, purpose: Purpose, places: Places): readonly Finding[] {
  if (messageKind(policy, purpose.id) !== undefined) return []
  const where = places.of('purpose', purpose.id, 'channels')
  return [error('message_class_missing', where, purpose.clause, { purpose: purpose.id })]
}

function strange(policy: Policy, written: readonly Purpose[], places: Places): readonly Finding[] {
  const classes = policy.messaging?.classes ?? []
  return classes.flatMap(({ purpose: id, kind }, index) => {
    const where = places.in(MESSAGES_FILE, 'messages', 'classes', index)
    const purpose = written.find((known) => known.id === id)
    const clause = purpose?.clause ?? '2.1'
    if (purpose === undefined) {
      return [error('message_class_unknown', where, clause, { purpose: id })]
    }
    const earlier = classes.slice(0, index)
    const isTwice = earlier.some((one) => one.purpose === id || one.kind === kind)
    if (!isTwice && (kind === 'own_offers') === purpose.clientsOnly) return []
    return [error('message_class_mixed', where, clause, { purpose: id })]
  })
}

/** Without words nothing would tell advertising from news. */
function wordless({ messaging }: Policy, places: Places): readonly Finding[] {
  if (messaging?.classes.some(({ kind }) => kind === 'informational') !== true) return []
  return LANGUAGES.filter((language) => messaging.advertisingStems[language].length === 0).map(
    (language) => {
      const where = places.in(MESSAGES_FILE, 'messages', 'advertisingStems', language)
      return error('message_words_missing', where, '2.1(2)', { language })
    },
  )
}
