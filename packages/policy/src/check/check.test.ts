/**
 * Every rule of the checker and the parser, shown by one change of the real folder that must be refused.
 * A change is text for text, so the fixtures stay true to what a person would really write.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readYaml, type YamlFile } from '../folder.ts'
import { loadPolicy } from '../load.ts'

const FOLDER = new URL('../../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)

/** Reading YAML is most of the work and most files stay as they are, so each text is read once. */
const known = new Map<string, YamlFile>()
function remember(name: string, text: string): YamlFile {
  const file = known.get(`${name}\n${text}`) ?? readYaml(name, text)
  known.set(`${name}\n${text}`, file)
  return file
}

interface Wrong {
  readonly code: string
  readonly file: string
  /** The first place after this text is changed; absent: the first of the file. */
  readonly after?: string
  readonly from: string
  readonly to: string
  /** Where the finding stands, when not in the changed file. */
  readonly in?: string
  /** The finding is on the changed line itself. */
  readonly exact?: true
}

const WRONG: readonly Wrong[] = [
  // The card (X-8, R-90, R-91).
  {
    code: 'operator_bin_missing',
    file: 'policy.yaml',
    from: "bin: '350140000014'",
    to: "bin: ''",
    exact: true,
  },
  {
    code: 'operator_bin_invalid',
    file: 'policy.yaml',
    from: '350140000014',
    to: '350140000015',
    exact: true,
  },
  {
    code: 'operator_card_blank',
    file: 'policy.yaml',
    from: 'brand: Kelisim',
    to: "brand: ''",
    exact: true,
  },
  {
    code: 'operator_site_invalid',
    file: 'policy.yaml',
    from: 'https://',
    to: 'http://',
    exact: true,
  },
  {
    code: 'officer_contact_missing',
    file: 'policy.yaml',
    from: 'email: derek@kelisim.example',
    to: "email: ''",
    exact: true,
  },
  {
    code: 'approval_missing',
    file: 'policy.yaml',
    from: "date: '2026-02-27'",
    to: "date: ''",
    exact: true,
  },
  { code: 'approval_missing', file: 'policy.yaml', from: "  date: '2026-02-27'\n", to: '' },
  {
    code: 'version_missing',
    file: 'policy.yaml',
    from: 'version: 1',
    to: 'version: 0',
    exact: true,
  },
  {
    code: 'effective_from_invalid',
    file: 'policy.yaml',
    from: "'2026-03-02'",
    to: "'2026-02-26'",
    exact: true,
  },
  // Purposes (R-12 to R-17, R-35, R-55, X-14).
  { code: 'purpose_without_ground', file: 'purposes.yaml', from: '    ground: consent\n', to: '' },
  {
    code: 'ground_not_in_law',
    file: 'purposes.yaml',
    from: 'ground: consent',
    to: 'ground: contract',
    exact: true,
  },
  {
    code: 'ground_not_in_law',
    file: 'purposes.yaml',
    from: 'ground: consent',
    to: 'ground: legitimate_interest',
    exact: true,
  },
  {
    code: 'purpose_without_legal',
    file: 'purposes.yaml',
    from: 'legal: [94-V art. 7(1), 94-V art. 17(1)]',
    to: 'legal: []',
    exact: true,
  },
  {
    code: 'consent_term_missing',
    file: 'purposes.yaml',
    from: 'consentDays: 30',
    to: 'consentDays: 0',
    exact: true,
  },
  {
    code: 'consent_term_unlimited',
    file: 'purposes.yaml',
    from: 'consentDays: 365',
    to: 'consentDays: 36500',
    exact: true,
  },
  {
    code: 'consent_term_too_long',
    file: 'purposes.yaml',
    from: 'consentDays: 30',
    to: 'consentDays: 31',
    exact: true,
  },
  {
    code: 'statute_with_consent_term',
    file: 'purposes.yaml',
    from: 'consentDays: 0',
    to: 'consentDays: 30',
    exact: true,
  },
  { code: 'retention_missing', file: 'purposes.yaml', from: '    retentionDays: 30\n', to: '' },
  {
    code: 'retention_missing',
    file: 'purposes.yaml',
    after: 'id: security',
    from: 'retentionDays: 30',
    to: 'retentionDays: 0',
    exact: true,
  },
  {
    code: 'retention_unlimited',
    file: 'purposes.yaml',
    from: 'retentionDays: 365',
    to: 'retentionDays: 9999',
    exact: true,
  },
  {
    code: 'retention_of_every_field',
    file: 'purposes.yaml',
    from: 'retentionDays: 0',
    to: 'retentionDays: 9',
    exact: true,
  },
  {
    code: 'every_field_by_consent',
    file: 'purposes.yaml',
    from: 'retentionDays: 30\n    onEnd: destroy',
    to: 'retentionDays: 30\n    onEnd: destroy\n    everyStoredField: true',
  },
  {
    code: 'statistics_not_depersonalised',
    file: 'purposes.yaml',
    from: 'onEnd: depersonalise',
    to: 'onEnd: destroy',
    exact: true,
  },
  {
    code: 'purpose_letter_twice',
    file: 'purposes.yaml',
    from: 'letter: I',
    to: 'letter: C',
    exact: true,
  },
  // Fields (R-20, R-32, R-33, R-47, R-54, L-7).
  {
    code: 'field_without_purpose',
    file: 'fields.yaml',
    after: 'id: employer',
    from: 'purposes: [C]',
    to: 'purposes: []',
    exact: true,
  },
  {
    code: 'field_purpose_unknown',
    file: 'fields.yaml',
    from: 'purposes: [C, I, O, M]',
    to: 'purposes: [C, Z]',
    exact: true,
  },
  {
    code: 'field_number_invalid',
    file: 'fields.yaml',
    from: 'number: D-2',
    to: 'number: D-1',
    exact: true,
  },
  {
    code: 'field_special_on',
    file: 'fields.yaml',
    after: 'id: sex',
    from: "default: 'off'",
    to: "default: 'opt'",
    exact: true,
  },
  {
    code: 'field_required_not_on',
    file: 'fields.yaml',
    after: 'id: patronymic',
    from: 'requiredToApply: false',
    to: 'requiredToApply: true',
    exact: true,
  },
  {
    code: 'field_box_unknown',
    file: 'fields.yaml',
    from: 'box: identity',
    to: 'box: elsewhere',
    exact: true,
  },
  {
    code: 'field_without_options',
    file: 'fields.yaml',
    after: 'id: profession',
    from: 'type: text',
    to: 'type: enum',
  },
  {
    code: 'field_with_options',
    file: 'fields.yaml',
    after: 'id: marital_status',
    from: 'type: enum',
    to: 'type: text',
  },
  { code: 'field_length_missing', file: 'fields.yaml', from: '    maxLength: 100\n', to: '' },
  {
    code: 'field_source_missing',
    file: 'fields.yaml',
    from: 'sourceKk: тегі',
    to: "sourceKk: ''",
    exact: true,
  },
  {
    code: 'field_outside_list',
    file: 'fields.yaml',
    from: 'id: employer',
    to: 'id: identity_scan',
    exact: true,
  },
  // Special categories (R-19, R-20, X-11, X-20).
  {
    code: 'special_category_field',
    file: 'fields.yaml',
    from: 'id: employer',
    to: 'id: ethnic_group',
    exact: true,
  },
  {
    code: 'special_category_field',
    file: 'fields.yaml',
    after: 'id: employer',
    from: 'kk: Жұмыс орны',
    to: 'kk: Ұлты',
    exact: true,
  },
  {
    code: 'special_category_field',
    file: 'fields.yaml',
    after: 'id: interests',
    from: 'ru: Интересы',
    to: 'ru: Вероисповедание',
    exact: true,
  },
  {
    code: 'special_category_field',
    file: 'fields.yaml',
    after: 'id: social_status',
    from: 'pensioner:',
    to: 'disabled:',
    exact: true,
  },
  {
    code: 'special_category_field',
    file: 'fields.yaml',
    after: 'id: social_status',
    from: 'kk: Зейнеткер',
    to: 'kk: Мүгедек',
    exact: true,
  },
  {
    code: 'special_category_field',
    file: 'fields.yaml',
    after: 'id: interests',
    from: 'en: Interests',
    to: 'en: Sex',
    exact: true,
  },
  {
    code: 'special_category_unnamed',
    file: 'special-categories.yaml',
    from: 'id: health',
    to: 'id: wellness',
  },
  {
    code: 'special_category_unnamed',
    file: 'special-categories.yaml',
    from: 'ru: [судимост, судим, осуждён, осужден, тюремн]',
    to: 'ru: []',
    exact: true,
  },
  // Roles (R-32, R-69, R-84).
  {
    code: 'role_without_clause',
    file: 'roles.yaml',
    from: "clause: '7.2'",
    to: "clause: ''",
    exact: true,
  },
  {
    code: 'role_purpose_unknown',
    file: 'roles.yaml',
    from: 'purpose: contract',
    to: 'purpose: curiosity',
    exact: true,
  },
  {
    code: 'role_without_operation',
    file: 'roles.yaml',
    from: 'operations: [use]',
    to: 'operations: []',
    exact: true,
  },
  {
    code: 'role_may_distribute',
    file: 'roles.yaml',
    from: 'operations: [use]',
    to: 'operations: [use, distribute]',
    exact: true,
  },
  {
    code: 'role_field_unknown',
    file: 'roles.yaml',
    from: 'income, employer',
    to: 'salary, employer',
  },
  {
    code: 'role_field_off',
    file: 'roles.yaml',
    from: 'income, employer',
    to: 'education, employer',
  },
  {
    code: 'role_field_outside_purpose',
    file: 'roles.yaml',
    from: 'income, employer',
    to: 'interests, employer',
  },
  // Recipients and agreements (R-58 to R-62, L-6).
  {
    code: 'recipient_bin_invalid',
    file: 'recipients.yaml',
    from: '350240001016',
    to: '350240001017',
    exact: true,
  },
  {
    code: 'recipient_licence_missing',
    file: 'recipients.yaml',
    from: 'number: 12.21.0031.М',
    to: "number: ''",
    exact: true,
  },
  {
    code: 'agreement_dates_invalid',
    file: 'agreements/samal.yaml',
    from: "validTo: '2027-03-01'",
    to: "validTo: '2025-03-01'",
  },
  {
    code: 'agreement_clause_missing',
    file: 'agreements/samal.yaml',
    from: '  audit: true\n',
    to: '',
  },
  {
    code: 'agreement_clause_missing',
    file: 'agreements/ules.yaml',
    from: 'subProcessors: true',
    to: 'subProcessors: false',
    exact: true,
  },
  {
    code: 'agreement_breach_notice_late',
    file: 'agreements/samal.yaml',
    from: 'breachNoticeWorkingDays: 1',
    to: 'breachNoticeWorkingDays: 2',
    exact: true,
  },
  {
    code: 'agreement_erasure_late',
    file: 'agreements/samal.yaml',
    from: 'erasureWorkingDays: 15',
    to: 'erasureWorkingDays: 16',
    exact: true,
  },
  {
    code: 'agreement_storage_abroad',
    file: 'agreements/samal.yaml',
    from: 'storageCountry: KZ',
    to: 'storageCountry: DE',
    exact: true,
  },
  {
    code: 'agreement_operation_missing',
    file: 'agreements/samal.yaml',
    from: 'operations: [provide]',
    to: 'operations: []',
    exact: true,
  },
  {
    code: 'agreement_operation_outside',
    file: 'agreements/samal.yaml',
    from: 'operations: [provide]',
    to: 'operations: [provide, use]',
    exact: true,
  },
  {
    code: 'agreement_purpose_missing',
    file: 'agreements/samal.yaml',
    from: 'purposes: [contract]',
    to: 'purposes: []',
    exact: true,
  },
  {
    code: 'agreement_purpose_unknown',
    file: 'agreements/samal.yaml',
    from: 'purposes: [contract]',
    to: 'purposes: [profit]',
    exact: true,
  },
  {
    code: 'agreement_purpose_outside',
    file: 'agreements/samal.yaml',
    from: 'purposes: [contract]',
    to: 'purposes: [contract, statistics]',
    exact: true,
  },
  {
    code: 'agreement_field_missing',
    file: 'agreements/samal.yaml',
    from: '[last_name, first_name, patronymic, birth_date, phone, iin, income]',
    to: '[]',
    exact: true,
  },
  {
    code: 'agreement_field_unknown',
    file: 'agreements/samal.yaml',
    from: 'iin, income',
    to: 'iin, salary',
    exact: true,
  },
  {
    code: 'agreement_field_off',
    file: 'agreements/samal.yaml',
    from: 'iin, income',
    to: 'iin, profession',
    exact: true,
  },
  {
    code: 'agreement_field_outside_purpose',
    file: 'agreements/samal.yaml',
    from: 'iin, income',
    to: 'iin, interests',
    exact: true,
  },
  {
    code: 'agreement_field_not_asked',
    file: 'agreements/samal.yaml',
    from: 'iin, income',
    to: 'iin, employer',
    exact: true,
  },
  {
    code: 'agreement_without_recipient',
    file: 'recipients.yaml',
    from: 'id: ules',
    to: 'id: ulesx',
    in: 'agreements/ules.yaml',
  },
  // The annexes: register and forms (R-9, R-54, R-74).
  {
    code: 'register_missing',
    file: 'register.yaml',
    from: '  - { purpose: offers, subjects: [borrower_granted_or_refused], method: automated }\n',
    to: '',
  },
  {
    code: 'register_unknown',
    file: 'register.yaml',
    from: 'subjects: [borrower_granted_or_refused], method',
    to: 'subjects: [lender], method',
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
    code: 'form_without_control',
    file: 'forms.yaml',
    from: ", 'service_info:sms'",
    to: '',
    in: 'controls.yaml',
  },
  // The mapping to a public vocabulary (R-9, L-16).
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
  // Controls (L-1, R-16, R-45, R-54).
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
  // The law (R-2, R-52, X-2 to X-5).
  {
    code: 'legal_unknown',
    file: 'purposes.yaml',
    from: '94-V art. 17(1)',
    to: '94-V art. 99(1)',
    exact: true,
  },
  {
    code: 'legal_superseded',
    file: 'legal.yaml',
    after: "article: '17(1)'",
    from: 'status: in_force',
    to: 'status: superseded',
    in: 'purposes.yaml',
  },
  {
    code: 'legal_foreign',
    file: 'legal.yaml',
    after: "article: '17(1)'",
    from: 'jurisdiction: KZ',
    to: 'jurisdiction: RU',
    exact: true,
  },
  {
    code: 'legal_foreign',
    file: 'legal.yaml',
    from: 'ru: Закон от 21 мая 2013 года № 94-V',
    to: 'ru: Федеральный закон № 152-ФЗ',
  },
  { code: 'legal_act_unknown', file: 'legal.yaml', from: 'act: 94-V', to: 'act: 4-V', exact: true },
  {
    code: 'legal_redaction_missing',
    file: 'legal.yaml',
    from: "redaction: '2026-03-02'",
    to: "redaction: ''",
    exact: true,
  },
  {
    code: 'operation_missing',
    file: 'operations.yaml',
    from: '  - { id: unblock',
    to: '  # - { id: unblock',
  },
  {
    code: 'operation_without_legal',
    file: 'operations.yaml',
    from: 'legal: [94-V art. 1(4)]',
    to: 'legal: []',
    exact: true,
  },
  {
    code: 'right_without_legal',
    file: 'rights.yaml',
    from: 'legal: [94-V art. 19(1)]',
    to: 'legal: []',
    exact: true,
  },
  {
    code: 'clause_without_legal',
    file: 'clauses.yaml',
    from: 'legal: [94-V art. 5, 94-V art. 25(2)(3)]',
    to: 'legal: []',
    exact: true,
  },
  // Clocks, calendar, bounds (I10).
  { code: 'deadline_missing', file: 'deadlines.yaml', from: 'id: DL-08', to: 'id: DL-88' },
  {
    code: 'deadline_unknown',
    file: 'rights.yaml',
    from: 'deadline: DL-08',
    to: 'deadline: DL-80',
    exact: true,
  },
  { code: 'deadline_invalid', file: 'deadlines.yaml', from: '    unit: working_day\n', to: '' },
  { code: 'right_missing', file: 'rights.yaml', from: 'id: withdraw', to: 'id: regret' },
  { code: 'calendar_year_missing', file: 'calendar.yaml', from: 'year: 2027', to: 'year: 2028' },
  {
    code: 'calendar_day_invalid',
    file: 'calendar.yaml',
    from: "'2026-01-02'",
    to: "'2026-01-32'",
    exact: true,
  },
  {
    code: 'calendar_day_invalid',
    file: 'calendar.yaml',
    from: "'2026-01-02'",
    to: "'2026-01-01'",
    exact: true,
  },
  {
    code: 'mci_missing',
    file: 'limits.yaml',
    from: "'2026': 4325",
    to: "'2025': 4325",
    exact: true,
  },
  {
    code: 'apr_cap_missing',
    file: 'limits.yaml',
    from: "id: general, validFrom: '2026-01-01'",
    to: "id: general, validFrom: '2027-01-01'",
  },
  // Clauses (R-1, R-3; no silent correction).
  { code: 'chapter_missing', file: 'clauses.yaml', from: "number: '8'", to: "number: '9'" },
  { code: 'clause_twice', file: 'clauses.yaml', from: "id: '1.3'", to: "id: '1.2'" },
  {
    code: 'clause_treatment_unexplained',
    file: 'clauses.yaml',
    from: ', oddities: [X-4]',
    to: '',
    exact: true,
  },
  {
    code: 'clause_unknown',
    file: 'roles.yaml',
    from: 'clause: 4.2.2',
    to: "clause: '4.9'",
    exact: true,
  },
  {
    code: 'clause_text_orphan',
    file: 'texts/kk/clauses.yaml',
    from: '  4.1(1):',
    to: '  4.1(10):',
    exact: true,
  },
  // Words (L-16, X-1, look §5).
  {
    code: 'translation_missing',
    file: 'purposes.yaml',
    from: '      kk: Статистикалық есептер\n',
    to: '',
  },
  { code: 'translation_missing', file: 'texts/ru/clauses.yaml', from: "  '6.4':", to: "  '6.44':" },
  {
    code: 'translation_missing',
    file: 'texts/en/consent.yaml',
    from: '  call: by telephone\n',
    to: '',
  },
  {
    code: 'translation_equal',
    file: 'purposes.yaml',
    from: 'en: Statistical reports',
    to: 'en: Статистические отчёты',
    exact: true,
  },
  {
    code: 'kazakh_not_kazakh',
    file: 'texts/kk/clauses.yaml',
    from: '4.1(1): Мақсат пен өңдеу тәсілі заңды және алдын ала айқындалған.',
    to: '4.1(1): Цель и способ обработки законны и определены заранее оператором.',
    exact: true,
  },
  {
    code: 'kazakh_forbidden_term',
    file: 'texts/kk/clauses.yaml',
    from: '4.1(9): Деректердің',
    to: '4.1(9): Жеке деректердің',
    exact: true,
  },
  {
    code: 'alphabets_mixed',
    file: 'purposes.yaml',
    from: 'kk: Статистикалық есептер',
    to: 'kk: Статистикалық eсептер',
    exact: true,
  },
  {
    code: 'words_pressing',
    file: 'texts/ru/consent.yaml',
    from: 'Даю согласие на передачу',
    to: 'Срочно даю согласие на передачу',
    exact: true,
  },
  {
    code: 'words_pressing',
    file: 'texts/en/consent.yaml',
    from: 'I agree to my data going to {recipient}.',
    to: 'I agree to my data going to {recipient}!',
    exact: true,
  },
  // Shape.
  { code: 'yaml_invalid', file: 'roles.yaml', from: 'grants: []', to: 'grants: [' },
  {
    code: 'shape_invalid',
    file: 'fields.yaml',
    from: '    class: N',
    to: '    class: Q',
    exact: true,
  },
  {
    code: 'key_unknown',
    file: 'fields.yaml',
    from: 'maxLength: 100',
    to: 'maxLenght: 100',
    exact: true,
  },
  { code: 'key_missing', file: 'limits.yaml', from: '  draftHours: 24\n', to: '' },
  { code: 'declared_twice', file: 'fields.yaml', from: 'id: first_name', to: 'id: last_name' },
]

function broken(wrong: Wrong): { files: Map<string, string>; line: number } {
  const text = FILES.get(wrong.file) ?? assert.fail(`no file ${wrong.file}`)
  const start = wrong.after === undefined ? 0 : text.indexOf(wrong.after)
  const at = text.indexOf(wrong.from, start)
  assert.ok(start >= 0 && at >= 0, `the fixture’s text is not in ${wrong.file}: ${wrong.from}`)
  const changed = text.slice(0, at) + wrong.to + text.slice(at + wrong.from.length)
  return {
    files: new Map([...FILES, [wrong.file, changed]]),
    line: text.slice(0, at).split('\n').length,
  }
}

describe('a wrong policy does not start, and its fault is named by file, line and clause (X-8, I8)', () => {
  for (const wrong of WRONG) {
    test(`${wrong.code}: ${wrong.file}: ${wrong.to.trim().slice(0, 60) || `without ${wrong.from.trim()}`}`, () => {
      const { files, line } = broken(wrong)
      const { policy, findings } = loadPolicy(files, remember)
      const found = findings.filter(({ code }) => code === wrong.code)
      assert.ok(found.length > 0, JSON.stringify(findings, null, 1))
      const file = wrong.in ?? wrong.file
      const here = found.find(({ where }) => where.startsWith(`${file}:`))
      assert.ok(here !== undefined, JSON.stringify(found))
      if (wrong.exact === true) assert.equal(here.where, `${file}:${line}`)
      assert.match(here.where, /^[a-z0-9/_-]+\.yaml:[1-9]\d*$/)
      assert.notEqual(here.message, '')
      assert.equal(here.severity, 'error')
      assert.equal(policy, undefined)
    })
  }
})

describe('all faults come at once, and none is an echo of another', () => {
  test('faults of five files and of two layers are told in one run', () => {
    const change = (file: string, from: string, to: string): [string, string] => {
      const text = FILES.get(file) ?? ''
      assert.ok(text.includes(from))
      return [file, text.replace(from, to)]
    }
    const { findings } = loadPolicy(
      new Map([
        ...FILES,
        change('policy.yaml', '350140000014', '350140000015'),
        change('purposes.yaml', 'ground: consent', 'ground: contract'),
        change('fields.yaml', '    class: N', '    class: Q'),
        change('agreements/samal.yaml', 'storageCountry: KZ', 'storageCountry: DE'),
        change('texts/kk/clauses.yaml', '4.1(9): Деректердің', '4.1(9): Жеке деректердің'),
      ]),
    )
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
    assert.deepEqual(errors.sort(), [
      'agreement_storage_abroad',
      'ground_not_in_law',
      'kazakh_forbidden_term',
      'operator_bin_invalid',
      'shape_invalid',
    ])
  })

  test('each missing file is one fault, by its name', () => {
    for (const name of FILES.keys()) {
      if (/^(?:agreements\/|register|forms|dpv|README|source\/policy)/.test(name)) continue
      const files = new Map(FILES)
      files.delete(name)
      const { policy, findings } = loadPolicy(files, remember)
      assert.equal(policy, undefined)
      const missing = findings.filter(({ code }) => code === 'file_missing')
      assert.deepEqual(
        missing.map(({ where }) => where),
        [`${name}:1`],
      )
    }
  })

  test('an agreement that is missing is a warning, and its recipient gets no consent (R-59)', () => {
    const files = new Map(FILES)
    files.delete('agreements/samal.yaml')
    const { policy, findings } = loadPolicy(files, remember)
    assert.ok(
      findings.some(({ code, severity }) => code === 'agreement_missing' && severity === 'warning'),
    )
    assert.equal(policy?.recipients.find(({ id }) => id === 'samal')?.agreement, undefined)
  })

  test('a file that nothing reads is a fault: a policy is never read in part', () => {
    const { findings } = loadPolicy(new Map([...FILES, ['purposes-2.yaml', 'purposes: []\n']]))
    assert.ok(
      findings.some(({ code, where }) => code === 'file_unknown' && where === 'purposes-2.yaml:1'),
    )
  })

  test('aliases and duplicate keys are faults, not exceptions', () => {
    for (const text of [
      'a: &x 1\nlimits: *x\n',
      'limits: {}\nlimits: {}\n',
      ': : :',
      '\t- x',
      '',
    ]) {
      const { policy, findings } = loadPolicy(new Map([...FILES, ['limits.yaml', text]]))
      assert.equal(policy, undefined)
      assert.ok(
        findings.some(({ where }) => where.startsWith('limits.yaml:')),
        JSON.stringify(text),
      )
    }
  })

  test('a whole catalogue that was never translated into Kazakh is found by its file', () => {
    const text = FILES.get('boxes.yaml') ?? FILES.get('subject-categories.yaml') ?? ''
    const russian = text.replaceAll(/kk: .*/g, 'kk: Лицо из общего списка')
    const { findings } = loadPolicy(new Map([...FILES, ['subject-categories.yaml', russian]]))
    assert.ok(
      findings.some(
        ({ code, where }) => code === 'kazakh_not_kazakh' && where === 'subject-categories.yaml:1',
      ),
    )
  })
})

test('every code that the checker can give has a failing example here', () => {
  const sources = [new URL('../', import.meta.url), new URL('./', import.meta.url)]
  const codes = new Set<string>()
  for (const folder of sources) {
    for (const name of readdirSync(folder).filter((file) => /^(?!.*test).*\.ts$/.test(file))) {
      const text = readFileSync(new URL(name, folder), 'utf8')
      for (const [, code] of text.matchAll(/(?:error|fault)\(\s*'([a-z]+_[a-z_]+)'/g))
        codes.add(code ?? '')
      for (const [, code] of text.matchAll(/\['([a-z]+_[a-z_]+)', ['"`][A-Z"]/g))
        codes.add(code ?? '')
      for (const [, code] of text.matchAll(/bare\('[a-z]+', '([a-z_]+)'/g)) codes.add(code ?? '')
    }
  }
  const shown = new Set([...WRONG.map(({ code }) => code), 'file_missing', 'file_unknown'])
  // Shown in source.test.ts.
  for (const code of codes) if (code.startsWith('source_')) shown.add(code)
  assert.ok(codes.size > 80, `only ${codes.size} codes were found in the sources`)
  assert.deepEqual([...codes].filter((code) => !shown.has(code)).sort(), [])
})
