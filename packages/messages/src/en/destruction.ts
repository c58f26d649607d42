import type { DestructionMessages } from '../shape/destruction.ts'
import { counted } from './counted.ts'

const people = counted('person', 'people')
const boxes = counted('group of values', 'groups of values')

export const destruction: DestructionMessages = {
  act: {
    title: (number) => `Act of destruction No.\u00a0${number}`,
    certificate: 'Certificate of destruction',
    made: 'Destroyed',
    ground: 'Ground',
    grounds: {
      request: 'demand of the person',
      term: 'the term of keeping is over',
      hold_ended: 'the hold that put destruction off is over',
    },
    by: 'Destroyed by',
    byWhom: {
      applicant: 'the program, on the person’s demand',
      officer: 'the person responsible for personal data',
      system: 'the program, by the policy',
    },
    persons: 'People',
    boxes: 'Groups of values',
    records: 'Records',
    number: 'Number',
    open: 'the act is being made',
    fields: 'What was destroyed (fields, without values)',
    category: 'Group',
    field: 'Field',
    method: 'Method',
    methodWhole:
      'The person’s own key was destroyed, and with it every value sealed under it; sealed values, indexes, applications and consents were removed. The content cannot be restored.',
    methodPart:
      'The values were removed and what stays was sealed anew. The person’s key lives on for the values that still have a purpose.',
    horizon: 'When the last copy is dead',
    medium: 'Medium',
    until: 'Until',
    live: 'Live database',
    log: 'Log and freed pages of the database: the key that wraps the keys is changed daily',
    backups: (names) => `Backups: ${names}`,
    noMedia: 'no medium is on the account',
    atOnce: 'at once',
    partNote:
      'A value removed from data that live on is dead in backups when the person’s key is destroyed; the day stands for the terms as they are now.',
    entry: 'Entry of the ledger',
    entryWaits: 'gets its place within a second',
    check: 'Anyone can check the proof on the page',
    pdf: 'Download the certificate (PDF)',
    proof: 'Download the proof (JSON)',
  },
  hold: {
    title: 'Holds',
    sentence: (count) =>
      count === 0 ? 'No hold stands' : `*${count}* ${count === 1 ? 'hold stands' : 'holds stand'}`,
    note: 'A hold puts destruction off and lets nobody process longer. Data that fall due meanwhile are restricted: only what a law orders may read them.',
    none: {
      heading: 'There has been no hold',
      why: 'When a court, a state body or a dispute needs data kept, set a hold above: it takes a ground, a document and the day on which it ends.',
    },
    ground: 'Ground',
    kind: {
      court: 'court act',
      authorised_body: 'demand of a state body',
      dispute: 'dispute over a right',
      contract: 'a contract that the person has a part in',
      aml: 'financial monitoring (the person is not told)',
    },
    document: 'Document',
    documentNote: 'Number and date only, for example № 4821-26/3, 20.11.2026.',
    whose: 'Application',
    who: 'Whose data',
    whoNote: 'IIN, phone, or number of an application. The IIN and the phone are not kept here.',
    until: 'Ends',
    untilNote:
      'A hold always ends by itself: within a year, by a state body within 180 days, by financial monitoring within five years.',
    review: 'Look at it again',
    reviewNote: 'Not later than the end.',
    choose: 'Choose',
    set: 'Set the hold',
    setHeading: 'Put a destruction off',
    lift: 'Lift',
    liftOf: (document) => `Lift the hold by ${document}`,
    state: 'State',
    states: { standing: 'stands', review: 'to be looked at', ended: 'over', lifted: 'lifted' },
    waits: 'destruction waits',
    fault: {
      who: 'Nobody is known by this.',
      kind: 'Choose the ground.',
      document: 'Number and date: letters, digits and the signs № / . , - only.',
      until: 'Choose a day after today.',
      tooLong: 'This ground does not last that long.',
      review: 'Choose a day after today and not later than the end.',
    },
  },
  retention: {
    title: 'Terms of keeping',
    sentence: (overdue) => (overdue === 0 ? 'Nothing is overdue' : `Overdue: *${boxes(overdue)}*`),
    late: (overdue) =>
      `${boxes(overdue)} should have been destroyed already. Look at the log of the program.`,
    waiting: (held, blocked) =>
      [
        held === 0 ? 'Holds keep nothing' : `Holds keep ${boxes(held)}`,
        blocked === 0
          ? 'nothing waits for a block to be lifted.'
          : `waiting for a block to be lifted: ${boxes(blocked)}.`,
      ].join(', '),
    calendar: 'What falls due',
    calendarNote: (days) =>
      `The next ${days} days, by purpose: for how many people a consent that keeps data ends.`,
    nothing: 'Nothing falls due in this time.',
    persons: people,
    day: 'Day',
    purpose: 'Purpose',
    ending: 'Consent ends',
    look: 'The program looks at the terms',
    acts: 'Register of acts of destruction',
    find: 'Number or date',
    findNote: 'For example 2026/3 or 2026-11-22.',
    findButton: 'Find',
    noActs: {
      heading: 'There is no act yet',
      why: 'An act is made by itself when data are destroyed: on a person’s demand or at the end of a term.',
    },
    notFound: {
      heading: 'There is no such act',
      why: 'Check the number or the date. An empty field shows the latest acts.',
    },
    unstated: (year) =>
      `The days off of ${year} are not in the policy yet: until they are, terms that reach into it are counted without holidays and so end earlier.`,
    figures: 'Depersonalised figures',
    figuresNote: (least) =>
      `People who consented to statistics, counted shortly before their data ended. Each figure is of ${least} people or more who are alike in everything it says; nobody can tell who they were.`,
    noFigures: {
      heading: 'Nobody has been counted yet',
      why: 'Whoever consented to statistics is counted shortly before their data end, and only together with people alike.',
    },
    alike: 'Alike in',
    people: 'People',
    ages: (from, to) => `aged ${from}–${to}`,
    notTold: 'not told',
    strip: (purpose, persons) => `${purpose}: ${persons}`,
  },
}
