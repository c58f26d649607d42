/**
 * A question and its facts as numbers of one policy's tables.
 *
 * Names are looked up once here; after that the engine compares integers. A name the tables do not know
 * becomes UNKNOWN, which equals nothing, so it can be refused with its own code (I8) and never matches.
 * Pure: the same words give the same numbers. Decides nothing.
 */
import { bitsOf, maskOf, type PurposeTable, type Tables } from '@kelisim/policy'
import type { ConsentId, Moment, Refusal, SubjectId } from '@kelisim/terms'
import { type Asked, namedOrNever, noChannel, notGranted, notReceived } from './asked.ts'
import { baseNeed, channelNeed, type Need, NONE, recipientNeed, UNKNOWN } from './need.ts'
import {
  CLIENT,
  type ConsentFact,
  type Facts,
  type PermitContent,
  type Question,
} from './question.ts'
import { type Said, saidOf } from './said.ts'
import { passedStates, stateBit } from './state.ts'
import { outlastsSuspension } from './suspended.ts'

/** Made by `internQuestion` only: numbers and words that could be mixed by hand would let a permit say more than was checked. */
export type InternedQuestion = Interned

/** The same question in words, of one shape; its list of fields is our own frozen copy. */
interface Words {
  readonly role: string
  readonly operation: string
  readonly purpose: string
  readonly policy: string
  readonly fields: readonly string[]
  readonly recipient: string | undefined
  readonly channel: string | undefined
}

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
  readonly standing: Stands
  /** What stood last on another standing and this consent together: the list of both is made once. */
  joined: { readonly first: Stands; readonly standing: Stands } | undefined
  /** The next consent to the same purpose; a chain is walked faster than a list. */
  next: InternedConsent | undefined
}

interface Stands {
  readonly effect: 'stands'
  readonly ground: PermitContent['ground']
  readonly consents: readonly ConsentId[]
}

export interface InternedFacts {
  readonly tables: Tables
  readonly subject: SubjectId
  /** One bit of `STATE_BIT`; 0 for a state that the types do not know. */
  readonly state: number
  readonly categorised: boolean
  readonly client: boolean
  /** Bits of purposes. */
  readonly obligations: number
  readonly suspended: readonly number[]
  /** Bits of purposes. */
  readonly stopped: number
  readonly consents: readonly InternedConsent[]
  /** The first consent by the index of its purpose. */
  readonly firstTo: readonly (InternedConsent | undefined)[]
}

export function internQuestion(tables: Tables, question: Question): InternedQuestion {
  return new Interned(tables, question)
}

/** The tables that the question was interned with. Throws for anything that `internQuestion` did not make. */
export function tablesOf(question: InternedQuestion): Tables {
  return Interned.tablesOf(question)
}

export function internFacts(tables: Tables, facts: Facts): InternedFacts {
  const consents = facts.consents.map((consent) => internConsent(tables, consent))
  return {
    tables,
    subject: facts.subject,
    state: stateBit(facts.state),
    categorised: facts.subjectCategories.some(
      (category) => category === CLIENT || tables.categories.has(category),
    ),
    client: facts.subjectCategories.includes(CLIENT),
    obligations: bitsOf(tables.purposeOf, facts.obligations),
    suspended: facts.suspendedRecipients.map((id) => indexIn(tables.recipientOf, id)),
    stopped: bitsOf(tables.purposeOf, facts.suspendedPurposes),
    consents,
    firstTo: chained(tables, consents),
  }
}

/** Chains the consents to each purpose in their order. */
function chained(
  tables: Tables,
  consents: readonly InternedConsent[],
): readonly (InternedConsent | undefined)[] {
  const first = tables.purposes.map((): InternedConsent | undefined => undefined)
  for (const consent of consents.toReversed()) {
    if (consent.purpose < 0) continue
    consent.next = first[consent.purpose]
    first[consent.purpose] = consent
  }
  return first
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
    standing: Object.freeze({
      effect: 'stands',
      ground: 'consent',
      consents: Object.freeze([consent.id]),
    }),
    joined: undefined,
    next: undefined,
  }
}

/** What follows from a question that names only what the policy knows; each part is made once. */
export interface Known {
  readonly effect: 'known'
  readonly purpose: PurposeTable
  /** The refusals of the purpose. */
  readonly said: Said
  /** Bits of the states in which nothing more is asked. */
  readonly passes: number
  /** It goes on while the purpose is suspended. */
  readonly outlasts: boolean
  readonly notGranted: Refusal | undefined
  readonly notReceived: Refusal | undefined
  readonly noChannel: Refusal | undefined
  readonly base: Need | undefined
  readonly toRecipient: Need | undefined
  readonly byChannel: Need | undefined
}

/** What is made here answers every time the question is asked, so nobody may change it. */
function knownOrRefused(tables: Tables, asked: Asked): Known | Refusal {
  const named = namedOrNever(tables, asked)
  if ('effect' in named) return Object.freeze(named)
  const { role, purpose } = named
  return Object.freeze({
    effect: 'known',
    purpose,
    said: saidOf(tables, purpose),
    passes: passedStates(asked, purpose),
    outlasts: outlastsSuspension(asked.operation, role, purpose),
    notGranted: Object.freeze(notGranted(tables, asked, named)),
    notReceived: Object.freeze(notReceived(tables, asked, purpose)),
    noChannel: Object.freeze(noChannel(asked, purpose)),
    base: baseNeed(asked, purpose),
    toRecipient: recipientNeed(asked, purpose),
    byChannel: channelNeed(asked, purpose),
  })
}

function indexIn(index: Tables['roleOf'], name: string | undefined): number {
  return name === undefined ? NONE : (index.get(name) ?? UNKNOWN)
}

class Interned implements Asked {
  /** Private, so that no other object can pass for one of these. */
  readonly #tables: Tables
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
  readonly words: Words
  readonly known: Known | Refusal

  constructor(tables: Tables, question: Question) {
    const { role, operation, purpose, policy, recipient, channel } = question
    const fields = Object.freeze(question.fields.slice())
    const words = Object.freeze({ role, operation, purpose, policy, fields, recipient, channel })
    const mask = maskOf(tables.fieldOf, words.fields)
    this.#tables = tables
    this.hash = words.policy
    this.role = indexIn(tables.roleOf, words.role)
    this.operation = indexIn(tables.operationOf, words.operation)
    this.purpose = indexIn(tables.purposeOf, words.purpose)
    this.lo = mask.lo
    this.hi = mask.hi
    this.unknownField = words.fields.find((field) => !tables.fieldOf.has(field))
    this.recipient = indexIn(tables.recipientOf, words.recipient)
    this.channel = indexIn(tables.channelOf, words.channel)
    this.at = question.at
    this.words = words
    this.known = knownOrRefused(tables, this)
    Object.freeze(this)
  }

  static tablesOf(question: Interned): Tables {
    return question.#tables
  }
}
Reflect.deleteProperty(Interned.prototype, 'constructor')
Object.freeze(Interned.prototype)
