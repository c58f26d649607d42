/**
 * What is overdue, what falls due on which day and for which purpose, and which acts were made? What stands of people in figures?
 *
 * The picture is a strip for each purpose, a bar for each day; the same figures stand below as a table. Counts only.
 *
 * Law: 94-V art. 12(2), 18. Requirements: R-15, R-35, R-65, R-66, R-96, R-99.
 */
import { date, dateOf, messages, number } from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import { button, field, type Html, html, section, sheet, table } from '@kelisim/ui'
import { DESK, destructionPath } from '../paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { listing } from './listing.ts'

export interface DueOn {
  /** Local date. */
  readonly date: string
  readonly persons: number
}

export interface PurposeStrip {
  readonly title: Texts
  readonly days: readonly DueOn[]
}

export interface ActRow {
  readonly id: string
  readonly number: string
  readonly madeAt: Moment
  readonly grounds: readonly ('request' | 'term' | 'hold_ended')[]
  readonly persons: number
  readonly boxes: number
  readonly horizonAt: Moment
}

/** What people are alike in, in words, and how many they are. */
export interface FigureRow {
  readonly traits: readonly string[]
  readonly persons: number
}

export interface RetentionView {
  readonly frame: DeskFrame
  readonly overdue: number
  readonly held: number
  readonly blocked: number
  /** Every day of the calendar, in order. */
  readonly dates: readonly string[]
  readonly purposes: readonly PurposeStrip[]
  /** Days on which the program looks at somebody's terms. */
  readonly looks: readonly DueOn[]
  readonly unstated: number | undefined
  readonly find: string
  readonly figures: readonly FigureRow[]
  /** Undefined where the policy depersonalises nothing and nothing was. */
  readonly personsMin: number | undefined
  readonly acts: readonly ActRow[]
}

const BAR = 10
const HEIGHT = 32
/** Rows of the table of days; the picture shows all. */
const DAYS_LISTED_MAX = 14

export function retentionScreen(view: RetentionView): Html {
  const { language } = view.frame
  const words = messages(language).destruction.retention
  return deskPage(view.frame, {
    current: 'retention',
    title: words.title,
    content: html`${deskHead(words.sentence(view.overdue), words.waiting(view.held, view.blocked))}
${view.overdue === 0 ? '' : html`<p class="alarm" role="status">${words.late(view.overdue)}</p>`}${unstated(view)}
${section({
  heading: words.calendar,
  content: html`<p class="note">${words.calendarNote(view.dates.length)}</p>${calendar(view)}`,
})}
${section({ heading: words.acts, id: 'acts', content: html`${finder(view)}${acts(view)}` })}
${depersonalised(view)}`,
  })
}

function calendar(view: RetentionView): Html {
  const { language } = view.frame
  const words = messages(language).destruction.retention
  if (view.purposes.length === 0 && view.looks.length === 0) {
    return sheet({ class: 'pane own', content: html`<p class="soft">${words.nothing}</p>` })
  }
  return sheet({
    class: 'pane own',
    content: html`${view.purposes.map((one) => strip(language, view.dates, one))}${days(view)}`,
  })
}

function strip(language: Language, dates: readonly string[], purpose: PurposeStrip): Html {
  const words = messages(language).destruction.retention
  const most = Math.max(1, ...purpose.days.map(({ persons }) => persons))
  const all = purpose.days.reduce((sum, { persons }) => sum + persons, 0)
  const bars = purpose.days.map((day) => {
    const height = Math.max(2, Math.round((day.persons / most) * HEIGHT))
    const x = dates.indexOf(day.date) * BAR
    const said = `${dateOf(language, day.date)}: ${words.persons(day.persons)}`
    return html`<rect x="${x}" y="${HEIGHT - height}" width="${BAR - 2}" height="${height}"><title>${said}</title></rect>`
  })
  const width = dates.length * BAR
  const title = purpose.title[language]
  return html`<figure class="strip"><figcaption>${title} <span class="num soft">${words.persons(all)}</span></figcaption>
<svg viewBox="0 0 ${width} ${HEIGHT + 1}" preserveAspectRatio="none" role="img" aria-label="${words.strip(title, words.persons(all))}"><path d="M0 ${HEIGHT}.5H${width}"></path>${bars}</svg>
<p class="ends note num" aria-hidden="true"><span>${dateOf(language, dates[0] ?? '')}</span><span>${dateOf(language, dates.at(-1) ?? '')}</span></p></figure>`
}

/** The nearest days as figures. */
function days(view: RetentionView): Html {
  const { language } = view.frame
  const words = messages(language).destruction.retention
  const busy = view.dates.filter(
    (day) =>
      view.looks.some((one) => one.date === day) ||
      view.purposes.some((one) => one.days.some((due) => due.date === day)),
  )
  return table({
    caption: words.calendar,
    stack: true,
    columns: [
      { heading: words.day },
      { heading: words.ending, short: words.ending },
      { heading: words.look, short: words.look },
    ],
    rows: busy.slice(0, DAYS_LISTED_MAX).map((day) => {
      const looks = view.looks.find((one) => one.date === day)?.persons ?? 0
      const ending = view.purposes.flatMap((one) => {
        const due = one.days.find((known) => known.date === day)
        return due === undefined ? [] : [`${one.title[language]}: ${words.persons(due.persons)}`]
      })
      return [
        html`<span class="num">${dateOf(language, day)}</span>`,
        ending.length === 0 ? '–' : ending.join('; '),
        html`<span class="num">${looks === 0 ? '–' : words.persons(looks)}</span>`,
      ]
    }),
  })
}

/** Asks by GET, so that what was found has an address; a number of an act is nobody's value. */
function finder(view: RetentionView): Html {
  const words = messages(view.frame.language).destruction.retention
  const asked = field({
    id: 'find',
    label: words.find,
    hint: words.findNote,
    value: view.find,
    width: 'short',
    maxlength: 20,
  })
  return html`<form method="get" action="${DESK.retention}#acts" class="finder">${asked}${button({ text: words.findButton, look: 'plain' })}</form>`
}

function acts({ frame, find, acts: rows }: RetentionView): Html {
  const { language } = frame
  const { act, retention } = messages(language).destruction
  const figure = (count: number) => html`<span class="num">${number(language, count)}</span>`
  const day = (at: Moment) => html`<span class="num">${date(language, at)}</span>`
  return listing({
    caption: retention.acts,
    rows,
    none: find === '' ? retention.noActs : retention.notFound,
    columns: [
      {
        heading: act.number,
        cell: (row) =>
          html`<a href="${destructionPath(row.id, 'act.pdf')}" class="num">${row.number}</a> <a class="small" href="${destructionPath(row.id, 'proof.json')}">JSON</a>`,
      },
      { heading: act.made, cell: (row) => day(row.madeAt) },
      {
        heading: act.ground,
        cell: (row) => row.grounds.map((ground) => act.grounds[ground]).join('; '),
      },
      { heading: act.persons, cell: (row) => figure(row.persons) },
      { heading: act.boxes, cell: (row) => figure(row.boxes) },
      { heading: act.horizon, cell: (row) => day(row.horizonAt) },
    ],
  })
}

function unstated({ frame, unstated: year }: RetentionView): Html {
  if (year === undefined) return html``
  const words = messages(frame.language).destruction.retention
  return html`<p class="alarm" role="status">${words.unstated(year)}</p>`
}

/** A figure is of so many people that it may stand beside what the officer sees of nobody else (R-96). */
function depersonalised({ frame, figures, personsMin }: RetentionView): Html {
  if (personsMin === undefined) return html``
  const { language } = frame
  const words = messages(language).destruction.retention
  const listed = listing({
    caption: words.figures,
    rows: figures,
    none: words.noFigures,
    columns: [
      { heading: words.alike, cell: ({ traits }) => traits.join(' · ') },
      {
        heading: words.people,
        cell: ({ persons }) => html`<span class="num">${number(language, persons)}</span>`,
      },
    ],
  })
  return section({
    heading: words.figures,
    id: 'figures',
    content: html`<p class="note">${words.figuresNote(personsMin)}</p>${listed}`,
  })
}
