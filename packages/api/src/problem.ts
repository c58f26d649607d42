/**
 * What a refusal looks like on the wire: RFC 9457 problem details with our members.
 *
 * `code` is a word of the table in `@kelisim/terms`; `law` and `clause` say on what the refusal
 * stands; `errors` name places of the input, never its values (I11). RFC 9457 3.2 tells a reader to
 * ignore members it does not know, so this schema drops them instead of refusing the answer.
 */
import { z } from 'zod'

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

export const ProblemPlace = z.object({
  /** JSON pointer (RFC 6901) of the place in the input. */
  pointer: z.string().max(500),
  code: z.string().max(100),
})

export const Problem = z
  .object({
    /** An address of the kind of problem; `about:blank` where the status says it all. */
    type: z.string().max(500).default('about:blank'),
    title: z.string().max(500),
    status: z.int().min(400).max(599),
    detail: z.string().max(2_000).optional(),
    instance: z.string().max(500).optional(),
    code: z.string().max(100).optional(),
    law: z.string().max(200).optional(),
    clause: z.string().max(100).optional(),
    errors: z.array(ProblemPlace).max(100).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
