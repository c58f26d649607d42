/**
 * What must be said where a person blocks their data or has a value corrected: the shape each language fills.
 *
 * `due` is a whole phrase (`by 24 November 2026`); organisations come in their quotation marks; titles of
 * fields come from the policy.
 *
 * Law: 94-V art. 1(3), 24(1)(2), 24(1)(3), 25(2)(8). Requirements.
 */
/** Why a demand is made, as the law's six grounds. */
import type { EmptyList } from './empty-list.ts'

export const DEMAND_GROUNDS = [
  'incomplete',
  'outdated',
  'inaccurate',
  'unlawful',
  'not_needed',
  'other_purpose',
] as const
export type DemandGroundSaid = (typeof DEMAND_GROUNDS)[number]

export interface RightsMessages {
  readonly ground: Readonly<Record<DemandGroundSaid, string>>
  readonly block: {
    readonly menu: string
    /** Among the ways open to the person: a deed. */
    readonly way: string
    readonly question: string
    readonly stopsNow: string
    readonly stops: readonly string[]
    /** A transfer that waits in our queue. */
    readonly stopsTransfer: (recipient: string) => string
    readonly stays: string
    readonly goesOn: readonly string[]
    readonly told: string
    readonly toldBy: (recipient: string, due: string) => string
    readonly nobodyTold: string
    readonly clocks: string
    readonly clockBlock: (due: string) => string
    readonly clockUnblock: string
    readonly groundLabel: string
    readonly groundHint: string
    readonly groundNone: string
    readonly yes: string
    readonly no: string
    readonly why: string
    readonly banner: (since: string) => string
    readonly bannerLink: string
    readonly blocked: string
    readonly since: (at: string) => string
    readonly groundSaid: string
    readonly byOfficer: string
    readonly unblockQuestion: string
    readonly returns: string
    readonly returnsAll: string
    readonly returnsTransfer: (recipient: string) => string
    readonly unblock: string
    readonly stay: string
    readonly copy: Readonly<Record<'block' | 'unblock' | 'corrected', CopySaid>>
  }
  readonly give: {
    readonly heading: string
    readonly lead: string
    readonly text: string
    readonly otherwise: string
    readonly give: string
    readonly giveNamed: (heading: string) => string
  }
  readonly desk: RequestsDeskMessages
  readonly correct: {
    readonly link: string
    readonly linkNamed: (field: string) => string
    readonly question: (field: string) => string
    readonly now: string
    readonly fresh: string
    readonly atOnce: string
    readonly byProof: (due: string) => string
    readonly toldHeading: string
    readonly toldOf: (recipient: string) => string
    readonly nobodyTold: string
    readonly forgotten: string
    readonly save: string
    readonly ask: string
    readonly cancel: string
    readonly same: string
    readonly why: string
    readonly done: (field: string) => string
    readonly asked: (field: string, due: string) => string
    readonly open: string
    readonly requests: string
    readonly requestOf: (field: string) => string
    readonly state: Readonly<Record<'open' | 'done' | 'refused', string>>
    readonly receivedAt: string
    readonly due: string
    readonly decidedAt: string
    readonly refusedBecause: string
    readonly refusal: Readonly<Record<CorrectionRefusal, string>>
  }
}

/** At the desk: what people demanded, by when, and the decision. */
export interface RequestsDeskMessages {
  readonly title: string
  readonly sentence: (open: number) => string
  readonly note: string
  readonly none: EmptyList
  readonly what: string
  readonly whose: string
  readonly receivedAt: string
  readonly due: string
  readonly state: string
  readonly correct: (field: string) => string
  readonly block: string
  readonly openRequest: string
  readonly compare: string
  readonly compareNote: string
  readonly held: string
  readonly wanted: string
  readonly evidence: string
  readonly evidenceChoose: string
  readonly evidenceNote: string
  readonly evidenceMissing: string
  readonly kind: Readonly<Record<EvidenceSaid, string>>
  readonly confirm: string
  readonly refuseGround: string
  readonly refuseMissing: string
  readonly refuse: string
  readonly blockGround: string
  readonly noGround: string
  readonly unblock: string
  readonly unblockNote: (due: string) => string
  readonly decided: string
  readonly back: string
}

export const EVIDENCE = [
  'identity_card',
  'passport',
  'residence_permit',
  'digital_document',
  'bank_letter',
  'other_document',
] as const
export type EvidenceSaid = (typeof EVIDENCE)[number]

/** How a recipient stands to a notice about its copy. */
export interface CopySaid {
  readonly waits: (due: string) => string
  readonly done: (at: string) => string
}

/** Why the person responsible says no to a correction. */
export const CORRECTION_REFUSALS = ['no_proof', 'proof_disagrees', 'identity_conflict'] as const
export type CorrectionRefusal = (typeof CORRECTION_REFUSALS)[number]
