/**
 * Where are the documents of a policy version: made in memory, or filed when the version was adopted?
 *
 * Those of the version in force are made once and held. Those of every other version come from the archive with
 * the bytes they had; a version from before there was an archive is filed when somebody first asks past memory.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements, L-12.
 */
import { type Document, documentsOf, indexOf, type Listed } from '@kelisim/documents'
import { type House, readAdopted } from '@kelisim/house'
import type { Policy } from '@kelisim/policy'
import {
  adoptedVersion,
  type FiledText,
  filedDocument,
  filedDocuments,
  fileDocuments,
  unfiledVersions,
} from '@kelisim/store'

export interface VersionDocuments {
  readonly version: number
  readonly all: readonly Listed[]
  readonly index: string
  /** The version in force, when this one no longer is. */
  readonly supersededBy?: number
}

export type Text = Pick<
  FiledText,
  'name' | 'mediaType' | 'language' | 'sha256' | 'text' | 'version'
>

interface Made {
  readonly all: readonly Document[]
  readonly byHash: ReadonlyMap<string, Document>
  readonly index: string
}

/** By the policy's hash: the newest only, for the old ones are the archive's. */
let kept: { readonly hash: string; readonly made: Made } | undefined

function madeOf(policy: Policy): Made {
  if (kept?.hash === policy.hash) return kept.made
  const all = documentsOf(policy)
  const byHash = new Map(all.map((document) => [document.sha256, document]))
  const made = { all, byHash, index: indexOf(policy, all) }
  kept = { hash: policy.hash, made }
  return made
}

export interface Archive {
  /** undefined: there was no such version. */
  readonly ofVersion: (version: number) => Promise<VersionDocuments | undefined>
  readonly byHash: (sha256: string) => Promise<Text | undefined>
}

export function documentsArchive(house: House): Archive {
  const { means } = house
  let filing: Promise<void> | undefined
  const filed = async (): Promise<void> => {
    filing ??= fileEarlier(house).catch((error: unknown) => {
      filing = undefined
      throw error
    })
    await filing
  }
  return {
    ofVersion: async (version) => {
      const { policy } = means
      if (version === policy.version) {
        const { all, index } = madeOf(policy)
        return { version, all, index }
      }
      await filed()
      const adopted = await adoptedVersion(means.store.pool, version)
      if (adopted === undefined || version > policy.version) return undefined
      const all = await filedDocuments(means.store.pool, version)
      const of = { id: policy.id, version, hash: adopted.hash }
      const supersededBy = policy.version
      return { version, all, index: indexOf(of, all, supersededBy), supersededBy }
    },
    byHash: async (sha256) => {
      const { policy } = means
      const made = madeOf(policy).byHash.get(sha256)
      if (made !== undefined) return { ...made, version: policy.version }
      await filed()
      return await filedDocument(means.store.pool, sha256)
    },
  }
}

async function fileEarlier({ means }: House): Promise<void> {
  const { pool } = means.store
  for (const version of await unfiledVersions(pool)) {
    const adopted = await adoptedVersion(pool, version)
    if (adopted === undefined) continue
    const policy = readAdopted(adopted)
    await fileDocuments(pool, policy, documentsOf(policy))
  }
}
