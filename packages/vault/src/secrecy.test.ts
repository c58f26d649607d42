/** I11: whatever an object of this package is printed with, no secret byte of it appears. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serialize } from 'node:v8'
import { format, inspect } from 'node:util'
import { moment, subjectId } from '@kelisim/terms'
import * as vault from './index.ts'
import { Keyring } from './keyring.ts'
import { SubjectKey } from './subject-key.ts'

const SUBJECT = subjectId(Uint8Array.from({ length: 16 }, (_, at) => at))
const PASSPHRASE = Buffer.from('passphrase-of-the-keyring')

/** Every secret is one repeated, recognisable byte, so that any piece of it can be searched for. */
function marked(): { readonly random: vault.Random; readonly given: Set<number> } {
  const given = new Set<number>()
  let next = 0xa0
  const random = (bytes: number) => {
    given.add(next)
    return new Uint8Array(bytes).fill(next++)
  }
  return { random, given }
}

const { random, given } = marked()
const keyring = vault.rotateKeyring(
  vault.newKeyring('proleads', moment(1), random),
  moment(2),
  random,
)
const key = vault.newSubjectKey(random, 1)
vault.handleOf(key)
const secretBytes = [...given]
const wrapping = Keyring.wrappingKey(keyring, 1)
assert.ok(wrapping)

const objects: Readonly<Record<string, object>> = {
  keyring,
  key,
  wrapping,
  secrets: Keyring.secretsOf(keyring),
  records: SubjectKey.recordsOf(key),
  opened:
    vault.openKeyring(vault.sealKeyring(keyring, PASSPHRASE, vault.pooledRandom()), PASSPHRASE) ??
    {},
}

function printings(value: object): readonly string[] {
  const all = { depth: 20, showHidden: true, getters: true, maxArrayLength: null } as const
  return [
    format('%s %j %o %O', value, value, value, value),
    `${JSON.stringify(value)}`,
    JSON.stringify({ ...value }),
    JSON.stringify(Object.getOwnPropertyDescriptors(value)),
    inspect(value),
    inspect(value, all),
    inspect({ nested: [value] }, { ...all, showProxy: true }),
    inspect(new Error('wrapped', { cause: value }), all),
  ]
}

test('I11: no keyring and no key shows a secret when printed, serialised or spread', () => {
  assert.equal(secretBytes.length, 7)
  for (const [name, value] of Object.entries(objects)) {
    for (const printed of printings(value)) {
      for (const byte of secretBytes) assert.ok(!shows(printed, byte), `${name}: ${printed}`)
    }
  }
})

test('I11: the search would find a secret if there were one', () => {
  const leak = { key: new Uint8Array(32).fill(0xa0) }
  assert.ok(printings(leak).some((printed) => shows(printed, 0xa0)))
  assert.ok(shows(Buffer.alloc(32, 0xa0).toString('hex'), 0xa0))
  assert.ok(shows(Buffer.alloc(32, 0xa0).toString('base64'), 0xa0))
})

test('I11: a key or keyring sent to another thread or written to disk arrives without its secrets', () => {
  for (const value of [keyring, key]) {
    const written = serialize(value)
    for (const byte of secretBytes) assert.equal(written.indexOf(Buffer.alloc(4, byte)), -1)
    assert.deepEqual(Object.keys(structuredClone(value)), Object.keys(value))
  }
})

test('I11: the bytes a key was made from are wiped, or are the key itself: it exists once', () => {
  const handed: Uint8Array[] = []
  const random = (bytes: number) => {
    const fresh = new Uint8Array(bytes).fill(0xee)
    handed.push(fresh)
    return fresh
  }
  const key = vault.newSubjectKey(random, 1)
  vault.rotateKeyring(vault.newKeyring('proleads', moment(1), random), moment(2), random)
  assert.equal(handed.length, 7)
  for (const bytes of handed.slice(1)) assert.ok(bytes.every((byte) => byte === 0))
  assert.ok(handed[0]?.every((byte) => byte === 0xee))
  vault.wipeSubjectKey(key)
  assert.ok(handed[0]?.every((byte) => byte === 0))
})

test('I11: no error of this package repeats what it was given', () => {
  const value = 'қупия-мән-2026'
  const place = { operator: value, subject: SUBJECT, box: value, version: 1, keyVersion: 9 }
  const defects: readonly (() => unknown)[] = [
    () => vault.sealBox(key, place, Buffer.from(value), random),
    () => vault.sealBox(key, { ...place, keyVersion: 1, version: 0.5 }, Buffer.from(value), random),
    () => vault.blindIndex(keyring, value, `${value}\ud800`),
    () => vault.hashPassword(value.repeat(100), random),
    () => vault.sealToken(keyring, `${value}\ud800`, moment(5), Buffer.from(value), random),
    () => vault.sealKeyring(keyring, Buffer.from(value.repeat(100)), random),
    () => vault.newKeyring(value.repeat(100), moment(1), random),
    () => vault.forgetEpoch(keyring, 2),
  ]
  for (const defect of defects) {
    assert.throws(defect, (error) => error instanceof Error && !inspect(error).includes(value))
  }
})

/** Four equal secret bytes in a row, in hexadecimal, decimal or base64. */
function shows(printed: string, byte: number): boolean {
  const hex = byte.toString(16).padStart(2, '0')
  const decimal = [byte, byte, byte, byte].join('|')
  const base64 = Buffer.alloc(6, byte).toString('base64')
  const pattern = `(${hex}[ ,]*){4}|${decimal.replaceAll('|', '[,\\s]+(?:"\\d+":)?')}|${escaped(base64)}`
  return new RegExp(pattern, 'i').test(printed)
}

function escaped(text: string): string {
  return text.replace(/[+/]/g, '\\$&')
}
