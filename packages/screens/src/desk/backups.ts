/**
 * Could the house be brought back today, from what, and what did restorations do? For the person responsible.
 *
 * Shows and does nothing: backups and restorations are commands of the owner of the database. Names media and counts,
 * nobody's data. Law: 94-V art. 12(2), 22(1)(3). Requirements.
 */
import { dateTime, messages, number } from '@kelisim/messages'
import type { Language, Moment } from '@kelisim/terms'
import {
  chip,
  type ChipTone,
  type Content,
  type Html,
  html,
  section,
  sheet,
  terms,
  verdict,
} from '@kelisim/ui'
import { ageInWords } from './age.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { listing } from './listing.ts'

export interface MediumView {
  readonly name: string
  readonly region: string
  readonly place: string
  readonly custodian: string
  readonly state: 'in_use' | 'issued' | 'destroyed'
  readonly issuedTo: string | undefined
  readonly act: string | undefined
  readonly backedUpAt: Moment | undefined
}

export interface RestorationView {
  readonly at: Moment
  readonly isWhole: boolean
  readonly restored: number
  readonly removed: number
  readonly lost: number
  readonly entry: number
}

export interface BackupsView {
  readonly frame: DeskFrame
  readonly now: Moment
  readonly newest: { readonly at: Moment; readonly medium: string | undefined } | undefined
  /** The wrapping key of the newest backup's moment still lives. */
  readonly opens: boolean
  readonly drill:
    | {
        readonly at: Moment
        readonly ok: boolean
        readonly lost: number
        readonly seconds: number
      }
    | undefined
  readonly media: readonly MediumView[]
  readonly restorations: readonly RestorationView[]
}

const TONE: Readonly<Record<MediumView['state'], ChipTone>> = {
  in_use: 'ok',
  issued: 'near',
  destroyed: 'quiet',
}

export function backupsScreen(view: BackupsView): Html {
  const { language } = view.frame
  const words = messages(language).backups
  const { newest, now } = view
  const sentence =
    newest === undefined
      ? words.sentenceNone
      : words.sentence(ageInWords(language, now - newest.at))
  return deskPage(view.frame, {
    current: 'backups',
    title: words.title,
    content: html`${deskHead(sentence, words.note)}
<div class="supervised">${sheet({ class: 'pane', content: lastBackup(view) })}${sheet({ class: 'pane', content: lastDrill(view) })}</div>
${section({ heading: words.media.heading, content: media(view) })}
${section({ heading: words.restorations.heading, content: restorations(view) })}`,
  })
}

function lastBackup({ frame: { language }, newest, opens }: BackupsView): Content {
  const words = messages(language).backups
  const way = { heading: words.whatNow, content: command('npx kelisim backup --to …') }
  if (newest === undefined) {
    return html`<h2>${words.newest}</h2>${verdict({ tone: 'refused', level: 3, answer: words.none, way })}`
  }
  const answer = opens
    ? verdict({ tone: 'permitted', level: 3, answer: words.well, ground: words.begun })
    : verdict({ tone: 'refused', level: 3, answer: words.stale, way })
  return html`<h2>${words.newest}</h2>${answer}${terms([
    { label: words.at, value: moment(language, newest.at) },
    { label: words.medium, value: newest.medium ?? '–' },
  ])}`
}

function lastDrill({ frame: { language }, drill }: BackupsView): Content {
  const words = messages(language).backups
  const said = words.drill
  const head = html`<h2>${said.heading}</h2><p class="note">${said.note}</p>`
  if (drill === undefined) {
    const way = { heading: words.whatNow, content: command('npx kelisim drill --to …') }
    return html`${head}${verdict({ tone: 'waiting', level: 3, answer: said.never, way })}`
  }
  const answer = drill.ok
    ? verdict({ tone: 'permitted', level: 3, answer: said.good })
    : verdict({ tone: 'refused', level: 3, answer: said.bad })
  return html`${head}${answer}${terms([
    { label: words.at, value: moment(language, drill.at) },
    { label: said.lost, value: figure(language, drill.lost) },
    { label: said.took, value: said.seconds(drill.seconds) },
  ])}`
}

function media({ frame: { language }, media: rows }: BackupsView): Html {
  const words = messages(language).backups.media
  return listing({
    caption: words.heading,
    rows,
    none: words.none,
    columns: [
      { heading: words.name, cell: (row) => row.name },
      { heading: words.state, cell: (row) => mediumState(language, row) },
      {
        heading: words.place,
        cell: (row) => html`${row.place} <span class="note num">${row.region}</span>`,
      },
      { heading: words.custodian, cell: (row) => row.custodian },
      {
        heading: words.backedUp,
        cell: (row) =>
          row.backedUpAt === undefined ? words.never : moment(language, row.backedUpAt),
      },
    ],
  })
}

function mediumState(language: Language, row: MediumView): Html {
  const words = messages(language).backups.media
  const more = [
    row.issuedTo === undefined ? undefined : words.issuedTo(row.issuedTo),
    row.act === undefined ? undefined : words.act(row.act),
  ].filter((part) => part !== undefined)
  return html`${chip(words.states[row.state], TONE[row.state])} <span class="note">${more.join(', ')}</span>`
}

function restorations({ frame: { language }, restorations: rows }: BackupsView): Html {
  const { restorations: words, at } = messages(language).backups
  const counts = (['restored', 'removed', 'lost'] as const).map((name) => ({
    heading: words[name],
    right: true,
    cell: (row: RestorationView) => figure(language, row[name]),
  }))
  return listing({
    caption: words.heading,
    rows,
    none: words.none,
    columns: [
      { heading: at, cell: (row) => moment(language, row.at) },
      { heading: words.what, cell: (row) => (row.isWhole ? words.whole : words.rows) },
      ...counts,
      { heading: words.entry, right: true, cell: (row) => figure(language, row.entry) },
    ],
  })
}

function command(text: string): Html {
  return html`<code class="id">${text}</code>`
}

function moment(language: Language, at: Moment): Html {
  return html`<span class="num">${dateTime(language, at)}</span>`
}

function figure(language: Language, count: number): Html {
  return html`<span class="num">${number(language, count)}</span>`
}
