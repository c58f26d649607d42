/**
 * AWS KMS as the holder of the root: Encrypt, Decrypt and DescribeKey over JSON 1.1.
 *
 * The key is named by its ARN, which also gives the region; an alias is refused, because whoever may move the
 * alias could choose the key. `EncryptionContext` binds a wrapping to the operator. What KMS answers is the key
 * that did it: another one than ours is not accepted.
 *
 * KMS keeps every version of its key for as long as the key lives, so an old copy of the key file opens until it is
 * gone or until the key is: `ScheduleKeyDeletion` takes 7 to 30 days, and is the keeper's act, never this program's.
 * AWS has no region in Kazakhstan: no personal data go there, only the wrapping of a root key.
 *
 * Source: AWS KMS API Reference. Does not: make keys, change policies, delete.
 */
import { z } from 'zod'
import { call, jsonOf } from '../egress.ts'
import { type AwsCredential, signedHeaders } from './aws-signature.ts'
import {
  KeyServiceError,
  type KeyPlace,
  type KeyService,
  type KeyServiceFault,
} from './key-service.ts'

export interface KmsAccess {
  /** `arn:aws:kms:<region>:<account>:key/<id>` */
  readonly key: string
  /** Another address than the region's, for a private endpoint. */
  readonly url?: string | undefined
  readonly credential: AwsCredential
  /** Of one call, connecting and reading included. */
  readonly deadlineMs: number
  readonly now?: () => number
}

const KIND = 'aws-kms'
const ARN = /^arn:(aws|aws-cn|aws-us-gov):kms:([a-z0-9-]+):([0-9]{12}):key\/([\w-]+)$/
/** AWS: the shortest and the longest pending window of ScheduleKeyDeletion. */
const DELETION_DAYS = { min: 7, max: 30 }

const Encrypted = z.object({ CiphertextBlob: z.base64().min(1), KeyId: z.string() })
const Decrypted = z.object({ Plaintext: z.base64(), KeyId: z.string() })
const Described = z.object({
  KeyMetadata: z.object({
    KeyState: z.string(),
    CurrentKeyMaterialId: z.string().optional(),
    CreationDate: z.number().optional(),
  }),
})
const Trouble = z.object({ __type: z.string() })

export function isKmsKey(arn: string): boolean {
  return ARN.test(arn)
}

export function kmsService(access: KmsAccess): KeyService {
  const ask = asker(access)
  const ours = (answeredBy: string): void => {
    if (answeredBy !== access.key) throw fault('malformed')
  }
  return {
    kind: KIND,
    address: access.key,
    horizon: { oldCopies: 'opens', keyDays: DELETION_DAYS },
    wrap: async (place, root) => {
      const Plaintext = Buffer.from(root).toString('base64')
      const body = { KeyId: access.key, Plaintext, EncryptionContext: boundTo(place) }
      const answer = parsed(Encrypted, await ask('Encrypt', body))
      ours(answer.KeyId)
      return new Uint8Array(Buffer.from(answer.CiphertextBlob, 'base64'))
    },
    unwrap: async (place, wrapped) => {
      const CiphertextBlob = Buffer.from(wrapped).toString('base64')
      const body = { KeyId: access.key, CiphertextBlob, EncryptionContext: boundTo(place) }
      const answer = parsed(Decrypted, await ask('Decrypt', body))
      ours(answer.KeyId)
      return new Uint8Array(Buffer.from(answer.Plaintext, 'base64'))
    },
    // KMS turns a key on demand a few times in its life only, and destroys nothing by it: its own yearly turning does.
    renew: async () => undefined,
    destroyOlder: async () => undefined,
    status: async () => {
      const described = await ask('DescribeKey', { KeyId: access.key })
      const { KeyState, CurrentKeyMaterialId } = parsed(Described, described).KeyMetadata
      const version = CurrentKeyMaterialId?.slice(0, 12) ?? KeyState
      return { version, oldest: undefined, usable: KeyState === 'Enabled' }
    },
  }
}

type Ask = (operation: string, body: object) => Promise<unknown>

function asker({ key, url, credential, deadlineMs, now }: KmsAccess): Ask {
  const region = ARN.exec(key)?.[2]
  if (region === undefined) throw new Error('a KMS key is named by its ARN, not by an alias')
  const address = `${(url ?? `https://kms.${region}.amazonaws.com`).replace(/\/$/, '')}/`
  const limits = { allowedHosts: [new URL(address).host], deadlineMs }
  return async (operation, content) => {
    const body = JSON.stringify(content)
    const headers = signedHeaders(credential, {
      method: 'POST',
      url: address,
      region,
      service: 'kms',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `TrentService.${operation}`,
      },
      body,
      at: (now ?? Date.now)(),
    })
    const answer = await call({ method: 'POST', url: address, headers, body }, limits)
    if (!answer.came) throw fault('away')
    const said = jsonOf(answer.body)
    if (answer.status === 200) return said
    throw fault(faultOf(answer.status, Trouble.safeParse(said).data?.__type ?? ''))
  }
}

function boundTo({ operator }: KeyPlace): Record<string, string> {
  return { use: 'kelisim keyring v1', operator }
}

/** `__type` may bear a namespace: `com.amazonaws.kms#NotFoundException`. */
const FAULTS: Readonly<Record<string, KeyServiceFault>> = {
  InvalidCiphertextException: 'not_authentic',
  IncorrectKeyException: 'not_authentic',
  NotFoundException: 'unknown_key',
  DisabledException: 'destroyed',
  KMSInvalidStateException: 'destroyed',
  AccessDeniedException: 'forbidden',
  UnrecognizedClientException: 'forbidden',
  InvalidSignatureException: 'forbidden',
  IncompleteSignatureException: 'forbidden',
  MissingAuthenticationTokenException: 'forbidden',
  ExpiredTokenException: 'forbidden',
  ThrottlingException: 'busy',
  LimitExceededException: 'busy',
  KeyUnavailableException: 'away',
  DependencyTimeoutException: 'away',
  KMSInternalException: 'away',
}

function faultOf(status: number, type: string): KeyServiceFault {
  const known = FAULTS[type.replace(/^.*#/, '')]
  if (known !== undefined) return known
  if (status === 429) return 'busy'
  if (status === 403) return 'forbidden'
  return status >= 500 ? 'away' : 'malformed'
}

function parsed<T>(shape: z.ZodType<T>, answer: unknown): T {
  const read = shape.safeParse(answer)
  if (!read.success) throw fault('malformed')
  return read.data
}

function fault(what: KeyServiceFault): KeyServiceError {
  return new KeyServiceError(KIND, what)
}
