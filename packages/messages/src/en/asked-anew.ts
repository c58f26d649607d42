import type { AskedAnewMessages } from '../shape/asked-anew.ts'

export const askedAnew: AskedAnewMessages = {
  heading: 'A consent asked anew',
  lead: 'A new version of the policy is in force. Your earlier consent keeps its text; what stands below needs one of its own.',
  isNew: 'not asked before',
  grown: 'wider than before',
  agree: 'I agree',
  otherwise:
    'If you do not agree, nothing changes: nothing new in this text is done with your data.',
}
