/**
 * One view for each public page, made of the real policy and invented people: what the tests look at.
 *
 * Not exported by the package. `words` are put wherever a person or a lender may write.
 */
import { consentTexts, namePlaceholder, type Policy, transferFields } from '@kelisim/policy'
import { type Language, moment, refusal } from '@kelisim/terms'
import type { Html } from '@kelisim/ui'
import type { Frame } from '../frame.ts'
import { aboutStep } from './apply-about.ts'
import { checkStep } from './apply-check.ts'
import { type ConsentStepView, consentStep } from './apply-consents.ts'
import { leftPage } from './apply-left.ts'
import { amountStep, codeStep, phoneStep } from './apply-start.ts'
import { consentTextPage } from './consent-text.ts'
import { demoPage, outboxPage } from './demo.ts'
import { type HomeView, homePage } from './home.ts'
import { howPage } from './how.ts'
import { loginCodePage, loginPage } from './login.ts'
import { offerPage } from './offer.ts'
import { policyPage } from './policy-page.ts'
import { resultPage } from './result.ts'
import { failedPage, notFoundPage, refusedPage } from './trouble.ts'
import { unsubscribePage } from './unsubscribe.ts'

const ABOUT_MESSAGES = {
  purpose: { kk: 'Жарнамалық хабарлар', ru: 'Рекламные сообщения', en: 'Advertising messages' },
  channel: 'sms',
  action: '/u/AAAAAAAAAAAAAAAAAAAAAA',
} as const

/** 2026-11-22, 17:40 in Almaty. */
const NOW = moment(1_795_351_200_000)
const DUE = moment(NOW + 30 * 24 * 3_600_000)
const BOUNDS = {
  amountMin: 10_000,
  amountMax: 190_000,
  amountStep: 1_000,
  daysMin: 5,
  daysMax: 45,
}

export interface Words {
  readonly name: string
  readonly requirement: string
  readonly typed: string
}

export const PLAIN: Words = {
  name: 'Сейітова Айгерім Қайратқызы',
  requirement: 'Табыс анықтамасы керек',
  typed: '+7 700 000 00 45',
}

export function samples(
  policy: Policy,
  language: Language,
  words: Words = PLAIN,
): Readonly<Record<string, Html>> {
  const frame = frameOf(policy, language)
  const step = { frame, csrf: 'c5f2', draftUntil: moment(NOW + 24 * 3_600_000), faults: [] }
  return {
    home: homePage(homeView(frame, policy, words)),
    'home-none': homePage({ ...homeView(frame, policy, words), offers: [] }),
    'home-fault': homePage(homeFault(frame, policy, words)),
    offer: offer(frame, policy, words),
    'step-1': amountStep({
      ...step,
      faults: [{ field: 'amount', code: 'max' }],
      typed: { amount: words.typed, days: '30' },
      bounds: BOUNDS,
    }),
    'step-2': phoneStep({ ...step, typed: words.typed }),
    'step-3': codeStep({
      ...step,
      faults: [{ field: 'code', code: 'wrong' }],
      maskedPhone: '+7 7•• ••• •• 45',
      minutes: 5,
      triesLeft: 2,
    }),
    'step-4': about(step, policy, words, []),
    'step-4-fault': about(step, policy, words, [
      { field: 'last_name', code: 'letters' },
      { field: 'iin', code: 'check' },
    ]),
    'step-5': consentStep(consentView(step, policy, language, words)),
    'step-5-fault': consentStep({
      ...consentView(step, policy, language, words),
      faults: [
        { field: 'consent-contract', code: 'required' },
        { field: 'recipients', code: 'required' },
      ],
    }),
    'step-6': check(step, policy, language, words),
    'step-7': result(frame, policy, words),
    left: leftPage(frame),
    login: loginPage({ ...step, typed: words.typed }),
    'login-code': loginCodePage({ ...step, maskedPhone: '+7 7•• ••• •• 45', minutes: 5 }),
    policy: policyPage({ frame, policy }),
    text: text(frame, policy, language),
    how: howPage(frame),
    unsubscribe: unsubscribePage({ frame, about: ABOUT_MESSAGES, isDone: false }),
    unsubscribed: unsubscribePage({ frame, about: ABOUT_MESSAGES, isDone: true }),
    'unsubscribe-unknown': unsubscribePage({ frame, about: undefined, isDone: false }),
    refused: refusedPage({ frame, refusal: refusal('recipient_not_consented', '6.2') }),
    'not-found': notFoundPage(frame),
    failed: failedPage({ frame, mark: 'k7f2', kept: true, retryHref: '/apply/check' }),
    demo: demo(frame, words),
    outbox: outbox(frame, words),
    'outbox-empty': outboxPage({ frame, messages: [] }),
  }
}

export function consentView(
  step: Pick<ConsentStepView, 'frame' | 'csrf' | 'faults'>,
  policy: Policy,
  language: Language,
  words: Words = PLAIN,
): ConsentStepView {
  const asked = policy.fields.filter((field) => field.requiredToApply)
  return {
    ...step,
    texts: consentTexts(policy, language),
    recipients: policy.recipients.map((recipient, index) => {
      const gets = transferFields(policy, recipient, 'contract')
      return {
        id: recipient.id,
        name: recipient.name[language],
        bin: recipient.bin,
        agreementUntil: recipient.agreement?.validTo ?? '2027-03-01',
        repay: 123_600 + index * 1_080,
        aprPercent: 43.3 + index * 16,
        getsNot: asked
          .filter((field) => !gets.includes(field.id))
          .map((field) => field.title[language]),
      }
    }),
    recipientsMax: 3,
    policyVersion: policy.version,
    purposes: new Map(policy.purposes.map(({ id, title }) => [id, title[language]])),
    name: { placeholder: namePlaceholder(policy, language), text: words.name },
    ticked: [],
    order: {},
  }
}

export function frameOf(policy: Policy, language: Language): Frame {
  return {
    language,
    path: '/',
    demo: true,
    operator: policy.operator,
    officer: policy.operator.officer,
    policy: policy,
    ledger: { size: 1_204_882, at: NOW },
  }
}

function homeView(frame: Frame, policy: Policy, words: Words): HomeView {
  const costs = [
    { repay: 126_840, overpay: 6_840, aprPercent: 96.3, dailyPercent: 0.19 },
    { repay: 123_600, overpay: 3_600, aprPercent: 43.3, dailyPercent: 0.1 },
    { repay: 124_680, overpay: 4_680, aprPercent: 59.3, dailyPercent: 0.13 },
  ]
  const lender = (index: number) => {
    const recipient = policy.recipients[index]
    return {
      id: recipient?.id ?? 'none',
      name: recipient?.name[frame.language] ?? words.requirement,
      licence: { number: '12.21.0031.М', checkedOn: '2026-11-21' },
      requirement: words.requirement,
    }
  }
  return {
    frame,
    typed: { amount: '120 000', days: '30' },
    errors: {},
    bounds: BOUNDS,
    query: { amount: 120_000, days: 30, dueAt: DUE, payments: 1 },
    offers: costs.map((cost, index) => ({ ...lender(index), ...cost })),
    notSuitable: [
      { ...lender(3), name: 'Дала несие', reason: { code: 'amount_above', limit: 100_000 } },
      { ...lender(3), name: 'Жол серік', reason: { code: 'days_above', limit: 20 } },
      { ...lender(3), name: 'Тұрақ', reason: { code: 'suspended' } },
    ],
    penaltyDailyPercentMax: 0.5,
    asked: policy.fields
      .filter((field) => field.requiredToApply)
      .map((field) => field.title[frame.language]),
    recipientsMax: policy.limits.recipientsMax,
    withdrawalDays: policy.deadlines.find(({ id }) => id === 'DL-08')?.days ?? 0,
  }
}

function homeFault(frame: Frame, policy: Policy, words: Words): HomeView {
  const { query: _, ...view } = homeView(frame, policy, words)
  return {
    ...view,
    typed: { amount: words.typed, days: '30' },
    errors: { amount: '10 000 – 190 000 ₸' },
    offers: [],
    notSuitable: [],
  }
}

function offer(frame: Frame, policy: Policy, words: Words): Html {
  const recipient = policy.recipients[0]
  if (recipient === undefined) throw new Error('the policy has recipients')
  const gets = transferFields(policy, recipient, 'contract')
  return offerPage({
    frame,
    lender: {
      id: recipient.id,
      name: recipient.name[frame.language],
      legalName: recipient.legalName?.[frame.language] ?? '',
      bin: recipient.bin,
      licence: { number: recipient.licence.number, checkedOn: recipient.licence.checkedAt },
      requirement: words.requirement,
    },
    amount: 120_000,
    days: 30,
    cost: { repay: 123_600, overpay: 3_600, aprPercent: 43.3, dailyPercent: 0.1 },
    bounds: BOUNDS,
    penaltyDailyPercentMax: 0.5,
    schedule: [
      { on: '2026-11-22', kind: 'get', amount: 120_000 },
      { on: '2026-12-22', kind: 'pay', amount: 123_600 },
    ],
    receives: policy.fields
      .filter((field) => gets.includes(field.id))
      .map((field) => field.title[frame.language]),
    consentText: 'a'.repeat(64),
  })
}

type Step = Pick<ConsentStepView, 'frame' | 'csrf' | 'faults'>

function about(step: Step, policy: Policy, words: Words, faults: ConsentStepView['faults']): Html {
  return aboutStep({
    ...step,
    faults,
    fields: policy.fields
      .filter((field) => field.default !== 'off' && field.box !== 'device' && field.id !== 'phone')
      .slice(0, 12),
    typed: { last_name: words.name, email: words.typed, iin: '961130600019' },
  })
}

function check(step: Step, policy: Policy, language: Language, words: Words): Html {
  return checkStep({
    ...step,
    amount: 120_000,
    days: 30,
    answers: policy.fields
      .filter((field) => field.requiredToApply)
      .map((field, index) => ({
        label: field.title[language],
        value: index === 1 ? '' : index === 0 ? words.name : words.typed,
      })),
    consents: consentTexts(policy, language).map((consent, index) => ({
      heading: consent.heading,
      agree: consent.agree,
      given: index < 2,
    })),
    recipients: policy.recipients.map((recipient) => recipient.name[language]),
  })
}

function result(frame: Frame, policy: Policy, words: Words): Html {
  const states = ['received', 'waiting', 'refused'] as const
  return resultPage({
    frame,
    number: '7K-2041',
    kept: { count: 12, untilDate: '2026-12-22' },
    recipients: policy.recipients.map((recipient, index) => ({
      name: recipient.name[frame.language],
      state: states[index] ?? 'unknown',
      ...(index === 1 ? {} : { at: NOW }),
      received: index === 1 ? [] : ['Тегі', 'Аты', 'ЖСН', words.requirement],
    })),
    consents: consentTexts(policy, frame.language).map((consent, index) => ({
      heading: consent.heading,
      ...(index === 0 ? { receiptHref: '/cabinet/consents/1/receipt' } : {}),
    })),
    justSent: true,
  })
}

function text(frame: Frame, policy: Policy, language: Language): Html {
  const consent = consentTexts(policy, language)[0]
  if (consent === undefined) throw new Error('the policy has consents')
  return consentTextPage({ frame, text: consent, policyVersion: policy.version })
}

function demo(frame: Frame, words: Words): Html {
  return demoPage({
    frame,
    doors: [
      { name: 'Kelisim', href: 'http://127.0.0.1:8080/', note: words.requirement },
      { name: 'Outbox', href: '/demo/outbox', note: 'SMS' },
    ],
    logins: [
      { who: words.name, login: 'clerk', password: 'demo-clerk-7', code: '481 290' },
      { who: 'Г. Әбенова', login: 'officer', password: 'demo-officer-7' },
    ],
    people: [{ phone: '+7 700 000 00 45', note: words.requirement }],
  })
}

function outbox(frame: Frame, words: Words): Html {
  return outboxPage({
    frame,
    messages: [
      { at: NOW, kind: 'sms', to: words.typed, text: words.requirement },
      { at: NOW, kind: 'email', to: 'a@b.example', text: 'Subject\n\nLine' },
    ],
  })
}
