/**
 * A member of staff records what they did with a person's data on paper: which operation, what for, on which day, by
 * which document.
 *
 * Paper is asked of the rules like everything else: with the role of whoever did it, the operation, the purpose and the
 * fields, as things stand now, and once more as consents stood at the end of that day. A permit is recorded as
 * `paper_recorded` with the person's handle; a refusal with the same day and document, so that what happened all the same
 * does not stay unsaid. Nothing is kept beside the ledger: the entry itself is the register of paper (`medium: paper`).
 *
 * The reference names a document, never a person: a special category or a number that may be somebody's is refused. No
 * copy of the paper is taken (94-V art. 7(10)). What goes to a recipient is not entered here (`PAPER_OPERATIONS`).
 *
 * Law: 94-V art. 1(12), 7(8), 22(1)(5). Requirements. Why so: decision 0129.
 */
import { PolicyName } from '@kelisim/api'
import type { Question } from '@kelisim/rules'
import { APPLICATION, ask, know, loadOne } from '@kelisim/store'
import {
  almatyDate,
  DAY,
  endOfDay,
  isIsoDate,
  later,
  PAPER_OPERATIONS,
  type PaperOperation,
  refusal,
  startOfDay,
  type SubjectId,
} from '@kelisim/terms'
import { type Answer, type Invalid, invalid, type Means } from './means.ts'
import { betrays } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>

/** How long after the day an action on paper may still be entered. */
export const PAPER_DAYS_MAX = 30
export const PAPER_REFERENCE_CHARS_MAX = 40
const FIELDS_MAX = 100
/** Letters, digits and the signs of numbers: no story fits in. */
const REFERENCE = new RegExp(`^[\\p{L}\\d№#/.,\\- ]{1,${PAPER_REFERENCE_CHARS_MAX}}$`, 'u')
/** An IIN has twelve digits, an account more, an identity card nine. */
const LONG_NUMBER = /\d{9,}/
/** A mobile number, however its digits are set apart. */
const PHONE = /(?<!\d)[78]?7\d{9}(?!\d)/

export interface PaperWanted {
  readonly operation: string
  readonly purpose: string
  /** None, or those that the paper is about. */
  readonly fields: readonly string[]
  /** ISO date, Asia/Almaty. */
  readonly day: string
  /** Number of the document, as it stands in the operator's file. */
  readonly document: string
}

interface PaperRead extends PaperWanted {
  readonly operation: PaperOperation
}

export async function recordPaper(
  means: Means,
  staff: Staff,
  applicationId: string,
  wanted: PaperWanted,
): Promise<Answer<object>> {
  const paper = readPaper(means, wanted)
  if ('effect' in paper) return paper
  const application = await paperOf(means, applicationId)
  if (application === undefined) return refusal('not_found')
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const known = await know(means.store, unit, application.subject_id as SubjectId, 'use')
    if (known === undefined) return refusal('not_found')
    const { operation, purpose, fields, day, document } = paper
    const actor = { role: staff.role, id: staff.id }
    const detail = { medium: 'paper', day, document }
    const question = { role: staff.role, operation, purpose, fields, policy: unit.policy.hash }
    const asked = (at: Question['at']) => ask(unit, known, actor, { ...question, at }, detail)
    const permit = asked(unit.at)
    if (permit.effect === 'refuse') return permit
    if (day !== almatyDate(unit.at)) {
      const then = asked(later(endOfDay(day), -1))
      if (then.effect === 'refuse') return then
    }
    unit.record({ kind: 'paper_recorded', actor, permit, detail }, known.key)
    return { effect: 'done' }
  })
}

/** The application that the form is about; no value of the person is looked at for it. */
export async function paperOf(means: Means, applicationId: string) {
  return await loadOne(means.store.pool, APPLICATION, 'application_id = $1', [applicationId])
}

function readPaper(means: Means, wanted: PaperWanted): PaperRead | Invalid {
  const operation = PAPER_OPERATIONS.find((known) => known === wanted.operation)
  if (operation === undefined) return invalid('/operation', 'unknown')
  // What is asked is recorded: only what looks like a name of ours may be (I11).
  if (!PolicyName.safeParse(wanted.purpose).success) return invalid('/purpose', 'format')
  const fields = [...new Set(wanted.fields)]
  const isList = fields.length <= FIELDS_MAX
  if (!isList || fields.some((one) => !PolicyName.safeParse(one).success)) {
    return invalid('/fields', 'format')
  }
  const { purpose, day } = wanted
  const document = wanted.document.normalize('NFC').trim()
  return (
    dayFault(means, day) ??
    referenceFault(means, document) ?? { operation, purpose, fields, day, document }
  )
}

function dayFault(means: Means, day: string): Invalid | undefined {
  if (!isIsoDate(day)) return invalid('/day', 'invalid')
  if (startOfDay(day) > means.now()) return invalid('/day', 'future')
  const oldest = almatyDate(later(means.now(), -PAPER_DAYS_MAX * DAY))
  return day < oldest ? invalid('/day', 'too_old') : undefined
}

function referenceFault(means: Means, document: string): Invalid | undefined {
  if (!REFERENCE.test(document)) return invalid('/document', 'invalid')
  if (betrays(means.policy, document)) return invalid('/document', 'special_category')
  const isPersons = LONG_NUMBER.test(document) || PHONE.test(document.replaceAll(/[ .,-]/g, ''))
  return isPersons ? invalid('/document', 'identifier') : undefined
}

/** What the form offers a role: the purposes and fields that the policy grants it for such an operation. */
export function paperChoices(
  means: Means,
  role: string,
): {
  readonly operations: readonly PaperOperation[]
  readonly purposes: readonly string[]
  readonly fields: readonly string[]
} {
  const { policy } = means
  const grants = policy.roles.find(({ id }) => id === role)?.grants ?? []
  const mine = grants.filter(({ operations }) =>
    PAPER_OPERATIONS.some((one) => operations.includes(one)),
  )
  const isMine = (field: string) =>
    mine.some(({ fields }) => fields.includes('*') || fields.includes(field))
  return {
    operations: PAPER_OPERATIONS.filter((one) =>
      mine.some((grant) => grant.operations.includes(one)),
    ),
    purposes: policy.purposes.flatMap(({ id }) =>
      mine.some((grant) => grant.purpose === id) ? [id] : [],
    ),
    fields: policy.fields.flatMap((field) =>
      field.default !== 'off' && isMine(field.id) ? [field.id] : [],
    ),
  }
}
