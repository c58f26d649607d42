/** Classes of messages are disjoint, complete and have hours. */
import { describe } from 'node:test'
import { refuses, type Wrong } from './wrong-folder.test-data.ts'

const CLASS = '    - { purpose: direct_marketing, kind: advertising }\n'

const MESSAGES: readonly Wrong[] = [
  {
    code: 'message_class_missing',
    file: 'messages.yaml',
    from: CLASS,
    to: '',
    in: 'purposes.yaml',
    oddity: 'X-21',
  },
  {
    code: 'message_class_unknown',
    file: 'messages.yaml',
    from: CLASS,
    to: `${CLASS}    - { purpose: statistics, kind: advertising }\n`,
  },
  {
    code: 'message_class_mixed',
    file: 'messages.yaml',
    from: CLASS,
    to: '    - { purpose: direct_marketing, kind: informational }\n',
    exact: true,
    oddity: 'X-21',
  },
  {
    code: 'message_class_mixed',
    file: 'messages.yaml',
    from: '{ purpose: offers, kind: own_offers }\n    - { purpose: direct_marketing, kind: advertising }',
    to: '{ purpose: offers, kind: advertising }\n    - { purpose: direct_marketing, kind: own_offers }',
  },
  {
    code: 'message_hours_missing',
    file: 'limits.yaml',
    from: "  messages: { from: '09:00', to: '21:00', workingDaysOnly: true, perWeekMax: 2 }\n",
    to: '',
  },
  {
    code: 'message_hours_missing',
    file: 'limits.yaml',
    from: "from: '09:00'",
    to: "from: '9'",
  },
  {
    code: 'message_words_missing',
    file: 'messages.yaml',
    from: '    en: [discount, on sale, promo, bonus, gift, prize, for free, cheap, best offer, lowest, apply now, hurry, buy, order now,\n         cashback, only today, special offer]\n',
    to: '',
  },
]

describe('classes of messages (R-13, R-14, R-16, X-21)', () => refuses(MESSAGES))
