/**
 * What does a medium hold? Its manifests in order, its row versions by commitment, its ledger, its keys.
 *
 * Nothing is believed: an object counts when it opens under our keys at its own place, a manifest when it is
 * the medium's own, a row when its content gives the very commitment it was looked up by. What does not is
 * named as a fault and treated as absent.
 *
 * Requirements. Invariants I5, I7.
 */
import type { SubjectId } from '@kelisim/terms'
import {
  type Keyring,
  openFromBackup,
  openPersonFromBackup,
  type SubjectKey,
  unwrapSubjectKey,
} from '@kelisim/vault'
import {
  BACKUP_FORMAT,
  type Held,
  type Manifest,
  type MediumFolder,
  parted,
  rowOf,
  sha256,
  tableNamed,
} from './backup-format.ts'
import { type Cells, commitment } from './table.ts'

export interface MediumFault {
  readonly code:
    | 'missing'
    | 'altered'
    | 'not_ours'
    | 'chain_broken'
    | 'row_altered'
    | 'ledger_altered'
  readonly name: string
}

export interface KeptManifest {
  readonly name: string
  readonly sha256: string
  readonly manifest: Manifest
}

/** Where a row version lies. */
export interface Location {
  readonly table: string
  readonly pack: string
  readonly at: number
  /** Sealed under this person's key; undefined: under the backup key. */
  readonly subject: SubjectId | undefined
}

export interface WrappedRow {
  readonly subject_id: SubjectId
  readonly key_version: number
  readonly epoch: number
  readonly wrapped: Uint8Array
}

export interface BackupPool {
  readonly medium: string
  readonly folder: MediumFolder
  /** Oldest first. */
  readonly manifests: readonly KeptManifest[]
  readonly rows: ReadonlyMap<string, Location>
  readonly faults: readonly MediumFault[]
}

/** `[table, commitment, subject or null]` for each record of a pack, in order. */
type PackIndex = readonly (readonly [string, string, string | null])[]

/** Opens every manifest and the index of every pack that the newest names. */
export async function openBackup(
  folder: MediumFolder,
  keyring: Keyring,
  medium: string,
): Promise<BackupPool> {
  const faults: MediumFault[] = []
  const manifests: KeptManifest[] = []
  for (const name of await folder.list('manifests')) {
    const kept = await manifestOf(folder, keyring, medium, name)
    if (kept === undefined) faults.push({ code: 'altered', name })
    else manifests.push(kept)
  }
  faults.push(...chainFaults(manifests))
  const rows = new Map<string, Location>()
  // Packs are never taken off, so the newest manifest names all; an older one helps when that is damaged.
  const packs = new Map(manifests.flatMap(({ manifest }) => manifest.packs).map((p) => [p.name, p]))
  for (const pack of packs.values()) {
    const parts = await packParts(folder, pack, faults)
    const index = parts[0] && indexOf(keyring, medium, pack.name, parts[0])
    if (index === undefined) {
      if (parts.length > 0) faults.push({ code: 'altered', name: pack.name })
      continue
    }
    index.forEach(([table, mark, subject], place) => {
      const whose = subject === null ? undefined : (subject as SubjectId)
      rows.set(mark, { table, pack: pack.name, at: place + 1, subject: whose })
    })
  }
  return { medium, folder, manifests, rows, faults }
}

async function manifestOf(
  folder: MediumFolder,
  keyring: Keyring,
  medium: string,
  name: string,
): Promise<KeptManifest | undefined> {
  const sealed = await folder.read(name)
  const place = { medium, kind: 'manifest', name }
  const bytes = sealed && openFromBackup(keyring, place, sealed)
  if (sealed === undefined || bytes === undefined) return undefined
  // Authentic, so this program wrote it: the form is checked by its number alone.
  const manifest: Manifest = JSON.parse(Buffer.from(bytes).toString('utf8'))
  if (manifest.v !== BACKUP_FORMAT || manifest.medium !== medium) return undefined
  return { name, sha256: sha256(sealed), manifest }
}

function chainFaults(manifests: readonly KeptManifest[]): MediumFault[] {
  return manifests.flatMap(({ name, manifest: { previous } }, place): MediumFault[] => {
    const before = manifests[place - 1]
    const isChained = previous?.name === before?.name && previous?.sha256 === before?.sha256
    return isChained ? [] : [{ code: 'chain_broken', name }]
  })
}

/** The object when it is the one that the manifest names. */
export async function heldBytes(
  folder: MediumFolder,
  held: Held,
  faults: MediumFault[],
): Promise<Uint8Array | undefined> {
  const bytes = await folder.read(held.name)
  if (bytes === undefined) faults.push({ code: 'missing', name: held.name })
  else if (sha256(bytes) !== held.sha256) faults.push({ code: 'altered', name: held.name })
  return bytes
}

async function packParts(
  folder: MediumFolder,
  pack: Held,
  faults: MediumFault[],
): Promise<readonly Uint8Array[]> {
  const bytes = await heldBytes(folder, pack, faults)
  return bytes === undefined ? [] : partsOf(bytes)
}

/** A damaged pack still gives the records before the damage. */
function partsOf(bytes: Uint8Array): readonly Uint8Array[] {
  try {
    return parted(bytes)
  } catch {
    return []
  }
}

function indexOf(
  keyring: Keyring,
  medium: string,
  name: string,
  sealed: Uint8Array,
): PackIndex | undefined {
  const bytes = openFromBackup(keyring, { medium, kind: 'pack', name }, sealed)
  if (bytes === undefined) return undefined
  const index: PackIndex = JSON.parse(Buffer.from(bytes).toString('utf8'))
  return index
}

/** The key of a person, from wherever the caller has it. */
export type KeyOf = (subject: SubjectId) => SubjectKey | undefined

/** Row versions by their commitments; what is absent, altered or without a key is left out. */
export async function* rowsFrom(
  pool: BackupPool,
  keyring: Keyring,
  keyOf: KeyOf,
  wanted: Iterable<string>,
): AsyncGenerator<{ readonly commitment: string; readonly table: string; readonly row: Cells }> {
  const byPack = new Map<string, string[]>()
  for (const mark of wanted) {
    const location = pool.rows.get(mark)
    if (location === undefined) continue
    const marks = byPack.get(location.pack)
    if (marks === undefined) byPack.set(location.pack, [mark])
    else marks.push(mark)
  }
  for (const [pack, marks] of byPack) {
    const bytes = await pool.folder.read(pack)
    const parts = bytes === undefined ? [] : partsOf(bytes)
    for (const mark of marks) {
      const location = pool.rows.get(mark)
      const sealed = location && parts[location.at]
      if (location === undefined || sealed === undefined) continue
      const row = openRow(pool, keyring, keyOf, mark, location, sealed)
      if (row !== undefined) yield { commitment: mark, table: location.table, row }
    }
  }
}

function openRow(
  pool: BackupPool,
  keyring: Keyring,
  keyOf: KeyOf,
  mark: string,
  { table: name, subject }: Location,
  sealed: Uint8Array,
): Cells | undefined {
  const table = tableNamed(name)
  if (table === undefined) return undefined
  const place = { medium: pool.medium, kind: name, name: mark }
  const key = subject === undefined ? undefined : keyOf(subject)
  const bytes =
    subject === undefined
      ? openFromBackup(keyring, place, sealed)
      : key && openPersonFromBackup(keyring, key, subject, place, sealed)
  if (bytes === undefined) return undefined
  const row = rowOf(table, bytes)
  return commitment(table, row) === mark ? row : undefined
}

/** The wrapped keys that the newest backup found; older ones were taken off the medium. */
export async function wrappedKeys(
  pool: BackupPool,
  keyring: Keyring,
): Promise<ReadonlyMap<SubjectId, WrappedRow>> {
  const keys = pool.manifests.at(-1)?.manifest.keys
  const sealed = keys && (await pool.folder.read(keys.name))
  const place = { medium: pool.medium, kind: 'keys', name: keys?.name ?? '' }
  const bytes = sealed && openFromBackup(keyring, place, sealed)
  const rows = bytes === undefined ? [] : parted(bytes).map(wrappedRow)
  return new Map(rows.map((row) => [row.subject_id, row]))
}

const UUID_CHARS = 36

export function wrappedBytes(row: WrappedRow): Uint8Array {
  const head = Buffer.alloc(UUID_CHARS + 8)
  head.write(row.subject_id, 'ascii')
  head.writeUInt32BE(row.key_version, UUID_CHARS)
  head.writeUInt32BE(row.epoch, UUID_CHARS + 4)
  return Buffer.concat([head, row.wrapped])
}

function wrappedRow(part: Uint8Array): WrappedRow {
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.length)
  return {
    subject_id: bytes.toString('ascii', 0, UUID_CHARS) as SubjectId,
    key_version: bytes.readUInt32BE(UUID_CHARS),
    epoch: bytes.readUInt32BE(UUID_CHARS + 4),
    wrapped: Uint8Array.from(bytes.subarray(UUID_CHARS + 8)),
  }
}

/** Unwraps on demand and remembers. `isBarred`: nobody's key who was destroyed since. */
export function keysOf(
  keyring: Keyring,
  wrapped: ReadonlyMap<SubjectId, WrappedRow>,
  isBarred: (subject: SubjectId) => boolean = () => false,
): KeyOf {
  const known = new Map<SubjectId, SubjectKey | undefined>()
  return (subject) => {
    if (known.has(subject)) return known.get(subject)
    const row = isBarred(subject) ? undefined : wrapped.get(subject)
    const key = row && unwrapSubjectKey(keyring, subject, { ...row, keyVersion: row.key_version })
    known.set(subject, key)
    return key
  }
}

/** Entries of the ledger up to a manifest's size, in order; throws when one object is not what was named. */
export async function* entriesOf(
  pool: BackupPool,
  keyring: Keyring,
  manifest: Manifest,
): AsyncGenerator<Uint8Array> {
  for (const segment of manifest.ledger.segments) {
    const sealed = await pool.folder.read(segment.name)
    const place = { medium: pool.medium, kind: 'ledger', name: segment.name }
    const bytes = sealed && openFromBackup(keyring, place, sealed)
    if (bytes === undefined) throw new Error(`couldn't open ${segment.name} of the medium`)
    yield* parted(bytes)
  }
}
