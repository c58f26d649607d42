/**
 * What does a box cost, against plain AES-256-GCM with one key and nothing around it?
 *
 * Both are measured in turn in the same run, per CPU-second of this process, so that the ratio
 * stands on a busy machine too. Run: `node bench/vault.bench.ts [--json]`. Takes some seconds.
 */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { moment, subjectId } from '@kelisim/terms'
import * as vault from '@kelisim/vault'

const ROUNDS = 7
const ROUND_CALLS = 4_000
const CONTENT_BYTES = 1_024
const OPTIONS = { authTagLength: 16 } as const

const random = vault.pooledRandom()
const content = random(CONTENT_BYTES)
const subject = subjectId(random(16))
const place = { operator: 'proleads', subject, box: 'identity', version: 1, keyVersion: 1 } as const
const keyring = vault.newKeyring('proleads', moment(1), random)
const key = vault.newSubjectKey(random, 1)
const box = vault.sealBox(key, place, content, random)
const row = { ...vault.wrapSubjectKey(keyring, subject, key, random), keyVersion: 1 }
const token = vault.sealToken(keyring, 'draft', moment(2), content, random)

const plainKey = createSecretKey(randomBytes(32))
const plainSealed = sealPlain()

/** One key for everything, no subkey, no commitment, no place: the least that can be called sealed. */
function sealPlain(): { nonce: Uint8Array; sealed: Uint8Array; tag: Uint8Array } {
  const nonce = random(12)
  const cipher = createCipheriv('aes-256-gcm', plainKey, nonce, OPTIONS)
  const sealed = cipher.update(content)
  cipher.final()
  return { nonce, sealed, tag: cipher.getAuthTag() }
}

function openPlain(): void {
  const decipher = createDecipheriv('aes-256-gcm', plainKey, plainSealed.nonce, OPTIONS)
  decipher.setAuthTag(plainSealed.tag)
  decipher.update(plainSealed.sealed)
  decipher.final()
}

function demand<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('what was sealed did not open')
  return value
}

const MEASURED: readonly (readonly [name: string, against: string, call: () => unknown])[] = [
  ['plain seal 1 KiB', 'plain seal 1 KiB', sealPlain],
  ['seal box 1 KiB', 'plain seal 1 KiB', () => vault.sealBox(key, place, content, random)],
  ['plain open 1 KiB', 'plain open 1 KiB', openPlain],
  ['open box 1 KiB', 'plain open 1 KiB', () => demand(vault.openBox(key, place, box))],
  [
    'unwrap key and open box 1 KiB',
    'plain open 1 KiB',
    () => demand(vault.openBox(demand(vault.unwrapSubjectKey(keyring, subject, row)), place, box)),
  ],
  ['new subject: key, wrap, 8 boxes', 'plain seal 1 KiB', newSubject],
  ['wrap anew (rotation)', 'plain seal 1 KiB', wrapAnew],
  ['handle of an unwrapped key', 'plain open 1 KiB', freshHandle],
  ['blind index', 'plain seal 1 KiB', () => vault.blindIndex(keyring, 'phone', '+77010000000')],
  [
    'open token 1 KiB',
    'plain open 1 KiB',
    () => demand(vault.openToken(keyring, 'draft', moment(1), token)),
  ],
]

function newSubject(): void {
  const fresh = vault.newSubjectKey(random, 1)
  vault.wrapSubjectKey(keyring, subject, fresh, random)
  for (let number = 0; number < 8; number++) vault.sealBox(fresh, place, content, random)
}

function wrapAnew(): void {
  const opened = demand(vault.unwrapSubjectKey(keyring, subject, row))
  vault.wrapSubjectKey(keyring, subject, opened, random)
}

function freshHandle(): void {
  vault.handleOf(vault.newSubjectKey(random, 1))
}

function perCpuSecond(call: () => unknown): number {
  const before = process.cpuUsage()
  for (let number = 0; number < ROUND_CALLS; number++) call()
  const { user, system } = process.cpuUsage(before)
  return (ROUND_CALLS * 1_000_000) / (user + system)
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

const rounds = new Map(MEASURED.map(([name]): [string, number[]] => [name, []]))
for (const [, , call] of MEASURED) perCpuSecond(call)
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, , call] of MEASURED) rounds.get(name)?.push(perCpuSecond(call))
}
const results = MEASURED.map(([name, against]) => {
  const perSecond = median(rounds.get(name) ?? [])
  return {
    name,
    perSecond: Math.round(perSecond),
    ratio: perSecond / median(rounds.get(against) ?? []),
  }
})

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ node: process.version, contentBytes: CONTENT_BYTES, results }))
} else {
  for (const { name, perSecond, ratio } of results) {
    console.log(
      `${name.padEnd(34)}${String(perSecond).padStart(9)} /CPU-s ${ratio.toFixed(2).padStart(7)}`,
    )
  }
}
