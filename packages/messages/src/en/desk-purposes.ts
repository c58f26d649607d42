import type { DeskPurposesMessages } from '../shape/desk-purposes.ts'

export const deskPurposes: DeskPurposesMessages = {
  title: 'Purposes',
  sentence: (all, suspended) =>
    suspended === 0
      ? `*${all}* purposes, processing goes on for all`
      : `*${all}* purposes, processing suspended for *${suspended}*`,
  note: 'A suspension holds from the very next decision, on every server. Each act is recorded in the ledger.',
  open: 'going on',
  suspended: 'suspended',
  clause: 'Clause',
  ground: 'Ground',
  grounds: { consent: 'consent of the subject', statute: 'ordered by law' },
  since: 'Suspended at',
  reason: 'Reason',
  reasonLabel: 'Reason for suspending',
  reasonHint: 'Write about the processing; nothing of a person belongs here.',
  reasonMissing: 'Write a reason of 3 to 500 characters.',
  consequence:
    'Every question of this purpose is refused: nothing new is collected, opened, used or sent. Data stay stored and can be blocked and destroyed; people still see, correct and destroy their data and withdraw consent.',
  consequenceOfRights:
    'Staff open and change nothing for this purpose. What people do themselves goes on: they see, correct, block and destroy their data. So do messages that the program owes them.',
  suspend: 'Suspend processing',
  suspendNamed: (name) => `Suspend processing: ${name}`,
  resumeConsequence:
    'Processing for this purpose is permitted again. What was refused is not done by itself.',
  resume: 'Resume processing',
  resumeNamed: (name) => `Resume processing: ${name}`,
}
