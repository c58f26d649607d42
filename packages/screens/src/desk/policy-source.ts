/**
 * The source against the effective text, for the person responsible: clause by clause, by treatment, by oddity.
 *
 * The same words as the public page; beside them how many clauses were kept and how many not, and where each
 * oddity of the source is answered. Changes nothing: the editor of the next version is another page.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements: R-1, R-2, X-1 to X-29, section 7.
 */
import { messages, number } from '@kelisim/messages'
import type { Clause, Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { type Content, html, type Html, join, sheet, table } from '@kelisim/ui'
import { DESK } from '../paths.ts'
import { PUBLIC } from '../public/paths.ts'
import { sourceAgainst, sourceHead, treatmentWord } from '../public/policy-source.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'

export const TREATMENTS = ['as_is', 'corrected', 'replaced', 'disabled', 'added'] as const
export type TreatmentFilter = (typeof TREATMENTS)[number]

export interface PolicySourceScreen {
  readonly frame: DeskFrame
  readonly policy: Policy
  /** Undefined shows all. */
  readonly treatment?: TreatmentFilter
}

export function policySourceScreen({ frame, policy, treatment }: PolicySourceScreen): Html {
  const { language } = frame
  const words = messages(language).policyText
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  const kept = clauses.filter((clause) => treatmentWord(clause) === 'as_is').length
  const shown = (clause: Clause) => treatment === undefined || treatmentWord(clause) === treatment
  return deskPage(frame, {
    current: 'policy',
    title: words.sourceTitle,
    content: html`${deskHead(words.sentence(number(language, clauses.length), number(language, clauses.length - kept)))}
<div class="stack-5">${sheet({ class: 'pane', content: html`${sourceHead(language, policy)}<p class="small spaced"><a href="${PUBLIC.policySourceFile}">${words.verbatim}</a> · <a href="${PUBLIC.policySource}">${words.wholePolicy}</a></p>` })}
<p class="filters">${filters(language, clauses, treatment)}</p>
${sheet({ class: 'pane', content: sourceAgainst(language, policy, shown) })}
${sheet({ class: 'pane', content: oddities(language, clauses) })}</div>`,
  })
}

function filters(
  language: Language,
  clauses: readonly Clause[],
  current: TreatmentFilter | undefined,
): Content {
  const words = messages(language).policyText
  const link = (name: TreatmentFilter | undefined, text: string, count: number): Html => {
    const href = name === undefined ? DESK.policySource : `${DESK.policySource}?treatment=${name}`
    const label = html`${text} <span class="num">${number(language, count)}</span>`
    return name === current
      ? html`<a href="${href}" aria-current="true"><b>${label}</b></a>`
      : html`<a href="${href}">${label}</a>`
  }
  const links = TREATMENTS.map((name) =>
    link(
      name,
      words.treatment[name],
      clauses.filter((clause) => treatmentWord(clause) === name).length,
    ),
  )
  return join([link(undefined, words.all, clauses.length), ...links], ' ')
}

/** Each oddity of the source by its number, and the clauses that answer it. */
function oddities(language: Language, clauses: readonly Clause[]): Content {
  const words = messages(language).policyText
  const numbers = [...new Set(clauses.flatMap((clause) => clause.oddities))].toSorted(
    (one, other) => Number(one.slice(2)) - Number(other.slice(2)),
  )
  return table({
    caption: words.oddities,
    captionShown: true,
    stack: true,
    columns: [{ heading: 'X' }, { heading: words.answeredAt, short: words.answeredAt }],
    rows: numbers.map((oddity) => [
      html`<span class="num">${oddity}</span>`,
      join(
        clauses
          .filter((clause) => clause.oddities.includes(oddity))
          .map(
            (clause) =>
              html`<span class="nb">${clause.id} (${words.treatment[treatmentWord(clause)]})</span>`,
          ),
        ', ',
      ),
    ]),
  })
}
