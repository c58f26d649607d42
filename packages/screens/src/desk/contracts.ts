/**
 * To which contracts are people bound, and the form that enters one? A part of the page of holds.
 *
 * Names nobody: a contract is known by its number and the person's application. What is typed to find the person is
 * never shown again.
 *
 * Law: 94-V art. 8(5), 25(2)(4). Requirements: R-12, R-36, R-84.
 */
import { date, messages } from '@kelisim/messages'
import { CONTRACT_ROLES, type ContractRole, type Language, type Moment } from '@kelisim/terms'
import {
  button,
  chip,
  choice,
  type Content,
  errorSummary,
  field,
  fold,
  form,
  type Html,
  html,
  section,
  sheet,
} from '@kelisim/ui'
import { contractPath, DESK } from '../paths.ts'
import type { DeskFrame } from './frame.ts'
import { applicationLink, listing } from './listing.ts'

export type ContractFault = 'who' | 'number' | 'side' | 'role' | 'from' | 'until' | 'kept'

export interface ContractRow {
  readonly id: string
  readonly number: string
  /** Name of the recipient; undefined for the operator. */
  readonly side: string | undefined
  readonly role: ContractRole
  readonly application?: { readonly id: string; readonly number: string }
  readonly startsAt: Moment
  readonly untilAt: Moment
  readonly keptUntil: Moment | undefined
  readonly isOver: boolean
}

export interface ContractsView {
  readonly rows: readonly ContractRow[]
  /** Recipients that a contract may be with. */
  readonly sides: readonly { readonly value: string; readonly text: string }[]
  /** As typed, without the person. */
  readonly typed?: Readonly<Record<Exclude<ContractFault, 'who'>, string>>
  readonly fault?: ContractFault
}

export function contractsPart(frame: DeskFrame, view: ContractsView): Content {
  const { contracts: words } = messages(frame.language)
  return html`${section({
    heading: words.heading,
    content: html`<p class="note">${words.note}</p>${fold({
      summary: words.enterHeading,
      open: view.fault !== undefined,
      content: sheet({ class: 'pane form-pane', content: enterForm(frame, view) }),
    })}${list(frame, view)}`,
  })}`
}

function list(frame: DeskFrame, { rows }: ContractsView): Html {
  const { language } = frame
  const words = messages(language).contracts
  return listing({
    caption: words.heading,
    rows,
    none: words.none,
    columns: [
      {
        heading: words.number,
        cell: (row) =>
          html`${row.number} <span class="note">${row.side ?? words.operator}, ${words.roles[row.role]}</span>`,
      },
      { heading: words.whose, cell: (row) => applicationLink(row.application) },
      { heading: words.from, cell: (row) => day(date(language, row.startsAt)) },
      { heading: words.until, cell: (row) => day(date(language, row.untilAt)) },
      { heading: words.keptUntil, cell: (row) => kept(language, row) },
      {
        heading: words.state,
        cell: ({ isOver }) => chip(isOver ? words.over : words.runs, isOver ? 'ok' : 'quiet'),
      },
      {
        heading: words.end,
        isControl: true,
        cell: (row) => (row.isOver ? '–' : end(frame, row)),
      },
    ],
  })
}

function day(text: string): Html {
  return html`<span class="num">${text}</span>`
}

function kept(language: Language, { keptUntil }: ContractRow): Content {
  if (keptUntil === undefined) return messages(language).contracts.notKept
  return day(date(language, keptUntil))
}

function end(frame: DeskFrame, row: ContractRow): Html {
  const words = messages(frame.language).contracts
  return form({
    action: contractPath(row.id, 'end'),
    csrf: frame.csrf,
    content: button({
      text: words.end,
      label: words.endOf(row.number),
      look: 'plain',
      dense: true,
    }),
  })
}

/** Ids of their own: the form of a hold stands on the same page. */
function enterForm({ language, csrf }: DeskFrame, { typed, fault, sides }: ContractsView): Html {
  const { common, contracts: words, destruction } = messages(language)
  const id = (place: ContractFault) => `contract_${place}`
  const said = fault === undefined ? undefined : { id: id(fault), text: words.fault[fault] }
  const error = (place: ContractFault) => (fault === place ? words.fault[place] : undefined)
  const none = destruction.hold.choose
  const dated = (place: 'from' | 'until' | 'kept', label: string, hint?: string) =>
    field({
      id: id(place),
      label,
      ...(hint === undefined ? {} : { hint }),
      value: typed?.[place] ?? '',
      type: 'date',
      width: 'date',
      required: place !== 'kept',
      error: error(place),
    })
  const chosen = (
    place: 'side' | 'role',
    label: string,
    options: readonly { readonly value: string; readonly text: string }[],
  ) =>
    choice({
      id: id(place),
      label,
      none,
      value: typed?.[place] ?? '',
      options: [...options],
      error: error(place),
    })
  const others = [{ value: 'operator', text: words.operator }, ...sides]
  const roles = CONTRACT_ROLES.map((value) => ({ value, text: words.roles[value] }))
  return form({
    action: DESK.contracts,
    csrf,
    class: 'stack-3',
    content: html`${errorSummary(common.faults, said === undefined ? [] : [said])}
${field({ id: id('who'), label: destruction.hold.who, hint: destruction.hold.whoNote, maxlength: 40, required: true, error: error('who') })}
${field({ id: id('number'), label: words.number, hint: words.numberNote, value: typed?.number ?? '', maxlength: 80, required: true, error: error('number') })}
${chosen('side', words.side, others)}
${chosen('role', words.role, roles)}
${dated('from', words.from)}
${dated('until', words.until)}
${dated('kept', words.kept, words.keptNote)}
${button({ text: words.enter, look: 'plain', dense: true })}`,
  })
}
