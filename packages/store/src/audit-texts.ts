/**
 * Texts, rules and documents: does each stand that something speaks of, and is it the one spoken of?
 *
 * A text of a consent, a file of the policy and a document are addressed by their hash. The rules by which the
 * database judges, the list of documents, and what stands beside each text are named by their hash in the entry that adopted their version
 * (an entry from before there was such a hash names none, and then only its hash of the policy counts).
 *
 * Law: 94-V art. 8(4), 25(2)(1-1). Requirements. Invariant I7.
 */
import { hash } from 'node:crypto'
import { canonical, type Json } from '@kelisim/terms'
import type { AuditFinding } from './audit.ts'
import type { Client } from './database.ts'
import type { Entry } from './entry.ts'
import type { FiledDocument } from './policy-documents.ts'
import type { PolicyRule } from './policy-rules.ts'

/** What an entry said of the version that it adopted. */
export interface AdoptedDigests {
  readonly policy: string
  readonly rules: string | undefined
  readonly documents: string | undefined
  readonly texts: string | undefined
}

export function adoptedIn({ kind, detail }: Entry): AdoptedDigests | undefined {
  const policy = detail?.['hash']
  if (kind !== 'policy_adopted' || typeof policy !== 'string') return undefined
  const told = (value: Json | undefined) => (typeof value === 'string' ? value : undefined)
  const [rules, documents] = [told(detail?.['rules']), told(detail?.['documents'])]
  return { policy, rules, documents, texts: told(detail?.['texts']) }
}

export function digestOfRules(rules: readonly PolicyRule[]): string {
  return digest(
    rules.map(({ governs, about, recipient, channel, operations, fields }) => [
      governs,
      about,
      recipient ?? null,
      channel ?? null,
      operations,
      fields,
    ]),
  )
}

export function digestOfDocuments(documents: readonly FiledDocument[]): string {
  return digest(
    documents.map(({ kind, name, title, mediaType, language, format, sha256 }) => [
      kind,
      name,
      title,
      mediaType,
      language ?? null,
      format,
      sha256,
    ]),
  )
}

/** What stands beside the words of a consent: the words themselves prove what they are by their hash. */
export interface TextRow {
  readonly sha256: string
  readonly control: string
  readonly language: string
}

/** Of the texts that a version brought: those that it shares with an earlier one are that one's. */
export function digestOfTexts(texts: readonly TextRow[]): string {
  const rows = texts.map(({ sha256, control, language }) => [sha256, control, language])
  return digest(rows.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)))
}

function digest(rows: Json): string {
  return hash('sha256', canonical(rows), 'hex')
}

export async function auditTexts(
  client: Client,
  adopted: readonly AdoptedDigests[],
): Promise<readonly AuditFinding[]> {
  return [
    ...(await wrongTexts(client)),
    ...(await missingFiles(client)),
    ...(await listsAstray(client, adopted)),
  ]
}

/** What came with a version and is not what its entry names. */
export async function listsAstray(
  client: Client,
  adopted: readonly AdoptedDigests[],
): Promise<readonly AuditFinding[]> {
  return [
    ...(await wrongRules(client, adopted)),
    ...(await wrongDocuments(client, adopted)),
    ...(await textsAstray(client, adopted)),
  ]
}

async function wrongTexts(client: Client): Promise<readonly AuditFinding[]> {
  const altered = (table: string, column: string) => `
    select 'text_altered' as code, '${table}' as "table", sha256 as "where" from ${table}
    where sha256 <> encode(sha256(convert_to(${column}, 'UTF8')), 'hex')`
  const { rows } = await client.query<AuditFinding>(`
    ${altered('consent_text', 'verbatim')} union all ${altered('policy_file', 'content')}
    union all select distinct 'text_missing', 'consent_text', text_sha256 from consent
      where text_sha256 not in (select sha256 from consent_text)
    union all select distinct 'text_missing', 'policy_file', sha256 from policy_document
      where sha256 not in (select sha256 from policy_file)`)
  return rows
}

/** The folder of an edition whose row stands; a row that does not stand is a finding of its own. */
async function missingFiles(client: Client): Promise<readonly AuditFinding[]> {
  const { rows } = await client.query<{ manifest: string }>('select manifest from policy_edition')
  const { rows: files } = await client.query<{ sha256: string }>('select sha256 from policy_file')
  const standing = new Set(files.map(({ sha256 }) => sha256))
  const wanted = new Set(rows.flatMap(({ manifest }) => hashesIn(manifest)))
  return [...wanted]
    .filter((sha256) => !standing.has(sha256))
    .map((where) => ({ code: 'text_missing', table: 'policy_file', where }))
}

function hashesIn(manifest: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(manifest)
    if (typeof read !== 'object' || read === null) return []
    return Object.values(read).filter((value): value is string => typeof value === 'string')
  } catch {
    // The edition's own row is named by the audit of rows.
    return []
  }
}

async function wrongRules(
  client: Client,
  adopted: readonly AdoptedDigests[],
): Promise<readonly AuditFinding[]> {
  const { rows } = await client.query<PolicyRule & { readonly policy_hash: string }>(
    `select policy_hash, governs, about, recipient, channel, operations, fields
     from policy_rule order by policy_hash, place`,
  )
  return compared('policy_rule', rows, digestOfRules, adopted, ({ rules }) => rules)
}

interface DocumentRow extends FiledDocument {
  readonly policy_hash: string
}

async function wrongDocuments(
  client: Client,
  adopted: readonly AdoptedDigests[],
): Promise<readonly AuditFinding[]> {
  const { rows } = await client.query<DocumentRow>(
    `select policy_hash, kind, name, title, media_type as "mediaType", language, format, sha256
     from policy_document order by policy_hash, place`,
  )
  return compared('policy_document', rows, digestOfDocuments, adopted, (one) => one.documents)
}

/** For which control, in which language, with which version: that is shown beside a text and stands in receipts. */
async function textsAstray(
  client: Client,
  adopted: readonly AdoptedDigests[],
): Promise<readonly AuditFinding[]> {
  const { rows } = await client.query<TextRow & { readonly policy_hash: string }>(
    'select policy_hash, sha256, control, language from consent_text',
  )
  return compared('consent_text', rows, digestOfTexts, adopted, ({ texts }) => texts)
}

/** Rows of a version that nobody adopted are as wrong as those that are not the adopted ones. */
function compared<Row extends { readonly policy_hash: string }>(
  table: string,
  rows: readonly Row[],
  digestOf: (rows: readonly Row[]) => string,
  adopted: readonly AdoptedDigests[],
  told: (one: AdoptedDigests) => string | undefined,
): readonly AuditFinding[] {
  const standing = Map.groupBy(rows, (row) => row.policy_hash)
  const known = new Set(adopted.map(({ policy }) => policy))
  const strange = [...standing.keys()].filter((policy) => !known.has(policy))
  const wrong = adopted
    .filter((one) => told(one) !== undefined)
    .filter((one) => digestOf(standing.get(one.policy) ?? []) !== told(one))
    .map(({ policy }) => policy)
  return [...strange, ...wrong].map((where) => ({ code: 'rules_altered', table, where }))
}
