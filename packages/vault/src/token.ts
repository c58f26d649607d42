/**
 * A token: data that the browser keeps for us, unreadable and unalterable there.
 *
 * Before consent the operator keeps nothing (94-V art. 7(1)): the draft of an application and the
 * verified phone live with the person. A token opens for its own operator and purpose only, until
 * its own moment, and is one exact text: no other spelling of the same bytes is accepted.
 * It can be used again until it expires: using it once is the caller's rule.
 *
 *   base64url( format(1) ‖ expiresAt(8) ‖ nonce(24) ‖ commitment(16) ‖ ciphertext ‖ tag(16) )
 */
import { type Moment, moment } from '@kelisim/terms'
import { framed } from './framed.ts'
import { Keyring } from './keyring.ts'
import { TOKEN_PLAINTEXT_BYTES_MAX } from './limits.ts'
import type { Random } from './random.ts'
import { openRecord, RECORD_OVERHEAD_BYTES, sealRecord } from './record.ts'

const FORMAT = 1
const HEAD_BYTES = 9
const TOKEN_BYTES_MIN = HEAD_BYTES + RECORD_OVERHEAD_BYTES
const TOKEN_CHARACTERS_MAX = Math.ceil(((TOKEN_BYTES_MIN + TOKEN_PLAINTEXT_BYTES_MAX) * 4) / 3)

export function sealToken(
  keyring: Keyring,
  purpose: string,
  expiresAt: Moment,
  bytes: Uint8Array,
  random: Random,
): string {
  if (bytes.length > TOKEN_PLAINTEXT_BYTES_MAX) throw new Error('too much for one token')
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt8(FORMAT)
  head.writeBigUInt64BE(BigInt(expiresAt), 1)
  const { token } = Keyring.secretsOf(keyring)
  const sealed = sealRecord(token, head, frameOf(keyring, purpose, expiresAt), bytes, random)
  return Buffer.from(sealed.buffer).toString('base64url')
}

/** The content, or undefined when the token is not authentic for this purpose, or its moment has come. */
export function openToken(
  keyring: Keyring,
  purpose: string,
  now: Moment,
  token: string,
): { readonly bytes: Uint8Array; readonly expiresAt: Moment } | undefined {
  if (token.length > TOKEN_CHARACTERS_MAX) return undefined
  const sealed = Buffer.from(token, 'base64url')
  // Node ignores foreign characters and left-over bits; a token has one spelling.
  if (sealed.toString('base64url') !== token) return undefined
  if (sealed.length < TOKEN_BYTES_MIN || sealed[0] !== FORMAT) return undefined
  const claimed = Number(sealed.readBigUInt64BE(1))
  if (!Number.isSafeInteger(claimed) || now >= claimed) return undefined
  const expiresAt = moment(claimed)
  const frame = frameOf(keyring, purpose, expiresAt)
  const bytes = openRecord(Keyring.secretsOf(keyring).token, frame, sealed.subarray(HEAD_BYTES))
  return bytes === undefined ? undefined : { bytes, expiresAt }
}

function frameOf(keyring: Keyring, purpose: string, expiresAt: Moment): Uint8Array {
  return framed('kelisim/token/v1', keyring.operator, purpose, expiresAt)
}
