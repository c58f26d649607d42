/**
 * The keyring as a file: sealed under a passphrase.
 *
 *   "KLSMKEYS"(8) ‖ format(1) ‖ lanes(1) ‖ passes(2) ‖ memoryKib(4) ‖ salt(16) ‖ record
 *   record = see record.ts, under argon2id(passphrase, salt); the whole head is authenticated
 *   content = see keyring-content.ts
 *
 * The record commits to its key, because a key made from a passphrase is what partitioning attacks
 * are for. Writing the file (temporary, fsync, rename) and overwriting old copies is the caller's.
 */
import type { KeyObject } from 'node:crypto'
import { keyFrom } from './derive.ts'
import { contentOf, keyringOf } from './keyring-content.ts'
import { KEY_BYTES, type Keyring } from './keyring.ts'
import { PASSPHRASE_BYTES_MAX, PASSPHRASE_BYTES_MIN } from './limits.ts'
import { type Random, take } from './random.ts'
import { openRecord, RECORD_OVERHEAD_BYTES, sealRecord } from './record.ts'
import { type Cost, isCostLawful, slowHash } from './slow-hash.ts'

/**
 * RFC 9106, second recommended choice: 64 MiB, three passes, four lanes, about a quarter of a
 * second. Not 256 MiB: the file is opened at every start by the server, by each worker and by the
 * command line on machines with 1 GB, and the passphrase of a real operator is made by a machine
 * (128 bits or more), which no cost could strengthen noticeably.
 */
const COST: Cost = { memoryKib: 65_536, passes: 3, lanes: 4 }
const MAGIC = Buffer.from('KLSMKEYS')
const FORMAT = 1
const SALT_BYTES = 16
const SALT_AT = MAGIC.length + 8
const HEAD_BYTES = SALT_AT + SALT_BYTES
const SEALED_BYTES_MIN = HEAD_BYTES + RECORD_OVERHEAD_BYTES
const SEALED_BYTES_MAX = 65_536

/**
 * A passphrase that is hashed slowly once for each salt, and not at every writing: hashing stops the whole process for
 * a quarter of a second. A file that replaces one takes over its salt; the record has a fresh nonce all the same.
 */
export class Passphrase {
  readonly #bytes: Uint8Array
  readonly #keys = new Map<string, KeyObject>()
  #head: Buffer | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  static headOf(passphrase: Passphrase, random: Random): Buffer {
    return passphrase.#head ?? headOf(COST, take(random, SALT_BYTES))
  }

  static keyOf(passphrase: Passphrase, head: Buffer, cost: Cost): KeyObject | undefined {
    if (!isPassphrase(passphrase.#bytes)) return undefined
    const mark = head.toString('hex')
    const known = passphrase.#keys.get(mark)
    if (known !== undefined) return known
    // One is in use at a time; a file of another salt came from another process.
    passphrase.#keys.clear()
    const key = keyOf(passphrase.#bytes, head, cost)
    passphrase.#keys.set(mark, key)
    return key
  }

  /** The salt of a file that this passphrase has opened or closed. */
  static keep(passphrase: Passphrase, head: Buffer): void {
    passphrase.#head = Buffer.from(head)
  }
}

export function sealKeyring(
  keyring: Keyring,
  secret: Uint8Array | Passphrase,
  random: Random,
): Uint8Array {
  const passphrase = secret instanceof Passphrase ? secret : new Passphrase(secret)
  const head = Passphrase.headOf(passphrase, random)
  const key = Passphrase.keyOf(passphrase, head, COST)
  if (key === undefined) throw new Error('a passphrase has 12 to 1024 bytes')
  const content = contentOf(keyring)
  const sealed = sealRecord(key, head, head, content, random)
  content.fill(0)
  Passphrase.keep(passphrase, head)
  return sealed
}

/** The keyring, or undefined for a wrong passphrase, an altered file or one of another format. */
export function openKeyring(
  bytes: Uint8Array,
  secret: Uint8Array | Passphrase,
): Keyring | undefined {
  if (bytes.length < SEALED_BYTES_MIN || bytes.length > SEALED_BYTES_MAX) return undefined
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES))
  const cost = costOf(head)
  if (cost === undefined) return undefined
  const passphrase = secret instanceof Passphrase ? secret : new Passphrase(secret)
  const key = Passphrase.keyOf(passphrase, head, cost)
  if (key === undefined) return undefined
  const content = openRecord(key, head, bytes.subarray(HEAD_BYTES))
  if (content === undefined) return undefined
  // A file of a weaker cost is opened, and written with today's.
  if (isToday(cost)) Passphrase.keep(passphrase, head)
  const keyring = keyringOf(content)
  content.fill(0)
  return keyring
}

function isToday({ memoryKib, passes, lanes }: Cost): boolean {
  return memoryKib === COST.memoryKib && passes === COST.passes && lanes === COST.lanes
}

function isPassphrase(passphrase: Uint8Array): boolean {
  return passphrase.length >= PASSPHRASE_BYTES_MIN && passphrase.length <= PASSPHRASE_BYTES_MAX
}

function keyOf(passphrase: Uint8Array, head: Uint8Array, cost: Cost): KeyObject {
  return keyFrom(slowHash(passphrase, head.subarray(SALT_AT, HEAD_BYTES), cost, KEY_BYTES))
}

function headOf(cost: Cost, salt: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.set(MAGIC)
  let at = head.writeUInt8(FORMAT, MAGIC.length)
  at = head.writeUInt8(cost.lanes, at)
  at = head.writeUInt16BE(cost.passes, at)
  at = head.writeUInt32BE(cost.memoryKib, at)
  head.set(salt, at)
  return head
}

function costOf(head: Buffer): Cost | undefined {
  if (!head.subarray(0, MAGIC.length).equals(MAGIC) || head[MAGIC.length] !== FORMAT)
    return undefined
  const cost = {
    lanes: head.readUInt8(MAGIC.length + 1),
    passes: head.readUInt16BE(MAGIC.length + 2),
    memoryKib: head.readUInt32BE(MAGIC.length + 4),
  }
  return isCostLawful(cost) ? cost : undefined
}
