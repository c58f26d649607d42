/**
 * Another program asks, for a member of staff, whether something may be done with a real person's data.
 *
 * The facts are the person's at this moment, the answer is that of the rules, and nothing is opened. A refusal
 * is recorded and shows in the person's own story, as at the desk; what a search tries is not meant to be done and
 * is not. Nobody asks for a role that may more than
 * their own does: what a stronger role could do is not for them to try.
 *
 * Law: 94-V art. 10, 11(2), 22(1)(5). Requirements. Invariants I6, I8, I11.
 */
import { PolicyName, Uuid } from '@kelisim/api'
import type { Policy } from '@kelisim/policy'
import { decide, type Decision, mayNotAskFor, type Question } from '@kelisim/rules'
import { APPLICATION, ask, know, loadOne } from '@kelisim/store'
import { type Refusal, refusal, type SubjectId } from '@kelisim/terms'
import type { Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'

export interface AboutPerson {
  readonly about: 'subject' | 'application'
  readonly id: string
  readonly question: Omit<Question, 'at' | 'policy'>
}

export async function answerAboutPerson(
  means: Means,
  staff: StaffMember,
  asked: AboutPerson,
  why: 'ask' | 'search',
): Promise<Decision> {
  const strange = strangeWord(asked.question)
  if (strange !== undefined) return strange
  const subject = await subjectOf(means, asked)
  if (subject === undefined) return refusal('not_found')
  return await means.store.transaction(async (unit): Promise<Decision> => {
    const known = await know(means.store, unit, subject, 'use')
    if (known === undefined) return refusal('not_found')
    const actor = { role: staff.role, id: staff.id }
    const question = { ...asked.question, at: unit.at, policy: unit.policy.hash }
    const tooMuch = mayNotAskFor(unit.policy, staff.role, question.role)
    if (!tooMuch && why === 'search') return decide(unit.tables, question, known.facts)
    if (!tooMuch) return ask(unit, known, actor, question)
    const refused = exceeds(unit.policy, staff.role)
    if (why === 'ask')
      unit.record({ kind: 'refused', actor, refused: { refusal: refused, question } }, known.key)
    return refused
  })
}

function exceeds(policy: Policy, role: string): Refusal {
  const clause = policy.roles.find(({ id }) => id === role)?.clause ?? ''
  return refusal('operation_not_permitted', clause, 'role')
}

/** What is refused is recorded, so it has to look like names of ours, never like somebody's data (I11). */
function strangeWord(question: AboutPerson['question']): Refusal | undefined {
  const isName = (word: string | undefined) =>
    word === undefined || PolicyName.safeParse(word).success
  if (!isName(question.role)) return refusal('unknown_role')
  if (!isName(question.operation)) return refusal('unknown_operation')
  if (!isName(question.purpose)) return refusal('unknown_purpose')
  if (!question.fields.every(isName)) return refusal('unknown_field')
  if (!isName(question.recipient)) return refusal('unknown_recipient')
  return isName(question.channel) ? undefined : refusal('channel_not_consented')
}

async function subjectOf(means: Means, asked: AboutPerson): Promise<SubjectId | undefined> {
  if (!Uuid.safeParse(asked.id).success) return undefined
  if (asked.about === 'subject') return asked.id as SubjectId
  const where = 'application_id = $1'
  const application = await loadOne(means.store.pool, APPLICATION, where, [asked.id])
  return application?.subject_id as SubjectId | undefined
}
