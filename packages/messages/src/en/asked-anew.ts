import { english } from '../plural.ts'
import type { AskedAnewMessages } from '../shape/asked-anew.ts'

const CONSENTS = { one: 'consent', other: 'consents' }

export const askedAnew: AskedAnewMessages = {
  heading: 'A consent asked anew',
  lead: 'A new version of the policy is in force. Your earlier consent keeps its text; what stands below needs one of its own.',
  waiting: (count) =>
    `The new version of the policy asks you for ${count} new ${english(count, CONSENTS)}.`,
  toThem: 'Look at them',
  isNew: 'not asked before',
  grown: 'wider than before',
  agree: 'I agree',
  otherwise:
    'If you do not agree, nothing changes: nothing new in this text is done with your data.',
}
