import { english } from '../plural.ts'
import type { SmsMessages } from '../shape/sms.ts'

const MINUTES = { one: 'minute', other: 'minutes' }
const ITEMS = { one: 'item', other: 'items' }

export const sms: SmsMessages = {
  phone: (code, minutes) =>
    `Code ${code} confirms your number at Kelisim, valid ${minutes} ${english(minutes, MINUTES)}. Tell no one.`,
  consent: (code, minutes) =>
    `Code ${code} confirms your consent at Kelisim, valid ${minutes} ${english(minutes, MINUTES)}. Tell no one.`,
  login: (code, minutes) =>
    `Code ${code} opens your Kelisim cabinet, valid ${minutes} ${english(minutes, MINUTES)}. Tell no one.`,
  transferred: (recipient, fields) =>
    `Kelisim: ${fields} ${english(fields, ITEMS)} went to ${recipient}. Details in your cabinet.`,
}
