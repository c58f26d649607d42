/**
 * Which personal data may the operator process? The list that art. 25(2)(1) orders to be approved.
 *
 * Every item of the policy stands in it, the disabled ones too, so that what is not collected is said as well.
 * Law: 94-V art. 7(9), 25(2)(1). Requirements: R-54, L-7, L-12.
 */
import { days, messages } from '@kelisim/messages'
import type { Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { html } from '@kelisim/ui'
import { type Document, documentOf } from './document.ts'
import { grid, paper, part } from './paper.ts'
import { isCollected, keepers, longestDays } from './reading.ts'
import { wordsOf } from './words/index.ts'

export function approvedList(policy: Policy, language: Language): Document {
  const words = wordsOf(language).list
  const { head } = wordsOf(language)
  const { itemClass } = messages(language).policy
  const columns = [
    { heading: words.number, class: 'n' as const },
    { heading: words.item },
    { heading: words.purposes },
    { heading: itemClass.access },
    { heading: itemClass.sensitivity },
    { heading: words.asked },
    { heading: words.term, class: 'n' as const },
    { heading: words.why },
  ]
  const collected = policy.fields.filter((field) => isCollected(policy, field))
  const main = policy.boxes.map((box) => {
    const fields = policy.fields.filter((field) => field.box === box.id)
    const rows = fields.map((field) => [
      field.number,
      field.title[language],
      keepers(policy, field)
        .map((purpose) => purpose.title[language])
        .join('; ') || head.none,
      field.access === undefined ? '–' : itemClass.accesses[field.access],
      itemClass.sensitivities[field.class],
      field.requiredToApply
        ? `${words.asks[field.default]}, ${words.required}`
        : words.asks[field.default],
      isCollected(policy, field) ? days(language, longestDays(policy, field)) : '–',
      field.why[language],
    ])
    return part(box.title[language], grid(box.title[language], columns, rows))
  })
  return documentOf({
    kind: 'list',
    name: `list.${language}.html`,
    title: words.title,
    mediaType: 'text/html; charset=utf-8',
    language,
    text: paper({
      policy,
      language,
      title: words.title,
      lead: words.lead,
      wide: true,
      main: html`<p>${words.counts(policy.fields.length, collected.length)}</p>${main}`,
    }),
  })
}
