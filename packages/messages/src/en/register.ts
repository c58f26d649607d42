import type { RegisterMessages } from '../shape/register.ts'

export const register: RegisterMessages = {
  title: 'Register of actions',
  sentence: (entries) => `The register holds *${entries}* actions`,
  note: 'No value stands here: who did what, for which purpose, for whom, under which clause. A search is an action and is recorded; a search for one person is seen by that person.',
  person: 'Number of the person’s application',
  personHint:
    'Eight characters, as in the list of applications. There is no search by name or phone.',
  personUnknown:
    'There is no such application, or the person’s data were destroyed. Their actions stay in the ledger and lead to nobody any more.',
  staff: 'Member of staff',
  recipient: 'Recipient',
  purpose: 'Purpose',
  operation: 'Operation',
  answer: 'Answer',
  refused: 'Refused',
  from: 'From day',
  to: 'To day',
  dateWrong: 'Enter a date',
  faults: 'Correct the question',
  any: 'Any',
  show: 'Show',
  clear: 'Show all',
  none: 'There are no such actions.',
  noneSoFar: 'None found so far. Older ones were not looked at yet.',
  older: 'Older',
  newest: 'Newest',
  pages: 'Pages of the register',
}
