import type { ControlsMessages } from '../shape/controls.ts'

export const controls: ControlsMessages = {
  heading: 'Controls by the standards',
  note: 'Each control is mapped to Annex A of ISO/IEC 27001:2022 and of ISO/IEC 27701:2019; an edition of ST RK ISO/IEC that adopts them has the same numbers. Each is reviewed at least once in twelve months; a late review is a finding.',
  sentence: (findings, all) =>
    findings === 0
      ? `All *${all}* controls were reviewed in time`
      : `*${all}* controls, *${findings}* with findings`,
  control: 'Control',
  controls: {
    access: 'Access control',
    sign_in: 'Signing in of staff',
    confidentiality: 'Confidentiality and training of staff',
    consent: 'Consent and its withdrawal',
    rights: 'Rights of the subject',
    minimum: 'Necessary data alone',
    recipients: 'Transfers to recipients',
    encryption: 'Encryption and keys',
    ledger: 'Ledger of actions',
    watch: 'Watch',
    incidents: 'Incidents',
    backups: 'Backups',
    media: 'Machine media',
    terms: 'Terms of keeping and destruction',
    masking: 'Masking of data',
    changes: 'Changes of the program',
    place: 'Storage in Kazakhstan',
    audit: 'Internal audit',
  },
  standards: 'Place in the standard',
  clause: 'Clause',
  last: 'Last review',
  state: 'State',
  states: {
    reviewed: 'reviewed',
    never: 'never reviewed',
    overdue: 'review overdue',
    gap: 'has a gap',
  },
  outcomes: { stands: 'stands', improved: 'improved', gap: 'has a gap' },
  earlier: (count) => `Earlier reviews: ${count}`,
  form: {
    heading: 'Enter a review',
    control: 'Which control',
    outcome: 'Outcome',
    choose: 'Choose',
    words: 'What was improved or is missing',
    wordsNote: 'May stay empty where the control simply stands.',
    enter: 'Enter',
  },
  fault: {
    control: 'Choose the control.',
    outcome: 'Choose the outcome of the review.',
    words: 'Write what was improved or is missing: 3 to 500 characters.',
  },
}
