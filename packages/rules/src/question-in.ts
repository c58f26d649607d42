/**
 * A question with its facts, out of JSON: `{ "question": {…}, "facts": {…} }`.
 *
 * What is malformed is a fault with its place; a member nobody knows is a fault, too, because a misspelt
 * `suspendedRecipients` must not read as "none is suspended". A fact that is absent is not a fault but a
 * refusal of the rules, `fact_missing`: silence forbids (I8). Absent words of the question are left to the rules, which
 * know no empty role. Without `policy` the question means the policy it is asked of.
 */
import {
  type ConsentId,
  type Fault,
  type Moment,
  moment,
  parseMoment,
  type SubjectId,
} from '@kelisim/terms'
import type { Facts, Question } from './question.ts'

export type QuestionIn =
  | {
      readonly question: Question
      readonly facts: Facts
      /** The first fact that is not told; then the facts carry nothing that could permit. */
      readonly absent?: string
    }
  | { readonly faults: readonly Fault[] }

export type FactsIn =
  | { readonly facts: Facts; readonly absent?: string }
  | { readonly faults: readonly Fault[] }

export type Members = Readonly<Record<string, unknown>>

/** With its zone: a local time would mean another moment on another machine. */
const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/

const QUESTION = ['role', 'operation', 'purpose', 'fields', 'at', 'policy', 'recipient', 'channel']
const FACTS = [
  'subject',
  'state',
  'subjectCategories',
  'consents',
  'suspendedRecipients',
  'obligations',
] as const
/** The operator's own state, no fact about the person: whoever asks a policy alone may leave it out. */
const SUSPENDED = 'suspendedPurposes'
const TOLD = [...FACTS, SUSPENDED]
const CONSENT = [
  'id',
  'purpose',
  'operations',
  'fields',
  'recipient',
  'channel',
  'grantedAt',
  'expiresAt',
  'withdrawnAt',
]
const STATES = ['live', 'blocked', 'restricted', 'destroyed'] as const

/** Nobody's facts: without a category of the subject the rules answer what the question alone says, or `fact_missing`. */
export const NOTHING_TOLD: Facts = {
  subject: '' as SubjectId,
  state: 'live',
  subjectCategories: [],
  consents: [],
  suspendedRecipients: [],
  suspendedPurposes: [],
  obligations: [],
}

/** A value parsed from JSON; its text is no matter of the rules. */
export function readQuestion(line: unknown, policy: string): QuestionIn {
  const reader = new Reader()
  const whole = reader.members(line, '', ['question', 'facts'])
  const asked = reader.members(whole['question'], '/question', QUESTION)
  const told = reader.members(whole['facts'], '/facts', TOLD)
  const question = questionOf(reader, asked, policy)
  const read = factsIn(reader, told)
  return 'faults' in read ? read : { ...read, question }
}

/** Facts alone, at a place of a larger document. */
export function readFacts(value: unknown, pointer: string): FactsIn {
  const reader = new Reader(pointer)
  return factsIn(reader, reader.members(value, '/facts', TOLD))
}

/** ISO 8601 with a zone, or milliseconds since 1970. */
export function readMoment(value: unknown): Moment | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return moment(value)
  return typeof value === 'string' && ISO_MOMENT.test(value) ? parseMoment(value) : undefined
}

function factsIn(reader: Reader, told: Members): FactsIn {
  const absent = reader.faults.length > 0 ? undefined : FACTS.find((name) => !(name in told))
  if (absent !== undefined) return { facts: NOTHING_TOLD, absent }
  const facts = factsOf(reader, told)
  return reader.faults.length > 0 ? { faults: reader.faults } : { facts }
}

function questionOf(reader: Reader, asked: Members, policy: string): Question {
  const recipient = reader.optionalText(asked, 'recipient', '/question')
  const channel = reader.optionalText(asked, 'channel', '/question')
  return {
    role: reader.optionalText(asked, 'role', '/question') ?? '',
    operation: reader.optionalText(asked, 'operation', '/question') ?? '',
    purpose: reader.optionalText(asked, 'purpose', '/question') ?? '',
    fields: reader.texts(asked, 'fields', '/question'),
    // No whole number: the rules answer that the moment is missing.
    at: 'at' in asked ? reader.moment(asked, 'at', '/question') : (Number.NaN as Moment),
    policy: reader.optionalText(asked, 'policy', '/question') ?? policy,
    ...(recipient === undefined ? {} : { recipient }),
    ...(channel === undefined ? {} : { channel }),
  }
}

function factsOf(reader: Reader, told: Members): Facts {
  const state = STATES.find((known) => known === told['state'])
  if (state === undefined) reader.fault('/facts/state', 'option')
  return {
    subject: reader.text(told, 'subject', '/facts') as SubjectId,
    state: state ?? 'destroyed',
    subjectCategories: reader.texts(told, 'subjectCategories', '/facts'),
    consents: reader.list(told['consents'], '/facts/consents').map((one, place) => {
      return consentOf(reader, one, `/facts/consents/${place}`)
    }),
    suspendedRecipients: reader.texts(told, 'suspendedRecipients', '/facts'),
    suspendedPurposes:
      SUSPENDED in told ? reader.texts(told, SUSPENDED, '/facts') : NOTHING_TOLD.suspendedPurposes,
    obligations: reader.texts(told, 'obligations', '/facts'),
  }
}

function consentOf(reader: Reader, value: unknown, pointer: string): Facts['consents'][number] {
  const consent = reader.members(value, pointer, CONSENT)
  const recipient = reader.optionalText(consent, 'recipient', pointer)
  const channel = reader.optionalText(consent, 'channel', pointer)
  return {
    id: reader.text(consent, 'id', pointer) as ConsentId,
    purpose: reader.text(consent, 'purpose', pointer),
    operations: reader.texts(consent, 'operations', pointer),
    fields: reader.texts(consent, 'fields', pointer),
    grantedAt: reader.moment(consent, 'grantedAt', pointer),
    expiresAt: reader.moment(consent, 'expiresAt', pointer),
    ...(recipient === undefined ? {} : { recipient }),
    ...(channel === undefined ? {} : { channel }),
    ...('withdrawnAt' in consent
      ? { withdrawnAt: reader.moment(consent, 'withdrawnAt', pointer) }
      : {}),
  }
}

/** Collects every fault of a line; what it answers for a faulty place is never used. */
class Reader {
  readonly faults: Fault[] = []
  readonly #base: string

  constructor(base = '') {
    this.#base = base
  }

  fault(pointer: string, code: string): void {
    this.faults.push({ pointer: `${this.#base}${pointer}`, code })
  }

  members(value: unknown, pointer: string, known: readonly string[]): Members {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(pointer, value === undefined ? 'required' : 'type')
      return {}
    }
    const members: Members = { ...value }
    // The name itself is not repeated: it could be anything, a person's name too (I11).
    if (Object.keys(members).some((name) => !known.includes(name))) {
      this.fault(`${pointer}/?`, 'unknown_member')
    }
    return members
  }

  list(value: unknown, pointer: string): readonly unknown[] {
    if (Array.isArray(value)) return value
    this.fault(pointer, value === undefined ? 'required' : 'type')
    return []
  }

  texts(members: Members, name: string, pointer: string): readonly string[] {
    return this.list(members[name], `${pointer}/${name}`).flatMap((item, place) => {
      if (typeof item === 'string') return [item]
      this.fault(`${pointer}/${name}/${place}`, 'type')
      return []
    })
  }

  text(members: Members, name: string, pointer: string): string {
    const text = this.optionalText(members, name, pointer)
    if (text === undefined && !(name in members)) this.fault(`${pointer}/${name}`, 'required')
    return text ?? ''
  }

  optionalText(members: Members, name: string, pointer: string): string | undefined {
    const value = members[name]
    if (typeof value === 'string' || value === undefined) return value
    this.fault(`${pointer}/${name}`, 'type')
    return undefined
  }

  moment(members: Members, name: string, pointer: string): Moment {
    const value = members[name]
    const at = readMoment(value)
    if (at === undefined)
      this.fault(`${pointer}/${name}`, value === undefined ? 'required' : 'date')
    return at ?? moment(0)
  }
}
