/**
 * How long is what kept, and what happens then?
 *
 * By purpose, and by item the longest of its purposes; the program destroys by the same numbers.
 * Law: 94-V art. 12(2), 18, 25(2)(4). Requirements.
 */
import { days } from '@kelisim/messages'
import type { Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { html } from '@kelisim/ui'
import { type Document, documentOf } from './document.ts'
import { grid, law, paper, part } from './paper.ts'
import { isCollected, keepers, longestDays } from './reading.ts'
import { wordsOf } from './words/index.ts'

export function retentionSchedule(policy: Policy, language: Language): Document {
  const words = wordsOf(language).retention
  return documentOf({
    kind: 'retention',
    name: `retention.${language}.html`,
    title: words.title,
    mediaType: 'text/html; charset=utf-8',
    language,
    text: paper({
      policy,
      language,
      title: words.title,
      lead: words.lead,
      main: html`${byPurpose(policy, language)}
<p>${words.endsEarly} ${words.horizon(days(language, policy.limits.destructionHorizonDays))}</p>
${achieved(policy, language)}${figures(policy, language)}${byItem(policy, language)}`,
    }),
  })
}

function achieved({ purposes }: Policy, language: Language) {
  return purposes
    .filter(({ achievedBy }) => achievedBy !== undefined)
    .map(
      ({ title }) => html`<p>${wordsOf(language).retention.achieved(title[language])}</p>
`,
    )
}

function figures({ depersonalisation }: Policy, language: Language) {
  if (depersonalisation === undefined) return ''
  return html`<p>${wordsOf(language).retention.figures(depersonalisation.personsMin)}</p>
`
}

function byPurpose(policy: Policy, language: Language) {
  const words = wordsOf(language).retention
  return grid(
    words.title,
    [
      { heading: words.purpose },
      { heading: words.consentTerm },
      { heading: words.keptFor },
      { heading: words.onEnd },
      { heading: words.law },
    ],
    policy.purposes.map((purpose) => [
      purpose.title[language],
      purpose.consentDays === 0
        ? wordsOf(language).register.byStatute
        : days(language, purpose.consentDays),
      purpose.retentionDays === 0 ? words.noTerm : days(language, purpose.retentionDays),
      purpose.retentionDays === 0 ? '–' : words.ends[purpose.onEnd],
      law(language, ['94-V art. 12(2)', '94-V art. 18']),
    ]),
  )
}

function byItem(policy: Policy, language: Language) {
  const words = wordsOf(language).retention
  const rows = policy.fields
    .filter((field) => isCollected(policy, field))
    .map((field) => {
      const longest = longestDays(policy, field)
      const because = keepers(policy, field).filter(
        ({ retentionDays }) => retentionDays === longest,
      )
      return [
        `${field.number} ${field.title[language]}`,
        days(language, longest),
        because.map((purpose) => purpose.title[language]).join('; '),
      ]
    })
  return part(
    words.byItem,
    grid(
      words.byItem,
      [{ heading: words.item }, { heading: words.longest, class: 'n' }, { heading: words.where }],
      rows,
    ),
  )
}
