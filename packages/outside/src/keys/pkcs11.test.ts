/** PKCS#11 on a real module where the machine has one; what holds without a token, everywhere. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { folder } from '../twin/folder.ts'
import { SOFTOKEN_PIN, softoken, softokenPath, type Softoken } from '../twin/softoken.ts'
import { conforms, isFault } from './conformance.test-data.ts'
import { isPkcs11Address, type Pkcs11Access, pkcs11Service } from './pkcs11.ts'
import { readWrapped, wrappedBytes } from './pkcs11-talk.ts'

const PLACE = { operator: '350240001016' }
/** Room for a slow machine to start a process; the hanging module below is given less. */
const PATIENT_MS = 30_000
const PASSPHRASE = 'a passphrase of nobody'

function access(token: Softoken, more: Partial<Pkcs11Access> = {}): Pkcs11Access {
  const { address, reserved } = token
  return { address, reserved, pin: SOFTOKEN_PIN, deadlineMs: PATIENT_MS, ...more }
}

if (softokenPath === undefined) {
  test('PKCS#11 on a real module', { skip: 'no libsoftokn3.so on this machine' }, () => undefined)
} else {
  conforms('PKCS#11', async () => {
    const token = await softoken()
    const elsewhere = token.address.replace('object=kelisim', 'object=another')
    return {
      service: pkcs11Service(access(token)),
      stranger: pkcs11Service(access(token, { pin: 'another-pin' })),
      elsewhere: pkcs11Service(access(token, { address: elsewhere })),
      [Symbol.asyncDispose]: async () => {
        await token[Symbol.asyncDispose]()
      },
    }
  })

  test('R-99: versions are counted on the token, and the older ones are gone from it', async () => {
    await using token = await softoken()
    const service = pkcs11Service(access(token))
    assert.deepEqual(await service.status(), { version: '1', oldest: '1', usable: true })
    const old = await service.wrap(PLACE, new Uint8Array(32))
    await service.renew()
    await service.renew()
    assert.deepEqual(await service.status(), { version: '3', oldest: '1', usable: true })
    const fresh = await service.wrap(PLACE, new Uint8Array(32))
    assert.equal(readWrapped(fresh)?.version, 3)
    await service.destroyOlder(fresh)
    assert.deepEqual(await service.status(), { version: '3', oldest: '3', usable: true })
    await assert.rejects(service.unwrap(PLACE, old), isFault('destroyed'))
    const { nonce, sealed } = readWrapped(fresh) ?? assert.fail('no wrapping')
    const future = wrappedBytes({ version: 4, nonce, sealed })
    await assert.rejects(service.unwrap(PLACE, future), isFault('not_authentic'))
  })

  test('a token by another name, or no PKCS#11 in the file, is not served', async () => {
    await using token = await softoken()
    for (const address of [
      token.address.replace('NSS', 'Another'),
      token.address.replace(/module-path=.*/, 'module-path=/nowhere/module.so'),
      token.address.replace(/module-path=.*/, `module-path=${process.execPath}`),
    ]) {
      const service = pkcs11Service(access(token, { address }))
      await assert.rejects(service.status(), isFault('not_serving'), address)
    }
  })
}

test('a module that hangs is killed at the deadline; PIN and passphrase are in no argument and no setting of it', async () => {
  await using place = await folder()
  // Whoever opens a pipe that nobody writes to waits for ever.
  const module = join(place.path, 'module.so')
  execFileSync('mkfifo', [module])
  const address = `pkcs11:token=a;object=b?module-path=${module}`
  process.env['KELISIM_PASSPHRASE'] = PASSPHRASE
  const service = pkcs11Service({ address, pin: SOFTOKEN_PIN, deadlineMs: 2_000 })
  const asked = service.wrap(PLACE, new Uint8Array(32))
  const seen = await Promise.all(processesBelow().map(async (id) => await saidOf(id)))
  delete process.env['KELISIM_PASSPHRASE']
  assert.ok(seen.some((text) => text.includes('pkcs11-call.ts')))
  for (const text of seen) {
    for (const secret of [SOFTOKEN_PIN, PASSPHRASE]) assert.ok(!text.includes(secret))
  }
  await assert.rejects(asked, isFault('away'))
})

test('RFC 7512: an address names token, key and module, and never carries a PIN', () => {
  assert.ok(isPkcs11Address('pkcs11:token=A%20b;object=k?module-path=/usr/lib/m.so'))
  for (const address of [
    'pkcs11:token=a;object=k',
    'pkcs11:token=a;object=k?module-path=/m.so&pin-value=1234',
    'pkcs11:token=%zz;object=k?module-path=/m.so',
    'pkcs11:object=k?module-path=/m.so',
    'https://token=a;object=k?module-path=/m.so',
    'pkcs11:token=a;object=k?module-path=/m.so?module-path=/n.so',
    '',
  ]) {
    assert.equal(isPkcs11Address(address), false, address)
    assert.throws(() => pkcs11Service({ address, pin: '', deadlineMs: 1 }))
  }
})

test('I5: what this program cannot have wrapped is not sent to the token', () => {
  const whole = wrappedBytes({ version: 7, nonce: new Uint8Array(12), sealed: new Uint8Array(48) })
  assert.equal(readWrapped(whole)?.version, 7)
  const otherFormat = Uint8Array.from(whole)
  otherFormat[0] = 2
  for (const bytes of [whole.subarray(1), new Uint8Array(0), otherFormat])
    assert.equal(readWrapped(bytes), undefined)
})

function processesBelow(): readonly string[] {
  return readdirSync('/proc').filter((id) => /^\d+$/.test(id) && parentOf(id) === process.pid)
}

/** undefined when it has ended meanwhile. */
function parentOf(id: string): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}

async function saidOf(id: string): Promise<string> {
  return (
    await Promise.all(
      ['cmdline', 'environ'].map(async (file) => await readFile(`/proc/${id}/${file}`, 'utf8')),
    )
  ).join()
}
