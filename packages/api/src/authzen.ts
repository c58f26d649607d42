/**
 * How do other programs ask for a decision? OpenID AuthZEN Authorization API 1.0.
 *
 * One question, many in one call, and three searches. Members nobody knows are ignored, as that standard
 * wants, not refused as in the rest of this API. What `type`, `id` and `properties` mean: docs/authzen.md.
 *
 * Requirements. Answers nothing.
 */
import { z } from 'zod'

export const EVALUATIONS_MAX = 100
export const PAGE_MAX = 100
const WORD_CHARS_MAX = 500

const Word = z.string().min(1).max(WORD_CHARS_MAX)
const Members = z.record(z.string(), z.unknown())
const properties = Members.optional()
const context = Members.optional().describe(
  'facts (as `policy decide` takes them), at, policy; others are ignored',
)

export const EvaluationEntity = z
  .object({ type: Word, id: Word, properties })
  .meta({ id: 'EvaluationEntity' })
export const EvaluationAction = z
  .object({ name: Word, properties })
  .meta({ id: 'EvaluationAction' })
const Wanted = z.object({ type: Word, properties })

export const EvaluationWanted = z
  .object({
    subject: EvaluationEntity,
    action: EvaluationAction,
    resource: EvaluationEntity,
    context,
  })
  .meta({ id: 'EvaluationWanted' })

/** Whole or in part: what one question of many leaves out. */
const EntityDefaults = z.object({ type: Word.optional(), id: Word.optional(), properties })
const ActionDefaults = z.object({ name: Word.optional(), properties })
export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const
export type Semantics = (typeof SEMANTICS)[number]

export const EvaluationsWanted = z
  .object({
    subject: EntityDefaults.optional(),
    action: ActionDefaults.optional(),
    resource: EntityDefaults.optional(),
    context,
    evaluations: z
      .array(z.looseObject({}))
      .max(EVALUATIONS_MAX)
      .optional()
      .describe('Each a question; what it leaves out stands above. Empty or absent: one question'),
    options: z
      .looseObject({ evaluations_semantic: z.enum(SEMANTICS).optional() })
      .optional()
      .describe('execute_all unless told'),
  })
  .meta({ id: 'EvaluationsWanted' })
export type EvaluationsWanted = z.infer<typeof EvaluationsWanted>

export const EvaluationAnswered = z
  .object({
    decision: z.boolean(),
    context: z
      .looseObject({
        effect: z.enum(['permit', 'refuse', 'fault']),
        code: z.string().optional().describe('Why not; one of the refusal codes'),
        where: z.string().optional().describe('The field or fact that was decisive'),
        clause: z.string().optional().describe('Of the policy'),
        law: z.string().optional(),
        ground: z.string().optional(),
        obligations: z.array(z.string()).optional().describe('What the asker then must do'),
        consents: z.int().optional().describe('On how many consents a permit stands'),
        policy: z.string().optional().describe('Hash of the version that answered'),
        reason_user: z.record(z.string(), z.string()).optional().describe('kk, ru, en'),
        error: z.object({ status: z.int(), message: z.string() }).optional(),
      })
      .optional(),
  })
  .meta({ id: 'EvaluationAnswered' })

export const EvaluationsAnswered = z
  .object({ evaluations: z.array(EvaluationAnswered) })
  .meta({ id: 'EvaluationsAnswered' })

const page = z
  .object({
    token: z.string().max(WORD_CHARS_MAX).optional().describe('`next_token` of the page before'),
    limit: z.int().min(0).optional().describe(`At most ${PAGE_MAX} are given at once`),
    properties,
  })
  .optional()

export const SubjectSearchWanted = z
  .object({
    subject: Wanted,
    action: EvaluationAction,
    resource: EvaluationEntity,
    context,
    page,
  })
  .meta({ id: 'SubjectSearchWanted' })
export const ResourceSearchWanted = z
  .object({
    subject: EvaluationEntity,
    action: EvaluationAction,
    resource: Wanted,
    context,
    page,
  })
  .meta({ id: 'ResourceSearchWanted' })
export const ActionSearchWanted = z
  .object({ subject: EvaluationEntity, resource: EvaluationEntity, context, page })
  .meta({ id: 'ActionSearchWanted' })

const PageAnswered = z.object({
  next_token: z.string().describe('Empty at the end'),
  count: z.int(),
  total: z.int(),
})
export const EntitiesFound = z
  .object({ results: z.array(EvaluationEntity), page: PageAnswered })
  .meta({ id: 'EntitiesFound' })
export const ActionsFound = z
  .object({ results: z.array(EvaluationAction), page: PageAnswered })
  .meta({ id: 'ActionsFound' })

export const DecisionPointMetadata = z
  .object({
    policy_decision_point: z.string(),
    access_evaluation_endpoint: z.string(),
    access_evaluations_endpoint: z.string(),
    search_subject_endpoint: z.string(),
    search_resource_endpoint: z.string(),
    search_action_endpoint: z.string(),
  })
  .meta({ id: 'DecisionPointMetadata' })
