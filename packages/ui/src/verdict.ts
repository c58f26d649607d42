/**
 * Permit or refusal: the answer as heading, what was checked, the clause, the way out.
 *
 * There is no override button and no place to put one. Server errors use `failed` of `face.ts`,
 * never this face.
 */
import { type Content, type Html, html } from './html.ts'

export interface VerdictView {
  readonly tone: 'refused' | 'permitted' | 'waiting'
  /** What was asked; stands small above the answer. */
  readonly question?: string
  readonly answer: Content
  readonly level?: 1 | 2 | 3
  readonly text?: Content
  readonly checks?: readonly CheckView[]
  /** Policy clause and article of the law. */
  readonly ground?: Content
  readonly way?: { readonly heading: string; readonly content: Content }
}

export interface CheckView {
  readonly passed: boolean
  /** What passing or failing is called, for those who hear the page. */
  readonly word: string
  readonly text: Content
}

const CLASS = { refused: 'verdict', permitted: 'verdict yes', waiting: 'verdict wait' } as const

export function verdict(view: VerdictView): Html {
  return html`<section class="${CLASS[view.tone]}">
${view.question === undefined ? '' : html`<p class="note">${view.question}</p>`}
${heading(view.answer, view.level ?? 2)}
${view.text === undefined ? '' : html`<p>${view.text}</p>`}
${view.checks === undefined ? '' : checks(view.checks)}
${view.ground === undefined ? '' : html`<p class="small soft">${view.ground}</p>`}
${
  view.way === undefined
    ? ''
    : html`<div class="out"><b class="small">${view.way.heading}</b><div class="small">${view.way.content}</div></div>`
}
</section>`
}

/** Tick or cross, each with its word. */
export function checks(items: readonly CheckView[]): Html {
  return html`<ul class="checks">${items.map(
    (item) =>
      html`<li class="${item.passed ? 'yes' : 'not'}">${sign(item.passed)}<span><span class="vh">${item.word}: </span>${item.text}</span></li>`,
  )}</ul>`
}

function sign(passed: boolean): Html {
  const path = passed ? 'M2 8.5l4 4 8-9' : 'M3 3l10 10M13 3L3 13'
  return html`<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="${path}" fill="none" stroke-width="2.5"/></svg>`
}

function heading(text: Content, level: 1 | 2 | 3): Html {
  if (level === 1) return html`<h1>${text}</h1>`
  return level === 2 ? html`<h2>${text}</h2>` : html`<h3>${text}</h3>`
}
