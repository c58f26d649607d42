/**
 * Which messages go out, to how many people, who wrote and approved them, and what became of them?
 *
 * Numbers only: nobody at the desk sees to whom a message goes. Whoever wrote one finds no button to approve it. A form that came
 * with a fault shows what was typed, and each fault by its language and word.
 *
 * Law: 94-V art. 14, 15(2). Requirements: R-13, R-14, R-16, R-84.
 */
import {
  dateTime,
  type MailingState,
  messages,
  type MessageState,
  number,
  type SkippedSaid,
} from '@kelisim/messages'
import { type Language, LANGUAGES, type Moment, type Texts } from '@kelisim/terms'
import {
  button,
  chip,
  type ChipTone,
  choice,
  type Content,
  errorSummary,
  field,
  form,
  type Html,
  html,
  section,
  sheet,
  type Term,
  terms,
} from '@kelisim/ui'
import { DESK, mailingPath } from '../paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { area, LANGUAGE_NAME } from './policy-frame.ts'

type Kind = 'informational' | 'own_offers' | 'advertising'
type Channel = 'sms' | 'email'
export type MailingTextsView = Readonly<
  Record<Language, { readonly subject: string; readonly text: string }>
>

export interface MailingView {
  readonly id: string
  readonly purpose: Texts
  readonly kind: Kind
  readonly channel: Channel
  readonly state: MailingState
  readonly texts: MailingTextsView
  readonly fingerprint: string
  /** Who consented now, or when it was approved. */
  readonly people: number
  readonly writtenBy: string
  readonly approvedBy?: string
  readonly opensAt?: Moment
  readonly counts: readonly {
    readonly state: MessageState
    readonly skipped?: SkippedSaid
    readonly people: number
  }[]
  /** What the reader may do with it. */
  readonly may: 'approve' | 'not_own' | 'stop' | 'nothing'
}

export interface MailingClassView {
  readonly purpose: string
  readonly title: Texts
  readonly kind: Kind
  readonly channels: readonly Channel[]
}

export interface MailingFault {
  readonly at: 'purpose' | 'channel' | Language
  readonly text: string
}

export interface MailingsView {
  readonly frame: DeskFrame
  readonly hours: {
    readonly from: string
    readonly to: string
    readonly perWeekMax: number
    readonly workingDaysOnly: boolean
  }
  readonly rows: readonly MailingView[]
  /** What the reader may write; empty for whoever only approves. */
  readonly classes: readonly MailingClassView[]
  readonly charsMax: Readonly<Record<Channel, number>>
  readonly typed?: {
    readonly purpose: string
    readonly channel: string
    readonly texts: MailingTextsView
  }
  readonly faults: readonly MailingFault[]
}

const TONE: Readonly<Record<MailingState, ChipTone>> = {
  written: 'near',
  approved: 'ok',
  waiting: 'near',
  done: 'quiet',
  stopped: 'no',
}

export function mailingsScreen(view: MailingsView): Html {
  const { language } = view.frame
  const words = messages(language).mailings
  const open = view.rows.filter(({ state }) => state !== 'done' && state !== 'stopped').length
  const { from, to, perWeekMax, workingDaysOnly } = view.hours
  const none = html`<div class="empty"><h2>${words.none.heading}</h2><p>${words.none.why}</p></div>`
  return deskPage(view.frame, {
    current: 'mailings',
    title: words.title,
    content: html`${deskHead(words.sentence(open), words.note(from, to, perWeekMax, workingDaysOnly))}
${view.rows.length === 0 ? none : html`<div class="supervised">${view.rows.map((row) => card(view.frame, row))}</div>`}
${view.classes.length === 0 ? '' : section({ heading: words.write.heading, content: sheet({ class: 'pad', content: writing(view) }) })}`,
  })
}

function card(frame: DeskFrame, row: MailingView): Html {
  const { language } = frame
  const words = messages(language).mailings
  return html`<article class="sheet pane" id="mailing-${row.id}"><header><h2>${row.purpose[language]}</h2>${chip(words.state[row.state], TONE[row.state])}</header>
<p class="note">${words.kind[row.kind]}, ${words.channel[row.channel]}</p>
${LANGUAGES.map((one) => textIn(language, one, row.texts[one]))}
${terms(factsOf(language, row))}
${wayOf(frame, row)}</article>`
}

/** The reader's language is open, the others are at hand: whoever approves reads all three. */
function textIn(
  language: Language,
  one: Language,
  { subject, text }: MailingTextsView[Language],
): Html {
  const said = html`<div lang="${one}">${subject === '' ? '' : html`<p><b>${subject}</b></p>`}<p class="letter">${text}</p></div>`
  return one === language
    ? said
    : html`<details><summary lang="${one}">${LANGUAGE_NAME[one]}</summary>${said}</details>`
}

function factsOf(language: Language, row: MailingView): readonly Term[] {
  const words = messages(language).mailings
  const fact = (label: string, value: Content | undefined): readonly Term[] =>
    value === undefined ? [] : [{ label, value }]
  const isWritten = row.approvedBy === undefined
  const opens = row.opensAt
  return [
    ...fact(isWritten ? words.wouldReach : words.reached, people(language, row.people)),
    ...fact(words.writtenBy, row.writtenBy),
    ...fact(words.approvedBy, row.approvedBy),
    ...fact(
      words.opensAt,
      opens === undefined ? undefined : html`<span class="num">${dateTime(language, opens)}</span>`,
    ),
    ...fact(words.result, row.counts.length === 0 ? undefined : result(language, row)),
    ...fact(words.fingerprint, html`<span class="id">${row.fingerprint.slice(0, 16)}</span>`),
  ]
}

function result(language: Language, { counts }: MailingView): Html {
  const words = messages(language).mailings
  const lines = counts.map(({ state, skipped, people: count }) => {
    const why = skipped === undefined ? '' : html`: ${words.skipped[skipped]}`
    return html`<li><span class="num">${number(language, count)}</span> ${words.message[state]}${why}</li>`
  })
  return html`<ul class="plain-list">${lines}</ul>`
}

function people(language: Language, count: number): Html {
  return html`<span class="num">${messages(language).mailings.people(count)}</span>`
}

function wayOf({ language, csrf }: DeskFrame, row: MailingView): Html {
  const words = messages(language).mailings
  const stop = form({
    action: mailingPath(row.id, 'stop'),
    csrf,
    content: button({ text: words.stop, look: 'plain', dense: true }),
  })
  if (row.may === 'nothing') return html``
  if (row.may === 'stop') return stop
  if (row.may === 'not_own') return html`<p class="note">${words.ownNote}</p>${stop}`
  const approve = form({
    action: mailingPath(row.id, 'approve'),
    csrf,
    class: 'stack-3',
    content: html`<p class="note">${words.approveNote}</p>${button({ text: words.approve, dense: true })}`,
  })
  return html`${approve}${stop}`
}

function writing(view: MailingsView): Html {
  const { language, csrf } = view.frame
  const { mailings, common } = messages(language)
  const words = mailings.write
  const faultOf = (at: MailingFault['at']) => view.faults.find((one) => one.at === at)?.text
  const channels = [...new Set(view.classes.flatMap((one) => one.channels))]
  return form({
    action: DESK.mailings,
    csrf,
    class: 'stack-3',
    label: words.heading,
    content: html`${errorSummary(
      common.faults,
      view.faults.map(({ at, text }) => ({ id: idOf(at), text: named(at, text) })),
    )}<p class="note">${words.note}</p>
${choice({
  id: 'purpose',
  label: words.purpose,
  none: words.choose,
  value: view.typed?.purpose ?? '',
  required: true,
  error: faultOf('purpose'),
  options: view.classes.map(({ purpose, title, kind }) => ({
    value: purpose,
    text: `${title[language]} (${mailings.rule[kind]})`,
  })),
})}
${choice({
  id: 'channel',
  label: words.channel,
  none: words.choose,
  value: view.typed?.channel ?? '',
  required: true,
  error: faultOf('channel'),
  options: channels.map((channel) => ({ value: channel, text: mailings.channel[channel] })),
})}
<p class="note">${words.hint(view.charsMax.sms, view.charsMax.email)}</p>
${LANGUAGES.map((one) => textFields(view, one))}
${button({ text: words.submit, dense: true })}`,
  })
}

function textFields(view: MailingsView, one: Language): Html {
  const words = messages(view.frame.language).mailings.write
  const typed = view.typed?.texts[one]
  return html`<fieldset class="field"><legend lang="${one}">${LANGUAGE_NAME[one]}</legend>
${field({ id: `subject-${one}`, label: words.subject, value: typed?.subject ?? '', lang: one })}
${area({ id: idOf(one), label: words.text, value: typed?.text ?? '', rows: 4, lang: one })}</fieldset>`
}

function idOf(at: MailingFault['at']): string {
  return at === 'purpose' || at === 'channel' ? at : `text-${at}`
}

function named(at: MailingFault['at'], text: string): string {
  return at === 'purpose' || at === 'channel' ? text : `${LANGUAGE_NAME[at]}: ${text}`
}
