/**
 * One action as a row of a feed: when, who did what, why and by which clause, and its proof.
 *
 * The cabinet and the desk tell the same story with the same words; only `you` becomes `the applicant`.
 * A refusal is a row like any other. The badge says what the server knows: that an entry stands
 * in the ledger. "Verified" is for whoever checked it with their own machine.
 */
import {
  actionSentence,
  dateOf,
  dayTime,
  messages,
  number,
  refusedSentence,
} from '@kelisim/messages'
import {
  type ActionKind,
  type Language,
  type Moment,
  type Operation,
  type Texts,
  toIso,
} from '@kelisim/terms'
import { type Content, type FeedRow, type Html, html, join, proof } from '@kelisim/ui'
import { citation } from './citation.ts'
import { organisation, titleList } from './titles.ts'

export type ActorView =
  | { readonly kind: 'you' | 'applicant' | 'program' }
  | { readonly kind: 'staff'; readonly name: string }
  | { readonly kind: 'recipient'; readonly name: Texts }

export type ProofState =
  /** Stands in the ledger at this place; the link leads to the proof file. */
  | {
      readonly state: 'entry'
      readonly entry: number
      /** The earliest, when this line stands for several. */
      readonly from?: number
      readonly href?: string
    }
  /** Recorded with the action, not yet sequenced. */
  | { readonly state: 'pending' }
  | { readonly state: 'verified'; readonly href?: string }
  | { readonly state: 'broken'; readonly href?: string }

export interface ActionView {
  readonly at: Moment
  readonly what:
    | { readonly effect: 'done'; readonly kind: ActionKind }
    /** An operation of the rules, or an act of the house's that the role may not do. */
    | { readonly effect: 'refused'; readonly operation?: Operation; readonly asked?: ActionKind }
  readonly actor: ActorView
  readonly recipient?: Texts
  readonly fields?: readonly Texts[]
  /** Number of the consent it stood on. */
  readonly consent?: string
  readonly purpose?: Texts
  /** Clause of the policy and article of the law; empty when there is none. */
  readonly clause: string
  readonly law: string
  /** Done on paper, or asked to be entered as such; the day is an ISO date. */
  readonly paper?: { readonly operation: Texts; readonly day: string; readonly document: string }
  readonly proof: ProofState
  /** How many times in a row, when this line stands for several of one kind; the newest is shown. */
  readonly times?: number
}

export function actionRow(language: Language, view: ActionView): FeedRow {
  const note = actionNote(language, view)
  return {
    at: { iso: toIso(view.at), text: dayTime(language, view.at) },
    what: sentence(language, view),
    ...(note === undefined ? {} : { note }),
    proof: proofBadge(language, view.proof),
  }
}

export function sentence(language: Language, view: ActionView): string {
  const about = {
    ...(view.recipient === undefined ? {} : { recipient: view.recipient[language] }),
    ...(view.fields === undefined ? {} : { list: titleList(language, view.fields) }),
  }
  if (view.what.effect === 'refused') {
    return refusedSentence(language, {
      operation: view.what.operation,
      asked: view.what.asked,
      ...about,
    })
  }
  const actor =
    view.actor.kind === 'recipient'
      ? { kind: view.actor.kind, name: view.actor.name[language] }
      : view.actor
  return actionSentence(language, { kind: view.what.kind, actor, ...about })
}

/** Purpose, consent, clause and article; who asked, when it was refused. */
export function actionNote(language: Language, view: ActionView): Content | undefined {
  const words = messages(language).cabinet.actions
  const refused = view.what.effect === 'refused'
  const parts = [
    refused ? whoAsked(language, view.actor) : undefined,
    view.paper === undefined ? undefined : paperNote(language, view.paper),
    view.purpose === undefined ? undefined : words.purpose(view.purpose[language]),
    view.consent === undefined ? undefined : words.consent(view.consent),
    view.clause === '' ? undefined : words.clause(view.clause),
    view.law === '' ? undefined : citation(language, view.law),
    refused ? words.nothingLeft : undefined,
    view.times === undefined ? undefined : words.times(view.times),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : join(parts, ' · ')
}

/** The number stands as it was typed: `№ 12` beside words in any of the languages. R-94. */
function paperNote(
  language: Language,
  { operation, day, document }: NonNullable<ActionView['paper']>,
): string {
  const what = operation[language].toLowerCase()
  return messages(language).cabinet.actions.paper(what, dateOf(language, day), document)
}

export function proofBadge(language: Language, state: ProofState): Html {
  const words = messages(language).cabinet.proof
  switch (state.state) {
    case 'entry':
      return proof({
        state: 'word',
        text:
          state.from === undefined
            ? words.entry(number(language, state.entry))
            : words.entries(number(language, state.from), number(language, state.entry)),
        ...(state.href === undefined ? {} : { href: state.href }),
      })
    case 'pending':
      return proof({ state: 'waiting', text: words.pending })
    case 'verified':
      return proof({
        state: 'verified',
        text: words.verified,
        ...(state.href === undefined ? {} : { href: state.href }),
      })
    case 'broken':
      return proof({
        state: 'mismatch',
        text: words.broken,
        ...(state.href === undefined ? {} : { href: state.href }),
      })
  }
}

function whoAsked(language: Language, actor: ActorView): string | undefined {
  const words = messages(language).cabinet.actions
  switch (actor.kind) {
    case 'staff':
      return words.askedBy(actor.name)
    case 'recipient':
      return words.askedBy(organisation(language, actor.name))
    case 'you':
    case 'applicant':
    case 'program':
      return undefined
  }
}

/** Nothing but its own line: used where a feed would be empty. */
export function noActions(language: Language): Html {
  return html`<p class="soft">${messages(language).cabinet.actions.none}</p>`
}
