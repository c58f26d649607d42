/**
 * Does each tick ask one thing, freely, and completely?
 *
 * `control_pre_ticked` and `control_bundled` are also found by the parser, by the keys that would say so.
 * Law: 94-V art. 7(6), 8(1), 8(4). Requirements: L-1, R-16, R-45, R-47, R-54.
 */
import { LANGUAGES, type Operation } from '@kelisim/terms'
import { consentTexts } from '../consent.ts'
import { error } from '../fault.ts'
import type { ConsentControl, Finding, Policy } from '../model.ts'
import { controlName } from '../parse.ts'
import type { Places } from '../read.ts'

const TRANSFERS: readonly Operation[] = ['transfer', 'distribute', 'provide', 'give_access']

type Fault = (code: string, path: readonly (string | number)[], message: string) => void

export function checkControls(policy: Policy, places: Places): readonly Finding[] {
  const found = policy.controls.flatMap((control) => checkControl(policy, control, places))
  const missing = requiredFields(policy, places)
  // A text is compiled only from controls that are right, or one fault would be told twice.
  const compiled = found.length === 0 ? texts(policy, places) : []
  return [...found, ...missing, ...compiled]
}

function checkControl(policy: Policy, control: ConsentControl, places: Places): readonly Finding[] {
  const found: Finding[] = []
  const fault: Fault = (code, path, message) => {
    found.push(error(code, places.of('control', controlName(control), ...path), '6.1', message))
  }
  const purpose = policy.purposes.find(({ id }) => id === control.purpose)
  if (purpose === undefined) {
    const several = /[,+;\s]/.test(control.purpose)
    if (several) fault('control_bundled', ['purpose'], 'One tick, one purpose.')
    else fault('control_purpose_unknown', ['purpose'], `There is no purpose "${control.purpose}".`)
    return found
  }
  if (purpose.ground === 'statute') {
    const message = 'What a statute orders asks no consent: a tick would pretend a choice.'
    fault('control_on_statute', ['purpose'], message)
  }
  operations(control, fault)
  fields(policy, control, fault)
  if (control.kind === 'channel' && !purpose.channels.includes(control.channel)) {
    const message = `The purpose has no channel "${control.channel}".`
    fault('control_channel_unknown', ['channel'], message)
  }
  if (control.kind === 'processing' && control.requiredToApply && purpose.channels.length > 0) {
    const message = 'Messages are never a condition of the service.'
    fault('control_forced', ['requiredToApply'], message)
  }
  return found
}

function operations(control: ConsentControl, fault: Fault): void {
  if (control.operations.length === 0) {
    fault('control_without_operation', ['operations'], 'Say what is consented to.')
  }
  const transfer = control.operations.filter((operation) => TRANSFERS.includes(operation))
  if (control.operations.includes('distribute')) {
    fault('control_may_distribute', ['operations'], 'No consent to distribution is asked (R-69).')
  } else if (control.kind !== 'recipient' && transfer.length > 0) {
    const message = 'A transfer has a tick of its own for each recipient (94-V art. 7(6)).'
    fault('control_bundled', ['operations'], message)
  } else if (control.kind === 'recipient' && transfer.length < control.operations.length) {
    const message = 'A recipient’s tick is about the transfer and nothing else.'
    fault('control_bundled', ['operations'], message)
  }
}

function fields(policy: Policy, control: ConsentControl, fault: Fault): void {
  if (control.kind === 'recipient') return
  control.fields?.forEach((id, index) => {
    const path = ['fields', index] as const
    const field = policy.fields.find((candidate) => candidate.id === id)
    if (field === undefined) fault('control_field_unknown', path, `There is no field "${id}".`)
    else if (field.default === 'off') fault('control_field_off', path, `"${id}" is off.`)
    else if (!field.purposes.includes(control.purpose)) {
      fault('control_field_outside_purpose', path, `"${id}" does not serve ${control.purpose}.`)
    }
  })
}

/** What a person must give to apply stands in a consent that he must give to apply. */
function requiredFields(policy: Policy, places: Places): readonly Finding[] {
  const asking = policy.controls.filter(
    (control) => control.kind === 'processing' && control.requiredToApply,
  )
  return policy.fields
    .filter((field) => field.requiredToApply)
    .filter((field) => !asking.some((control) => asks(control, field.id)))
    .map((field) => {
      const where = places.of('field', field.id, 'requiredToApply')
      const message = 'The item is required, but no required consent names it.'
      return error('field_required_not_asked', where, '6.1', message)
    })
}

function asks(control: ConsentControl, field: string): boolean {
  if (control.kind === 'recipient') return false
  return control.fields === undefined || control.fields.includes(field)
}

/** The compiler refuses a form with a hole; here the refusal becomes a finding (L-1). */
function texts(policy: Policy, places: Places): readonly Finding[] {
  return LANGUAGES.flatMap((language) => {
    try {
      consentTexts(policy, language)
      return []
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'unknown'
      const where = places.in(`texts/${language}/consent.yaml`)
      return [error('consent_incomplete', where, '6.1', `${why}.`)]
    }
  })
}
