/**
 * What processing is there? The operator's register, one entry for each purpose.
 *
 * Every entry says whose data, which, by which operations, on what ground, for whom, how long, by which method,
 * what harm could come of it and who answers for it; the measures are the clauses of the policy named in `register.yaml`.
 * Law: 94-V art. 22(1), 25(2)(2), 25(2)(6). Requirements: R-5, R-9, R-29, R-74, R-85, R-96, L-12.
 */
import { article, days, ground, messages } from '@kelisim/messages'
import type { Policy, Processing, Purpose } from '@kelisim/policy'
import { type Language, TRACE_NAMES, TRACES } from '@kelisim/terms'
import { type Content, html } from '@kelisim/ui'
import { type Document, documentOf } from './document.ts'
import { facts, law, listed, paper, part } from './paper.ts'
import { fieldsOfPurpose, isAsked, operationsOf, recipientsOf, titlesOf } from './reading.ts'
import { wordsOf } from './words/index.ts'

export function register(policy: Policy, language: Language): Document {
  const words = wordsOf(language).register
  const main = html`${policy.purposes.map((purpose, at) =>
    part(`${at + 1}. ${purpose.title[language]}`, entry(policy, purpose, language)),
  )}${measures(policy, language)}${traces(language)}`
  return documentOf({
    kind: 'register',
    name: `register.${language}.html`,
    title: words.title,
    mediaType: 'text/html; charset=utf-8',
    language,
    text: paper({ policy, language, title: words.title, lead: words.lead, main }),
  })
}

function entry(policy: Policy, purpose: Purpose, language: Language): Content {
  const words = wordsOf(language).register
  const { head } = wordsOf(language)
  const kept = policy.register?.processing.find((one) => one.purpose === purpose.id)
  if (purpose.ground === 'consent' && !isAsked(policy, purpose)) {
    const rows = kept === undefined ? [] : activityRows(kept, language)
    return html`<p>${words.notAsked}</p>${facts([groundRow(purpose, language), ...rows])}`
  }
  const recipients = recipientsOf(policy, purpose).map(
    (recipient) =>
      html`${recipient.legalName?.[language] ?? recipient.name[language]}, ${head.bin} ${recipient.bin}`,
  )
  const fields = fieldsOfPurpose(policy, purpose).map(({ id }) => id)
  const { officer } = policy.operator
  return facts([
    [
      words.subjects,
      titlesOf(
        policy.subjectCategories,
        kept?.subjects ?? policy.subjectCategories.map(({ id }) => id),
        language,
      ),
    ],
    [words.fields, titlesOf(policy.fields, fields, language) || head.none],
    [words.source, words.sourceSubject],
    [words.operations, titlesOf(policy.operations, operationsOf(policy, purpose), language)],
    groundRow(purpose, language),
    [words.recipients, recipients.length === 0 ? head.none : listed(recipients)],
    [words.term, termOf(purpose, language)],
    ...(kept === undefined ? [] : activityRows(kept, language)),
    [words.crossBorder, words.crossBorderNone],
    [words.responsible, `${head.officer}, ${officer.phone}, ${officer.email}`],
  ])
}

/** Method, and what the processing could do to the person (R-5, R-29). */
function activityRows(
  kept: Processing,
  language: Language,
): readonly (readonly [string, string])[] {
  const { activity } = messages(language).policy
  const method = [activity.method, activity.methods[kept.method]] as const
  const { note } = kept
  if (note === undefined) return [method]
  const said = (['rights', 'harm', 'reduced'] as const).map(
    (key) => [activity[key], note[key][language]] as const,
  )
  return [method, ...said]
}

function groundRow(purpose: Purpose, language: Language): readonly [string, Content] {
  const words = wordsOf(language).register
  const said = purpose.ground === 'consent' ? words.byConsent : words.byStatute
  return [words.ground, html`${said}<br>${law(language, purpose.legal)}`]
}

function termOf(purpose: Purpose, language: Language): string {
  const words = wordsOf(language).retention
  if (purpose.retentionDays === 0) return words.noTerm
  const end = words.ends[purpose.onEnd]
  return `${words.fromCollection(days(language, purpose.retentionDays))}; ${end}`
}

function measures(policy: Policy, language: Language): Content {
  const words = wordsOf(language).register
  const named = policy.register?.measures ?? []
  const clauses = policy.chapters
    .flatMap((chapter) => chapter.clauses)
    .filter(({ id }) => named.includes(id))
  if (clauses.length === 0) return ''
  const items = clauses.map(
    (clause) =>
      html`${clause.text[language]} <span class="law">${ground(language, clause.id, clause.legal[0] ?? '')}</span>${why(policy, language, clause.id)}`,
  )
  return part(words.measures, listed(items))
}

/** The same for every operator: the program keeps them. */
function traces(language: Language): Content {
  const words = wordsOf(language).register
  const rows = TRACE_NAMES.map(
    (trace) => html`${words.trace[trace]}: <b>${words.leads[TRACES[trace]]}</b>`,
  )
  return part(words.traces, html`<p>${words.tracesNote}</p>${listed(rows)}`)
}

/** What the law orders is told from what was chosen (R-74). */
function why(policy: Policy, language: Language, clause: string): Content {
  const words = wordsOf(language).register
  const said = policy.register?.measureGrounds?.find(({ measure }) => measure === clause)
  if (said?.because !== undefined) return html`<br>${words.chosen}: ${said.because[language]}`
  if (said?.orderedBy === undefined) return ''
  const articles = said.orderedBy.map((law) => article(language, law)).join('; ')
  return html`<br>${words.ordered}: ${articles}`
}
