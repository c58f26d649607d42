/**
 * The copy of a person's data as it is printed: headings, tables and lines in one language.
 *
 * Says what the JSON copy says, in the words of the cabinet. Makes no PDF and asks nothing.
 */
import type { House } from '@kelisim/house'
import { dateTime, date, days, messages, number, tenge } from '@kelisim/messages'
import { sentence } from '@kelisim/screens'
import { APPLICATION_STATES } from '@kelisim/messages'
import { type Language, type Moment, parseMoment } from '@kelisim/terms'
import type { OwnData } from '@kelisim/work'
import { ownCopy, type OwnCopy, takenAt } from './own-copy.ts'
import { actionView, type Teller } from './said.ts'
import { shownValue } from './shown-value.ts'

/** Hex letters set apart, so that a fingerprint breaks between lines of a narrow column. */
const GROUP = 8

export interface PrintedTable {
  readonly heading: string
  readonly columns: readonly string[]
  /** Parts of the width. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly string[])[]
}

export interface PrintedCopy {
  readonly language: Language
  readonly title: string
  readonly taken: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly sections: readonly PrintedTable[]
  readonly none: string
  readonly page: string
  readonly of: string
}

export function printedCopy(teller: Teller, data: OwnData, language: Language): PrintedCopy {
  const { copy } = messages(language)
  const made = ownCopy(teller.house, data)
  return {
    language,
    title: copy.title,
    taken: copy.taken(dateTime(language, takenAt(data))),
    facts: facts(teller.house, made, language),
    sections: [
      valuesTable(teller.house, made, language),
      consentsTable(made, language),
      applicationsTable(made, language),
      disclosuresTable(teller.house, made, language),
      outcomesTable(made, language),
      noticesTable(made, language),
      requestsTable(made, language),
      contractsTable(made, language),
      marksTable(made, language),
      actionsTable(teller, data, language),
    ],
    none: copy.none,
    page: copy.page,
    of: copy.of,
  }
}

function facts(house: House, made: OwnCopy, language: Language): PrintedCopy['facts'] {
  const { copy } = messages(language)
  const { operator, policy } = made
  const { name, bin, address, officer } = operator
  return [
    {
      label: copy.operator,
      value: `${name[language]}, ${copy.bin} ${bin}, ${address[language]}`,
    },
    { label: copy.officer, value: `${officer.phone}, ${officer.email}` },
    {
      label: copy.policy,
      value: `${house.means.policy.operator.site}, ${copy.policyVersion(policy.version)}, ${grouped(policy.hash)}`,
    },
  ]
}

function valuesTable(house: House, made: OwnCopy, language: Language): PrintedTable {
  const { cabinet, copy } = messages(language)
  const { data } = cabinet
  return {
    heading: data.title,
    columns: [data.field, copy.value, data.purpose, data.ground, data.until],
    widths: [3, 4, 5, 4, 3],
    rows: made.data.map((row) => [
      row.title[language],
      shownValue(fieldOf(house, row.field), row.value, language),
      row.purposes.map((purpose) => purpose.title[language]).join('; '),
      row.ground.kind === 'statute'
        ? row.ground.law.join(', ')
        : row.ground.consents.map((id) => data.consentNumber(numberOf(made, id))).join(', '),
      day(language, row.kept_until),
    ]),
  }
}

function fieldOf(house: House, id: string) {
  return house.means.policy.fields.find((known) => known.id === id)
}

function consentsTable(made: OwnCopy, language: Language): PrintedTable {
  const { cabinet, copy } = messages(language)
  const { consents } = cabinet
  return {
    heading: consents.title,
    columns: ['№', copy.consent, consents.givenAt, consents.validUntil, consents.fingerprint],
    widths: [2, 5, 3, 4, 5],
    rows: made.consents.map((row) => [
      row.number,
      row.title[language],
      moment(language, row.granted_at),
      row.withdrawn_at === undefined
        ? day(language, row.expires_at)
        : `${consents.withdrawn}: ${moment(language, row.withdrawn_at)}`,
      grouped(row.text_sha256),
    ]),
  }
}

function applicationsTable(made: OwnCopy, language: Language): PrintedTable {
  const { copy, desk } = messages(language)
  return {
    heading: copy.applications,
    columns: ['№', copy.amount, copy.term, copy.sent, copy.state],
    widths: [1, 1, 1, 1, 1],
    rows: made.applications.map((row) => {
      const state = APPLICATION_STATES.find((known) => known === (row.reason ?? row.state))
      return [
        row.number,
        tenge(language, row.amount_tenge),
        days(language, row.term_days),
        moment(language, row.submitted_at),
        state === undefined ? row.state : desk.state[state],
      ]
    }),
  }
}

function disclosuresTable(house: House, made: OwnCopy, language: Language): PrintedTable {
  const { cabinet, copy } = messages(language)
  const words: Readonly<Record<string, string>> = cabinet.recipients.state
  return {
    heading: cabinet.recipients.title,
    columns: [copy.recipient, copy.state, cabinet.recipients.what, cabinet.recipients.when],
    widths: [4, 3, 6, 3],
    rows: made.disclosures.map((row) => [
      legalName(house, row.recipient.id, language) ?? row.recipient.name[language],
      words[row.state] ?? row.state,
      row.sent_at === undefined ? '–' : row.fields.map((field) => field.title[language]).join(', '),
      row.sent_at === undefined ? '–' : moment(language, row.sent_at),
    ]),
  }
}

function legalName(house: House, id: string, language: Language): string | undefined {
  return house.means.policy.recipients.find((known) => known.id === id)?.legalName?.[language]
}

function outcomesTable(made: OwnCopy, language: Language): PrintedTable {
  const { cabinet, copy } = messages(language)
  const words: Readonly<Record<string, string>> = cabinet.recipients.state
  return {
    heading: copy.outcomes,
    columns: [copy.recipient, copy.what, copy.when],
    widths: [2, 2, 1],
    rows: made.outcomes.map((row) => {
      const disclosure = made.disclosures.find((known) => known.id === row.disclosure)
      return [
        disclosure?.recipient.name[language] ?? '',
        words[row.kind] ?? row.kind,
        moment(language, row.occurred_at),
      ]
    }),
  }
}

function noticesTable(made: OwnCopy, language: Language): PrintedTable {
  const { cabinet, copy } = messages(language)
  const { recipients } = cabinet
  return {
    heading: copy.notices,
    columns: [copy.recipient, recipients.recalledAt, recipients.due, recipients.confirmedAt],
    widths: [2, 1, 1, 1],
    rows: made.notices.map((row) => [
      row.recipient.name[language],
      moment(language, row.planned_at),
      day(language, row.deadline_at),
      row.confirmed_at === undefined ? '–' : moment(language, row.confirmed_at),
    ]),
  }
}

function requestsTable(made: OwnCopy, language: Language): PrintedTable {
  const { rights } = messages(language)
  const { desk, correct } = rights
  const states: Readonly<Record<string, string>> = correct.state
  return {
    heading: correct.requests,
    columns: [desk.what, desk.state, correct.receivedAt, correct.due, correct.decidedAt],
    widths: [3, 2, 2, 2, 2],
    rows: made.requests.map((row) => [
      row.field === undefined ? desk.block : desk.correct(row.field.title[language]),
      states[row.state] ?? row.state,
      moment(language, row.received_at),
      day(language, row.deadline_at),
      row.decided_at === undefined ? '–' : moment(language, row.decided_at),
    ]),
  }
}

function contractsTable(made: OwnCopy, language: Language): PrintedTable {
  const { contracts } = messages(language)
  const roles: Readonly<Record<string, string>> = contracts.roles
  return {
    heading: contracts.heading,
    columns: [contracts.number, contracts.side, contracts.role, contracts.from, contracts.until],
    widths: [3, 3, 2, 2, 3],
    rows: made.contracts.map((row) => [
      row.number,
      typeof row.side === 'string' ? contracts.operator : row.side[language],
      roles[row.role] ?? row.role,
      day(language, row.starts_at),
      row.ended_at === undefined
        ? day(language, row.until)
        : `${contracts.over}: ${day(language, row.ended_at)}`,
    ]),
  }
}

function marksTable(made: OwnCopy, language: Language): PrintedTable {
  const { marks } = messages(language).cabinet
  return {
    heading: marks.title,
    columns: [marks.what, marks.from, marks.until],
    widths: [3, 2, 2],
    rows: made.marks.map((row) => [
      row.of === undefined
        ? marks.kinds[row.kind]
        : `${marks.kinds[row.kind]}: ${row.of[language]}`,
      row.from === undefined ? '–' : moment(language, row.from),
      row.until === undefined ? marks.withData : moment(language, row.until),
    ]),
  }
}

function actionsTable(teller: Teller, data: OwnData, language: Language): PrintedTable {
  const { cabinet, copy } = messages(language)
  return {
    heading: cabinet.actions.title,
    columns: [copy.when, copy.action, copy.entry],
    widths: [3, 9, 2],
    rows: data.feed.map((row) => {
      const view = actionView(teller, row)
      return [
        dateTime(language, view.at),
        sentence(language, view),
        row.index === undefined ? '–' : number(language, row.index),
      ]
    }),
  }
}

function numberOf(made: OwnCopy, consent: string): string {
  return made.consents.find((known) => known.id === consent)?.number ?? ''
}

function moment(language: Language, iso: string): string {
  return dateTime(language, parseMoment(iso) ?? (0 as Moment))
}

function day(language: Language, iso: string): string {
  return date(language, parseMoment(iso) ?? (0 as Moment))
}

function grouped(hex: string): string {
  return hex.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join(' ') ?? hex
}
