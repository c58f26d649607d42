/**
 * Fields: one label, one control, one place for the hint and for the fault.
 *
 * A fault never clears what was typed; hint and fault are tied to the control by id, so they are
 * heard with it. A placeholder is not offered: it is neither a label nor a hint.
 */
import { attributes, type Content, type Html, html } from './html.ts'

export interface FieldView {
  /** Id and name of the control. */
  readonly id: string
  readonly name?: string
  readonly label: Content
  readonly value?: string
  readonly hint?: Content
  readonly error?: string | undefined
  readonly optional?: string
  readonly type?: 'text' | 'tel' | 'email' | 'date' | 'password' | 'number'
  readonly inputmode?: 'numeric' | 'tel' | 'email' | 'text'
  readonly autocomplete?: string
  readonly maxlength?: number
  readonly required?: boolean
  readonly width?: 'short' | 'date'
  /** Language of what is typed when it differs from the page. */
  readonly lang?: string
}

export function field(view: FieldView): Html {
  const control = html`<input${attributes({
    class: ['input', view.width ?? ''].join(' ').trim(),
    id: view.id,
    name: view.name ?? view.id,
    type: view.type ?? 'text',
    value: view.value,
    inputmode: view.inputmode,
    autocomplete: view.autocomplete ?? 'off',
    maxlength: view.maxlength,
    'aria-required': view.required === true ? 'true' : undefined,
    lang: view.lang,
    ...described(view),
  })}>`
  return around(view, control)
}

export interface ChoiceView extends FieldView {
  readonly options: readonly { readonly value: string; readonly text: string }[]
  /** First line that chooses nothing. */
  readonly none: string
}

export function choice(view: ChoiceView): Html {
  const options = view.options.map(
    (option) =>
      html`<option${attributes({ value: option.value, selected: option.value === view.value })}>${option.text}</option>`,
  )
  const control = html`<select${attributes({
    class: ['input', view.width ?? ''].join(' ').trim(),
    id: view.id,
    name: view.name ?? view.id,
    autocomplete: view.autocomplete,
    'aria-required': view.required === true ? 'true' : undefined,
    ...described(view),
  })}><option value="">${view.none}</option>${options}</select>`
  return around(view, control)
}

/** One field for the whole code: paste and autofill work (WCAG 3.3.8). */
export function otpField(view: Omit<FieldView, 'type' | 'inputmode' | 'width'>): Html {
  const control = html`<input${attributes({
    class: 'input otp',
    id: view.id,
    name: view.name ?? view.id,
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 7,
    'aria-required': 'true',
    ...described(view),
  })}>`
  return around(view, control)
}

export interface RadiosView {
  readonly id: string
  readonly name: string
  readonly legend: Content
  readonly options: readonly { readonly value: string; readonly text: Content }[]
  /** Nothing is chosen beforehand unless the person chose it. */
  readonly chosen?: string
  /** The browser itself asks for an answer. */
  readonly required?: boolean
  readonly error?: string | undefined
}

export function radios(view: RadiosView): Html {
  const options = view.options.map(
    (option, index) =>
      html`<label class="radio"><input${attributes({
        type: 'radio',
        name: view.name,
        value: option.value,
        id: index === 0 ? view.id : undefined,
        checked: option.value === view.chosen,
        required: view.required,
      })}> ${option.text}</label>`,
  )
  return html`<fieldset class="field"${attributes({
    'aria-describedby': view.error === undefined ? undefined : `${view.id}-error`,
  })}><legend>${view.legend}</legend>${fault(view.id, view.error)}${options}</fieldset>`
}

function around(view: FieldView, control: Html): Html {
  return html`<div class="field"><label for="${view.id}">${view.label}${
    view.optional === undefined ? '' : html` <span class="note">${view.optional}</span>`
  }</label>${
    view.hint === undefined ? '' : html`<p class="note" id="${view.id}-hint">${view.hint}</p>`
  }${control}${fault(view.id, view.error)}</div>`
}

function fault(id: string, error: string | undefined): Html {
  return error === undefined ? html`` : html`<p class="err" id="${id}-error">${error}</p>`
}

function described(view: Pick<FieldView, 'id' | 'hint' | 'error'>): {
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': string | undefined
} {
  const ids = [
    view.hint === undefined ? '' : `${view.id}-hint`,
    view.error === undefined ? '' : `${view.id}-error`,
  ].filter(Boolean)
  return {
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
    'aria-invalid': view.error === undefined ? undefined : 'true',
  }
}
