/**
 * What is held about me, who has it, until when, and what can I do? The first page of the cabinet.
 *
 * Opens with one true sentence made of numbers; withdrawal stays in sight as on every page here.
 *
 * Law: 94-V art. 10(2), 24(1)(1). Requirements.
 */
import { dateWords, messages, tenge } from '@kelisim/messages'
import { almatyDate, type Language, type Moment } from '@kelisim/terms'
import { type Content, empty, feed, type Html, html, section, sheet, verdict } from '@kelisim/ui'
import { type ActionView, actionRow, noActions } from '../action.ts'
import { figures } from '../figures.ts'
import { CABINET } from '../paths.ts'
import { PUBLIC } from '../public/paths.ts'
import { type RecipientView, recipient } from '../recipient.ts'
import { applicationSteps, type StepSaid } from '../steps.ts'
import { type DataRow, dataTable } from './data.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'

export interface OverviewView {
  readonly frame: CabinetFrame
  /** Breaches that the person was told of, newest first. */
  readonly incidents?: readonly { readonly discoveredAt: Moment }[]
  /** When the last of what is held is destroyed, if nobody decides sooner. */
  readonly destroyedAt?: Moment
  /** Consents that a newer version asks of this person. */
  readonly askedAnew?: number
  readonly applications: readonly ApplicationView[]
  readonly recipients: readonly RecipientView[]
  /** The first rows; the frame counts all. */
  readonly data: readonly DataRow[]
  readonly actions: readonly ActionView[]
}

export interface ApplicationView {
  readonly number: string
  readonly amountTenge: number
  readonly steps: readonly StepSaid[]
}

export function overviewScreen(view: OverviewView): Html {
  const { language } = view.frame
  return cabinetPage(view.frame, {
    current: 'overview',
    content: html`${broken(view)}${opening(view)}
${view.applications.map((application) => applicationSection(language, application))}
${recipientsSection(view)}
${dataSection(view)}
${actionsSection(view)}
${possible(language)}`,
  })
}

function opening(view: OverviewView): Html {
  const { language, counts } = view.frame
  const words = messages(language).cabinet.overview
  const lastDay =
    view.destroyedAt === undefined ? undefined : dateWords(language, almatyDate(view.destroyedAt))
  const sentence =
    counts.items === 0 ? words.nothingHeld : words.held(counts.items, counts.recipients, lastDay)
  return html`<h1 class="vh">${messages(language).cabinet.menu.label}</h1>
<p class="say">${figures(sentence)}</p>${asked(view)}`
}

function asked({ frame, askedAnew = 0 }: OverviewView): Content {
  if (askedAnew === 0) return ''
  const words = messages(frame.language).askedAnew
  return html`<p>${words.waiting(askedAnew)} <a href="${CABINET.consents}#asked">${words.toThem}</a></p>`
}

function broken({ frame, incidents = [] }: OverviewView): Content {
  const words = messages(frame.language).incidents.person
  return incidents.map(({ discoveredAt }) =>
    verdict({
      tone: 'waiting',
      answer: words.heading,
      text: words.text(dateWords(frame.language, almatyDate(discoveredAt))),
      ground: words.advice,
    }),
  )
}

function applicationSection(language: Language, view: ApplicationView): Html {
  const heading = messages(language).cabinet.overview.application(tenge(language, view.amountTenge))
  return section({
    heading,
    aside: html`<span class="note num">${messages(language).cabinet.consents.number(view.number)}</span>`,
    content: sheet({ class: 'pad', content: applicationSteps(language, heading, view.steps) }),
  })
}

function recipientsSection(view: OverviewView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).cabinet.recipients
  if (view.recipients.length === 0) {
    return section({ heading: words.title, content: html`<p class="soft">${words.none}</p>` })
  }
  const cards = view.recipients.map((one) => recipient(language, csrf, one))
  return section({ heading: words.title, content: html`<div class="two">${cards}</div>` })
}

function dataSection(view: OverviewView): Html {
  const { language, counts } = view.frame
  const words = messages(language).cabinet
  if (view.data.length === 0) {
    const content = empty({
      heading: words.data.none,
      content: html`<a href="${PUBLIC.apply}">${words.overview.apply}</a>`,
    })
    return section({ heading: words.data.title, content })
  }
  return section({
    heading: words.data.title,
    aside: more(CABINET.data, words.overview.all(counts.items)),
    content: sheet({ class: 'pad', content: dataTable(language, view.data) }),
  })
}

function actionsSection(view: OverviewView): Html {
  const { language } = view.frame
  const words = messages(language).cabinet
  const content =
    view.actions.length === 0
      ? noActions(language)
      : sheet({
          class: 'pad tight',
          content: feed(view.actions.map((action) => actionRow(language, action))),
        })
  return section({
    heading: words.actions.title,
    aside: more(CABINET.actions, words.overview.wholeStory),
    content,
  })
}

function possible(language: Language): Html {
  const { rights } = messages(language)
  const words = messages(language).cabinet.overview
  const ways: readonly (readonly [string, string, string])[] = [
    [CABINET.download, words.possibleCopy, words.possibleCopyNote],
    [CABINET.consents, words.possibleWithdraw, words.possibleWithdrawNote],
    [PUBLIC.verify, words.possibleProof, words.possibleProofNote],
    [CABINET.block, rights.block.way, rights.block.why],
    [CABINET.destroy, words.possibleDestroy, words.possibleDestroyNote],
  ]
  const list = ways.map(
    ([href, text, note]) => html`<li><a href="${href}">${text}</a><p class="note">${note}</p></li>`,
  )
  return section({ heading: words.possible, content: html`<ul class="two ways">${list}</ul>` })
}

function more(href: string, text: string): Content {
  return html`<a class="small" href="${href}">${text}</a>`
}
