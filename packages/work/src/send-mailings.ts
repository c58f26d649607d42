/**
 * What a clock does with approved mailings: in small lots, by day, each message on a decision of its own.
 *
 * 1. Everybody who had consented when it was approved gets a row, without a value of theirs.
 * 2. In the hours of the policy each row is taken alone. One unit asks the rules about this person now, for this purpose and
 *    channel, opens the address and nothing else, records it, and marks the message as on its way. Whom the rules refuse
 *    (withdrawn, run out, blocked, destroyed, no client) is passed over, with the code as the reason; so is who had enough
 *    messages this week. Where the record cannot be written, nothing leaves.
 * 3. After the commit: is the address one that said no since the consent was given? Else the message leaves, and a second
 *    unit writes down what became of it.
 *
 * Whoever dies between 2 and 3 has sent the message once or not at all: after a while it is `unknown` and is never
 * repeated, as is one whose gateway did not answer. A gateway that is out pauses this process's mailings.
 *
 * Law: 94-V art. 8(1), 14, 15(2), 22(1)(5), 25(2)(5). Requirements. Invariants I1, I2, I6, I11, I12. Decision 0112.
 */
import { hash } from 'node:crypto'
import { messageConsentDays } from '@kelisim/policy'
import { decide, messagesLeaveAt, type Permit } from '@kelisim/rules'
import {
  access,
  type Known,
  know,
  load,
  loadOne,
  MAILING,
  MAILING_PERSON,
  messagesSince,
  nextOfAudience,
  boxesOf,
  type Stored,
  SUPPRESSION,
  type Unit,
  type Withheld,
} from '@kelisim/store'
import {
  DAY,
  isLanguage,
  type Language,
  later,
  MINUTE,
  type Moment,
  Outage,
  type SubjectId,
  toIso,
} from '@kelisim/terms'
import { each, type Trouble } from './do-what-is-due.ts'
import { addressField, audienceOf, findMailing, type Mailing, textsOf } from './mailing.ts'
import type { Means } from './means.ts'
import { isSuppressed } from './suppression.ts'

const SYSTEM = { role: 'system', id: 'self' } as const
/** People in one unit of the list: their commitments stand in one entry. */
const LISTED_AT_ONCE = 100
/** Messages of one round, and how many are under way at once. */
const LOT = 32
const AT_ONCE = 4
/** Longer than any gateway takes: then whoever sent it is gone. */
const SENDING_MS_MAX = 5 * MINUTE
const PAUSE_MS = MINUTE
const WEEK = 7 * DAY
const TOKEN_BYTES = 16

/** The words around a text: who writes, what it is, and how to refuse. */
export type Compose = (
  language: Language,
  message: {
    readonly kind: string
    readonly channel: string
    readonly text: string
    readonly url: string
  },
) => string

export class Mailings {
  readonly #means: Means
  readonly #compose: Compose
  readonly #trouble: Trouble
  #pausedUntil: Moment | undefined

  constructor(means: Means, compose: Compose, trouble: Trouble) {
    this.#means = means
    this.#compose = compose
    this.#trouble = trouble
  }

  /** One lot of each open mailing; the number of messages that left. Any number of processes may do so. */
  async send(): Promise<number> {
    const means = this.#means
    await forgetOldRefusals(means)
    await giveUpOn(means)
    const open = await load(
      means.store.pool,
      MAILING,
      "state = 'approved' order by approved_at",
      [],
    )
    let left = 0
    for (const mailing of open) {
      if (!(await list(means, mailing)) || this.#isPaused() || !isOpen(means)) continue
      left += await this.#sendLot(mailing)
      await endWhenDone(means, mailing)
    }
    return left
  }

  #isPaused(): boolean {
    return this.#pausedUntil !== undefined && this.#means.now() < this.#pausedUntil
  }

  async #sendLot(mailing: Mailing): Promise<number> {
    const { pool } = this.#means.store
    const where = `mailing_id = $1 and state = 'waiting' order by subject_id limit ${LOT}`
    const rows = await load(pool, MAILING_PERSON, where, [mailing.mailing_id])
    let left = 0
    const sendTo = async ({ subject_id: subject }: Stored<typeof MAILING_PERSON>) => {
      if (this.#isPaused()) return
      if (await this.#sendOne(mailing, subject as SubjectId)) left += 1
    }
    await each(rows, AT_ONCE, sendTo, (error) => this.#trouble('mailing', error))
    return left
  }

  async #sendOne(mailing: Mailing, subject: SubjectId): Promise<boolean> {
    const means = this.#means
    const ready = await means.store.transaction(
      async (unit) => await take(means, unit, mailing, subject),
    )
    if (ready === undefined) return false
    const address = ready.values.read()[ready.field]
    if (address === undefined) throw new Error('an address that its box names and does not hold')
    const { purpose, channel } = mailing
    if (await isSuppressed(means, { purpose, channel, address, since: ready.consentedAt })) {
      await settle(means, mailing, subject, 'skipped', 'suppressed')
      return false
    }
    const result = await this.#leave(mailing, ready, address)
    await settle(means, mailing, subject, result)
    if (result === 'unknown') this.#pausedUntil = later(means.now(), PAUSE_MS)
    return result === 'sent'
  }

  /** Nothing of an error is kept: it may speak of the address. */
  async #leave(
    { kind, channel, ...mailing }: Mailing,
    { language, token }: Ready,
    to: string,
  ): Promise<'sent' | 'unknown' | 'failed'> {
    const { mail, sms, publicUrl } = this.#means
    const url = `${publicUrl}/u/${token}`
    const said = textsOf(mailing)[language]
    const text = this.#compose(language, { kind, channel, text: said.text, url })
    try {
      if (channel === 'sms') {
        await sms.send({ to, text, class: kind === 'informational' ? 'service' : 'marketing' })
      } else if (mail === undefined) return 'failed'
      else await mail.send({ to, subject: said.subject, text, unsubscribeUrl: url })
      return 'sent'
    } catch (error) {
      return error instanceof Outage ? 'unknown' : 'failed'
    }
  }
}

interface Ready {
  readonly values: Withheld
  readonly field: string
  readonly language: Language
  readonly token: string
  readonly consentedAt: Moment
}

/** Decides, opens, records and marks in one unit; undefined where nothing is to leave now. */
async function take(
  means: Means,
  unit: Unit,
  { mailing_id: id }: Mailing,
  subject: SubjectId,
): Promise<Ready | undefined> {
  const known = await know(means.store, unit, subject, 'change')
  const where = 'mailing_id = $1 and subject_id = $2 for update'
  const row = await loadOne(unit.client, MAILING_PERSON, where, [id, subject])
  const mailing = await loadOne(unit.client, MAILING, 'mailing_id = $1 for share', [id])
  if (row?.state !== 'waiting' || mailing?.state !== 'approved' || !isOpen(means, unit)) return
  const field = addressField(unit.policy, mailing.channel)?.id
  if (known === undefined || field === undefined) {
    skip(unit, row, 'no_address')
    return
  }
  const { purpose, channel } = mailing
  const question = {
    role: SYSTEM.role,
    operation: 'use',
    purpose,
    channel,
    fields: [field],
    at: unit.at,
    policy: unit.policy.hash,
  } as const
  const permit = decide(unit.tables, question, known.facts)
  if (permit.effect === 'refuse') {
    unit.put(MAILING_PERSON, changed(unit, row, { state: 'skipped', reason: permit.code }), row)
    const refused = { refusal: permit, question }
    unit.record({ kind: 'refused', actor: SYSTEM, refused, detail: { mailing: id } }, known.key)
    return
  }
  const reason = await tooMuch(unit, subject, field)
  if (reason !== undefined) {
    skip(unit, row, reason, known)
    return
  }
  return await open(unit, known, permit, row, mailing, field)
}

/** No address is held, or enough was sent this week. */
async function tooMuch(
  unit: Unit,
  subject: SubjectId,
  field: string,
): Promise<'no_address' | 'too_often' | undefined> {
  const boxes = await boxesOf(unit, subject)
  if (!boxes.some((box) => box.fields.includes(field))) return 'no_address'
  const most = unit.policy.limits.messages?.perWeekMax ?? 0
  const had = await messagesSince(unit.client, subject, later(unit.at, -WEEK))
  return had >= most ? 'too_often' : undefined
}

async function open(
  unit: Unit,
  known: Known,
  permit: Permit,
  row: Stored<typeof MAILING_PERSON>,
  mailing: Mailing,
  field: string,
): Promise<Ready> {
  const consent = known.consents.find(({ consent_id: one }) =>
    permit.consents.some((is) => is === one),
  )
  if (consent === undefined) throw new Error('messages stand on a consent and on nothing else')
  const { language } = consent
  const token = Buffer.from(unit.random(TOKEN_BYTES)).toString('base64url')
  const sending = {
    state: 'sending',
    consent_id: consent.consent_id,
    language,
    token_sha256: tokenHash(token),
    sent_at: unit.at,
  }
  unit.put(MAILING_PERSON, changed(unit, row, sending), row)
  const detail = { mailing: mailing.mailing_id, channel: mailing.channel }
  const values = await access(unit, known, permit, {
    kind: 'message_sending',
    actor: SYSTEM,
    detail,
  })
  const said = isLanguage(language) ? language : 'kk'
  return { values, field, token, consentedAt: consent.granted_at, language: said }
}

/** What stands in the database in the place of a link's token. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'base64url')
}

function isOpen(means: Means, unit?: Unit): boolean {
  const { limits, calendar } = (unit ?? means).policy
  const at = unit?.at ?? means.now()
  return messagesLeaveAt(limits.messages, calendar, at) === at
}

function changed(
  unit: Unit,
  row: Stored<typeof MAILING_PERSON>,
  change: Partial<Stored<typeof MAILING_PERSON>>,
): Stored<typeof MAILING_PERSON> {
  return { ...row, ...change, changed_at: unit.at }
}

function skip(unit: Unit, row: Stored<typeof MAILING_PERSON>, reason: string, known?: Known): void {
  unit.put(MAILING_PERSON, changed(unit, row, { state: 'skipped', reason }), row)
  const detail = { mailing: row.mailing_id, reason }
  unit.record({ kind: 'message_skipped', actor: SYSTEM, detail }, known?.key)
}

async function settle(
  means: Means,
  { mailing_id: id, channel, purpose }: Mailing,
  subject: SubjectId,
  state: 'sent' | 'unknown' | 'failed' | 'skipped',
  reason?: 'suppressed',
): Promise<void> {
  await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'use')
    const where = 'mailing_id = $1 and subject_id = $2 for update'
    const row = await loadOne(unit.client, MAILING_PERSON, where, [id, subject])
    if (row?.state !== 'sending') return
    if (reason !== undefined) {
      skip(unit, row, reason, known)
      return
    }
    unit.put(MAILING_PERSON, changed(unit, row, { state }), row)
    const detail = { mailing: id, channel, purpose, state }
    unit.record({ kind: 'message_settled', actor: SYSTEM, detail }, known?.key)
  })
}

/** On its way for too long: whoever was sending is gone, and nobody knows whether it left. */
async function giveUpOn(means: Means): Promise<void> {
  const where = "state = 'sending' and changed_at <= $1 order by changed_at limit 100"
  const before = toIso(later(means.now(), -SENDING_MS_MAX))
  for (const row of await load(means.store.pool, MAILING_PERSON, where, [before])) {
    const mailing = await findMailing(means, row.mailing_id)
    if (mailing !== undefined) await settle(means, mailing, row.subject_id as SubjectId, 'unknown')
  }
}

/** A row for each of the audience; true once everybody has one. */
async function list(means: Means, mailing: Mailing): Promise<boolean> {
  if (mailing.listed_at !== undefined) return true
  return await means.store.transaction(async (unit) => {
    const row = await loadOne(unit.client, MAILING, 'mailing_id = $1 for update', [
      mailing.mailing_id,
    ])
    if (row?.state !== 'approved') return false
    if (row.listed_at !== undefined) return true
    const audience = audienceOf({ policy: unit.policy }, row, row.approved_at ?? unit.at)
    const id = row.mailing_id
    const people =
      audience === undefined ? [] : await nextOfAudience(unit.client, audience, id, LISTED_AT_ONCE)
    for (const subject of people) {
      unit.put(MAILING_PERSON, {
        subject_id: subject,
        mailing_id: id,
        state: 'waiting',
        reason: undefined,
        consent_id: undefined,
        language: undefined,
        token_sha256: undefined,
        planned_at: unit.at,
        sent_at: undefined,
        changed_at: unit.at,
      })
    }
    const isWhole = people.length < LISTED_AT_ONCE
    if (isWhole) unit.put(MAILING, { ...row, listed_at: unit.at }, row)
    const detail = { mailing: id, people: people.length }
    unit.record({ kind: 'mailing_listed', actor: SYSTEM, detail })
    return isWhole
  })
}

async function endWhenDone(means: Means, { mailing_id: id }: Mailing): Promise<void> {
  const open = "mailing_id = $1 and state in ('waiting', 'sending') limit 1"
  if ((await loadOne(means.store.pool, MAILING_PERSON, open, [id])) !== undefined) return
  await means.store.transaction(async (unit) => {
    const row = await loadOne(unit.client, MAILING, 'mailing_id = $1 for update', [id])
    if (row?.state !== 'approved') return
    unit.put(MAILING, { ...row, state: 'done', ended_by: SYSTEM.id, ended_at: unit.at }, row)
    const detail = { mailing: id, state: 'done' }
    unit.record({ kind: 'mailing_ended', actor: SYSTEM, detail })
  })
}

/**
 * Refusals that no consent is older than: after the longest term, and where an earlier version of the policy gave a longer
 * one, after that.
 */
async function forgetOldRefusals(means: Means): Promise<void> {
  const now = means.now()
  const before = later(now, -messageConsentDays(means.policy) * DAY)
  const values = [toIso(before), toIso(now)]
  if ((await loadOne(means.store.pool, SUPPRESSION, `${OLD} limit 1`, values)) === undefined) return
  await means.store.transaction(async (unit) => {
    const rows = await load(unit.client, SUPPRESSION, `${OLD} limit 100 for update`, values)
    for (const row of rows) unit.remove(SUPPRESSION, row)
    if (rows.length === 0) return
    unit.record({ kind: 'refusal_forgotten', actor: SYSTEM, detail: { records: rows.length } })
  })
}
const OLD = `at < $1 and not exists (select from consent c where c.purpose = suppression.purpose
  and c.channel = suppression.channel and c.withdrawn_at is null and c.granted_at <= suppression.at and c.expires_at > $2)`
