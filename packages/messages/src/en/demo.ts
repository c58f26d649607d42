import type { DemoMessages } from '../shape/demo.ts'

export const demo: DemoMessages = {
  title: 'DEMO: addresses and logins',
  lead: 'This page exists only in DEMO mode. Its people, organisations and numbers are invented.',
  doors: 'Doors',
  desk: 'Operator’s desk',
  reference: 'API reference',
  lenderNote: 'invented organisation',
  logins: 'Accounts',
  who: 'Who',
  login: 'Login',
  password: 'Password',
  oneTimeCode: 'One-time code',
  oneTimeCodeText: 'The code changes every 30 seconds; reload the page for a new one.',
  people: 'Invented people',
  phone: 'Phone',
  note: 'Their state',
  applied: 'has an application; signs in with the code from the message',
  outbox: 'Outgoing messages',
  outboxLead:
    'In DEMO mode no SMS or letter goes anywhere: all of them lie here, the latest first.',
  outboxEmpty: 'No messages yet',
  outboxEmptyText: 'Write a phone number in an application and its code appears here.',
  sent: 'Time',
  to: 'To',
  text: 'Text',
  kind: { sms: 'SMS', email: 'Letter' },
}
