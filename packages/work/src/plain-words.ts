/**
 * May these words be kept?
 *
 * Whatever is typed or told about somebody, outside the values of an application (take-in.ts), comes through here before a row
 * is made of it. Words that betray a special category are refused to whoever can say it otherwise, on record without the
 * words and without the category: an entry that told it would keep what was just refused. Where nobody can be refused, the
 * words alone stay outside.
 *
 * Law: 94-V art. 7(8), 7(9). Requirements. Invariants I9, I11. Why so: decision 0153.
 */
import { clauseFor, type Policy } from '@kelisim/policy'
import { specialCategoryIn, specialWordsOf } from '@kelisim/rules'
import { type ActionKind, type Refusal, refusal } from '@kelisim/terms'
import type { Means } from './means.ts'

export function betrays(policy: Pick<Policy, 'specialCategories'>, text: string): boolean {
  return specialCategoryIn(specialWordsOf(policy), text) !== undefined
}

/** undefined for words that may be kept; else the refusal, written down. */
export async function unlessPlain(
  means: Means,
  actor: { readonly role: string; readonly id: string },
  asked: ActionKind,
  text: string | undefined,
): Promise<Refusal | undefined> {
  if (text === undefined || !betrays(means.policy, text)) return undefined
  const refused = refusal('special_category', clauseFor(means.policy, 'R-19'))
  await means.store.transaction(async (unit) => {
    const { role, id } = actor
    const said = { actor: { role, id }, refused: { refusal: refused }, detail: { asked } }
    unit.record({ kind: 'refused', ...said })
  })
  return refused
}
