/**
 * The keyring as a file whose key a key service holds: sealed under a root key that only the service unwraps.
 *
 *   "KLSMKEYS"(8) ‖ format 2(1) ‖ service(1 + n) ‖ operator(1 + n) ‖ wrapped root(2 + n) ‖ record
 *   record = see record.ts, under the root key; the whole head is authenticated
 *
 * The root is 32 fresh bytes for every writing, so a file and the wrapping in its head belong together, and a file
 * whose wrapping the service has forgotten opens nowhere. Asking the service, and binding the wrapping to the
 * operator there, is the caller's. Law: 94-V art. 18, 22. Requirement: R-99. Invariant I5.
 */
import { keyFrom } from './derive.ts'
import { contentOf, keyringOf } from './keyring-content.ts'
import { isOperator, KEY_BYTES, type Keyring } from './keyring.ts'
import { type Random, take } from './random.ts'
import { openRecord, RECORD_OVERHEAD_BYTES, sealRecord } from './record.ts'

export const ROOT_KEY_BYTES = KEY_BYTES
const MAGIC = Buffer.from('KLSMKEYS')
const FORMAT_AT = MAGIC.length
const UNDER_PASSPHRASE = 1
const UNDER_SERVICE = 2
const NAME_BYTES_MAX = 255
const WRAPPED_BYTES_MAX = 8_192
const FILE_BYTES_MAX = 131_072

/** What stands in the open in the head of such a file: who can unwrap its root, for whom, and the wrapping. */
export interface Envelope {
  readonly service: string
  readonly operator: string
  readonly wrapped: Uint8Array
}

/** 32 bytes for one writing of a keyring; the caller wipes them. */
export function newRootKey(random: Random): Uint8Array {
  return take(random, ROOT_KEY_BYTES)
}

/** The root is wiped. */
export function sealKeyringUnder(
  keyring: Keyring,
  { service, wrapped }: Omit<Envelope, 'operator'>,
  root: Uint8Array,
  random: Random,
): Uint8Array {
  if (root.length !== ROOT_KEY_BYTES) throw new Error('a root key has 32 bytes')
  const head = headOf({ service, operator: keyring.operator, wrapped })
  const content = contentOf(keyring)
  const sealed = sealRecord(keyFrom(root), head, head, content, random)
  content.fill(0)
  return sealed
}

/** The keyring, or undefined for another root or an altered file. The root is wiped. */
export function openKeyringUnder(bytes: Uint8Array, root: Uint8Array): Keyring | undefined {
  const read = readHead(bytes)
  if (read === undefined || root.length !== ROOT_KEY_BYTES) return undefined
  const head = bytes.subarray(0, read.bytes)
  const content = openRecord(keyFrom(root), head, bytes.subarray(read.bytes))
  if (content === undefined) return undefined
  const keyring = keyringOf(content)
  content.fill(0)
  return keyring.operator === read.envelope.operator ? keyring : undefined
}

/** Under what the file is sealed; undefined when it is no key file. Nothing of it is authenticated yet. */
export function sealOf(bytes: Uint8Array): 'passphrase' | Envelope | undefined {
  if (!Buffer.from(bytes.subarray(0, MAGIC.length)).equals(MAGIC)) return undefined
  return bytes[FORMAT_AT] === UNDER_PASSPHRASE ? 'passphrase' : readHead(bytes)?.envelope
}

function headOf({ service, operator, wrapped }: Envelope): Uint8Array {
  const name = Buffer.from(service)
  const isNamed = name.length > 0 && name.length <= NAME_BYTES_MAX
  if (!isNamed || wrapped.length === 0 || wrapped.length > WRAPPED_BYTES_MAX)
    throw new Error('an envelope names its service and carries 1 to 8192 wrapped bytes')
  const size = Buffer.alloc(2)
  size.writeUInt16BE(wrapped.length)
  const whose = Buffer.from(operator)
  const lengths = [Uint8Array.of(name.length), Uint8Array.of(whose.length)] as const
  const format = Uint8Array.of(UNDER_SERVICE)
  return Buffer.concat([MAGIC, format, lengths[0], name, lengths[1], whose, size, wrapped])
}

function readHead(
  bytes: Uint8Array,
): { readonly envelope: Envelope; readonly bytes: number } | undefined {
  if (bytes.length > FILE_BYTES_MAX || bytes[FORMAT_AT] !== UNDER_SERVICE) return undefined
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  let at = FORMAT_AT + 1
  const part = (sizeBytes: number): Buffer | undefined => {
    if (at + sizeBytes > file.length) return undefined
    const from = at + sizeBytes
    at = from + file.readUIntBE(at, sizeBytes)
    return file.subarray(from, at)
  }
  const [service, operator, wrapped] = [part(1), part(1), part(2)]
  if (service === undefined || operator === undefined || wrapped === undefined) return undefined
  const [name, whose] = [service.toString(), operator.toString()]
  const isWhole = wrapped.length > 0 && wrapped.length <= WRAPPED_BYTES_MAX && name !== ''
  if (!isWhole || !isOperator(whose) || at + RECORD_OVERHEAD_BYTES > file.length) return undefined
  return { envelope: { service: name, operator: whose, wrapped }, bytes: at }
}
