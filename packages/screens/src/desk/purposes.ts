/**
 * What is processed for which purpose, what harm could come of it, and does the person responsible stop one?
 *
 * The note of rights and harm stands beside the button, and what a suspension stops and what goes on is said before it
 * is pressed. Suspending asks for a reason about the processing, never about a person; resuming asks for nothing.
 *
 * Law: 94-V art. 5, 25(3). Requirements. Invariant I6.
 */
import { dateTime, messages } from '@kelisim/messages'
import type { Policy, Processing, Purpose } from '@kelisim/policy'
import type { Language, Moment } from '@kelisim/terms'
import { button, chip, errorSummary, field, form, type Html, html, terms } from '@kelisim/ui'
import { purposeStatePath } from '../paths.ts'
import { clauseLink, lawLinks } from '../public/cite.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'

export interface PurposeStateView {
  readonly purpose: string
  readonly suspended?: { readonly at: Moment; readonly reason: string }
  /** Its form came without a reason of the right length. */
  readonly unreasoned?: boolean
}

export interface PurposesDeskView {
  readonly frame: DeskFrame
  readonly policy: Policy
  readonly states: readonly PurposeStateView[]
}

/** As the API's contract has it. */
const REASON_CHARS_MAX = 500

export function purposesScreen(view: PurposesDeskView): Html {
  const { language } = view.frame
  const words = messages(language).deskPurposes
  const suspended = view.states.filter((one) => one.suspended !== undefined).length
  return deskPage(view.frame, {
    current: 'purposes',
    title: words.title,
    content: html`${deskHead(words.sentence(view.policy.purposes.length, suspended), words.note)}
<div class="supervised">${view.policy.purposes.map((purpose) => card(view, purpose))}</div>`,
  })
}

function card(view: PurposesDeskView, purpose: Purpose): Html {
  const { language } = view.frame
  const words = messages(language).deskPurposes
  const state = view.states.find((one) => one.purpose === purpose.id)
  const suspended = state?.suspended
  const mark = suspended === undefined ? chip(words.open, 'ok') : chip(words.suspended, 'no')
  const kept = view.policy.register?.processing.find((one) => one.purpose === purpose.id)
  return html`<article class="sheet pane" id="purpose-${purpose.id}"><header><h2>${purpose.title[language]}</h2>${mark}</header>
${terms([
  { label: words.clause, value: clauseLink(purpose.clause) },
  {
    label: words.ground,
    value: html`${words.grounds[purpose.ground]}, ${lawLinks(language, ...purpose.legal)}`,
  },
  ...(kept === undefined ? [] : activity(language, kept)),
  ...(suspended === undefined
    ? []
    : [
        {
          label: words.since,
          value: html`<span class="num">${dateTime(language, suspended.at)}</span>`,
        },
        { label: words.reason, value: suspended.reason },
      ]),
])}
${suspended === undefined ? suspend(view, purpose, state?.unreasoned === true) : resume(view, purpose)}</article>`
}

function activity(language: Language, { method, note }: Processing) {
  const { activity: words } = messages(language).policy
  const said = note === undefined ? [] : (['rights', 'harm', 'reduced'] as const)
  return [
    { label: words.method, value: words.methods[method] },
    ...said.map((key) => ({ label: words[key], value: note?.[key][language] ?? '' })),
  ]
}

function suspend({ frame }: PurposesDeskView, purpose: Purpose, unreasoned: boolean): Html {
  const { language, csrf } = frame
  const { deskPurposes: words, common } = messages(language)
  const id = `reason-${purpose.id}`
  const error = unreasoned ? words.reasonMissing : undefined
  const named = words.suspendNamed(purpose.title[language])
  const consequence =
    purpose.everyStoredField === true ? words.consequenceOfRights : words.consequence
  return form({
    action: purposeStatePath(purpose.id, 'suspend'),
    csrf,
    class: 'stack-3',
    label: named,
    content: html`${errorSummary(common.faults, error === undefined ? [] : [{ id, text: error }])}
${field({ id, name: 'reason', label: words.reasonLabel, hint: words.reasonHint, maxlength: REASON_CHARS_MAX, required: true, error })}
<p class="note">${consequence}</p>
${button({ text: words.suspend, look: 'danger', dense: true, label: named })}`,
  })
}

function resume({ frame }: PurposesDeskView, purpose: Purpose): Html {
  const { language, csrf } = frame
  const words = messages(language).deskPurposes
  const named = words.resumeNamed(purpose.title[language])
  return form({
    action: purposeStatePath(purpose.id, 'resume'),
    csrf,
    class: 'stack-3',
    label: named,
    content: html`<p class="note">${words.resumeConsequence}</p>
${button({ text: words.resume, look: 'plain', dense: true, label: named })}`,
  })
}
