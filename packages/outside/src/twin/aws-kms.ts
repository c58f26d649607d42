/**
 * A KMS on the loopback: checks the signature of every call, the target, the key, the context; answers as AWS does.
 *
 * The signature is computed anew from what arrived, with the code that `aws-signature.test.ts` holds against AWS's
 * values; a call of a moment more than five minutes away is refused. Wrappings are kept in a table.
 */
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { signedHeaders } from '../keys/aws-signature.ts'
import { type Heard, type Listening, listen } from './listen.ts'
import type { Trouble } from './transit.ts'

export const KMS_TWIN_KEY =
  'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
export const KMS_TWIN_ACCESS = 'AKIDOFTHETWIN'
export const KMS_TWIN_SECRET = 'secret/of+the/twin'
const SKEW_MS = 300_000

export interface KmsTwin extends Listening {
  readonly troubles: Trouble[]
  readonly heard: string[]
  readonly state: { keyState: 'Enabled' | 'Disabled' | 'PendingDeletion'; session?: string }
}

const Context = z.record(z.string(), z.string())
const Encrypt = z.strictObject({
  KeyId: z.string(),
  Plaintext: z.base64(),
  EncryptionContext: Context,
})
const Decrypt = z.strictObject({
  KeyId: z.string(),
  CiphertextBlob: z.base64(),
  EncryptionContext: Context,
})
const Describe = z.strictObject({ KeyId: z.string() })

interface Kept {
  readonly plaintext: string
  readonly bound: string
}

export async function kmsTwin(): Promise<KmsTwin> {
  const troubles: Trouble[] = []
  const heard: string[] = []
  const state: KmsTwin['state'] = { keyState: 'Enabled' }
  const kept = new Map<string, Kept>()
  const server = await listen((call, response) => {
    const target = String(call.headers['x-amz-target'])
    heard.push(target)
    const trouble = troubles.shift()
    if (trouble === 'silence') return
    if (trouble === 'nonsense') return void response.end('<html>')
    if (trouble !== undefined) return answer(response, trouble, { __type: 'InternalFailure' })
    const refusal = signatureFault(call, state.session)
    if (refusal !== undefined) return answer(response, 400, { __type: refusal })
    const said = perform(target, call, state, kept)
    answer(response, '__type' in said ? 400 : 200, said)
  })
  return { ...server, troubles, heard, state }
}

/** What a real endpoint would find wrong with who is calling, by its name there. */
function signatureFault(call: Heard, session: string | undefined): string | undefined {
  const { authorization, 'x-amz-date': date, host } = call.headers
  if (typeof authorization !== 'string') return 'MissingAuthenticationTokenException'
  const at = Date.parse(
    String(date).replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3:$4:$5Z'),
  )
  if (!(Math.abs(at - Date.now()) < SKEW_MS)) return 'InvalidSignatureException'
  if (!authorization.includes(`Credential=${KMS_TWIN_ACCESS}/`))
    return 'UnrecognizedClientException'
  if (call.headers['x-amz-security-token'] !== session) return 'UnrecognizedClientException'
  const expected = signedHeaders(
    { accessKey: KMS_TWIN_ACCESS, secretKey: KMS_TWIN_SECRET, session },
    {
      method: 'POST',
      url: `http://${String(host)}${call.path}`,
      region: 'eu-central-1',
      service: 'kms',
      headers: {
        'content-type': String(call.headers['content-type']),
        'x-amz-target': String(call.headers['x-amz-target']),
      },
      body: call.body,
      at,
    },
  )
  return expected['authorization'] === authorization ? undefined : 'InvalidSignatureException'
}

function perform(
  target: string,
  call: Heard,
  state: KmsTwin['state'],
  kept: Map<string, Kept>,
): object {
  const body: unknown = JSON.parse(call.body)
  const isOfKey = Describe.loose().safeParse(body).data?.KeyId === KMS_TWIN_KEY
  if (!isOfKey) return { __type: 'NotFoundException' }
  if (target === 'TrentService.DescribeKey')
    return { KeyMetadata: { KeyId: KMS_TWIN_KEY, KeyState: state.keyState, Enabled: true } }
  if (state.keyState === 'Disabled') return { __type: 'DisabledException' }
  if (state.keyState === 'PendingDeletion') return { __type: 'KMSInvalidStateException' }
  if (target === 'TrentService.Encrypt') {
    const asked = Encrypt.safeParse(body)
    if (!asked.success) return { __type: 'ValidationException' }
    const CiphertextBlob = randomBytes(152).toString('base64')
    kept.set(CiphertextBlob, {
      plaintext: asked.data.Plaintext,
      bound: boundOf(asked.data.EncryptionContext),
    })
    return { CiphertextBlob, KeyId: KMS_TWIN_KEY, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
  }
  if (target === 'TrentService.Decrypt') {
    const asked = Decrypt.safeParse(body)
    if (!asked.success) return { __type: 'ValidationException' }
    const found = kept.get(asked.data.CiphertextBlob)
    if (found?.bound !== boundOf(asked.data.EncryptionContext))
      return { __type: 'com.amazonaws.kms#InvalidCiphertextException' }
    return { Plaintext: found.plaintext, KeyId: KMS_TWIN_KEY }
  }
  return { __type: 'UnknownOperationException' }
}

function boundOf(context: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.entries(context).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify(body))
}
