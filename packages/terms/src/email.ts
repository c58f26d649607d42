/**
 * Is this an address of e-mail that we can write to?
 *
 * The dot-atom form of RFC 5321 in ASCII: no quotes, no comments, no look-alike letters. The domain is
 * lowered, the local part kept as written. Whether it is the person's is shown by a link sent there.
 * Requirements: R-33, D-19.
 */
export type Email =
  | { readonly valid: true; readonly value: string }
  | { readonly valid: false; readonly reason: 'format' | 'length' }

/** RFC 5321 4.5.3.1: octets of a path without its brackets, and of the local part. */
export const EMAIL_MAX = 254
const LOCAL_MAX = 64

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const ADDRESS = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${LABEL}$`)

export function normaliseEmail(text: string): Email {
  const value = text.trim()
  const at = value.lastIndexOf('@')
  if (value.length > EMAIL_MAX || at > LOCAL_MAX) return { valid: false, reason: 'length' }
  if (!ADDRESS.test(value)) return { valid: false, reason: 'format' }
  return { valid: true, value: `${value.slice(0, at)}@${value.slice(at + 1).toLowerCase()}` }
}
