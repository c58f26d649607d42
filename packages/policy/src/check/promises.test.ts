/** Do the words of a consent promise what the rules do, and press nobody? Each rule is shown by one change of the real folder. */
import { describe } from 'node:test'
import { refuses, type Wrong } from './wrong-folder.test-data.ts'

const PROMISES: readonly Wrong[] = [
  {
    code: 'consent_place_missing',
    file: 'texts/kk/consent.yaml',
    from: 'бастап {days} күн',
    to: 'бастап отыз күн',
    exact: true,
  },
  {
    code: 'consent_place_missing',
    file: 'texts/en/consent.yaml',
    from: '{legalName}, BIN',
    to: 'the organisation, BIN',
    exact: true,
  },
  {
    code: 'consent_written_by_hand',
    file: 'texts/ru/consent.yaml',
    from: 'со дня, когда',
    to: 'со дня, но не больше 30, когда',
    exact: true,
  },
  {
    code: 'consent_written_by_hand',
    file: 'texts/en/consent.yaml',
    from: 'channel: no, to nobody',
    to: 'channel: no, not even to Samal',
    exact: true,
  },
  {
    code: 'consent_written_by_hand',
    file: 'texts/en/consent.yaml',
    from: 'I agree to my data being',
    to: 'I agree to my income range being',
    exact: true,
  },
  {
    code: 'consent_says_otherwise',
    file: 'texts/en/consent.yaml',
    from: 'channel: no, to nobody',
    to: 'channel: yes, to partners',
    exact: true,
  },
  {
    code: 'consent_says_otherwise',
    file: 'texts/kk/consent.yaml',
    from: 'processing: иә, тек',
    to: 'processing: жоқ, тек',
    exact: true,
  },
  {
    code: 'consent_says_otherwise',
    file: 'texts/en/consent.yaml',
    from: 'crossBorder: none;',
    to: 'crossBorder: yes;',
    exact: true,
  },
  {
    code: 'consent_says_otherwise',
    file: 'texts/ru/consent.yaml',
    from: 'dissemination: не распространяются',
    to: 'dissemination: распространяются',
    exact: true,
  },
  {
    code: 'consent_says_otherwise',
    file: 'texts/en/consent.yaml',
    from: 'destroy: the data are destroyed',
    to: 'destroy: the data are kept',
    exact: true,
  },
  {
    code: 'refusal_threatened',
    file: 'texts/en/consent.yaml',
    from: 'the application is considered all the same',
    to: 'you miss out on offers',
    exact: true,
  },
  {
    code: 'consent_enticing',
    file: 'texts/ru/consent.yaml',
    from: 'Даю согласие на сбор и обработку моих',
    to: 'Хочу лучших условий и даю согласие на сбор и обработку моих',
    exact: true,
  },
  {
    code: 'choice_unequal',
    file: 'texts/kk/consent.yaml',
    from: 'бұл ұйым мен туралы ештеңе білмейді.',
    to: 'бұл ұйым мен туралы ештеңе білмейді. Өтінім басқа ұйымдарға өз ретімен жіберіледі, жауабын кабинеттен көресіз. Өтінім басқа ұйымдарға өз ретімен жіберіледі, жауабын кабинеттен көресіз. Өтінім басқа ұйымдарға өз ретімен жіберіледі, жауабын кабинеттен көресіз. ',
    exact: true,
  },
  {
    code: 'withdrawal_harder',
    file: 'texts/ru/consent.yaml',
    from: 'в кабинете, одной отметкой, как и дано',
    to: 'письменным заявлением в офис',
    exact: true,
  },
]

describe('the words of a consent (L-1, R-31, R-45, R-54, R-58)', () => refuses(PROMISES))
