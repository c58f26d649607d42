/**
 * The officer's first page of the policy: versions, the folder, who is asked anew, what is to be reviewed.
 *
 * Law: 94-V art. 25(2)(1-1), 25(2)(3). Requirements: R-2, R-17, R-88.
 */
import type { House } from '@kelisim/house'
import type { FolderView, PolicyVersionsView } from '@kelisim/screens'
import { adoptedVersion } from '@kelisim/store'
import type { CitingKind, Refusal } from '@kelisim/terms'
import {
  countAskedAnew,
  editionOfFolder,
  folderHash,
  listEditions,
  listReviews,
} from '@kelisim/work'
import { reviewRows } from './desk-policy-reviews.ts'
import { staffNames, stateOf } from './desk-policy-views.ts'
import type { DeskVisit } from './desk-visit.ts'

export interface SaidAtHome {
  readonly refusal?: Refusal
  readonly folder?: 'written' | 'not_written'
  /** The kind of rule to review that is asked for. */
  readonly rule?: CitingKind
}

export async function policyHomeView(
  house: House,
  { frame }: DeskVisit,
  said: SaidAtHome = {},
): Promise<PolicyVersionsView> {
  const { means } = house
  const { policy } = means
  const { language } = frame
  const [names, editions, reviews, pending, folder] = await Promise.all([
    staffNames(house, language),
    listEditions(means),
    listReviews(means),
    countAskedAnew(means, language),
    folderView(house),
  ])
  return {
    frame,
    inForce: {
      version: policy.version,
      from: policy.effectiveFrom,
      number: policy.approval.number,
      date: policy.approval.date,
      approver: policy.approval.approver,
      hash: policy.hash,
    },
    folder: { ...folder, ...(said.folder === undefined ? {} : { said: said.folder }) },
    editions: editions.map((edition) => ({
      id: edition.edition_id,
      version: edition.version,
      state: stateOf(edition),
      changedBy: names(edition.changed_by),
      changedAt: edition.changed_at,
      ...(edition.effective_from === undefined ? {} : { from: edition.effective_from }),
      ...(edition.approved_by === undefined ? {} : { approvedBy: names(edition.approved_by) }),
    })),
    pending: pending.map(({ heading, people }) => ({ title: heading, people })),
    reviews: { kind: said.rule, rows: reviewRows(house, language, reviews, names) },
    ...(said.refusal === undefined ? {} : { refusal: said.refusal }),
  }
}

/** How the folder on disk stands to what is in force. */
async function folderView(house: House): Promise<FolderView> {
  const path = house.environment.policyFolder
  const files = await house.means.policyFolder.read().catch(() => undefined)
  if (files === undefined) return { path, state: 'unreadable' }
  const inForce = await adoptedVersion(house.means.store.pool)
  if (inForce?.files !== undefined && folderHash(inForce.files) === folderHash(files)) {
    return { path, state: 'same' }
  }
  const edition = await editionOfFolder(house.means, files)
  if (edition?.state === 'superseded') return { path, state: 'former', version: edition.version }
  return { path, state: edition === undefined ? 'differs' : 'on_its_way' }
}

/** Whole files, before and after, as a patch that `patch -p1` applies in the folder. */
export function differencePatch(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string {
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return paths
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => filePatch(path, before.get(path), after.get(path)))
    .join('')
}

function filePatch(path: string, before: string | undefined, after: string | undefined): string {
  const [old, fresh] = [linesOf(before), linesOf(after)]
  const span = (lines: readonly string[]) => `${lines.length === 0 ? 0 : 1},${lines.length}`
  return [
    `--- ${before === undefined ? '/dev/null' : `a/${path}`}`,
    `+++ ${after === undefined ? '/dev/null' : `b/${path}`}`,
    `@@ -${span(old)} +${span(fresh)} @@`,
    ...old.map((line) => `-${line}`),
    ...fresh.map((line) => `+${line}`),
    '',
  ].join('\n')
}

function linesOf(text: string | undefined): readonly string[] {
  if (text === undefined || text === '') return []
  return text.replace(/\n$/, '').split('\n')
}
