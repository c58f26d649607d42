/**
 * Everything held about a person as one value to take away: every field with purpose, ground, source
 * and term, every consent with the exact text, every transfer, answer, notice and action.
 *
 * The same data give the same copy: its moment is that of the recorded export. Names of our own
 * machinery that prove nothing to the person (salts, attempts, due moments) stay inside.
 *
 * Law: 94-V art. 24(1)(1), 25(2)(6). Requirements.
 */
import type { House } from '@kelisim/house'
import { orderedPurpose, type Purpose } from '@kelisim/policy'
import { TRACE_OF_MARK } from '@kelisim/store'
import { type Moment, parseMoment, type Texts, toIso, TRACES } from '@kelisim/terms'
import { OPERATOR, type OwnData } from '@kelisim/work'
import { consentNumber, consentTitle, refusedMessages } from './cabinet-views.ts'
import { recipientName } from './titles.ts'

const FORMAT = 'kelisim-own-data'
const VERSION = 1

export type OwnCopy = ReturnType<typeof ownCopy>

export function ownCopy(house: House, data: OwnData) {
  const { policy } = house.means
  const { name, bin, address, officer } = policy.operator
  return {
    format: FORMAT,
    version: VERSION,
    taken_at: toIso(takenAt(data)),
    operator: { name, bin, address, officer },
    policy: { id: policy.id, version: policy.version, hash: policy.hash },
    /** Finds the person's own entries in the public ledger; only their key can make it. */
    ledger_handle: data.feed[0]?.entry.subject ?? '',
    /** It leads back to the person, so it is no depersonalised data. */
    labels: { ledger_handle: TRACES.handle },
    data: values(house, data),
    consents: data.consents.map((consent) => consentCopy(house, consent)),
    applications: data.applications.map((row) => ({
      id: row.application_id,
      number: row.number,
      amount_tenge: row.amount_tenge,
      term_days: row.term_days,
      language: row.language,
      state: row.state,
      ...(row.reason === undefined ? {} : { reason: row.reason }),
      source: row.source,
      submitted_at: toIso(row.submitted_at),
    })),
    disclosures: data.disclosures.map((row) => disclosureCopy(house, row)),
    outcomes: data.outcomes.map((row) => ({
      disclosure: row.disclosure_id,
      event: row.event_id,
      kind: row.kind,
      occurred_at: toIso(row.occurred_at),
      received_at: toIso(row.received_at),
    })),
    notices: data.notices.map((row) => ({
      disclosure: row.disclosure_id,
      recipient: { id: row.recipient, name: recipientName(house, row.recipient) },
      kind: row.kind,
      state: row.state,
      planned_at: toIso(row.planned_at),
      deadline_at: toIso(row.deadline_at),
      ...moments({ confirmed_at: row.confirmed_at }),
    })),
    requests: data.requests.map((row) => ({
      id: row.request_id,
      kind: row.kind,
      ...(row.field === undefined
        ? {}
        : { field: { id: row.field, title: titleOf(house, row.field) } }),
      state: row.state,
      ...(row.ground === undefined ? {} : { ground: row.ground }),
      received_at: toIso(row.received_at),
      deadline_at: toIso(row.deadline_at),
      ...moments({ decided_at: row.decided_at }),
    })),
    contracts: data.contracts.map((row) => ({
      number: row.number,
      side: row.side === OPERATOR ? row.side : recipientName(house, row.side),
      role: row.role,
      starts_at: toIso(row.starts_at),
      until: toIso(row.until_at),
      ...moments({ ended_at: row.ended_at }),
    })),
    /** No value can be read from them, and they lead to the person. */
    marks: data.marks.map((row) => ({
      kind: row.kind,
      label: TRACES[TRACE_OF_MARK[row.kind]],
      mark: Buffer.from(row.mark).toString('hex'),
      ...refusedMessages(house, row),
      ...moments({ from: row.from, until: row.until }),
    })),
    actions: {
      all: data.actions,
      listed: data.feed.map(({ entry, index }) => ({
        ...(index === undefined ? {} : { place: index }),
        entry,
      })),
    },
  }
}

/** When the copy was recorded; the newest action of a person who never took one. */
export function takenAt(data: OwnData): Moment {
  const taken = data.feed.find(({ entry }) => entry.kind === 'values_exported') ?? data.feed[0]
  return (taken && parseMoment(taken.entry.at)) ?? data.known.subject.changed_at
}

function values(house: House, data: OwnData) {
  const { fields } = house.means.policy
  return fields.flatMap((rule) => {
    const box = data.boxes.find((one) => one.fields.includes(rule.id))
    const value = data.values[rule.id]
    if (box === undefined || value === undefined) return []
    const words = rule.options?.[value]
    return [
      {
        field: rule.id,
        number: rule.number,
        title: rule.title,
        value,
        ...(words === undefined ? {} : { value_in_words: words }),
        ...reasons(house, data, rule.id),
        source: box.source,
        received_at: toIso(box.written_at),
        kept_until: toIso(box.retain_until),
      },
    ]
  })
}

/** What a field is held for: each consent that covers it, else the article that orders it. */
function reasons(house: House, data: OwnData, field: string) {
  const consents = data.consents.filter(
    (consent) => consent.recipient === undefined && consent.fields.includes(field),
  )
  const purposes = [...new Set(consents.map((consent) => consent.purpose))]
  const named = house.means.policy.purposes.filter((known) =>
    purposes.length === 0
      ? known.id === orderedPurpose(house.means.policy)?.id
      : purposes.includes(known.id),
  )
  return {
    purposes: named.map(({ id, title }) => ({ id, title })),
    ground:
      consents.length === 0
        ? { kind: 'statute' as const, law: lawOf(named) }
        : { kind: 'consent' as const, consents: consents.map((consent) => consent.consent_id) },
  }
}

function lawOf(purposes: readonly Purpose[]): readonly string[] {
  return [...new Set(purposes.flatMap((purpose) => purpose.legal))]
}

function consentCopy(house: House, consent: OwnData['consents'][number]) {
  const text = (['kk', 'ru', 'en'] as const)
    .flatMap((language) => house.means.consentTexts(language))
    .find((known) => known.sha256 === consent.text_sha256)
  return {
    id: consent.consent_id,
    number: consentNumber(consent),
    title: consentTitle(house, consent),
    purpose: consent.purpose,
    operations: consent.operations,
    fields: consent.fields,
    ...(consent.recipient === undefined
      ? {}
      : { recipient: { id: consent.recipient, name: recipientName(house, consent.recipient) } }),
    ...(consent.channel === undefined ? {} : { channel: consent.channel }),
    language: consent.language,
    text_sha256: consent.text_sha256,
    // A text of an earlier version stands in the receipt of its consent.
    ...(text === undefined ? {} : { text: text.verbatim }),
    policy_version: consent.policy_version,
    policy_hash: consent.policy_hash,
    confirmed_by: consent.confirmed_by,
    granted_at: toIso(consent.granted_at),
    expires_at: toIso(consent.expires_at),
    ...moments({ withdrawn_at: consent.withdrawn_at }),
  }
}

function disclosureCopy(house: House, row: OwnData['disclosures'][number]) {
  const recipient = house.means.policy.recipients.find((known) => known.id === row.recipient)
  return {
    id: row.disclosure_id,
    application: row.application_id,
    consent: row.consent_id,
    recipient: {
      id: row.recipient,
      name: recipientName(house, row.recipient),
      ...(recipient === undefined ? {} : { bin: recipient.bin }),
    },
    fields: row.fields.map((id) => ({ id, title: titleOf(house, id) })),
    state: row.state,
    ...(row.reason === undefined ? {} : { reason: row.reason }),
    ...(row.reference === undefined ? {} : { reference: row.reference }),
    planned_at: toIso(row.planned_at),
    ...moments({ sent_at: row.sent_at }),
    changed_at: toIso(row.changed_at),
  }
}

function titleOf(house: House, field: string): Texts {
  const rule = house.means.policy.fields.find((known) => known.id === field)
  return rule?.title ?? { kk: field, ru: field, en: field }
}

/** Moments that may be absent, written when they are there. */
function moments<Name extends string>(
  given: Readonly<Record<Name, Moment | undefined>>,
): Partial<Record<Name, string>> {
  const written: Partial<Record<Name, string>> = {}
  for (const name of Object.keys(given) as Name[]) {
    const at = given[name]
    if (at !== undefined) written[name] = toIso(at)
  }
  return written
}
