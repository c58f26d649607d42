/**
 * The policy as a value: what the operator declared, parsed and checked.
 *
 * Nothing here is about one operator; `policy/<operator>/` fills it. The shape is the contract
 * between the folder, the compiler (`tables.ts`), the consent forms and the pages.
 *
 * Law: 94-V art. 6, 25(2)(1), 25(2)(1-1). Requirements.
 */
import type { Limits } from './limits.ts'
import type { Act, Chapter, Deadline, LegalReference, Right, SourceDocument } from './clause.ts'
import type { Language, Operation, Texts } from '@kelisim/terms'
import type { Depersonalisation } from './depersonalisation.ts'
import type { Messaging } from './messaging.ts'
import type { Form, Register, Vocabulary } from './annex-model.ts'
import type { Names } from './names.ts'
import type { OperatorKind, SpecialCategory } from './special-model.ts'

export type {
  Act,
  Chapter,
  Clause,
  Deadline,
  LegalReference,
  Right,
  SourceClause,
  SourceDocument,
} from './clause.ts'
export type { OperatorKind, SpecialCategory, SpecialException } from './special-model.ts'

export interface Policy {
  readonly id: string
  readonly version: number
  /** ISO date, Asia/Almaty. */
  readonly effectiveFrom: string
  /** SHA-256, hex, of the canonical model and of every text: the version's address. */
  readonly hash: string
  readonly approval: { readonly number: string; readonly date: string; readonly approver: string }
  /** True only for the synthetic operator; a production start refuses such a policy. */
  readonly demo: boolean
  readonly operator: Operator
  readonly legal: readonly LegalReference[]
  readonly deadlines: readonly Deadline[]
  readonly calendar: readonly CalendarYear[]
  readonly operations: readonly OperationRule[]
  readonly purposes: readonly Purpose[]
  readonly subjectCategories: readonly SubjectCategory[]
  /** Vault boxes: which fields are sealed together. */
  readonly boxes: readonly Box[]
  readonly fields: readonly Field[]
  readonly roles: readonly Role[]
  readonly recipients: readonly Recipient[]
  readonly controls: readonly ConsentControl[]
  /** Words that betray a special category in free text, by category and language. */
  readonly specialCategories: readonly SpecialCategory[]
  /** Terms with one meaning each; absent: only those of the law are watched. */
  readonly glossary?: readonly DefinedTerm[]
  readonly limits: Limits
  /** Acts that the references name, for the first mention of each. */
  readonly acts: readonly Act[]
  /** Rights of the person, each with its clock. */
  readonly rights: readonly Right[]
  /** The clauses in their effective wording, with every correction of the source named (section 7). */
  readonly chapters: readonly Chapter[]
  /** The approved document the clauses come from, verbatim; undefined where the policy was written as it stands. */
  readonly source?: SourceDocument
  /** The words around the data in a consent form; the compiler fills them (L-1). */
  readonly wording: Readonly<Record<Language, ConsentWording>>
  /** For documents only; a policy without them decides the same. */
  readonly register?: Register
  readonly forms?: readonly Form[]
  readonly vocabulary?: Vocabulary
  /** Words of other programs for ours. */
  readonly names?: Names
  /** Absent: nothing is depersonalised. */
  readonly depersonalisation?: Depersonalisation
  /** Absent: no message of any purpose can be sent. */
  readonly messaging?: Messaging
}

/** Templates; `{name}` and the like are filled by the compiler, `[…]` stays and stands for the person's name. */
export interface ConsentWording {
  readonly name: string
  readonly heading: PerKind
  readonly statement: PerKind
  readonly agree: PerKind
  readonly otherwise: PerKind
  readonly thirdParties: PerKind
  readonly labels: Readonly<Record<ConsentLabel, string>>
  readonly operator: string
  readonly term: string
  readonly crossBorder: string
  readonly dissemination: string
  readonly automated: string
  readonly onEnd: Readonly<Record<Purpose['onEnd'], string>>
  readonly withdrawal: string
  readonly policy: string
  readonly channels: Readonly<Record<string, string>>
}

/**
 * Which words stand around a tick: a purpose that is not asked to apply speaks of itself, because without that
 * tick the application goes its way all the same.
 */
export type WordingKind = ConsentControl['kind'] | 'optional'

/** `optional` may be absent where a policy has no such tick. */
export interface PerKind extends Readonly<Record<ConsentControl['kind'], string>> {
  readonly optional?: string
}

export type ConsentLabel =
  | 'operator'
  | 'subject'
  | 'term'
  | 'thirdParties'
  | 'crossBorder'
  | 'dissemination'
  | 'data'
  | 'purpose'
  | 'operations'
  | 'automated'
  | 'onEnd'
  | 'withdrawal'
  | 'policy'

export interface Operator {
  /** Absent for an operator like any other. */
  readonly kind?: OperatorKind
  readonly licence?: { readonly number: string; readonly checkedAt: string }
  readonly name: Texts
  readonly bin: string
  readonly address: Texts
  readonly brand: string
  readonly site: string
  readonly officer: { readonly phone: string; readonly email: string }
}

export interface CalendarYear {
  readonly year: number
  /** ISO dates that are days off besides Saturdays and Sundays. */
  readonly daysOff: readonly string[]
  readonly confirmed: boolean
}

export interface OperationRule {
  readonly id: Operation
  /** `O-1` … `O-18`; `unblock` has none. */
  readonly number: string
  readonly title: Texts
  readonly legal: readonly string[]
  /** The clause that says what the operation is. */
  readonly clause?: string
}

/** `consent`: needs a live consent. `statute`: a named article orders it, no consent is asked. */
export type Ground = 'consent' | 'statute'

export interface Purpose {
  readonly id: string
  /** Letter used in the list of data items: C, I, O, M, T, X, R. */
  readonly letter: string
  readonly clause: string
  readonly requirement: string
  readonly title: Texts
  /** The purpose as it ends a consent sentence, in the person's voice. */
  readonly inConsent: Texts
  readonly ground: Ground
  readonly legal: readonly string[]
  /** Days a consent to this purpose lasts; 0 where the ground is a statute. */
  readonly consentDays: number
  /**
   * Days from collection that data may be kept for this purpose (art. 12(2)); no consent to it may last
   * longer (art. 8(5)). 0 only with `everyStoredField`: such a purpose reads what others keep.
   */
  readonly retentionDays: number
  readonly onEnd: 'destroy' | 'depersonalise'
  /** Consent per channel: sms, email, call, push, messenger. */
  readonly channels: readonly string[]
  /** Only depersonalised outputs may leave. */
  readonly depersonalisedOnly: boolean
  /** Only persons who applied (R-14, definition 48). */
  readonly clientsOnly: boolean
  /**
   * The purpose reaches every field that is stored for any other one: a person's right to his data
   * knows no exception by field. The parser adds it to `purposes` of each field that is not off.
   */
  readonly everyStoredField?: boolean
  /** Purposes for which the same data may be used without a reason at each field; either may name the other. */
  readonly compatible?: readonly string[]
  /** What a recipient reports that achieves the purpose: data kept for it end then, before their term. */
  readonly achievedBy?: readonly 'issued'[]
}

export interface SubjectCategory {
  readonly id: string
  readonly clause: string
  readonly requirement: string
  readonly title: Texts
}

export interface Box {
  readonly id: string
  readonly title: Texts
}

export type FieldType =
  | 'name'
  | 'date'
  | 'iin'
  | 'phone'
  | 'email'
  | 'text'
  | 'enum'
  | 'region'
  | 'document'
  | 'iban'
  | 'technical'

/** What the program itself needs to know of an item that the operator named otherwise. */
export type FieldMeaning = 'first_name' | 'last_name' | 'birth_date'

export interface Field {
  readonly id: string
  /** Absent where the id says it already. */
  readonly means?: FieldMeaning
  /** `D-1` … `D-40`. */
  readonly number: string
  readonly title: Texts
  /** The source policy's wording, kept where it differs; empty where the policy has no source. */
  readonly sourceKk: string
  /** Sensitivity: ordinary, high, or a special category. */
  readonly class: 'N' | 'R' | 'S'
  /** Class of access (94-V art. 6); absent only in versions adopted before the checker asked for it. */
  readonly access?: 'public' | 'restricted'
  /** Of class S under a stated exception: which special category it is of. */
  readonly special?: string
  readonly default: 'on' | 'opt' | 'off'
  readonly purposes: readonly string[]
  readonly type: FieldType
  readonly box: string
  /** For `enum`: code → text. */
  readonly options?: Readonly<Record<string, Texts>>
  readonly maxLength: number
  /** Never mandatory to give unless true for the application form. */
  readonly requiredToApply: boolean
  readonly why: Texts
  /** Why purposes that are not declared compatible may share it. */
  readonly sharedBecause?: Texts
}

export interface Role {
  readonly id: string
  readonly title: Texts
  readonly clause: string
  readonly grants: readonly Grant[]
}

/** A role may do these operations for this purpose on these fields. */
export interface Grant {
  readonly purpose: string
  readonly operations: readonly Operation[]
  /** Field ids; `['*']` = every field of the purpose that is not off; `[]` = acts without any field's value. */
  readonly fields: readonly string[]
}

export interface Recipient {
  readonly id: string
  readonly name: Texts
  /** Full name with the legal form, as a consent must state it. */
  readonly legalName?: Texts
  readonly bin: string
  /** No kind is excepted from agreement, consent and record, an organisation of the operator's own group neither. */
  readonly kind: 'mfo' | 'processor' | 'state_body' | 'affiliate'
  readonly licence: { readonly number: string; readonly checkedAt: string }
  readonly agreement?: Agreement
}

/** What a contract with a recipient must say before data may go. Law: 94-V art. 10(1), 10(3).. */
export interface Agreement {
  readonly number: string
  readonly signedOn: string
  readonly validFrom: string
  readonly validTo: string
  readonly operations: readonly Operation[]
  readonly purposes: readonly string[]
  readonly fields: readonly string[]
  readonly storageCountry: string
  readonly clauses: {
    readonly confidentiality: boolean
    readonly security: boolean
    readonly breachNoticeWorkingDays: number
    readonly erasureWorkingDays: number
    readonly audit: boolean
    readonly subProcessors: boolean
    readonly returnOrDestroy: boolean
  }
}

/**
 * One tick of the consent step. Never ticked beforehand, one matter each (art. 8(4); look §3).
 * `processing`: collect and keep for a purpose; `recipient`: transfer to one named recipient;
 * `channel`: messages of a purpose by one channel.
 */
export type ConsentControl =
  | {
      readonly kind: 'processing'
      readonly purpose: string
      readonly requiredToApply: boolean
      readonly operations: readonly Operation[]
      /** The fields really asked; absent: every field of the purpose that is not off. */
      readonly fields?: readonly string[]
    }
  | {
      readonly kind: 'recipient'
      readonly purpose: string
      readonly operations: readonly Operation[]
    }
  | {
      readonly kind: 'channel'
      readonly purpose: string
      readonly channel: string
      readonly operations: readonly Operation[]
      readonly fields?: readonly string[]
    }

/** A fault of the policy, found by the parser or the checker. In no language: `check/rules.ts` has the words of each code. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly code: string
  /** `file:line` inside the policy folder. */
  readonly where: string
  readonly clause: string
  /** What fills the places in the words of its code: names and figures of the folder. */
  readonly params: Readonly<Record<string, string | number>>
}

/** A word of the policy that has one meaning, and the words that may not stand for it. */
export interface DefinedTerm {
  readonly id: string
  /** The clause that defines it. */
  readonly clause: string
  readonly title: Texts
  /** Stems, lower case, that say the same in a word of their own. */
  readonly instead: Readonly<Record<Language, readonly string[]>>
}

/** A consent control in one language with all of art. 8(4), ready to show; addressed by the hash of its text. */
export interface ConsentText {
  /** Stable name of the control: `contract`, `recipient:samal`, `direct_marketing:sms`. */
  readonly control: string
  readonly language: Language
  readonly heading: string
  readonly statement: string
  /** Art. 8(4)(1)-(8) as label and value, in the law's order. */
  readonly terms: readonly {
    readonly item: string
    readonly label: string
    readonly value: string
  }[]
  readonly agree: string
  readonly otherwise: string
  readonly purpose: string
  readonly operations: readonly Operation[]
  readonly fields: readonly string[]
  readonly recipient?: string
  readonly channel?: string
  readonly days: number
  readonly requiredToApply: boolean
  /** The whole text as shown, one line each; SHA-256 hex of its UTF-8 bytes is `sha256`. */
  readonly verbatim: string
  readonly sha256: string
}
