/**
 * The refusals of I8 and I9, one row each: what is asked, of whom, and the one answer to it.
 *
 * `look` is asked at the desk (API, page) and at the terminal; `receive` of the card's verdict about a
 * recipient (API, page) and at the terminal; `enter` by an application (API, the steps of the form);
 * `question` at the terminal alone, or instead of what the row's other part would ask there.
 */
import type { Question } from '@kelisim/rules'
import type { Code } from '@kelisim/terms'
import type { Submission } from '@kelisim/work'
import type { Applying } from './world.ts'

/** What is true of the person who is asked about, in the order in which the clock moves. */
export type Scene =
  | 'living'
  | 'withdrawn'
  | 'recipient withdrawn'
  | 'blocked'
  | 'restricted'
  | 'destroyed'
  | 'suspended'
  | 'expired'
  | 'agreement over'

export interface Look {
  readonly role: 'clerk' | 'officer' | 'auditor' | 'ghost'
  readonly field: string
  readonly purpose: string
}

export interface Enter {
  readonly applying?: Applying
  readonly change?: (submission: Submission) => Partial<Submission>
  /** Steps of the form at which the page must give the answer. */
  readonly steps: readonly ('about' | 'consents' | 'check')[]
}

export interface Case {
  readonly name: string
  readonly scene?: Scene
  readonly code: Code
  /** Empty where the policy names none. */
  readonly clause: string
  readonly look?: Look
  readonly receive?: string
  readonly enter?: Enter
  readonly question?: Partial<Question> & { readonly absent?: string }
  /** The terminal is told facts; here it is not asked. */
  readonly unaskedAtTerminal?: true
}

/** What somebody might paste where a name is asked for. */
export const A_NUMBER = '960517300123'

const CONTRACT = '2.1(1)'
const CLERK = '7.3(8)'
const LIST_OF_DATA = '5.1'
const CONSENTS = '6.1'
const TRANSFERS = '6.2'

/** Rules of values see a text; the terminal is asked of names only. */
function text(name: string, employer: string): Case {
  return {
    name: `special category in a free text, ${name}`,
    code: 'special_category',
    clause: CONTRACT,
    enter: { applying: { values: { employer } }, steps: ['about', 'check'] },
  }
}

const clerk = (field: string, purpose = 'contract'): Look => ({ role: 'clerk', field, purpose })
const typed = (values: Readonly<Record<string, string>>, birthDate = '1990-05-17'): Enter => ({
  applying: { values, birthDate },
  steps: ['about', 'check'],
})
const collecting = (field: string): Partial<Question> => ({
  role: 'applicant',
  operation: 'collect',
  purpose: 'contract',
  fields: [field],
})
const providing: Partial<Question> = {
  role: 'system',
  operation: 'provide',
  purpose: 'contract',
  fields: ['phone'],
}

/** I8: silence forbids. */
const UNKNOWN: readonly Case[] = [
  {
    name: 'unknown purpose',
    code: 'unknown_purpose',
    clause: '',
    look: clerk('phone', 'gambling'),
  },
  {
    name: 'unknown purpose as a consent',
    code: 'unknown_purpose',
    clause: '',
    enter: {
      change: ({ ticked }) => ({
        ticked: [...ticked, { control: 'gambling', textSha256: '0'.repeat(64) }],
      }),
      steps: ['check'],
    },
    question: { ...collecting('phone'), purpose: 'gambling' },
  },
  {
    name: 'unknown field',
    code: 'unknown_field',
    clause: CONTRACT,
    look: clerk('blood_type'),
  },
  {
    name: 'unknown field in an application',
    code: 'unknown_field',
    clause: CONTRACT,
    enter: typed({ blood_type: 'екінші оң топ' }),
    question: collecting('blood_type'),
  },
  {
    name: 'somebody’s number as a field, told to nobody and not recorded (I11)',
    code: 'invalid_input',
    clause: '',
    look: clerk(A_NUMBER),
    unaskedAtTerminal: true,
  },
  {
    name: 'somebody’s number as a field, at the terminal',
    code: 'unknown_field',
    clause: CONTRACT,
    question: collecting(A_NUMBER),
  },
  {
    name: 'unknown role',
    code: 'unknown_role',
    clause: '',
    look: { role: 'ghost', field: 'phone', purpose: 'contract' },
  },
  {
    name: 'unknown recipient',
    code: 'unknown_recipient',
    clause: CONTRACT,
    enter: { applying: { recipients: ['nobody'] }, steps: ['check'] },
    question: { ...providing, recipient: 'nobody' },
  },
  {
    name: 'unknown operation',
    code: 'unknown_operation',
    clause: '',
    question: { ...collecting('phone'), operation: 'sell' },
  },
  {
    name: 'unknown version of the policy',
    code: 'unknown_policy_version',
    clause: '',
    question: { ...collecting('phone'), policy: 'f'.repeat(64) },
  },
  ...['state', 'subjectCategories', 'consents', 'suspendedRecipients', 'obligations'].map(
    (absent): Case => ({
      name: `fact missing: ${absent}`,
      code: 'fact_missing',
      clause: CONTRACT,
      question: { ...collecting('phone'), absent },
    }),
  ),
  {
    name: 'fact missing: the recipient of a transfer',
    code: 'fact_missing',
    clause: CONTRACT,
    question: providing,
  },
]

/** What the policy's list of data and the law on what may be taken in forbid. */
const TAKEN_IN: readonly Case[] = [
  { name: 'field off', code: 'field_off', clause: CONTRACT, look: clerk('birth_place') },
  {
    name: 'field off in an application',
    code: 'field_off',
    clause: CONTRACT,
    enter: typed({ birth_place: 'Қарағанды қаласы' }),
    question: collecting('birth_place'),
  },
  {
    name: 'special category as a field',
    code: 'special_category',
    clause: CONTRACT,
    look: clerk('disability'),
  },
  {
    name: 'special category as a field in an application',
    code: 'special_category',
    clause: CONTRACT,
    enter: typed({ disability: 'екінші топ' }),
    question: collecting('disability'),
  },
  text('kk', 'саяси партияның төрағасымын'),
  text('ru', 'инвалид второй группы, не работаю'),
  text('en', 'a retired muslim cleric'),
  {
    name: 'under 18',
    code: 'under_age',
    clause: LIST_OF_DATA,
    enter: typed({}, '2010-03-04'),
  },
  {
    name: 'IIN and birth date differ',
    code: 'identity_conflict',
    clause: LIST_OF_DATA,
    enter: typed({ birth_date: '1991-06-18' }),
  },
]

/** Role, purpose and operation. */
const GRANTED: readonly Case[] = [
  { name: 'field not for the role', code: 'field_not_for_role', clause: CLERK, look: clerk('iin') },
  {
    name: 'field not for the purpose',
    code: 'field_not_for_purpose',
    clause: CONTRACT,
    look: clerk('interests'),
  },
  {
    name: 'purpose not of the clerk',
    code: 'operation_not_permitted',
    clause: CLERK,
    look: clerk('phone', 'direct_marketing'),
  },
  {
    name: 'purpose not of the officer',
    code: 'operation_not_permitted',
    clause: '4.2.2',
    look: { role: 'officer', field: 'phone', purpose: 'contract' },
  },
  {
    name: 'a role that sees no values',
    code: 'operation_not_permitted',
    clause: '7.2',
    look: { role: 'auditor', field: 'phone', purpose: 'contract' },
  },
  {
    name: 'raw data for statistics',
    code: 'statistics_raw',
    clause: '2.1(4)',
    look: clerk('income', 'statistics'),
  },
  {
    name: 'data given for something else',
    code: 'purpose_mismatch',
    clause: '2.1(4)',
    question: { role: 'system', operation: 'use', purpose: 'statistics', fields: ['income'] },
  },
  {
    name: 'distribution',
    code: 'distribution_forbidden',
    clause: CONTRACT,
    question: { ...providing, operation: 'distribute' },
  },
]

/** The person's word: consent, its text, its recipients. */
const CONSENTED: readonly Case[] = [
  {
    name: 'no consent',
    code: 'no_consent',
    clause: CONTRACT,
    enter: { applying: { values: { registration_address: 'KZ-75' } }, steps: ['check'] },
    question: collecting('registration_address'),
  },
  {
    name: 'text of a consent changed',
    code: 'consent_text_changed',
    clause: CONSENTS,
    enter: {
      change: ({ ticked }) => ({
        ticked: ticked.map((tick) => ({ ...tick, textSha256: 'a'.repeat(64) })),
      }),
      steps: ['consents', 'check'],
    },
  },
  {
    name: 'required consent missing',
    code: 'consent_required',
    clause: CONSENTS,
    enter: { applying: { controls: ['recipient:samal'] }, steps: ['consents', 'check'] },
  },
  {
    name: 'recipient not named in an application',
    code: 'recipient_not_consented',
    clause: CONTRACT,
    enter: {
      applying: { recipients: ['samal', 'ules'], controls: ['contract', 'recipient:samal'] },
      steps: ['check'],
    },
    question: { ...providing, recipient: 'ules' },
  },
  {
    name: 'nobody to send to',
    code: 'recipient_not_consented',
    clause: CONTRACT,
    enter: { applying: { recipients: [] }, steps: ['consents', 'check'] },
    question: { ...providing, recipient: 'ules' },
  },
  {
    name: 'too many recipients',
    code: 'too_many_recipients',
    clause: TRANSFERS,
    enter: {
      applying: { recipients: ['samal', 'ules', 'qarlygash', 'samal'] },
      steps: ['check'],
    },
  },
  {
    name: 'recipient named twice',
    code: 'invalid_input',
    clause: '',
    enter: { applying: { recipients: ['samal', 'samal'] }, steps: ['check'] },
  },
  {
    name: 'recipient not named',
    code: 'recipient_not_consented',
    clause: CONTRACT,
    receive: 'qarlygash',
  },
  {
    name: 'field outside the agreement',
    code: 'field_outside_agreement',
    clause: CONTRACT,
    question: { ...providing, fields: ['phone', 'email'], recipient: 'samal' },
  },
  ...(['withdrawn', 'expired'] as const).flatMap((scene): Case[] => {
    const answer = { scene, code: `consent_${scene}`, clause: CONTRACT } as const
    return [
      { ...answer, name: `consent ${scene}, at the desk`, look: clerk('phone') },
      { ...answer, name: `consent ${scene}, for a recipient`, receive: 'samal' },
    ]
  }),
  {
    name: 'consent withdrawn from the recipient alone',
    scene: 'recipient withdrawn',
    code: 'consent_withdrawn',
    clause: CONTRACT,
    receive: 'samal',
  },
]

/** The state of the person, of the recipient and of the agreement. */
const STANDING: readonly Case[] = [
  ...(['blocked', 'restricted'] as const).flatMap((scene): Case[] => {
    const answer = { scene, code: `subject_${scene}`, clause: CONTRACT } as const
    return [
      { ...answer, name: `subject ${scene}, at the desk`, look: clerk('phone') },
      { ...answer, name: `subject ${scene}, for a recipient`, receive: 'samal' },
    ]
  }),
  {
    // Over HTTP nobody is found any more; that there was somebody is known to the facts alone.
    name: 'subject destroyed, at the desk',
    scene: 'destroyed',
    code: 'not_found',
    clause: '',
    look: clerk('phone'),
    unaskedAtTerminal: true,
  },
  {
    name: 'subject destroyed',
    scene: 'destroyed',
    code: 'subject_destroyed',
    clause: CONTRACT,
    question: { role: 'clerk', operation: 'extract', purpose: 'contract', fields: ['phone'] },
  },
  {
    name: 'recipient suspended',
    scene: 'suspended',
    code: 'recipient_suspended',
    clause: CONTRACT,
    receive: 'samal',
  },
  {
    name: 'agreement expired',
    scene: 'agreement over',
    code: 'agreement_expired',
    clause: CONTRACT,
    receive: 'samal',
  },
]

export const CASES: readonly Case[] = [
  ...UNKNOWN,
  ...TAKEN_IN,
  ...GRANTED,
  ...CONSENTED,
  ...STANDING,
]
