/**
 * A box: the values of one category of one subject, sealed at one place.
 *
 *   alg(1) ‖ keyVersion(2) ‖ nonce(24) ‖ commitment(16) ‖ ciphertext ‖ tag(16)
 *
 * Guarantees (I4): a box opens only under its subject's key at its own operator, subject, box name,
 * version and key version; anything else, and any altered bit, gives undefined. It does not notice
 * that an older box of the same place with the same version was put back: versions never repeat,
 * and the ledger knows the commitment of the newest.
 *
 * Law: 94-V art. 21, 23 (data in digital objects are protected by enciphering). Requirement: R-37.
 */
import type { SubjectId } from '@kelisim/terms'
import { framed } from './framed.ts'
import { BOX_PLAINTEXT_BYTES_MAX } from './limits.ts'
import type { Random } from './random.ts'
import { openRecord, RECORD_OVERHEAD_BYTES, sealRecord } from './record.ts'
import { SubjectKey } from './subject-key.ts'

/** Where a box stands. All of it is authenticated with the content. */
export interface BoxPlace {
  readonly operator: string
  readonly subject: SubjectId
  readonly box: string
  readonly version: number
  readonly keyVersion: number
}

/** The slot for another algorithm, e.g. a certified tool of the state: one byte says which. */
const ALGORITHM = 1
const HEAD_BYTES = 3

export function sealBox(
  key: SubjectKey,
  place: BoxPlace,
  plaintext: Uint8Array,
  random: Random,
): Uint8Array {
  if (place.keyVersion !== key.keyVersion) throw new Error('the place names another key version')
  if (key.isBlocked) throw new Error('the key of blocked data seals nothing')
  if (plaintext.length > BOX_PLAINTEXT_BYTES_MAX) throw new Error('too much for one box')
  return sealRecord(SubjectKey.recordsOf(key), head(key), frameOf(place), plaintext, random)
}

/** The content, or undefined when the box is not authentic here: wrong key, place or version, altered, or blocked. */
export function openBox(key: SubjectKey, place: BoxPlace, box: Uint8Array): Uint8Array | undefined {
  if (place.keyVersion !== key.keyVersion || SubjectKey.isWiped(key)) return undefined
  if (key.isBlocked) return undefined
  if (box.length > HEAD_BYTES + RECORD_OVERHEAD_BYTES + BOX_PLAINTEXT_BYTES_MAX) return undefined
  if (!hasHead(key, box)) return undefined
  return openRecord(SubjectKey.recordsOf(key), frameOf(place), box.subarray(HEAD_BYTES))
}

function head(key: SubjectKey): Uint8Array {
  return Uint8Array.of(ALGORITHM, key.keyVersion >> 8, key.keyVersion & 0xff)
}

/** Called for every box that is opened: compares without making the head. */
function hasHead({ keyVersion }: SubjectKey, box: Uint8Array): boolean {
  return box[0] === ALGORITHM && box[1] === keyVersion >> 8 && box[2] === (keyVersion & 0xff)
}

function frameOf(place: BoxPlace): Uint8Array {
  const { operator, subject, box, version, keyVersion } = place
  return framed('kelisim/box/v1', operator, subject, box, version, keyVersion)
}
