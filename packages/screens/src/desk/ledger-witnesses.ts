/**
 * Who else has signed the ledger, and how much of it has nobody else seen yet? A part of the officer's page.
 *
 * Says live how long the oldest entry has waited for the quorum, and names each witness's state. An alarm
 * stands before everything else. Requirements: R-82, R-85, R-86. Invariants I3, I7.
 */
import { dateTime, messages, number, type WitnessTrouble } from '@kelisim/messages'
import type { Language, Moment } from '@kelisim/terms'
import { button, field, form, hidden, type Html, html, sheet, table, verdict } from '@kelisim/ui'
import { witnessPath } from '../paths.ts'
import type { DeskFrame } from './frame.ts'

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

const REASON_CHARS_MAX = 500
/** Witnesses are asked every second; a wait up to this is how it should be. */
const USUAL_SECONDS_MAX = 10

/** `view` is undefined when no trust policy names witnesses. */
export function witnessesPart(
  { language, csrf }: Pick<DeskFrame, 'language' | 'csrf'>,
  view: WitnessesView | undefined,
): Html {
  const words = messages(language).desk.ledger.witnesses
  const content =
    view === undefined
      ? verdict({ tone: 'waiting', answer: words.none, ground: words.noneNote })
      : html`${standing(language, view)}${rows(language, view)}${view.witnesses.map((one) => clear(language, csrf, one))}`
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

/** Only a person ends an alarm, and says what they found. */
function clear(
  language: Language,
  csrf: string,
  { name, trouble }: WitnessesView['witnesses'][number],
): Html {
  if (trouble !== 'other_history' && trouble !== 'knows_more') return html``
  const words = messages(language).incidents.witness
  return form({
    action: witnessPath(),
    csrf,
    class: 'stack-3',
    label: `${words.button}: ${name}`,
    content: html`${hidden('witness', name)}${field({ id: `reason-${name.replaceAll(/[^a-z0-9]/gi, '-')}`, name: 'reason', label: words.reason, maxlength: REASON_CHARS_MAX, required: true })}${button({ text: words.button, look: 'plain', dense: true, label: `${words.button}: ${name}` })}`,
  })
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
