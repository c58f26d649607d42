/**
 * One made-up person's cabinet in every state, for tests and for looking at the pages.
 *
 * Synthetic: the IIN lies in the range no living person has. Nothing outside tests imports this.
 */
import { type Language, moment, parseMoment, type Moment, type Texts } from '@kelisim/terms'
import type { ActionView } from '../action.ts'
import type { Frame } from '../frame.ts'
import type { RecipientView } from '../recipient.ts'
import type { StepSaid } from '../steps.ts'
import type { ConsentView } from './consents.ts'
import type { DataRow } from './data.ts'
import type { CabinetFrame } from './frame.ts'
import type { Consequences } from './withdraw.ts'

export function at(text: string): Moment {
  return parseMoment(`${text}+05:00`) ?? moment(0)
}

export const SAMAL: Texts = { kk: 'Самал', ru: 'Самал', en: 'Samal' }
export const QARLYGASH: Texts = { kk: 'Қарлығаш Микро', ru: 'Қарлығаш Микро', en: 'Qarlyğaş Mikro' }
export const ULES: Texts = { kk: 'Үлес', ru: 'Үлес', en: 'Üles' }

export const FIELD = {
  last_name: { kk: 'Тегі', ru: 'Фамилия', en: 'Surname' },
  first_name: { kk: 'Аты', ru: 'Имя', en: 'Given name' },
  birth_date: { kk: 'Туған күні', ru: 'Дата рождения', en: 'Date of birth' },
  phone: { kk: 'Телефон нөмірі', ru: 'Телефон', en: 'Phone' },
  iin: { kk: 'ЖСН', ru: 'ИИН', en: 'IIN' },
  income: { kk: 'Табыс', ru: 'Доход', en: 'Income' },
  ip_address: { kk: 'IP-мекенжай', ru: 'IP-адрес', en: 'IP address' },
  city: { kk: 'Қала', ru: 'Город', en: 'City' },
  employer: { kk: 'Жұмыс орны', ru: 'Место работы', en: 'Employer' },
} as const satisfies Record<string, Texts>

export const PURPOSE = {
  contract: {
    kk: 'Микрокредит шартын жасасуға көмек',
    ru: 'Помощь в заключении договора микрокредита',
    en: 'Help in concluding a microcredit contract',
  },
  security: { kk: 'Сайттың қауіпсіздігі', ru: 'Безопасность сайта', en: 'Security of the site' },
  rights: {
    kk: 'Субъектінің өтінішіне жауап беру',
    ru: 'Ответ на обращение субъекта',
    en: 'Answering a request of the subject',
  },
} as const satisfies Record<string, Texts>

export function sampleFrame(language: Language): Frame {
  return {
    language,
    path: '/cabinet',
    demo: true,
    operator: {
      brand: 'Kelisim',
      name: { kk: '«ProLeads» ЖШС', ru: 'ТОО «ProLeads»', en: 'ProLeads LLP' },
      bin: '350140000014',
    },
    officer: { phone: '+7 727 000 00 14', email: 'derek@kelisim.example' },
    policy: { version: 4, effectiveFrom: '2026-11-02' },
    ledger: { size: 1_204_882, at: at('2026-11-22T17:40:00') },
  }
}

export function sampleCabinet(language: Language): CabinetFrame {
  return {
    ...sampleFrame(language),
    counts: { items: 14, consents: 3, recipients: 2 },
    csrf: 'sample-token',
  }
}

export const STEPS: readonly StepSaid[] = [
  { step: 'sent', state: 'past', at: at('2026-11-22T14:06:00') },
  { step: 'received', state: 'past', at: at('2026-11-22T14:06:00'), recipient: SAMAL },
  { step: 'decision', state: 'now', due: at('2026-11-25T23:59:00') },
  { step: 'contract', state: 'open' },
  { step: 'cooling_off', state: 'open', hours: 24 },
  { step: 'issued', state: 'open' },
]

export const RECIPIENTS: readonly RecipientView[] = [
  {
    name: SAMAL,
    state: 'pending',
    fields: [FIELD.first_name, FIELD.birth_date, FIELD.phone, FIELD.iin, FIELD.income],
    sentAt: at('2026-11-22T14:06:00'),
    until: at('2026-12-22T12:00:00'),
    reference: 'SM-88213',
    proof: { state: 'entry', entry: 1_204_731, href: '/cabinet/actions/1/proof' },
    recallHref: '/cabinet/consents/119/withdraw',
    receiptHref: '/cabinet/consents/119/receipt',
  },
  {
    name: QARLYGASH,
    state: 'destroying',
    fields: [FIELD.first_name, FIELD.phone],
    sentAt: at('2026-11-12T10:00:00'),
    recalledAt: at('2026-11-19T09:12:00'),
    due: { at: at('2026-12-10T23:59:00'), days: 15, passed: 1, state: 'calm' },
    proof: { state: 'pending' },
  },
]

export const REFUSED_RECIPIENT: RecipientView = {
  name: SAMAL,
  state: 'refused',
  fields: [FIELD.first_name, FIELD.phone, FIELD.iin],
  sentAt: at('2026-11-22T14:06:00'),
  until: at('2026-12-22T12:00:00'),
  proof: { state: 'entry', entry: 1_204_731 },
  recallHref: '/cabinet/consents/119/withdraw',
  next: { name: ULES, action: '/cabinet/recipients/7/send' },
}

const CONSENT_GROUND = {
  kind: 'consent',
  number: '118',
  href: '/cabinet/consents#consent-118',
} as const

export const DATA: readonly DataRow[] = [
  {
    title: FIELD.last_name,
    value: { kind: 'open', text: 'Сейітова' },
    purposes: [PURPOSE.contract],
    ground: CONSENT_GROUND,
    source: 'you',
    sourceAt: at('2026-11-22T14:05:00'),
    until: { at: at('2026-12-22T12:00:00'), onEnd: 'destroyed' },
  },
  {
    title: FIELD.phone,
    value: { kind: 'masked', text: '+7 7•• ••• •• 45' },
    purposes: [PURPOSE.contract],
    ground: CONSENT_GROUND,
    source: 'you_confirmed',
    sourceAt: at('2026-11-22T14:05:00'),
    until: { at: at('2026-12-22T12:00:00'), onEnd: 'destroyed' },
  },
  {
    title: FIELD.iin,
    value: { kind: 'masked', text: '96•• •••• ••18' },
    purposes: [PURPOSE.contract],
    ground: CONSENT_GROUND,
    source: 'you',
    sourceAt: at('2026-11-22T14:05:00'),
    until: { at: at('2026-12-22T12:00:00'), onEnd: 'destroyed' },
  },
  {
    title: FIELD.ip_address,
    value: { kind: 'open', text: '10.20.30.40' },
    purposes: [PURPOSE.security],
    ground: { kind: 'statute', law: '94-V art. 22(1)(5)' },
    source: 'network',
    until: { at: at('2026-12-22T12:00:00'), onEnd: 'shortened' },
  },
]

export const ACTIONS: readonly ActionView[] = [
  {
    at: at('2026-11-22T17:40:00'),
    what: { effect: 'done', kind: 'signed_in' },
    actor: { kind: 'you' },
    clause: '',
    law: '',
    proof: { state: 'pending' },
  },
  {
    at: at('2026-11-22T16:20:00'),
    what: { effect: 'done', kind: 'values_opened' },
    actor: { kind: 'staff', name: 'Д. Ким' },
    fields: [FIELD.phone],
    purpose: PURPOSE.rights,
    clause: '7.3(8)',
    law: '94-V art. 10(1)',
    proof: { state: 'entry', entry: 1_204_790, href: '/cabinet/actions/2/proof' },
  },
  {
    at: at('2026-11-22T15:02:00'),
    what: { effect: 'refused', operation: 'provide' },
    actor: { kind: 'program' },
    recipient: ULES,
    fields: [FIELD.iin],
    clause: '6.2',
    law: '94-V art. 7(6)',
    proof: { state: 'entry', entry: 1_204_750, href: '/cabinet/actions/3/proof' },
  },
  {
    at: at('2026-11-22T14:06:00'),
    what: { effect: 'done', kind: 'disclosure_sent' },
    actor: { kind: 'program' },
    recipient: SAMAL,
    fields: [FIELD.first_name, FIELD.phone, FIELD.iin],
    purpose: PURPOSE.contract,
    consent: '119',
    clause: '6.2',
    law: '94-V art. 7(6)',
    proof: { state: 'entry', entry: 1_204_731, href: '/cabinet/actions/4/proof' },
  },
  {
    at: at('2026-11-22T14:05:00'),
    what: { effect: 'done', kind: 'consent_granted' },
    actor: { kind: 'you' },
    consent: '119',
    clause: '6.1',
    law: '94-V art. 8(1)',
    proof: { state: 'entry', entry: 1_204_729, href: '/cabinet/actions/5/proof' },
  },
]

const SHA = '9f3c41d0a7b2c86655e0f1a2b3c4d5e6f70819203a4b5c6d7e8f90a1b2c3e1a7'
const VERBATIM =
  '«Самал» ұйымына беруге келісемін.\n1. Оператор: «ProLeads» ЖШС, БСН 350140000014.\n2. Субъект: Сейітова Айгерім.\n3. Мерзімі: 30 күн.'

const PROCESSING: Texts = {
  kk: 'Микрокредит шартын жасасу үшін өңдеу',
  ru: 'Обработка для заключения договора микрокредита',
  en: 'Processing to conclude a microcredit contract',
}
export const TO_SAMAL: Texts = {
  kk: '«Самал» ұйымына беру',
  ru: 'Передача организации «Самал»',
  en: 'Transfer to Samal',
}
const TO_QARLYGASH: Texts = {
  kk: '«Қарлығаш Микро» ұйымына беру',
  ru: 'Передача организации «Қарлығаш Микро»',
  en: 'Transfer to Qarlyğaş Mikro',
}

const SHARED_CONSENT = {
  grantedAt: at('2026-11-22T14:05:00'),
  fields: [FIELD.first_name, FIELD.phone, FIELD.iin],
  verbatim: VERBATIM,
  verbatimLanguage: 'kk',
  sha256: SHA,
  policyVersion: 4,
} as const

export const CONSENTS: readonly ConsentView[] = [
  {
    ...SHARED_CONSENT,
    id: '118',
    number: '118',
    title: PROCESSING,
    state: { state: 'live', until: at('2026-12-22T12:00:00') },
    receiptHref: '/cabinet/consents/118/receipt',
  },
  {
    ...SHARED_CONSENT,
    id: '117',
    number: '117',
    title: TO_QARLYGASH,
    grantedAt: at('2026-11-12T09:58:00'),
    state: {
      state: 'withdrawn',
      at: at('2026-11-19T09:12:00'),
      stopped: ['transfer', 'use'],
      confirmations: [{ name: QARLYGASH, due: at('2026-12-10T23:59:00') }],
    },
    receiptHref: '/cabinet/consents/117/receipt',
  },
  {
    ...SHARED_CONSENT,
    id: '90',
    number: '90',
    title: TO_SAMAL,
    grantedAt: at('2026-09-22T12:00:00'),
    state: { state: 'expired', at: at('2026-10-22T12:00:00') },
  },
]

export const CONSEQUENCES: Consequences = {
  stopped: ['transfer', 'use'],
  remains: [
    { why: 'other_consent', title: FIELD.phone, until: at('2026-12-22T12:00:00') },
    { why: 'ledger', law: '94-V art. 22(1)(5)' },
    { why: 'recipient_copy', title: SAMAL, until: at('2026-12-11T23:59:00') },
  ],
  dates: [
    { kind: 'recipient', name: SAMAL, due: at('2026-12-11T23:59:00') },
    { kind: 'ours', due: at('2026-12-11T23:59:00') },
  ],
}
