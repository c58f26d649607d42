import type { SmsMessages } from '../shape/sms.ts'

export const sms: SmsMessages = {
  phone: (brand, code, minutes) =>
    `${brand}: ${code} коды нөміріңізді растайды, ${minutes} минут жарамды. Ешкімге айтпаңыз.`,
  login: (brand, code, minutes) =>
    `${brand}: ${code} коды кабинетіңізді ашады, ${minutes} минут жарамды. Ешкімге айтпаңыз.`,
}
