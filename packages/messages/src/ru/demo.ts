import type { DemoMessages } from '../shape/demo.ts'

export const demo: DemoMessages = {
  title: 'DEMO: адреса и логины',
  lead: 'Эта страница есть только в режиме DEMO. Люди, организации и номера на ней вымышлены.',
  doors: 'Двери',
  logins: 'Учётные записи',
  who: 'Кто',
  login: 'Имя входа',
  password: 'Пароль',
  oneTimeCode: 'Одноразовый код',
  oneTimeCodeText: 'Код меняется каждые 30 секунд; обновите страницу, и появится новый.',
  people: 'Вымышленные люди',
  phone: 'Телефон',
  note: 'Что с ним',
  outbox: 'Исходящие сообщения',
  outboxLead: 'В режиме DEMO SMS и письма никуда не уходят: все лежат здесь, последние сверху.',
  outboxEmpty: 'Сообщений пока нет',
  outboxEmptyText: 'Напишите в заявке номер телефона, и код появится здесь.',
  sent: 'Время',
  to: 'Кому',
  text: 'Текст',
  kind: { sms: 'SMS', email: 'Письмо' },
}
