/**
 * What do staff work by? The register of internal documents: the policy, rules, instructions; what hangs in the air.
 *
 * Everybody at the desk reads it; who has not read what is shown to the person responsible alone. The form that enters
 * a document stands under the list. Law: 94-V art. 25(2)(1-1), 25(3)(2). Requirements: R-11, R-70, R-84.
 */
import { date, dateOf, messages } from '@kelisim/messages'
import { LANGUAGES, type Language, type Moment } from '@kelisim/terms'
import {
  attributes,
  button,
  chip,
  choice,
  type Content,
  errorSummary,
  field,
  form,
  type Html,
  html,
  section,
  sheet,
} from '@kelisim/ui'
import { DESK, documentPath } from '../paths.ts'
import { clauseLink } from '../public/cite.ts'
import { PUBLIC } from '../public/paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { listing } from './listing.ts'
import { area, LANGUAGE_NAME } from './policy-frame.ts'

export type DocumentState =
  | 'proposed'
  | 'approved'
  | 'early'
  | 'orphan'
  | 'clause_changed'
  | 'ended'

export interface InternalDocumentRow {
  readonly id: string
  readonly level: 1 | 2 | 3
  readonly title: string
  /** Undefined for the policy, which stands on no clause of its own. */
  readonly code?: string
  readonly clause?: string
  readonly version: number
  readonly approvedBy: string | undefined
  readonly approvedAt: Moment | undefined
  /** ISO dates. */
  readonly validFrom: string
  readonly validTo: string | undefined
  readonly languages: readonly Language[]
  readonly states: readonly DocumentState[]
  readonly mine: Moment | undefined
  /** Told to the person responsible alone. */
  readonly read?: {
    readonly who: readonly string[]
    readonly waiting: readonly string[]
  }
}

export type DocumentFormFault = keyof ReturnType<
  typeof messages
>['internalDocuments']['form']['faults']

export interface DocumentTyped {
  readonly code: string
  readonly level: string
  readonly clause: string
  readonly titleKk: string
  readonly titleRu: string
  readonly titleEn: string
  readonly content: string
  readonly fileSha256: string
  readonly languages: readonly string[]
  readonly validFrom: string
  readonly validTo: string
}

export interface DocumentsScreen {
  readonly frame: DeskFrame
  readonly rows: readonly InternalDocumentRow[]
  /** The policy orders an undertaking of confidentiality, and none is there to sign (R-70). */
  readonly noUndertaking?: boolean
  /** Undefined where who looks may not enter documents. */
  readonly form?: {
    readonly clauses: readonly { readonly id: string; readonly text: string }[]
    readonly typed?: DocumentTyped
    readonly fault?: DocumentFormFault
  }
}

const TONE = {
  proposed: 'near',
  approved: 'ok',
  early: 'quiet',
  orphan: 'no',
  clause_changed: 'no',
  ended: 'no',
} as const

export function internalDocumentsScreen(view: DocumentsScreen): Html {
  const { language } = view.frame
  const words = messages(language).internalDocuments
  const unread = view.rows.filter(
    ({ mine, states }) => mine === undefined && !states.includes('proposed'),
  )
  return deskPage(view.frame, {
    current: 'documents',
    title: words.title,
    content: html`${deskHead(words.sentence(unread.length), words.note)}
${view.noUndertaking === true ? html`<p class="alarm" role="status">${words.noUndertaking}</p>` : ''}${list(view)}
${section({
  heading: words.made.heading,
  content: html`<p>${words.made.note} <a href="${PUBLIC.policy}/documents">${words.made.link}</a></p>`,
})}
${
  view.form === undefined
    ? ''
    : sheet({
        class: 'pane form-pane',
        content: html`<h2>${words.form.heading}</h2><p class="note">${words.form.note}</p>${enter(view.frame, view.form)}`,
      })
}`,
  })
}

function list({ frame: { language }, rows }: DocumentsScreen): Html {
  const words = messages(language).internalDocuments
  const isBare = rows.every(({ level }) => level === 1)
  const told = rows.some(({ read }) => read !== undefined)
  const table = listing({
    caption: words.title,
    rows,
    none: words.none,
    columns: [
      {
        heading: words.document,
        cell: (row) =>
          html`<a href="${documentPath(row.id)}">${row.title}</a>${
            row.code === undefined ? '' : html` <span class="note num">${row.code}</span>`
          }`,
      },
      { heading: words.level, cell: ({ level }) => words.levels[level] },
      {
        heading: words.clause,
        cell: ({ clause }) => (clause === undefined ? '–' : clauseLink(clause)),
      },
      {
        heading: words.version,
        right: true,
        cell: ({ version }) => html`<span class="num">${version}</span>`,
      },
      { heading: words.approved, cell: (row) => approvedBy(language, row) },
      { heading: words.valid, cell: (row) => validDates(language, row) },
      { heading: words.state, cell: (row) => documentStates(language, row.states) },
      {
        heading: words.read,
        cell: (row) => readBy(language, row, told),
      },
    ],
  })
  if (!isBare) return table
  return html`${table}<div class="spaced"><h2>${words.none.heading}</h2><p class="note">${words.none.why}</p></div>`
}

export function approvedBy(
  language: Language,
  { approvedBy: who, approvedAt }: Pick<InternalDocumentRow, 'approvedAt' | 'approvedBy'>,
): Content {
  if (who === undefined) return '–'
  const when = approvedAt === undefined ? '' : date(language, approvedAt)
  return html`${who} <span class="note num">${when}</span>`
}

export function validDates(
  language: Language,
  { validFrom, validTo }: Pick<InternalDocumentRow, 'validFrom' | 'validTo'>,
): Html {
  const end = validTo === undefined ? '' : ` – ${dateOf(language, validTo)}`
  return html`<span class="num">${dateOf(language, validFrom)}${end}</span>`
}

export function documentStates(language: Language, states: readonly DocumentState[]): Html {
  const words = messages(language).internalDocuments
  return html`${states.map((state) => html`${chip(words.states[state], TONE[state])} `)}`
}

function readBy(language: Language, row: InternalDocumentRow, told: boolean): Content {
  const words = messages(language).internalDocuments
  if (row.states.includes('proposed')) return '–'
  const mine = row.mine === undefined ? chip(words.notMine, 'near') : chip(words.mine, 'ok')
  if (!told || row.read === undefined) return mine
  const { who, waiting } = row.read
  return html`${mine} <span class="note nb">${words.readOf(who.length, who.length + waiting.length)}</span>`
}

function enter(frame: DeskFrame, view: NonNullable<DocumentsScreen['form']>): Html {
  const { common, internalDocuments } = messages(frame.language)
  const words = internalDocuments.form
  const { typed, fault } = view
  const place = fault === 'waiting' ? 'code' : fault
  const said =
    place === undefined || fault === undefined ? [] : [{ id: place, text: words.faults[fault] }]
  const error = (id: string) => said.find((one) => one.id === id)?.text
  const level = (value: 2 | 3) => ({ value: String(value), text: internalDocuments.levels[value] })
  const line = (id: 'titleKk' | 'titleRu' | 'titleEn', lang: Language) =>
    field({
      id,
      label: words[id],
      value: typed?.[id] ?? '',
      maxlength: 200,
      lang,
      error: error(id),
      ...(lang === 'en' ? { optional: words.optional } : { required: true }),
    })
  return form({
    action: DESK.documents,
    csrf: frame.csrf,
    class: 'stack-3',
    content: html`${errorSummary(common.faults, said)}
${field({ id: 'code', label: words.code, hint: words.codeNote, value: typed?.code ?? '', maxlength: 40, required: true, error: error('code') })}
${choice({ id: 'level', label: internalDocuments.level, none: words.choose, value: typed?.level ?? '', options: [level(2), level(3)], error: error('level') })}
${choice({ id: 'clause', label: words.clause, none: words.choose, value: typed?.clause ?? '', options: view.clauses.map(({ id, text }) => ({ value: id, text })), error: error('clause') })}
${line('titleKk', 'kk')}${line('titleRu', 'ru')}${line('titleEn', 'en')}
${area({ id: 'content', label: words.content, hint: words.contentNote, value: typed?.content ?? '', rows: 6 })}${said.some(({ id }) => id === 'content') ? html`<p class="err">${error('content')}</p>` : ''}
${field({ id: 'fileSha256', label: words.fileSha256, hint: words.fileNote, value: typed?.fileSha256 ?? '', maxlength: 64, error: error('fileSha256') })}
${languages(words.languages, typed, error('languages'))}
${field({ id: 'validFrom', label: words.validFrom, value: typed?.validFrom ?? '', type: 'date', width: 'date', required: true, error: error('validFrom') })}
${field({ id: 'validTo', label: words.validTo, hint: words.validToNote, value: typed?.validTo ?? '', type: 'date', width: 'date', error: error('validTo') })}
${button({ text: words.send, look: 'plain', dense: true })}`,
  })
}

function languages(
  legend: string,
  typed: DocumentTyped | undefined,
  error: string | undefined,
): Html {
  const boxes = LANGUAGES.map(
    (language) =>
      html`<li><label for="language_${language}"><input${attributes({
        type: 'checkbox',
        id: `language_${language}`,
        name: `language_${language}`,
        value: 'yes',
        checked: typed?.languages.includes(language) === true,
      })}> <span lang="${language}">${LANGUAGE_NAME[language]}</span></label></li>`,
  )
  return html`<fieldset class="field picks" id="languages"><legend>${legend}</legend>${
    error === undefined ? '' : html`<p class="err">${error}</p>`
  }<ul>${boxes}</ul></fieldset>`
}
