/**
 * What do staff ask and read of policy versions over HTTP?
 *
 * Numbers, states, hashes and findings; who did a step is a role and an id, never a name.
 * Law: 94-V art. 25(2)(1-1). Requirements.
 */
import { z } from 'zod'
import { At, Sha256, Uuid } from './primitive.ts'

export const PolicyFinding = z
  .object({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    where: z.string().describe('`file:line` in the policy folder'),
    clause: z.string(),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe(
        'What fills the words of the code, which `kelisim policy rules --json` gives in kk, ru and en',
      ),
  })
  .meta({ id: 'PolicyFinding' })

const edition = {
  id: Uuid,
  version: z.int(),
  state: z.enum([
    'draft',
    'checked',
    'approved',
    'published',
    'in_force',
    'superseded',
    'discarded',
  ]),
  revision: z.int().describe('Raised by each change; a step may name the one it was looked at'),
  folder_hash: Sha256,
  policy_hash: Sha256.optional(),
  effective_from: z.iso.date().optional(),
  drafted_by: z.string(),
  checked_by: z.string().optional(),
  approved_by: z.string().optional(),
  changed_at: At,
  adopted_at: At.optional(),
}
export const PolicyEdition = z.object(edition).meta({ id: 'PolicyEdition' })
export const PolicyEditions = z
  .object({ data: z.array(PolicyEdition) })
  .meta({ id: 'PolicyEditions' })
export const PolicyEditionRead = z
  .object({ ...edition, findings: z.array(PolicyFinding) })
  .meta({ id: 'PolicyEditionRead' })

export const PolicyStepWanted = z
  .strictObject({ revision: z.int().positive().describe('The revision that was looked at') })
  .meta({ id: 'PolicyStepWanted' })
