/**
 * What does the public page of the policy say, in one language?
 *
 * A value that a screen only has to draw: every list is the model's own, in its order, so the page and the next
 * decision come from one source. Nothing is added here but the title that R-1 sets.
 * Guarantee: equal to the model (page.test.ts); names of fields and purposes, never anybody's data.
 * Does not name articles in words (`@kelisim/messages` does) and does not escape for HTML.
 *
 * Law: 94-V art. 25(2)(1), 25(2)(1-1). Requirements, L-2, L-12.
 */
import type { Language, Texts } from '@kelisim/terms'
import { transferFields } from './consent.ts'
import type { Deadline, Policy, Purpose } from './model.ts'
import type {
  PageAct,
  PageChapter,
  PageDeadline,
  PageGround,
  PageOperator,
  PagePurpose,
  PageRecipient,
  PageRight,
  PolicyPage,
} from './page-model.ts'

const TITLE: Texts = {
  kk: 'Дербес деректерді өңдеу саясаты',
  ru: 'Политика обработки персональных данных',
  en: 'Policy on the processing of personal data',
}

export function policyPage(policy: Policy, language: Language): PolicyPage {
  return {
    language,
    title: TITLE[language],
    version: {
      id: policy.id,
      number: policy.version,
      effectiveFrom: policy.effectiveFrom,
      hash: policy.hash,
      approval: policy.approval,
      demo: policy.demo,
    },
    operator: operator(policy, language),
    responsible: policy.operator.officer,
    chapters: chapters(policy, language),
    purposes: policy.purposes.map((purpose) => pagePurpose(policy, purpose, language)),
    grounds: grounds(policy),
    data: data(policy, language),
    specialCategories: policy.specialCategories.map(({ id, title, legal }) => {
      return { id, title: title[language], legal }
    }),
    subjectCategories: policy.subjectCategories.map((entry) => titled(entry, language)),
    operations: policy.operations.map((entry) => titled(entry, language)),
    recipients: recipients(policy, language),
    terms: policy.purposes.map(({ id, title, consentDays, retentionDays, onEnd }) => {
      return { purpose: id, title: title[language], consentDays, retentionDays, onEnd }
    }),
    rights: rights(policy, language),
    deadlines: policy.deadlines.map((deadline) => pageDeadline(deadline, language)),
    roles: policy.roles.map(({ id, title, clause, grants }) => {
      const purposes = [...new Set(grants.map(({ purpose }) => purpose))]
      return { id, title: title[language], clause, purposes }
    }),
    law: law(policy, language),
  }
}

function rights(policy: Policy, language: Language): readonly PageRight[] {
  return policy.rights.map(({ id, clause, requirement, title, legal, deadline: clock }) => {
    const right = { id, clause, requirement, title: title[language], legal }
    const deadline = policy.deadlines.find((candidate) => candidate.id === clock)
    if (deadline === undefined) return right
    return { ...right, deadline: pageDeadline(deadline, language) }
  })
}

function pageDeadline(deadline: Deadline, language: Language): PageDeadline {
  const { id, duty, days, unit, strict, legal, confidence } = deadline
  const period = days === undefined || unit === undefined ? {} : { days, unit }
  return { id, duty: duty[language], ...period, strict, legal, confidence }
}

function titled<Entry extends { readonly title: Texts }>(entry: Entry, language: Language) {
  return { ...entry, title: entry.title[language] }
}

function operator({ operator: card }: Policy, language: Language): PageOperator {
  const { bin, brand, site } = card
  return { name: card.name[language], bin, address: card.address[language], brand, site }
}

function chapters(policy: Policy, language: Language): readonly PageChapter[] {
  return policy.chapters.map((chapter) => ({
    number: chapter.number,
    title: chapter.title[language],
    clauses: chapter.clauses.map(({ text, reason, ...clause }) => {
      const said = { ...clause, text: text[language] }
      return reason === undefined ? said : { ...said, reason: reason[language] }
    }),
  }))
}

function pagePurpose(policy: Policy, purpose: Purpose, language: Language): PagePurpose {
  const { id, clause, requirement, ground, legal, channels } = purpose
  const { depersonalisedOnly, clientsOnly } = purpose
  return {
    id,
    clause,
    requirement,
    title: purpose.title[language],
    inConsent: purpose.inConsent[language],
    ground,
    legal,
    channels,
    depersonalisedOnly,
    clientsOnly,
    fields: policy.fields
      .filter((field) => field.default !== 'off' && field.purposes.includes(id))
      .map((field) => field.id),
  }
}

function grounds(policy: Policy): readonly PageGround[] {
  return (['consent', 'statute'] as const).map((ground) => {
    const standing = policy.purposes.filter((purpose) => purpose.ground === ground)
    const legal = [...new Set(standing.flatMap((purpose) => purpose.legal))]
    return { ground, purposes: standing.map(({ id }) => id), legal }
  })
}

function data(policy: Policy, language: Language): PolicyPage['data'] {
  const receives = policy.recipients.map((recipient) => ({
    id: recipient.id,
    fields: policy.purposes.flatMap(({ id }) => transferFields(policy, recipient, id)),
  }))
  const boxes = policy.boxes.map((box) => ({
    id: box.id,
    title: box.title[language],
    fields: policy.fields
      .filter((field) => field.box === box.id)
      .map((field) => ({
        id: field.id,
        number: field.number,
        title: field.title[language],
        sourceKk: field.sourceKk,
        class: field.class,
        default: field.default,
        purposes: field.purposes,
        why: field.why[language],
        options: Object.entries(field.options ?? {}).map(([code, texts]) => {
          return { code, title: texts[language] }
        }),
        requiredToApply: field.requiredToApply,
        recipients: receives.filter(({ fields }) => fields.includes(field.id)).map(({ id }) => id),
      })),
  }))
  return { count: policy.fields.length, boxes }
}

function recipients(policy: Policy, language: Language): readonly PageRecipient[] {
  return policy.recipients.map(({ name, legalName, ...recipient }) => ({
    ...recipient,
    name: name[language],
    legalName: (legalName ?? name)[language],
  }))
}

function law(policy: Policy, language: Language): readonly PageAct[] {
  return policy.acts.map((act) => ({
    id: act.id,
    title: act.title[language],
    articles: policy.legal
      .filter((reference) => reference.act === act.id)
      .map(({ id, article, title, redaction, status }) => {
        return { id, article, title: title[language], redaction, status }
      }),
  }))
}
