/**
 * Do the engine, the plain reading and Cedar give one answer, over all pairs of a space?
 *
 * The engine answers every pair anew. The plain reading is asked for what it reads of a world
 * (`by-reading.ts`). Cedar keeps nothing, so equal requests are asked once. I8, I9.
 */
import type { Decision } from '../../packages/rules/src/question.ts'
import { decideInterned } from '../../packages/rules/src/decide.ts'
import { pairs, placeOfWorld, type Space } from '../../packages/rules/src/example-space.ts'
import { plainReading, type Reading } from '../../packages/rules/src/plain-reading.ts'
import { ByReading } from './by-reading.ts'
import { cedarPolicy, cedarRequest } from './cedar-oracle.ts'

const SHOWN_MAX = 10
/** Answers of Cedar that are remembered; the same contexts come back within one role and operation. */
const REMEMBERED_MAX = 500_000

/** Questions, of which the first is in and the last is not. */
export interface Range {
  readonly from: number
  readonly to: number
}

export class Comparison {
  questions = 0
  pairs = 0
  permits = 0
  /** Questions whose plain answer read nothing of any world. */
  constant = 0
  plainAsked = 0
  sampled = 0
  cedarPairs = 0
  cedarAsked = 0
  mismatches = 0
  readonly codes = new Set<string>()
  readonly shown: string[] = []

  differs(what: string, question: number, world: number): void {
    this.mismatches += 1
    if (this.shown.length < SHOWN_MAX) {
      this.shown.push(`${what}: question ${question}, world ${world}`)
    }
  }
}

export type Progress = (what: string, question: number) => void

const PERMIT = {
  consent: 'permit consent',
  statute: 'permit statute',
  obligation: 'permit obligation',
} as const

function same(decision: Decision, plain: Reading): boolean {
  if (decision.effect === 'permit') return PERMIT[decision.ground] === plain.code
  return decision.code === plain.code && decision.where === plain.where
}

/** Every world of every question of the range. */
export function compareReading(
  found: Comparison,
  space: Space,
  range: Range,
  progress: Progress,
): void {
  const places = space.known.map((_, world) => placeOfWorld(world))
  if (new Set(places.map((one) => Object.values(one).join())).size !== places.length) {
    throw new Error('two worlds have the same place')
  }
  for (let at = range.from; at < range.to; at++) {
    const question = space.asked[at]
    if (question === undefined) continue
    const plain = new ByReading((facts) => plainReading(space.policy, question.words, facts))
    for (let world = 0; world < places.length; world++) {
      const facts = space.known[world]
      const place = places[world]
      if (facts === undefined || place === undefined) continue
      const decision = decideInterned(space.tables, question.numbers, facts.numbers)
      const reading = plain.answer(facts.words, place)
      if (!same(decision, reading)) found.differs(`plain reading: ${reading.code}`, at, world)
      if (decision.effect === 'permit') found.permits += 1
    }
    found.questions += 1
    found.pairs += places.length
    found.plainAsked += plain.asked
    if (plain.isConstant) found.constant += 1
    progress('plain reading', at)
  }
}

/** Pairs of the whole space, evenly, put to the plain reading directly: does the tree of readings tell the truth? */
export function compareDirectly(
  found: Comparison,
  space: Space,
  range: Range,
  count: number,
): void {
  for (const [q, w] of pairs(space, count)) {
    const question = space.asked[q]
    const facts = space.known[w]
    if (q < range.from || q >= range.to || question === undefined || facts === undefined) continue
    const decision = decideInterned(space.tables, question.numbers, facts.numbers)
    const reading = plainReading(space.policy, question.words, facts.words)
    found.codes.add(reading.code)
    found.sampled += 1
    if (!same(decision, reading)) found.differs(`plainly, ${reading.code}`, q, w)
  }
}

/**
 * All worlds of a question that names and grants let through, one world of each other question, each time
 * another. `worldStep` takes every so many worlds of the former.
 */
export function compareCedar(
  found: Comparison,
  space: Space,
  range: Range,
  progress: Progress,
  worldStep = 1,
): void {
  const permits = cedarPolicy(space.policy)
  const known = new Map<string, boolean>()
  const worlds = space.known.length
  const one = (at: number, world: number): void => {
    const question = space.asked[at]
    const facts = space.known[world]
    if (question === undefined || facts === undefined) return
    const request = cedarRequest(space.policy, question.words, facts.words)
    const key = JSON.stringify(request)
    let allowed = known.get(key)
    if (allowed === undefined) {
      allowed = permits(request)
      known.set(key, allowed)
      found.cedarAsked += 1
    }
    found.cedarPairs += 1
    const decision = decideInterned(space.tables, question.numbers, facts.numbers)
    if ((decision.effect === 'permit') !== allowed) found.differs('Cedar', at, world)
  }
  for (let at = range.from; at < range.to; at++) {
    const asked = space.asked[at]?.numbers.known
    const factsDecide = asked?.effect === 'known' && asked.notGranted === undefined
    if (!factsDecide) {
      if (worldStep === 1 || at % worldStep === 0) one(at, (at * 31) % worlds)
    } else {
      for (let world = at % worldStep; world < worlds; world += worldStep) one(at, world)
    }
    progress('Cedar', at)
    if (known.size > REMEMBERED_MAX) known.clear()
  }
}
