import type { SmsMessages } from '../shape/sms.ts'

export const sms: SmsMessages = {
  phone: (code, minutes) =>
    `Код ${code} Kelisim-дегі нөміріңізді растайды, ${minutes} минут жарамды. Ешкімге айтпаңыз.`,
  consent: (code, minutes) =>
    `Код ${code} Kelisim-дегі келісімді растайды, ${minutes} минут жарамды. Ешкімге айтпаңыз.`,
  login: (code, minutes) =>
    `Код ${code} Kelisim кабинетіне кіргізеді, ${minutes} минут жарамды. Ешкімге айтпаңыз.`,
  transferred: (recipient, fields) =>
    `Kelisim: «${recipient}» ұйымына ${fields} дерек берілді. Толығы кабинетте.`,
}
