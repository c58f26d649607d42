/**
 * The clock's slower round: every value whose last purpose has ended is destroyed, and nothing else.
 *
 * One person at a time, each in a transaction of their own under the lock on their row: the terms are counted anew
 * from the consents and the policy in force, so a box found too early is only given its new day. Values that still
 * have a purpose stay in their box, sealed anew; with the last of them the person goes as a whole (key included).
 * What a hold stands in the way of is restricted; when the last hold is over the destruction runs.
 *
 * Repeating is safe, and so is dying anywhere: what was committed is no longer due, the rest still is, and the act
 * of the run that died is taken up. One process at a time.
 *
 * Law: 94-V art. 8(6), 12(2), 18(1), 25(2)(4). Requirements. Deadline: DL-12. I12.
 */
import { type DestructionTold, fieldOfType, mainPurpose, rightsPurpose } from '@kelisim/policy'
import { purposeTerm, valueTerm } from '@kelisim/rules'
import {
  APPLICATION,
  ask,
  BOX,
  boxesOf,
  CONTRACT,
  type DueBatch,
  DESTROYED_PART,
  dueRemains,
  dueSubjects,
  IDEMPOTENCY_MS,
  IDENTITY_LINK,
  type Known,
  know,
  load,
  releasedSubjects,
  type Stored,
  stripBox,
  subjectsOfEndedContracts,
  sweepPassing,
  type Unit,
} from '@kelisim/store'
import type { Moment, Refusal, SubjectId } from '@kelisim/terms'
import type { SubjectKey } from '@kelisim/vault'
import {
  type Act,
  beginAct,
  closeAct,
  horizonFrom,
  keepProof,
  partRow,
} from './act-of-destruction.ts'
import { depersonalise } from './depersonalise.ts'
import { isOver } from './contract.ts'
import { destroyData, type OfRun } from './destroy-data.ts'
import { each, type Trouble } from './do-what-is-due.ts'
import { endRemains } from './end-remains.ts'
import { restrict, standingHolds } from './hold.ts'
import { lookAgain, lookAgainAt } from './look-again.ts'
import type { Means } from './means.ts'
import { type PersonTold, tellOfDestruction } from './tell-of-destruction.ts'

const SYSTEM = { role: 'system', id: 'self' } as const
/** People of one batch, and how many of them at once. */
const BATCH_MAX = 64
const AT_ONCE_MAX = 8
/** A round ends after this many batches at the latest; what is left is as due in the next one. */
const BATCHES_MAX = 32
/** Of one process at a time. */
const ROUND_LOCK = 7_305_119
/** A round comes each minute: what is due longer than this was left behind. */
export const OVERDUE_MS = 5 * 60_000

/** How many people were looked at. */
export async function endWhatHasRunOut(means: Means, trouble: Trouble): Promise<number> {
  const ended = await means.store.transaction(async (unit) => {
    const { rows } = await unit.client.query<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock($1) as mine',
      [ROUND_LOCK],
    )
    return rows[0]?.mine === true ? await round(means, trouble) : 0
  })
  await sweepPassing(means.store, IDEMPOTENCY_MS)
  return ended
}

async function round(means: Means, trouble: Trouble): Promise<number> {
  // Before anybody goes; what hinders it must not hold up a destruction.
  await depersonalise(means, trouble).catch((error: unknown) => trouble('depersonalise', error))
  const run = new Run(means)
  const { pool } = means.store
  const due = await inBatches(
    means,
    async (batch) => await dueSubjects(pool, batch),
    async (subject) => await run.end(subject),
    trouble,
  )
  const over = await inBatches(
    means,
    async (batch) => await subjectsOfEndedContracts(pool, batch),
    async (subject) => await run.end(subject),
    trouble,
  )
  const released = await inBatches(
    means,
    async (batch) => await releasedSubjects(pool, batch),
    async (subject) => await run.release(subject),
    trouble,
  )
  await run.close()
  await inBatches(
    means,
    async (batch) => await dueRemains(pool, batch),
    async (subject) => void (await endRemains(means, subject)),
    trouble,
  )
  return due + over + released
}

/** Nobody twice in one round: who could not be finished must not hold up those behind them. */
async function inBatches(
  means: Means,
  next: (batch: DueBatch) => Promise<readonly SubjectId[]>,
  work: (subject: SubjectId) => Promise<void>,
  trouble: Trouble,
): Promise<number> {
  const seen: SubjectId[] = []
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const subjects = await next({ at: means.now(), except: seen, limit: BATCH_MAX })
    if (subjects.length === 0) break
    seen.push(...subjects)
    await each(subjects, AT_ONCE_MAX, work, (error) => trouble('retention', error))
  }
  return seen.length
}

/** One run and its act, which is begun with the first thing that is destroyed. */
class Run {
  readonly #means: Means
  #act: Promise<Act> | undefined
  #isGatewayAway = false

  constructor(means: Means) {
    this.#means = means
  }

  async end(subject: SubjectId): Promise<void> {
    const judged = await judge(this.#means, subject)
    if (judged === 'nothing') return
    const { act_id: act } = await this.#begin()
    if (judged === 'whole') {
      const said = await this.#tell(subject, 'term')
      await destroyData(this.#means, subject, SYSTEM, 'term', undefined, { act, said })
    } else {
      const said = await this.#tell(subject, 'part')
      await destroyValues(this.#means, subject, { act, said })
    }
  }

  /** Nobody is restricted but for a destruction that waited. */
  async release(subject: SubjectId): Promise<void> {
    const { act_id: act } = await this.#begin()
    const said = await this.#tell(subject, 'hold_ended')
    await destroyData(this.#means, subject, SYSTEM, 'hold_ended', undefined, { act, said })
  }

  /** A gateway that is away would hold up each of them: whoever comes after in this round goes without. */
  async #tell(subject: SubjectId, of: DestructionTold): Promise<PersonTold | undefined> {
    if (this.#isGatewayAway) return 'failed'
    const said = await tellOfDestruction(this.#means, subject, SYSTEM, of)
    if (said === 'unknown') this.#isGatewayAway = true
    return said
  }

  /** Also the act that a killed run left behind. */
  async close(): Promise<void> {
    const { rows } = await this.#means.store.pool.query<{ act_id: string }>(
      'select act_id from destruction_act where made_at is null',
    )
    for (const { act_id: act } of rows) await closeAct(this.#means, act, SYSTEM)
  }

  async #begin(): Promise<Act> {
    this.#act ??= beginAct(this.#means, SYSTEM)
    return await this.#act
  }
}

interface Terms {
  readonly boxes: readonly Stored<typeof BOX>[]
  readonly gone: readonly string[]
  readonly applications: readonly Stored<typeof APPLICATION>[]
  /** Those that are over. */
  readonly contracts: readonly Stored<typeof CONTRACT>[]
}

/** What has run out of this person's, as it stands under the lock. */
async function termsOf(means: Means, unit: Unit, known: Known): Promise<Terms> {
  const subject = known.facts.subject
  const { consents } = known.facts
  const boxes = await boxesOf(unit, subject)
  const gone = boxes.flatMap((row) =>
    row.fields.filter(
      (field) => valueTerm(means.policy, consents, field, row.written_at).until <= unit.at,
    ),
  )
  const main = mainPurpose(means.policy).id
  const rows = await load(unit.client, APPLICATION, 'subject_id = $1 for update', [subject])
  const applications = rows.filter(
    (row) => purposeTerm(means.policy, consents, main, row.submitted_at) <= unit.at,
  )
  const bound = await load(unit.client, CONTRACT, 'subject_id = $1 for update', [subject])
  const contracts = bound.filter((row) => isOver(row, unit.at))
  return { boxes, gone, applications, contracts }
}

/** Restricts, or gives boxes found too early their new day; says what is left to destroy. */
async function judge(means: Means, subject: SubjectId): Promise<'nothing' | 'values' | 'whole'> {
  return await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'change')
    if (known === undefined || known.facts.state !== 'live') return 'nothing'
    const { boxes, gone, applications, contracts } = await termsOf(means, unit, known)
    const isDue = gone.length + applications.length + contracts.length > 0
    const isWhole = boxes.every((row) => row.fields.every((field) => gone.includes(field)))
    const [longest] = isDue ? await standingHolds(unit, subject) : []
    if (isDue && longest === undefined) return isWhole ? 'whole' : 'values'
    if (isWhole && longest !== undefined) {
      await restrict(unit, known, SYSTEM, 'term')
      return 'nothing'
    }
    // Found too early, or held while others of their values live: those held no consent carries any more.
    const changed = await lookAgain(means, unit, known, longest?.until_at)
    if (changed > 0) unit.record({ kind: 'terms_recounted', actor: SYSTEM }, known.key)
    return 'nothing'
  })
}

/** Counted again in the unit that destroys: a consent may have been given since. */
async function destroyValues(
  means: Means,
  subject: SubjectId,
  { act, said: told }: OfRun,
): Promise<void> {
  await means.store.transaction(async (unit): Promise<Refusal | undefined> => {
    const known = await know(means.store, unit, subject, 'change')
    const { key } = known ?? {}
    if (known === undefined || key === undefined) return undefined
    const terms = await termsOf(means, unit, known)
    const isHeld = (await standingHolds(unit, subject)).length > 0
    const { gone, applications, contracts } = terms
    if (isHeld || gone.length + applications.length + contracts.length === 0) return undefined
    const permit = ask(unit, known, SYSTEM, {
      role: 'system',
      operation: 'destroy',
      purpose: rightsPurpose(means.policy).id,
      fields: [],
      at: unit.at,
      policy: means.policy.hash,
    })
    if (permit.effect === 'refuse') return permit
    const boxes = strip(means, unit, { ...known, key }, permit, terms)
    const links = await unlink(means, unit, subject, terms.gone)
    for (const row of terms.applications) unit.remove(APPLICATION, row)
    for (const row of terms.contracts) unit.remove(CONTRACT, row)
    const part: string = unit.newId()
    const made = {
      subject,
      part,
      act,
      ground: 'term' as const,
      whole: false,
      fields: terms.gone,
      boxes,
      records: terms.applications.length + terms.contracts.length + links,
      horizonAt: horizonFrom(means, lastEnd(means, known, terms, unit.at)),
    }
    const row = partRow(unit, made)
    unit.put(DESTROYED_PART, row)
    const { boxes: changed, records, fields } = made
    const detail = {
      act: part,
      of: act,
      ground: 'term',
      law: row.law,
      boxes: changed,
      records,
      fields,
      said: told,
    }
    const said = { kind: 'values_destroyed', actor: SYSTEM, permit, detail } as const
    keepProof(unit, part, unit.record(said, key))
    return undefined
  })
}

/**
 * Copies of a value in backups are sealed under the person's key, which lives on for the values that stay: they die
 * with it, when the last of those ends.
 */
function lastEnd(means: Means, { facts }: Known, { boxes, gone }: Terms, at: Moment): Moment {
  const ends = boxes.flatMap((row) =>
    row.fields
      .filter((field) => !gone.includes(field))
      .map((field) => valueTerm(means.policy, facts.consents, field, row.written_at).until),
  )
  return Math.max(at, ...ends) as Moment
}

/** How many boxes were changed or went. */
function strip(
  means: Means,
  unit: Unit,
  known: Known & { readonly key: SubjectKey },
  permit: Parameters<typeof stripBox>[2],
  { boxes, gone }: Terms,
): number {
  let changed = 0
  for (const row of boxes) {
    const mine = row.fields.filter((field) => gone.includes(field))
    if (mine.length === 0) continue
    const retainUntil = (fields: readonly string[]) => lookAgainAt(means, known, row, fields)
    stripBox(unit, known, permit, row, { gone: mine, retainUntil })
    changed += 1
  }
  return changed
}

/** An IIN that is gone is not found by any more. The phone's index stays: it is the person's way in. */
async function unlink(
  means: Means,
  unit: Unit,
  subject: SubjectId,
  gone: readonly string[],
): Promise<number> {
  const iin = fieldOfType(means.policy, 'iin')?.id
  if (iin === undefined || !gone.includes(iin)) return 0
  const links = await load(unit.client, IDENTITY_LINK, "subject_id = $1 and kind = 'iin'", [
    subject,
  ])
  for (const link of links) unit.remove(IDENTITY_LINK, link)
  return links.length
}
