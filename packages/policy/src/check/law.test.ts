/** Does everything stand on an act, a clock and a clause? Each rule is shown by one change of the real folder. */
import { describe } from 'node:test'
import { refuses, type Wrong } from './wrong-folder.test-data.ts'

const LAW: readonly Wrong[] = [
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
    oddity: 'X-16',
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
]

const CLOCKS: readonly Wrong[] = [
  {
    oddity: 'X-29',
    code: 'deadline_missing',
    file: 'deadlines.yaml',
    from: 'id: DL-08',
    to: 'id: DL-88',
  },
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
    code: 'ledger_published_short',
    file: 'limits.yaml',
    from: 'destructionHorizonDays: 8',
    to: 'destructionHorizonDays: 8\n  ledgerPublishedDays: 365',
  },
  {
    code: 'apr_cap_missing',
    file: 'limits.yaml',
    from: "id: general, validFrom: '2026-01-01'",
    to: "id: general, validFrom: '2027-01-01'",
  },
  {
    code: 'right_missing',
    file: 'rights.yaml',
    from: 'id: clarify',
    to: 'id: complete',
    oddity: 'X-9',
  },
]

const CLAUSES: readonly Wrong[] = [
  { code: 'chapter_missing', file: 'clauses.yaml', from: "number: '8'", to: "number: '9'" },
  {
    code: 'clause_missing',
    file: 'clauses.yaml',
    from: 'requirements: [R-88, R-89]',
    to: 'requirements: [R-89]',
    also: [['clauses.yaml', 'requirements: [R-88, L-16]', 'requirements: [L-16]']],
  },
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
  {
    code: 'public_source_unfounded',
    file: 'clauses.yaml',
    from: '[94-V art. 7(5), 94-V art. 7(11), 94-V art. 6]',
    to: '[94-V art. 7(1)]',
    exact: true,
    oddity: 'X-23',
  },
]

describe('the law (R-2, R-52, X-2 to X-5)', () => refuses(LAW))
describe('clocks, calendar, bounds (I10, R-38, L-14)', () => refuses(CLOCKS))
describe('clauses (R-1, R-3, R-27)', () => refuses(CLAUSES))
