/**
 * Random flips of single bits in everything that is stored sealed or signed: is each one found, and is the
 * first bad record named?
 *
 * One log of 300 entries with its tiles, bundles and checkpoint, a receipt, a person's box, a wrapped key and
 * an object of a backup. A flip of the checkpoint or of a receipt may also change nothing that is signed (the
 * signature of a key the reader does not know); then what is read must be what it was, and it is counted apart.
 * Repeatable by its seed.
 */
import {
  checkReceipt,
  encodeBundle,
  entryBundlePath,
  formatCheckpoint,
  grow,
  inclusionProof,
  leafHash,
  makeReceipt,
  newCosigner,
  newSigner,
  newVerifier,
  openCheckpoint,
  signNote,
  tilePath,
  verifyLog,
} from '@kelisim/ledger'
import { moment, type SubjectId } from '@kelisim/terms'
import {
  newKeyring,
  newSubjectKey,
  openBox,
  openFromBackup,
  pooledRandom,
  sealBox,
  sealForBackup,
  unwrapSubjectKey,
  wrapSubjectKey,
} from '@kelisim/vault'

/** `harmless`: what is read is what was signed. `misnamed`: found, but another record was named first. */
export type Verdict = 'found' | 'harmless' | 'misnamed' | 'missed'

interface Target {
  readonly name: string
  readonly bytes: Uint8Array
  readonly judge: (spoiled: Uint8Array, at: number) => Promise<Verdict> | Verdict
}

export type Tally = Readonly<Record<string, Readonly<Record<Verdict, number>>>>

const ENTRIES = 300
const ORIGIN = 'kelisim.example/ledger'

export async function flipBits(
  flips: number,
  seed: number,
  progress: (done: number) => void = () => undefined,
): Promise<Tally> {
  const targets = [...(await logTargets()), ...sealedTargets()]
  const tally: Record<string, Record<Verdict, number>> = {}
  const next = chance(seed)
  for (let flip = 0; flip < flips; flip++) {
    const target = targets[flip % targets.length]
    if (target === undefined) throw new Error('nothing to flip')
    const at = next(target.bytes.length)
    const spoiled = Uint8Array.from(target.bytes)
    spoiled[at] = (spoiled[at] ?? 0) ^ (1 << next(8))
    const verdict = await target.judge(spoiled, at)
    const counts = (tally[target.name] ??= { found: 0, harmless: 0, misnamed: 0, missed: 0 })
    counts[verdict] += 1
    if (flip % 1_000 === 0) progress(flip)
  }
  return tally
}

async function logTargets(): Promise<readonly Target[]> {
  const signer = newSigner(ORIGIN, new Uint8Array(32).fill(7))
  const witness = newCosigner('w.example', new Uint8Array(32).fill(8), () => 1_790_000_000)
  const entries = Array.from({ length: ENTRIES }, (_, at) =>
    Buffer.from(`{"at":"2026-11-22T00:00:00.000Z","kind":"sample","n":${at}}`),
  )
  const { tiles, root } = grow(0, [], entries.map(leafHash))
  const files = new Map<string, Uint8Array>(tiles.map((tile) => [tilePath(tile), tile.bytes]))
  for (let from = 0; from < ENTRIES; from += 256) {
    const part = entries.slice(from, from + 256)
    files.set(entryBundlePath(from / 256, part.length), encodeBundle(part))
  }
  const body = formatCheckpoint({ origin: ORIGIN, size: ENTRIES, root })
  const note = signNote(body, [signer, witness])
  files.set('checkpoint', Buffer.from(note))
  const [log, other] = [signer.vkey, witness.vkey].map(newVerifier)
  if (log === undefined || other === undefined) throw new Error('keys of our own')
  const inLog = [...files.entries()].flatMap(([path, bytes]): Target[] => {
    if (path === 'checkpoint') return []
    const judge = async (spoiled: Uint8Array, at: number): Promise<Verdict> => {
      const read = async (asked: string) => (asked === path ? spoiled : files.get(asked))
      const found = await verifyLog({ read }, signer.vkey)
      if (found.ok) return 'missed'
      const { index, count } = found.firstBad
      const bad = recordAt(path, bytes, at)
      const isNamed = index !== undefined && index <= bad && bad < index + Math.max(count, 1)
      return isNamed || found.firstBad.path === path ? 'found' : 'misnamed'
    }
    return [{ name: path.replace(/\/[0-9x/]+(\.p\/\d+)?$/, ''), bytes, judge }]
  })
  const checkpoint: Target = {
    name: 'checkpoint',
    bytes: Buffer.from(note),
    judge: (spoiled) => {
      const opened = openCheckpoint(spoiled, log, [other])
      if (!opened.ok) return 'found'
      return opened.note.body === body ? 'harmless' : 'missed'
    },
  }
  const proof = await inclusionProof(
    async ({ level, index }) =>
      tiles.find((tile) => tile.level === level && tile.index === index)?.bytes,
    123,
    ENTRIES,
  )
  const entry = entries[123]
  if (entry === undefined) throw new Error('an entry of our own')
  const receipt = JSON.stringify(
    makeReceipt({
      log: { origin: ORIGIN, vkey: signer.vkey },
      entry,
      index: 123,
      proof,
      checkpoint: note,
    }),
  )
  const receipts: Target = {
    name: 'receipt',
    bytes: Buffer.from(receipt),
    judge: (spoiled) => {
      const found = checkReceipt(Buffer.from(spoiled).toString('utf8'), signer.vkey, [other])
      if (!found.ok) return 'found'
      return found.index === 123 && Buffer.from(found.entry).equals(entry) ? 'harmless' : 'missed'
    },
  }
  return [...inLog, checkpoint, receipts]
}

/** Which entry the flipped byte of a bundle or of a lowest tile belongs to; of a higher tile, its first. */
function recordAt(path: string, bytes: Uint8Array, at: number): number {
  const bundle = /\/(\d{3})(?:\.p\/\d+)?$/.exec(path)
  const first = Number(bundle?.[1] ?? 0) * 256
  if (path.startsWith('tile/0/')) return first + Math.floor(at / 32)
  if (!path.startsWith('tile/entries/')) return 0
  let index = first
  for (let from = 0; from < bytes.length; index++) {
    from += 2 + (bytes[from] ?? 0) * 256 + (bytes[from + 1] ?? 0)
    if (at < from) return index
  }
  return index
}

function sealedTargets(): readonly Target[] {
  const random = pooledRandom()
  const keyring = newKeyring('350140000014', moment(1_790_000_000_000), random)
  const key = newSubjectKey(random, 1)
  const subject = '0192f7a0-0000-7000-8000-000000000001' as SubjectId
  const place = { operator: '350140000014', subject, box: 'identity', version: 1, keyVersion: 1 }
  const box = sealBox(key, place, Buffer.from('{"last_name":"Үлгі"}'), random)
  const wrapped = wrapSubjectKey(keyring, subject, key, random)
  const stored = { medium: 'medium', kind: 'row', name: 'consent' }
  const backup = sealForBackup(keyring, stored, Buffer.from('{"row":{}}'), random)
  const whole = (opened: unknown): Verdict => (opened === undefined ? 'found' : 'missed')
  return [
    { name: 'box', bytes: box, judge: (spoiled) => whole(openBox(key, place, spoiled)) },
    {
      name: 'wrapped key',
      bytes: wrapped.wrapped,
      judge: (spoiled) => {
        return whole(
          unwrapSubjectKey(keyring, subject, { ...wrapped, keyVersion: 1, wrapped: spoiled }),
        )
      },
    },
    {
      name: 'backup',
      bytes: backup,
      judge: (spoiled) => whole(openFromBackup(keyring, stored, spoiled)),
    },
  ]
}

/** xorshift32: the same flips for the same seed, on every machine. */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
