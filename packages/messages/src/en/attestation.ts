import type { AttestationMessages } from '../shape/attestation.ts'

export const attestation: AttestationMessages = {
  heading: 'Attestation of use for the purpose',
  note: (days) =>
    `Every ${days} days the recipient states in writing that it uses the data only for the purposes of the agreement.`,
  none: 'Nothing has been attested yet.',
  due: 'Next attestation',
  overdue: 'overdue',
  overdueOf: (count) => `attestations overdue: *${count}*`,
  said: { conforms: 'conforms to the purposes', deviates: 'deviates from the purposes' },
  deviates:
    'The recipient stated that it deviates from the purposes. Transfers can be resumed only after a new attestation that this has ended.',
  form: {
    heading: 'Enter an attestation',
    document: 'Number of the document',
    documentNote: 'Number of the letter that the recipient signed; up to 80 characters.',
    signedOn: 'Signed on',
    said: 'What the recipient states',
    choose: 'Choose',
    words: 'Explanation',
    wordsNote:
      'Required for a deviation. Write about the organisation, without data of applicants.',
    consequence: 'Entering a deviation stops transfers in the same moment.',
    enter: 'Enter',
    enterNamed: (name) => `Enter an attestation: ${name}`,
  },
  fault: {
    document: 'Give the number of the document: letters, digits and the signs № # / . , -',
    signedOn:
      'Give the day of signing: not after today and not before the attestation before this one.',
    said: 'Choose what the recipient states.',
    words: 'Explain the deviation: 3 to 500 characters.',
  },
}
