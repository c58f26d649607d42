/**
 * Does each tick ask one thing, freely, and completely?
 *
 * `control_pre_ticked` and `control_bundled` are also found by the parser, by the keys that would say so.
 * Law: 94-V art. 7(6), 8(1), 8(4). Requirements: L-1, R-16, R-45, R-47, R-54.
 */
import { LANGUAGES, type Operation } from '@kelisim/terms'
import { ConsentIncomplete, consentTexts } from '../consent.ts'
import { error, type Params } from '../fault.ts'
import type { ConsentControl, Finding, Policy } from '../model.ts'
import { controlName } from '../parse.ts'
import type { Places } from '../read.ts'

const TRANSFERS: readonly Operation[] = ['transfer', 'distribute', 'provide', 'give_access']

type Fault = (code: string, path: readonly (string | number)[], params?: Params) => void

export function checkControls(policy: Policy, places: Places): readonly Finding[] {
  const found = policy.controls.flatMap((control) => checkControl(policy, control, places))
  const missing = requiredFields(policy, places)
  // A text is compiled only from controls that are right, or one fault would be told twice.
  const compiled = found.length === 0 ? texts(policy, places) : []
  return [...found, ...missing, ...compiled]
}

function checkControl(policy: Policy, control: ConsentControl, places: Places): readonly Finding[] {
  const found: Finding[] = []
  const name = controlName(control)
  const fault: Fault = (code, path, params) => {
    const where = places.of('control', name, ...path)
    found.push(error(code, where, '6.1', { control: name, purpose: control.purpose, ...params }))
  }
  const purpose = policy.purposes.find(({ id }) => id === control.purpose)
  if (purpose === undefined) {
    const several = /[,+;\s]/.test(control.purpose)
    fault(several ? 'control_bundled' : 'control_purpose_unknown', ['purpose'])
    return found
  }
  // A tick would pretend a choice.
  if (purpose.ground === 'statute') fault('control_on_statute', ['purpose'])
  operations(control, fault)
  fields(policy, control, fault)
  if (control.kind === 'channel' && !purpose.channels.includes(control.channel)) {
    fault('control_channel_unknown', ['channel'], { channel: control.channel })
  }
  if (control.kind === 'processing' && control.requiredToApply && purpose.channels.length > 0) {
    // Messages are never a condition of the service.
    fault('control_forced', ['requiredToApply'])
  }
  return found
}

function operations(control: ConsentControl, fault: Fault): void {
  if (control.operations.length === 0) fault('control_without_operation', ['operations'])
  const transfer = control.operations.filter((operation) => TRANSFERS.includes(operation))
  if (control.operations.includes('distribute')) {
    fault('control_may_distribute', ['operations'])
  } else if (control.kind !== 'recipient' && transfer.length > 0) {
    // A transfer has a tick of its own for each recipient (art. 7(6)).
    fault('control_bundled', ['operations'])
  } else if (control.kind === 'recipient' && transfer.length < control.operations.length) {
    // A recipient's tick is about the transfer and nothing else.
    fault('control_bundled', ['operations'])
  }
}

function fields(policy: Policy, control: ConsentControl, fault: Fault): void {
  if (control.kind === 'recipient') return
  control.fields?.forEach((id, index) => {
    const say = (code: string) => fault(code, ['fields', index], { field: id })
    const field = policy.fields.find((candidate) => candidate.id === id)
    if (field === undefined) say('control_field_unknown')
    else if (field.default === 'off') say('control_field_off')
    else if (!field.purposes.includes(control.purpose)) say('control_field_outside_purpose')
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
      return error('field_required_not_asked', where, '6.1', { field: field.id })
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
      if (!(cause instanceof ConsentIncomplete)) throw cause
      const { control, place } = cause
      const where = places.in(`texts/${language}/consent.yaml`)
      return [error('consent_incomplete', where, '6.1', { control, place })]
    }
  })
}
