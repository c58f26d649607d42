/**
 * The source document against the effective text, clause by clause: what was kept, what was not, and why.
 *
 * For the public page and for the officer's desk alike. The source stands as it is, mistakes and all, marked
 * in its own language; nothing here is corrected silently. Law: 94-V art. 25(2)(1-1). Requirements: R-1,
 * X-1 to X-29, section 7.
 */
import { dateOf, messages } from '@kelisim/messages'
import { type Clause, linesOf, type Policy, type SourceClause, sourceText } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { chip, type Content, html, type Html, join, sheet, terms } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { lawLinks } from './cite.ts'
import { clauseAnchor, clausePagePath, PUBLIC } from './paths.ts'
import { upperFirst } from './sentence.ts'

export interface PolicySourceView {
  readonly frame: Frame
  readonly policy: Policy
}

export function policySourcePage({ frame, policy }: PolicySourceView): Html {
  const words = messages(frame.language).policyText
  return publicPage(frame, {
    title: words.sourceTitle,
    current: 'policy',
    main: sheet({
      class: 'paper room',
      content: html`<h1>${words.sourceTitle}</h1>${sourceHead(frame.language, policy)}
<p class="small copies"><a href="${PUBLIC.policy}">${words.wholePolicy}</a> · <a href="${PUBLIC.policySourceFile}">${words.verbatim}</a></p>
${sourceAgainst(frame.language, policy)}`,
    }),
  })
}

/** What the source is, and that it is the one that was approved. */
export function sourceHead(language: Language, policy: Policy): Content {
  const words = messages(language).policyText
  const { source } = policy
  if (source === undefined) return html`<p>${words.noSource}</p>`
  const { cites } = source
  return html`<p class="lead">${words.sourceLead}</p>${
    source.synthetic ? html`<p class="spaced">${chip('DEMO', 'near')} ${words.synthetic}</p>` : ''
  }${terms([
    { label: words.source, value: source.title[language] },
    ...(cites === undefined
      ? []
      : [
          {
            label: words.approvedAgainst,
            value: words.redactionOf(cites.act, dateOf(language, cites.redaction)),
          },
        ]),
    { label: 'SHA-256', value: html`<span class="id">${source.sha256}</span>` },
  ])}`
}

/** The clauses of the source in its order, each with what answers it; then what was added to it. */
export function sourceAgainst(
  language: Language,
  policy: Policy,
  isShown: (clause: Clause) => boolean = () => true,
): Content {
  const { source } = policy
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses).filter(isShown)
  const answered = (source?.clauses ?? []).filter(({ id }) =>
    clauses.some((clause) => clause.source === id),
  )
  const added = clauses.filter((clause) => clause.source === undefined)
  const words = messages(language).policyText
  const rows = answered.map((place) =>
    against(
      language,
      place,
      html`<blockquote lang="${source?.language ?? 'kk'}">${source === undefined ? '' : linesOf(source, place)}</blockquote>`,
      clauses.filter((clause) => clause.source === place.id),
    ),
  )
  return [
    html`<div class="against captions" aria-hidden="true"><div></div><div>${words.source}</div><div>${words.effective}</div></div>`,
    ...rows,
    ...added.map((clause) =>
      against(language, undefined, html`<p class="soft">${words.noSource}</p>`, [clause]),
    ),
  ]
}

function against(
  language: Language,
  place: SourceClause | undefined,
  source: Html,
  clauses: readonly Clause[],
): Html {
  const words = messages(language).policyText
  const lines = place === undefined ? '' : words.lines(place.from, place.to)
  const id = place === undefined ? (clauses[0]?.id ?? '') : place.id
  return html`<article class="against" id="${place === undefined ? 'a' : 's'}${clauseAnchor(id).slice(1)}"><div class="n">${id}${
    lines === '' ? '' : html`<span class="note">${lines}</span>`
  }</div><div>${source}</div><div>${clauses.map((clause) => effective(language, clause))}</div></article>\n`
}

function effective(language: Language, clause: Clause): Html {
  return html`<div class="answer"><p>${clause.text[language]}</p>${treated(language, clause)}</div>`
}

/** The sign of the treatment, its reason and what it stands on. */
export function treated(language: Language, clause: Clause): Html {
  const oddities = clause.oddities.join(', ')
  return html`<p class="note">${treatmentChip(language, clause)} ${
    oddities === '' ? '' : html`<span class="num">${oddities}</span> `
  }${clause.reason === undefined ? '' : clause.reason[language]}</p>
<p class="note"><a href="${clausePagePath(clause.id)}">${messages(language).policyText.clause(clause.id)}</a> · ${join(
    clause.requirements.map((id) => html`<span class="num">${id}</span>`),
    ', ',
  )} · ${lawLinks(language, ...clause.legal)}</p>`
}

export function treatmentChip(language: Language, clause: Clause): Html {
  const { treatment } = messages(language).policyText
  const word = treatmentWord(clause)
  return chip(treatment[word], word === 'disabled' || word === 'replaced' ? 'near' : 'quiet')
}

/** «Түзетілді X-4»: the heading of the note beside a clause. */
export function treatmentHeading(language: Language, clause: Clause): string {
  const { treatment } = messages(language).policyText
  const word = treatmentWord(clause)
  return `${upperFirst(treatment[word])} ${clause.oddities.join(', ')}`
}

/** A correction without a clause of the source is something added. */
export function treatmentWord(clause: Clause): Clause['treatment'] | 'added' {
  return clause.source === undefined && clause.treatment === 'corrected'
    ? 'added'
    : clause.treatment
}

/** What the source says at this clause, folded away; nothing where the sense was kept. */
export function sourceQuote(language: Language, policy: Policy, clause: Clause): Content {
  const said = clause.treatment === 'as_is' ? undefined : sourceText(policy, clause)
  if (said === undefined) return ''
  const words = messages(language).policyText
  return html`<details class="quote"><summary>${words.source}</summary><blockquote lang="${policy.source?.language ?? 'kk'}">${said}</blockquote></details>`
}
