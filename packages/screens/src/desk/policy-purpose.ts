/**
 * The forms of the editor: a purpose, the matrix of fields, an agreement, the words of consent, the head.
 *
 * Without script; each form holds the revision it was made from. Requirements: R-3, R-54, R-60, R-90.
 */
import { messages } from '@kelisim/messages'
import { LANGUAGES, type Texts } from '@kelisim/terms'
import { attributes, field, type Html, html, radios, sheet } from '@kelisim/ui'
import { area, draftForm, editionPage, type EditionView, LANGUAGE_NAME } from './policy-frame.ts'

export interface PickView {
  readonly id: string
  readonly title: string
  readonly picked: boolean
}

export interface PurposeFormView extends EditionView {
  readonly purpose: {
    readonly id: string
    readonly name: string
    readonly title: Texts
    readonly inConsent: Texts
    readonly consentDays: string
    readonly retentionDays: string
    readonly onEnd: string
    readonly everyField: boolean
  }
  readonly fields: readonly PickView[]
  readonly faults: ReadonlyMap<string, string>
}

export function policyPurposeScreen(view: PurposeFormView): Html {
  const words = messages(view.frame.language).deskPolicy
  const { purpose } = view
  const days = (id: 'consentDays' | 'retentionDays', label: string, hint?: string) =>
    field({
      id,
      label,
      value: purpose[id],
      inputmode: 'numeric',
      width: 'short',
      error: view.faults.get(id),
      ...(hint === undefined ? {} : { hint }),
    })
  const content = html`${sheet({
    class: 'pane',
    content: html`<h3>${words.purpose.title}</h3>${inThree('title', purpose.title)}
<h3>${words.purpose.inConsent}</h3><p class="note">${words.purpose.inConsentNote}</p>${inThree('inConsent', purpose.inConsent)}`,
  })}
${sheet({
  class: 'pane',
  content: html`<div class="three">${days('consentDays', words.purpose.consentDays, words.purpose.consentDaysNote)}${days('retentionDays', words.purpose.retentionDays)}
${radios({
  id: 'onEnd',
  name: 'onEnd',
  legend: words.purpose.onEnd,
  options: (['destroy', 'depersonalise'] as const).map((value) => ({
    value,
    text: words.purpose.end[value],
  })),
  chosen: purpose.onEnd,
})}</div>`,
})}
${sheet({
  class: 'pane',
  content: purpose.everyField
    ? html`<p>${words.purpose.everyField}</p>`
    : picks('fields', words.purpose.fields, words.purpose.fieldsNote, view.fields),
})}`
  return editionPage(
    view,
    'overview',
    draftForm(view, `purposes/${purpose.id}`, content),
    purpose.name,
  )
}

function inThree(id: string, texts: Texts): Html {
  return html`<div class="three">${LANGUAGES.map((language) =>
    area({
      id: `${id}-${language}`,
      label: LANGUAGE_NAME[language],
      value: texts[language],
      lang: language,
      rows: 3,
    }),
  )}</div>`
}

function picks(name: string, legend: string, note: string, options: readonly PickView[]): Html {
  return html`<fieldset class="picks"><legend>${legend}</legend><p class="note">${note}</p><ul>${options.map(
    (option) =>
      html`<li><label><input${attributes({
        type: 'checkbox',
        name,
        value: option.id,
        checked: option.picked,
      })}> <span>${option.title}</span></label></li>`,
  )}</ul></fieldset>`
}

export interface MatrixRow {
  readonly id: string
  readonly title: string
  readonly state: 'on' | 'opt' | 'off'
  /** Purposes it is for. */
  readonly purposes: readonly string[]
}

export interface PolicyFieldsView extends EditionView {
  readonly purposes: readonly { readonly id: string; readonly title: string }[]
  readonly rows: readonly MatrixRow[]
}

export function policyFieldsScreen(view: PolicyFieldsView): Html {
  const words = messages(view.frame.language).deskPolicy.matrix
  const head = view.purposes.map(({ title }) => html`<th scope="col">${title}</th>`)
  const rows = view.rows.map(
    (row) =>
      html`<tr id="field-${row.id}"><th scope="row">${row.title}</th><td><select${attributes({
        class: 'input dense',
        name: `state-${row.id}`,
        'aria-label': `${row.title}: ${words.state}`,
      })}>${(['on', 'opt', 'off'] as const).map(
        (state) =>
          html`<option${attributes({ value: state, selected: state === row.state })}>${words[state]}</option>`,
      )}</select></td>${view.purposes.map(
        ({ id, title }) =>
          html`<td class="tickcell"><label><input${attributes({
            type: 'checkbox',
            name: `for-${id}`,
            value: row.id,
            checked: row.purposes.includes(id),
            'aria-label': words.for(row.title, title),
          })}></label></td>`,
      )}</tr>\n`,
  )
  const matrix = html`<div class="scroll" tabindex="0" role="region" aria-label="${words.heading}"><table class="table matrix"><caption class="vh">${words.heading}</caption>
<thead><tr><th scope="col">${words.field}</th><th scope="col">${words.state}</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>`
  return editionPage(
    view,
    'fields',
    draftForm(
      view,
      'fields',
      html`<p class="note">${words.note}</p>${sheet({ class: 'tight', content: matrix })}`,
    ),
    words.heading,
  )
}

export interface RecipientFormView extends EditionView {
  readonly recipient: { readonly id: string; readonly name: string }
  /** undefined: there is no agreement. */
  readonly agreement?: { readonly validFrom: string; readonly validTo: string }
  readonly purposes: readonly PickView[]
  readonly fields: readonly PickView[]
  readonly faults: ReadonlyMap<string, string>
}

export function policyRecipientScreen(view: RecipientFormView): Html {
  const words = messages(view.frame.language).deskPolicy.recipient
  const { agreement } = view
  const day = (id: 'validFrom' | 'validTo') =>
    field({
      id,
      label: words[id],
      value: agreement?.[id] ?? '',
      width: 'date',
      error: view.faults.get(id),
    })
  const content =
    agreement === undefined
      ? html`<p>${words.none}</p>`
      : draftForm(
          view,
          `recipients/${view.recipient.id}`,
          html`${sheet({ class: 'pane', content: html`<div class="three">${day('validFrom')}${day('validTo')}</div>` })}
${sheet({ class: 'pane', content: picks('purposes', words.purposes, '', view.purposes) })}
${sheet({ class: 'pane', content: picks('fields', words.fields, words.fieldsNote, view.fields) })}`,
        )
  return editionPage(view, 'overview', content, view.recipient.name)
}

export interface HeadFormView extends EditionView {
  readonly head: Readonly<Record<'version' | 'from' | 'number' | 'date' | 'approver', string>>
  readonly faults: ReadonlyMap<string, string>
}

export function policyHeadScreen(view: HeadFormView): Html {
  const words = messages(view.frame.language).deskPolicy.head
  const one = (
    id: 'version' | 'from' | 'number' | 'date' | 'approver',
    width?: 'short' | 'date',
    hint?: string,
  ) =>
    field({
      id,
      label: words[id],
      value: view.head[id],
      error: view.faults.get(id),
      ...(width === undefined ? {} : { width }),
      ...(hint === undefined ? {} : { hint }),
    })
  const content = sheet({
    class: 'pane',
    content: html`<div class="three">${one('version', 'short')}${one('from', 'date', words.fromNote)}</div>
<p class="note">${words.approvalNote}</p><div class="three">${one('number', 'short')}${one('date', 'date')}${one('approver')}</div>`,
  })
  const { parts } = messages(view.frame.language).deskPolicy
  return editionPage(view, 'head', draftForm(view, 'head', content), parts.head)
}

const NO_TEXTS: Texts = { kk: '', ru: '', en: '' }
const KINDS = ['processing', 'optional', 'recipient', 'channel'] as const
type Kind = (typeof KINDS)[number]
type Word = 'heading' | 'statement' | 'agree' | 'otherwise'

export interface WordsFormView extends EditionView {
  readonly wording: Readonly<
    Record<Word, Readonly<Record<Exclude<Kind, 'optional'>, Texts>> & { readonly optional?: Texts }>
  >
}

export function policyWordsScreen(view: WordsFormView): Html {
  const words = messages(view.frame.language).deskPolicy
  // Words of an optional purpose stand only where the policy has them.
  const shown = KINDS.filter((kind) => view.wording.heading[kind] !== undefined)
  const kinds = shown.map((kind) =>
    sheet({
      class: 'pane',
      content: html`<h3>${words.wording.kind[kind]}</h3>${(
        ['heading', 'statement', 'agree', 'otherwise'] as const
      ).map(
        (word) =>
          html`<fieldset class="bare"><legend>${words.wording.word[word]}</legend>${inThree(`${word}-${kind}`, view.wording[word][kind] ?? NO_TEXTS)}</fieldset>`,
      )}`,
    }),
  )
  return editionPage(
    view,
    'words',
    draftForm(view, 'words', html`<p class="note">${words.wording.note}</p>${kinds}`),
    words.parts.words,
  )
}
