/**
 * Who else has signed the ledger, and how much of it has nobody else seen yet? A part of the officer's page.
 *
 * Says live how long the oldest entry has waited for the quorum, and names each witness's state. An alarm
 * stands before everything else. Requirements. Invariants I3, I7.
 */
import { dateTime, messages, number, type WitnessTrouble } from '@kelisim/messages'
import type { Language, Moment } from '@kelisim/terms'
import { type Html, html, sheet, table, verdict } from '@kelisim/ui'

export interface WitnessesView {
  /** Entries of the newest checkpoint that the quorum has signed. */
  readonly size: number
  /** Entries that the quorum has not seen, and the age of the oldest in seconds. */
  readonly behind: number
  readonly behindSeconds: number
  readonly witnesses: readonly {
    readonly name: string
    readonly size: number
    readonly at?: Moment
    readonly trouble?: WitnessTrouble
  }[]
}

/** Witnesses are asked every second; a wait up to this is how it should be. */
const USUAL_SECONDS_MAX = 10

/** `view` is undefined when no trust policy names witnesses. */
export function witnessesPart(language: Language, view: WitnessesView | undefined): Html {
  const words = messages(language).desk.ledger.witnesses
  const content =
    view === undefined
      ? verdict({ tone: 'waiting', answer: words.none, ground: words.noneNote })
      : html`${standing(language, view)}${rows(language, view)}`
  return sheet({
    class: 'pane',
    content: html`<h2>${words.title}</h2><p class="note">${words.note}</p>${content}`,
  })
}

function standing(language: Language, view: WitnessesView): Html {
  const words = messages(language).desk.ledger.witnesses
  const isAlarm = view.witnesses.some(
    ({ trouble }) => trouble === 'other_history' || trouble === 'knows_more',
  )
  if (isAlarm) return verdict({ tone: 'refused', answer: words.alarm, text: words.alarmText })
  if (view.behind === 0) {
    return verdict({ tone: 'permitted', answer: words.all(number(language, view.size)) })
  }
  const tone = view.behindSeconds <= USUAL_SECONDS_MAX ? 'permitted' : 'waiting'
  return verdict({ tone, answer: words.behind(view.behind, view.behindSeconds) })
}

function rows(language: Language, view: WitnessesView): Html {
  const words = messages(language).desk.ledger.witnesses
  return table({
    caption: words.title,
    columns: [words.name, words.size, words.at, words.state].map((heading, at) => ({
      heading,
      short: at === 0 ? '' : heading,
    })),
    stack: true,
    rows: view.witnesses.map(({ name, size, at, trouble }) => [
      html`<span class="id">${name}</span>`,
      html`<span class="num">${number(language, size)}</span>`,
      at === undefined ? words.never : html`<span class="num">${dateTime(language, at)}</span>`,
      trouble === undefined ? words.well : words.trouble[trouble],
    ]),
  })
}
