/**
 * Which words do the documents need besides the policy's own? One value for each language, all in full.
 *
 * Requirement: L-16.
 */
import type { ConsentText } from '@kelisim/policy'
import type { Trace } from '@kelisim/terms'
import type { DocumentGroup } from '../document.ts'

export interface Words {
  readonly head: HeadWords
  readonly list: ListWords
  readonly register: RegisterWords
  readonly agreement: AgreementWords
  readonly retention: RetentionWords
  readonly access: AccessWords
  readonly consent: ConsentWords
  readonly notice: NoticeWords
  readonly page: PageWords
}

/** Of the public page that lists the documents. */
export interface PageWords {
  readonly title: string
  readonly lead: string
  readonly groups: Readonly<Record<DocumentGroup, string>>
  readonly document: string
  readonly languages: string
  readonly fingerprint: string
  readonly plain: string
  readonly forPrograms: string
  readonly check: string
}

export interface HeadWords {
  readonly version: (version: number) => string
  readonly inForce: string
  readonly approved: string
  readonly approvedBy: (approver: string, number: string, date: string) => string
  readonly operator: string
  readonly bin: string
  readonly address: string
  readonly officer: string
  readonly fingerprint: string
  /** At the foot: made from the policy by the program, not written by hand. */
  readonly made: (site: string) => string
  readonly demo: string
  readonly yes: string
  readonly no: string
  readonly none: string
}

export interface ListWords {
  readonly title: string
  readonly lead: string
  readonly number: string
  readonly item: string
  readonly purposes: string
  readonly asked: string
  readonly term: string
  readonly why: string
  readonly asks: Readonly<Record<'on' | 'opt' | 'off', string>>
  readonly required: string
  readonly approval: string
  readonly counts: (all: number, collected: number) => string
}

export interface RegisterWords {
  readonly title: string
  readonly lead: string
  readonly purpose: string
  readonly subjects: string
  readonly operations: string
  readonly fields: string
  readonly recipients: string
  readonly ground: string
  readonly byConsent: string
  readonly byStatute: string
  readonly term: string
  readonly crossBorder: string
  readonly crossBorderNone: string
  readonly responsible: string
  readonly measures: string
  /** What stands without a value. */
  readonly traces: string
  readonly tracesNote: string
  readonly trace: Readonly<Record<Trace, string>>
  readonly leads: Readonly<Record<'pseudonymised' | 'depersonalised', string>>
  /** Before the articles that order a measure; before the reason it was chosen for. */
  readonly ordered: string
  readonly chosen: string
  readonly notAsked: string
  readonly source: string
  readonly sourceSubject: string
}

export interface AgreementWords {
  readonly title: (recipient: string) => string
  readonly lead: (number: string, date: string) => string
  readonly parties: string
  readonly recipient: string
  readonly licence: string
  readonly licenceChecked: (number: string, date: string) => string
  readonly inForce: string
  readonly subject: string
  readonly operations: string
  readonly purposes: string
  readonly fields: string
  readonly ofWhich: string
  readonly storage: string
  readonly storageKz: string
  readonly protection: string
  readonly clause: string
  readonly duty: string
  readonly law: string
  readonly duties: {
    readonly confidentiality: string
    readonly security: string
    readonly storage: string
    readonly breach: (days: string) => string
    readonly erasure: (days: string) => string
    readonly audit: string
    readonly subProcessors: string
    readonly returnOrDestroy: string
    readonly purpose: string
  }
  readonly signatures: string
  readonly signOperator: string
  readonly signRecipient: string
}

export interface RetentionWords {
  readonly title: string
  readonly lead: string
  readonly purpose: string
  readonly consentTerm: string
  readonly keptFor: string
  readonly onEnd: string
  readonly ends: Readonly<Record<'destroy' | 'depersonalise', string>>
  readonly law: string
  readonly byItem: string
  readonly item: string
  readonly longest: string
  readonly where: string
  readonly endsEarly: string
  readonly achieved: (purpose: string) => string
  readonly figures: (least: number) => string
  readonly horizon: (days: string) => string
  readonly noTerm: string
  readonly fromCollection: (days: string) => string
}

export interface AccessWords {
  readonly title: string
  readonly lead: string
  readonly role: string
  readonly purpose: string
  readonly operations: string
  readonly fields: string
  readonly allFields: (count: number) => string
  readonly noFields: string
  readonly nothing: string
  readonly matrix: string
  readonly item: string
  /** Says what the letters in the cells are. */
  readonly legend: string
}

export interface ConsentWords {
  readonly title: (heading: string) => string
  readonly sign: string
  readonly tick: string
  readonly hash: string
  readonly item: (item: ConsentText['terms'][number]['item']) => string
}

export interface NoticeWords {
  readonly title: (form: string) => string
  readonly lead: string
  readonly asked: string
  readonly item: string
  readonly why: string
  readonly need: string
  readonly required: string
  readonly optional: string
  readonly purposes: string
  readonly purpose: string
  readonly ground: string
  readonly term: string
  readonly byTick: string
  readonly byLaw: string
  readonly recipients: string
  readonly recipientsOnlyNamed: string
  readonly recipientsNone: string
  readonly rights: string
  readonly right: string
  readonly period: string
  readonly contacts: string
  readonly withdraw: string
  readonly complaint: string
  readonly policy: string
  readonly storage: string
  readonly automated: string
}
