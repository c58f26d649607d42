/**
 * One internal document: what it says, on which clause it stands, who approved it, who has read it.
 *
 * The text is shown as it was entered; where a file holds it, its hash. Buttons stand only where the step is open; the
 * use cases ask again. Law: 94-V art. 25(3)(2). Requirements: R-11, R-70.
 */
import { dateTime, messages } from '@kelisim/messages'
import { LANGUAGES, type Language } from '@kelisim/terms'
import { button, type Content, form, html, type Html, sheet, terms, verdict } from '@kelisim/ui'
import { DESK, documentPath } from '../paths.ts'
import { clauseLink } from '../public/cite.ts'
import { PUBLIC } from '../public/paths.ts'
import { approvedBy, documentStates, type InternalDocumentRow, validDates } from './documents.ts'
import { type DeskFrame, deskPage } from './frame.ts'
import { LANGUAGE_NAME } from './policy-frame.ts'

const FAULTS = ['orphan', 'clause_changed', 'ended'] as const

export interface DocumentScreen {
  readonly frame: DeskFrame
  readonly row: InternalDocumentRow
  readonly sha256: string
  /** Undefined for a file, and for the policy, which has a page of its own. */
  readonly content: string | undefined
  readonly clauseText?: string
  readonly proposedBy?: string
  readonly mayApprove: boolean
  readonly isOwn: boolean
  readonly mayWithdraw: boolean
  /** An undertaking of confidentiality: nothing else opens until it is signed (R-70). */
  readonly mustSign?: boolean
}

export function internalDocumentScreen(view: DocumentScreen): Html {
  const { frame, row } = view
  const words = messages(frame.language).internalDocuments
  return deskPage(frame, {
    current: 'documents',
    title: words.title,
    content: html`<header class="desk-head"><p class="small"><a href="${DESK.documents}">${words.title}</a></p><h1>${row.title}</h1><p>${documentStates(frame.language, row.states)}</p></header>
${view.mustSign === true ? html`<p class="alarm" role="status">${words.mustSign}</p>` : ''}${faults(frame.language, row)}
<div class="stack-5">${sheet({ class: 'pane', content: html`${about(view)}${steps(view)}` })}
${sheet({ class: 'pane', content: body(view) })}${readers(view)}</div>`,
  })
}

function faults(language: Language, row: InternalDocumentRow): Content {
  const words = messages(language).internalDocuments
  return FAULTS.filter((fault) => row.states.includes(fault)).map((fault) =>
    verdict({ tone: 'refused', level: 2, answer: words.states[fault], text: words.what[fault] }),
  )
}

function about({ frame: { language }, row, sha256, proposedBy, clauseText }: DocumentScreen): Html {
  const words = messages(language).internalDocuments
  const clause = row.clause === undefined ? [] : [row.clause]
  return terms([
    { label: words.level, value: words.levels[row.level] },
    ...clause.map((id) => ({
      label: words.clause,
      value: html`${clauseLink(id)}${clauseText === undefined ? '' : html` <span class="note">${clauseText}</span>`}`,
    })),
    {
      label: words.version,
      value: html`<span class="num">${row.version}</span>${row.code === undefined ? '' : html` <span class="note num">${row.code}</span>`}`,
    },
    ...(proposedBy === undefined ? [] : [{ label: words.proposedBy, value: proposedBy }]),
    { label: words.approved, value: approvedBy(language, row) },
    { label: words.valid, value: validDates(language, row) },
    { label: words.languages, value: row.languages.map((one) => LANGUAGE_NAME[one]).join(', ') },
    { label: words.print, value: html`<span class="id">${sha256}</span>` },
  ])
}

function steps({ frame, row, mayApprove, isOwn, mayWithdraw, mustSign }: DocumentScreen): Content {
  const { language, csrf } = frame
  const words = messages(language).internalDocuments
  const act = (name: string, content: Content) =>
    form({ action: documentPath(row.id, name), csrf, class: 'stack-3', content })
  const isProposed = row.states.includes('proposed')
  const parts: Content[] = []
  if (!isProposed && row.mine === undefined) {
    const said =
      mustSign === true
        ? { text: words.undertake, label: `${words.undertake}: ${row.title}` }
        : { text: words.acknowledge, label: words.acknowledgeOf(row.title) }
    parts.push(act('read', button({ ...said, dense: true })))
  }
  if (row.mine !== undefined) {
    parts.push(html`<p>${words.mine}: <span class="num">${dateTime(language, row.mine)}</span></p>`)
  }
  if (mayApprove) {
    parts.push(
      act(
        'approve',
        html`<p class="note">${words.approveNote}</p>${button({ text: words.approve, dense: true })}`,
      ),
    )
  }
  if (isProposed && isOwn) parts.push(html`<p class="note">${words.ownNote}</p>`)
  if (mayWithdraw) {
    parts.push(act('withdraw', button({ text: words.withdraw, look: 'danger', dense: true })))
  }
  return html`<div class="stack-3 spaced">${parts}</div>`
}

function body({ frame: { language }, row, content }: DocumentScreen): Content {
  const words = messages(language).internalDocuments
  if (row.level === 1) return html`<p><a href="${PUBLIC.policy}">${words.policy}</a></p>`
  if (content === undefined) return html`<p class="note">${words.fileOnly}</p>`
  // A text in one language is marked so; one in several has no single language.
  const lang = row.languages.length === 1 ? (row.languages[0] ?? LANGUAGES[0]) : undefined
  const lines = content.split('\n').map((line) => html`<p>${line}</p>`)
  return lang === undefined ? html`<div>${lines}</div>` : html`<div lang="${lang}">${lines}</div>`
}

function readers({ frame: { language }, row }: DocumentScreen): Content {
  const words = messages(language).internalDocuments
  if (row.read === undefined || row.states.includes('proposed')) return ''
  const { who, waiting } = row.read
  return sheet({
    class: 'pane',
    content: terms([
      {
        label: words.waiting,
        value: waiting.length === 0 ? words.everybody : html`<b>${waiting.join(', ')}</b>`,
      },
      { label: words.whoRead, value: who.length === 0 ? '–' : who.join(', ') },
    ]),
  })
}
