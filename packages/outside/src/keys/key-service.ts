/**
 * Who holds the key under which the operator's keys lie, and what must such a holder be able to do?
 *
 * A key service wraps the 32-byte root of the key file (`enveloped-keyring.ts` of the vault). It is asked when a
 * process starts, when the file changes, and at a rotation; never for a person. This is also the slot for a
 * certified Kazakh tool: whoever implements `KeyService` and passes the conformance suite
 * (`conformance.test-data.ts`) can be the holder; what each method owes is said here (docs/runbooks/keys.md).
 *
 * Failure is refusal: every fault is a `KeyServiceError` with a word for it, and nobody falls back to another
 * service. No message carries an address, a token, a key or an answer (I11).
 * Law: 94-V art. 18, 22. Requirements. Invariants I5, I11.
 */
export const KEY_SERVICE_FAULTS = [
  /** No answer in time, no connection, or an error on its side: may pass. */
  'away',
  /** It asks for patience: too many calls, or a node that has not caught up. May pass. */
  'busy',
  /** Sealed, not set up, or a standby only. */
  'not_serving',
  /** The token, role or signature is not accepted, or may not do this. */
  'forbidden',
  /** No such key there. */
  'unknown_key',
  /** The wrapping was altered, made by another key, or made for another operator. */
  'not_authentic',
  /** The version that wrapped this, or the key, was destroyed or switched off. */
  'destroyed',
  /** It answered what its protocol does not know. */
  'malformed',
  /** Earlier calls failed again and again; nothing is asked until the pause is over. */
  'resting',
] as const

export type KeyServiceFault = (typeof KEY_SERVICE_FAULTS)[number]

export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError'
  readonly service: string
  readonly fault: KeyServiceFault

  constructor(service: string, fault: KeyServiceFault) {
    super(`the key service ${service} did not do it: ${fault}`)
    this.service = service
    this.fault = fault
  }
}

/** What must be the same at unwrapping as it was at wrapping. */
export interface KeyPlace {
  /** BIN of the operator whose keyring it is. */
  readonly operator: string
}

/** When does something that was to be forgotten really open nowhere, copies of the key file included? */
export interface DestructionHorizon {
  /**
   * What an old copy of the key file is worth after a rotation. `nothing`: the service has destroyed the version
   * that wrapped it. `opens`: it opens for as long as it is kept, and the service lives.
   */
  readonly oldCopies: 'nothing' | 'opens'
  /** Days from the order to destroy the service's key itself until nobody can take it back. */
  readonly keyDays: { readonly min: number; readonly max: number }
}

export interface KeyServiceStatus {
  readonly version: string
  /** The oldest version that still unwraps; undefined when the service does not say. */
  readonly oldest: string | undefined
  readonly usable: boolean
}

export interface KeyService {
  /** A word for it in the key file, in settings and on screens: `transit`, `aws-kms`. */
  readonly kind: string
  /** Where and which key, for the officer; never a secret. */
  readonly address: string
  readonly horizon: DestructionHorizon
  /** Under the newest version. Twice the same root gives two wrappings. */
  wrap(place: KeyPlace, root: Uint8Array): Promise<Uint8Array>
  /** Exactly what was wrapped, or a fault; never other bytes. */
  unwrap(place: KeyPlace, wrapped: Uint8Array): Promise<Uint8Array>
  /** A new version wraps from now on; what was wrapped before still opens. */
  renew(): Promise<void>
  /**
   * After this nothing opens that was wrapped under an older version than `wrapped`. A service that cannot do so
   * says it in its horizon, and does nothing here.
   */
  destroyOlder(wrapped: Uint8Array): Promise<void>
  status(): Promise<KeyServiceStatus>
}
