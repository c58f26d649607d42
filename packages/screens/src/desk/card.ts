/**
 * One application: what is held (masked), what happened, and who could receive it now.
 *
 * The three columns answer the clerk's three questions; a refusal names clause and article and what
 * can be done, and there is no override. Requirements: R-32, R-58, R-84, R-85. Invariants I8, I9.
 */
import {
  type ApplicationState,
  type Check,
  dayTime,
  ground,
  lastsUntil,
  messages,
  number,
  type RecipientState,
  tenge,
} from '@kelisim/messages'
import { type Language, type Moment, type Refusal, type Texts, toIso } from '@kelisim/terms'
import {
  type CheckView,
  chip,
  type Html,
  html,
  proof,
  type VerdictView,
  verdict,
} from '@kelisim/ui'
import { type ActionView, actionNote, sentence } from '../action.ts'
import { recipientChip } from '../recipient.ts'
import { applicationSteps, type StepSaid } from '../steps.ts'
import { paperPath } from '../paths.ts'
import { organisation } from '../titles.ts'
import { value } from '../value.ts'
import { APPLICATION_TONE } from './applications.ts'
import { type CardField, cardField } from './card-field.ts'
import { type DeskFrame, deskPage } from './frame.ts'

export interface CardView {
  readonly frame: DeskFrame
  readonly id: string
  readonly number: string
  readonly amountTenge: number
  readonly termDays: number
  /** Masked by the rules. */
  readonly name?: string
  readonly state: ApplicationState
  /** Until when the consent to processing lasts; undefined when there is none. */
  readonly consentUntil?: Moment
  readonly steps: readonly StepSaid[]
  readonly fields: readonly CardField[]
  /** How long an opened value stays on the screen. */
  readonly revealSeconds: number
  /** Oldest first. */
  readonly story: readonly ActionView[]
  /** Size of the latest checkpoint. */
  readonly checkpoint?: number
  readonly questions: readonly QuestionView[]
  readonly recipients: readonly { readonly name: Texts; readonly state: RecipientState }[]
}

/** Can this recipient receive the application now? Answered by the rules, not acted upon. */
export interface QuestionView {
  readonly recipient: Texts
  readonly answer:
    | {
        readonly effect: 'permit'
        readonly fields: number
        readonly clause: string
        readonly law: string
      }
    | Refusal
  readonly checks?: readonly CheckSaid[]
}

export interface CheckSaid {
  readonly check: Check
  readonly passed: boolean
  readonly until?: Moment
  /** Whom the consent names. */
  readonly names?: readonly Texts[]
}

export function cardScreen(view: CardView): Html {
  const { language } = view.frame
  const words = messages(language).desk.card
  return deskPage(view.frame, {
    current: 'applications',
    title: words.title(view.number),
    scripts: ['reveal.js'],
    content: html`${head(view)}
<div class="card">
${data(view)}
${story(view)}
<div class="aside">${view.questions.map((question) => answer(language, question))}
${recipients(view)}</div>
</div>`,
  })
}

function head(view: CardView): Html {
  const { language } = view.frame
  const words = messages(language).desk
  const consent =
    view.consentUntil === undefined
      ? chip(words.card.noConsent, 'no')
      : chip(words.card.consentUntil(lastsUntil(language, view.consentUntil)), 'ok')
  const name =
    view.name === undefined
      ? ''
      : html`<span class="soft">${value(language, { kind: 'masked', text: view.name })}</span>`
  return html`<header class="card-head"><div class="rowy"><h1 class="num">${view.number}</h1><span class="sum num">${tenge(language, view.amountTenge)} · ${words.applications.days(view.termDays)}</span>${name}${chip(words.state[view.state], APPLICATION_TONE[view.state])}${consent}</div>
${view.steps.length === 0 ? '' : applicationSteps(language, words.card.steps, view.steps)}</header>`
}

function data(view: CardView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).desk.card
  const place = { language, csrf, application: view.id, revealSeconds: view.revealSeconds }
  return html`<section class="sheet fields-sheet"><header><h2>${words.data}</h2><p class="note">${words.dataNote}</p></header>
<ul class="fields">${view.fields.map((one) => html`${cardField(place, one)}\n`)}</ul>
<p class="pad"><a href="${paperPath(view.id)}">${messages(language).paper.link}</a></p></section>`
}

function story(view: CardView): Html {
  const { language } = view.frame
  const words = messages(language).desk.card
  const content =
    view.story.length === 0
      ? html`<p class="soft pad">${words.storyEmpty}</p>`
      : html`<ol class="line">${view.story.map((one) => event(language, one))}</ol>${recorded(view)}`
  return html`<section class="sheet story"><h2>${words.story}</h2>${content}</section>`
}

function event(language: Language, action: ActionView): Html {
  const note = actionNote(language, action)
  const mark = action.what.effect === 'refused' ? 'no' : action.law === '' ? 'plain' : 'ok'
  return html`<li><time datetime="${toIso(action.at)}">${dayTime(language, action.at)}</time><i class="${mark}" aria-hidden="true"></i><div><b>${sentence(language, action)}</b>${
    note === undefined ? '' : html`<br><span class="note">${note}</span>`
  }</div></li>\n`
}

function recorded(view: CardView): Html {
  const { language } = view.frame
  const words = messages(language).desk.card
  const waiting = view.story.filter((action) => action.proof.state === 'pending').length
  const sealed = view.story.length - waiting
  const text =
    view.checkpoint === undefined || waiting > 0
      ? words.someWait(waiting)
      : words.allRecorded(sealed, number(language, view.checkpoint))
  return html`<p class="recorded">${proof({ state: waiting > 0 ? 'waiting' : 'word', text })}</p>`
}

function answer(language: Language, question: QuestionView): Html {
  const words = messages(language)
  const name = organisation(language, question.recipient)
  const { answer: said } = question
  const shared = {
    question: words.desk.card.question(name),
    ground: ground(language, said.clause, said.law),
    ...(question.checks === undefined
      ? {}
      : { checks: question.checks.map((one) => checkView(language, one)) }),
  } satisfies Partial<VerdictView>
  if (said.effect === 'permit') {
    return verdict({ ...shared, tone: 'permitted', answer: words.desk.card.yes(name, said.fields) })
  }
  const refusal = words.refusals[said.code]
  return verdict({
    ...shared,
    tone: 'refused',
    answer: refusal.text,
    way: {
      heading: words.desk.card.way,
      content: html`<p>${refusal.way} ${words.desk.card.noOverride}</p><p class="note"><code class="id">${said.code}</code></p>`,
    },
  })
}

function checkView(language: Language, said: CheckSaid): CheckView {
  const words = messages(language).desk
  const text = words.check[said.check][said.passed ? 'passed' : 'failed']
  const names = said.names?.map((name) => organisation(language, name)).join(', ')
  const details = [
    said.until === undefined ? '' : words.checkUntil(lastsUntil(language, said.until)),
    names === undefined || names === '' ? '' : words.checkNames(names),
  ].filter(Boolean)
  return {
    passed: said.passed,
    word: said.passed ? words.card.passed : words.card.failed,
    text:
      details.length === 0 ? text : html`${text} <span class="note">${details.join('; ')}</span>`,
  }
}

function recipients(view: CardView): Html {
  const { language } = view.frame
  const words = messages(language).desk.card
  const lines = view.recipients.map((one) => {
    const state = recipientChip(language, one.state)
    return html`<dt>${one.name[language]}</dt><dd>${chip(state.text, state.tone)}</dd>`
  })
  return html`<section class="sheet pane"><h2>${words.recipients}</h2>${
    lines.length === 0 ? html`<p class="soft">${words.noRecipients}</p>` : html`<dl>${lines}</dl>`
  }</section>`
}
