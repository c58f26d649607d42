import { english } from '../plural.ts'
import type { ApplyMessages, LoginMessages, ResultMessages } from '../shape/apply.ts'

const MINUTES = { one: 'minute', other: 'minutes' }
const TRIES = { one: 'try', other: 'tries' }
const ITEMS = { one: 'item is', other: 'items are' }
const ORDINALS = { one: 'st', two: 'nd', few: 'rd', other: 'th' } as const
const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' })

export const apply: ApplyMessages = {
  progress: (step, of) => `Step ${step} of ${of}`,
  draft: (until) => `the draft stays in this browser ${until}`,
  amount: {
    heading: 'How much, and for how many days?',
    lead: 'From these two numbers we calculate the offers.',
    why: 'Amount and term do not say who you are. The calculation needs nothing else.',
  },
  phone: {
    heading: 'Your phone number',
    lead: 'We send a code by SMS to make sure the number is yours.',
    label: 'Mobile phone number',
    hint: 'A number of Kazakhstan, for example +7 700 000 00 00',
    send: 'Send the code',
    why: 'So that nobody applies in your name. The organisation calls you on this number, too.',
    kept: 'Where it is kept',
    keptText:
      'Until you consent we do not keep the number: it lies in an encrypted draft in your browser.',
  },
  code: {
    heading: 'The code in the SMS',
    lead: (phone) => `The code was sent to ${phone}.`,
    label: 'Six digits',
    minutes: (minutes) => `The code is valid ${minutes} ${english(minutes, MINUTES)}.`,
    confirm: 'Confirm',
    changeNumber: 'Change the number',
    again: 'Send a new code',
    triesLeft: (tries) => `${tries} ${english(tries, TRIES)} left.`,
    why: 'The code confirms that the number is yours. It is a digital confirmation: Digital Code, art. 47.',
    tell: 'Tell no one the code',
    tellText: 'We never ask for the code by phone.',
  },
  about: {
    heading: 'About you',
    lead: 'We ask only what the application needs. Beside each line it says why.',
    choose: 'Choose',
    iinHint: 'Twelve digits on your identity card',
  },
  consents: {
    heading: 'To whom do you give your data, and what for?',
    lead: 'Each consent stands alone. Nothing is ticked beforehand. What you give you can withdraw the same way, with one tick.',
    required: 'without it the application is not sent',
    recipients: 'The organisation that receives your data',
    recipientsNote: (most) => `one at a time, ${most} at most`,
    marketing: 'Messages and advertising',
    marketingNote: 'optional',
    marketingLead: 'It changes neither the application nor the rate.',
    agreementUntil: (until) => `agreement ${until}`,
    getsNot: 'Does not get:',
    others: 'the answers of other organisations',
    fullText: 'The full text of this consent',
    common: 'The same in every consent',
    commonNote: 'These lines are part of the text of each consent below.',
    order: (lender) => `Turn of ${lender}`,
    orderNone: 'as listed',
    orderPlace: (place) => `${place}${ordinal(place)}`,
    confirm: 'Confirm what I chose',
    leave: 'Leave without consenting',
    afterwards:
      'Nothing is sent yet: the next page shows everything once more. If you leave, we do not ask why.',
    why: 'Why we ask',
    whyText: 'Without consent nothing may be collected. The law also says what the text must hold.',
    oneByOne: 'Why one at a time',
    oneByOneText:
      'Applications sent to several at once show in your credit history and slow the decision.',
    duty: 'The organisation’s duty',
    dutyText: 'If you withdraw, it stops as well and confirms it.',
    separate: 'A separate purpose',
    separateText: (days) => `These consents last ${days}; withdraw them on any day.`,
    fingerprintText: (version) => `Version ${version}, in English. Your copy is exactly this one.`,
  },
  check: {
    heading: 'Check before you send',
    lead: 'Until this minute we have kept none of your data.',
    loan: 'Loan',
    about: 'About you',
    decided: 'Your consents',
    given: 'given',
    notGiven: 'not given',
    order: 'Order of sending',
    send: 'Send the application',
    leave: 'Leave without sending',
    why: 'When you send, consent and data are written together and the action enters the ledger. Only then do the data go to the first organisation.',
    notGivenField: 'not given',
  },
  left: {
    heading: 'The application was not sent',
    lead: 'The draft in this browser is destroyed. We hold no data about you.',
    offers: 'Back to the offers',
  },
}

export const result: ResultMessages = {
  heading: 'The application is in',
  lead: (count, until) =>
    `${count} ${english(count, ITEMS)} kept ${until}, unless you decide earlier; then destroyed.`,
  number: 'Application number',
  recipients: 'Organisations',
  state: {
    waiting: 'waiting its turn',
    sending: 'being sent',
    received: 'received, deciding',
    approved: 'agreed to lend',
    issued: 'issued',
    refused: 'refused',
    unknown: 'no answer known',
    withdrawn: 'withdrawn by you',
    not_sent: 'not sent',
  },
  stateText: {
    waiting: 'Nothing goes here until the organisation before it has answered.',
    sending: 'The data are on their way now.',
    received: 'The organisation has the application; we wait for its decision.',
    approved:
      'You make the contract with the organisation itself. Read it in peace; you may decline.',
    issued: 'The organisation reported that the loan was issued.',
    refused: 'We will not send it on by ourselves.',
    unknown: 'No answer came and we are asking. Until it is clear, nothing goes to anyone else.',
    withdrawn: 'Nothing new is sent. The organisation must confirm that it destroyed the data.',
    not_sent: 'No data left.',
  },
  what: 'What it received',
  when: 'When',
  recall: 'Withdraw',
  consents: 'Consents you gave',
  receipt: 'Receipt',
  receiptWhy: 'A receipt can be checked offline, without trusting us. Keep it.',
  next: 'What happens now',
  nextText:
    'The organisation’s decision and every action on your data show in the cabinet. A code by SMS is enough to log in.',
  toCabinet: 'Go to the cabinet',
  refusedHelp: 'If it refuses',
  refusedHelpText:
    'You can ask a credit bureau for your credit history free of charge. A voluntary refusal of loans is set through eGov.',
}

export const login: LoginMessages = {
  heading: 'Log in to the cabinet',
  lead: 'There is no password: we send a one-time code to your number.',
  phone: 'Mobile phone number',
  send: 'Send the code',
  same: 'If an application was made with this number, a code arrives.',
  why: 'Why a code',
  whyText:
    'The cabinet shows your data and every action on them, so each login is confirmed by a new code.',
  codeHeading: 'The code in the SMS',
  enter: 'Log in',
}

function ordinal(place: number): string {
  const rule = ORDINAL.select(place)
  return rule === 'one' || rule === 'two' || rule === 'few' ? ORDINALS[rule] : ORDINALS.other
}
