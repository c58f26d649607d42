/**
 * Lets the database refuse by itself what no version of the policy allows: constraints and views.
 *
 * They come from every version ever adopted and from the folder, so it is run with the next version's folder
 * before that version is adopted, and never stands in its way. Rows that stand are judged, too, and those that break a
 * constraint are told: once they are corrected or destroyed, run it again. Needs `DATABASE_URL` of the owner: the program's own
 * connection may not change tables. Twice is once.
 * Requirements. Invariants I8, I9.
 */
import { databaseRuleRows, databaseRules } from '@kelisim/documents'
import { loadPolicy, type Policy } from '@kelisim/policy'
import {
  adoptedModels,
  applyPolicyConstraints,
  completePolicyRules,
  validatePolicyConstraints,
} from '@kelisim/store'
import { type Command, Failure, WrongUse } from './command.ts'
import { commandEnvironment } from './open.ts'
import { filesOf } from './policy-check.ts'

export const policyConstrain: Command = {
  options: {},
  run: async (call) => {
    const [dir, ...more] = call.words
    if (more.length > 0) throw new WrongUse('there are too many words')
    const environment = commandEnvironment()
    const { databaseUrl } = environment
    if (databaseUrl === undefined) {
      throw new Failure('DATABASE_URL of the owner of the tables is missing')
    }
    const { policy } = loadPolicy(await filesOf(dir ?? environment.policyFolder))
    if (policy === undefined) throw new Failure('the policy has faults and constrains nothing')
    const adopted = await adoptedModels(databaseUrl)
    // Our own canonical form of a model that this program checked before it was adopted.
    const versions: readonly Policy[] = adopted.map((model): Policy => JSON.parse(model))
    await applyPolicyConstraints(databaseUrl, databaseRules([...versions, policy]))
    const hashes = [...new Set([...versions, policy].map(({ hash }) => hash))]
    const breaches = await completePolicyRules(
      databaseUrl,
      versions.map((one) => ({ ...one, rules: databaseRuleRows(one) })),
    )
    const tables = await validatePolicyConstraints(databaseUrl)
    const broken = tables.filter(({ holds }) => !holds)
    call.answer({ constrained: true, versions: hashes, breaches, tables }, [
      ...broken.map(
        ({ table }) => `${table}: new rows are held to it; of those that stand, some break it`,
      ),
      ...breaches.map(({ what, found }) => `${what}: ${found} rows stand that no version allows`),
      `the database refuses what none of these allows: ${hashes.map((hash) => hash.slice(0, 16)).join(', ')}`,
    ])
    return 0
  },
}
