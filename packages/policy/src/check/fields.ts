/**
 * Is every item of the list needed, bounded and placed?
 *
 * Law: 94-V art. 6, 7(9), 7(10), 12(1), 25(2)(1). Requirements, L-7; section 8 (outside 5.1).
 */
import { error } from '../fault.ts'
import { exceptionOf } from '../lawful.ts'
import type { Field, Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

/** What section 8 forbids until the policy is amended: no field may be a way round it. */
const OUTSIDE =
  /(^|_)(photo|selfie|video|voice|biometr\w*|fingerprint|scan|copy|contacts|sms|calls?|spouse|imei|ad_id|score)(_|$)/

export function checkFields(policy: Policy, places: Places): readonly Finding[] {
  const boxes = new Set(policy.boxes.map(({ id }) => id))
  const numbers = new Set<string>()
  return policy.fields.flatMap((field) => {
    const found = [...purposes(policy, field, places), ...form(policy, field, boxes, places)]
    if (!/^D-[1-9]\d*$/.test(field.number) || numbers.has(field.number)) {
      const where = at(places, field, 'number')
      found.push(error('field_number_invalid', where, '5.1', { field: field.id }))
    }
    numbers.add(field.number)
    return found
  })
}

function at(places: Places, field: Field, ...path: (string | number)[]): string {
  return places.of('field', field.id, ...path)
}

function purposes(policy: Policy, field: Field, places: Places): Finding[] {
  const known = new Map(policy.purposes.map((purpose) => [purpose.id, purpose]))
  const named = field.purposes.filter((id) => known.get(id)?.everyStoredField !== true)
  const found: Finding[] = []
  if (named.length === 0 && field.default !== 'off') {
    const where = at(places, field, 'purposes')
    found.push(error('field_without_purpose', where, '5.1', { field: field.id }))
  }
  named.forEach((id, index) => {
    if (known.has(id)) return
    const where = at(places, field, 'purposes', index)
    const params = { field: field.id, letter: id.replace('?', '') }
    found.push(error('field_purpose_unknown', where, '5.1', params))
  })
  return found
}

function form(policy: Policy, field: Field, boxes: ReadonlySet<string>, places: Places): Finding[] {
  const found: Finding[] = []
  const fault = (code: string, key: string): void => {
    const params = { field: field.id, box: field.box }
    found.push(error(code, at(places, field, key), '5.1', params))
  }
  if (field.access === undefined) fault('field_access_missing', 'access')
  if (field.access === 'public' && field.class !== 'N') fault('field_access_open', 'access')
  const may = exceptionOf(policy, field) !== undefined && field.default === 'opt'
  if (field.class === 'S' && field.default !== 'off' && !may) fault('field_special_on', 'default')
  if (field.requiredToApply && field.default !== 'on') {
    fault('field_required_not_on', 'requiredToApply')
  }
  if (!boxes.has(field.box)) fault('field_box_unknown', 'box')
  const choice = field.type === 'enum' || field.type === 'region'
  if (choice && Object.keys(field.options ?? {}).length < 2) {
    fault('field_without_options', 'options')
  }
  if (!choice && field.options !== undefined) fault('field_with_options', 'options')
  if (field.maxLength < 1) fault('field_length_missing', 'maxLength')
  if (policy.source !== undefined && field.sourceKk === '') {
    fault('field_source_missing', 'sourceKk')
  }
  if (OUTSIDE.test(field.id)) fault('field_outside_list', 'id')
  return found
}
