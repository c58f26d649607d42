/**
 * What does this package hand to `node:crypto`, and what does it get from there?
 *
 * For tests. While `work` runs each call does what it always does, and its bytes are remembered: the very memory and no
 * copy, so that a test can look at it again when the work is over. Nothing stays in its place afterwards.
 */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

export interface Call {
  readonly name: string
  /** The bytes among the arguments. */
  readonly given: readonly Uint8Array[]
  /** What came back, where that is bytes. */
  readonly made: Uint8Array | undefined
}

const KEY = Object.getPrototypeOf(crypto.createSecretKey(new Uint8Array(32))) as object
const WATCHED: readonly (readonly [name: string, of: object, member: string])[] = [
  ['hash', crypto, 'hash'],
  ['hkdf', crypto, 'hkdfSync'],
  ['key', crypto, 'createSecretKey'],
  ['random', crypto, 'randomFillSync'],
  ['export', KEY, 'export'],
  ['encrypt', crypto.Cipheriv.prototype, 'update'],
  ['decrypt', crypto.Decipheriv.prototype, 'update'],
]

export function watched(work: () => void): readonly Call[] {
  const calls: Call[] = []
  const originals = WATCHED.map(([name, of, member]) => {
    const original = Reflect.get(of, member) as (...given: unknown[]) => unknown
    const passedOn = function (this: unknown, ...given: unknown[]): unknown {
      const made = Reflect.apply(original, this, given)
      calls.push({ name, given: given.filter(isBytes), made: isBytes(made) ? made : undefined })
      return made
    }
    Reflect.set(of, member, passedOn)
    return { of, member, original }
  })
  syncBuiltinESMExports()
  try {
    work()
  } finally {
    for (const { of, member, original } of originals) Reflect.set(of, member, original)
    syncBuiltinESMExports()
  }
  return calls
}

/** The bytes that went into the calls of that name, or came out of them. */
export function bytesOf(
  calls: readonly Call[],
  name: string,
  side: 'given' | 'made',
): readonly Uint8Array[] {
  const chosen = calls.filter((call) => call.name === name)
  return chosen.flatMap(({ given, made }) =>
    side === 'given' ? given : made === undefined ? [] : [made],
  )
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}
