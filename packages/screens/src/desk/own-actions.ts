/**
 * What did I do? A member of staff's own actions, refusals among them.
 *
 * The same lines stand in the feeds of the people concerned. Requirements: R-84, R-85.
 */
import { messages } from '@kelisim/messages'
import { feed, type Html, html, sheet } from '@kelisim/ui'
import { type ActionView, actionRow } from '../action.ts'
import { actionsPath, DESK } from '../paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'

export interface OwnActionsView {
  readonly frame: DeskFrame
  readonly actions: readonly ActionView[]
  readonly all: number
  readonly refused: number
  /** Id of the last action here when there are older ones. */
  readonly older?: string
  readonly isFirstPage: boolean
}

export function ownActionsScreen(view: OwnActionsView): Html {
  const { language } = view.frame
  const words = messages(language).desk.actions
  const heading = view.all === 0 ? words.none : words.sentence(view.all, view.refused)
  return deskPage(view.frame, {
    current: 'actions',
    title: words.title,
    content: html`${deskHead(heading, words.note)}
${
  view.actions.length === 0
    ? ''
    : sheet({
        class: 'pad tight own',
        content: feed(view.actions.map((action) => actionRow(language, action))),
      })
}
${pages(view)}`,
  })
}

function pages(view: OwnActionsView): Html {
  const words = messages(view.frame.language).cabinet.actions
  if (view.older === undefined && view.isFirstPage) return html``
  return html`<nav class="pages" aria-label="${words.pages}">${
    view.isFirstPage ? '' : html`<a href="${DESK.actions}">${words.newest}</a>`
  }${
    view.older === undefined
      ? ''
      : html`<a href="${actionsPath(DESK.actions, view.older)}">${words.older}</a>`
  }</nav>`
}
