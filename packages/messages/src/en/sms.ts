import { english } from '../plural.ts'
import type { SmsMessages } from '../shape/sms.ts'

const MINUTES = { one: 'minute', other: 'minutes' }

export const sms: SmsMessages = {
  phone: (brand, code, minutes) =>
    `${brand}: code ${code} confirms your number, valid ${minutes} ${english(minutes, MINUTES)}. Tell no one.`,
  login: (brand, code, minutes) =>
    `${brand}: code ${code} opens your cabinet, valid ${minutes} ${english(minutes, MINUTES)}. Tell no one.`,
  destroyed: (brand) =>
    `${brand}: your data are being destroyed, nothing about you stays with us. This is our last message.`,
  partlyDestroyed: (brand) =>
    `${brand}: those of your data whose term is over are being destroyed. Details are in your cabinet.`,
}
