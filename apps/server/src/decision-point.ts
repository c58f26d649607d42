/**
 * What does a decision point need to answer other programs, and how does it answer one question?
 *
 * Questions about the policy need the policy alone, so a point can stand without a house; questions about
 * people are handed on to whoever holds them. The answer itself is always that of `rules.decide`.
 *
 * Requirements. Invariant I8. Does not speak HTTP.
 */
import type { EvaluationWanted } from '@kelisim/api'
import type { House } from '@kelisim/house'
import { reason } from '@kelisim/messages'
import type { Policy, Tables } from '@kelisim/policy'
import {
  answerEvaluation,
  decide,
  type Decision,
  type EvaluationAnswer,
  type EvaluationAsked,
  type Facts,
  type Question,
  readEvaluation,
} from '@kelisim/rules'
import type { Fault, Language, Moment } from '@kelisim/terms'
import { answerAboutPerson, suspendedPurposes } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { asStaff, memberOf } from './bearer.ts'
import { languageOf } from './caller.ts'

export type Evaluation = z.infer<typeof EvaluationWanted>
export type AboutPerson = Extract<EvaluationAsked, { about: 'subject' | 'application' }>
type Request = Pick<FastifyRequest, 'raw'>

/** A search tries many questions that nobody means to act upon. */
export type Why = 'ask' | 'search'

export interface DecisionPoint {
  /** Where it is reached, without a final slash. */
  readonly url: string
  readonly now: () => Moment
  /** In force at the moment it is read. */
  readonly policy: () => Policy
  readonly tables: () => Tables
  /** Turns away who may not ask at all. */
  readonly onRequest: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  readonly language: (request: FastifyRequest, reply: FastifyReply) => Language
  /** What the officer stopped here; nobody who asks can tell it otherwise. */
  readonly suspendedPurposes: () => Promise<readonly string[]>
  readonly aboutPerson: (request: Request, asked: AboutPerson, why: Why) => Promise<Decision>
}

export function pointOfHouse(house: House): DecisionPoint {
  const { means } = house
  return {
    url: means.publicUrl,
    now: means.now,
    policy: () => means.policy,
    tables: () => means.tables,
    onRequest: asStaff(house),
    language: (request, reply) => languageOf(house, request, reply),
    suspendedPurposes: async () => await suspendedPurposes(means),
    aboutPerson: async (request, asked, why) =>
      await answerAboutPerson(means, memberOf(request), asked, why),
  }
}

/** The answer, or what is wrong with the question. */
export async function evaluate(
  point: DecisionPoint,
  request: Request,
  evaluation: Evaluation,
  why: Why = 'ask',
): Promise<EvaluationAnswer | { readonly faults: readonly Fault[] }> {
  const policy = point.policy()
  const asked = readEvaluation(policy, evaluation, point.now())
  if (asked.about === 'nothing') return { faults: asked.faults }
  if (asked.about !== 'policy') {
    const decision = await point.aboutPerson(request, asked, why)
    return answerEvaluation(decision, policy.hash, reason)
  }
  const decision = await decideHere(point, asked.question, asked.facts)
  const untold =
    asked.absent !== undefined && decision.effect === 'refuse' && decision.code === 'fact_missing'
  const placed = untold ? { ...decision, where: asked.absent } : decision
  return answerEvaluation(placed, policy.hash, reason)
}

/** The facts are the asker's, the house's own state is not: it is looked at before anything is permitted. */
async function decideHere(
  point: DecisionPoint,
  question: Question,
  facts: Facts,
): Promise<Decision> {
  const tables = point.tables()
  const decision = decide(tables, question, facts)
  if (decision.effect === 'refuse') return decision
  const stopped = await point.suspendedPurposes()
  const known = { ...facts, suspendedPurposes: [...facts.suspendedPurposes, ...stopped] }
  return stopped.length === 0 ? decision : decide(tables, question, known)
}
