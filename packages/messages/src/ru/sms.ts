import { russian } from '../plural.ts'
import type { SmsMessages } from '../shape/sms.ts'

const MINUTES = { one: 'минуту', few: 'минуты', many: 'минут' }

export const sms: SmsMessages = {
  phone: (brand, code, minutes) =>
    `${brand}: код ${code} подтверждает ваш номер, действует ${minutes} ${russian(minutes, MINUTES)}. Никому не говорите.`,
  login: (brand, code, minutes) =>
    `${brand}: код ${code} открывает ваш кабинет, действует ${minutes} ${russian(minutes, MINUTES)}. Никому не говорите.`,
  destroyed: (brand) =>
    `${brand}: ваши данные уничтожаются, у нас о вас ничего не останется. Это наше последнее сообщение.`,
  partlyDestroyed: (brand) =>
    `${brand}: ваши данные с истёкшим сроком уничтожаются. Подробности в кабинете.`,
}
