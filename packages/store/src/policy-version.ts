/**
 * Which policy version is in force, and how is everybody brought to it?
 *
 * The newest row of `policy_version` is in force. A unit takes the version this process holds; its last
 * statement asks the database whether that one still stands (`policy_stands`, migration 0008). If not,
 * the unit leaves nothing, the process reads the version in force, and the unit runs again under it: no
 * decision of a superseded version commits after the adoption, in whichever process it was made.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements. Invariants I2, I10.
 */
import { hash } from 'node:crypto'
import type { Moment } from '@kelisim/terms'
import { type Client, type Pool, sqlState } from './database.ts'
import { load } from './load.ts'
import type { StoreMeans } from './store.ts'
import { POLICY_EDITION, type Stored } from './table.ts'

const SUPERSEDED = 'KP001'
/** Adoptions that one unit may meet before it gives up. */
const TRIES_MAX = 5

export async function underPolicyInForce<T>(
  means: Pick<StoreMeans, 'renewPolicy'>,
  run: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      if (tries >= TRIES_MAX || sqlState(error) !== SUPERSEDED) throw error
    }
    await means.renewPolicy()
  }
}

export interface VersionInForce {
  readonly version: number
  readonly hash: string
}

export interface AdoptedVersion extends VersionInForce {
  readonly adoptedAt: Moment
  /** The canonical model at adoption. */
  readonly model: string
  /** The folder it was compiled from; undefined for a version from before folders were kept. */
  readonly files: ReadonlyMap<string, string> | undefined
}

type Asks = Pick<Client | Pool, 'query'>

/** undefined before the first adoption. */
export async function versionInForce(client: Asks): Promise<VersionInForce | undefined> {
  const { rows } = await client.query<VersionInForce>({
    text: 'select version, hash from policy_version order by version desc limit 1',
    name: 'version_in_force',
  })
  return rows[0]
}

/** Of one version, by its number; without one, of the version in force. */
export async function adoptedVersion(
  client: Asks,
  version?: number,
): Promise<AdoptedVersion | undefined> {
  const { rows } = await client.query<{
    version: number
    hash: string
    model: string
    adopted_at: Moment
  }>(
    `select version, hash, model, adopted_at from policy_version
     where $1::int is null or version = $1 order by version desc limit 1`,
    [version ?? null],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  const editions = await load(
    client,
    POLICY_EDITION,
    "version = $1 and policy_hash = $2 and state in ('published', 'in_force', 'superseded')",
    [row.version, row.hash],
  )
  const edition = editions[0]
  const files = edition === undefined ? undefined : await editionFiles(client, edition)
  return {
    version: row.version,
    hash: row.hash,
    model: row.model,
    adoptedAt: row.adopted_at,
    files,
  }
}

/** The folder of an edition; throws when a text is missing, because part of a policy is none. */
export async function editionFiles(
  client: Asks,
  edition: Pick<Stored<typeof POLICY_EDITION>, 'manifest'>,
): Promise<ReadonlyMap<string, string>> {
  const manifest = Object.entries(readManifest(edition.manifest))
  const { rows } = await client.query<{ sha256: string; content: string }>(
    'select sha256, content from policy_file where sha256 = any($1)',
    [manifest.map(([, sha256]) => sha256)],
  )
  const contents = new Map(rows.map((row) => [row.sha256, row.content]))
  return new Map(
    manifest.map(([path, sha256]) => {
      const content = contents.get(sha256)
      if (content === undefined) throw new Error(`a text of the edition is missing: ${path}`)
      return [path, content]
    }),
  )
}

/** Keeps the texts that are new; what is kept never changes. */
export async function keepFiles(client: Asks, files: ReadonlyMap<string, string>): Promise<void> {
  const contents = [...files.values()]
  await client.query(
    `insert into policy_file (sha256, content)
     select distinct on (sha256) sha256, content
     from unnest($1::text[], $2::text[]) as fresh (sha256, content) on conflict do nothing`,
    [contents.map((content) => hash('sha256', content)), contents],
  )
}

/** Path to SHA-256, by path. */
export function manifestOf(files: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const paths = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(paths.map(([path, content]) => [path, hash('sha256', content)]))
}

function readManifest(text: string): Record<string, string> {
  return JSON.parse(text) as Record<string, string>
}
