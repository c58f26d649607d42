/**
 * Do the register, the forms and the mapping name only what the policy has, and everything they must?
 *
 * Each annex is optional as a whole; one that is there is complete. What the register must say of each purpose is
 * judged in `activities.ts`, the mapping to a public vocabulary in `vocabulary.ts`.
 *
 * Law: 94-V art. 22(1), 25(2)(2), 25(2)(6). Requirements, L-16.
 */
import type { Form } from '../annex-model.ts'
import { checkDepersonalisation } from '../depersonalisation.ts'
import { error, type Params } from '../fault.ts'
import { checkMessaging } from '../messaging.ts'
import type { Finding, Policy } from '../model.ts'
import { checkNames } from '../names.ts'
import { controlName } from '../parse.ts'
import type { Places } from '../read.ts'

const CLAUSE = '1.3'

export function checkAnnexes(policy: Policy, places: Places): readonly Finding[] {
  return [
    ...register(policy, places),
    ...forms(policy, places),
    ...checkNames(policy, places),
    ...checkDepersonalisation(policy, places),
    ...checkMessaging(policy, places),
  ]
}

function register(policy: Policy, places: Places): readonly Finding[] {
  const { register: kept } = policy
  if (kept === undefined) return []
  const purposes = policy.purposes.map(({ id }) => id)
  const categories = policy.subjectCategories.map(({ id }) => id)
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses.map(({ id }) => id))
  const unknown = kept.processing.flatMap(({ purpose, subjects }) => {
    const where = places.of('processing', purpose)
    return [
      ...strangers('purpose', [purpose], purposes, where),
      ...strangers('category', subjects, categories, where),
    ]
  })
  const measures = places.in('register.yaml', 'measures')
  return [...unknown, ...strangers('clause', kept.measures, clauses, measures)]
}

function strangers(
  kind: string,
  named: readonly string[],
  known: readonly string[],
  where: string,
): readonly Finding[] {
  return named
    .filter((id) => !known.includes(id))
    .map((id) => error('register_unknown', where, CLAUSE, { kind, id }))
}

function forms(policy: Policy, places: Places): readonly Finding[] {
  const { forms: asked } = policy
  if (asked === undefined) return []
  const shown = new Set(asked.flatMap(({ controls }) => controls))
  const hidden = policy.controls
    .map(controlName)
    .filter((name) => !shown.has(name))
    .map((name) =>
      error('form_without_control', places.of('control', name), '6.1', { control: name }),
    )
  return [...asked.flatMap((form) => formFaults(policy, form, places)), ...hidden]
}

function formFaults(policy: Policy, form: Form, places: Places): readonly Finding[] {
  const at = places.of('form', form.id)
  const fault = (code: string, params: Params = {}) =>
    error(code, at, '6.1', { form: form.id, ...params })
  const controls = new Set(policy.controls.map(controlName))
  const found = form.controls
    .filter((name) => !controls.has(name))
    .map((name) => fault('form_unknown', { control: name }))
  if (form.controls.length === 0 && form.fields.length === 0) {
    found.push(fault('form_blank'))
  }
  if (form.fields.length === 0) return found
  const purpose = policy.purposes.find(({ id }) => id === form.purpose)
  if (purpose?.ground !== 'statute') return [...found, fault('form_without_ground')]
  const outside = form.fields.filter((id) => {
    const field = policy.fields.find((known) => known.id === id)
    return field === undefined || field.default === 'off' || !field.purposes.includes(purpose.id)
  })
  return [
    ...found,
    ...outside.map((field) => fault('form_field_outside', { field, purpose: purpose.id })),
  ]
}
