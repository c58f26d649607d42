/**
 * One call of a PKCS#11 token, in a process of its own: reads what is asked from its input, says what came of it, ends.
 *
 * The key never leaves the token: it wraps and unwraps there, with AES-GCM. Versions of the key are objects with one
 * label; CKA_ID counts them, and the greatest wraps. A PIN that is refused is never tried twice in one process.
 *
 * Requirements. Invariants I5, I11. Who asks: pkcs11.ts, which says how a wrapping looks.
 */
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { type Attribute, ATTRIBUTE, Cryptoki, CryptokiError, type Gcm, ulong } from './cryptoki.ts'
import type { KeyServiceFault } from './key-service.ts'
import { type Call, CallShape, readWrapped, type Said, wrappedBytes } from './pkcs11-talk.ts'

const CKO_SECRET_KEY = 4
const CKK_AES = 0x1f
const YES = Buffer.of(1)
const NO = Buffer.of(0)
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BITS = 128
const ID_BYTES = 4

interface Version {
  readonly version: number
  readonly object: number
}

class Refusal extends Error {
  readonly fault: KeyServiceFault

  constructor(fault: KeyServiceFault) {
    super(fault)
    this.fault = fault
  }
}

class Token {
  readonly #module: Cryptoki
  readonly #session: number
  readonly #key: string
  /** Of this key, the oldest first. */
  readonly #versions: readonly Version[]

  constructor({ module, reserved, token, key, pin }: Call) {
    this.#module = new Cryptoki(module, reserved)
    const slot = this.#module.slotOf(token)
    if (slot === undefined) throw new Refusal('not_serving')
    this.#session = this.#module.session(slot)
    this.#module.login(this.#session, pin)
    this.#key = key
    this.#versions = this.#module
      .find(this.#session, kindOf(key))
      .map((object) => ({ object, version: this.#versionOf(object) }))
      .toSorted((one, other) => one.version - other.version)
  }

  wrap(place: Uint8Array, root: Uint8Array): Uint8Array {
    const { version, object } = this.#newest()
    const gcm: Gcm = { iv: randomBytes(NONCE_BYTES), aad: place, tagBits: TAG_BITS }
    const sealed = this.#module.encrypt(this.#session, object, gcm, root)
    return wrappedBytes({ version, nonce: gcm.iv, sealed })
  }

  unwrap(place: Uint8Array, bytes: Uint8Array): Uint8Array {
    const { version, nonce, sealed } = this.#read(bytes)
    const known = this.#versions.find((one) => one.version === version)
    if (known === undefined) {
      throw new Refusal(version < this.#newest().version ? 'destroyed' : 'not_authentic')
    }
    const gcm: Gcm = { iv: Buffer.from(nonce), aad: place, tagBits: TAG_BITS }
    return this.#module.decrypt(this.#session, known.object, gcm, sealed)
  }

  renew(): void {
    const id = Buffer.alloc(ID_BYTES)
    id.writeUInt32BE(this.#newest().version + 1)
    this.#module.makeAesKey(this.#session, [
      ...kindOf(this.#key),
      [ATTRIBUTE.id, id],
      [ATTRIBUTE.private, YES],
      [ATTRIBUTE.sensitive, YES],
      [ATTRIBUTE.extractable, NO],
      [ATTRIBUTE.encrypt, YES],
      [ATTRIBUTE.decrypt, YES],
      [ATTRIBUTE.valueLength, ulong(KEY_BYTES)],
    ])
  }

  destroyOlder(bytes: Uint8Array): void {
    const { version: kept } = this.#read(bytes)
    for (const { version, object } of this.#versions) {
      if (version < kept) this.#module.destroy(this.#session, object)
    }
  }

  status(): { readonly version: string; readonly oldest: string; readonly usable: boolean } {
    const { version, object } = this.#newest()
    const may = (type: number) => this.#module.attribute(this.#session, object, type)[0] === 1
    return {
      version: String(version),
      oldest: String(this.#versions[0]?.version),
      usable: may(ATTRIBUTE.encrypt) && may(ATTRIBUTE.decrypt) && !may(ATTRIBUTE.extractable),
    }
  }

  #newest(): Version {
    const newest = this.#versions.at(-1)
    if (newest === undefined) throw new Refusal('unknown_key')
    return newest
  }

  #versionOf(object: number): number {
    const id = this.#module.attribute(this.#session, object, ATTRIBUTE.id)
    return id.length === 0 ? 0 : id.readUIntBE(0, Math.min(id.length, ID_BYTES))
  }

  #read(bytes: Uint8Array) {
    const wrapped = readWrapped(bytes)
    if (wrapped === undefined) throw new Refusal('not_authentic')
    return wrapped
  }
}

function kindOf(key: string): readonly Attribute[] {
  return [
    [ATTRIBUTE.class, ulong(CKO_SECRET_KEY)],
    [ATTRIBUTE.keyType, ulong(CKK_AES)],
    [ATTRIBUTE.token, YES],
    [ATTRIBUTE.label, Buffer.from(key, 'utf8')],
  ]
}

function saidBy(call: Call): Said {
  const token = new Token(call)
  const place = Buffer.from(call.place, 'utf8')
  const bytes = Buffer.from(call.bytes, 'base64')
  switch (call.ask) {
    case 'wrap':
      return { bytes: Buffer.from(token.wrap(place, bytes)).toString('base64') }
    case 'unwrap':
      return { bytes: Buffer.from(token.unwrap(place, bytes)).toString('base64') }
    case 'renew':
      token.renew()
      return {}
    case 'destroyOlder':
      token.destroyOlder(bytes)
      return {}
    case 'status':
      return { status: token.status() }
  }
}

/** CKR_… by what it means to whoever asked. */
const FAULTS: readonly (readonly [KeyServiceFault, readonly number[]])[] = [
  // PIN incorrect, invalid, of a wrong length, expired, locked, not set; not logged in; the key may not do this.
  ['forbidden', [0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0x101, 0x102, 0x103, 0x68]],
  // Data, encrypted data, authentication or signature is not valid.
  ['not_authentic', [0x20, 0x21, 0x40, 0x41, 0x42, 0xc0]],
  ['busy', [0x09, 0xb1]],
  // Mechanism or its parameter not known there; no token in the slot, or one it does not recognise.
  ['not_serving', [0x70, 0x71, 0xe0, 0xe1]],
]

function faultOf(error: unknown, ask: Call['ask']): KeyServiceFault {
  if (error instanceof Refusal) return error.fault
  // The library itself could not be loaded, or is none.
  if (!(error instanceof CryptokiError)) return 'not_serving'
  const named = FAULTS.find(([, returned]) => returned.includes(error.returned))?.[0]
  if (named !== undefined) return named
  // Some modules have no word for a tag that does not fit but a general error.
  return ask === 'unwrap' && (error.returned === 5 || error.returned === 6)
    ? 'not_authentic'
    : 'away'
}

const call = CallShape.parse(JSON.parse(await text(process.stdin)))
let said: Said
try {
  said = saidBy(call)
} catch (error) {
  said = { fault: faultOf(error, call.ask) }
}
process.stdout.write(JSON.stringify(said))
