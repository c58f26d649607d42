/**
 * Files as text, a preview in three languages, and what a draft would change for people.
 *
 * Whatever has no form is edited by its lines; texts stand side by side, before and after.
 * Requirements: R-1, R-2, R-17, R-88. Law: 94-V art. 8(4), 25(2)(1-1).
 */
import { messages, number } from '@kelisim/messages'
import type { ConsentText, EntryChange, Policy } from '@kelisim/policy'
import { LANGUAGES, type Language } from '@kelisim/terms'
import { attributes, chip, hidden, type Html, html, sheet, table, terms } from '@kelisim/ui'
import { type ChangeWords, changeWords } from '../change-words.ts'
import { editionPath } from '../paths.ts'
import { area, draftForm, editionPage, type EditionView, LANGUAGE_NAME } from './policy-frame.ts'

export interface FilesView extends EditionView {
  readonly files: readonly { readonly path: string; readonly lines: number }[]
  readonly open?: {
    readonly path: string
    readonly from: number
    readonly to: number
    readonly text: string
  }
}

/** Rows of the text box: enough for the window and some more lines. */
const ROWS_MAX = 40

export function policyFilesScreen(view: FilesView): Html {
  const words = messages(view.frame.language).deskPolicy
  const { open } = view
  const list = sheet({
    class: 'list',
    content: table({
      caption: words.parts.files,
      columns: [{ heading: words.files.file }, { heading: words.files.lines, right: true }],
      rows: view.files.map(({ path, lines }) => [
        html`<a href="${fileHref(view.edition.id, path)}"><code class="id">${path}</code></a>`,
        html`<span class="num">${lines}</span>`,
      ]),
    }),
  })
  const window =
    open === undefined
      ? ''
      : draftForm(
          view,
          'files',
          sheet({
            class: 'pane',
            content: html`${hidden('file', open.path)}${hidden('from', String(open.from))}${hidden('to', String(open.to))}
<p class="rowy">${neighbour(view, open, -1)}<span class="num">${words.files.window(open.from, open.to)}</span>${neighbour(view, open, 1)}</p>${area(
              {
                id: 'text',
                label: html`<code class="id">${open.path}</code>`,
                value: open.text,
                rows: Math.min(ROWS_MAX, open.to - open.from + 3),
                hint: words.files.note,
              },
            )}`,
          }),
        )
  return editionPage(view, 'files', html`${window}${list}`, words.parts.files)
}

export function fileHref(edition: string, path: string, line?: number): string {
  const query = `file=${encodeURIComponent(path)}${line === undefined ? '' : `&line=${line}`}`
  return `${editionPath(edition, 'files')}?${query}`
}

function neighbour(view: FilesView, open: NonNullable<FilesView['open']>, way: -1 | 1): Html {
  const all = view.files.find(({ path }) => path === open.path)?.lines ?? 0
  const words = messages(view.frame.language).deskPolicy.files
  const size = open.to - open.from + 1
  const from = way < 0 ? Math.max(1, open.from - size) : open.to + 1
  const to = way < 0 ? open.from - 1 : Math.min(all, open.to + size)
  if (to < from || from > all) return html``
  const middle = Math.floor((from + to) / 2)
  return html`<a href="${fileHref(view.edition.id, open.path, middle)}">${words.window(from, to)}</a>`
}

export interface PreviewView extends EditionView {
  readonly in: Language
  /** undefined: the draft cannot be read as a whole. */
  readonly texts?: readonly ConsentText[]
}

export function policyPreviewScreen(view: PreviewView): Html {
  const words = messages(view.frame.language).deskPolicy
  const path = (part: string, language: Language) =>
    `${editionPath(view.edition.id, part)}?in=${language}`
  const choose = html`<nav class="filters rowy" aria-label="${words.parts.preview}">${LANGUAGES.map(
    (language) =>
      html`<a${attributes({
        href: path('preview', language),
        lang: language,
        'aria-current': language === view.in ? 'true' : undefined,
      })}>${LANGUAGE_NAME[language]}</a>`,
  )}</nav>`
  const { texts } = view
  const content =
    texts === undefined
      ? html`<p class="err">${words.preview.notPolicy}</p>`
      : html`<p class="note">${words.preview.note}</p>${choose}
<p><a href="${path('page', view.in)}">${words.preview.openPage}</a> · <a href="${path('page.pdf', view.in)}">${messages(view.frame.language).policyText.pdf}</a></p>
<h3>${words.preview.consents}</h3>${texts.map(consent)}`
  return editionPage(view, 'preview', content, words.parts.preview)
}

function consent(text: ConsentText): Html {
  return sheet({
    class: 'pane',
    content: html`<div lang="${text.language}"><h3>${text.heading}</h3><p>${text.statement}</p>${terms(
      text.terms.map(({ label, value }) => ({ label, value })),
    )}<p><b>${text.agree}</b></p><p class="small soft">${text.otherwise}</p></div>`,
  })
}

export interface ImpactRow {
  readonly what: string
  readonly note: string
  readonly people: number
}

export interface ChangesView extends EditionView {
  /** undefined: the draft cannot be read as a whole. */
  readonly compared?: {
    readonly same: boolean
    readonly people: number
    readonly answers: Readonly<Record<'questions' | 'refused' | 'permitted' | 'otherwise', number>>
    readonly newConsents: readonly ImpactRow[]
    readonly stops: readonly ImpactRow[]
    readonly destroys: readonly ImpactRow[]
    readonly notifies: readonly ImpactRow[]
    readonly entries: readonly EntryChange[]
    /** The version in force and the draft: what their names stand for. */
    readonly versions: readonly Policy[]
  }
}

/** Entries shown whole; a new set of texts is read in the preview. */
const ENTRIES_MAX = 60

export function policyChangesScreen(view: ChangesView): Html {
  const { language } = view.frame
  const words = messages(language).deskPolicy
  const { compared } = view
  if (compared === undefined) {
    const fault = html`<p class="err">${words.preview.notPolicy}</p>`
    return editionPage(view, 'changes', fault, words.parts.changes)
  }
  const { answers } = compared
  const said = changeWords(language, ...compared.versions)
  const count = (value: number) => number(language, value)
  const content = compared.same
    ? html`<p>${words.changes.same}</p>`
    : html`<p class="lead">${words.changes.people(count(compared.people))}</p>
<div class="impacts">${(['newConsents', 'stops', 'destroys', 'notifies'] as const).map((name) =>
        impact(language, words.changes[name], compared[name]),
      )}</div>
<p class="note">${words.changes.answers(count(answers.questions), count(answers.refused), count(answers.permitted), count(answers.otherwise))}</p>
<h3>${words.changes.written}</h3>${compared.entries.slice(0, ENTRIES_MAX).map((entry) => entryPart(language, said, entry))}
${compared.entries.length > ENTRIES_MAX ? html`<p class="note">${words.changes.more(compared.entries.length - ENTRIES_MAX)}</p>` : ''}`
  return editionPage(view, 'changes', content, words.parts.changes)
}

function impact(language: Language, heading: string, rows: readonly ImpactRow[]): Html {
  const words = messages(language).deskPolicy.changes
  return sheet({
    class: 'pane',
    content: html`<h3>${heading}</h3>${
      rows.length === 0
        ? html`<p class="note">${words.none}</p>`
        : html`<ul class="plain-list">${rows.map(
            (row) =>
              html`<li><b>${row.what}</b> ${chip(words.touched(number(language, row.people)), row.people > 0 ? 'near' : 'quiet')}<br><span class="small soft">${row.note}</span></li>`,
          )}</ul>`
    }`,
  })
}

const ENTRY_TONE = { added: 'ok', removed: 'no', changed: 'live' } as const

function entryPart(language: Language, said: ChangeWords, entry: EntryChange): Html {
  const words = messages(language).deskPolicy.changes
  const title = said.title(entry)
  const named = (written: readonly string[]) => written.map((one) => said.value(one)).join(', ')
  const values = entry.values.map(
    ({ path, before, after, removed, added }) =>
      html`<li>${said.key(path) ?? html`<code class="id">${path}</code>`}: ${
        removed === undefined && added === undefined
          ? html`<del>${said.value(before ?? '–')}</del> → <ins>${said.value(after ?? '–')}</ins>`
          : html`${(removed ?? []).length === 0 ? '' : html`${words.out}: <del>${named(removed ?? [])}</del> `}${(added ?? []).length === 0 ? '' : html`${words.in}: <ins>${named(added ?? [])}</ins>`}`
      }</li>`,
  )
  const texts = entry.texts.flatMap((text) =>
    text.languages.map(
      (one) =>
        html`<div class="twin" lang="${one}"><div><b class="small soft" lang="${language}">${words.before}</b><p>${text.before?.[one] ?? '–'}</p></div><div><b class="small soft" lang="${language}">${words.after}</b><p>${text.after?.[one] ?? '–'}</p></div></div>`,
    ),
  )
  return html`<details class="sheet entry"${attributes({ open: texts.length === 0 })}><summary>${chip(words.kind[entry.change], ENTRY_TONE[entry.change])} ${said.kind(entry)}${entry.kind === entry.id ? '' : html` <code class="id">${entry.id}</code>`} ${title}</summary>
${values.length === 0 ? '' : html`<ul class="plain-list">${values}</ul>`}${texts}</details>`
}
