/**
 * Who did what with my data? Every action ever done, refused ones among them, page by page.
 *
 * Law: 94-V art. 22(1)(5), 24(1)(1). Requirements: R-39, R-85.
 */
import { article, messages } from '@kelisim/messages'
import { empty, feed, type Html, html, leaf, sheet } from '@kelisim/ui'
import { type ActionView, actionRow } from '../action.ts'
import { figures } from '../figures.ts'
import { actionsPath, CABINET } from '../paths.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'

export interface ActionsView {
  readonly frame: CabinetFrame
  readonly actions: readonly ActionView[]
  /** Of the whole story, not of this page. */
  readonly all: number
  readonly refused: number
  /** Id of the last action here when there are older ones. */
  readonly older?: string
  readonly isFirstPage: boolean
}

export function actionsScreen(view: ActionsView): Html {
  const { language } = view.frame
  const words = messages(language).cabinet
  const list = feed(view.actions.map((action) => actionRow(language, action)))
  const content =
    view.actions.length === 0
      ? empty({ heading: words.actions.none, level: 2, content: words.whyRecord })
      : html`<p class="say short">${figures(words.actions.sentence(view.all, view.refused))}</p>
${leaf(
  sheet({ class: 'pad tight', content: list }),
  [
    { heading: article(language, '94-V art. 22(1)(5)'), content: words.whyRecord },
    { heading: words.actions.howToCheck, content: words.overview.possibleProofNote },
  ],
  'sec wide',
)}
${pages(view)}`
  return cabinetPage(view.frame, {
    current: 'actions',
    content: html`<h1>${words.actions.title}</h1>
${content}`,
  })
}

function pages(view: ActionsView): Html {
  const words = messages(view.frame.language).cabinet.actions
  if (view.older === undefined && view.isFirstPage) return html``
  return html`<nav class="pages" aria-label="${words.pages}">${
    view.isFirstPage ? '' : html`<a href="${CABINET.actions}">${words.newest}</a>`
  }${
    view.older === undefined
      ? ''
      : html`<a href="${actionsPath(CABINET.actions, view.older)}">${words.older}</a>`
  }</nav>`
}
