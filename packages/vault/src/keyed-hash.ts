/**
 * Keyed hashes that stand in the database instead of a value.
 *
 * `blindIndex` finds a subject by IIN, phone or e-mail without storing them: equal values of a kind
 * give equal indexes, and without the key nothing can be tried (there are only some 10^8 IINs, so a
 * hash without a key would hide nothing). `secretHash` keeps one-time codes, session tokens, API
 * keys and bodies of repeated calls. Law: 94-V art. 22.
 * They leak equality, and when a row was made. Normalising is the caller's work, before this.
 */
import { type KeyObject } from 'node:crypto'
import { hmacSha256 } from './derive.ts'
import { framed } from './framed.ts'
import { Keyring } from './keyring.ts'

const INDEX_BYTES = 16

/** What a value is found by: 16 bytes. `kind` separates the fields: a phone never meets an IIN. */
export function blindIndex(keyring: Keyring, kind: string, normalised: string): Uint8Array {
  return indexUnder(Keyring.secretsOf(keyring).indexes[0], kind, normalised)
}

export interface VersionedIndex {
  readonly version: number
  readonly index: Uint8Array
}

/** What a value is written under: one index for each key of the keyring, the one it is found by first. */
export function blindIndexes(
  keyring: Keyring,
  kind: string,
  normalised: string,
): readonly VersionedIndex[] {
  return Keyring.secretsOf(keyring).indexes.map((key, place) => ({
    version: keyring.indexFoundBy + place,
    index: indexUnder(key, kind, normalised),
  }))
}

function indexUnder(key: KeyObject | undefined, kind: string, normalised: string): Uint8Array {
  if (key === undefined) throw new Error('a keyring without an index key')
  return plain(hmacSha256(key, framed('kelisim/index/v1', kind, normalised)), INDEX_BYTES)
}

/**
 * 32 bytes. `purpose` separates the uses: a session token never meets a one-time code.
 * Unlike elsewhere ill-formed text is taken (as U+FFFD): it comes from outside and matches nothing.
 */
export function secretHash(
  keyring: Keyring,
  purpose: string,
  value: string | Uint8Array,
): Uint8Array {
  const { pepper } = Keyring.secretsOf(keyring)
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return plain(hmacSha256(pepper, framed('kelisim/secret/v1', purpose, bytes)), 32)
}

function plain(hash: Uint8Array, bytes: number): Uint8Array {
  return Uint8Array.from(hash.subarray(0, bytes))
}
