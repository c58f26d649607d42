/**
 * The whole database against the ledger: does every row stand as its last entry left it?
 *
 * Walks every entry (and every action still in the inbox), collects the commitments that should be
 * live, recomputes the commitment of every audited row, and compares. Finds rows edited, removed,
 * inserted, exchanged or rolled back behind the door, entries that vouch for nothing, actions that nobody
 * of this house recorded, boxes and keys that do not open, texts and rules that are not those adopted, columns of the register that say something
 * else than their entry (I7). A row that PostgreSQL cannot read is named before anything else (audit-structure.ts,
 * unreadable.ts), and an index that does not know every row is named, too.
 */
import { moment, type SubjectId } from '@kelisim/terms'
import { type Keyring, liftedKey, openBox, type SubjectKey, unwrapSubjectKey } from '@kelisim/vault'
import { auditStructure } from './audit-structure.ts'
import { auditTexts } from './audit-texts.ts'
import { besideSnapshot, type Client, DatabaseError, inSnapshot } from './database.ts'
import { KeyCache } from './key-cache.ts'
import { everyRow } from './load.ts'
import { type Addresses, Roles } from './roles.ts'
import { AUDITED } from './audited.ts'
import { BOX, type Cells, commitment, keyText, type Stored, SUBJECT } from './table.ts'
import { unreadableRows } from './unreadable.ts'
import { type Progress, vouchedRows } from './vouched.ts'

const PAGE = 1_000

export interface AuditFinding {
  readonly code:
    | 'row_not_vouched'
    | 'row_missing'
    | 'unknown_voided'
    | 'box_does_not_open'
    | 'key_does_not_unwrap'
    | 'key_turned_otherwise'
    | 'key_missing'
    | 'key_of_nobody'
    | 'text_altered'
    | 'text_missing'
    | 'column_altered'
    | 'rules_altered'
    | 'row_unreadable'
    | 'index_astray'
    | 'entry_unreadable'
    | 'action_forged'
  readonly table: string
  /** The row's key, or the entry's place in the ledger. */
  readonly where: string
}

export interface AuditReport {
  readonly ok: boolean
  readonly entries: number
  readonly rows: number
  /** Held against their tables; undefined: this database cannot (audit-structure.ts). */
  readonly indexes: number | undefined
  readonly findings: readonly AuditFinding[]
}

/** What an audit looks with. A store has it; a house that does not open needs no more than this. */
export interface Auditor {
  readonly as: Roles
  readonly keys: KeyCache
}

export function openAuditor(addresses: Addresses, keyring: Keyring): Auditor & AsyncDisposable {
  const as = new Roles(addresses)
  const keys = new KeyCache(
    () => keyring,
    () => moment(0),
    () => Promise.resolve(),
  )
  return { as, keys, [Symbol.asyncDispose]: async () => await as.close() }
}

export async function audit(
  auditor: Auditor,
  progress: Progress = () => undefined,
): Promise<AuditReport> {
  const { indexes, findings: structure } = await auditStructure(auditor.as.auditor)
  const isReadable = structure.every(({ code }) => code !== 'row_unreadable')
  if (!isReadable) return { ok: false, entries: 0, rows: 0, indexes, findings: structure }
  // A rotation meanwhile ends epochs that the snapshot still shows: this keyring opens those.
  const before = auditor.keys.keyring
  // One snapshot: the sequencer and the door go on working while we read.
  const look = async () =>
    await inSnapshot(
      auditor.as.auditor,
      async (client) =>
        await besideSnapshot(
          client,
          auditor.as.keeper,
          async (keeper) => await auditSnapshot({ client, keeper }, auditor, before, progress),
        ),
    )
  try {
    const { findings, ...seen } = await look()
    const all = [...structure, ...findings]
    return { ok: all.length === 0, ...seen, indexes, findings: all }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    // One row that PostgreSQL cannot read stops the whole look: that row is then all that is said.
    const findings = [...structure, ...(await unreadableRows(auditor))]
    if (findings.length === 0) throw error
    return { ok: false, entries: 0, rows: 0, indexes, findings }
  }
}

/** One snapshot on two connections: who reads the rows cannot read keys, who reads keys cannot read rows. */
interface Eyes {
  readonly client: Client
  readonly keeper: Client
}

async function auditSnapshot(
  eyes: Eyes,
  auditor: Auditor,
  before: Keyring,
  progress: Progress,
): Promise<Omit<AuditReport, 'ok' | 'indexes'>> {
  const { client } = eyes
  const findings: AuditFinding[] = []
  const { live, entries, adopted } = await vouchedRows(client, before, findings, progress)
  let rows = 0
  for (const table of AUDITED) {
    for await (const row of everyRow(client, table, PAGE)) {
      rows += 1
      if (rows % PAGE === 0) progress(rows, 'rows')
      if (!live.delete(commitment(table, row))) {
        findings.push({ code: 'row_not_vouched', table: table.name, where: keyText(table, row) })
      }
    }
  }
  // What is left was vouched for and stands nowhere: removed, or changed (its new form is above).
  for (const vouched of live.values()) {
    findings.push({ code: 'row_missing', table: vouched.table, where: vouched.place })
  }
  findings.push(
    ...(await keysAndBoxes(eyes, auditor, before)),
    ...(await auditTexts(client, adopted)),
  )
  return { entries, rows, findings }
}

interface KeyRow {
  readonly subject_id: SubjectId
  readonly key_version: number
  readonly epoch: number
  readonly wrapped: Uint8Array
}

/** Every living subject has a key that unwraps, every box opens, and nobody else has a key. */
async function keysAndBoxes(
  { client, keeper }: Eyes,
  auditor: Auditor,
  before: Keyring,
): Promise<AuditFinding[]> {
  await auditor.keys.renew()
  const findings: AuditFinding[] = []
  const keys = new Map<SubjectId, SubjectKey>()
  const { rows } = await keeper.query<KeyRow>('select * from keys.subject_key')
  const wrapped = new Map(rows.map((row) => [row.subject_id, row]))
  for await (const row of everyRow(client, SUBJECT, PAGE)) {
    const subject = row['subject_id'] as SubjectId
    const held = wrapped.get(subject)
    wrapped.delete(subject)
    if (row['state'] === 'destroyed') {
      if (held !== undefined) findings.push(keyFinding('key_of_nobody', subject))
    } else if (held === undefined) findings.push(keyFinding('key_missing', subject))
    else {
      const copy = { ...held, keyVersion: held.key_version }
      const key = auditor.keys.unwrap(subject, copy) ?? unwrapSubjectKey(before, subject, copy)
      if (key === undefined) findings.push(keyFinding('key_does_not_unwrap', subject))
      else {
        if (key.isBlocked !== (row['state'] === 'blocked'))
          findings.push(keyFinding('key_turned_otherwise', subject))
        keys.set(subject, key.isBlocked ? liftedKey(key) : key)
      }
    }
  }
  for (const subject of wrapped.keys()) findings.push(keyFinding('key_of_nobody', subject))
  for await (const row of everyRow(client, BOX, PAGE)) {
    if (!opens(auditor, keys, row as Stored<typeof BOX> & Cells)) {
      findings.push({ code: 'box_does_not_open', table: 'box', where: keyText(BOX, row) })
    }
  }
  return findings
}

function opens(
  auditor: Auditor,
  keys: ReadonlyMap<SubjectId, SubjectKey>,
  row: Stored<typeof BOX>,
): boolean {
  const subject = row.subject_id as SubjectId
  const key = keys.get(subject)
  if (key === undefined) return false
  const { operator } = auditor.keys.keyring
  const place = {
    operator,
    subject,
    box: row.box,
    version: row.version,
    keyVersion: key.keyVersion,
  }
  return openBox(key, place, row.sealed) !== undefined
}

function keyFinding(code: AuditFinding['code'], subject: SubjectId): AuditFinding {
  return { code, table: 'keys.subject_key', where: subject }
}
