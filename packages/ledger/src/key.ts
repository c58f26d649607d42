/**
 * Who may sign a note, and how are the keys written down?
 *
 * Source: C2SP signed-note (Ed25519, type 0x01) and tlog-cosignature (Ed25519 `cosignature/v1`, type
 * 0x04; ML-DSA-44 `subtree/v1`, type 0x06).
 * A verifier key is `<name>+<key id>+<base64 of type and public key>`, a signer key the same with the
 * seed behind `PRIVATE+KEY+`. The key id is SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]: a label,
 * not a proof. Exactly one spelling of a key is accepted.
 *
 * A `cosignature/v1` says that a witness saw a checkpoint; it never stands in for the log's own
 * signature, so every verifier says of which kind it is. `subtree/v1` is for logs and witnesses alike.
 */
import { assert } from './assert.ts'
import {
  cosignatureMessage,
  readCosignature,
  subtreeMessage,
  writeCosignature,
} from './cosignature.ts'
import {
  type AlgorithmName,
  privateKeyFromSeed,
  publicBytes,
  publicKeyFromBytes,
  SEED_BYTES,
  sha256,
  signatureBytes,
  signBytes,
  verifyBytes,
} from './crypto.ts'
import { concat, fromBase64, toBase64, toHex, utf8 } from './encoding.ts'

export type KeyKind = 'ed25519' | 'cosignature/v1' | 'subtree/v1'

export type Signer = {
  readonly name: string
  readonly vkey: string
  /** The signature line for this note text, with its line end. */
  readonly sign: (text: string) => string
}

export type Verifier = {
  readonly name: string
  readonly keyId: string
  readonly kind: KeyKind
  readonly vkey: string
  /** Undefined when the signature is not of this key over this text. */
  readonly verify: (text: string, signature: Uint8Array) => Verified | undefined
}

/** `time` (seconds since 1970) is what a cosigner states; a plain signature states none. */
export type Verified = { readonly time?: number }

/** A log's signer: plain Ed25519 over the note text. */
export function newSigner(name: string, seed: Uint8Array): Signer {
  const key = privateKeyFromSeed('ed25519', seed)
  return signerOf(name, 'ed25519', publicBytes('ed25519', key), (text) =>
    signBytes(key, utf8(text)),
  )
}

/** A cosigner's signer; `time` gives the moment of the signature in seconds since 1970. */
export function newCosigner(
  name: string,
  seed: Uint8Array,
  time: () => number,
  kind: 'cosignature/v1' | 'subtree/v1' = 'cosignature/v1',
): Signer {
  const algorithm = ALGORITHM[kind]
  const key = privateKeyFromSeed(algorithm, seed)
  return signerOf(name, kind, publicBytes(algorithm, key), (text) => {
    const now = time()
    const message = messageOf(kind, name, now, text)
    assert(message !== undefined, 'only a checkpoint is cosigned')
    return writeCosignature(now, signBytes(key, message))
  })
}

/** Answers undefined for a key that is malformed, of an unknown type, or has another key id. */
export function newVerifier(vkey: string): Verifier | undefined {
  const parts = splitKey(vkey)
  const kind = KINDS.find((one) => KIND_BYTES[one] === parts?.type)
  if (parts === undefined || kind === undefined) return undefined
  const { name, type, material } = parts
  const key = publicKeyFromBytes(ALGORITHM[kind], material)
  if (key === undefined || toHex(keyId(name, type, material)) !== parts.keyId) return undefined
  const isSigned = (message: Uint8Array, signature: Uint8Array) =>
    verifyBytes(ALGORITHM[kind], key, message, signature)
  const verify = (text: string, blob: Uint8Array): Verified | undefined => {
    if (kind === 'ed25519') return isSigned(utf8(text), blob) ? {} : undefined
    const read = readCosignature(blob, signatureBytes(ALGORITHM[kind]))
    const message = read && messageOf(kind, name, read.time, text)
    if (read === undefined || message === undefined) return undefined
    return isSigned(message, read.signature) ? { time: read.time } : undefined
  }
  return { name, keyId: parts.keyId, kind, vkey, verify }
}

/** The secret key as text, for the key file of the log. */
export function formatSignerKey(name: string, seed: Uint8Array): string {
  const key = privateKeyFromSeed('ed25519', seed)
  const id = keyId(name, KIND_BYTES.ed25519, publicBytes('ed25519', key))
  const material = toBase64(concat(Uint8Array.of(KIND_BYTES.ed25519), seed))
  return `${PRIVATE}${name}+${toHex(id)}+${material}`
}

/** Answers undefined for a malformed key or one whose id is not that of its public key. */
export function parseSignerKey(skey: string): Signer | undefined {
  const parts = skey.startsWith(PRIVATE) ? splitKey(skey.slice(PRIVATE.length)) : undefined
  if (parts === undefined || parts.type !== KIND_BYTES.ed25519) return undefined
  if (parts.material.length !== SEED_BYTES) return undefined
  const signer = newSigner(parts.name, parts.material)
  return signer.vkey.startsWith(`${parts.name}+${parts.keyId}+`) ? signer : undefined
}

/** Not empty, no Unicode space, no plus (C2SP signed-note, Format), nothing a note cannot hold. */
export function isKeyName(name: string): boolean {
  return KEY_NAME.test(name) && name.isWellFormed()
}

export const KEY_ID_BYTES = 4

const KIND_BYTES = {
  ed25519: 0x01,
  'cosignature/v1': 0x04,
  'subtree/v1': 0x06,
} as const satisfies Record<KeyKind, number>
const KINDS: readonly KeyKind[] = ['ed25519', 'cosignature/v1', 'subtree/v1']
const ALGORITHM: Readonly<Record<KeyKind, AlgorithmName>> = {
  ed25519: 'ed25519',
  'cosignature/v1': 'ed25519',
  'subtree/v1': 'ml-dsa-44',
}
const PRIVATE = 'PRIVATE+KEY+'
const KEY_NAME = /^[^\p{White_Space}\p{Z}\p{Cc}+]+$/u

function messageOf(
  kind: 'cosignature/v1' | 'subtree/v1',
  name: string,
  time: number,
  text: string,
): Uint8Array | undefined {
  return kind === 'subtree/v1' ? subtreeMessage(name, time, text) : cosignatureMessage(time, text)
}

function signerOf(
  name: string,
  kind: KeyKind,
  publicKey: Uint8Array,
  signature: (text: string) => Uint8Array,
): Signer {
  assert(isKeyName(name), 'a key name has no space and no plus')
  const type = KIND_BYTES[kind]
  const id = keyId(name, type, publicKey)
  const material = toBase64(concat(Uint8Array.of(type), publicKey))
  return {
    name,
    vkey: `${name}+${toHex(id)}+${material}`,
    sign: (text) => `— ${name} ${toBase64(concat(id, signature(text)))}\n`,
  }
}

function keyId(name: string, type: number, publicKey: Uint8Array): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, KEY_ID_BYTES)
}

function splitKey(
  text: string,
): { name: string; keyId: string; type: number; material: Uint8Array } | undefined {
  // Base64 may contain a plus, so only the first two part the text.
  const [, name = '', id = '', encoded = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? []
  const bytes = fromBase64(encoded)
  const type = bytes?.[0]
  if (!isKeyName(name) || bytes === undefined || type === undefined) return undefined
  return { name, keyId: id, type, material: bytes.subarray(1) }
}
