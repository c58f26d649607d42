/**
 * Keys of subjects in use: unwrapped once, kept for a minute, forgotten at destruction.
 *
 * A key in memory opens nothing by itself: the box must still stand in the database and the rules
 * must still permit. The limits keep a busy process from holding every key it ever saw.
 */
import type { Moment, SubjectId } from '@kelisim/terms'
import { type Keyring, type SubjectKey, unwrapSubjectKey, wipeSubjectKey } from '@kelisim/vault'
import { bytesOf } from './cell.ts'

const KEYS_MAX = 50_000
const KEPT_MS = 60_000

export interface WrappedKey {
  readonly keyVersion: number
  readonly epoch: number
  readonly wrapped: Uint8Array
}

export class KeyCache {
  readonly #keyring: () => Keyring
  readonly #now: () => Moment
  readonly renew: () => Promise<void>
  #current: Keyring
  readonly #keys = new Map<
    SubjectId,
    { readonly key: SubjectKey; readonly until: number; readonly wrapped: string }
  >()

  constructor(keyring: () => Keyring, now: () => Moment, renew: () => Promise<void>) {
    this.#keyring = keyring
    this.renew = renew
    this.#current = keyring()
    this.#now = now
  }

  get keyring(): Keyring {
    return this.#keyring()
  }

  /** False when another process has rotated the keys, and this one has not heard of it yet. */
  knows(epoch: number): boolean {
    return this.#keyring().epochs.some((known) => known.epoch === epoch)
  }

  /** The subject's key; undefined when no keyring can unwrap it: altered, moved or destroyed. */
  unwrap(subject: SubjectId, { wrapped, ...place }: WrappedKey): SubjectKey | undefined {
    return this.unwrapText(subject, place, `\\x${Buffer.from(wrapped).toString('hex')}`)
  }

  /** The same with the wrapping as the database writes it: in most cases it need not be read. */
  unwrapText(
    subject: SubjectId,
    place: Omit<WrappedKey, 'wrapped'>,
    mark: string,
  ): SubjectKey | undefined {
    this.#followRotation()
    const known = this.#keys.get(subject)
    if (known !== undefined && known.until > this.#now() && known.wrapped === mark) return known.key
    const key = unwrapSubjectKey(this.#keyring(), subject, { ...place, wrapped: bytesOf(mark) })
    if (key !== undefined) this.keep(subject, key, mark)
    return key
  }

  /** Another keyring may have forgotten an epoch: what the old one opened must be opened anew. */
  #followRotation(): void {
    const keyring = this.#keyring()
    if (keyring === this.#current) return
    this.#current = keyring
    this.#keys.clear()
  }

  /** After the commit of a destruction, when nobody holds the person's row any more. */
  forget(subject: SubjectId): void {
    const known = this.#keys.get(subject)
    if (known !== undefined) wipeSubjectKey(known.key)
    this.#keys.delete(subject)
  }

  keep(subject: SubjectId, key: SubjectKey, mark: string): void {
    this.#keys.delete(subject)
    // Insertion order is age: what is over stands first, and the oldest goes when there are too many.
    for (const [oldest, { until }] of this.#keys) {
      if (until > this.#now() && this.#keys.size < KEYS_MAX) break
      this.#keys.delete(oldest)
    }
    this.#keys.set(subject, { key, until: this.#now() + KEPT_MS, wrapped: mark })
  }
}
