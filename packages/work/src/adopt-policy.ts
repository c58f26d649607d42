/**
 * On its date a published version comes into force, everywhere at once.
 *
 * One unit: it waits for every decision under way, ends the version before, writes the new one down with the
 * consent texts it offers, the rules by which the database judges on its own and the documents it makes, opens a
 * review for each rule whose reference changed. After its commit no decision of the earlier version commits in
 * any process. Consents given before keep their text and their reach.
 * Then the folder is brought to what is in force, where it may be written.
 *
 * Law: 94-V art. 8(4), 25(2)(1-1). Requirements. Invariants I2, I10.
 */
import { databaseRuleRows, documentsOf } from '@kelisim/documents'
import { consentTexts, type Policy } from '@kelisim/policy'
import {
  digestOfDocuments,
  digestOfRules,
  digestOfTexts,
  editionFiles,
  fileDocuments,
  keepPolicyRules,
  load,
  loadOne,
  POLICY_EDITION,
  POLICY_VERSION,
  type TextRow,
  type Unit,
} from '@kelisim/store'
import { almatyDate, canonical, type Json, LANGUAGES } from '@kelisim/terms'
import { HOUSE } from './govern-policy.ts'
import type { Means } from './means.ts'
import { detailOf, type Edition, judge } from './policy-edition.ts'
import { openReviews } from './review-rules.ts'

/** Adopts what was published for today or earlier; the version, when one came into force now. */
export async function adoptWhatIsDue(means: Means): Promise<number | undefined> {
  const due = "state = 'published' and effective_from <= $1"
  const edition = await loadOne(means.store.pool, POLICY_EDITION, due, [almatyDate(means.now())])
  if (edition === undefined) return undefined
  const files = await editionFiles(means.store.pool, edition)
  const { policy } = judge(means.policy, files, true)
  if (policy === undefined || edition.policy_hash === undefined) {
    throw new Error(`the published policy version ${edition.version} has faults`)
  }
  const adopted = { ...policy, hash: edition.policy_hash }
  const done = await means.store.transaction(async (unit) => await adopt(unit, edition, adopted))
  await means.store.means.renewPolicy()
  if (done) await means.policyFolder.write(files)
  return done ? edition.version : undefined
}

async function adopt(unit: Unit, found: Edition, policy: Policy): Promise<boolean> {
  await unit.adopting()
  const published = "edition_id = $1 and state = 'published' for update"
  const edition = await loadOne(unit.client, POLICY_EDITION, published, [found.edition_id])
  if (edition === undefined) return false
  const before = await standing(unit)
  await endVersion(unit)
  const texts = await keepTexts(unit, policy)
  unit.put(POLICY_VERSION, {
    version: policy.version,
    hash: policy.hash,
    model: canonical(policy as unknown as Json),
    adopted_at: unit.at,
  })
  const fresh = { ...edition, state: 'in_force', adopted_at: unit.at }
  unit.put(POLICY_EDITION, { ...fresh, revision: edition.revision + 1 }, edition)
  const rules = databaseRuleRows(policy)
  const documents = documentsOf(policy)
  // Rows that no commitment covers: the entry names rules, documents and new texts by one hash each.
  const digests = {
    rules: digestOfRules(rules),
    documents: digestOfDocuments(documents),
    texts: digestOfTexts(texts),
  }
  unit.record({ kind: 'policy_adopted', actor: HOUSE, detail: { ...detailOf(fresh), ...digests } })
  // The database takes rules of a version that stands and was adopted by this transaction, and no others.
  await unit.flush()
  await keepPolicyRules(unit.client, policy, rules)
  await fileDocuments(unit.client, policy, documents)
  if (before !== undefined) openReviews(unit, before, policy)
  return true
}

async function standing(unit: Unit): Promise<Policy | undefined> {
  const last = 'true order by version desc limit 1'
  const version = await loadOne(unit.client, POLICY_VERSION, last, [])
  return version === undefined ? undefined : (JSON.parse(version.model) as Policy)
}

/** In a statement of its own: of two rows only one may say that it is in force. */
async function endVersion(unit: Unit): Promise<void> {
  const inForce = "state = 'in_force' for update"
  const before = await loadOne(unit.client, POLICY_EDITION, inForce, [])
  if (before === undefined) return
  const ended = { ...before, state: 'superseded', ended_at: unit.at }
  unit.put(POLICY_EDITION, { ...ended, revision: before.revision + 1 }, before)
  unit.record({ kind: 'policy_superseded', actor: HOUSE, detail: detailOf(ended) })
  await unit.flush()
}

/** Those that no earlier version has brought. */
async function keepTexts(unit: Unit, policy: Policy): Promise<readonly TextRow[]> {
  const texts = LANGUAGES.flatMap((language) => consentTexts(policy, language))
  const { rows } = await unit.client.query<TextRow>(
    `insert into consent_text (sha256, control, language, policy_hash, verbatim)
     select sha256, control, language, $5, verbatim
     from unnest($1::text[], $2::text[], $3::text[], $4::text[])
       as fresh (sha256, control, language, verbatim)
     on conflict (sha256) do nothing returning sha256, control, language`,
    [
      texts.map((text) => text.sha256),
      texts.map((text) => text.control),
      texts.map((text) => text.language),
      texts.map((text) => text.verbatim),
      policy.hash,
    ],
  )
  return rows
}

/** Every version that was ever in force, newest first: number, hash, moment. */
export async function adoptedVersions(means: Means) {
  return await load(means.store.pool, POLICY_VERSION, 'true order by version desc', [])
}
