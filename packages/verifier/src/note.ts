/**
 * Is this checkpoint signed by that log, and by which witnesses?
 *
 * Source: C2SP signed-note, tlog-checkpoint, tlog-cosignature (Ed25519). A signature of a key that is not
 * given means nothing; a wrong one of a given key refuses the whole note. ML-DSA-44 is not verified here:
 * browsers do not have it, and its lines count as those of strangers.
 */
import {
  type Bytes,
  bytesOf,
  decimal,
  hashOf,
  hex,
  join,
  looseBytesOf,
  sha256,
  utf8,
} from './bytes.ts'

export interface Key {
  readonly name: string
  readonly id: string
  /** 1: a log. 4: a witness, which signs the time, too. */
  readonly type: 1 | 4
  readonly material: Bytes
}

export interface Head {
  readonly origin: string
  readonly size: number
  readonly root: Bytes
  /** Witnesses that signed, with the time each states in seconds since 1970. */
  readonly seenBy: readonly { readonly name: string; readonly time: number }[]
}

export type NoteFault =
  | 'malformed_note'
  | 'malformed_checkpoint'
  | 'no_known_signature'
  | 'invalid_signature'
  | 'wrong_origin'

const PUBLIC_KEY_BYTES = 32
const SIGNATURE_BYTES = 64
const TIME_BYTES = 8
const ID_BYTES = 4
const NOTE_LENGTH_MAX = 1_000_000

/** `<name>+<key id>+<base64>`; undefined when malformed, of another type, or with a false id. */
export async function readKey(vkey: string): Promise<Key | undefined> {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? []
  const bytes = bytesOf(encoded)
  const type = bytes?.[0]
  if (bytes?.length !== 1 + PUBLIC_KEY_BYTES || (type !== 1 && type !== 4)) return undefined
  const digest = await sha256(join(utf8(`${name}\n`), bytes))
  if (hex(digest.slice(0, ID_BYTES)) !== id) return undefined
  return { name, id, type, material: bytes.slice(1) }
}

/** Opens the checkpoint of one log. */
export async function openHead(
  note: string,
  log: Key,
  witnesses: readonly Key[],
): Promise<Head | NoteFault> {
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0 || note.length > NOTE_LENGTH_MAX || !note.endsWith('\n')) return 'malformed_note'
  const body = note.slice(0, blank + 1)
  const seenBy: { name: string; time: number }[] = []
  let isSigned = false
  for (const line of note.slice(blank + 2, -1).split('\n')) {
    const [, name = '', encoded = ''] = /^\u2014 ([^\s+]+) (\S+)$/.exec(line) ?? []
    const bytes = looseBytesOf(encoded)
    if (name === '' || bytes === undefined || bytes.length <= ID_BYTES) return 'malformed_note'
    const id = hex(bytes.slice(0, ID_BYTES))
    const key = [log, ...witnesses].find((one) => one.name === name && one.id === id)
    if (key === undefined) continue
    const exact = bytesOf(encoded)
    const time = exact && (await verified(key, body, exact.slice(ID_BYTES)))
    if (time === undefined) return 'invalid_signature'
    if (key === log) isSigned = true
    else if (!seenBy.some((one) => one.name === name)) seenBy.push({ name, time })
  }
  if (!isSigned) return 'no_known_signature'
  const head = readHead(body)
  if (head === undefined) return 'malformed_checkpoint'
  return head.origin === log.name ? { ...head, seenBy } : 'wrong_origin'
}

function readHead(body: string): Omit<Head, 'seenBy'> | undefined {
  const [origin = '', sizeText = '', rootText = '', ...rest] = body.split('\n')
  const size = decimal(sizeText)
  const root = hashOf(rootText)
  const isWhole =
    origin !== '' && rest.at(-1) === '' && rest.slice(0, -1).every((one) => one !== '')
  return isWhole && size !== undefined && root !== undefined ? { origin, size, root } : undefined
}

/** The time a witness states, 0 for a log; undefined when the signature does not hold. */
async function verified(key: Key, body: string, blob: Bytes): Promise<number | undefined> {
  const stamp = key.type === 4 ? TIME_BYTES : 0
  if (blob.length !== stamp + SIGNATURE_BYTES) return undefined
  const time = stamp === 0 ? 0n : new DataView(blob.buffer, blob.byteOffset).getBigUint64(0)
  const message = key.type === 4 ? `cosignature/v1\ntime ${time}\n${body}` : body
  const material = await crypto.subtle.importKey('raw', key.material, 'Ed25519', false, ['verify'])
  const holds = await crypto.subtle.verify('Ed25519', material, blob.slice(stamp), utf8(message))
  return holds ? Number(time) : undefined
}
