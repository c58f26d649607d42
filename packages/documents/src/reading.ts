/**
 * What does the policy say of a field or a purpose, as the documents need it?
 *
 * The same questions are asked by several documents, so they are answered in one place: which fields a purpose
 * uses, how long an item may be kept, what is asked by which form, what a lender may be sent at most.
 * Decides nothing about a person: consents and the moment do (`@kelisim/rules`).
 *
 * Law: 94-V art. 7(6), 10(3), 12(2). Requirements.
 */
import {
  type ConsentText,
  consentTexts,
  type Field,
  type Form,
  type Policy,
  type Purpose,
  type Recipient,
  transferFields,
} from '@kelisim/policy'
import { mayBeAsked } from '@kelisim/policy'
import type { Language, Operation } from '@kelisim/terms'

const compiled = new WeakMap<Policy, Map<Language, readonly ConsentText[]>>()

/** Compiled once for a policy: several documents ask for them. */
export function textsOf(policy: Policy, language: Language): readonly ConsentText[] {
  const known = compiled.get(policy) ?? new Map<Language, readonly ConsentText[]>()
  const texts = known.get(language) ?? consentTexts(policy, language)
  compiled.set(policy, known.set(language, texts))
  return texts
}

/** Titles in the order of the policy. */
export function titlesOf(
  from: readonly { readonly id: string; readonly title: Readonly<Record<Language, string>> }[],
  ids: readonly string[],
  language: Language,
): string {
  const wanted = new Set(ids)
  return from
    .filter(({ id }) => wanted.has(id))
    .map(({ title }) => title[language])
    .join(', ')
}

/** In use at all: not off, and special only under an exception that the policy states (R-19d). */
export function isCollected(policy: Policy, field: Field): boolean {
  return mayBeAsked(policy, field)
}

export function fieldsOfPurpose(policy: Policy, purpose: Purpose): readonly Field[] {
  return policy.fields.filter(
    (field) => isCollected(policy, field) && field.purposes.includes(purpose.id),
  )
}

/** Purposes that keep the field; one that reads what others keep is no reason to keep it. */
export function keepers(policy: Policy, field: Field): readonly Purpose[] {
  if (!isCollected(policy, field)) return []
  return policy.purposes.filter(
    (purpose) => purpose.everyStoredField !== true && field.purposes.includes(purpose.id),
  )
}

export function longestDays(policy: Policy, field: Field): number {
  return Math.max(0, ...keepers(policy, field).map(({ retentionDays }) => retentionDays))
}

/** Operations that somebody is granted for the purpose, in the order of the policy. */
export function operationsOf(policy: Policy, purpose: Purpose): readonly Operation[] {
  const granted = new Set(
    policy.roles.flatMap(({ grants }) =>
      grants.filter((grant) => grant.purpose === purpose.id).flatMap((grant) => grant.operations),
    ),
  )
  return policy.operations.filter(({ id }) => granted.has(id)).map(({ id }) => id)
}

/** Recipients whose agreement covers the purpose and some field of it. */
export function recipientsOf(policy: Policy, purpose: Purpose): readonly Recipient[] {
  return policy.recipients.filter(
    (recipient) => sentFields(policy, recipient, purpose.id).length > 0,
  )
}

/**
 * The most that one recipient may be sent for a purpose: consent ∩ agreement ∩ purpose, when the person gives
 * every consent that is asked. Never more than `disclosableFields` of the rules lets out (I9).
 */
export function sentFields(
  policy: Policy,
  recipient: Recipient,
  purpose: string,
): readonly string[] {
  const { agreement } = recipient
  const found = policy.purposes.find(({ id }) => id === purpose)
  if (agreement?.storageCountry !== 'KZ' || found === undefined || found.depersonalisedOnly) {
    return []
  }
  const provided = policy.controls.some(
    (control) =>
      control.kind === 'recipient' &&
      control.purpose === purpose &&
      control.operations.includes('provide'),
  )
  if (!provided || !agreement.operations.includes('provide')) return []
  const given = processedFields(policy, purpose)
  return transferFields(policy, recipient, purpose).filter(
    (id) => given === undefined || given.has(id),
  )
}

/** Fields of the processing consents to a purpose; undefined when none is asked for it. */
function processedFields(policy: Policy, purpose: string): ReadonlySet<string> | undefined {
  const controls = policy.controls.filter(
    (control) => control.kind === 'processing' && control.purpose === purpose,
  )
  if (controls.length === 0) return undefined
  const every = policy.fields.filter((field) => isCollected(policy, field)).map(({ id }) => id)
  return new Set(
    controls.flatMap((control) => (control.kind === 'processing' && control.fields) || every),
  )
}

/** A consent can be given for it at some form. */
export function isAsked(policy: Policy, purpose: Purpose): boolean {
  return policy.controls.some((control) => control.purpose === purpose.id)
}

/** Without `forms.yaml`: one form that shows every control. */
export function formsOf(policy: Policy): readonly Form[] {
  if (policy.forms !== undefined) return policy.forms
  const title = { kk: 'Өтінім', ru: 'Заявка', en: 'Application' }
  const controls = policy.controls.map(controlName)
  return [{ id: 'application', path: '', title, controls, fields: [] }]
}

export function controlName(control: Policy['controls'][number]): string {
  if (control.kind === 'processing') return control.purpose
  if (control.kind === 'recipient') return `recipient:${control.purpose}`
  return `${control.purpose}:${control.channel}`
}

/** What a form asks: the fields of its ticks for processing and messages, and those an article orders. */
export function askedBy(policy: Policy, form: Form): readonly Field[] {
  const texts = textsOf(policy, 'en').filter(
    (text) => text.recipient === undefined && form.controls.includes(text.control),
  )
  const ids = new Set([...texts.flatMap((text) => text.fields), ...form.fields])
  return policy.fields.filter(({ id }) => ids.has(id))
}
