/**
 * What the cabinet shows, made from everything that is held about the person.
 *
 * Values come here already opened through the door and recorded, where a page shows any; nothing here
 * opens or decides.
 */
import type { House } from '@kelisim/house'
import type { RecipientState } from '@kelisim/messages'
import { orderedPurpose } from '@kelisim/policy'
import { workingDaysPassed } from '@kelisim/rules'
import {
  type ApplicationView,
  type CabinetFrame,
  type CopyView,
  type ConsentView,
  type DataRow,
  type Frame,
  type MarkView,
  nextRecipientPath,
  type RecipientView,
  receiptPath,
  type StepSaid,
  withdrawPath,
} from '@kelisim/screens'
import { APPLICATION, CONSENT, DISCLOSURE, type HeldMark, type Stored } from '@kelisim/store'
import { isCode, type Language, type Texts } from '@kelisim/terms'
import type { OwnRecord } from '@kelisim/work'
import { endOfValue } from './cabinet-terms.ts'
import { recipientName, titlesOf } from './titles.ts'
import { shownValue } from './shown-value.ts'

type Disclosure = Stored<typeof DISCLOSURE>
type Consent = Stored<typeof CONSENT>

export function cabinetFrame(frame: Frame, data: OwnRecord, csrf: string): CabinetFrame {
  const block = data.requests.find((row) => row.kind === 'block' && row.state === 'open')
  return {
    ...frame,
    counts: {
      items: data.boxes.flatMap((box) => box.fields).length,
      consents: data.consents.filter((consent) => isLive(consent, frame)).length,
      recipients: new Set(
        data.disclosures.filter((row) => row.sent_at !== undefined).map((row) => row.recipient),
      ).size,
    },
    csrf,
    ...(block === undefined ? {} : { blockedAt: block.received_at }),
  }
}

function isLive(consent: Consent, _frame: Frame): boolean {
  return consent.withdrawn_at === undefined
}

/** The fields held, in the order the rows stand in. */
export function heldFields(data: OwnRecord): readonly string[] {
  return data.boxes.flatMap((box) => box.fields)
}

/** One row for each value given: a field that was not opened has none. */
export function dataRows(
  house: House,
  data: OwnRecord,
  values: Readonly<Record<string, string>>,
): readonly DataRow[] {
  return data.boxes
    .flatMap((box) => box.fields.map((field) => ({ field, box })))
    .flatMap(({ field, box }): DataRow[] => {
      const rule = house.means.policy.fields.find((known) => known.id === field)
      const value = values[field]
      if (rule === undefined || value === undefined) return []
      const consent = data.consents.findLast(
        (one) => one.fields.includes(field) && one.recipient === undefined,
      )
      const purpose = house.means.policy.purposes.find(
        (known) => known.id === (consent?.purpose ?? orderedPurpose(house.means.policy)?.id),
      )
      return [
        {
          title: rule.title,
          value: { kind: 'open', text: value },
          purposes: purpose === undefined ? [] : [purpose.title],
          ground:
            consent === undefined
              ? { kind: 'statute', law: '94-V art. 22' }
              : { kind: 'consent', number: consentNumber(consent), href: '/cabinet/consents' },
          source: rule.type === 'phone' ? 'you_confirmed' : 'you',
          sourceAt: box.written_at,
          until: { at: endOfValue(house, data, box, field), onEnd: 'destroyed' },
        },
      ]
    })
}

/** Values as they are written in the person's language. */
export function inWords(
  house: House,
  rows: readonly DataRow[],
  language: Language,
): readonly DataRow[] {
  return rows.map((row) => {
    const rule = house.means.policy.fields.find((known) => known.title === row.title)
    if (row.value.kind !== 'open') return row
    return { ...row, value: { kind: 'open', text: shownValue(rule, row.value.text, language) } }
  })
}

export function markView(house: House, mark: HeldMark): MarkView {
  const { kind, from, until } = mark
  return {
    kind,
    ...refusedMessages(house, mark),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  }
}

/** Of a refusal: which messages. */
export function refusedMessages(house: House, { control }: HeldMark): { readonly of?: Texts } {
  return control === undefined ? {} : { of: consentTitle(house, { control }) }
}

/** Short and stable: the first letters of the id's random end. */
export function consentNumber(consent: Consent): string {
  return consent.consent_id.slice(-6).toUpperCase()
}

export function consentTitle(house: House, consent: Pick<Consent, 'control'>): Texts {
  const heading = (language: Language) =>
    house.means.consentTexts(language).find((text) => text.control === consent.control)?.heading ??
    consent.control
  return { kk: heading('kk'), ru: heading('ru'), en: heading('en') }
}

export function consentView(
  house: House,
  data: OwnRecord,
  consent: Consent,
  verbatim: string,
): ConsentView {
  const sequenced = data.feed.find((row) => row.entry.detail?.['consent'] === consent.consent_id)
  return {
    id: consent.consent_id,
    number: consentNumber(consent),
    title: consentTitle(house, consent),
    state: consentState(house, data, consent),
    grantedAt: consent.granted_at,
    fields: titlesOf(house, consent.fields),
    verbatim,
    verbatimLanguage: consent.language as Language,
    sha256: consent.text_sha256,
    policyVersion: consent.policy_version,
    ...(sequenced !== undefined && sequenced.index === undefined
      ? {}
      : { receiptHref: receiptPath(consent.consent_id) }),
  }
}

function consentState(house: House, data: OwnRecord, consent: Consent): ConsentView['state'] {
  if (consent.withdrawn_at !== undefined) {
    return {
      state: 'withdrawn',
      at: consent.withdrawn_at,
      stopped: stoppedBy(consent),
      confirmations: data.notices
        .filter((notice) => ENDING.has(notice.kind))
        .filter((notice) =>
          data.disclosures.some(
            (row) => row.disclosure_id === notice.disclosure_id && concerns(consent, row),
          ),
        )
        .map((notice) => ({
          name: recipientName(house, notice.recipient),
          due: notice.deadline_at,
          ...(notice.confirmed_at === undefined ? {} : { confirmedAt: notice.confirmed_at }),
        })),
    }
  }
  if (consent.expires_at <= house.means.now()) return { state: 'expired', at: consent.expires_at }
  return { state: 'live', until: consent.expires_at }
}

/** What a withdrawal of this consent stops at the same moment. */
export function stoppedBy(
  consent: Consent,
): readonly ('transfer' | 'messages' | 'use' | 'collection')[] {
  if (consent.channel !== undefined) return ['messages']
  if (consent.recipient !== undefined) return ['transfer']
  return consent.operations.includes('collect') ? ['collection', 'use', 'transfer'] : ['use']
}

export function concerns(consent: Consent, disclosure: Disclosure): boolean {
  // What only reads the data lets nobody have them.
  if (consent.recipient === undefined) return stoppedBy(consent).includes('transfer')
  return disclosure.consent_id === consent.consent_id
}

export function recipientViews(house: House, data: OwnRecord): readonly RecipientView[] {
  return data.disclosures.map((row) => recipientView(house, data, row))
}

function recipientView(house: House, data: OwnRecord, row: Disclosure): RecipientView {
  const told = data.notices.filter((one) => one.disclosure_id === row.disclosure_id)
  const notice = told.find((one) => ENDING.has(one.kind))
  const consent = data.consents.find((one) => one.consent_id === row.consent_id)
  const next = nextOf(data, row)
  const isRecallable =
    row.sent_at !== undefined && row.state !== 'recalled' && consent?.withdrawn_at === undefined
  return {
    name: recipientName(house, row.recipient),
    state: recipientState(house, row, notice),
    ...(row.state === 'denied' && isCode(row.reason) ? { denied: row.reason } : {}),
    fields: row.sent_at === undefined ? [] : titlesOf(house, row.fields),
    ...(row.sent_at === undefined ? {} : { sentAt: row.sent_at }),
    ...(consent === undefined || row.sent_at === undefined ? {} : { until: consent.expires_at }),
    ...(notice === undefined ? {} : { recalledAt: notice.planned_at, due: dueOf(house, notice) }),
    ...(notice?.confirmed_at === undefined ? {} : { confirmedAt: notice.confirmed_at }),
    ...(row.reference === undefined ? {} : { reference: row.reference }),
    copies: notice === undefined ? copyViews(house, told) : [],
    ...(isRecallable && consent !== undefined
      ? { recallHref: withdrawPath(consent.consent_id) }
      : {}),
    ...(next === undefined
      ? {}
      : {
          next: {
            name: recipientName(house, next.recipient),
            action: nextRecipientPath(next.disclosure_id),
          },
        }),
  }
}

/** Notices that end a copy; the others say what to do with it meanwhile. */
const ENDING: ReadonlySet<string> = new Set(['withdrawn', 'destroy'])
const COPY_KINDS = ['block', 'unblock', 'corrected'] as const

/** What recipients were told about their copies, oldest first. */
export function copyViews(house: House, notices: OwnRecord['notices']): readonly CopyView[] {
  return notices.toReversed().flatMap((notice): CopyView[] => {
    const kind = COPY_KINDS.find((known) => known === notice.kind)
    if (kind === undefined) return []
    const name = recipientName(house, notice.recipient)
    const view = { name, kind, due: notice.deadline_at }
    return [notice.confirmed_at === undefined ? view : { ...view, doneAt: notice.confirmed_at }]
  })
}

function recipientState(
  house: House,
  row: Disclosure,
  notice: OwnRecord['notices'][number] | undefined,
): RecipientState {
  if (notice === undefined) return row.state as RecipientState
  if (notice.state === 'confirmed') return 'destroyed'
  return notice.deadline_at < house.means.now() ? 'overdue' : 'destroying'
}

function dueOf(
  house: House,
  notice: OwnRecord['notices'][number],
): NonNullable<RecipientView['due']> {
  const { calendar } = house.means.policy
  const now = house.means.now()
  const days = workingDaysPassed(calendar, notice.planned_at, notice.deadline_at)
  const passed = Math.min(days, workingDaysPassed(calendar, notice.planned_at, now))
  const state =
    notice.state === 'confirmed'
      ? 'done'
      : now > notice.deadline_at
        ? 'late'
        : days - passed <= 1
          ? 'near'
          : 'calm'
  return { at: notice.deadline_at, days, passed, state }
}

/** After a refusal: the first organisation named that has not been asked. */
function nextOf(data: OwnRecord, row: Disclosure): Disclosure | undefined {
  if (!['refused', 'partner_refused', 'client_refused', 'cancelled', 'denied'].includes(row.state))
    return undefined
  return data.disclosures.find(
    (other) => other.application_id === row.application_id && other.state === 'waiting',
  )
}

export function applicationView(
  house: House,
  data: OwnRecord,
  application: Stored<typeof APPLICATION>,
): ApplicationView {
  const rows = data.disclosures.filter((row) => row.application_id === application.application_id)
  const current = rows.findLast((row) => row.sent_at !== undefined) ?? rows[0]
  return {
    number: application.number,
    amountTenge: application.amount_tenge,
    steps: stepsOf(house, data, application, current),
  }
}

const PATH = ['sent', 'received', 'decision', 'contract', 'cooling_off', 'issued'] as const
/** How far along the path a disclosure's state is. */
const REACHED: Readonly<Record<string, number>> = {
  planned: 0,
  sending: 0,
  accepted: 2,
  pending: 2,
  contacted: 2,
  approved: 3,
  contract_signed: 3,
  cooling_off: 4,
  issued: 5,
}
const ENDS: Readonly<Record<string, StepSaid['step']>> = {
  refused: 'refused',
  partner_refused: 'refused',
  client_refused: 'closed',
  cancelled: 'closed',
  recalled: 'withdrawn',
  stopped: 'withdrawn',
  denied: 'closed',
  unknown: 'unknown',
}

/** One list of steps for cabinet and desk: past, now, and what may come. */
export function stepsOf(
  house: House,
  data: Pick<OwnRecord, 'outcomes'>,
  application: Stored<typeof APPLICATION>,
  current: Disclosure | undefined,
): readonly StepSaid[] {
  const sent: StepSaid = { step: 'sent', state: 'past', at: application.submitted_at }
  if (current === undefined) return [{ ...sent, state: 'now' }]
  const end = ENDS[current.state]
  const recipient = recipientName(house, current.recipient)
  const received: StepSaid = {
    step: 'received',
    state: 'past',
    recipient,
    ...(current.sent_at === undefined ? {} : { at: current.sent_at }),
  }
  if (end !== undefined) {
    return [
      sent,
      ...(current.sent_at === undefined ? [] : [received]),
      { step: end, state: 'now', at: current.changed_at },
    ]
  }
  const reached = REACHED[current.state] ?? 0
  return PATH.map((step, index): StepSaid => {
    if (step === 'sent') return { ...sent, state: reached === 0 ? 'now' : 'past' }
    if (step === 'received') return reached >= 2 ? received : { step, state: 'open', recipient }
    const state = index < reached ? 'past' : index === reached ? 'now' : 'open'
    const outcome = data.outcomes.findLast(
      (one) => one.disclosure_id === current.disclosure_id && OUTCOME_STEP[one.kind] === step,
    )
    return {
      step,
      state: step === 'issued' && state === 'now' ? 'past' : state,
      ...(outcome === undefined ? {} : { at: outcome.occurred_at }),
    }
  })
}

const OUTCOME_STEP: Readonly<Record<string, StepSaid['step']>> = {
  approved: 'decision',
  contract_signed: 'contract',
  cooling_off: 'cooling_off',
  issued: 'issued',
}
