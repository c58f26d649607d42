/**
 * A mailing is written by one person, approved by another, and reaches whoever consented to such messages: nobody else.
 *
 * There is no list of people to bring along: the audience is counted from consents, and what the author sees of it is a
 * number. The policy says who may write (a role that may use the purpose), the rules what may stand in a text of its
 * class. Somebody else approves it: another who may write, or the person responsible. The text stays with the mailing for the
 * register of advertising. Sending is the clock's (`send-mailings.ts`).
 *
 * Law: 94-V art. 14, 15(2), 25(2)(5). Requirements; L-15 in spirit. Decision 0112.
 */
import { hash } from 'node:crypto'
import {
  clauseFor,
  type Field,
  isWrittenChannel,
  type MessageKind,
  messageKind,
  type Policy,
  type WrittenChannel,
} from '@kelisim/policy'
import { type MessageFault, messageFaults } from '@kelisim/rules'
import {
  type Audience,
  countAudience,
  countMailings,
  load,
  loadOne,
  MAILING,
  type Stored,
  type Unit,
} from '@kelisim/store'
import {
  type ActionKind,
  canonical,
  LANGUAGES,
  type Language,
  type Moment,
  type Refusal,
  refusal,
  type Texts,
} from '@kelisim/terms'
import { type Answer, invalid, type Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'
import { supervises } from './supervise.ts'

/** Mailings that the desk shows at once. */
const SHOWN_MAX = 50
/** Of one language: two SMS parts of Kazakh or Russian are 134, and the way out must fit in. */
export const MAILING_CHARS_MAX: Readonly<Record<WrittenChannel, number>> = {
  sms: 250,
  email: 4_000,
}
export const SUBJECT_CHARS_MAX = 120

/** A text message has no subject: it stays empty. */
export interface MailingText {
  readonly subject: string
  readonly text: string
}
export type MailingTexts = Readonly<Record<Language, MailingText>>
export type Mailing = Stored<typeof MAILING>

export interface MailingWanted {
  readonly purpose: string
  readonly channel: string
  readonly texts: MailingTexts
}

/** A class of messages with the channels it may go by here. */
export interface MailingClass {
  readonly purpose: string
  readonly kind: MessageKind
  readonly channels: readonly WrittenChannel[]
}

/** What this role may write; none for whoever may not. */
export function writableClasses(means: Means, role: string): readonly MailingClass[] {
  const { policy } = means
  return (policy.messaging?.classes ?? []).flatMap(({ purpose, kind }) => {
    if (!mayUse(policy, role, purpose)) return []
    const known = policy.purposes.find(({ id }) => id === purpose)
    const channels = (known?.channels ?? [])
      .filter(isWrittenChannel)
      .filter((channel) => channel !== 'email' || means.mail !== undefined)
    return channels.length === 0 ? [] : [{ purpose, kind, channels }]
  })
}

function mayUse(policy: Policy, role: string, purpose: string): boolean {
  const known = policy.roles.find(({ id }) => id === role)
  if (known === undefined || known.id === 'system') return false
  return known.grants.some((grant) => grant.purpose === purpose && grant.operations.includes('use'))
}

/** Whoever may write one kind, and the person responsible, see all of them. */
export function seesMailings(means: Means, role: string): boolean {
  return supervises(means.policy, role) || writableClasses(means, role).length > 0
}

/** The field that holds the address of a channel. */
export function addressField(policy: Pick<Policy, 'fields'>, channel: string): Field | undefined {
  const type = channel === 'sms' ? 'phone' : 'email'
  return policy.fields.find((field) => field.type === type && field.default !== 'off')
}

export async function writeMailing(
  means: Means,
  staff: StaffMember,
  wanted: MailingWanted,
): Promise<Answer<{ readonly mailing: string }> | WrongText> {
  const { purpose, channel } = wanted
  const own = writableClasses(means, staff.role).find((one) => one.purpose === purpose)
  if (own === undefined) return await denied(means, staff, 'mailing_written')
  if (!own.channels.some((one) => one === channel)) return invalid('/channel', 'unknown')
  const texts = trimmed(channel, wanted.texts)
  const wrong = LANGUAGES.find((language) => !isText(channel, texts[language]))
  if (wrong !== undefined) return invalid(`/texts/${wrong}`, 'length')
  const faults = messageFaults(means.policy, purpose, joined(texts))
  if (faults.length > 0) return { effect: 'wrong_text', faults }
  const { kk, ru, en } = texts
  const said = canonical({ kk: { ...kk }, ru: { ...ru }, en: { ...en } })
  return await means.store.transaction(async (unit): Promise<Answer<{ mailing: string }>> => {
    const id = String(unit.newId())
    const textSha256 = hash('sha256', said, 'hex')
    unit.put(MAILING, {
      mailing_id: id,
      purpose,
      kind: own.kind,
      channel,
      texts: said,
      text_sha256: textSha256,
      state: 'written',
      written_by: staff.id,
      written_at: unit.at,
      approved_by: undefined,
      approved_at: undefined,
      audience: undefined,
      listed_at: undefined,
      ended_by: undefined,
      ended_at: undefined,
    })
    record(unit, 'mailing_written', staff, { mailing: id, purpose, channel, textSha256 })
    return { effect: 'done', mailing: id }
  })
}

/** A text that its class does not allow, word by word. */
export interface WrongText {
  readonly effect: 'wrong_text'
  readonly faults: readonly MessageFault[]
}

/** Somebody else's reading of the text; the text is held against the policy in force again. */
export async function approveMailing(
  means: Means,
  staff: StaffMember,
  id: string,
): Promise<Answer<object> | WrongText> {
  if (!seesMailings(means, staff.role)) return await denied(means, staff, 'mailing_approved')
  const seen = await findMailing(means, id)
  const audience = seen === undefined ? undefined : audienceOf(means, seen, means.now())
  if (seen === undefined || audience === undefined) return refusal('not_found')
  const isOther =
    supervises(means.policy, staff.role) || mayUse(means.policy, staff.role, seen.purpose)
  if (seen.written_by === staff.id || !isOther) {
    return await denied(means, staff, 'mailing_approved')
  }
  const faults = messageFaults(means.policy, seen.purpose, joined(textsOf(seen)))
  if (faults.length > 0) return { effect: 'wrong_text', faults }
  const people = await countAudience(means.store.pool, audience)
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const row = await forChange(unit, id)
    if (row?.state !== 'written') return refusal('not_found')
    const approved = { approved_by: staff.id, approved_at: unit.at, audience: people }
    unit.put(MAILING, { ...row, ...approved, state: 'approved' }, row)
    const { purpose, channel, text_sha256: textSha256 } = row
    record(unit, 'mailing_approved', staff, { mailing: id, purpose, channel, textSha256, people })
    return { effect: 'done' }
  })
}

/** Whoever may approve may also stop it: what has not left stays. */
export async function stopMailing(
  means: Means,
  staff: StaffMember,
  id: string,
): Promise<Answer<object>> {
  if (!seesMailings(means, staff.role)) return await denied(means, staff, 'mailing_ended')
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const row = await forChange(unit, id)
    if (row === undefined || row.state === 'done' || row.state === 'stopped')
      return refusal('not_found')
    unit.put(MAILING, { ...row, state: 'stopped', ended_by: staff.id, ended_at: unit.at }, row)
    record(unit, 'mailing_ended', staff, { mailing: id, state: 'stopped' })
    return { effect: 'done' }
  })
}

export interface MailingSeen {
  readonly mailing: Mailing
  readonly texts: MailingTexts
  /** People it would reach now; for one that is not approved yet. */
  readonly audience: number | undefined
  readonly counts: readonly {
    readonly state: string
    readonly reason: string | undefined
    readonly people: number
  }[]
}

/** Newest first: numbers, never a name. */
export async function listMailings(
  means: Means,
  staff: StaffMember,
): Promise<Answer<{ readonly mailings: readonly MailingSeen[] }>> {
  if (!seesMailings(means, staff.role)) return await denied(means, staff, 'mailing_written')
  const { pool } = means.store
  const rows = await load(pool, MAILING, `true order by written_at desc limit ${SHOWN_MAX}`, [])
  const counted = await countMailings(
    pool,
    rows.map((row) => row.mailing_id),
  )
  const now = means.now()
  const mailings = rows.map(async (mailing): Promise<MailingSeen> => {
    const audience = mailing.state === 'written' ? audienceOf(means, mailing, now) : undefined
    return {
      mailing,
      texts: textsOf(mailing),
      audience: audience === undefined ? undefined : await countAudience(pool, audience),
      counts: counted.filter((one) => one.mailing === mailing.mailing_id),
    }
  })
  return { effect: 'done', mailings: await Promise.all(mailings) }
}

export async function findMailing(means: Means, id: string): Promise<Mailing | undefined> {
  return await loadOne(means.store.pool, MAILING, 'mailing_id = $1', [id])
}

export function textsOf({ texts }: Pick<Mailing, 'texts'>): MailingTexts {
  return JSON.parse(texts) as MailingTexts
}

/** undefined where the policy in force knows no such purpose, channel or address any more. */
export function audienceOf(
  means: Pick<Means, 'policy'>,
  { purpose, channel }: Pick<Mailing, 'purpose' | 'channel'>,
  at: Moment,
): Audience | undefined {
  const field = addressField(means.policy, channel)?.id
  const isClass = messageKind(means.policy, purpose) !== undefined
  return field === undefined || !isClass ? undefined : { purpose, channel, field, at }
}

async function forChange(unit: Unit, id: string): Promise<Mailing | undefined> {
  return await loadOne(unit.client, MAILING, 'mailing_id = $1 for update', [id])
}

function record(
  unit: Unit,
  kind: ActionKind,
  { role, id }: StaffMember,
  detail: Readonly<Record<string, string | number>>,
): void {
  unit.record({ kind, actor: { role, id }, detail })
}

/** Written down, like every refusal. */
async function denied(means: Means, staff: StaffMember, asked: ActionKind): Promise<Refusal> {
  const refused = refusal('operation_not_permitted', clauseFor(means.policy, 'R-16'))
  await means.store.transaction(async (unit) => {
    const actor = { role: staff.role, id: staff.id }
    unit.record({ kind: 'refused', actor, refused: { refusal: refused }, detail: { asked } })
  })
  return refused
}

function trimmed(channel: string, texts: MailingTexts): MailingTexts {
  const of = ({ subject, text }: MailingText): MailingText => ({
    subject: channel === 'email' ? subject.trim() : '',
    text: text.replaceAll('\r\n', '\n').trim(),
  })
  return { kk: of(texts.kk), ru: of(texts.ru), en: of(texts.en) }
}

function isText(channel: string, { subject, text }: MailingText): boolean {
  const most = MAILING_CHARS_MAX[channel === 'email' ? 'email' : 'sms']
  if (text === '' || text.length > most || !text.isWellFormed()) return false
  if (channel !== 'email') return true
  const isLine = subject.isWellFormed() && !/[\p{Cc}]/u.test(subject)
  return subject !== '' && subject.length <= SUBJECT_CHARS_MAX && isLine
}

/** Subject and text as one, for whoever judges the words. */
function joined(texts: MailingTexts): Texts {
  const of = ({ subject, text }: MailingText) => `${subject} ${text}`.trim()
  return { kk: of(texts.kk), ru: of(texts.ru), en: of(texts.en) }
}
