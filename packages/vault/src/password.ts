/**
 * A staff member's password as it is stored: argon2id in the usual text form.
 *
 *   $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>
 *
 * 19 MiB and two passes are OWASP's minimum for a server: about 30 ms, so that ten people may log in
 * at once on a small machine; the second factor and the limit of attempts carry the rest.
 * Passwords are compared after Unicode normalisation (NFKC), so that keyboards agree.
 */
import { timingSafeEqual } from 'node:crypto'
import { PASSWORD_BYTES_MAX } from './limits.ts'
import { type Random, take } from './random.ts'
import { type Cost, isCostLawful, slowHash } from './slow-hash.ts'

const COST: Cost = { memoryKib: 19_456, passes: 2, lanes: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Salt of 16 bytes is 22 characters, hash of 32 bytes is 43. */
const STORED =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

export function hashPassword(password: string, random: Random): string {
  const secret = secretOf(password)
  if (secret === undefined) throw new Error('a password has 1 to 1024 bytes')
  const salt = take(random, SALT_BYTES)
  const hash = slowHash(secret, salt, COST, HASH_BYTES)
  const { memoryKib, passes, lanes } = COST
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${text(salt)}$${text(hash)}`
}

/** Whether it is that password; false also when the stored text is not one of ours. */
export function verifyPassword(password: string, stored: string): boolean {
  const secret = secretOf(password)
  const [, memory, passes, lanes, salt, hash] = STORED.exec(stored) ?? []
  if (secret === undefined || salt === undefined || hash === undefined) return false
  const cost = { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  if (!isCostLawful(cost)) return false
  const expected = slowHash(secret, Buffer.from(salt, 'base64'), cost, HASH_BYTES)
  return timingSafeEqual(expected, Buffer.from(hash, 'base64'))
}

function secretOf(password: string): Uint8Array | undefined {
  if (password.length > PASSWORD_BYTES_MAX) return undefined
  const secret = Buffer.from(password.normalize('NFKC'))
  return secret.length === 0 || secret.length > PASSWORD_BYTES_MAX ? undefined : secret
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}
