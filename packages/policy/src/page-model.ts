/**
 * The public page of the policy as a value: what a screen gets to draw, in one language.
 *
 * Requirements. Made by `page.ts`.
 */
import type { Language, Operation } from '@kelisim/terms'
import type {
  Agreement,
  Clause,
  Deadline,
  Field,
  Ground,
  Policy,
  Purpose,
  Recipient,
} from './model.ts'

export interface PolicyPage {
  readonly language: Language
  readonly title: string
  readonly version: PageVersion
  readonly operator: PageOperator
  readonly responsible: { readonly phone: string; readonly email: string }
  readonly chapters: readonly PageChapter[]
  readonly purposes: readonly PagePurpose[]
  readonly grounds: readonly PageGround[]
  readonly data: { readonly count: number; readonly boxes: readonly PageBox[] }
  readonly specialCategories: readonly PageSpecial[]
  readonly subjectCategories: readonly PageCategory[]
  readonly operations: readonly PageOperation[]
  readonly recipients: readonly PageRecipient[]
  readonly terms: readonly PageTerm[]
  readonly rights: readonly PageRight[]
  readonly deadlines: readonly PageDeadline[]
  readonly roles: readonly PageRole[]
  readonly law: readonly PageAct[]
}

export interface PageVersion {
  readonly id: string
  readonly number: number
  readonly effectiveFrom: string
  readonly hash: string
  readonly approval: Policy['approval']
  readonly demo: boolean
}

export interface PageOperator {
  readonly name: string
  readonly bin: string
  readonly address: string
  readonly brand: string
  readonly site: string
}

export interface PageChapter {
  readonly number: string
  readonly title: string
  readonly clauses: readonly PageClause[]
}

export interface PageClause {
  readonly id: string
  readonly text: string
  readonly treatment: Clause['treatment']
  readonly oddities: readonly string[]
  readonly reason?: string
  readonly requirements: readonly string[]
  readonly legal: readonly string[]
}

export interface PagePurpose {
  readonly id: string
  readonly clause: string
  readonly requirement: string
  readonly title: string
  readonly inConsent: string
  readonly ground: Ground
  readonly legal: readonly string[]
  readonly channels: readonly string[]
  readonly depersonalisedOnly: boolean
  readonly clientsOnly: boolean
  readonly fields: readonly string[]
}

export interface PageGround {
  readonly ground: Ground
  readonly purposes: readonly string[]
  readonly legal: readonly string[]
}

export interface PageBox {
  readonly id: string
  readonly title: string
  readonly fields: readonly PageField[]
}

export interface PageField {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly sourceKk: string
  readonly class: Field['class']
  readonly default: Field['default']
  readonly purposes: readonly string[]
  readonly why: string
  readonly options: readonly { readonly code: string; readonly title: string }[]
  readonly requiredToApply: boolean
  readonly recipients: readonly string[]
}

export interface PageSpecial {
  readonly id: string
  readonly title: string
  readonly legal: string
}

export interface PageCategory {
  readonly id: string
  readonly clause: string
  readonly requirement: string
  readonly title: string
}

export interface PageOperation {
  readonly id: Operation
  readonly number: string
  readonly title: string
  readonly legal: readonly string[]
}

export interface PageRecipient {
  readonly id: string
  readonly name: string
  readonly legalName: string
  readonly bin: string
  readonly kind: Recipient['kind']
  readonly licence: Recipient['licence']
  readonly agreement?: Agreement
}

export interface PageTerm {
  readonly purpose: string
  readonly title: string
  readonly consentDays: number
  readonly retentionDays: number
  readonly onEnd: Purpose['onEnd']
}

export interface PageDeadline {
  readonly id: string
  readonly duty: string
  readonly days?: number
  readonly unit?: 'working_day' | 'calendar_day'
  readonly strict: boolean
  readonly legal: string
  readonly confidence: Deadline['confidence']
}

export interface PageRight {
  readonly id: string
  readonly clause: string
  readonly requirement: string
  readonly title: string
  readonly legal: readonly string[]
  readonly deadline?: PageDeadline
}

export interface PageRole {
  readonly id: string
  readonly title: string
  readonly clause: string
  readonly purposes: readonly string[]
}

export interface PageAct {
  readonly id: string
  readonly title: string
  readonly articles: readonly {
    readonly id: string
    readonly article: string
    readonly title: string
    readonly redaction: string
    readonly status: 'in_force' | 'superseded'
  }[]
}
