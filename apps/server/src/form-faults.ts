/**
 * Which place of a call does not have its form, and in what way?
 *
 * Turns the findings of a schema into places and short codes. Neither the value nor a message that
 * may quote it is passed on, and a member's name only when it looks like a name of ours (I11).
 */
import type { Fault } from '@kelisim/terms'

export interface Finding {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string | undefined
  readonly params?: Readonly<Record<string, unknown>>
}

const NAME_OR_PLACE = /^(?:[a-z][a-z0-9_-]{0,49}|[0-9]{1,3})$/
const OWN_CODE = /^[a-z][a-z_]{0,39}$/

export function faultsOf(findings: readonly Finding[]): readonly Fault[] {
  return findings.map((finding) => ({
    pointer: placeOf(finding.instancePath),
    code: codeOf(finding),
  }))
}

/** What a person typed as a member's name could be somebody's data: shown as `?`. */
function placeOf(path: string): string {
  const steps = path.split('/').slice(1)
  if (steps.every((step) => step === '')) return ''
  return `/${steps.map((step) => (NAME_OR_PLACE.test(step) ? step : '?')).join('/')}`
}

function codeOf({ keyword, message = '', params }: Finding): string {
  switch (keyword) {
    case 'invalid_type':
      return message.endsWith('received undefined') ? 'required' : 'type'
    case 'too_small':
      return params?.['origin'] === 'string' ? 'length' : 'min'
    case 'too_big':
      return params?.['origin'] === 'string' ? 'length' : 'max'
    case 'invalid_format':
      return 'format'
    case 'invalid_value':
      return 'option'
    case 'unrecognized_keys':
      return 'unknown_member'
    case 'invalid_key':
      return 'unknown_field'
    default:
      return OWN_CODE.test(message) ? message : 'invalid'
  }
}
