/**
 * Did this house record an action, or did somebody put it into the database?
 *
 *   seal = HMAC-SHA256(action key, id, kind, moment, handle, entry), the first 16 bytes
 *   action key = HKDF-SHA256(seed of the log, "kelisim action key"): it lives as long as the log
 *
 * Guarantees: without the key file nobody makes an action that fits, and none can be changed in its row. It does not
 * notice an action that is gone, nor one that is put in twice: whoever recorded it does, and its id.
 *
 * Law: 94-V art. 22(1)(5). Requirements. Invariants I3, I7.
 */
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { hkdfSha256, keyFrom } from './derive.ts'
import { KEY_BYTES, Keyring } from './keyring.ts'

/** An action as its row tells it; `entry` are the bytes that the ledger hashes. */
export interface RecordedAction {
  readonly id: string
  readonly kind: string
  readonly at: number
  readonly handle: string | null | undefined
  readonly entry: Uint8Array
}

const SEAL_BYTES = 16
const INFO = Buffer.from('kelisim action key')
const NO_SALT = new Uint8Array(0)
const keys = new WeakMap<Keyring, KeyObject>()

export function sealAction(keyring: Keyring, action: RecordedAction): Uint8Array {
  const { id, kind, at, handle, entry } = action
  // None of the words has a line break in it, and the entry is last: two actions never give the same bytes.
  const words = `kelisim/action/v1\n${id}\n${kind}\n${at}\n${handle ?? ''}\n`
  return createHmac('sha256', keyOf(keyring))
    .update(words)
    .update(entry)
    .digest()
    .subarray(0, SEAL_BYTES)
}

export function isSealedAction(
  keyring: Keyring,
  action: RecordedAction,
  seal: Uint8Array,
): boolean {
  return seal.length === SEAL_BYTES && timingSafeEqual(sealAction(keyring, action), seal)
}

function keyOf(keyring: Keyring): KeyObject {
  const known = keys.get(keyring)
  if (known !== undefined) return known
  const secret = hkdfSha256(Keyring.secretsOf(keyring).logSeed, NO_SALT, INFO, KEY_BYTES)
  const made = keyFrom(secret)
  keys.set(keyring, made)
  return made
}
