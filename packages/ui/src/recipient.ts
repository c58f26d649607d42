/**
 * One recipient: what it got, when, until when, the proof, and the way to recall.
 */
import { type ChipTone, chip } from './chip.ts'
import { type Content, type Html, html } from './html.ts'
import type { Term } from './sheet.ts'

export interface RecipientCardView {
  readonly name: string
  readonly state: { readonly text: string; readonly tone: ChipTone }
  readonly terms: readonly Term[]
  readonly proof?: Content
  readonly text?: Content
  readonly recall?: Content
}

export function recipientCard(view: RecipientCardView): Html {
  return html`<article class="sheet rcp"><header><h3>${view.name}</h3>${chip(view.state.text, view.state.tone)}</header>
<dl>${view.terms.map((term) => html`<dt>${term.label}</dt><dd>${term.value}</dd>`)}</dl>
${view.proof === undefined ? '' : html`<p>${view.proof}</p>`}
${view.text === undefined ? '' : html`<p class="small soft">${view.text}</p>`}
${view.recall}</article>`
}
