/**
 * How does a document look on a screen and on paper?
 *
 * One file that needs nothing else: its style stands in it, so its hash covers what a reader sees. Whoever
 * serves it allows exactly this style by its hash (`PAPER_STYLE`); there is no script. On paper: A4, pages numbered, rows
 * of tables not torn apart, heads of tables repeated.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements: R-88, R-89, L-16. Does not choose what is said.
 */
import { article, dateOf, since } from '@kelisim/messages'
import type { Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { type Content, type Html, html, join, render } from '@kelisim/ui'
import { wordsOf } from './words/index.ts'

/** No sign in it that HTML escapes: the text of the element and of the rule are the same bytes. */
export const PAPER_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; color: #14202b; background: #fff;
  font: 400 1rem/1.5 Inter, Noto Sans, system-ui, sans-serif; }
body.wide { max-width: 82rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .75rem; text-wrap: balance; }
h2 { font-size: 1.125rem; line-height: 1.3; margin: 2.25rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
p { margin: 0 0 .75rem; max-width: 44rem; }
.lead { color: #45545f; }
.demo { border: 1px solid #b4532a; color: #8d3c18; padding: .3rem .7rem; margin: 0 0 1.5rem; font-size: .875rem; }
dl { display: grid; grid-template-columns: minmax(13rem, 17rem) 1fr; gap: 0; margin: 1.25rem 0; border-top: 1px solid #cfd8dd; }
dt, dd { margin: 0; padding: .4rem 0; border-bottom: 1px solid #cfd8dd; min-width: 0; overflow-wrap: anywhere; }
dt { color: #45545f; padding-right: 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.4; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid #cfd8dd; }
thead th { color: #45545f; font-weight: 600; border-bottom: 1.5px solid #14202b; vertical-align: bottom; }
tbody th { font-weight: 600; }
td.c, th.c { text-align: center; padding-right: .35rem; padding-left: .35rem; }
td.n, th.n { white-space: nowrap; }
.law, .note { color: #45545f; font-size: .8125rem; }
.id { font-family: ui-monospace, monospace; font-size: .8125rem; overflow-wrap: anywhere; }
ul, ol { margin: 0 0 .75rem; padding-left: 1.25rem; }
.box { border: 1px solid #14202b; width: 1rem; height: 1rem; display: inline-block; margin-right: .6rem; vertical-align: -.15rem; }
.tick { border: 1px solid #cfd8dd; padding: .9rem 1rem; margin: 1.25rem 0; max-width: none; }
.sign { display: flex; gap: 3rem; margin-top: 3rem; }
.sign div { flex: 1; border-top: 1px solid #14202b; padding-top: .35rem; font-size: .8125rem; color: #45545f; }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid #cfd8dd; color: #45545f; font-size: .8125rem; }
footer p { max-width: none; margin: 0 0 .3rem; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; }
  dt { border-bottom: 0; padding-bottom: 0; }
  dd { padding-top: 0; }
  .sign { flex-direction: column; }
}
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page); font: 9pt Noto Sans, sans-serif; } }
@page wide { size: A4 landscape; }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  body.wide { page: wide; }
  table { font-size: 8.5pt; }
  tr, dt, dd, .tick, .sign { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
}
`

export interface Paper {
  readonly policy: Policy
  readonly language: Language
  readonly title: string
  readonly lead?: string
  /** Many columns: wider on a screen, landscape on paper. */
  readonly wide?: boolean
  readonly main: Content
}

export function paper(view: Paper): string {
  const { policy, language } = view
  const { head } = wordsOf(language)
  const { operator } = policy
  return render(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${view.title} · ${operator.name[language]}</title>
<style>${PAPER_STYLE}</style>
</head>
<body class="${view.wide === true ? 'wide' : 'narrow'}">
<header>
${policy.demo ? html`<p class="demo">${head.demo}</p>` : ''}
<h1>${view.title}</h1>
${view.lead === undefined ? '' : html`<p class="lead">${view.lead}</p>`}
${facts([
  [
    head.operator,
    html`${operator.name[language]}, ${head.bin} ${operator.bin}, ${operator.address[language]}`,
  ],
  [head.version(policy.version), since(language, policy.effectiveFrom)],
  [head.approved, approval(policy, language)],
])}
</header>
<main>
${view.main}
</main>
<footer>
<p>${head.made(operator.site)}</p>
<p>${head.fingerprint}: <span class="id">${policy.hash}</span></p>
</footer>
</body>
</html>
`)
}

export function approval(policy: Policy, language: Language): string {
  const { approver, number, date } = policy.approval
  return wordsOf(language).head.approvedBy(approver, number, dateOf(language, date))
}

export function facts(rows: readonly (readonly [Content, Content])[]): Html {
  return html`<dl>
${rows.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>\n`)}</dl>`
}

export interface GridColumn {
  readonly heading: Content
  /** `c`: centred; `n`: never broken. */
  readonly class?: 'c' | 'n'
}

/** The first cell of a row names it. */
export function grid(
  caption: string,
  columns: readonly GridColumn[],
  rows: readonly (readonly Content[])[],
): Html {
  const classOf = (at: number): Html =>
    columns[at]?.class === undefined ? html`` : html` class="${columns[at].class}"`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<thead><tr>${columns.map(({ heading }, at) => html`<th scope="col"${classOf(at)}>${heading}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) =>
    html`<tr>${cells.map((cell, at) =>
      at === 0
        ? html`<th scope="row"${classOf(at)}>${cell}</th>`
        : html`<td${classOf(at)}>${cell}</td>`,
    )}</tr>\n`,
)}</tbody>
</table></div>`
}

export function part(heading: Content, content: Content): Html {
  return html`<section>
<h2>${heading}</h2>
${content}
</section>
`
}

export function law(language: Language, references: readonly string[]): Html {
  return html`<span class="law">${join(
    references.map((reference) => article(language, reference)),
    '; ',
  )}</span>`
}

export function listed(items: readonly Content[]): Html {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}
