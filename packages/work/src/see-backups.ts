/**
 * Could the house be brought back today? Media, the newest backup, the last drill, and what restorations did.
 *
 * A backup opens people only while the wrapping key of its moment lives, so one that is older than every living key is
 * worth nothing; the answer says that before anything else. What was never recorded is not guessed.
 *
 * Law: 94-V art. 12(2), 22(1)(3). Requirements, L-6.
 */
import { newestDrill, newestOfKind, type StoryEntry } from '@kelisim/store'
import { type Moment, parseMoment } from '@kelisim/terms'
import { listMedia, type Medium } from './media.ts'
import type { Answer, Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

/** Backups looked through for the newest of each medium; several a day for months. */
const BACKUPS_MAX = 1_000
const RESTORATIONS_MAX = 50

export interface BackupsSeen {
  readonly media: readonly (Medium & { readonly backedUpAt: Moment | undefined })[]
  readonly newest: { readonly at: Moment; readonly medium: string | undefined } | undefined
  readonly drill: Drill | undefined
  readonly restorations: readonly RestorationSeen[]
}

export interface Drill {
  readonly at: Moment
  readonly ok: boolean
  /** Acknowledged actions that would have been lost. */
  readonly lost: number
  readonly seconds: number
}

export interface RestorationSeen {
  readonly at: Moment
  /** A whole house, not single rows. */
  readonly isWhole: boolean
  readonly restored: number
  readonly removed: number
  readonly lost: number
  readonly entry: number
}

export async function seeBackups(
  means: Means,
  staff: Pick<StaffMember, 'id' | 'role'>,
): Promise<Answer<{ readonly seen: BackupsSeen }>> {
  const refused = await unlessSupervisor(means, staff, 'backup_begun')
  if (refused !== undefined) return refused
  const { pool } = means.store
  const begun = await newestOfKind(pool, 'backup_begun', BACKUPS_MAX)
  const media = await listMedia(means)
  const newest = begun[0]
  const drill = await newestDrill(pool)
  const restored = await newestOfKind(pool, 'data_restored', RESTORATIONS_MAX)
  return {
    effect: 'done',
    seen: {
      media: media.map((medium) => ({ ...medium, backedUpAt: newestOn(begun, medium.id) })),
      newest: newest && { at: momentOf(newest), medium: nameOf(media, newest) },
      drill: drill && drillOf(drill),
      restorations: restored.map(restorationOf),
    },
  }
}

function newestOn(begun: readonly StoryEntry[], medium: string): Moment | undefined {
  const found = begun.find(({ entry }) => entry.detail?.['medium'] === medium)
  return found && momentOf(found)
}

function nameOf(media: readonly Medium[], { entry }: StoryEntry): string | undefined {
  return media.find(({ id }) => id === entry.detail?.['medium'])?.name
}

function drillOf(found: StoryEntry): Drill {
  const { detail } = found.entry
  return {
    at: momentOf(found),
    ok: detail?.['ok'] === true,
    lost: count(detail?.['rpo']),
    seconds: count(detail?.['rto']),
  }
}

function restorationOf(found: StoryEntry): RestorationSeen {
  const { detail } = found.entry
  const isWhole = detail?.['whole'] === true
  const tables = Object.values(Object(detail?.['tables']))
  const sum = (name: string) =>
    tables.reduce<number>((all, one) => all + count(Reflect.get(Object(one), name)), 0)
  return {
    at: momentOf(found),
    isWhole,
    restored: isWhole ? count(detail?.['rows']) : sum('restored'),
    removed: sum('removed'),
    lost: isWhole ? count(detail?.['lost']) : sum('lost') + sum('left'),
    entry: found.index,
  }
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

function momentOf({ entry }: StoryEntry): Moment {
  const at = parseMoment(entry.at)
  if (at === undefined) throw new Error('an entry of the ledger without its moment')
  return at
}
