/**
 * What pkcs11.ts and the process of one call (pkcs11-call.ts) say to each other, and how a wrapping looks:
 * format (1 byte), version of the key (4), nonce (12), sealed root with its tag (48).
 */
import { z } from 'zod'
import { KEY_SERVICE_FAULTS } from './key-service.ts'

const FORMAT = 1
const VERSION_AT = 1
const NONCE_AT = 5
const SEALED_AT = 17
const WRAPPED_BYTES = SEALED_AT + 48

export const CallShape = z.object({
  /** File of the module. */
  module: z.string(),
  /** What the module wants to be told when it begins. */
  reserved: z.string().optional(),
  /** Labels of the token and of the key on it. */
  token: z.string(),
  key: z.string(),
  pin: z.string(),
  ask: z.enum(['wrap', 'unwrap', 'renew', 'destroyOlder', 'status']),
  /** What the wrapping is bound to. */
  place: z.string(),
  /** The root, or the wrapping; base64. */
  bytes: z.string(),
})
export type Call = z.infer<typeof CallShape>

export const SaidShape = z.object({
  fault: z.enum(KEY_SERVICE_FAULTS).optional(),
  bytes: z.base64().optional(),
  status: z.object({ version: z.string(), oldest: z.string(), usable: z.boolean() }).optional(),
})
export type Said = z.infer<typeof SaidShape>

export interface Wrapped {
  readonly version: number
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

export function wrappedBytes({ version, nonce, sealed }: Wrapped): Uint8Array {
  const head = Buffer.alloc(NONCE_AT)
  head.writeUInt8(FORMAT)
  head.writeUInt32BE(version, VERSION_AT)
  return new Uint8Array(Buffer.concat([head, nonce, sealed]))
}

/** undefined for what this program cannot have written. */
export function readWrapped(bytes: Uint8Array): Wrapped | undefined {
  if (bytes.length !== WRAPPED_BYTES || bytes[0] !== FORMAT) return undefined
  return {
    version: Buffer.from(bytes).readUInt32BE(VERSION_AT),
    nonce: bytes.subarray(NONCE_AT, SEALED_AT),
    sealed: bytes.subarray(SEALED_AT),
  }
}
