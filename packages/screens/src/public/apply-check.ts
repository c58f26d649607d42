/**
 * Step 6: everything once more, before anything is kept. Error prevention for a legal act (WCAG 3.3.4).
 *
 * The person sees the own answers in full: they came from the own browser a minute ago. Sending and
 * leaving are twins. Law: 94-V art. 7(1), 7(6).
 */
import { days, messages, tenge } from '@kelisim/messages'
import { chip, form, type Html, html, leaf, pair, sheet, terms } from '@kelisim/ui'
import { lawLinks } from './cite.ts'
import { PUBLIC } from './paths.ts'
import { type StepFrame, stepPage } from './step.ts'

export interface CheckStepView extends StepFrame {
  readonly amount: number
  readonly days: number
  /** Field title and what was typed, in the order of asking; empty where nothing was. */
  readonly answers: readonly { readonly label: string; readonly value: string }[]
  /** Each consent that was offered, given or not. */
  readonly consents: readonly {
    readonly heading: string
    readonly agree: string
    readonly given: boolean
  }[]
  /** Names of the recipients in the order of sending. */
  readonly recipients: readonly string[]
}

export function checkStep(view: CheckStepView): Html {
  const { language } = view.frame
  const { apply, common, home, result } = messages(language)
  const content = html`${leaf(
    html`${block(apply.check.loan, PUBLIC.apply, common.change, [
      { label: home.amount, value: html`<b class="num">${tenge(language, view.amount)}</b>` },
      { label: home.termSlide, value: html`<b class="num">${days(language, view.days)}</b>` },
    ])}
${block(
  apply.check.about,
  PUBLIC.about,
  common.change,
  view.answers.map((answer) => ({
    label: answer.label,
    value:
      answer.value === ''
        ? html`<span class="soft">${apply.check.notGivenField}</span>`
        : answer.value,
  })),
)}
${sheet({ class: 'pad block', content: html`${head(apply.check.decided, PUBLIC.consents, common.change)}${consents(view)}${order(view)}` })}`,
    [
      {
        heading: result.next,
        content: html`${apply.check.why} ${lawLinks(language, '94-V art. 7(1)', '94-V art. 7(6)')}`,
      },
    ],
  )}
<div class="leaf"><div>${pair(
    { text: apply.check.send },
    { text: apply.check.leave, action: PUBLIC.leave, skipChecks: true },
  )}</div></div>`
  return stepPage(view, {
    step: 6,
    heading: apply.check.heading,
    lead: apply.check.lead,
    main: form({ action: PUBLIC.check, csrf: view.csrf, content }),
  })
}

function head(heading: string, href: string, change: string): Html {
  return html`<div class="block-head"><h2>${heading}</h2><a href="${href}">${change}<span class="vh">: ${heading}</span></a></div>`
}

function block(
  heading: string,
  href: string,
  change: string,
  items: readonly { readonly label: string; readonly value: string | Html }[],
): Html {
  return sheet({ class: 'pad block', content: html`${head(heading, href, change)}${terms(items)}` })
}

function consents(view: CheckStepView): Html {
  const { apply } = messages(view.frame.language)
  return html`<ul class="decided">${view.consents.map(
    (consent) =>
      html`<li><span><b>${consent.heading}</b><br><span class="small soft">${consent.agree}</span></span>${
        consent.given ? chip(apply.check.given, 'live') : chip(apply.check.notGiven)
      }</li>`,
  )}</ul>`
}

function order(view: CheckStepView): Html {
  const { apply } = messages(view.frame.language)
  if (view.recipients.length === 0) return html``
  return html`<p class="label">${apply.check.order}</p><ol class="numbered">${view.recipients.map(
    (name) => html`<li>${name}</li>`,
  )}</ol>`
}
