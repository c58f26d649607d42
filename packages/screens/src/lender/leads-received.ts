/**
 * Which applications did this lender receive, with which fields, and does each receipt hold?
 *
 * The lender's own small page: outcomes are told by buttons, and a recalled lead is destroyed and
 * confirmed. Values are those the lender lawfully holds; a destroyed lead shows none.
 *
 * Law: 94-V art. 8(7), 10(3). Requirements: R-58 to R-62, R-64.
 */
import {
  date,
  dateTime,
  type LeadState,
  messages,
  type OutcomeSaid,
  tenge,
} from '@kelisim/messages'
import { type Language, type Moment, type Texts, toIso } from '@kelisim/terms'
import { button, type ChipTone, chip, empty, form, type Html, html, page } from '@kelisim/ui'
import { figures } from '../figures.ts'
import { languageLinks } from '../frame.ts'
import { LENDER, leadDestroyedPath, outcomePath } from '../paths.ts'

export interface LeadsReceivedView {
  readonly language: Language
  readonly lender: Texts
  readonly demo: boolean
  readonly csrf: string
  readonly leads: readonly ReceivedLead[]
}

export interface ReceivedLead {
  readonly id: string
  readonly reference: string
  readonly state: LeadState
  readonly receivedAt: Moment
  readonly amountTenge: number
  readonly termDays: number
  /** Empty once the data are destroyed. */
  readonly fields: readonly { readonly title: Texts; readonly value: string }[]
  /** Whether the proof file verified with the ledger's key. */
  readonly receiptHolds: boolean
  readonly destroyBy: Moment
  readonly told: readonly { readonly outcome: OutcomeSaid; readonly at: Moment }[]
  /** What may be reported next. */
  readonly outcomes: readonly OutcomeSaid[]
}

const TONE: Readonly<Record<LeadState, ChipTone>> = {
  accepted: 'ok',
  pending: 'live',
  refused: 'quiet',
  recalled: 'near',
  destroyed: 'quiet',
}

export function leadsReceivedScreen(view: LeadsReceivedView): Html {
  const { language } = view
  const { common, desk } = messages(language)
  const words = desk.lender
  const held = view.leads.filter((lead) => lead.receiptHolds).length
  return page({
    language,
    surface: 'desk',
    title: words.title,
    brand: { name: view.lender[language], href: LENDER.leads, note: words.brandNote },
    ...(view.demo ? { demo: { text: common.demo } } : {}),
    skip: common.skip,
    navigation: {
      label: desk.menu.label,
      links: [{ href: LENDER.leads, text: words.title, current: true }],
    },
    languages: { label: common.language, links: languageLinks({ language, path: LENDER.leads }) },
    main: html`<h1 class="say">${figures(words.sentence(view.leads.length, held))}</h1>
${
  view.leads.length === 0
    ? empty({ heading: words.none, level: 2, content: words.noneNote })
    : html`<div class="leads">${view.leads.map((lead) => leadCard(view, lead))}</div>`
}`,
  })
}

function leadCard(view: LeadsReceivedView, lead: ReceivedLead): Html {
  const { language } = view
  const words = messages(language).desk.lender
  const fields = lead.fields.map(
    (one) => html`<dt>${one.title[language]}</dt><dd>${one.value}</dd>`,
  )
  return html`<article class="sheet lead-card"><header><h2 class="num">${lead.reference}</h2>${chip(words.state[lead.state], TONE[lead.state])}</header>
<div><h3>${words.fields}</h3>${
    fields.length === 0 ? html`<p class="soft">${words.gone}</p>` : html`<dl>${fields}</dl>`
  }</div>
<dl>${facts(language, lead)}</dl>
<div class="tell">${told(language, lead)}${ways(view, lead)}</div></article>`
}

function facts(language: Language, lead: ReceivedLead): Html {
  const { desk } = messages(language)
  const words = desk.lender
  const receipt = lead.receiptHolds ? chip(words.verified, 'ok') : chip(words.notVerified, 'no')
  return html`<dt>${words.received}</dt><dd><time datetime="${toIso(lead.receivedAt)}">${dateTime(language, lead.receivedAt)}</time></dd>
<dt>${words.request}</dt><dd>${tenge(language, lead.amountTenge)}, ${desk.applications.days(lead.termDays)}</dd>
<dt>${words.receipt}</dt><dd>${receipt}</dd>
<dt>${words.destroyBy}</dt><dd class="num">${date(language, lead.destroyBy)}</dd>`
}

function told(language: Language, lead: ReceivedLead): Html {
  const words = messages(language).desk.lender
  if (lead.told.length === 0) return html``
  const lines = lead.told.map(
    (one) =>
      html`<li>${words.outcome[one.outcome]} <span class="note num">${dateTime(language, one.at)}</span></li>`,
  )
  return html`<h3>${words.told}</h3><ul class="small">${lines}</ul>`
}

function ways(view: LeadsReceivedView, lead: ReceivedLead): Html {
  const words = messages(view.language).desk.lender
  if (lead.state === 'recalled') {
    return form({
      action: leadDestroyedPath(lead.id),
      csrf: view.csrf,
      content: button({ text: words.confirmDestroyed, look: 'danger', dense: true }),
    })
  }
  if (lead.outcomes.length === 0) return html``
  const buttons = lead.outcomes.map((outcome) =>
    button({
      text: words.outcome[outcome],
      label: `${words.outcome[outcome]}: ${lead.reference}`,
      name: 'outcome',
      value: outcome,
      look: 'plain',
      dense: true,
    }),
  )
  return form({
    action: outcomePath(lead.id),
    csrf: view.csrf,
    content: html`<h3>${words.tell}</h3><div class="rowy">${buttons}</div>`,
  })
}
