/**
 * Where text lies: a sheet of paper, the margin that says why, a list of terms.
 */
import { attributes, type Content, type Html, html } from './html.ts'

export interface SheetView {
  readonly content: Content
  readonly class?: string
  /** A name turns the sheet into a region. */
  readonly label?: string
}

export function sheet(view: SheetView): Html {
  const tag = { class: ['sheet', view.class ?? ''].join(' ').trim(), 'aria-label': view.label }
  return view.label === undefined
    ? html`<div${attributes(tag)}>${view.content}</div>`
    : html`<section${attributes(tag)}>${view.content}</section>`
}

export interface WhyNote {
  /** Left out where the note stands beside the one thing it explains. */
  readonly heading?: string
  readonly content: Content
}

/** The margin: clause, article, what the program does. On phones it follows its block. */
export function why(notes: readonly WhyNote[]): Html {
  return html`<div class="why" role="note">${notes.map(
    (note) =>
      html`<p>${note.heading === undefined ? '' : html`<b>${note.heading}</b>`}${note.content}</p>`,
  )}</div>`
}

/** A block with its margin. */
export function leaf(block: Content, notes: readonly WhyNote[], className = ''): Html {
  return html`<div class="${['leaf', className].join(' ').trim()}"><div>${block}</div>${notes.length === 0 ? '' : why(notes)}</div>`
}

export interface Term {
  readonly label: Content
  readonly value: Content
}

/** Name and value, line by line; `brief` runs both on in one line where the screen is narrow. */
export function terms(items: readonly Term[], look?: 'brief'): Html {
  return html`<dl class="${look === undefined ? 'terms' : `terms ${look}`}">${items.map(
    (item) => html`<dt>${item.label}</dt><dd>${item.value}</dd>`,
  )}</dl>`
}

export interface SectionView {
  readonly heading: string
  readonly id?: string
  /** At the right end of the heading: a link, a number. */
  readonly aside?: Content
  readonly content: Content
}

/** A section of a page with its second-level heading. */
export function section(view: SectionView): Html {
  return html`<section class="sec"${attributes({ id: view.id })}><header><h2>${view.heading}</h2>${view.aside}</header>
${view.content}</section>`
}
