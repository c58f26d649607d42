/** The key file that a key service opens: its root, its operator and its head, or nothing (R-99, I5). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moment } from '@kelisim/terms'
import { newRootKey, openKeyringUnder, sealKeyringUnder, sealOf } from './enveloped-keyring.ts'
import { keyFrom } from './derive.ts'
import { framed, type Part } from './framed.ts'
import { logSeed, newKeyring, rotateKeyring } from './keyring.ts'
import { pooledRandom } from './random.ts'
import { openRecord, RECORD_OVERHEAD_BYTES, sealRecord } from './record.ts'

const random = pooledRandom()
const AT = moment(1_795_330_000_000)
const keyring = rotateKeyring(newKeyring('proleads', AT, random), AT, random)
const ROOT = random(32)
const root = () => Uint8Array.from(ROOT)
const WRAPPED = Uint8Array.from({ length: 300 }, (_, at) => at % 251)
const SEALED = sealKeyringUnder(keyring, { service: 'vault', wrapped: WRAPPED }, root(), random)
/** Magic, format, service, operator, wrapping: what stands before the record. */
const HEAD_BYTES = 8 + 1 + 1 + 5 + 1 + 8 + 2 + 300

test('a file under a service opens with its root, and the root is wiped by whoever uses it', () => {
  const given = root()
  const opened = openKeyringUnder(SEALED, given)
  assert.ok(opened)
  assert.deepEqual(opened, keyring)
  assert.deepEqual(logSeed(opened), logSeed(keyring))
  assert.ok(given.every((byte) => byte === 0))
  const sealing = root()
  sealKeyringUnder(keyring, { service: 'vault', wrapped: WRAPPED }, sealing, random)
  assert.ok(sealing.every((byte) => byte === 0))
  assert.equal(openKeyringUnder(SEALED, random(32)), undefined)
  for (const size of [31, 33]) assert.equal(openKeyringUnder(SEALED, random(size)), undefined)
  for (const size of [31, 33]) {
    const seal = () =>
      sealKeyringUnder(keyring, { service: 'v', wrapped: WRAPPED }, random(size), random)
    assert.throws(seal, /32 bytes/)
  }
  assert.equal(newRootKey(random).length, 32)
})

test('the head says in the open who unwraps the root, for whom, and the wrapping; all of it is authenticated', () => {
  assert.deepEqual(sealOf(SEALED), {
    service: 'vault',
    operator: 'proleads',
    wrapped: Buffer.from(WRAPPED),
  })
  const head = Buffer.concat([
    Buffer.from('KLSMKEYS\x02\x05vault\x08proleads'),
    Uint8Array.of(1, 44),
    WRAPPED,
  ])
  assert.deepEqual(Buffer.from(SEALED.subarray(0, HEAD_BYTES)), head)
  const record = SEALED.subarray(HEAD_BYTES)
  assert.ok(openRecord(keyFrom(root()), SEALED.subarray(0, HEAD_BYTES), record))
  for (let at = 0; at < SEALED.length; at++) {
    const altered = Uint8Array.from(SEALED)
    altered[at] = (altered[at] ?? 0) ^ 1
    assert.equal(openKeyringUnder(altered, root()), undefined, `byte ${at}`)
  }
  for (let bytes = 0; bytes < SEALED.length; bytes++) {
    assert.equal(openKeyringUnder(SEALED.subarray(0, bytes), root()), undefined, `${bytes} bytes`)
  }
})

test('what is no key file says nothing, and one under a passphrase says so', () => {
  assert.equal(sealOf(Buffer.from('KLSMKEYS\x01')), 'passphrase')
  for (const other of ['', 'KLSMKEY', 'XLSMKEYS\x01', 'KLSMKEYS\x03', 'KLSMKEYS\x02', 'KLSMKEYS']) {
    assert.equal(sealOf(Buffer.from(other)), undefined, other)
  }
  assert.equal(openKeyringUnder(Buffer.from('KLSMKEYS\x01'), root()), undefined)
})

/** A file that says this in its head, and has room for a record behind it. */
function file(
  service: string,
  operator: string,
  wrapped: number,
  room = RECORD_OVERHEAD_BYTES,
): Uint8Array {
  const size = Buffer.alloc(2)
  size.writeUInt16BE(wrapped)
  return Buffer.concat([
    Buffer.from(`KLSMKEYS\x02${String.fromCharCode(service.length)}${service}`),
    Buffer.from(`${String.fromCharCode(operator.length)}${operator}`),
    size,
    new Uint8Array(wrapped + room),
  ])
}

test('a head beyond its limits is none: no name, no operator, no wrapping, too much of it, no room for a record', () => {
  const envelope = (bytes: Uint8Array) => sealOf(bytes) !== undefined
  assert.ok(envelope(file('v', 'p', 1)))
  assert.ok(envelope(file('v', 'p', 8_192)))
  assert.ok(envelope(file('v', 'p', 1, 131_072 - 8 - 1 - 2 - 2 - 2 - 1)))
  for (const [name, bytes] of Object.entries({
    'no service': file('', 'p', 1),
    'no operator': file('v', '', 1),
    'no wrapping': file('v', 'p', 0),
    'too much wrapping': file('v', 'p', 8_193),
    'no room': file('v', 'p', 1, RECORD_OVERHEAD_BYTES - 1),
    'too large': file('v', 'p', 1, 131_072 - 8 - 1 - 2 - 2 - 2),
  })) {
    assert.equal(envelope(bytes), false, name)
  }
  const seal = (service: string, wrapped: number) => () =>
    sealKeyringUnder(keyring, { service, wrapped: new Uint8Array(wrapped) }, root(), random)
  for (const wrong of [seal('', 1), seal('v'.repeat(256), 1), seal('v', 0), seal('v', 8_193)]) {
    assert.throws(wrong, /an envelope names its service/)
  }
  for (const right of [seal('v'.repeat(255), 1), seal('v', 8_192)]) {
    assert.deepEqual(openKeyringUnder(right(), root()), keyring)
  }
})

test('a file that names one operator and holds another’s keys opens for neither', () => {
  const head = Buffer.from('KLSMKEYS\x02\x01v\x01p\x00\x01w')
  const content = openRecord(
    keyFrom(root()),
    SEALED.subarray(0, HEAD_BYTES),
    SEALED.subarray(HEAD_BYTES),
  )
  assert.ok(content)
  const mixed = sealRecord(keyFrom(root()), head, head, content, random)
  assert.equal(openKeyringUnder(mixed, root()), undefined)
})

test('authentic content of another form is a defect, and says which', () => {
  const head = Buffer.from('KLSMKEYS\x02\x01v\x01p\x00\x01w')
  const openContent = (content: Uint8Array) =>
    openKeyringUnder(sealRecord(keyFrom(root()), head, head, content, random), root())
  const open = (...parts: readonly Part[]) => openContent(framed(...parts))
  const keys = Array.from({ length: 5 }, () => random(32))
  const epoch = [1, AT] as const
  const whole = framed('kelisim/keyring/v1', 'p', 1, 1, ...epoch, ...keys)
  assert.equal(openContent(whole)?.operator, 'p')
  assert.throws(() => openContent(whole.subarray(0, -1)), /ends too early/)
  const wrong: readonly (readonly [RegExp, readonly Part[]])[] = [
    [/of no known form/, ['kelisim/keyring/v3', 'p', 1, 1, ...epoch, ...keys]],
    [/of no known form/, ['', 'p', 1, 1, ...epoch, ...keys]],
    [/out of range|outside/, ['kelisim/keyring/v2', 'p', 2, 1, ...epoch, ...keys]],
    [/malformed/, ['kelisim/keyring/v1', 'p', 1, 1, ...epoch, ...keys, 'more']],
    [/malformed/, ['kelisim/keyring/v1', '', 1, 1, ...epoch, ...keys]],
    [/beyond its limit/, ['kelisim/keyring/v1', 'p', 0x1_0000_0000, 1, ...epoch, ...keys]],
    [/beyond its limit/, ['kelisim/keyring/v1', 'p', 1, 367, ...epoch, ...keys]],
    [/beyond its limit/, ['kelisim/keyring/v1', 'p', 1, 1, 0x1_0000_0000, AT, ...keys]],
    [/a wrong size/, ['kelisim/keyring/v1', 'p', 1, 1, ...epoch, random(31), ...keys.slice(1)]],
    [/out of range|outside/, ['kelisim/keyring/v1', 'p', 1, 1, ...epoch, ...keys.slice(1)]],
  ]
  for (const [why, parts] of wrong) assert.throws(() => open(...parts), why)
})
