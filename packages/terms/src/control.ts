/**
 * Which controls protect the data, and which place of the standards does each answer?
 *
 * ISO/IEC 27001:2022, Annex A, and ISO/IEC 27701:2019, Annex A (controllers); an edition of the national ST RK ISO/IEC that
 * adopts them has the same numbers. `serves` is the requirement whose clause of the policy orders the control: another
 * operator's policy has another clause for it.
 *
 * Law: 94-V art. 22(1), 25(2)(2). Requirement: R-73. Says nothing of how well a control works: that is each review's word.
 */
export const CONTROLS = {
  access: { serves: 'R-84', iso27001: ['A.5.15', 'A.5.18', 'A.8.3'], iso27701: [] },
  sign_in: { serves: 'R-84', iso27001: ['A.5.16', 'A.5.17', 'A.8.5'], iso27701: [] },
  confidentiality: { serves: 'R-70', iso27001: ['A.6.3', 'A.6.6'], iso27701: [] },
  consent: { serves: 'R-55', iso27001: ['A.5.34'], iso27701: ['A.7.2.3', 'A.7.2.4', 'A.7.3.4'] },
  rights: { serves: 'R-38', iso27001: ['A.5.34'], iso27701: ['A.7.3.6', 'A.7.3.8', 'A.7.3.9'] },
  minimum: { serves: 'R-54', iso27001: ['A.5.34'], iso27701: ['A.7.4.1', 'A.7.4.2'] },
  recipients: { serves: 'R-58', iso27001: ['A.5.19', 'A.5.20'], iso27701: ['A.7.5.3', 'A.7.5.4'] },
  encryption: { serves: 'R-78', iso27001: ['A.8.24'], iso27701: [] },
  ledger: { serves: 'R-85', iso27001: ['A.5.33', 'A.8.15', 'A.8.17'], iso27701: ['A.7.2.8'] },
  watch: { serves: 'R-82', iso27001: ['A.8.16'], iso27701: [] },
  incidents: { serves: 'R-82', iso27001: ['A.5.24', 'A.5.26', 'A.5.27'], iso27701: [] },
  backups: { serves: 'R-83', iso27001: ['A.5.30', 'A.8.13'], iso27701: [] },
  media: { serves: 'R-81', iso27001: ['A.7.10', 'A.7.14'], iso27701: ['A.7.4.8'] },
  terms: { serves: 'R-65', iso27001: ['A.8.10'], iso27701: ['A.7.4.5', 'A.7.4.7'] },
  masking: { serves: 'R-68', iso27001: ['A.8.11', 'A.8.12'], iso27701: [] },
  changes: { serves: 'R-74', iso27001: ['A.8.8', 'A.8.25', 'A.8.32'], iso27701: [] },
  place: { serves: 'L-6', iso27001: ['A.5.31'], iso27701: ['A.7.5.1', 'A.7.5.2'] },
  audit: { serves: 'R-75', iso27001: ['A.5.35', 'A.5.36'], iso27701: ['A.7.2.5'] },
} as const satisfies Record<
  string,
  {
    readonly serves: string
    readonly iso27001: readonly string[]
    readonly iso27701: readonly string[]
  }
>
export type Control = keyof typeof CONTROLS

export const REVIEWED = ['stands', 'improved', 'gap'] as const
export type Reviewed = (typeof REVIEWED)[number]

/** Twelve months: what was reviewed longer ago, or never, is a finding. */
export const CONTROL_REVIEW_DAYS = 365

/** In the order of the table. */
export const CONTROL_NAMES: readonly Control[] = Object.keys(CONTROLS).filter(isControl)

export function isControl(value: string): value is Control {
  return Object.hasOwn(CONTROLS, value)
}
