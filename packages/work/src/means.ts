/**
 * What use cases need from the world, as one plain value; tests pass their own.
 */
import type { LenderEndpoint, LenderKey, Mail, Sms } from '@kelisim/outside'
import type { ConsentText, Policy, Tables } from '@kelisim/policy'
import type { Log, Store } from '@kelisim/store'
import type { Fault, Language, Moment, Refusal } from '@kelisim/terms'
import type { Random } from '@kelisim/vault'
import type { Protection } from './protection.ts'

export interface LenderAccess {
  readonly endpoint: LenderEndpoint
  /** Signs what we send and verifies what they send. */
  readonly key: LenderKey
  /** Keys that were exchanged for others: whoever still signs with one is refused, and watched. */
  readonly retired?: readonly string[]
}

/** Every secret that tells who calls. */
export function secretsOf(
  access: LenderAccess | undefined,
): readonly { readonly secret: string; readonly isRetired: boolean }[] {
  if (access === undefined) return []
  const { key, retired = [] } = access
  const current = typeof key === 'string' ? [key] : key
  return [
    ...current.map((secret) => ({ secret, isRetired: false })),
    ...retired.map((secret) => ({ secret, isRetired: true })),
  ]
}

export interface Means {
  readonly now: () => Moment
  readonly random: Random
  readonly store: Store
  /** The version in force at the moment it is read; what a unit decides under is `unit.policy`. */
  readonly policy: Policy
  readonly tables: Tables
  readonly consentTexts: (language: Language) => readonly ConsentText[]
  readonly policyFolder: PolicyFolder
  readonly log: Log
  /** Who closes the key file now; each destruction tells on whom its horizon rests. */
  readonly keyHolder: () => KeyHolder
  /** What the last look at the house's own protection found. */
  readonly protection: Protection
  readonly sms: Sms
  /** Absent: this house writes no letters, and no mailing goes by e-mail. */
  readonly mail?: Mail
  /** Destroys messages kept on this side whose number the test recognises. */
  readonly forgetMessages: (isTheirs: (phone: string) => boolean) => void
  /** `code` is empty for a message that has none. */
  readonly smsText: (code: string, language: Language, why: SmsWhy) => string
  /** By recipient id; a recipient without an entry cannot be reached. */
  readonly lenders: ReadonlyMap<string, LenderAccess>
  /** Hosts that may be called at all; anything else throws before a socket opens. */
  readonly allowedHosts: readonly string[]
  /** Where the outside reaches us, without a final slash. */
  readonly publicUrl: string
}

export type SmsWhy = 'phone' | 'login' | 'destroyed' | 'partly_destroyed'

/** Words and days only: no address, no secret. */
export interface KeyHolder {
  readonly holder: string
  /** What an old copy of the key file is worth after a rotation. */
  readonly oldCopies: 'nothing' | 'opens'
  /** Days until the order to destroy the holder's own key cannot be taken back. */
  readonly keyDaysMax: number
}

/** The folder of `KELISIM_POLICY`: people and the editor write it, the database says what is in force. */
export interface PolicyFolder {
  readonly read: () => Promise<ReadonlyMap<string, string>>
  /** The whole folder becomes these files; false, and nothing changed, where it may not be written. */
  readonly write: (files: ReadonlyMap<string, string>) => Promise<boolean>
}

/** The answer of a use case: done, refused with a code, or faults of the input. */
export type Answer<T> = ({ readonly effect: 'done' } & T) | Refusal | Invalid

export interface Invalid {
  readonly effect: 'invalid'
  readonly faults: readonly Fault[]
}

export function invalid(pointer: string, code: string): Invalid {
  return { effect: 'invalid', faults: [{ pointer, code }] }
}

/** Times a lender may take to answer one post; later is `unknown`. */
export const POST_MS_MAX = 2_000
