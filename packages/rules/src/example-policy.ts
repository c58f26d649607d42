/**
 * A small policy for the tests of this package: one of everything, nothing of any real operator.
 *
 * Ten fields, five purposes (two with channels, one of statistics, one statute), four roles, three recipients.
 * The policy of the product is read from its folder in the exhaustive test.
 */
import { compileTables, type Policy } from '@kelisim/policy'
import type { Operation, Texts } from '@kelisim/terms'

function texts(word: string): Texts {
  return { kk: `${word} (kk)`, ru: `${word} (ru)`, en: word }
}

function purpose(
  id: string,
  letter: string,
  more: Partial<Policy['purposes'][number]> = {},
): Policy['purposes'][number] {
  return {
    id,
    letter,
    clause: `2.1(${letter})`,
    requirement: 'R-12',
    title: texts(id),
    inConsent: texts(id),
    ground: 'consent',
    legal: ['94-V art. 7(1)'],
    consentDays: 30,
    retentionDays: 30,
    onEnd: 'destroy',
    channels: [],
    depersonalisedOnly: false,
    clientsOnly: false,
    ...more,
  }
}

function field(
  id: string,
  purposes: readonly string[],
  more: Partial<Policy['fields'][number]> = {},
): Policy['fields'][number] {
  return {
    id,
    number: 'D-0',
    title: texts(id),
    sourceKk: '',
    class: 'N',
    default: 'on',
    purposes: [...purposes, 'rights'],
    type: 'text',
    box: 'contact',
    maxLength: 100,
    requiredToApply: false,
    why: texts(id),
    ...more,
  }
}

const CLAUSES = {
  confidentiality: true,
  security: true,
  breachNoticeWorkingDays: 1,
  erasureWorkingDays: 5,
  audit: true,
  subProcessors: true,
  returnOrDestroy: true,
}

function lender(
  id: string,
  fields: readonly string[] | undefined,
  storageCountry = 'KZ',
): Policy['recipients'][number] {
  const base = {
    id,
    name: texts(id),
    bin: '350240001016',
    kind: 'mfo' as const,
    licence: { number: '12.21.0001', checkedAt: '2026-11-01' },
  }
  if (fields === undefined) return base
  const agreement = {
    number: `A-${id}`,
    signedOn: '2026-01-01',
    validFrom: '2026-01-02',
    validTo: '2026-12-31',
    operations: ['provide'] as Operation[],
    purposes: ['contract'],
    fields,
    storageCountry,
    clauses: CLAUSES,
  }
  return { ...base, agreement }
}

const BY_KIND = { processing: 'words', recipient: 'words', channel: 'words' }
const WORDING: Policy['wording']['en'] = {
  name: 'words',
  heading: BY_KIND,
  statement: BY_KIND,
  agree: BY_KIND,
  otherwise: BY_KIND,
  thirdParties: BY_KIND,
  labels: {
    operator: 'words',
    subject: 'words',
    term: 'words',
    thirdParties: 'words',
    crossBorder: 'words',
    dissemination: 'words',
    data: 'words',
    purpose: 'words',
    operations: 'words',
    automated: 'words',
    onEnd: 'words',
    withdrawal: 'words',
    policy: 'words',
  },
  operator: 'words',
  term: 'words',
  crossBorder: 'words',
  dissemination: 'words',
  automated: 'words',
  onEnd: { destroy: 'words', depersonalise: 'words' },
  withdrawal: 'words',
  policy: 'words',
  channels: { sms: 'words', email: 'words' },
}

const KEEP: Operation[] = ['collect', 'record', 'store']
const PROCESS: Operation[] = [...KEEP, 'extract', 'use', 'systematise', 'update']

export const EXAMPLE: Policy = {
  id: 'example',
  version: 1,
  effectiveFrom: '2026-01-01',
  hash: 'a'.repeat(64),
  approval: { number: '1', date: '2026-01-01', approver: 'Director' },
  demo: true,
  operator: {
    name: texts('Example'),
    bin: '350140000014',
    address: texts('Street'),
    brand: 'Example',
    site: 'https://example.kz',
    officer: { phone: '+77010000002', email: 'officer@example.kz' },
  },
  legal: [],
  deadlines: [
    deadline('DL-01', 3, 'working_day', '2020-01-01'),
    deadline('DL-01', 5, 'working_day', '2027-01-01'),
    { ...deadline('DL-07', 1, 'working_day', '2020-01-01'), strict: true },
    deadline('DL-16', 10, 'calendar_day', '2020-01-01'),
    {
      id: 'DL-13',
      duty: texts('before'),
      strict: false,
      legal: '94-V art. 10-1',
      validFrom: '2020-01-01',
      confidence: 'secondary',
    },
  ],
  calendar: [
    { year: 2026, daysOff: ['2026-10-26', '2026-12-16'], confirmed: true },
    { year: 2027, daysOff: ['2027-01-01', '2027-01-04', '2027-01-07'], confirmed: false },
  ],
  operations: [],
  purposes: [
    purpose('contract', 'C'),
    purpose('marketing', 'M', { channels: ['sms', 'email'], consentDays: 365, retentionDays: 365 }),
    purpose('own_offers', 'O', { channels: ['sms'], clientsOnly: true }),
    purpose('statistics', 'T', { depersonalisedOnly: true, onEnd: 'depersonalise' }),
    purpose('rights', 'R', {
      ground: 'statute',
      legal: ['94-V art. 24(1)'],
      consentDays: 0,
      retentionDays: 0,
    }),
  ],
  subjectCategories: [
    { id: 'potential_borrower', clause: '3.3(1)', requirement: 'R-21', title: texts('borrower') },
  ],
  boxes: [
    { id: 'identity', title: texts('identity') },
    { id: 'contact', title: texts('contact') },
  ],
  fields: [
    field('last_name', ['contract', 'marketing', 'own_offers'], {
      type: 'name',
      box: 'identity',
      requiredToApply: true,
    }),
    field('first_name', ['contract', 'marketing', 'own_offers'], {
      type: 'name',
      box: 'identity',
      requiredToApply: true,
    }),
    field('birth_date', ['contract', 'statistics'], { type: 'date', box: 'identity' }),
    field('iin', ['contract'], { type: 'iin', box: 'identity', class: 'R', requiredToApply: true }),
    field('phone', ['contract', 'marketing', 'own_offers'], {
      type: 'phone',
      requiredToApply: true,
    }),
    field('email', ['contract', 'marketing'], { type: 'email' }),
    field('employer', ['contract']),
    field('family', ['contract'], {
      type: 'enum',
      options: { married: texts('married'), single: texts('single') },
    }),
    field('profession', ['contract'], { default: 'off' }),
    field('disability', [], { default: 'off', class: 'S' }),
    field('account', ['contract'], { type: 'iban' }),
    field('papers', ['contract'], { type: 'document' }),
  ],
  roles: [
    {
      id: 'applicant',
      title: texts('applicant'),
      clause: '4.2.1',
      grants: [
        { purpose: 'contract', operations: KEEP, fields: ['*'] },
        { purpose: 'marketing', operations: KEEP, fields: ['*'] },
        { purpose: 'rights', operations: ['extract', 'block'], fields: ['*'] },
      ],
    },
    {
      id: 'clerk',
      title: texts('clerk'),
      clause: '7.3(8)',
      grants: [
        {
          purpose: 'contract',
          operations: ['extract', 'use', 'systematise'],
          fields: ['last_name', 'first_name', 'phone'],
        },
      ],
    },
    {
      id: 'officer',
      title: texts('officer'),
      clause: '4.2.2',
      grants: [{ purpose: 'rights', operations: ['extract', 'block', 'unblock'], fields: ['*'] }],
    },
    {
      id: 'system',
      title: texts('system'),
      clause: '6.5',
      grants: [
        {
          purpose: 'contract',
          operations: [...PROCESS, 'provide', 'distribute', 'destroy'],
          fields: ['*'],
        },
        { purpose: 'marketing', operations: ['store', 'use', 'extract'], fields: ['*'] },
        { purpose: 'own_offers', operations: ['use'], fields: ['*'] },
        { purpose: 'statistics', operations: ['use', 'extract', 'depersonalise'], fields: ['*'] },
        { purpose: 'rights', operations: ['store', 'destroy', 'use'], fields: ['*'] },
      ],
    },
  ],
  recipients: [
    lender('near', ['last_name', 'first_name', 'birth_date', 'iin', 'phone']),
    lender('far', ['last_name', 'first_name', 'phone'], 'DE'),
    lender('stranger', undefined),
  ],
  controls: [
    { kind: 'processing', purpose: 'contract', requiredToApply: true, operations: PROCESS },
    { kind: 'recipient', purpose: 'contract', operations: ['provide'] },
    { kind: 'channel', purpose: 'marketing', channel: 'sms', operations: [...KEEP, 'use'] },
    { kind: 'channel', purpose: 'own_offers', channel: 'sms', operations: ['use'] },
  ],
  specialCategories: [
    {
      id: 'religion',
      title: texts('religion'),
      legal: '94-V art. 7(8)',
      stems: { kk: ['мұсылман'], ru: ['мусульман', 'верующ'], en: ['muslim'] },
    },
    {
      id: 'health',
      title: texts('health'),
      legal: '94-V art. 7(8)',
      stems: {
        kk: ['мүгедек'],
        ru: ['инвалид', 'ребёнок-инвалид', 'тяжёлый больной'],
        en: ['disab'],
      },
    },
  ],
  limits: {
    adultYears: 18,
    draftHours: 24,
    recipientsMax: 3,
    codeMinutes: 5,
    codeTries: 3,
    revealSeconds: 60,
    duplicateSeconds: 60,
    destructionHorizonDays: 8,
    aprCaps: [
      { id: 'general', validFrom: '2026-01-01', aprPercentMax: 46 },
      {
        id: 'short_small',
        validFrom: '2026-01-01',
        aprPercentMax: 179,
        dailyPercentBelow: 0.3,
        daysMax: 45,
        amountMciMax: 45,
      },
    ],
    mci: { '2026': 4325 },
  },
  acts: [],
  rights: [],
  chapters: [],
  wording: { kk: WORDING, ru: WORDING, en: WORDING },
}

function deadline(
  id: string,
  days: number,
  unit: 'working_day' | 'calendar_day',
  validFrom: string,
): Policy['deadlines'][number] {
  return {
    id,
    duty: texts(id),
    days,
    unit,
    strict: false,
    legal: '94-V art. 25(2)',
    validFrom,
    confidence: 'verified',
  }
}

export const EXAMPLE_TABLES = compileTables(EXAMPLE)

/** The same policy behind so many fields that all of its own lie in the second word of a mask. */
export const EXAMPLE_WIDE: Policy = {
  ...EXAMPLE,
  fields: [
    ...Array.from({ length: 40 }, (_, index) =>
      field(`f${index}`, ['contract', 'marketing', 'own_offers'], {
        type: 'name',
        box: 'identity',
        requiredToApply: true,
      }),
    ),
    ...EXAMPLE.fields,
  ],
}
