/** Does each tick ask one thing, freely? Each rule is shown by one change of the real folder. */
import { describe } from 'node:test'
import { refuses, type Wrong } from './wrong-folder.test-data.ts'

const CONTROLS: readonly Wrong[] = [
  {
    code: 'control_pre_ticked',
    file: 'controls.yaml',
    from: 'channel: sms',
    to: 'channel: sms\n    ticked: true',
  },
  {
    code: 'control_bundled',
    file: 'controls.yaml',
    from: 'channel: sms',
    to: 'channel: sms\n    channels: [email]',
  },
  {
    code: 'control_bundled',
    file: 'controls.yaml',
    from: 'purpose: service_info',
    to: 'purpose: service_info, direct_marketing',
    exact: true,
  },
  {
    code: 'control_bundled',
    file: 'controls.yaml',
    from: 'operations: [collect, record, systematise',
    to: 'operations: [provide, collect, record, systematise',
    exact: true,
  },
  {
    code: 'control_bundled',
    file: 'controls.yaml',
    from: 'operations: [provide]',
    to: 'operations: [provide, use]',
    exact: true,
  },
  {
    code: 'control_may_distribute',
    file: 'controls.yaml',
    from: 'operations: [provide]',
    to: 'operations: [provide, distribute]',
    exact: true,
  },
  {
    code: 'control_purpose_unknown',
    file: 'controls.yaml',
    from: 'purpose: service_info',
    to: 'purpose: newsletter',
    exact: true,
  },
  {
    code: 'control_on_statute',
    file: 'controls.yaml',
    from: 'purpose: service_info',
    to: 'purpose: security',
    exact: true,
  },
  {
    code: 'control_without_operation',
    file: 'controls.yaml',
    from: 'operations: [provide]',
    to: 'operations: []',
    exact: true,
  },
  {
    code: 'control_field_unknown',
    file: 'controls.yaml',
    from: 'fields: [first_name, phone]',
    to: 'fields: [first_name, fax]',
    exact: true,
  },
  {
    code: 'control_field_off',
    file: 'controls.yaml',
    from: 'income, credit_history',
    to: 'income, education',
  },
  {
    code: 'control_field_outside_purpose',
    file: 'controls.yaml',
    from: 'fields: [first_name, phone]',
    to: 'fields: [first_name, iin]',
    exact: true,
  },
  {
    code: 'control_channel_unknown',
    file: 'controls.yaml',
    from: 'channel: email',
    to: 'channel: pigeon',
    exact: true,
  },
  {
    code: 'control_forced',
    file: 'controls.yaml',
    from: '  - kind: channel\n    purpose: service_info\n    channel: sms',
    to: '  - kind: processing\n    purpose: service_info\n    requiredToApply: true',
  },
  {
    code: 'field_required_not_asked',
    file: 'controls.yaml',
    from: 'birth_date, iin, phone',
    to: 'birth_date, phone',
    in: 'fields.yaml',
  },
  {
    code: 'consent_incomplete',
    file: 'texts/kk/consent.yaml',
    from: '{legalName}',
    to: '{legalNames}',
    in: 'texts/kk/consent.yaml',
  },
  {
    code: 'control_contradicts_purpose',
    file: 'controls.yaml',
    from: '  - kind: channel\n    purpose: service_info\n    channel: sms',
    to: '  - kind: processing\n    purpose: offers\n    requiredToApply: true',
  },
  {
    code: 'control_contradicts_purpose',
    file: 'controls.yaml',
    from: 'kind: recipient\n    purpose: contract',
    to: 'kind: recipient\n    purpose: statistics',
  },
  {
    code: 'control_forced',
    file: 'controls.yaml',
    from: '  - kind: channel\n    purpose: service_info\n    channel: sms',
    to: '  - kind: processing\n    purpose: offers\n    requiredToApply: true',
    also: [
      ['fields.yaml', 'purposes: [C, I, O, M]', 'purposes: [C, I, M]'],
      ['fields.yaml', 'purposes: [C, I, O, M]', 'purposes: [C, I, M]'],
      ['fields.yaml', 'purposes: [C, I, O, M]', 'purposes: [C, I, M]'],
    ],
  },
  {
    code: 'control_name_twice',
    file: 'controls.yaml',
    from: '  - kind: recipient\n    purpose: contract\n    operations: [provide]\n',
    to: '  - kind: recipient\n    purpose: contract\n    operations: [provide]\n\n  - kind: recipient\n    purpose: offers\n    operations: [provide]\n',
  },
  {
    code: 'consent_operation_idle',
    file: 'controls.yaml',
    from: 'operations: [collect, record, store, use, destroy]',
    to: 'operations: [collect, record, store, use, update, destroy]',
    exact: true,
  },
  {
    code: 'operation_without_clause',
    file: 'operations.yaml',
    from: 'clause: A.9, legal: [94-V art. 1(6)',
    to: 'legal: [94-V art. 1(6)',
    exact: true,
  },
]

/** What could come of advertising, as the folder says it. */
const HARM = [
  '      harm:',
  '        kk: Жарнама мазалайды және ойланбай қарыз алуға итермелейді.',
  '        ru: Реклама беспокоит и подталкивает к необдуманному займу.',
  '        en: Advertising disturbs and pushes towards a loan taken without thought.',
].join('\n')
const NOTE = '      effect: none\n'
const ACTIVITIES: readonly Wrong[] = [
  {
    code: 'key_missing',
    file: 'register.yaml',
    from: '    method: mixed\n',
    to: '',
  },
  {
    code: 'harm_note_missing',
    file: 'register.yaml',
    from: HARM,
    to: '',
  },
  {
    code: 'purpose_harms_subject',
    file: 'register.yaml',
    from: NOTE,
    to: '      effect: limits_rights\n',
  },
  {
    code: 'purpose_harms_subject',
    file: 'register.yaml',
    after: 'purpose: direct_marketing',
    from: NOTE,
    to: '      effect: causes_damage\n',
  },
]

const ANNEXES: readonly Wrong[] = [
  {
    code: 'register_missing',
    file: 'register.yaml',
    from: '  - purpose: offers\n',
    to: '  - purpose: lending\n',
  },
  {
    code: 'register_unknown',
    file: 'register.yaml',
    from: 'subjects: [borrower_granted_or_refused]',
    to: 'subjects: [lender]',
  },
  {
    code: 'measure_unexplained',
    file: 'register.yaml',
    from: "  - { measure: '7.4', orderedBy: [94-V art. 22(1)(4)] }\n",
    to: '',
  },
  {
    code: 'measure_unexplained',
    file: 'register.yaml',
    from: 'orderedBy: [94-V art. 20] }',
    to: 'orderedBy: [94-V art. 20], because: { kk: Заң, ru: Закон, en: Law } }',
    exact: true,
  },
  {
    code: 'measure_of_law_missing',
    file: 'register.yaml',
    from: 'orderedBy: [94-V art. 22(1)(1), 94-V art. 22(1)(5)]',
    to: 'orderedBy: [94-V art. 22(1)(1)]',
  },
  {
    code: 'register_unknown',
    file: 'register.yaml',
    from: "measure: '7.4'",
    to: "measure: '7.9'",
    exact: true,
  },
  {
    code: 'legal_unknown',
    file: 'register.yaml',
    from: 'orderedBy: [94-V art. 20]',
    to: 'orderedBy: [94-V art. 99]',
    exact: true,
  },
  {
    code: 'form_unknown',
    file: 'forms.yaml',
    from: "'direct_marketing:sms'",
    to: "'direct_marketing:call'",
  },
  { code: 'form_blank', file: 'forms.yaml', from: '    fields: [phone]\n', to: '' },
  {
    code: 'form_without_ground',
    file: 'forms.yaml',
    from: 'purpose: subject_rights',
    to: 'purpose: offers',
  },
  { code: 'form_field_outside', file: 'forms.yaml', from: '[phone]', to: '[sex]' },
  {
    code: 'statistics_unknown',
    file: 'statistics.yaml',
    from: '    - { income: as_is }',
    to: '    - { citizenship: as_is }',
  },
  {
    code: 'special_category_inferred',
    file: 'statistics.yaml',
    from: '    - { income: as_is }',
    to: '    - { citizenship: as_is }',
  },
  {
    code: 'statistics_too_fine',
    file: 'statistics.yaml',
    from: '{ birth_date: { ageYears: 10 }, residence',
    to: '{ birth_date: as_is, residence',
  },
  {
    code: 'form_without_control',
    file: 'forms.yaml',
    from: ", 'service_info:sms'",
    to: '',
    in: 'controls.yaml',
  },
  {
    code: 'dpv_version_unknown',
    file: 'dpv.yaml',
    from: "version: '2.3'",
    to: "version: '2.2'",
    exact: true,
  },
  {
    code: 'dpv_unmapped',
    file: 'dpv.yaml',
    from: '  income: [pd:IncomeBracket]\n',
    to: '',
  },
  {
    code: 'dpv_unknown',
    file: 'dpv.yaml',
    from: '  income: [pd:IncomeBracket]\n',
    to: '  income: [pd:IncomeBracket]\n  wealth: [pd:Income]\n',
  },
  {
    code: 'dpv_term_unknown',
    file: 'dpv.yaml',
    from: 'direct_marketing: [dpv:DirectMarketing]',
    to: 'direct_marketing: [dpv:Spam]',
    exact: true,
  },
]

describe('controls (L-1, R-16, R-45, R-47, R-54)', () => refuses(CONTROLS))
describe('each activity has a method, whose data, and a note of rights and harm (R-5, R-29, I8)', () =>
  refuses(ACTIVITIES))
describe('the annexes: register, forms, mapping (R-9, R-33, R-54, R-74)', () => refuses(ANNEXES))
