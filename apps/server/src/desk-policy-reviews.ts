/**
 * The rules whose legal reference changed, in the words and the order of the desk.
 *
 * Law: 94-V art. 25(2)(3). Requirements.
 */
import type { House } from '@kelisim/house'
import { article } from '@kelisim/messages'
import type { ReviewRow } from '@kelisim/screens'
import { CITING_KINDS, type CitingKind, type Language } from '@kelisim/terms'
import type { ReviewTask } from '@kelisim/work'

/** `94-V art. 8` of `94-V art. 8(4)(1)`: an article is read as a whole. */
const ARTICLE = /^.*? art\. [^(]+/

export function citingKind(said: unknown): CitingKind | undefined {
  return CITING_KINDS.find((one) => one === said)
}

export function reviewRows(
  house: House,
  language: Language,
  tasks: readonly ReviewTask[],
  names: (by: string | undefined) => string,
): readonly ReviewRow[] {
  return tasks.toSorted(inOrder).map((task) => {
    const { kind, id } = ruleOf(task)
    return {
      id: task.task_id,
      kind,
      name: titleOf(house, language, kind, id) ?? id,
      article: article(language, articleOf(task)),
      reference: article(language, task.reference),
      ...(task.done_at === undefined
        ? {}
        : { done: { by: names(task.done_by), at: task.done_at } }),
    }
  })
}

function articleOf({ reference }: ReviewTask): string {
  return ARTICLE.exec(reference)?.[0] ?? reference
}

function ruleOf({ rule }: ReviewTask): { readonly kind: CitingKind; readonly id: string } {
  const [kind = '', ...id] = rule.split(' ')
  return { kind: citingKind(kind) ?? 'clause', id: id.join(' ') }
}

function inOrder(one: ReviewTask, other: ReviewTask): number {
  const [a, b] = [ruleOf(one), ruleOf(other)]
  return (
    numerically(articleOf(one), articleOf(other)) ||
    CITING_KINDS.indexOf(a.kind) - CITING_KINDS.indexOf(b.kind) ||
    numerically(a.id, b.id)
  )
}

function numerically(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

function titleOf(
  { means: { policy } }: House,
  language: Language,
  kind: CitingKind,
  id: string,
): string | undefined {
  const lists = { purpose: policy.purposes, operation: policy.operations, right: policy.rights }
  if (kind !== 'purpose' && kind !== 'operation' && kind !== 'right') return undefined
  return lists[kind].find((one) => one.id === id)?.title[language]
}
