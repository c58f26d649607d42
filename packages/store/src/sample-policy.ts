/** What the door's tests stand on: the product's policy, a keyring, a moment. For tests only; not exported from the package. */
import { readdirSync, readFileSync } from 'node:fs'
import { compileTables, loadPolicy, type Policy } from '@kelisim/policy'
import type { Question } from '@kelisim/rules'
import { moment } from '@kelisim/terms'
import { newKeyring, pooledRandom } from '@kelisim/vault'

export const AT = moment(Date.UTC(2026, 10, 22, 9))
export const SELF = { role: 'applicant', id: 'self' }
export const random = pooledRandom()
export const keyring = newKeyring('proleads', AT, random)
export const policy = productPolicy()
export const tables = compileTables(policy)
export const CATEGORIES = policy.subjectCategories.map(({ id }) => id)

/** What the person's own rights allow needs no consent (94-V art. 24). */
export function rightOf(operation: string, ...fields: readonly string[]): Question {
  const purpose = 'subject_rights'
  return { role: SELF.role, operation, purpose, fields, at: AT, policy: policy.hash }
}

function productPolicy(): Policy {
  const folder = new URL('../../../policy/proleads/', import.meta.url)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const texts = names.filter((name) => /\.(?:yaml|md|txt)$/.test(name))
  const loaded = loadPolicy(
    new Map(texts.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')])),
  )
  if (loaded.policy === undefined) throw new Error('the policy folder has faults')
  return loaded.policy
}
