/**
 * Which of an operator's own purposes, items and clauses are those that the program itself acts by?
 *
 * An operator names things as it likes: what a lead broker calls `contract` is `appointment` at a clinic. The
 * program asks here and never by a name of one operator. A purpose is known by what the policy does with it, an
 * item by its type or by `means`, a clause by the requirement that it answers.
 *
 * The roles `applicant`, `officer`, `system` and `recipient` are the program's own: its actors bear these names in
 * the ledger. Every other role is the operator's. Law: 94-V art. 25(2)(1-1). Requirements.
 */
import type { Field, FieldMeaning, Policy, Purpose } from './model.ts'

const NAMED: ReadonlySet<string> = new Set<FieldMeaning>(['first_name', 'last_name', 'birth_date'])

/** What a person comes for: the purpose whose consent an application cannot do without. */
export function mainPurpose(policy: Pick<Policy, 'controls' | 'purposes'>): Purpose {
  const tick = policy.controls.find((one) => one.kind === 'processing' && one.requiredToApply)
  const found = policy.purposes.find(({ id }) => id === tick?.purpose) ?? policy.purposes[0]
  if (found === undefined) throw new Error('a policy without a purpose')
  return found
}

/** Gives effect to the person's rights: it reaches every field that is stored (94-V art. 24(1)). */
export function rightsPurpose(policy: Pick<Policy, 'purposes'>): Purpose {
  const found = policy.purposes.find(({ everyStoredField }) => everyStoredField === true)
  return found ?? mainPurpose({ controls: [], purposes: policy.purposes })
}

/** Why something is held that no consent covers: an article orders it, and not only for the person's rights. */
export function orderedPurpose(policy: Pick<Policy, 'purposes'>): Purpose | undefined {
  return policy.purposes.find((one) => one.ground === 'statute' && one.everyStoredField !== true)
}

/** The item that stands for a first name, a surname, a birth date: by `means`, or by its own id. */
export function meaningOf(field: Pick<Field, 'id' | 'means'>): FieldMeaning | undefined {
  const word = field.means ?? field.id
  return isMeaning(word) ? word : undefined
}

function isMeaning(word: string): word is FieldMeaning {
  return NAMED.has(word)
}

/** Its id; undefined where the operator keeps no such item. */
export function fieldMeaning(
  policy: Pick<Policy, 'fields'>,
  meaning: FieldMeaning,
): string | undefined {
  return policy.fields.find((field) => field.default !== 'off' && meaningOf(field) === meaning)?.id
}

/** The item that leads to a person: the policy has at most one IIN; the first phone is the one confirmed. */
export function fieldOfType(
  policy: Pick<Policy, 'fields'>,
  type: 'phone' | 'iin',
): Field | undefined {
  return policy.fields.find((field) => field.type === type && field.default !== 'off')
}

/** Whose data come in with an application: the first category that the register names for it. */
export function categoryOfComer(
  policy: Pick<Policy, 'controls' | 'purposes' | 'register' | 'subjectCategories'>,
): string {
  const main = mainPurpose(policy).id
  const kept = policy.register?.processing.find(({ purpose }) => purpose === main)
  return kept?.subjects[0] ?? policy.subjectCategories[0]?.id ?? ''
}

/** To whom a recipient gave or refused what they came for: the category that answers R-22, where the operator has one. */
export function categoryOfDecided(policy: Pick<Policy, 'subjectCategories'>): string | undefined {
  return policy.subjectCategories.find(({ requirement }) => requirement === 'R-22')?.id
}

/** The first clause that answers a requirement (`R-55`); empty where the policy says nothing of it. */
export function clauseFor(policy: Pick<Policy, 'chapters'>, requirement: string): string {
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  return clauses.find(({ requirements }) => requirements.includes(requirement))?.id ?? ''
}

/** The clause of a right of the person (`block`). */
export function clauseOfRight(policy: Pick<Policy, 'rights'>, right: string): string {
  return policy.rights.find(({ id }) => id === right)?.clause ?? ''
}

/** Does anybody lend here? Offers, rates and their caps are a matter of lenders alone (L-14). */
export function hasLenders(policy: Pick<Policy, 'recipients'>): boolean {
  return policy.recipients.some(({ kind }) => kind === 'mfo')
}
