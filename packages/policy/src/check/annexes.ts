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
import { error } from '../fault.ts'
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
      ...strangers('category of subjects', subjects, categories, where),
    ]
  })
  const measures = places.in('register.yaml', 'measures')
  return [...unknown, ...strangers('clause', kept.measures, clauses, measures)]
}

function strangers(
  what: string,
  named: readonly string[],
  known: readonly string[],
  where: string,
): readonly Finding[] {
  return named
    .filter((id) => !known.includes(id))
    .map((id) => error('register_unknown', where, CLAUSE, `There is no ${what} "${id}".`))
}

function forms(policy: Policy, places: Places): readonly Finding[] {
  const { forms: asked } = policy
  if (asked === undefined) return []
  const shown = new Set(asked.flatMap(({ controls }) => controls))
  const hidden = policy.controls
    .map(controlName)
    .filter((name) => !shown.has(name))
    .map((name) => {
      const message = `No form shows the tick "${name}", so nobody can give that consent.`
      return error('form_without_control', places.of('control', name), '6.1', message)
    })
  return [...asked.flatMap((form) => formFaults(policy, form, places)), ...hidden]
}

function formFaults(policy: Policy, form: Form, places: Places): readonly Finding[] {
  const at = places.of('form', form.id)
  const fault = (code: string, message: string) => error(code, at, '6.1', message)
  const controls = new Set(policy.controls.map(controlName))
  const found = form.controls
    .filter((name) => !controls.has(name))
    .map((name) => fault('form_unknown', `There is no control "${name}".`))
  if (form.controls.length === 0 && form.fields.length === 0) {
    found.push(fault('form_blank', 'A form asks for something.'))
  }
  if (form.fields.length === 0) return found
  const purpose = policy.purposes.find(({ id }) => id === form.purpose)
  if (purpose?.ground !== 'statute') {
    const message = 'What is asked without a tick has a purpose that an article orders.'
    return [...found, fault('form_without_ground', message)]
  }
  const outside = form.fields.filter((id) => {
    const field = policy.fields.find((known) => known.id === id)
    return field === undefined || field.default === 'off' || !field.purposes.includes(purpose.id)
  })
  return [
    ...found,
    ...outside.map((id) => fault('form_field_outside', `"${id}" is no field of "${purpose.id}".`)),
  ]
}
