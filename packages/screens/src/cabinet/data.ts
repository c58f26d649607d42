/**
 * Which data are held about me? Every value with its purpose, ground, source and term.
 *
 * A value never stands without the other four (look §3). Values come opened under the person's own
 * right or masked; this screen neither opens nor masks.
 *
 * Law: 94-V art. 24(1)(1), 25(2)(6). Requirements: R-38, R-39, R-40.
 */
import {
  article,
  type CorrectionRefusal,
  date,
  dueBy,
  messages,
  type Source,
} from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import {
  chip,
  type Content,
  empty,
  type Html,
  html,
  leaf,
  section,
  sheet,
  table,
} from '@kelisim/ui'
import { citation } from '../citation.ts'
import { figures } from '../figures.ts'
import { lawAnchor } from '../public/cite.ts'
import { PUBLIC } from '../public/paths.ts'
import { inSentence } from '../titles.ts'
import { type ValueView, value } from '../value.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'
import { type MarkView, marksPart } from './marks.ts'

export interface DataView {
  readonly frame: CabinetFrame
  readonly rows: readonly DataRow[]
  readonly officerEmail: string
  /** What came of the correction just sent. */
  readonly corrected?: { readonly title: Texts; readonly due?: Moment }
  readonly requests: readonly RequestView[]
  readonly marks: readonly MarkView[]
}

/** A correction the person asked for, as it stands. */
export interface RequestView {
  readonly title: Texts
  readonly state: 'open' | 'done' | 'refused'
  readonly receivedAt: Moment
  readonly due: Moment
  readonly decidedAt?: Moment
  readonly refused?: CorrectionRefusal
}

export interface DataRow {
  readonly title: Texts
  readonly value: ValueView
  readonly purposes: readonly Texts[]
  readonly ground:
    | { readonly kind: 'consent'; readonly number: string; readonly href: string }
    /** A law orders it, e.g. `94-V art. 22(1)(5)`. */
    | { readonly kind: 'statute'; readonly law: string }
  readonly source: Source
  readonly sourceAt?: Moment
  readonly until: { readonly at: Moment; readonly onEnd: 'destroyed' | 'shortened' }
  /** Page where it is corrected; undefined for what the person cannot correct. */
  readonly correctHref?: string
}

export function dataScreen(view: DataView): Html {
  const { language, counts } = view.frame
  const words = messages(language).cabinet
  const purposes = new Set(view.rows.flatMap((row) => row.purposes.map((one) => one.en)))
  const content =
    view.rows.length === 0
      ? empty({
          heading: words.data.none,
          level: 2,
          content: html`<a href="${PUBLIC.apply}">${words.overview.apply}</a>`,
        })
      : html`<p class="say short">${figures(words.data.sentence(counts.items, purposes.size))}</p>
${said(view)}
${sheet({ class: 'pad sec', content: dataTable(language, view.rows) })}
${requests(language, view.requests)}
${marksPart(language, view.marks)}
${leaf(
  html`<p class="small soft">${words.data.correct(view.officerEmail)}</p>`,
  [{ heading: article(language, '94-V art. 24(1)(1)'), content: words.whyAccess }],
  'sec bare',
)}`
  return cabinetPage(view.frame, {
    current: 'data',
    content: html`<h1>${words.data.title}</h1>
${content}`,
  })
}

function said({ frame: { language }, corrected }: DataView): Html {
  if (corrected === undefined) return html``
  const words = messages(language).rights.correct
  const title = inSentence(corrected.title[language])
  const text =
    corrected.due === undefined
      ? words.done(title)
      : words.asked(title, dueBy(language, corrected.due))
  return html`<p class="said" role="status">${text}</p>`
}

function requests(language: Language, rows: readonly RequestView[]): Html {
  if (rows.length === 0) return html``
  const words = messages(language).rights.correct
  const list = rows.map((row) => {
    const state = row.state === 'open' ? 'near' : row.state === 'done' ? 'ok' : 'no'
    return [
      html`${words.requestOf(inSentence(row.title[language]))}<br>${chip(words.state[row.state], state)}`,
      html`<span class="num">${date(language, row.receivedAt)}</span>`,
      row.decidedAt === undefined
        ? html`<span class="num">${date(language, row.due)}</span>`
        : html`<span class="num">${date(language, row.decidedAt)}</span>`,
      row.refused === undefined ? '–' : words.refusal[row.refused],
    ]
  })
  return section({
    heading: words.requests,
    content: sheet({
      class: 'pad',
      content: table({
        caption: words.requests,
        stack: true,
        columns: [
          { heading: words.requests },
          { heading: words.receivedAt, short: words.receivedAt },
          {
            heading: `${words.due} / ${words.decidedAt}`,
            short: `${words.due} / ${words.decidedAt}`,
          },
          { heading: words.refusedBecause, short: words.refusedBecause },
        ],
        rows: list,
      }),
    }),
  })
}

export function dataTable(language: Language, rows: readonly DataRow[]): Html {
  const words = messages(language).cabinet.data
  return table({
    caption: words.title,
    stack: true,
    columns: [
      { heading: words.field },
      { heading: words.purpose, short: words.purpose },
      { heading: words.ground, short: words.ground },
      { heading: words.source, short: words.source },
      { heading: words.until, short: words.until },
    ],
    rows: rows.map((row) => [
      html`<span class="note">${row.title[language]}</span><br>${value(language, row.value)}${correctLink(language, row)}`,
      row.purposes.map((purpose) => purpose[language]).join(', '),
      ground(language, row),
      source(language, row),
      until(language, row),
    ]),
  })
}

function correctLink(language: Language, row: DataRow): Content {
  if (row.correctHref === undefined) return ''
  const words = messages(language).rights.correct
  return html`<br><a class="small" href="${row.correctHref}" aria-label="${words.linkNamed(row.title[language])}">${words.link}</a>`
}

function ground(language: Language, row: DataRow): Html {
  if (row.ground.kind === 'statute') {
    const { law } = row.ground
    return html`<a href="${PUBLIC.policy}#${lawAnchor(law)}">${citation(language, law)}</a>`
  }
  const text = messages(language).cabinet.data.consentNumber(row.ground.number)
  return html`<a href="${row.ground.href}">${text}</a>`
}

function source(language: Language, row: DataRow): Html {
  const from = messages(language).cabinet.data.from[row.source]
  if (row.sourceAt === undefined) return html`${from}`
  return html`${from}, <span class="num">${date(language, row.sourceAt)}</span>`
}

function until(language: Language, row: DataRow): Html {
  const day = date(language, row.until.at)
  if (row.until.onEnd === 'destroyed') return html`<span class="num">${day}</span>`
  return html`${messages(language).cabinet.data.shortened(day)}`
}
