/** Is it said who the operator is? Each rule is shown by one change of the real folder. */
import { describe } from 'node:test'
import { refuses, type Wrong } from './wrong-folder.test-data.ts'

const CARD: readonly Wrong[] = [
  {
    oddity: 'X-8',
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
    oddity: 'X-12',
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
]

describe('the card (R-90, R-91, X-8, X-12)', () => refuses(CARD))
