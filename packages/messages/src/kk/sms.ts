import type { SmsMessages } from '../shape/sms.ts'

export const sms: SmsMessages = {
  phone: (brand, code, minutes) =>
    `${brand}: ${code} коды нөміріңізді растайды, ${minutes} минут жарамды. Ешкімге айтпаңыз.`,
  login: (brand, code, minutes) =>
    `${brand}: ${code} коды кабинетіңізді ашады, ${minutes} минут жарамды. Ешкімге айтпаңыз.`,
  destroyed: (brand) =>
    `${brand}: деректеріңіз жойылып жатыр, бізде сіз туралы дерек қалмайды. Бұл соңғы хабарымыз.`,
  partlyDestroyed: (brand) =>
    `${brand}: мерзімі біткен деректеріңіз жойылып жатыр. Толығы кабинетіңізде.`,
}
