/** Is everything said in three languages, in the terms of the law? Each rule is shown by one change of the real folder. */
import { describe } from 'node:test'
import { refuses, type Wrong } from './wrong-folder.test-data.ts'

const WORDS: readonly Wrong[] = [
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
  {
    code: 'translation_stale',
    file: 'texts/kk/clauses.yaml',
    from: '4.1(9): Деректердің',
    to: '4.1(9): Барлық деректердің',
    in: 'texts/ru/clauses.yaml',
  },
  {
    code: 'translation_stale',
    file: 'texts/kk/consent.yaml',
    from: 'күннен бастап {days} күн',
    to: 'күннен бастап есептегенде {days} күн',
    in: 'texts/en/consent.yaml',
  },
  {
    code: 'translation_unstamped',
    file: 'texts/stamps.yaml',
    from: '"text 4.1(9)"',
    to: '"text 4.9(9)"',
    in: 'texts/ru/clauses.yaml',
  },
  {
    code: 'term_undefined',
    file: 'glossary.yaml',
    from: 'clause: A.9',
    to: 'clause: A.99',
    exact: true,
  },
  {
    code: 'term_undefined',
    file: 'glossary.yaml',
    from: 'kk: бұғаттау,',
    to: 'kk: қатыру,',
    exact: true,
  },
  {
    code: 'term_used_differently',
    file: 'texts/ru/clauses.yaml',
    from: 'персональных данных',
    to: 'личных данных',
  },
]

const SHAPE: readonly Wrong[] = [
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

describe('words (L-16, X-1)', () => refuses(WORDS))
describe('the shape of files (R-10)', () => refuses(SHAPE))
