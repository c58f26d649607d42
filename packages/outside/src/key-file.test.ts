import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, open, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { moment } from '@kelisim/terms'
import { logSeed, newKeyring, rotateKeyring } from '@kelisim/vault'
import {
  KeyFileError,
  type KeyFileFault,
  openOrMakeKeyFile,
  readKeyFile,
  readPassphrase,
  writeKeyFile,
} from './key-file.ts'
import { passphraseLock } from './keys/key-lock.ts'
import { folder } from './twin/folder.ts'

const AT = moment(1_800_000_000_000)
const PASSPHRASE = new TextEncoder().encode('correct horse battery staple')
const LOCK = passphraseLock(PASSPHRASE)
const locks = [LOCK] as const
const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
const isFault = (fault: KeyFileFault) => (error: unknown) =>
  error instanceof KeyFileError && error.fault === fault

test('a key file that is not there is not an error; it is made once and read again', async () => {
  await using at = await folder()
  const path = join(at.path, 'keys')
  assert.equal(await readKeyFile(path, locks), undefined)
  const making = { path, operator: 'op', locks, at: AT, random }
  const made = await openOrMakeKeyFile(making)
  const again = await openOrMakeKeyFile(making)
  assert.deepEqual(logSeed(again.keyring), logSeed(made.keyring))
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(at.path), ['keys'], 'no temporary file is left')
})

test('two processes that start at once get the same keys', async () => {
  await using at = await folder()
  const making = {
    path: join(at.path, 'keys'),
    operator: 'op',
    locks,
    at: AT,
    random,
  }
  const rings = await Promise.all([openOrMakeKeyFile(making), openOrMakeKeyFile(making)])
  assert.deepEqual(logSeed(rings[0].keyring), logSeed(rings[1].keyring))
})

test('94-V art. 22: a key file that others may read, or of another operator, is refused', async () => {
  await using at = await folder()
  const path = join(at.path, 'keys')
  const making = { path, operator: 'op', locks, at: AT, random }
  await openOrMakeKeyFile(making)
  await assert.rejects(openOrMakeKeyFile({ ...making, operator: 'x' }), isFault('other_operator'))
  for (const mode of [0o640, 0o604, 0o644]) {
    await chmod(path, mode)
    await assert.rejects(readKeyFile(path, locks), isFault('readable_by_others'))
  }
})

test('a wrong passphrase and an altered file are refused; no new keys are made over them', async () => {
  await using at = await folder()
  const path = join(at.path, 'keys')
  const making = { path, operator: 'op', locks, at: AT, random }
  await openOrMakeKeyFile(making)
  const wrong = new TextEncoder().encode('correct horse battery stable')
  await assert.rejects(
    openOrMakeKeyFile({ ...making, locks: [passphraseLock(wrong)] }),
    isFault('wrong_passphrase'),
  )
  const bytes = await readFile(path)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  await writeFile(path, bytes)
  await assert.rejects(openOrMakeKeyFile(making), isFault('wrong_passphrase'))
  assert.deepEqual(await readFile(path), bytes)
})

test('I5: replacing overwrites the bytes of the old file, also for one who holds it open', async () => {
  await using at = await folder()
  const path = join(at.path, 'keys')
  const first = newKeyring('op', AT, random)
  await writeKeyFile(first, { path, lock: LOCK, random })
  const old = await open(path, 'r')
  try {
    const before = await readFile(path)
    await writeKeyFile(rotateKeyring(first, AT, random), { path, lock: LOCK, random })
    const left = await old.readFile()
    assert.equal(left.length, before.length)
    assert.ok(left.every((byte) => byte === 0))
  } finally {
    await old.close()
  }
  assert.equal((await readKeyFile(path, locks))?.keyring.epoch, 2)
})

test('the passphrase comes from the environment; without one only a demo start goes on', async () => {
  await using at = await folder()
  const keyFile = join(at.path, 'keys')
  const source = { environment: undefined, demo: false, keyFile, random }
  await assert.rejects(readPassphrase(source), isFault('no_passphrase'))
  await assert.rejects(readPassphrase({ ...source, environment: '' }), isFault('no_passphrase'))
  assert.deepEqual(await readdir(at.path), [])
  const given = await readPassphrase({ ...source, environment: 'from outside' })
  assert.equal(new TextDecoder().decode(given), 'from outside')
})

test('a demo start makes a passphrase once, for its owner only; production never reads it', async () => {
  await using at = await folder()
  const keyFile = join(at.path, 'keys')
  const source = { environment: undefined, demo: true, keyFile, random }
  const [one, two] = await Promise.all([readPassphrase(source), readPassphrase(source)])
  assert.ok(one.length >= 32)
  assert.deepEqual(two, one)
  assert.deepEqual(await readPassphrase(source), one)
  assert.equal((await stat(`${keyFile}.passphrase`)).mode & 0o777, 0o600)
  await assert.rejects(readPassphrase({ ...source, demo: false }), isFault('no_passphrase'))
  await chmod(`${keyFile}.passphrase`, 0o644)
  await assert.rejects(readPassphrase(source), isFault('readable_by_others'))
})
