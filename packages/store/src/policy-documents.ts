/**
 * The documents of every adopted version, with the bytes they had when it was adopted.
 *
 * Guarantee: what was once filed is found by its hash for ever, whatever a later program would make of the same
 * policy. The text of a document stands once, under its SHA-256, beside the policy's own files.
 *
 * Law: 94-V art. 25(2)(1), 25(2)(1-1). Requirements, L-12. Holds nobody's data.
 */
import type { Language } from '@kelisim/terms'
import type { Client, Pool } from './database.ts'
import { keepFiles } from './policy-version.ts'

export interface FiledDocument {
  readonly kind: string
  readonly name: string
  readonly title: string
  readonly mediaType: string
  readonly language?: Language
  readonly format: number
  readonly sha256: string
}

export interface FiledText extends FiledDocument {
  readonly text: string
  /** The newest version that has it. */
  readonly version: number
}

type Asks = Pick<Client | Pool, 'query'>

interface Row {
  readonly kind: string
  readonly name: string
  readonly title: string
  readonly media_type: string
  readonly language: Language | null
  readonly format: number
  readonly sha256: string
}

/** Files the documents of a version; those that are filed already stay as they are. */
export async function fileDocuments(
  client: Asks,
  of: { readonly hash: string; readonly version: number },
  documents: readonly (FiledDocument & { readonly text: string })[],
): Promise<void> {
  await keepFiles(client, new Map(documents.map(({ name, text }) => [name, text])))
  await client.query(
    `insert into policy_document
       (policy_hash, place, version, kind, name, title, media_type, language, format, sha256)
     select $1, place - 1, $2, kind, name, title, media_type, language, format, sha256
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[])
       with ordinality as fresh (kind, name, title, media_type, language, format, sha256, place)
     on conflict do nothing`,
    [
      of.hash,
      of.version,
      documents.map(({ kind }) => kind),
      documents.map(({ name }) => name),
      documents.map(({ title }) => title),
      documents.map(({ mediaType }) => mediaType),
      documents.map(({ language }) => language ?? null),
      documents.map(({ format }) => format),
      documents.map(({ sha256 }) => sha256),
    ],
  )
}

/** The documents of a version in their order; none for a version whose documents were never filed. */
export async function filedDocuments(
  client: Asks,
  version: number,
): Promise<readonly FiledDocument[]> {
  const { rows } = await client.query<Row>(
    `select kind, name, title, media_type, language, format, sha256
     from policy_document where version = $1 order by policy_hash, place`,
    [version],
  )
  return rows.map(documentOf)
}

/** A document by the hash of its bytes, of whichever version. */
export async function filedDocument(client: Asks, sha256: string): Promise<FiledText | undefined> {
  const { rows } = await client.query<Row & { readonly content: string; readonly version: number }>(
    `select d.kind, d.name, d.title, d.media_type, d.language, d.format, d.sha256, d.version, f.content
     from policy_document d join policy_file f using (sha256)
     where d.sha256 = $1 order by d.version desc limit 1`,
    [sha256],
  )
  const row = rows[0]
  return row && { ...documentOf(row), text: row.content, version: row.version }
}

/** Numbers of adopted versions of which nothing is filed: from before documents were. */
export async function unfiledVersions(client: Asks): Promise<readonly number[]> {
  const { rows } = await client.query<{ version: number }>(
    `select version from policy_version v
     where not exists (select from policy_document d where d.policy_hash = v.hash) order by version`,
  )
  return rows.map(({ version }) => version)
}

function documentOf(row: Row): FiledDocument {
  const { kind, name, title, media_type: mediaType, language, format, sha256 } = row
  const said = { kind, name, title, mediaType, format, sha256 }
  return language === null ? said : { ...said, language }
}
