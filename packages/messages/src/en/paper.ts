import type { PaperMessages } from '../shape/paper.ts'

export const paper: PaperMessages = {
  link: 'Record what was done on paper',
  title: (number) => `Application ${number}: done on paper`,
  note: (days) =>
    `What is done on paper is processing, too: the same rules permit it, and the applicant sees it in the cabinet. Only the last ${days} days can be entered. A transfer to a recipient is not entered here.`,
  operation: 'What was done',
  purpose: 'For which purpose',
  choose: 'Choose',
  day: 'On which day',
  document: 'Number of the paper document',
  documentNote: 'Its number in the file alone. No name, IIN, phone or number of an identity card.',
  fields: 'About which data',
  fieldsNote: 'Tick nothing where the document holds no data itself.',
  record: 'Record',
  back: 'Back to the application',
  nothing: 'Your role is granted nothing that is done on paper.',
  refused: 'Is this permitted?',
  way: 'What can be done',
  onRecord: 'What you asked stands in the ledger with its day and document.',
  fault: {
    operation: 'Choose what was done from the list.',
    purpose: 'Choose the purpose.',
    fields: 'Tick the data in the list.',
    day: 'Choose the day.',
    future: 'This day has not come yet.',
    tooOld: 'This day is too long ago.',
    document: 'A number alone: letters, digits and the signs № / . , - up to 40 characters.',
    special: 'A word here speaks of a special category of data. Write the number alone.',
    identifier: 'This looks like the number of a person. Write the number in the file.',
  },
}
