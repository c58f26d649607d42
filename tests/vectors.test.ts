/**
 * Which published vectors are run, and where; and which are not, and why. A file of vectors that nobody has decided
 * about fails here, and so does an algorithm that came into use while its vectors are out of scope.
 */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DATA = fileURLToPath(new URL('../../shared/data/', import.meta.url))
const skip = existsSync(DATA) ? false : 'the folder of vectors is absent'

type Run = { readonly in: string }
type NotRun = { readonly why: string; readonly unused: RegExp }

const WYCHEPROOF = 'packages/vault/src/wycheproof.test.ts'
const KEY_WRAP = {
  why: 'keys are wrapped with XAES-256-GCM (decision 0020), which binds them to their place; KW and KWP authenticate no place',
  unused: /aes-?256-wrap|AES-KW/i,
}

const VECTORS: Readonly<Record<string, Run | NotRun>> = {
  'crypto/wycheproof/aes_gcm_test.json': { in: WYCHEPROOF },
  'crypto/wycheproof/hmac_sha256_test.json': { in: WYCHEPROOF },
  'crypto/wycheproof/hmac_sha512_test.json': { in: WYCHEPROOF },
  'crypto/wycheproof/hkdf_sha256_test.json': { in: WYCHEPROOF },
  'crypto/wycheproof/ed25519_test.json': { in: 'packages/ledger/src/ed25519.test.ts' },
  'crypto/cctv/ed25519vectors.json': { in: 'packages/ledger/src/ed25519.test.ts' },
  'crypto/xaes-256-gcm.json': { in: 'packages/vault/src/xaes.test.ts' },
  'crypto/wycheproof/aes_wrap_test.json': KEY_WRAP,
  'crypto/wycheproof/aes_kwp_test.json': KEY_WRAP,
  'crypto/wycheproof/hkdf_sha512_test.json': {
    why: 'nothing is derived with HKDF over SHA-512',
    unused: /hkdf(Sync)?\(\s*'sha512'/,
  },
}

test('each file of cryptographic vectors is run by a named test, or is out of scope for a reason that holds', {
  skip,
}, () => {
  const found = globSync('crypto/**/*.json', { cwd: DATA }).map((path) =>
    path.replaceAll('\\', '/'),
  )
  assert.deepEqual(found.toSorted(), Object.keys(VECTORS).toSorted())
  const sources = globSync('{packages,apps}/*/src/**/*.ts', { cwd: ROOT })
    .filter((path) => !path.includes('.test'))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  for (const [path, how] of Object.entries(VECTORS)) {
    if ('in' in how) {
      const name = path.split('/').at(-1) ?? path
      assert.ok(readFileSync(join(ROOT, how.in), 'utf8').includes(name), `${how.in} runs ${name}`)
    } else assert.ok(!sources.some((source) => how.unused.test(source)), `${path}: ${how.why}`)
  }
})
