/**
 * What the desk shows, made from what the use cases answered.
 *
 * Values come masked by the rules, or opened under a permit and recorded; nothing here opens, masks
 * or decides. Titles come from the policy, words from the messages.
 *
 * Requirements.
 */
import type { House } from '@kelisim/house'
import { APPLICATION_STATES, type ApplicationState, type RecipientState } from '@kelisim/messages'
import { fieldMeaning } from '@kelisim/policy'
import { MASK } from '@kelisim/rules'
import type {
  ApplicationRow,
  CardField,
  CardFieldState,
  CardView,
  CheckSaid,
  DeskFrame,
  Frame,
  QuestionView,
  StateFilter,
} from '@kelisim/screens'
import { type Code, endOfDay, type Moment, type Refusal } from '@kelisim/terms'
import {
  type Card,
  deskPurpose,
  type ListRow,
  type Revealed,
  seesMailings,
  type StaffMember,
  supervises,
} from '@kelisim/work'
import { stepsOf } from './cabinet-views.ts'
import { recipientName } from './titles.ts'
import { actionView, folded, type Teller } from './said.ts'
import { shownValue } from './shown-value.ts'

/** The states a list can be narrowed to: those of the table, in the order of a life. */
const FILTERS = ['submitted', 'in_progress', 'closed'] as const

export function deskFrame(house: House, frame: Frame, staff: StaffMember, csrf: string): DeskFrame {
  const role = house.means.policy.roles.find((known) => known.id === staff.role)
  const { language, path, demo } = frame
  return {
    language,
    path,
    demo,
    csrf,
    staff: { name: staff.name, role: role?.title[language] ?? staff.role },
    places: [
      ...(deskPurpose(house.means, staff.role) === undefined ? [] : (['applications'] as const)),
      'actions',
      'documents',
      ...(seesMailings(house.means, staff.role) ? (['mailings'] as const) : []),
      ...(supervises(house.means.policy, staff.role)
        ? ([
            'requests',
            'holds',
            'retention',
            'incidents',
            'recipients',
            'purposes',
            'register',
            'policy',
            'law',
            'backups',
            'protection',
            'ledger',
          ] as const)
        : []),
    ],
  }
}

export function stateFilters(
  counts: ReadonlyMap<string, number>,
  current: string | undefined,
): readonly StateFilter[] {
  return [
    { current: current === undefined, count: sum(counts) },
    ...FILTERS.map((state) => ({
      state,
      count: counts.get(state) ?? 0,
      current: state === current,
    })),
  ]
}

export function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0)
}

export function isFilter(state: string): boolean {
  return FILTERS.some((known) => known === state)
}

export function applicationRow(house: House, row: ListRow): ApplicationRow {
  const { application } = row
  return {
    id: application.application_id,
    number: application.number,
    ...(row.name === undefined || row.name === '' ? {} : { name: row.name }),
    amountTenge: application.amount_tenge,
    termDays: application.term_days,
    state: stateOf(application),
    recipients: named(house, row.disclosures),
    sentAt: application.submitted_at,
  }
}

/** A closed application is told by why it closed. */
function stateOf(application: ListRow['application']): ApplicationState {
  const said = application.reason ?? application.state
  return (
    APPLICATION_STATES.find((known) => known === said) ??
    APPLICATION_STATES.find((known) => known === application.state) ??
    'closed'
  )
}

function named(house: House, rows: ListRow['disclosures']) {
  return rows.map((row) => ({
    name: recipientName(house, row.recipient),
    state: row.state as RecipientState,
  }))
}

/** What was asked about one field, and the answer: nothing else of the card changes by it. */
export interface Asked {
  readonly field: string
  readonly answer:
    | { readonly effect: 'asking'; readonly unanswered: boolean }
    | ({ readonly effect: 'done' } & Revealed)
    | Refusal
}

export function cardView(
  teller: Teller,
  frame: DeskFrame,
  checkpoint: number | undefined,
  card: Card,
  asked: Asked | undefined,
): CardView {
  const { house } = teller
  const { application } = card
  const now = house.means.now()
  const current =
    card.disclosures.findLast((row) => row.sent_at !== undefined) ?? card.disclosures[0]
  const consent = card.consents
    .filter((one) => one.recipient === undefined && one.channel === undefined)
    .filter((one) => one.operations.includes('collect') && isLive(one, now))
    .at(-1)
  const name = (['first_name', 'last_name'] as const).flatMap(
    (meaning) =>
      card.fields.find((field) => field.field === fieldMeaning(house.means.policy, meaning))
        ?.masked ?? [],
  )
  return {
    frame,
    id: application.application_id,
    number: application.number,
    amountTenge: application.amount_tenge,
    termDays: application.term_days,
    ...(name.length === 0 ? {} : { name: name.join(' ') }),
    state: personState(card) ?? stateOf(application),
    ...(consent === undefined ? {} : { consentUntil: consent.expires_at }),
    steps: stepsOf(house, card, application, current),
    revealSeconds: house.means.policy.limits.revealSeconds,
    fields: fieldsOf(house, frame, card, asked),
    story: folded(card.timeline.map((row) => actionView(teller, row))).toReversed(),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    questions: card.recipients
      .filter(({ recipient }) => !holds(card, recipient))
      .map((question) => questionView(house, card, question, now)),
    recipients: named(house, card.disclosures),
  }
}

/** The person's own state speaks louder than the application's. */
function personState(card: Card): ApplicationState | undefined {
  const states = ['blocked', 'restricted', 'destroyed'] as const
  return states.find((state) => state === card.state)
}

/** In the order of the policy's list, which is the order of the form. */
function fieldsOf(
  house: House,
  frame: DeskFrame,
  card: Card,
  asked: Asked | undefined,
): readonly CardField[] {
  return house.means.policy.fields.flatMap((rule) => {
    const field = card.fields.find((known) => known.field === rule.id)
    if (field === undefined) return []
    const text = field.masked ?? MASK
    const mine = asked?.field === rule.id ? asked : undefined
    const state =
      mine === undefined ? closedField(text) : openField(house, frame, field, text, mine)
    return [{ id: rule.id, title: rule.title, state }]
  })
}

/** Every field may be asked for: whoever may not open it is told why, not left without a door. */
function closedField(text: string): CardFieldState {
  return { state: 'masked', text, canOpen: true }
}

function openField(
  house: House,
  frame: DeskFrame,
  field: Card['fields'][number],
  text: string,
  { answer }: Asked,
): CardFieldState {
  switch (answer.effect) {
    case 'refuse':
      return { state: 'refused', text, refusal: answer }
    case 'done': {
      const milliseconds = Math.max(0, answer.until - house.means.now())
      const value = inWords(house, frame, field.field, answer.value)
      return { state: 'shown', text: value, masked: text, until: answer.until, milliseconds }
    }
    case 'asking': {
      if (field.closed !== undefined) return { state: 'refused', text, refusal: field.closed }
      const purposes = house.means.policy.purposes
        .filter((purpose) => field.purposes.includes(purpose.id))
        .map(({ id, title }) => ({ id, title }))
      return { state: 'asking', text, purposes, unanswered: answer.unanswered }
    }
  }
}

function inWords(house: House, frame: DeskFrame, field: string, value: string): string {
  const rule = house.means.policy.fields.find((known) => known.id === field)
  return shownValue(rule, value, frame.language)
}

type Consent = Card['consents'][number]

function isLive(consent: Consent, now: Moment): boolean {
  return consent.withdrawn_at === undefined && consent.expires_at > now
}

/** Has it and keeps it: "could it receive now?" is not a question any more. */
function holds(card: Card, recipient: string): boolean {
  const row = card.disclosures.find((known) => known.recipient === recipient)
  return row?.sent_at !== undefined && row.state !== 'recalled'
}

function questionView(
  house: House,
  card: Card,
  { recipient, decision }: Card['recipients'][number],
  now: Moment,
): QuestionView {
  const checks = checksOf(house, card, recipient, decision, now)
  const answer =
    decision.effect === 'permit'
      ? {
          effect: 'permit' as const,
          fields: decision.fields.length,
          clause: decision.clause,
          law: decision.law,
        }
      : decision
  return { recipient: recipientName(house, recipient), answer, checks }
}

/** What the answer rests on. The answer itself is the rules'; this shows its two legs and what failed. */
function checksOf(
  house: House,
  card: Card,
  recipient: string,
  decision: Card['recipients'][number]['decision'],
  now: Moment,
): readonly CheckSaid[] {
  const live = card.consents.filter((consent) => isLive(consent, now))
  const consent = live.find((one) => one.recipient === recipient)
  const agreement = house.means.policy.recipients.find((one) => one.id === recipient)?.agreement
  const until = agreement && endOfDay(agreement.validTo)
  const names = live.flatMap((one) =>
    one.recipient === undefined ? [] : [recipientName(house, one.recipient)],
  )
  return [
    consent === undefined
      ? { check: 'consent', passed: false, names }
      : { check: 'consent', passed: true, until: consent.expires_at },
    until !== undefined && until > now
      ? { check: 'agreement', passed: true, until }
      : { check: 'agreement', passed: false },
    ...failed(decision),
  ]
}

/** Which check a code says no to, beside consent and agreement. */
const FAILED: Partial<Record<Code, CheckSaid['check']>> = {
  recipient_pending: 'one_at_a_time',
  recipient_suspended: 'recipient',
  subject_blocked: 'subject',
  subject_restricted: 'subject',
  subject_destroyed: 'subject',
}

function failed(decision: Card['recipients'][number]['decision']): readonly CheckSaid[] {
  if (decision.effect === 'permit') return [{ check: 'one_at_a_time', passed: true }]
  const check = FAILED[decision.code]
  return check === undefined ? [] : [{ check, passed: false }]
}
