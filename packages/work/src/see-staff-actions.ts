/**
 * What a member of staff did: the same entries that stand in the feeds of the people concerned.
 *
 * Law: 94-V art. 22(1)(5). Requirements.
 */
import { actionsBy, countActionsBy, type FeedRow } from '@kelisim/store'
import type { Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'

const OWN_ROWS = 50

export interface OwnActions {
  readonly rows: readonly FeedRow[]
  readonly all: number
  readonly refused: number
}

export async function seeStaffActions(
  means: Means,
  staff: StaffMember,
  before: string | undefined,
): Promise<OwnActions> {
  const rows = await actionsBy(means.store, staff.id, OWN_ROWS, before)
  return { rows, ...(await countActionsBy(means.store, staff.id)) }
}
