/**
 * One clause of the policy under an address of its own, in three languages, with what the source says.
 *
 * The address of a clause of the version in force shows the version in force; with a version's number it never
 * changes. Law: 94-V art. 25(2)(1-1). Requirements: R-1, R-2, R-88.
 */
import { messages } from '@kelisim/messages'
import { type Clause, type Policy, sourceText } from '@kelisim/policy'
import { type Language, LANGUAGES } from '@kelisim/terms'
import { type Html, html, join, leaf, sheet } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { lawLinks } from './cite.ts'
import { clausePagePath, clausePath, clauseSlug, PUBLIC } from './paths.ts'
import { treatmentHeading } from './policy-source.ts'
import { supersededNote, type VersionsView } from './policy-versions.ts'

export interface PolicyClauseView {
  readonly frame: Frame
  readonly policy: Policy
  readonly clause: Clause
  readonly versions: VersionsView
}

/** Clauses by their names in an address. */
export function clausesBySlug(policy: Policy): ReadonlyMap<string, Clause> {
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  return new Map(clauses.map((clause) => [clauseSlug(clause.id), clause]))
}

export function policyClausePage(view: PolicyClauseView): Html {
  const { frame, policy, clause, versions } = view
  const { language } = frame
  const { policy: words, policyText } = messages(language)
  const chapter = policy.chapters.find((one) => one.clauses.includes(clause))
  const version = policyText.version(policy.version)
  return publicPage(frame, {
    title: `${policyText.clause(clause.id)}, ${version}`,
    current: 'policy',
    main: html`<header class="head"><h1>${policyText.clause(clause.id)}</h1><p class="lead">${words.title}, ${version}${
      chapter === undefined ? '' : html`. ${chapter.number}. ${chapter.title[language]}`
    }</p></header>${supersededNote(language, policy, versions)}
${leaf(sheet({ class: 'paper', content: texts(language, clause) }), [
  ...(clause.reason === undefined
    ? []
    : [{ heading: treatmentHeading(language, clause), content: clause.reason[language] }]),
  { heading: words.law, content: lawLinks(language, ...clause.legal) },
  {
    heading: policyText.requirements,
    content: join(
      clause.requirements.map((id) => html`<span class="num">${id}</span>`),
      ', ',
    ),
  },
])}
${source(language, policy, clause)}
<p class="small copies"><a href="${clausePath(clause.id)}">${policyText.wholePolicy}</a> · ${policyText.permanent}: <a href="${clausePagePath(clause.id, policy.version)}"><span class="id">${decodeURIComponent(clausePagePath(clause.id, policy.version))}</span></a></p>`,
  })
}

/** Kazakh stands first among the others (L-16). */
function texts(language: Language, clause: Clause): Html {
  const others = LANGUAGES.filter((other) => other !== language)
  return html`<p class="said">${clause.text[language]}</p>${others.map(
    (other) => html`<p lang="${other}" class="soft spaced">${clause.text[other]}</p>`,
  )}`
}

function source(language: Language, policy: Policy, clause: Clause): Html {
  const words = messages(language).policyText
  const said = sourceText(policy, clause)
  const place = policy.source?.clauses.find(({ id }) => id === clause.source)
  const body =
    said === undefined || place === undefined
      ? html`<p class="soft">${words.noSource}</p>`
      : html`<blockquote lang="${policy.source?.language ?? 'kk'}">${said}</blockquote>
<p class="note spaced"><a href="${PUBLIC.policySource}">${words.verbatim}</a>, ${words.lines(place.from, place.to)}</p>`
  return html`<section class="sec"><header><h2>${words.source}</h2></header>${body}</section>`
}
