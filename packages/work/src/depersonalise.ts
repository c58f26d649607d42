/**
 * The clock's run of depersonalisation: people whose data are about to end are counted, and the figures lead to nobody.
 *
 * Next to destruction and never instead of it: who is counted is destroyed at their term like everybody, key, boxes
 * and links. It runs once in a period, takes everybody who consented and whose data end before the next run, and counts
 * them all at once, because figures of few people at a time would tell who they are. Who fits into no figure is not counted.
 *
 * 1. Each look is an action of its own under a permit to depersonalise, in an order drawn by lot: neither their place in
 *    the ledger nor in a table says who is like whom.
 * 2. Values live in memory only, between the looks and the grouping.
 * 3. Figures, the mark that somebody was counted, and the act come in one transaction. A run that dies before it
 *    leaves nothing; the next round makes it whole. Who withdrew meanwhile is left out.
 *
 * Law: 94-V art. 1(7), 17(1), 25(2)(4). Requirements, O-15. Decision 0100. Invariants I1, I2, I6, I12.
 */
import { type Depersonalisation, depersonalisedFields } from '@kelisim/policy'
import { type Counting, countPeople, type Figure } from '@kelisim/rules'
import {
  countablePeople,
  DEPERSONALISATION,
  DEPERSONALISED_FIGURE,
  loadOne,
  markCounted,
  stillCountable,
  type Unit,
} from '@kelisim/store'
import { almatyDate, DAY, later, type Moment, startOfDay, type SubjectId } from '@kelisim/terms'
import type { Random } from '@kelisim/vault'
import { keepProof } from './act-of-destruction.ts'
import { each, type Trouble } from './do-what-is-due.ts'
import type { Means } from './means.ts'

const SYSTEM = { role: 'system', id: 'self' } as const
/** People of one run; beyond it some are not counted. */
const PEOPLE_MAX = 20_000
const AT_ONCE_MAX = 8
/** Figures that one entry of the ledger vouches for. */
const FIGURES_EACH = 100

type Person = Counting<SubjectId>
interface Run {
  readonly plan: Depersonalisation
  readonly fields: readonly string[]
  readonly period: number
  readonly act: string
}

/** How many people were counted; 0 when this period's run was made already. */
export async function depersonalise(means: Means, trouble: Trouble): Promise<number> {
  const plan = means.policy.depersonalisation
  if (plan === undefined) return 0
  const now = means.now()
  const period = periodOf(plan, now)
  if ((await madeIn(means, plan.purpose, period)) !== undefined) return 0
  const fields = depersonalisedFields(plan)
  const found = await countablePeople(means.store.pool, {
    purpose: plan.purpose,
    fields,
    at: now,
    // A day more than a period, for a round that comes late.
    endingBy: later(now, (plan.everyDays + 1) * DAY),
    limit: PEOPLE_MAX,
  })
  const people = await lookAtAll(means, plan, fields, byLot(found, means.random), trouble)
  return await count(means, plan, fields, period, people)
}

function periodOf(plan: Depersonalisation, at: Moment): number {
  return Math.floor(startOfDay(almatyDate(at)) / DAY / plan.everyDays)
}

async function madeIn(means: Means, purpose: string, period: number) {
  const where = 'purpose = $1 and period = $2'
  return await loadOne(means.store.pool, DEPERSONALISATION, where, [purpose, period])
}

/** What the rules or a tampered box refuse is left out; the others go on. */
async function lookAtAll(
  means: Means,
  plan: Depersonalisation,
  fields: readonly string[],
  subjects: readonly SubjectId[],
  trouble: Trouble,
): Promise<readonly Person[]> {
  const people: Person[] = []
  const { purpose } = plan
  const question = { role: 'system', operation: 'depersonalise', purpose, fields } as const
  const opening = { kind: 'values_depersonalised', actor: SYSTEM } as const
  const lookAt = async (who: SubjectId) => {
    const look = await means.store.look({ subject: who, question, opening })
    if (look.effect === 'released') people.push({ who, values: look.values })
  }
  await each(subjects, AT_ONCE_MAX, lookAt, (error) => trouble('depersonalise', error))
  return people
}

async function count(
  means: Means,
  plan: Depersonalisation,
  fields: readonly string[],
  period: number,
  people: readonly Person[],
): Promise<number> {
  const { policy } = means
  return await means.store.transaction(async (unit) => {
    // Another version came into force since the looks: the next round decides under that one.
    if (unit.policy.hash !== policy.hash) return 0
    const subjects = people.map(({ who }) => who)
    const still = await stillCountable(unit, { purpose: plan.purpose, fields }, subjects)
    const standing = people.filter(({ who }) => still.has(who))
    const { figures, counted } = countPeople(plan, policy.limits.adultYears, standing, unit.at)
    const run = { plan, fields, period, act: String(unit.newId()) }
    putFigures(unit, run, figures)
    for (const who of byLot(counted, unit.random)) markCounted(unit, who, plan.purpose)
    putAct(unit, run, counted.length, figures.length)
    return counted.length
  })
}

function putFigures(unit: Unit, { plan, act }: Run, figures: readonly Figure[]): void {
  figures.forEach(({ step, traits, persons }, index) => {
    unit.put(DEPERSONALISED_FIGURE, { act_id: act, ordinal: index + 1, step, traits, persons })
    if ((index + 1) % FIGURES_EACH !== 0) return
    const detail = { of: act, purpose: plan.purpose, figures: FIGURES_EACH }
    unit.record({ kind: 'depersonalised', actor: SYSTEM, detail })
  })
}

/** Also of a run without a figure: that it was made, and found nobody, is part of the record. */
function putAct(unit: Unit, run: Run, persons: number, figures: number): void {
  const { plan, fields, period, act } = run
  unit.put(DEPERSONALISATION, {
    act_id: act,
    purpose: plan.purpose,
    period,
    policy_hash: unit.policy.hash,
    persons_min: plan.personsMin,
    fields,
    persons,
    figures,
    made_at: unit.at,
  })
  const detail = { act, purpose: plan.purpose, law: '94-V art. 17(1)', fields, persons, figures }
  keepProof(unit, act, unit.record({ kind: 'depersonalised', actor: SYSTEM, detail }))
}

/** The same in an order drawn by lot (Fisher and Yates). */
function byLot<T>(items: readonly T[], random: Random): readonly T[] {
  const drawn = [...items]
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = Buffer.from(random(6)).readUIntBE(0, 6) % (last + 1)
    const [one, two] = [drawn[last], drawn[other]]
    if (one === undefined || two === undefined) continue
    drawn[last] = two
    drawn[other] = one
  }
  return drawn
}
