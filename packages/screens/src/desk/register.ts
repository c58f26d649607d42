/**
 * Who did what to whose data, for whom and why: the register of actions, asked by the person responsible.
 *
 * A form of GET, so a question can be kept and shown to an inspector; works without script.
 *
 * Law: 94-V art. 22(1)(5). Requirements: R-84, R-85. No value of a person stands here.
 */
import { messages, number } from '@kelisim/messages'
import type { Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { button, choice, errorSummary, feed, field, type Html, html, sheet } from '@kelisim/ui'
import { type ActionView, actionRow } from '../action.ts'
import { DESK } from '../paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'

export const REGISTER_QUESTIONS = [
  'person',
  'staff',
  'recipient',
  'purpose',
  'operation',
  'answer',
  'from',
  'to',
] as const
export type RegisterQuestion = (typeof REGISTER_QUESTIONS)[number]

export interface RegisterView {
  readonly frame: DeskFrame
  readonly policy: Policy
  readonly staff: readonly { readonly id: string; readonly name: string }[]
  /** Entries of the ledger. */
  readonly all: number
  /** As it was asked, faulty dates included. */
  readonly asked: Readonly<Partial<Record<RegisterQuestion, string>>>
  /** Dates that are none. */
  readonly faults: readonly ('from' | 'to')[]
  readonly person: 'found' | 'unknown' | undefined
  readonly actions: readonly ActionView[]
  /** Address of the page before these in time. */
  readonly older?: string
  readonly isFirstPage: boolean
}

export function registerScreen(view: RegisterView): Html {
  const { language } = view.frame
  const words = messages(language).register
  return deskPage(view.frame, {
    current: 'register',
    title: words.title,
    content: html`${deskHead(words.sentence(number(language, view.all)), words.note)}
<div class="stack-5">${errorSummary(
      words.faults,
      view.faults.map((id) => ({ id, text: `${words[id]}: ${words.dateWrong}` })),
    )}${sheet({ class: 'pane', content: question(view) })}
${view.faults.length === 0 ? answer(view) : ''}</div>
${pages(view)}`,
  })
}

function question(view: RegisterView): Html {
  const { frame, policy, asked } = view
  const { language } = frame
  const words = messages(language).register
  const one = (id: RegisterQuestion, options: readonly Option[]) =>
    choice({
      id,
      label: words[id],
      none: words.any,
      value: asked[id] ?? '',
      options,
    })
  const day = (id: 'from' | 'to') =>
    field({
      id,
      label: words[id],
      type: 'date',
      value: asked[id] ?? '',
      error: view.faults.includes(id) ? words.dateWrong : undefined,
    })
  return html`<form method="get" action="${DESK.register}" class="question">${field({
    id: 'person',
    label: words.person,
    hint: words.personHint,
    value: asked.person ?? '',
    maxlength: 20,
    error: view.person === 'unknown' ? words.personUnknown : undefined,
  })}${one(
    'staff',
    view.staff.map(({ id, name }) => ({ value: id, text: name })),
  )}${one(
    'recipient',
    named(
      language,
      policy.recipients.map(({ id, name }) => ({ id, title: name })),
    ),
  )}${one('purpose', named(language, policy.purposes))}${one(
    'operation',
    named(language, policy.operations),
  )}${one('answer', [{ value: 'refused', text: words.refused }])}${day('from')}${day('to')}
<p class="actions">${button({ text: words.show })} <a href="${DESK.register}">${words.clear}</a></p></form>`
}

interface Option {
  readonly value: string
  readonly text: string
}

function named(
  language: Language,
  items: readonly { readonly id: string; readonly title: Readonly<Record<Language, string>> }[],
): readonly Option[] {
  return items.map(({ id, title }) => ({ value: id, text: title[language] }))
}

function answer(view: RegisterView): Html {
  const { language } = view.frame
  const words = messages(language).register
  if (view.actions.length > 0) {
    const rows = view.actions.map((action) => actionRow(language, action))
    return sheet({ class: 'pad tight own', content: feed(rows) })
  }
  const text = view.older === undefined ? words.none : words.noneSoFar
  return html`<p class="soft" role="status">${text}</p>`
}

function pages(view: RegisterView): Html {
  const words = messages(view.frame.language).register
  if (view.older === undefined && view.isFirstPage) return html``
  return html`<nav class="pages" aria-label="${words.pages}">${
    view.isFirstPage ? '' : html`<a href="${newest(view)}">${words.newest}</a>`
  }${view.older === undefined ? '' : html`<a href="${view.older}">${words.older}</a>`}</nav>`
}

function newest(view: RegisterView): string {
  return registerPath(view.asked)
}

/** The same question again; `before`: the place the page begins at. */
export function registerPath(asked: RegisterView['asked'], before?: string): string {
  const query = new URLSearchParams()
  for (const name of REGISTER_QUESTIONS) {
    const one = asked[name] ?? ''
    if (one !== '') query.set(name, one)
  }
  if (before !== undefined) query.set('before', before)
  return query.size === 0 ? DESK.register : `${DESK.register}?${query.toString()}`
}
