import type { MailingMessages } from '../shape/mailings.ts'
import { number } from '../format.ts'
import { english } from '../plural.ts'

const people = (count: number) =>
  `${number('en', count)}\u00a0${english(count, { one: 'person', other: 'people' })}`

export const mailings: MailingMessages = {
  title: 'Messages',
  sentence: (open) =>
    open === 0
      ? 'Nothing is being sent'
      : `*${open}* ${english(open, { one: 'mailing is not finished', other: 'mailings are not finished' })}`,
  note: (from, to, perWeekMax, workingDaysOnly) =>
    `A message goes only to those who consented, ${workingDaysOnly ? 'on working days' : 'every day'} from ${from} to ${to}, at most ${perWeekMax} a week to one person. Consents decide who gets it: no list can be loaded. Each person is decided on at the moment of sending.`,
  none: {
    heading: 'No mailing yet',
    why: 'Write the first one below: it leaves when somebody else has approved it.',
  },
  state: {
    written: 'waits for approval',
    approved: 'being sent',
    waiting: 'waits for permitted hours',
    done: 'finished',
    stopped: 'stopped',
  },
  kind: { informational: 'information', own_offers: 'own offer', advertising: 'advertising' },
  rule: {
    informational: 'no advertising, no other organisations',
    own_offers: 'to clients only, no other organisations',
    advertising: 'marked “Advertising”',
  },
  channel: { sms: 'SMS', email: 'e-mail' },
  people,
  wouldReach: 'Consented now',
  reached: 'Consents when approved',
  writtenBy: 'Written by',
  approvedBy: 'Approved by',
  opensAt: 'Sending begins',
  result: 'Result',
  message: {
    waiting: 'in line',
    sending: 'on its way',
    sent: 'sent',
    unknown: 'not known whether it arrived; not repeated',
    failed: 'not sent',
    skipped: 'not sent',
  },
  skipped: {
    consent_withdrawn: 'consent withdrawn',
    consent_expired: 'consent expired',
    no_consent: 'no consent',
    subject_blocked: 'data blocked',
    subject_restricted: 'processing restricted',
    subject_destroyed: 'data destroyed',
    purpose_mismatch: 'not a client',
    purpose_suspended: 'processing for this purpose is suspended',
    too_often: 'weekly limit reached',
    no_address: 'no number or address',
    suppressed: 'this number or address has refused',
    other: 'the rules did not permit it',
  },
  text: 'Text',
  fingerprint: 'Fingerprint of the text (SHA-256)',
  approve: 'Approve and send',
  approveNote: 'Read the text: once approved the message leaves by itself in permitted hours.',
  ownNote: 'What you wrote is approved by somebody else.',
  stop: 'Stop',
  write: {
    heading: 'New mailing',
    note: 'The way to refuse and who writes are added by themselves. Each person gets the language of their consent.',
    purpose: 'About what',
    channel: 'How',
    choose: 'Choose',
    subject: 'Subject of the letter',
    text: 'Text',
    hint: (sms, email) =>
      `At most ${sms} characters for SMS, ${email} for a letter. Only a letter needs a subject.`,
    submit: 'Hand in for approval',
    fault: {
      purpose: 'Choose what the message is about',
      channel: 'Choose a channel that this purpose has',
      length: 'Write the text (for a letter the subject, too) within the limit',
      third_party: (found) => `Nothing about other organisations here: “${found}”`,
      foreign_link: (found) => `No link to somebody else’s site here: “${found}”`,
      advertising: (found) => `This is a word of advertising: “${found}”. Information has none`,
      same_text: 'The text is that of another language: write it in this one',
    },
  },
  mark: 'Advertising',
  refuse: (url) => `Refuse: ${url}`,
  unsubscribe: {
    title: 'No more messages',
    question: (purpose, channel) => `No longer receive “${purpose}” (${channel})?`,
    note: 'No login, one press is enough. Your consent to these messages is withdrawn at once; your application is not affected.',
    submit: 'Stop sending these',
    done: 'You have refused',
    doneText: (purpose, channel) =>
      `“${purpose}” (${channel}) will not be sent any more. Should you want it again, give consent in your account.`,
    unknown: 'This link does not work',
    unknownText:
      'It may not have been copied whole. You can withdraw every consent in your account.',
    cabinet: 'Open the account',
  },
  own: {
    menu: 'Messages',
    sentence: (count) =>
      count === 0
        ? 'No message was sent to you'
        : `*${count}* ${english(count, { one: 'message was', other: 'messages were' })} sent to you`,
    none: {
      heading: 'No messages',
      why: 'Information and advertising sent under your consent stand here.',
    },
    at: 'When',
    what: 'Message',
    consent: 'Basis',
    receipt: 'Receipt of the consent',
  },
}
