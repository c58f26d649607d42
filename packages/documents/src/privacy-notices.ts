/**
 * What is a person told where data are asked? One notice for each form of the policy.
 *
 * What is asked and why, what is required, on what ground and how long, who gets it, what the person may demand
 * and by when, whom to write to, where the whole policy is.
 * Law: 94-V art. 8(4), 24(1), 25(2)(6). Requirements, L-16.
 */
import { days, messages } from '@kelisim/messages'
import type { Form, Policy, Purpose } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { type Content, html } from '@kelisim/ui'
import { type Document, documentOf, fileName } from './document.ts'
import { facts, grid, law, listed, paper, part } from './paper.ts'
import { askedBy, formsOf, textsOf } from './reading.ts'
import { wordsOf } from './words/index.ts'

export function privacyNotices(policy: Policy, language: Language): readonly Document[] {
  return formsOf(policy).map((form) => {
    const words = wordsOf(language).notice
    const title = words.title(form.title[language])
    return documentOf({
      kind: 'notice',
      name: `${fileName('notice', form.id)}.${language}.html`,
      title,
      mediaType: 'text/html; charset=utf-8',
      language,
      text: paper({
        policy,
        language,
        title,
        lead: words.lead,
        main: html`${asked(policy, form, language)}${purposes(policy, form, language)}${part(words.recipients, recipients(policy, form, language))}${rights(policy, language)}${contacts(policy, language)}`,
      }),
    })
  })
}

function asked(policy: Policy, form: Form, language: Language) {
  const words = wordsOf(language).notice
  const needed = new Set(form.fields)
  const rows = askedBy(policy, form).map((field) => [
    field.title[language],
    field.why[language],
    field.requiredToApply || needed.has(field.id) ? words.required : words.optional,
  ])
  const columns = [{ heading: words.item }, { heading: words.why }, { heading: words.need }]
  return part(words.asked, grid(words.asked, columns, rows))
}

function purposes(policy: Policy, form: Form, language: Language) {
  const words = wordsOf(language).notice
  const rows = purposesOf(policy, form).map((purpose) => [
    purpose.title[language],
    html`${purpose.ground === 'consent' ? words.byTick : words.byLaw}<br>${law(language, purpose.legal)}`,
    purpose.retentionDays === 0
      ? wordsOf(language).retention.noTerm
      : days(language, purpose.retentionDays),
  ])
  const columns = [{ heading: words.purpose }, { heading: words.ground }, { heading: words.term }]
  return part(
    words.purposes,
    html`${grid(words.purposes, columns, rows)}<p>${words.storage} ${words.automated}</p>`,
  )
}

function purposesOf(policy: Policy, form: Form): readonly Purpose[] {
  const texts = textsOf(policy, 'en')
  const named = new Set(
    texts
      .filter(
        (text) =>
          form.controls.includes(text.control) ||
          (text.recipient !== undefined && form.controls.includes(`recipient:${text.purpose}`)),
      )
      .map((text) => text.purpose),
  )
  return policy.purposes.filter(({ id }) => named.has(id) || id === form.purpose)
}

function recipients(policy: Policy, form: Form, language: Language): Content {
  const words = wordsOf(language).notice
  const texts = textsOf(policy, language).filter(
    (text) => text.recipient !== undefined && form.controls.includes(`recipient:${text.purpose}`),
  )
  if (texts.length === 0) return html`<p>${words.recipientsNone}</p>`
  const { bin } = wordsOf(language).head
  const names = policy.recipients
    .filter(({ id }) => texts.some((text) => text.recipient === id))
    .map(
      (recipient) =>
        `${recipient.legalName?.[language] ?? recipient.name[language]}, ${bin} ${recipient.bin}`,
    )
  return html`<p>${words.recipientsOnlyNamed}</p>${listed(names)}`
}

function rights(policy: Policy, language: Language) {
  const words = wordsOf(language).notice
  const { workingDays, calendarDays, noPeriod } = messages(language).policy
  const rows = policy.rights.map((right) => {
    const deadline = policy.deadlines.find(({ id }) => id === right.deadline)
    const period =
      deadline?.days === undefined
        ? noPeriod
        : deadline.unit === 'calendar_day'
          ? calendarDays(deadline.days)
          : workingDays(deadline.days)
    return [html`${right.title[language]}<br>${law(language, right.legal)}`, period]
  })
  return part(
    words.rights,
    html`${grid(words.rights, [{ heading: words.right }, { heading: words.period }], rows)}<p>${words.withdraw} ${words.complaint}</p>`,
  )
}

function contacts(policy: Policy, language: Language) {
  const words = wordsOf(language).notice
  const { head } = wordsOf(language)
  const { officer, site } = policy.operator
  return part(
    words.contacts,
    facts([
      [head.officer, html`${officer.phone}<br>${officer.email}`],
      [words.policy, html`<a href="${site}">${site}</a>`],
    ]),
  )
}
