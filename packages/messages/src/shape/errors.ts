/**
 * Faults of what was typed, and the pages of trouble.
 *
 * `field` is asked first by `type:code`, then by `code`, then `invalid`: the parser's codes may grow
 * without a screen going mute. A text never repeats the value (I11).
 */
export const FIELD_FAULTS = [
  'required',
  'empty',
  'format',
  'length',
  'letters',
  'type',
  'range',
  'identity_conflict',
  'option',
  'min',
  'max',
  'date',
  'future',
  'under_age',
  'special_category',
  'unknown_field',
  'invalid',
  'amount:format',
  'days:format',
  'name:letters',
  'iin:format',
  'iin:bin',
  'iin:century',
  'iin:impossible',
  'iin:date',
  'iin:check',
  'iin:birth_date',
  'phone:format',
  'phone:country',
  'phone:prefix',
  'phone:not_mobile',
  'phone:too_many_calls',
  'phone:waits',
  'email:format',
  'date:format',
  'code:format',
  'code:wrong',
  'code:expired',
  'code:locked',
  'consent:required',
  'recipient:required',
  'recipient:max',
  'recipient:order',
] as const
export type FieldFault = (typeof FIELD_FAULTS)[number]

export interface ErrorMessages {
  readonly field: Readonly<Record<FieldFault, string>>
  readonly refused: string
  readonly notFound: string
  readonly failed: string
  readonly failedKept: string
  readonly failedNothing: string
  readonly retry: string
  readonly goHome: string
}
