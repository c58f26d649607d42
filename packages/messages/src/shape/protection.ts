/**
 * What the house found when it looked at its own protection; `todo` stands where something must be done.
 *
 * Law: 94-V art. 12(2), 20(2), 22(1). Requirement: R-30. `*…*` marks the figure a sentence is about.
 */
import type { ProtectionCheck, ProtectionFound } from '@kelisim/terms'

export interface ProtectionMessages {
  readonly title: string
  readonly holds: string
  readonly fails: (count: number) => string
  readonly note: string
  readonly heading: string
  readonly check: string
  readonly state: string
  readonly states: Readonly<Record<'holds' | 'exempt' | 'fails' | 'unknown', string>>
  readonly law: string
  readonly what: string
  readonly looked: (at: string) => string
  readonly never: string
  readonly checks: Readonly<Record<ProtectionCheck, string>>
  readonly found: Readonly<
    Record<ProtectionFound, { readonly said: string; readonly todo?: string }>
  >
}
