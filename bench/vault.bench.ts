/**
 * What does a person's dossier cost to open, and a box to seal, against plain AES-256-GCM with one key and nothing
 * around it?
 *
 * All are measured in turn in the same run, per CPU-second of this process, so that the ratio stands on a busy
 * machine too. A dossier is another person's at every call, whose key a rotation wrapped, as in the house. Its floor is
 * what OpenSSL has to do for it through Node with nothing around: unwrap 32 bytes, one HMAC, open 1 KiB.
 *
 *   node bench/vault.bench.ts [--json] [--write]      some seconds; --write: into docs/evidence/vault-speed.md
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
} from 'node:crypto'
import { moment, subjectId } from '@kelisim/terms'
import * as vault from '@kelisim/vault'
import { writeEvidence } from './evidence.ts'

const ROUNDS = 7
const ROUND_CALLS = 4_000
const CONTENT_BYTES = 1_024
const PEOPLE = 2_000
/** An application with everything filled in: boxes of a few short values. */
const WHOLE = { boxes: 9, bytes: 120 } as const
/** As many as a rotation wraps with one first half of the nonce. */
const BATCH = 1_000
const OPTIONS = { authTagLength: 16 } as const

const random = vault.pooledRandom()
const content = random(CONTENT_BYTES)
const keyring = vault.newKeyring('proleads', moment(1), random)
const [somebody] = dossiers(1, 1, CONTENT_BYTES)
if (somebody === undefined) throw new Error('nobody')
const { subject, row, key } = somebody
const place = placeOf(subject, 0)
const box = vault.sealBox(key, place, content, random)
const token = vault.sealToken(keyring, 'draft', moment(2), content, random)
const people = dossiers(PEOPLE, 1, CONTENT_BYTES)
const wholes = dossiers(PEOPLE, WHOLE.boxes, WHOLE.bytes)
/** Keys just unwrapped, each for one opening. */
const unused = Array.from({ length: ROUND_CALLS * (ROUNDS + 1) }, (_, turn) => {
  const person = at(people, turn)
  return { ...person, key: unwrapped(person) }
})
for (const person of people) openAll(person, person.key)

const plainKey = createSecretKey(random(32))
const plain = sealPlain(plainKey, content)
const plainWrapped = sealPlain(plainKey, random(32))

interface Dossier {
  readonly subject: ReturnType<typeof subjectId>
  readonly key: vault.SubjectKey
  readonly row: vault.WrappedKey & { readonly keyVersion: number }
  readonly boxes: readonly Uint8Array[]
}

/** Their keys are wrapped as a rotation leaves them: in batches. */
function dossiers(count: number, boxes: number, bytes: number): readonly Dossier[] {
  let batch = vault.newWrapBatch(random)
  return Array.from({ length: count }, (_, turn) => {
    if (turn % BATCH === 0) batch = vault.newWrapBatch(random)
    const subject = subjectId(random(16))
    const key = vault.newSubjectKey(random, 1)
    const first = { ...vault.wrapSubjectKey(keyring, subject, key, random), keyVersion: 1 }
    const row = { ...demand(vault.wrapAnew(keyring, subject, first, random, batch)), keyVersion: 1 }
    const sealed = Array.from({ length: boxes }, (_, number) =>
      vault.sealBox(key, placeOf(subject, number), random(bytes), random),
    )
    return { subject, key, row, boxes: sealed }
  })
}

function placeOf(subject: Dossier['subject'], number: number): vault.BoxPlace {
  return { operator: 'proleads', subject, box: `box-${number}`, version: 1, keyVersion: 1 }
}

function unwrapped({ subject, row }: Dossier): vault.SubjectKey {
  return demand(vault.unwrapSubjectKey(keyring, subject, row))
}

function openAll({ subject, boxes }: Dossier, key: vault.SubjectKey): void {
  for (let number = 0; number < boxes.length; number++) {
    demand(vault.openBox(key, placeOf(subject, number), at(boxes, number)))
  }
}

function openDossier(person: Dossier): void {
  openAll(person, unwrapped(person))
}

/** One key for everything, no subkey, no commitment, no place: the least that can be called sealed. */
function sealPlain(key: KeyObject, bytes: Uint8Array) {
  const nonce = random(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, OPTIONS)
  const sealed = cipher.update(bytes)
  cipher.final()
  return { nonce, sealed, tag: cipher.getAuthTag() }
}

function openPlain({ nonce, sealed, tag }: ReturnType<typeof sealPlain>): void {
  const decipher = createDecipheriv('aes-256-gcm', plainKey, nonce, OPTIONS)
  decipher.setAuthTag(tag)
  decipher.update(sealed)
  decipher.final()
}

function openFloor(): void {
  openPlain(plainWrapped)
  createHmac('sha512', plainKey).update(plain.nonce).digest()
  openPlain(plain)
}

function demand<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('what was sealed did not open')
  return value
}

function at<Value>(all: readonly Value[], turn: number): Value {
  return demand(all[turn % all.length])
}

const SEAL = 'plain seal 1 KiB'
const OPEN = 'plain open 1 KiB'
const FLOOR = 'floor of a dossier'

type Measured = readonly [name: string, against: string, call: (turn: number) => unknown]

const MEASURED: readonly Measured[] = [
  [SEAL, SEAL, () => sealPlain(plainKey, content)],
  ['seal box 1 KiB', SEAL, () => vault.sealBox(key, place, content, random)],
  [OPEN, OPEN, () => openPlain(plain)],
  [FLOOR, FLOOR, openFloor],
  ['dossier, 1 box of 1 KiB: unwrap and open', FLOOR, (turn) => openDossier(at(people, turn))],
  ['  its key in memory', FLOOR, (turn) => openUnused(turn)],
  ['  its box opened before', FLOOR, (turn) => openAll(at(people, turn), at(people, turn).key)],
  ['dossier, 9 boxes of 120 B: unwrap and open', FLOOR, (turn) => openDossier(at(wholes, turn))],
  ['new subject: key, wrap, 8 boxes', SEAL, newSubject],
  ['wrap anew (rotation)', SEAL, wrapAnew],
  ['handle of an unwrapped key', OPEN, () => vault.handleOf(vault.newSubjectKey(random, 1))],
  ['blind index', SEAL, () => vault.blindIndex(keyring, 'phone', '+77010000000')],
  ['open token 1 KiB', OPEN, () => demand(vault.openToken(keyring, 'draft', moment(1), token))],
]

let used = 0
function openUnused(_turn: number): void {
  const person = at(unused, used++)
  openAll(person, person.key)
}

function newSubject(): void {
  const fresh = vault.newSubjectKey(random, 1)
  vault.wrapSubjectKey(keyring, subject, fresh, random)
  for (let number = 0; number < 8; number++) vault.sealBox(fresh, place, content, random)
}

const batch = vault.newWrapBatch(random)
function wrapAnew(): void {
  demand(vault.wrapAnew(keyring, subject, row, random, batch))
}

function perCpuSecond(call: (turn: number) => unknown): number {
  const before = process.cpuUsage()
  for (let turn = 0; turn < ROUND_CALLS; turn++) call(turn)
  const { user, system } = process.cpuUsage(before)
  return (ROUND_CALLS * 1_000_000) / (user + system)
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

demand(vault.openBox(key, place, box))
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
    microseconds: 1e6 / perSecond,
    against,
    ratio: perSecond / median(rounds.get(against) ?? []),
  }
})

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ node: process.version, contentBytes: CONTENT_BYTES, results }))
} else {
  for (const { name, perSecond, microseconds, ratio } of results) {
    console.log(
      `${name.padEnd(44)}${String(perSecond).padStart(9)} /CPU-s ${microseconds.toFixed(1).padStart(7)} µs ${ratio.toFixed(2).padStart(6)}`,
    )
  }
}
if (process.argv.includes('--write')) {
  await writeEvidence({
    file: 'vault-speed.md',
    title: 'What do a dossier and a box cost?',
    words: [
      'Written by `node bench/vault.bench.ts --write`; the module says what is measured. Processor time of one process, one',
      `thread, median of ${ROUNDS} rounds of ${ROUND_CALLS} calls; the ratio is to the line named, in the same run.`,
    ],
    headings: ['what', 'µs of processor time', 'per CPU-second', 'times', 'of'],
    rows: results.map(({ name, perSecond, microseconds, against, ratio }) => [
      name.trim(),
      microseconds.toFixed(1),
      String(perSecond),
      ratio.toFixed(2),
      against,
    ]),
  })
}
