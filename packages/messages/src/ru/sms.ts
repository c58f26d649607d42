import { russian } from '../plural.ts'
import type { SmsMessages } from '../shape/sms.ts'

const MINUTES = { one: 'минуту', few: 'минуты', many: 'минут' }
const ITEMS = { one: 'сведение', few: 'сведения', many: 'сведений' }
const GIVEN = { one: 'передано', few: 'переданы', many: 'передано' }

export const sms: SmsMessages = {
  phone: (code, minutes) =>
    `Код ${code} подтверждает ваш номер в Kelisim, действует ${minutes} ${russian(minutes, MINUTES)}. Никому не говорите.`,
  consent: (code, minutes) =>
    `Код ${code} подтверждает согласие в Kelisim, действует ${minutes} ${russian(minutes, MINUTES)}. Никому не говорите.`,
  login: (code, minutes) =>
    `Код ${code} открывает кабинет Kelisim, действует ${minutes} ${russian(minutes, MINUTES)}. Никому не говорите.`,
  transferred: (recipient, fields) =>
    `Kelisim: организации «${recipient}» ${russian(fields, GIVEN)} ${fields} ${russian(fields, ITEMS)}. Подробно в кабинете.`,
}
