/**
 * What do the operator and one recipient owe each other as to personal data? The schedule to their agreement.
 *
 * Operations, purposes and fields as the program lets them out, the place of storage, and the requirements to
 * protection, each with its article and the number of days agreed.
 * Law: 94-V art. 7(6), 10(1), 10(3), 11, 12(2), 14, 22, 25(2)(8). Requirements: R-58 to R-62, L-6.
 */
import { dateOf, messages, until } from '@kelisim/messages'
import type { Agreement, Policy, Recipient } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { html } from '@kelisim/ui'
import { type Document, documentOf, fileName } from './document.ts'
import { facts, grid, law, paper, part } from './paper.ts'
import { sentFields, titlesOf } from './reading.ts'
import { wordsOf } from './words/index.ts'

/** A recipient without an agreement has no schedule: nothing goes to it. */
export function agreementSchedules(policy: Policy, language: Language): readonly Document[] {
  return policy.recipients.flatMap((recipient) =>
    recipient.agreement === undefined
      ? []
      : [schedule(policy, recipient, recipient.agreement, language)],
  )
}

function schedule(
  policy: Policy,
  recipient: Recipient,
  agreement: Agreement,
  language: Language,
): Document {
  const words = wordsOf(language).agreement
  const name = recipient.legalName?.[language] ?? recipient.name[language]
  const title = words.title(name)
  const main = html`${parties(policy, recipient, agreement, language)}
${subject(policy, recipient, agreement, language)}
${protection(agreement, language)}
${part(
  words.signatures,
  html`<div class="sign"><div>${words.signOperator}: ${policy.operator.name[language]}</div><div>${words.signRecipient}: ${name}</div></div>`,
)}`
  return documentOf({
    kind: 'agreement',
    name: `${fileName('agreement', recipient.id)}.${language}.html`,
    title,
    mediaType: 'text/html; charset=utf-8',
    language,
    text: paper({
      policy,
      language,
      title,
      lead: words.lead(agreement.number, dateOf(language, agreement.signedOn)),
      main,
    }),
  })
}

function parties(policy: Policy, recipient: Recipient, agreement: Agreement, language: Language) {
  const words = wordsOf(language).agreement
  const { head } = wordsOf(language)
  const { operator } = policy
  const { licence } = recipient
  const name = recipient.legalName?.[language] ?? recipient.name[language]
  return part(
    words.parties,
    facts([
      [head.operator, `${operator.name[language]}, ${head.bin} ${operator.bin}`],
      [words.recipient, `${name}, ${head.bin} ${recipient.bin}`],
      ...(licence.number === ''
        ? []
        : [
            [
              words.licence,
              words.licenceChecked(licence.number, dateOf(language, licence.checkedAt)),
            ] as const,
          ]),
      [
        words.inForce,
        `${dateOf(language, agreement.validFrom)} – ${dateOf(language, agreement.validTo)}, ${until(language, agreement.validTo)}`,
      ],
    ]),
  )
}

function subject(policy: Policy, recipient: Recipient, agreement: Agreement, language: Language) {
  const words = wordsOf(language).agreement
  const fields = new Set(
    agreement.purposes.flatMap((purpose) => sentFields(policy, recipient, purpose)),
  )
  return part(
    words.subject,
    html`${facts([
      [words.operations, titlesOf(policy.operations, agreement.operations, language)],
      [words.purposes, titlesOf(policy.purposes, agreement.purposes, language)],
      [words.fields, titlesOf(policy.fields, [...fields], language)],
      [
        words.storage,
        agreement.storageCountry === 'KZ' ? words.storageKz : agreement.storageCountry,
      ],
    ])}<p>${words.ofWhich}</p>`,
  )
}

function protection(agreement: Agreement, language: Language) {
  const words = wordsOf(language).agreement
  const { duties } = words
  const { workingDays } = messages(language).policy
  const { clauses } = agreement
  const rows: readonly (readonly [boolean, string, readonly string[]])[] = [
    [true, duties.purpose, ['94-V art. 14', '94-V art. 10(3)']],
    [clauses.confidentiality, duties.confidentiality, ['94-V art. 11']],
    [clauses.security, duties.security, ['94-V art. 22(1)']],
    [agreement.storageCountry === 'KZ', duties.storage, ['94-V art. 12(2)']],
    [
      clauses.breachNoticeWorkingDays > 0,
      duties.breach(workingDays(clauses.breachNoticeWorkingDays)),
      ['94-V art. 25(2)(8)'],
    ],
    [
      clauses.erasureWorkingDays > 0,
      duties.erasure(workingDays(clauses.erasureWorkingDays)),
      ['94-V art. 8(7)', '94-V art. 18'],
    ],
    [clauses.audit, duties.audit, ['94-V art. 10(3)']],
    [clauses.subProcessors, duties.subProcessors, ['94-V art. 7(6)']],
    [clauses.returnOrDestroy, duties.returnOrDestroy, ['94-V art. 18']],
  ]
  const agreed = rows.filter(([stands]) => stands)
  return part(
    words.protection,
    grid(
      words.protection,
      [{ heading: words.clause, class: 'n' }, { heading: words.duty }, { heading: words.law }],
      agreed.map(([, duty, references], at) => [String(at + 1), duty, law(language, references)]),
    ),
  )
}
