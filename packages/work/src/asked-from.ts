/**
 * Where does a call come from, as coarsely as a limit needs it?
 *
 * The first 24 bits of an IPv4 address, the first 48 of an IPv6 one: what one access point or one household has in
 * common. It goes no further than a keyed hash that lives an hour. Requirements: R-39. Invariant I11.
 */
import { isIPv4, isIPv6 } from 'node:net'

/** A call inside the program has no place: a demo person, a replay of rows. */
export interface AskedFrom {
  readonly network?: string | undefined
  /** The code that this same browser asked for before; the new one takes its place. */
  readonly instead?: string | undefined
}

const GROUPS = 8
const GROUPS_KEPT = 3

/**
 * undefined for the machine itself and for what is no address: a proxy beside the program that does not say whom
 * it speaks for would else make one network of all people, and lock them out together.
 */
export function networkOf(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (plain === '::1' || plain.startsWith('127.')) return undefined
  if (isIPv4(plain)) return `${plain.split('.').slice(0, GROUPS_KEPT).join('.')}.0/24`
  if (!isIPv6(plain)) return undefined
  const [head = '', tail] = plain.split('::')
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')]
  const missing = tail === undefined ? 0 : Math.max(0, GROUPS - before.length - after.length)
  const groups = [...before, ...Array.from({ length: missing }, () => 0), ...after]
  const kept = groups.slice(0, GROUPS_KEPT).map((group) => group.toString(16))
  return `${kept.join(':')}::/48`
}

function groupsOf(part: string): readonly number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
}
