/**
 * Everything held about a person, as they may see it at any time.
 *
 * Values come through the door under the person's own right; that look is recorded like any other.
 *
 * Law: 94-V art. 19(1), 24(1)(1), 25(2)(6), 25(2)(9). Requirements. Deadline: DL-01 (here: at once).
 */
import { rightsPurpose } from '@kelisim/policy'
import {
  APPLICATION,
  access,
  actionsOf,
  ask,
  BOX,
  boxesOf,
  CONSENT,
  CONTRACT,
  countActionsOf,
  DISCLOSURE,
  type FeedRow,
  type Known,
  know,
  load,
  type HeldMark,
  NOTICE,
  OUTCOME,
  REQUEST,
  type Stored,
  type Unit,
  type Values,
  type Withheld,
} from '@kelisim/store'
import { refusal, type SubjectId } from '@kelisim/terms'
import { handleOf } from '@kelisim/vault'
import type { Answer, Means } from './means.ts'
import { ownMarks } from './see-own-marks.ts'

const SELF = { role: 'applicant', id: 'self' }
const FEED_MAX = 50
/** A copy to take away leaves nothing out; past this the count alone says how many there are. */
const COPY_ACTIONS_MAX = 10_000

/** What we know of a person without opening a value: rows, terms, demands, the story. */
export interface OwnRecord {
  readonly known: Known
  readonly boxes: readonly Stored<typeof BOX>[]
  readonly consents: readonly Stored<typeof CONSENT>[]
  readonly applications: readonly Stored<typeof APPLICATION>[]
  readonly disclosures: readonly Stored<typeof DISCLOSURE>[]
  readonly outcomes: readonly Stored<typeof OUTCOME>[]
  readonly notices: readonly Stored<typeof NOTICE>[]
  readonly requests: readonly Stored<typeof REQUEST>[]
  readonly contracts: readonly Stored<typeof CONTRACT>[]
  readonly feed: readonly FeedRow[]
  readonly actions: number
}

export interface OwnData extends OwnRecord {
  readonly values: Values
  readonly marks: readonly HeldMark[]
}

/** Opens nothing and so records nothing: for every page that shows no value. */
export async function seeOwnRecord(
  means: Means,
  subject: SubjectId,
): Promise<Answer<{ readonly data: OwnRecord }>> {
  const read = await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'use')
    if (known === undefined || known.facts.state === 'destroyed') return undefined
    return { known, boxes: await boxesOf(unit, subject), rest: await rowsOf(unit, subject) }
  })
  if (read === undefined) return refusal('not_found')
  return { effect: 'done', data: await recordOf(means, read, FEED_MAX) }
}

/** Some of one's own values; exactly these fields are opened and recorded. */
export async function openOwnValues(
  means: Means,
  subject: SubjectId,
  fields: readonly string[],
): Promise<Answer<{ readonly values: Values }>> {
  if (fields.length === 0) return { effect: 'done', values: {} }
  const released = await means.store.look({
    subject,
    question: {
      role: 'applicant',
      operation: 'extract',
      purpose: rightsPurpose(means.policy).id,
      fields,
    },
    opening: { kind: 'values_opened', actor: SELF },
  })
  if (released.effect === 'refuse') return released
  if (released.effect === 'unknown_subject') return refusal('not_found')
  return { effect: 'done', values: released.values }
}

/** `why` says in the ledger whether the person looked or took a copy away. */
export async function seeOwnData(
  means: Means,
  subject: SubjectId,
  why: 'values_opened' | 'values_exported' = 'values_opened',
): Promise<Answer<{ readonly data: OwnData }>> {
  const opened = await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'use')
    if (known === undefined || known.facts.state === 'destroyed') return refusal('not_found')
    const boxes = await boxesOf(unit, subject)
    const permit = ownPermit(means, unit, known, boxes)
    if (permit.effect === 'refuse') return permit
    const withheld = await access(unit, known, permit, { kind: why, actor: SELF })
    return { effect: 'opened', known, boxes, withheld, rest: await rowsOf(unit, subject) } as const
  })
  if (opened.effect === 'refuse') return opened
  const withheld: Withheld = opened.withheld
  const limit = why === 'values_exported' ? COPY_ACTIONS_MAX : FEED_MAX
  const record = await recordOf(means, opened, limit)
  const values = withheld.read()
  const marks = await ownMarks(means, subject, values)
  return { effect: 'done', data: { ...record, values, marks } }
}

interface Read {
  readonly known: Known
  readonly boxes: OwnRecord['boxes']
  readonly rest: Awaited<ReturnType<typeof rowsOf>>
}

async function recordOf(
  means: Means,
  { known, boxes, rest }: Read,
  limit: number,
): Promise<OwnRecord> {
  const handle = known.key === undefined ? '' : handleOf(known.key)
  const feed = await actionsOf(means.store, handle, limit)
  const actions = await countActionsOf(means.store, handle)
  return { known, boxes, consents: known.consents, ...rest, feed, actions }
}

function ownPermit(
  means: Means,
  unit: Unit,
  known: Known,
  boxes: readonly Stored<typeof BOX>[],
): ReturnType<typeof ask> {
  return ask(unit, known, SELF, {
    role: 'applicant',
    operation: 'extract',
    purpose: rightsPurpose(means.policy).id,
    fields: boxes.flatMap((box) => box.fields),
    at: unit.at,
    policy: means.policy.hash,
  })
}

async function rowsOf(unit: Unit, subject: SubjectId) {
  const mine = 'subject_id = $1'
  return {
    applications: await load(unit.client, APPLICATION, `${mine} order by submitted_at desc`, [
      subject,
    ]),
    disclosures: await load(unit.client, DISCLOSURE, `${mine} order by planned_at desc, place`, [
      subject,
    ]),
    outcomes: await load(unit.client, OUTCOME, `${mine} order by occurred_at`, [subject]),
    notices: await load(unit.client, NOTICE, `${mine} order by planned_at desc`, [subject]),
    requests: await load(unit.client, REQUEST, `${mine} order by received_at desc`, [subject]),
    contracts: await load(unit.client, CONTRACT, `${mine} order by entered_at desc`, [subject]),
  }
}

/** A later page of the person's own actions. */
export async function seeOwnActions(
  means: Means,
  subject: SubjectId,
  before: string | undefined,
): Promise<readonly FeedRow[]> {
  const known = await means.store.transaction(
    async (unit) => await know(means.store, unit, subject, 'use'),
  )
  if (known?.key === undefined) return []
  return await actionsOf(means.store, handleOf(known.key), FEED_MAX, before)
}
