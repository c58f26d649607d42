/**
 * A question and its facts as numbers of one policy's tables.
 *
 * Names are looked up once here; after that the engine compares integers. A name the tables do not know
 * becomes UNKNOWN, which equals nothing, so it can be refused with its own code (I8) and never matches.
 * Pure: the same words give the same numbers. Decides nothing.
 */
import { bitsOf, maskOf, type Tables } from '@kelisim/policy'
import type { ConsentId, Moment, Refusal, SubjectId } from '@kelisim/terms'
import { type Asked, notGranted, unknownOrNever } from './asked.ts'
import { CLIENT, type ConsentFact, type Facts, type Question } from './question.ts'

/** Not named at all. */
export const NONE = -1
/** Named, but the policy does not know the name. */
export const UNKNOWN = -2

/** Made by `internQuestion` only: numbers and words that could be mixed by hand would let a permit say more than was checked. */
export type InternedQuestion = Interned

export interface InternedConsent {
  readonly purpose: number
  readonly operations: number
  readonly lo: number
  readonly hi: number
  readonly recipient: number
  readonly channel: number
  readonly grantedAt: number
  /** First moment at which the consent no longer carries anything. */
  readonly expiresAt: number
  readonly withdrawnAt: number
  /** What a permit that stands on this consent alone says; made once here, not once per answer. */
  readonly standing: { readonly ground: 'consent'; readonly consents: readonly ConsentId[] }
}

export interface InternedFacts {
  readonly tables: Tables
  readonly subject: SubjectId
  readonly state: Facts['state']
  readonly categorised: boolean
  readonly client: boolean
  /** Bits of purposes. */
  readonly obligations: number
  readonly suspended: readonly number[]
  readonly consents: readonly InternedConsent[]
}

export function internQuestion(tables: Tables, question: Question): InternedQuestion {
  return new Interned(tables, question)
}

/** False for anything that `internQuestion` did not make with these very tables. */
export function isInterned(tables: Tables, question: InternedQuestion): boolean {
  return Interned.isOne(question) && question.tables === tables
}

export function internFacts(tables: Tables, facts: Facts): InternedFacts {
  return {
    tables,
    subject: facts.subject,
    state: facts.state,
    categorised: facts.subjectCategories.some(
      (category) => category === CLIENT || tables.categories.has(category),
    ),
    client: facts.subjectCategories.includes(CLIENT),
    obligations: bitsOf(tables.purposeOf, facts.obligations),
    suspended: facts.suspendedRecipients.map((id) => indexIn(tables.recipientOf, id)),
    consents: facts.consents.map((consent) => internConsent(tables, consent)),
  }
}

function internConsent(tables: Tables, consent: ConsentFact): InternedConsent {
  const mask = maskOf(tables.fieldOf, consent.fields)
  return {
    purpose: indexIn(tables.purposeOf, consent.purpose),
    operations: bitsOf(tables.operationOf, consent.operations),
    lo: mask.lo,
    hi: mask.hi,
    recipient: indexIn(tables.recipientOf, consent.recipient),
    channel: indexIn(tables.channelOf, consent.channel),
    grantedAt: consent.grantedAt,
    expiresAt: consent.expiresAt,
    withdrawnAt: consent.withdrawnAt ?? Number.POSITIVE_INFINITY,
    standing: Object.freeze({ ground: 'consent', consents: Object.freeze([consent.id]) }),
  }
}

function indexIn(index: Tables['roleOf'], name: string | undefined): number {
  return name === undefined ? NONE : (index.get(name) ?? UNKNOWN)
}

class Interned implements Asked {
  readonly #made = true
  readonly tables: Tables
  readonly hash: string
  readonly role: number
  readonly operation: number
  readonly purpose: number
  readonly lo: number
  readonly hi: number
  readonly unknownField: string | undefined
  readonly recipient: number
  readonly channel: number
  readonly at: Moment
  /** The same question in words; its list of fields is our own frozen copy. */
  readonly words: Question
  readonly unknownOrNever: Refusal | undefined
  readonly notGranted: Refusal | undefined

  constructor(tables: Tables, question: Question) {
    const words = Object.freeze({ ...question, fields: Object.freeze(question.fields.slice()) })
    const mask = maskOf(tables.fieldOf, words.fields)
    this.tables = tables
    this.hash = words.policy
    this.role = indexIn(tables.roleOf, words.role)
    this.operation = indexIn(tables.operationOf, words.operation)
    this.purpose = indexIn(tables.purposeOf, words.purpose)
    this.lo = mask.lo
    this.hi = mask.hi
    this.unknownField = words.fields.find((field) => !tables.fieldOf.has(field))
    this.recipient = indexIn(tables.recipientOf, words.recipient)
    this.channel = indexIn(tables.channelOf, words.channel)
    this.at = words.at
    this.words = words
    this.unknownOrNever = unknownOrNever(tables, this)
    this.notGranted = notGranted(tables, this)
    Object.freeze(this)
  }

  static isOne(value: object): boolean {
    return #made in value && value.#made
  }
}
Reflect.deleteProperty(Interned.prototype, 'constructor')
Object.freeze(Interned.prototype)
