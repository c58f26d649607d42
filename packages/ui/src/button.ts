/**
 * Buttons and links that look like buttons.
 *
 * `pair` is the only way to put a yes and a no side by side: both are made by one function, so they
 * cannot differ in size, border or weight (look §1.4; requirement: refusing is as easy as agreeing).
 */
import { attributes, type Html, html } from './html.ts'

export interface ButtonView {
  readonly text: string
  readonly name?: string
  readonly value?: string
  /** Another address for the same form, e.g. the way out. */
  readonly action?: string
  /** `plain` is outlined, `danger` outlined madder; the filled button stands only where refusing costs nothing. */
  readonly look?: 'plain' | 'danger'
  readonly dense?: boolean
  /** A fuller name for those who hear the page: «Самал: шартын көру». */
  readonly label?: string
  /** Leave unchecked fields alone: the browser must not hold a person who wants out. */
  readonly skipChecks?: boolean
}

export function button(view: ButtonView): Html {
  return html`<button${attributes({
    type: 'submit',
    class: classOf(view),
    name: view.name,
    value: view.value,
    formaction: view.action,
    formnovalidate: view.skipChecks,
    'aria-label': view.label,
  })}>${view.text}</button>`
}

export function linkButton(
  view: Pick<ButtonView, 'text' | 'look' | 'dense' | 'label'> & { readonly href: string },
): Html {
  return html`<a${attributes({
    class: classOf(view),
    href: view.href,
    'aria-label': view.label,
  })}>${view.text}</a>`
}

/** A button that reads as a link inside a sentence. */
export function linkish(view: Pick<ButtonView, 'text' | 'name' | 'value' | 'label'>): Html {
  return html`<button${attributes({
    type: 'submit',
    class: 'linkish',
    name: view.name,
    value: view.value,
    'aria-label': view.label,
  })}>${view.text}</button>`
}

export type TwinView = Pick<ButtonView, 'text' | 'name' | 'value' | 'action' | 'skipChecks'>

/** Agree and refuse: twins. */
export function pair(first: TwinView, second: TwinView): Html {
  return html`<div class="pair">${[first, second].map((twin) =>
    button({
      text: twin.text,
      ...(twin.name === undefined ? {} : { name: twin.name }),
      ...(twin.value === undefined ? {} : { value: twin.value }),
      ...(twin.action === undefined ? {} : { action: twin.action }),
      ...(twin.skipChecks === undefined ? {} : { skipChecks: twin.skipChecks }),
    }),
  )}</div>`
}

function classOf(view: Pick<ButtonView, 'look' | 'dense'>): string {
  return ['btn', view.look ?? '', view.dense === true ? 'dense' : ''].filter(Boolean).join(' ')
}
