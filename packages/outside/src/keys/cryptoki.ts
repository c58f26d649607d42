/**
 * A PKCS#11 module in this process: the dozen functions of its C interface that holding one key needs.
 *
 * The module runs here, with all it may do: only `pkcs11-call.ts` loads it, in a process of its own that lives for
 * one call. Every function throws `CryptokiError` with the module's own return value and nothing else.
 *
 * Source: OASIS PKCS#11 2.40 and 3.0 (function list, CK_GCM_PARAMS). Structures are packed as on Unix.
 */
import koffi, { type TypeObject } from 'koffi'

export class CryptokiError extends Error {
  override readonly name = 'CryptokiError'
  readonly returned: number

  constructor(returned: number) {
    super(`the module returned 0x${returned.toString(16)}`)
    this.returned = returned
  }
}

export type Attribute = readonly [type: number, value: Uint8Array]

/** CKA_… */
export const ATTRIBUTE = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  valueLength: 0x161,
  extractable: 0x162,
} as const

const ULONG_BYTES = 8
const CKF_OS_LOCKING_OK = 2
const CKF_SERIAL_AND_WRITE = 6
const CKU_USER = 1
const CKM_AES_KEY_GEN = 0x1080
const CKM_AES_GCM = 0x1087
const SLOTS_MAX = 64
const OBJECTS_MAX = 256
/** CK_TOKEN_INFO begins with the label, padded with spaces; all of it is 208 bytes. */
const TOKEN_INFO_BYTES = 256
const LABEL_BYTES = 32
const VALUE_BYTES_MAX = 256
const OUTPUT_BYTES_MAX = 1_024

const ULONG = koffi.types.ulong
const BYTES = koffi.pointer(koffi.types.void)
const COUNT = koffi.inout(koffi.pointer(ULONG))
const NEW = koffi.out(koffi.pointer(ULONG))
const Template = koffi.struct({ type: ULONG, value: BYTES, length: ULONG })
const TEMPLATE = koffi.pointer(Template)
const MECHANISM = koffi.pointer(koffi.struct({ type: ULONG, parameter: BYTES, length: ULONG }))
const Gcm = koffi.struct({
  iv: BYTES,
  ivLength: ULONG,
  ivBits: ULONG,
  aad: BYTES,
  aadLength: ULONG,
  tagBits: ULONG,
})
/** `reserved` is for modules that want to be told where their token lies; others get a null pointer. */
const Arguments = koffi.struct({
  mutexes: koffi.array(BYTES, 4),
  flags: ULONG,
  reserved: koffi.types.str,
  end: BYTES,
})

/** Types of a function's parameters. */
type Takes = (TypeObject | ReturnType<typeof koffi.out>)[]
type Native = (...values: readonly unknown[]) => void

export interface Gcm {
  readonly iv: Buffer
  readonly aad: Uint8Array
  readonly tagBits: number
}

export class Cryptoki {
  readonly #list: bigint

  constructor(path: string, reserved: string | undefined) {
    const list: unknown[] = [null]
    const get = koffi.load(path).func('C_GetFunctionList', ULONG, [koffi.out(koffi.pointer(BYTES))])
    checked(get(list))
    if (typeof list[0] !== 'bigint') throw new CryptokiError(0)
    this.#list = list[0]
    const settings = {
      mutexes: [null, null, null, null],
      flags: CKF_OS_LOCKING_OK,
      reserved: reserved ?? null,
      end: null,
    }
    this.#at(0, [koffi.pointer(Arguments)])(settings)
  }

  /** The slot of the token with this label. */
  slotOf(label: string): number | undefined {
    const slots = new BigUint64Array(SLOTS_MAX)
    const count = [SLOTS_MAX]
    this.#at(4, [koffi.types.uchar, BYTES, COUNT])(1, slots, count)
    for (const slot of slots.subarray(0, count[0])) {
      const info = Buffer.alloc(TOKEN_INFO_BYTES)
      this.#at(6, [ULONG, BYTES])(slot, info)
      if (info.toString('utf8', 0, LABEL_BYTES).trimEnd() === label) return Number(slot)
    }
    return undefined
  }

  session(slot: number): number {
    const session = [0]
    this.#at(12, [ULONG, ULONG, BYTES, BYTES, NEW])(slot, CKF_SERIAL_AND_WRITE, null, null, session)
    return session[0] ?? 0
  }

  login(session: number, pin: string): void {
    const bytes = Buffer.from(pin, 'utf8')
    this.#at(18, [ULONG, ULONG, BYTES, ULONG])(session, CKU_USER, bytes, bytes.length)
  }

  find(session: number, wanted: readonly Attribute[]): readonly number[] {
    this.#at(26, [ULONG, TEMPLATE, ULONG])(session, templateOf(wanted), wanted.length)
    const found = new BigUint64Array(OBJECTS_MAX)
    const count = [0]
    this.#at(27, [ULONG, BYTES, ULONG, NEW])(session, found, OBJECTS_MAX, count)
    this.#at(28, [ULONG])(session)
    return Array.from(found.subarray(0, count[0]), Number)
  }

  attribute(session: number, object: number, type: number): Buffer {
    const value = Buffer.alloc(VALUE_BYTES_MAX)
    const asked = [{ type, value, length: value.length }]
    this.#at(24, [ULONG, ULONG, koffi.inout(TEMPLATE), ULONG])(session, object, asked, 1)
    return value.subarray(0, asked[0]?.length)
  }

  destroy(session: number, object: number): void {
    this.#at(22, [ULONG, ULONG])(session, object)
  }

  makeAesKey(session: number, attributes: readonly Attribute[]): void {
    const mechanism = { type: CKM_AES_KEY_GEN, parameter: null, length: 0 }
    const template = templateOf(attributes)
    const make = this.#at(58, [ULONG, MECHANISM, TEMPLATE, ULONG, NEW])
    make(session, mechanism, template, attributes.length, [0])
  }

  /** A module that makes the nonce itself leaves it in `gcm.iv`. */
  encrypt(session: number, key: number, gcm: Gcm, plaintext: Uint8Array): Buffer {
    return this.#cipher(29, session, key, gcm, plaintext)
  }

  decrypt(session: number, key: number, gcm: Gcm, ciphertext: Uint8Array): Buffer {
    return this.#cipher(33, session, key, gcm, ciphertext)
  }

  #cipher(init: number, session: number, key: number, gcm: Gcm, input: Uint8Array): Buffer {
    const { iv, aad, tagBits } = gcm
    const lengths = { ivLength: iv.length, ivBits: iv.length * 8, aadLength: aad.length }
    const parameter = koffi.as({ iv, aad, tagBits, ...lengths }, koffi.pointer(Gcm))
    const mechanism = { type: CKM_AES_GCM, parameter, length: Gcm.size }
    this.#at(init, [ULONG, MECHANISM, ULONG])(session, mechanism, key)
    const output = Buffer.alloc(OUTPUT_BYTES_MAX)
    const length = [output.length]
    const carryOut = this.#at(init + 1, [ULONG, BYTES, ULONG, BYTES, COUNT])
    carryOut(session, input, input.length, output, length)
    return output.subarray(0, length[0])
  }

  /** The function at its place in CK_FUNCTION_LIST, behind the version. */
  #at(place: number, takes: Takes): Native {
    const pointer: unknown = koffi.decode(this.#list, ULONG_BYTES * (place + 1), BYTES)
    const call = koffi.decode(pointer, koffi.proto(ULONG, takes))
    return (...values) => {
      checked(call(...values))
    }
  }
}

function templateOf(attributes: readonly Attribute[]): readonly object[] {
  return attributes.map(([type, value]) => ({ type, value, length: value.length }))
}

function checked(returned: unknown): void {
  if (returned !== 0) throw new CryptokiError(Number(returned))
}

export function ulong(value: number): Buffer {
  const bytes = Buffer.alloc(ULONG_BYTES)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
