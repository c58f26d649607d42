/** Signature Version 4 against the values that AWS published with it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signedHeaders, signingKey } from './aws-signature.ts'

const CREDENTIAL = {
  accessKey: 'AKIDEXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
}
const CALL = {
  method: 'GET',
  url: 'https://example.amazonaws.com/',
  region: 'us-east-1',
  service: 'service',
  headers: {},
  body: '',
  at: Date.UTC(2015, 7, 30, 12, 36, 0),
} as const
const SCOPE = 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request'

const authorization = (call: Parameters<typeof signedHeaders>[1]) =>
  signedHeaders(CREDENTIAL, call)['authorization']

test('the published signatures come out: get-vanilla, post-vanilla', () => {
  const of = (signature: string) =>
    `${SCOPE}, SignedHeaders=host;x-amz-date, Signature=${signature}`
  assert.equal(
    authorization(CALL),
    of('5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'),
  )
  assert.equal(
    authorization({ ...CALL, method: 'POST' }),
    of('5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'),
  )
})

test('the published signing key comes out', () => {
  const key = signingKey(CREDENTIAL.secretKey, '20120215/us-east-1/iam/aws4_request')
  assert.equal(
    Buffer.from(key).toString('hex'),
    'f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d',
  )
})

test('every header, the session and the body are signed; a query is refused', () => {
  const call = { ...CALL, headers: { 'X-Amz-Target': 'TrentService.Decrypt' } }
  const [plain, session] = [
    signedHeaders(CREDENTIAL, call),
    signedHeaders({ ...CREDENTIAL, session: 'session' }, call),
  ]
  assert.match(plain['authorization'] ?? '', /SignedHeaders=host;x-amz-date;x-amz-target, /)
  assert.equal(session['x-amz-security-token'], 'session')
  assert.match(session['authorization'] ?? '', /;x-amz-security-token;x-amz-target, /)
  const all = [
    call,
    { ...call, body: '{}' },
    { ...call, url: 'https://example.amazonaws.com/a' },
    { ...call, url: 'https://other.amazonaws.com/' },
    { ...call, headers: { 'X-Amz-Target': 'TrentService.Encrypt' } },
    { ...call, at: CALL.at + 1_000 },
  ].map(authorization)
  assert.equal(new Set(all).size, all.length)
  assert.throws(() => signedHeaders(CREDENTIAL, { ...CALL, url: `${CALL.url}?a=b` }), /query/)
})
