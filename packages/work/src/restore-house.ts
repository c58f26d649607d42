/**
 * A lost house is built anew from a medium and the key file, or a copy of an earlier moment for investigation.
 *
 * There is no house yet, so nothing here takes means: the keys and the medium say all. An older moment is
 * restored as a copy only: the log of the living house must not go back, and people who were destroyed since
 * must not come back with it.
 *
 * Law: 94-V art. 18, 22(1)(3). Requirements. Invariants I3, I5.
 */
import { newSigner } from '@kelisim/ledger'
import {
  type BackupPool,
  checkMedium,
  type Manifest,
  type MediumCheck,
  type MediumFolder,
  openBackup,
  restoreWhole,
  type WholeRestoration,
} from '@kelisim/store'
import { type Moment, parseMoment, refusal, type Refusal, type SubjectId } from '@kelisim/terms'
import { type Keyring, logSeed, type Random } from '@kelisim/vault'
import { mediumOf } from './back-up.ts'
import type { Answer } from './means.ts'

export interface RestoringHouse {
  readonly folder: MediumFolder
  readonly ownerUrl: string
  readonly keyring: Keyring
  readonly remembered: string | undefined
  /** Reads entry `from` and what follows of the published log, when there is a copy of it. */
  readonly tail: ((from: number) => Promise<readonly Uint8Array[]>) | undefined
  readonly copy: boolean
  /** Manifest id, or a moment: the newest backup not after it. Copies only. */
  readonly moment: string | undefined
  readonly isDestroyed: (subject: SubjectId) => boolean
  readonly at: Moment
  readonly random: Random
}

export async function restoreHouse(
  restoring: RestoringHouse,
): Promise<Answer<{ readonly restoration: WholeRestoration }>> {
  const { folder, keyring, moment, copy, tail } = restoring
  const pool = await openMedium(folder, keyring)
  if ('effect' in pool) return pool
  const newest = pool.manifests.at(-1)?.manifest
  const manifest = moment === undefined ? newest : manifestAt(pool, moment)
  if (manifest === undefined || newest === undefined) return refusal('not_found')
  if (!copy && manifest.id !== newest.id) return refusal('operation_not_permitted', '', '--at')
  const restoration = await restoreWhole({
    ...restoring,
    pool,
    manifest: { ...manifest, extras: newest.extras, keys: newest.keys },
    vkey: vkeyOf(manifest, keyring),
    tail: tail === undefined || copy ? [] : await tail(manifest.ledger.size),
    actor: { role: 'system', id: 'self' },
  })
  return { effect: 'done', restoration }
}

export async function checkBackup(
  folder: MediumFolder,
  keyring: Keyring,
): Promise<Answer<{ readonly check: MediumCheck }>> {
  const medium = await mediumOf(folder)
  if (medium === undefined) return refusal('medium_not_registered')
  const pool = await openBackup(folder, keyring, medium)
  const newest = pool.manifests.at(-1)?.manifest
  const vkey = newest === undefined ? '' : vkeyOf(newest, keyring)
  return { effect: 'done', check: await checkMedium(folder, keyring, medium, vkey) }
}

async function openMedium(folder: MediumFolder, keyring: Keyring): Promise<BackupPool | Refusal> {
  const medium = await mediumOf(folder)
  return medium === undefined
    ? refusal('medium_not_registered')
    : await openBackup(folder, keyring, medium)
}

function manifestAt(pool: BackupPool, moment: string): Manifest | undefined {
  const all = pool.manifests.map(({ manifest }) => manifest)
  const at = parseMoment(moment)
  return (
    all.find(({ id }) => id === moment) ??
    (at === undefined
      ? undefined
      : all.findLast((manifest) => (parseMoment(manifest.at) ?? Infinity) <= at))
  )
}

/** The log's own key, made from the keyring: whoever wrote the note without it is found out. */
export function vkeyOf(manifest: Manifest, keyring: Keyring): string {
  const origin = manifest.ledger.note.split('\n', 1)[0] ?? ''
  return newSigner(origin, logSeed(keyring)).vkey
}
