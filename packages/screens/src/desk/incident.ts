/**
 * One incident: what was seen, whose clock runs, whom it touches, what was stopped and what was done.
 *
 * People are found on demand and named by their application, which opens through the door like any other. Access is given
 * back here, with a reason; there is no other way. Law: 94-V art. 22(1)(3), 25(2)(8). Requirements: R-82, L-3.
 */
import {
  type ContainedSaid,
  dateTime,
  INCIDENT_STEPS,
  type IncidentStepSaid,
  messages,
} from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import {
  button,
  choice,
  errorSummary,
  field,
  form,
  type Html,
  html,
  linkish,
  sheet,
  terms,
} from '@kelisim/ui'
import { figures } from '../figures.ts'
import { applicationPath, DESK, incidentPath } from '../paths.ts'
import { type DeskFrame, deskPage } from './frame.ts'
import {
  dueClock,
  type DueView,
  incidentChip,
  type IncidentRow,
  incidentTitle,
  whoseActions,
} from './incidents.ts'
import { area } from './policy-frame.ts'

export interface IncidentView {
  readonly frame: DeskFrame
  readonly row: IncidentRow
  readonly firstAt: Moment
  readonly lastAt: Moment
  /** The same clock time on the last day: warn then. */
  readonly strictAt?: Moment
  readonly duePeople: DueView
  readonly steps: readonly {
    readonly at: Moment
    readonly step: IncidentStepSaid
    readonly text: string
    /** Undefined: the program. */
    readonly who?: string | Texts
  }[]
  readonly containments: readonly {
    readonly kind: ContainedSaid
    readonly at: Moment
    /** A member of staff, or an organisation. */
    readonly whose: string | Texts
    readonly lifted?: { readonly at: Moment; readonly who: string; readonly reason: string }
  }[]
  /** Something stands against them and can be lifted. */
  readonly lift?: {
    readonly whose: 'staff' | 'recipient'
    readonly id: string
    readonly name: string | Texts
  }
  readonly told: { readonly planned: number; readonly sent: number }
  /** After the officer asked for them. */
  readonly touched?: {
    readonly applications: readonly { readonly id: string; readonly number: string }[]
    readonly gone: number
  }
  readonly fault?: 'step' | 'assessed' | 'reason' | 'tell'
}

const REASON_CHARS_MAX = 500
/** Telling the people is an act of its own, not a step to tick. */
const STEPS_OFFERED = INCIDENT_STEPS.filter((step) => step !== 'people_notified')

export function incidentScreen(view: IncidentView): Html {
  const { language } = view.frame
  const { row } = view
  const words = messages(language).incidents
  const isClosed = row.state === 'closed'
  return deskPage(view.frame, {
    current: 'incidents',
    title: words.one(row.number),
    content: html`<p class="small"><a href="${DESK.incidents}">${words.back}</a></p>
<h1>${incidentTitle(language, row)}</h1>
<div class="supervised">${sheet({ class: 'pane', content: facts(view) })}
${sheet({ class: 'pane stack-3', content: people(view) })}
${sheet({ class: 'pane stack-3', content: stopped(view) })}
${sheet({ class: 'pane stack-3', content: html`${steps(view)}${isClosed ? '' : stepForm(view)}` })}
${sheet({ class: 'pane stack-3', content: papers(view) })}</div>`,
  })
}

function facts(view: IncidentView): Html {
  const { language } = view.frame
  const { row } = view
  const words = messages(language).incidents
  const when = (at: Moment) => html`<span class="num">${dateTime(language, at)}</span>`
  return terms([
    { label: words.number, value: html`<span class="num">${row.number}</span>` },
    { label: words.state, value: incidentChip(language, row.state) },
    { label: words.whose, value: whoseActions(language, row) },
    { label: words.happened, value: html`${when(view.firstAt)} – ${when(view.lastAt)}` },
    { label: words.discovered, value: when(row.discoveredAt) },
    {
      label: words.due,
      value: html`${dueClock(language, row.due)}${
        view.strictAt === undefined
          ? ''
          : html`<p class="note">${words.strict(dateTime(language, view.strictAt))}</p>`
      }`,
    },
    { label: words.duePeople, value: dueClock(language, view.duePeople) },
  ])
}

function people(view: IncidentView): Html {
  const { language, csrf } = view.frame
  const { incidents, common } = messages(language)
  const words = incidents.touched
  const { id, who } = view.row
  const isOrganisation = typeof who === 'object'
  const told =
    view.told.planned === 0 ? '' : html`<p>${words.told(view.told.planned, view.told.sent)}</p>`
  const faults = view.fault === 'tell' ? [{ id: 'why', text: incidents.open.short }] : []
  return html`<h2>${words.heading}</h2><p>${figures((isOrganisation ? words.concerned : words.count)(view.row.people))}</p>${told}
${form({ action: incidentPath(id, 'people'), csrf, class: 'stack-3', content: html`<p class="note">${words.findNote}</p>${button({ text: words.find, look: 'plain', dense: true })}` })}
${found(view)}
${view.row.state === 'closed' ? '' : form({ action: incidentPath(id, 'tell'), csrf, class: 'stack-3', content: html`${errorSummary(common.faults, faults)}${area({ id: 'why', label: words.tellText, value: '', rows: 2 })}<p class="note">${words.tellNote}</p>${button({ text: words.tell, look: 'danger', dense: true })}` })}`
}

function found(view: IncidentView): Html {
  const words = messages(view.frame.language).incidents.touched
  if (view.touched === undefined) return html``
  const links = view.touched.applications.map(
    ({ id, number }) => html`<li><a class="num" href="${applicationPath(id)}">${number}</a></li>`,
  )
  const gone =
    view.touched.gone === 0 ? '' : html`<p class="note">${words.gone(view.touched.gone)}</p>`
  return html`<ul class="rows-bare cols" aria-label="${words.application}">${links}</ul>${gone}`
}

function stopped(view: IncidentView): Html {
  const { language } = view.frame
  const words = messages(language).incidents.contained
  if (view.containments.length === 0)
    return html`<h2>${words.heading}</h2><p class="soft">${words.none}</p>`
  const rows = view.containments.map(({ kind, at, whose, lifted }) => {
    const back =
      lifted === undefined
        ? ''
        : html`<p class="note">${words.lifted(dateTime(language, lifted.at), lifted.who)}: ${lifted.reason}</p>`
    return html`<li><b>${words.kind[kind]}</b>, ${nameIn(language, whose)} <span class="num">${dateTime(language, at)}</span>${back}</li>`
  })
  return html`<h2>${words.heading}</h2><ul class="rows-bare">${rows}</ul>${liftForm(view)}`
}

function nameIn(language: Language, name: string | Texts): string {
  return typeof name === 'string' ? name : name[language]
}

function liftForm(view: IncidentView): Html {
  const { language, csrf } = view.frame
  const { incidents, common } = messages(language)
  if (view.lift === undefined) return html``
  const error = view.fault === 'reason' ? incidents.open.short : undefined
  const faults = error === undefined ? [] : [{ id: 'reason', text: error }]
  return form({
    action: incidentPath(view.row.id, 'lift'),
    csrf,
    class: 'stack-3',
    label: `${incidents.contained.button}: ${nameIn(language, view.lift.name)}`,
    content: html`${errorSummary(common.faults, faults)}
<input type="hidden" name="${view.lift.whose}" value="${view.lift.id}">
${field({ id: 'reason', label: incidents.contained.reason, maxlength: REASON_CHARS_MAX, required: true, error })}
${button({ text: incidents.contained.button, look: 'plain', dense: true })}`,
  })
}

function steps(view: IncidentView): Html {
  const { language } = view.frame
  const words = messages(language).incidents
  if (view.steps.length === 0)
    return html`<h2>${words.steps.heading}</h2><p class="soft">${words.steps.none}</p>`
  const rows = view.steps.map(
    ({ at, step, text, who }) =>
      html`<li><b>${words.steps.name[step]}</b> <span class="note">${who === undefined ? words.steps.program : nameIn(language, who)}, <span class="num">${dateTime(language, at)}</span></span><p>${text}</p></li>`,
  )
  return html`<h2>${words.steps.heading}</h2><ul class="rows-bare">${rows}</ul>`
}

function stepForm(view: IncidentView): Html {
  const { language, csrf } = view.frame
  const { incidents, common } = messages(language)
  const words = incidents.steps
  const error =
    view.fault === 'step'
      ? words.missing
      : view.fault === 'assessed'
        ? words.notAssessed
        : undefined
  return form({
    action: incidentPath(view.row.id, 'step'),
    csrf,
    class: 'stack-3',
    content: html`${errorSummary(common.faults, error === undefined ? [] : [{ id: 'step', text: error }])}
${choice({ id: 'step', label: words.label, none: words.choose, error, options: STEPS_OFFERED.map((step) => ({ value: step, text: words.name[step] })) })}
${area({ id: 'text', label: words.text, value: '', rows: 3, hint: words.textHint })}
${button({ text: words.button, look: 'plain', dense: true })}`,
  })
}

function papers(view: IncidentView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).incidents
  const { id } = view.row
  const links = (['kk', 'ru'] as const).map(
    (lang) =>
      html`<li><a href="${incidentPath(id, 'notice')}?in=${lang}" hreflang="${lang}">${words.export.link}: ${lang === 'kk' ? 'қазақша' : 'русский'}</a></li>`,
  )
  return html`<h2>${words.export.heading}</h2><p class="note">${words.export.note}</p><ul class="rows-bare">${links}</ul>
${form({ action: incidentPath(id, 'list'), csrf, content: html`<p class="note">${words.touched.listNote}</p>${linkish({ text: words.touched.list })}` })}`
}
