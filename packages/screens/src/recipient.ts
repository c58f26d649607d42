/**
 * One recipient of the person's data: what it got, where it stands, and the ways to recall or go on.
 *
 * A further organisation is asked only when the person says so after an answer (L-4): the button
 * says what happens without it. Requirements: R-45, R-58, R-61.
 */
import { date, dateTime, dueBy, messages, type RecipientState } from '@kelisim/messages'
import type { Code, Language, Moment, Texts } from '@kelisim/terms'
import {
  button,
  type ChipTone,
  type ClockView,
  clock,
  form,
  type Html,
  html,
  linkButton,
  recipientCard,
  type Term,
} from '@kelisim/ui'
import { type ProofState, proofBadge } from './action.ts'
import { type CopyView, copyLine } from './cabinet/block.ts'
import { organisation, titleList } from './titles.ts'

export interface RecipientView {
  readonly name: Texts
  readonly state: RecipientState
  /** Why the rules sent nothing. */
  readonly denied?: Code
  readonly fields: readonly Texts[]
  readonly sentAt?: Moment
  /** Until when the recipient may keep its copy. */
  readonly until?: Moment
  readonly recalledAt?: Moment
  /** The recipient must confirm destruction by then; days are working days, today's included. */
  readonly due?: {
    readonly at: Moment
    readonly days: number
    readonly passed: number
    readonly state: ClockView['state']
  }
  readonly confirmedAt?: Moment
  readonly reference?: string
  readonly proof?: ProofState
  /** Page that asks before withdrawing this recipient's consent. */
  readonly recallHref?: string
  readonly receiptHref?: string
  /** What we told it about its copy, newest last. */
  readonly copies?: readonly CopyView[]
  /** After a refusal: the organisation the person named next. */
  readonly next?: { readonly name: Texts; readonly action: string }
}

const TONE: Readonly<Record<RecipientState, ChipTone>> = {
  planned: 'live',
  waiting: 'quiet',
  stopped: 'quiet',
  denied: 'no',
  sending: 'live',
  unknown: 'near',
  pending: 'live',
  accepted: 'ok',
  refused: 'no',
  duplicate: 'quiet',
  contacted: 'ok',
  approved: 'ok',
  contract_signed: 'ok',
  cooling_off: 'near',
  issued: 'ok',
  partner_refused: 'no',
  client_refused: 'quiet',
  cancelled: 'quiet',
  recalled: 'near',
  destroying: 'near',
  overdue: 'no',
  destroyed: 'ok',
  not_held: 'ok',
}

export function recipientChip(
  language: Language,
  state: RecipientState,
): { readonly text: string; readonly tone: ChipTone } {
  return { text: messages(language).cabinet.recipients.state[state], tone: TONE[state] }
}

export function recipient(language: Language, csrf: string, view: RecipientView): Html {
  const words = messages(language).cabinet.recipients
  const explained =
    view.denied === undefined
      ? words.explained[view.state]
      : messages(language).refusals[view.denied].text
  return recipientCard({
    name: view.name[language],
    state: recipientChip(language, view.state),
    terms: recipientTerms(language, view),
    ...(view.proof === undefined ? {} : { proof: proofBadge(language, view.proof) }),
    ...(explained === undefined ? {} : { text: explained }),
    recall: html`${copies(language, view)}${ways(language, view)}${goOn(language, csrf, view)}`,
  })
}

function recipientTerms(language: Language, view: RecipientView): readonly Term[] {
  const words = messages(language).cabinet.recipients
  const rows: (Term | undefined)[] = [
    // Named and not yet sent anything: there is no list to show.
    view.fields.length === 0
      ? undefined
      : { label: words.what, value: titleList(language, view.fields) },
    figure(words.when, view.sentAt && dateTime(language, view.sentAt)),
    figure(words.until, view.recalledAt === undefined && view.until && date(language, view.until)),
    figure(words.recalledAt, view.recalledAt && dateTime(language, view.recalledAt)),
    view.due === undefined || view.confirmedAt !== undefined
      ? undefined
      : { label: words.due, value: dueClock(language, view.due) },
    figure(words.confirmedAt, view.confirmedAt && dateTime(language, view.confirmedAt)),
    figure(words.reference, view.reference),
  ]
  return rows.filter((row) => row !== undefined)
}

function figure(label: string, text: string | number | false | undefined): Term | undefined {
  if (typeof text !== 'string') return undefined
  return { label, value: html`<span class="num">${text}</span>` }
}

function dueClock(language: Language, due: NonNullable<RecipientView['due']>): Html {
  const words = messages(language).cabinet.recipients.dueBy(dueBy(language, due.at))
  return clock({ words, days: due.days, passed: due.passed, state: due.state })
}

function copies(language: Language, { copies: told = [] }: RecipientView): Html {
  return html`${told.map((copy) => html`<p class="small">${copyLine(language, copy)}</p>`)}`
}

function ways(language: Language, view: RecipientView): Html {
  const words = messages(language).cabinet.recipients
  if (view.recallHref === undefined && view.receiptHref === undefined) return html``
  const text = words.recall(organisation(language, view.name))
  return html`<p class="rowy">${
    view.recallHref === undefined
      ? ''
      : linkButton({ text, href: view.recallHref, look: 'plain', dense: true })
  }${
    view.receiptHref === undefined
      ? ''
      : html`<a class="small" href="${view.receiptHref}">${words.receipt}</a>`
  }</p>`
}

function goOn(language: Language, csrf: string, view: RecipientView): Html {
  const { next } = view
  if (next === undefined) return html``
  const words = messages(language).cabinet.recipients
  const name = organisation(language, next.name)
  return form({
    action: next.action,
    csrf,
    class: 'next',
    content: html`<p class="small">${words.nextWhy(organisation(language, view.name), name)}</p>
${button({ text: words.next(name), look: 'plain' })}
<p class="note">${words.nextOtherwise}</p>`,
  })
}
