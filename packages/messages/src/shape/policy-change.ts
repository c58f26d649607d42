/**
 * What a change of the policy is a change of: the kind of entry, and the part of it, in words instead of the keys of files.
 *
 * Requirements, L-16. Titles of purposes, items and roles come from the policy itself; a part without a word
 * here is shown by its key.
 */
export interface PolicyChangeMessages {
  readonly kinds: Readonly<
    Record<
      | 'act'
      | 'legal'
      | 'deadline'
      | 'calendar'
      | 'operation'
      | 'purpose'
      | 'category'
      | 'box'
      | 'field'
      | 'role'
      | 'recipient'
      | 'control'
      | 'special'
      | 'limits'
      | 'right'
      | 'chapter'
      | 'clause'
      | 'wording'
      | 'consent'
      | 'term'
      | 'form'
      | 'card',
      string
    >
  >
  readonly keys: Readonly<
    Record<
      | 'default'
      | 'purposes'
      | 'fields'
      | 'operations'
      | 'consentDays'
      | 'retentionDays'
      | 'onEnd'
      | 'ground'
      | 'legal'
      | 'channels'
      | 'class'
      | 'requiredToApply'
      | 'current'
      | 'redaction'
      | 'status'
      | 'days'
      | 'validFrom'
      | 'validTo'
      | 'version'
      | 'effectiveFrom'
      | 'treatment'
      | 'number'
      | 'date'
      | 'approver',
      string
    >
  >
}
