/**
 * What the person responsible may stop and let go on: a card with its state, and the form that changes it.
 *
 * The consequence stands beside the button before it is pressed. The form of a suspension is unfolded with
 * one press, without a script, and stands open where its reason was missing. It asks for a reason about the
 * processing or the organisation, never about a person; resuming asks for nothing.
 *
 * Requirements.
 */
import { dateTime, messages } from '@kelisim/messages'
import type { Moment } from '@kelisim/terms'
import {
  button,
  chip,
  type Content,
  errorSummary,
  field,
  fold,
  form,
  type Html,
  html,
  type Term,
  terms,
} from '@kelisim/ui'
import type { DeskFrame } from './frame.ts'

/** As the API's contract has it. */
const REASON_CHARS_MAX = 500

export interface Suspension {
  readonly at: Moment
  readonly reason: string
}

/** The purposes and the recipients say the same in words of their own. */
interface SupervisionWords {
  readonly open: string
  readonly suspended: string
  readonly since: string
  readonly reason: string
  readonly reasonLabel: string
  readonly reasonHint: string
  readonly reasonMissing: string
  readonly suspend: string
  readonly suspendNamed: (name: string) => string
  readonly resume: string
  readonly resumeNamed: (name: string) => string
  readonly resumeConsequence: string
}

export interface Supervised {
  readonly kind: 'purpose' | 'recipient'
  readonly id: string
  readonly name: string
  readonly words: SupervisionWords
  readonly terms: readonly Term[]
  readonly suspended: Suspension | undefined
  /** What a suspension stops. */
  readonly consequence: string
  readonly suspendPath: string
  readonly resumePath: string
  /** Its form came without a reason of the right length. */
  readonly unreasoned?: boolean | undefined
  /** What else stopped it, and where that is given back. */
  readonly above?: Content
  /** Neither suspended nor resumed here. */
  readonly hasNoWay?: boolean
  /** What else the officer enters of it. */
  readonly below?: Content
}

export function supervisedCards(frame: DeskFrame, all: readonly Supervised[]): Html {
  return html`<div class="supervised">${all.map((one) => card(frame, one))}</div>`
}

function card(frame: DeskFrame, one: Supervised): Html {
  const { words, suspended } = one
  const state = suspended === undefined ? chip(words.open, 'ok') : chip(words.suspended, 'no')
  const since =
    suspended === undefined
      ? []
      : [
          {
            label: words.since,
            value: html`<span class="num">${dateTime(frame.language, suspended.at)}</span>`,
          },
          { label: words.reason, value: suspended.reason },
        ]
  const way = suspended === undefined ? suspend(frame, one) : resume(frame, one)
  return html`<article class="sheet pane" id="${one.kind}-${one.id}"><header><h2>${one.name}</h2>${state}</header>
${terms([...one.terms, ...since])}
${one.above}${one.hasNoWay === true ? '' : way}${one.below}</article>`
}

function suspend({ language, csrf }: DeskFrame, one: Supervised): Html {
  const { words } = one
  const id = `reason-${one.id}`
  const error = one.unreasoned === true ? words.reasonMissing : undefined
  const named = words.suspendNamed(one.name)
  const content = html`${errorSummary(messages(language).common.faults, error === undefined ? [] : [{ id, text: error }])}
${field({ id, name: 'reason', label: words.reasonLabel, hint: words.reasonHint, maxlength: REASON_CHARS_MAX, required: true, error })}
<p class="note">${one.consequence}</p>
${button({ text: words.suspend, look: 'danger', dense: true, label: named })}`
  return fold({
    summary: words.suspend,
    of: one.name,
    open: error !== undefined,
    content: form({ action: one.suspendPath, csrf, class: 'stack-3', label: named, content }),
  })
}

function resume({ csrf }: DeskFrame, { words, name, resumePath }: Supervised): Html {
  const named = words.resumeNamed(name)
  return form({
    action: resumePath,
    csrf,
    class: 'stack-3',
    label: named,
    content: html`<p class="note">${words.resumeConsequence}</p>
${button({ text: words.resume, look: 'plain', dense: true, label: named })}`,
  })
}
