/**
 * When was each control of the protection reviewed, what came of it, and which review is late?
 *
 * The officer says of a control that it stands, that something was improved, or what is missing. A finding is computed at
 * each look, so that none can be forgotten: `never` reviewed, `overdue` (twelve months), `gap` until a later review
 * says otherwise. What was improved stays: the history is never changed.
 *
 * Law: 94-V art. 22(1), 25(2)(2). Requirement: R-73. Why so: decision 0148.
 * Does not try the controls: what the house finds of itself is `protection.ts`, what the tests try is in docs/LAW.md.
 */
import { clauseFor } from '@kelisim/policy'
import { CONTROL_REVIEW, load, STAFF } from '@kelisim/store'
import {
  type Control,
  CONTROL_NAMES,
  CONTROL_REVIEW_DAYS,
  CONTROLS,
  DAY,
  isControl,
  later,
  type Moment,
  REVIEWED,
  type Reviewed,
} from '@kelisim/terms'
import { type Answer, invalid, type Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>

const WORDS_CHARS_MIN = 3
const WORDS_CHARS_MAX = 500
/** Reviews shown of one control. */
const SHOWN_MAX = 10

export type ControlFinding = 'never' | 'overdue' | 'gap'

export interface SeenReview {
  readonly outcome: Reviewed
  readonly words: string | undefined
  readonly by: string
  readonly at: Moment
}

export interface SeenControl {
  readonly control: Control
  /** The clause of the policy in force that orders it; empty where it says nothing of it. */
  readonly clause: string
  readonly findings: readonly ControlFinding[]
  /** Undefined before the first review. */
  readonly due: Moment | undefined
  /** Newest first. */
  readonly reviews: readonly SeenReview[]
}

export interface ReviewWanted {
  readonly control: string
  readonly outcome: string
  readonly words: string
}

export async function reviewControl(
  means: Means,
  staff: Staff,
  wanted: ReviewWanted,
): Promise<Answer<object>> {
  const refused = await unlessSupervisor(means, staff, 'control_reviewed')
  if (refused !== undefined) return refused
  const { control } = wanted
  const outcome = REVIEWED.find((known) => known === wanted.outcome)
  const words = wanted.words.trim()
  if (!isControl(control)) return invalid('/control', 'unknown')
  if (outcome === undefined) return invalid('/outcome', 'unknown')
  const isSilent = words === '' && outcome === 'stands'
  if (!isSilent && (words.length < WORDS_CHARS_MIN || words.length > WORDS_CHARS_MAX)) {
    return invalid('/words', 'length')
  }
  const unfit = await unlessPlain(means, staff, 'control_reviewed', words)
  if (unfit !== undefined) return unfit
  return await means.store.transaction((unit): Promise<Answer<object>> => {
    unit.put(CONTROL_REVIEW, {
      review_id: String(unit.newId()),
      control,
      outcome,
      words: words === '' ? undefined : words,
      reviewed_by: staff.id,
      reviewed_at: unit.at,
    })
    unit.record({ kind: 'control_reviewed', actor: staff, detail: { control, outcome } })
    return Promise.resolve({ effect: 'done' })
  })
}

export async function seeControls(
  means: Means,
  staff: Staff,
): Promise<Answer<{ readonly controls: readonly SeenControl[] }>> {
  const refused = await unlessSupervisor(means, staff, 'control_reviewed')
  if (refused !== undefined) return refused
  const { pool } = means.store
  const rows = await load(
    pool,
    CONTROL_REVIEW,
    'true order by reviewed_at desc, review_id desc',
    [],
  )
  const people = await load(pool, STAFF, 'true', [])
  const nameOf = (id: string) => people.find(({ staff_id: who }) => who === id)?.name ?? '–'
  const controls = CONTROL_NAMES.map((control): SeenControl => {
    const reviews = rows
      .filter((row) => row.control === control)
      .flatMap(({ outcome, words, reviewed_by: by, reviewed_at: at }): readonly SeenReview[] => {
        const known = REVIEWED.find((one) => one === outcome)
        return known === undefined ? [] : [{ outcome: known, words, by: nameOf(by), at }]
      })
    const due = reviews[0] && later(reviews[0].at, CONTROL_REVIEW_DAYS * DAY)
    const findings = findingsOf(means, reviews[0], due)
    const clause = clauseFor(means.policy, CONTROLS[control].serves)
    return { control, clause, findings, due, reviews: reviews.slice(0, SHOWN_MAX) }
  })
  return { effect: 'done', controls }
}

function findingsOf(
  means: Pick<Means, 'now'>,
  newest: SeenReview | undefined,
  due: Moment | undefined,
): readonly ControlFinding[] {
  if (newest === undefined || due === undefined) return ['never']
  const findings: ControlFinding[] = []
  if (due <= means.now()) findings.push('overdue')
  if (newest.outcome === 'gap') findings.push('gap')
  return findings
}
