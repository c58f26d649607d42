/**
 * Puts back what an adopted version brought beside its words: the database's rules, the list of its documents, and for
 * which control and in which language each text of a consent stands.
 *
 * Such a list proves itself by its hash in the entry that adopted the version, so the newest backup with the right list will
 * do, and each is tried: put in, judged as the audit judges, and taken back when it is not the adopted one. Lists of
 * versions that nobody adopted go. Law: 94-V art. 21(2), 22(1)(3). Requirements. Invariant I7.
 */
import type { Keyring } from '@kelisim/vault'
import type { AuditFinding } from './audit.ts'
import { type AdoptedDigests, listsAstray } from './audit-texts.ts'
import type { BackupPool } from './backup-pool.ts'
import type { Client } from './database.ts'
import { extrasOf } from './restore-texts.ts'

/** Consents point at its rows: they are changed where they stand. */
const TEXTS = 'consent_text'
/** Adopted lists, with what is to be done to a row of the same key that stands already. */
const LISTS: Readonly<Record<string, string>> = {
  policy_rule: 'do nothing',
  policy_document: 'do nothing',
  [TEXTS]: `(sha256) do update set control = excluded.control, language = excluded.language,
    policy_hash = excluded.policy_hash, verbatim = excluded.verbatim`,
}
export const LISTED = Object.keys(LISTS)

export interface MendedLists {
  readonly restored: number
  /** No backup of the medium has the adopted list: what stands is left. */
  readonly lost: number
}

export async function mendAdopted(
  client: Client,
  pool: BackupPool,
  keyring: Keyring,
  adopted: readonly AdoptedDigests[],
): Promise<MendedLists> {
  let restored = 0
  let lost = 0
  const known = new Set(adopted.map(({ policy }) => policy))
  const astray = async () => await listsAstray(client, adopted)
  // Adopted ones first: a row that stands with a strange version may be one of theirs.
  for (const finding of (await astray()).filter(({ where }) => known.has(where))) {
    if (await isMended(client, pool, keyring, adopted, finding)) restored += 1
    else lost += 1
  }
  for (const finding of (await astray()).filter(({ where }) => !known.has(where))) {
    if (await isTried(client, adopted, finding, [])) restored += 1
    else lost += 1
  }
  return { restored, lost }
}

async function isMended(
  client: Client,
  pool: BackupPool,
  keyring: Keyring,
  adopted: readonly AdoptedDigests[],
  finding: AuditFinding,
): Promise<boolean> {
  const tried = new Set<string>()
  for (const { manifest } of pool.manifests.toReversed()) {
    const name = manifest.extras.find(({ table }) => table === finding.table)?.name
    if (name === undefined || tried.has(name)) continue
    tried.add(name)
    const rows = await extrasOf(pool, keyring, manifest, finding.table)
    if (await isTried(client, adopted, finding, rows)) return true
  }
  return false
}

/** False: these rows are not the adopted list, or something points at what would go; then nothing has changed. */
async function isTried(
  client: Client,
  adopted: readonly AdoptedDigests[],
  { table, where }: AuditFinding,
  rows: readonly string[],
): Promise<boolean> {
  await client.query('savepoint adopted_list')
  try {
    await putList(client, table, where, `[${rows.join(',')}]`)
    const left = await listsAstray(client, adopted)
    if (!left.some((one) => one.table === table && one.where === where)) return true
  } catch {
    // Refused by the database: the savepoint takes it back.
  }
  await client.query('rollback to savepoint adopted_list')
  return false
}

async function putList(client: Client, table: string, policy: string, rows: string): Promise<void> {
  const listed = `jsonb_populate_recordset(null::${table}, $2::jsonb) r where r.policy_hash = $1`
  await client.query(
    table === TEXTS
      ? {
          text: `delete from ${table} where policy_hash = $1 and sha256 not in (select r.sha256 from ${listed})`,
          values: [policy, rows],
        }
      : { text: `delete from ${table} where policy_hash = $1`, values: [policy] },
  )
  const text = `insert into ${table} select r.* from ${listed} on conflict ${LISTS[table]}`
  await client.query({ text, values: [policy, rows] })
}
