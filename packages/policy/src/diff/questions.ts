/**
 * Which questions get another answer under the newer version?
 *
 * Every question of both versions is asked of both: role × operation × purpose × field × addressee. Fields go
 * through as bits, so a row of questions is asked once; the totals count single questions and are exact.
 * Does not say what follows from a change; `consequences.ts` does.
 *
 * Requirements.
 */
import { isCode, type Moment, OPERATIONS, type Operation } from '@kelisim/terms'
import { ticksOf } from '../consent.ts'
import type { Policy } from '../model.ts'
import { compileTables } from '../tables.ts'
import type { Addressee, Best } from './difference.ts'
import { fieldsOf, isRefused, type Piece, Reach, type Universe, universeOf } from './reach.ts'

/** One row of questions whose fields change in one and the same way. */
export interface Changed {
  readonly change: 'refused' | 'permitted' | 'otherwise'
  readonly role: string
  readonly operation: Operation
  readonly purpose: string
  readonly to: Addressee
  readonly mask: bigint
  readonly before: string
  readonly after: string
  readonly onOldConsents: boolean
}

export interface Compared {
  readonly universe: Universe
  readonly questions: number
  readonly changed: readonly Changed[]
}

export function compareAnswers(before: Policy, after: Policy, at: Moment): Compared {
  const universe = universeOf(
    after.fields.map(({ id }) => id),
    before.fields.map(({ id }) => id),
  )
  const newTables = compileTables(after)
  const oldTicks = ticksOf(before)
  const was = new Reach(compileTables(before), oldTicks, universe, at)
  const is = new Reach(newTables, ticksOf(after), universe, at)
  const stays = new Reach(newTables, oldTicks, universe, at)
  const changed: Changed[] = []
  let rows = 0
  for (const asked of rowsOf(before, after)) {
    rows++
    for (const part of meet(was.ask(asked), is.ask(asked), stays.ask(asked))) {
      const change = changeOf(part)
      if (change === undefined) continue
      const { mask, before: old, after: fresh } = part
      const onOldConsents = !isRefused(part.stays)
      changed.push({ ...asked, change, mask, before: old, after: fresh, onOldConsents })
    }
  }
  return { universe, questions: rows * universe.fields.length, changed }
}

/**
 * All rows of questions of both versions; a name that only one knows is asked of both. A channel is named only
 * where a version has channels for the purpose: elsewhere it says nothing.
 */
function* rowsOf(before: Policy, after: Policy) {
  const both = (names: (policy: Policy) => readonly string[]) => [
    ...new Set([...names(after), ...names(before)]),
  ]
  const roles = both((one) => one.roles.map(({ id }) => id))
  const recipients = both((one) => one.recipients.map(({ id }) => id))
  for (const purpose of both((one) => one.purposes.map(({ id }) => id))) {
    const channels = both((one) =>
      one.purposes.filter(({ id }) => id === purpose).flatMap((found) => found.channels),
    )
    const addressees: readonly Addressee[] = [
      { kind: 'nobody' },
      ...recipients.map((id) => ({ kind: 'recipient' as const, id })),
      ...channels.map((id) => ({ kind: 'channel' as const, id })),
    ]
    for (const role of roles) {
      for (const operation of OPERATIONS) {
        for (const to of addressees) yield { role, operation, purpose, to }
      }
    }
  }
}

interface Part {
  readonly mask: bigint
  readonly before: string
  readonly after: string
  readonly stays: string
}

/** The fields divided by all three answers at once. */
function* meet(
  before: readonly Piece[],
  after: readonly Piece[],
  stays: readonly Piece[],
): Generator<Part> {
  for (const old of before) {
    for (const fresh of after) {
      const both = old.mask & fresh.mask
      if (both === 0n || (isRefused(old.answer) && isRefused(fresh.answer))) continue
      for (const kept of stays) {
        const mask = both & kept.mask
        if (mask !== 0n) {
          yield { mask, before: old.answer, after: fresh.answer, stays: kept.answer }
        }
      }
    }
  }
}

/** A refusal that is now refused for another reason changes nothing for anybody. */
function changeOf({ before, after, stays }: Part): Changed['change'] | undefined {
  if (isRefused(before)) return isRefused(after) ? undefined : 'permitted'
  if (isRefused(after)) return 'refused'
  return before === after && !isRefused(stays) ? undefined : 'otherwise'
}

/** `contract+recipient:samal|…` in words that a reader of the difference can use. */
export function bestOf(answer: string): Best {
  const code = answer.slice(1)
  if (isRefused(answer) && isCode(code)) return { effect: 'refuse', code }
  const sets = answer.split('|').map((set) => (set === '' ? [] : set.split('+')))
  return { effect: 'permit', ticks: sets }
}

export function countOf(universe: Universe, mask: bigint): number {
  return fieldsOf(universe, mask).length
}
