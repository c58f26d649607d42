import { russian } from '../plural.ts'
import type { ConsentPageMessages, PolicyMessages } from '../shape/policy.ts'

const DAYS = { one: 'день', few: 'дня', many: 'дней' }
const DAYS_OF = { one: 'дня', few: 'дней', many: 'дней' }
const WORKING = { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней' }
const CALENDAR = { one: 'календарный день', few: 'календарных дня', many: 'календарных дней' }

export const policy: PolicyMessages = {
  title: 'Политика обработки персональных данных',
  lead: 'Эта страница сделана из правил, которые читает сама программа. Изменится правило, изменятся и страница, и следующее решение.',
  contents: 'Содержание',
  version: 'Версия',
  approved: 'Утвердил',
  approvedText: (approver, number) => `${approver}, № ${number}`,
  inForce: 'Действует',
  fingerprint: 'Отпечаток',
  operator: 'Оператор',
  address: 'Адрес',
  officer: 'Ответственный за персональные данные',
  program: 'Программа',
  correction: (oddities) => `Исправление ${oddities}`,
  purposes: 'Цели обработки',
  purposeConsent: (days) => `Только по согласию, оно даётся на ${days} ${russian(days, DAYS)}.`,
  purposeStatute: 'Согласие не спрашивается: обязывают названные статьи закона.',
  retention: (days) => `Данные хранятся не дольше ${days} ${russian(days, DAYS_OF)}.`,
  onEnd: {
    destroy: 'По окончании срока уничтожаются.',
    depersonalise: 'По окончании срока обезличиваются.',
  },
  channels: 'Каналы, на каждый отдельное согласие:',
  channelNames: {
    sms: 'SMS',
    email: 'электронная почта',
    call: 'звонок',
    push: 'push-сообщение',
    messenger: 'мессенджер',
  },
  depersonalisedOnly: 'Выходят только обезличенные числа.',
  clientsOnly: 'Только тем, кто подал заявку.',
  subjects: 'Чьи это данные',
  data: 'Полный перечень данных',
  dataItem: 'Данные',
  dataPurposes: 'Цель',
  dataState: 'Собираются ли',
  dataWhy: 'Зачем нужны',
  state: { on: 'собираются', opt: 'если дадите сами', off: 'не собираются' },
  required: 'обязательно для заявки',
  operations: 'Действия с данными',
  operation: 'Действие',
  recipients: 'Организации, которые получают данные',
  recipientAgreement: (number, until) => `Договор № ${number}, ${until}`,
  recipientNoAgreement: 'Договора нет: данные не передаются.',
  recipientGets: 'С вашего согласия получает:',
  rights: 'Ваши права',
  right: 'Право',
  deadline: 'Срок',
  deadlines: 'Сроки',
  duty: 'Обязанность',
  period: 'Срок исполнения',
  workingDays: (days) => `${days} ${russian(days, WORKING)}`,
  calendarDays: (days) => `${days} ${russian(days, CALENDAR)}`,
  noPeriod: 'сразу по событию',
  ourOwn: 'наше обязательство',
  roles: 'У кого есть доступ к данным',
  special: 'Что не собирается никогда',
  specialText:
    'Не сохраняется, даже если написать в свободной строке: программа такой текст не примет.',
  law: 'Закон',
  acts: 'Акты закона',
}

export const consentPage: ConsentPageMessages = {
  title: 'Текст согласия',
  lead: 'Текст назван своим отпечатком: изменись одна буква, изменился бы и адрес.',
  fingerprint: 'Отпечаток SHA-256',
  verbatim: 'Текст точно в том виде, в каком показан',
  check: 'Сохраните текст в файл и посчитайте отпечаток сами: они должны совпасть.',
  policyVersion: (version) => `Версия политики ${version}`,
  agree: 'Слова у отметки',
}
