import { russian } from '../plural.ts'
import type { HomeMessages, OfferMessages } from '../shape/home.ts'

const OFFERS = { one: 'предложение', few: 'предложения', many: 'предложений' }
const DAYS = { one: 'день', few: 'дня', many: 'дней' }
const DAYS_OF = { one: 'дня', few: 'дней', many: 'дней' }
const ORGANISATIONS = { one: 'организация', few: 'организации', many: 'организаций' }
const PAYMENTS = { one: 'платёж', few: 'платежа', many: 'платежей' }
const WORKING = { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней' }
const ITEMS = { one: 'сведение', few: 'сведения', many: 'сведений' }

export const home: HomeMessages = {
  title: 'Предложения',
  heading: 'Сначала условия. Данные потом.',
  lead: 'Чтобы сравнить, не нужны ни имя, ни телефон. Если подадите заявку, данные получит только организация, которую назовёте вы.',
  calculator: 'Расчёт',
  amount: 'Сколько нужно',
  amountSlide: 'Сумма',
  term: 'На сколько дней',
  termSlide: 'Срок',
  daysUnit: 'дн.',
  count: 'Посчитать',
  due: 'День возврата:',
  payments: (count) =>
    count === 1 ? 'Одним платежом.' : `За ${count} ${russian(count, PAYMENTS)}.`,
  payBackOn: (onDay) => `Вернёте ${onDay}`,
  payBackWithin: (days) => `Вернёте за ${days}`,
  youGet: 'Получите',
  overpaymentLeast: 'Переплата, наименьшая',
  overpaymentMost: 'Переплата, наибольшая',
  overpaymentOne: 'Переплата',
  barLabel: (amount, least, most) => `За ${amount} переплата от ${least} до ${most}`,
  apr: 'ГЭСВ',
  aprLong: 'Годовая эффективная ставка вознаграждения',
  daily: 'в день',
  dailyRate: 'Дневная ставка',
  penalty: (percent) =>
    `Кроме вознаграждения платить не за что. При просрочке добавится неустойка: предел по закону ${percent} в день.`,
  offersHeading: (amount, days, count) => `${amount}, ${days}: ${count} ${russian(count, OFFERS)}`,
  order: 'По возрастанию ГЭСВ.',
  earn: 'Организация платит нам за принятую заявку. На порядок это не влияет.',
  earnLink: 'Как мы зарабатываем',
  capName: 'Организация',
  payBack: 'Вернёте',
  overpayment: 'Переплата',
  rates: 'ГЭСВ и дневная ставка',
  licence: 'Лицензия',
  checked: (date) => `проверена ${date}`,
  advertising: 'Реклама',
  seeTerms: 'Условия',
  amountAbove: (limit) => `Больше ${limit} не выдаёт.`,
  amountBelow: (limit) => `Меньше ${limit} не выдаёт.`,
  daysAbove: (days) => `Дольше ${days} ${russian(days, DAYS_OF)} не выдаёт.`,
  suspended: 'Передача заявок этой организации пока приостановлена. Выберите другую.',
  daysBelow: (days) => `На срок меньше ${days} ${russian(days, DAYS_OF)} не выдаёт.`,
  countFor: (amountOrTerm) => `Посчитать на ${amountOrTerm}`,
  none: 'На эти условия предложений нет',
  noneNearest: 'У организаций ниже есть предложения на другую сумму или срок.',
  noneAtAll: 'Сейчас ни одна организация не опубликовала предложений.',
  fix: 'Сначала исправьте числа',
  fixText: 'Введённое осталось на месте.',
  offersOther: 'Предложения на других условиях',
  path: 'Путь ваших данных',
  pathNow: 'Сейчас',
  pathCompare: 'Сравниваете',
  pathCompareText: 'Мы ничего о вас не спрашиваем.',
  pathApply: 'Заявка',
  pathFields: (count) => `Только ${count} ${russian(count, ITEMS)}`,
  pathConsent: 'Согласие',
  pathChoose: 'Организация, названная вами',
  pathChooseText: (most) =>
    `По одной, в вашем порядке. Не больше ${most} ${russian(most, { ...ORGANISATIONS, one: 'организации', few: 'организаций' })}.`,
  pathAnyDay: 'В любой день',
  pathWithdraw: 'Отзываете',
  pathWithdrawText: (days) =>
    `Новые передачи прекращаются сразу, остальное за ${days} ${russian(days, WORKING)}.`,
  pathWithdrawTerm: 'Новые передачи прекращаются сразу, остальное в срок, названный законом.',
}

export const offer: OfferMessages = {
  title: (lender) => `Условия «${lender}»`,
  sentence: (days, sum) => `Через ${days} ${russian(days, DAYS)} вернёте ${sum}.`,
  terms: 'Условия',
  lender: 'Организация',
  amounts: 'Сумма',
  periods: 'Срок',
  requirements: 'Требования',
  requirementsNone: 'дополнительных нет',
  penaltyLabel: 'При просрочке',
  penaltyText: (percent) => `неустойка до ${percent} в день, это предел по закону`,
  schedule: 'График платежей',
  scheduleDate: 'Дата',
  scheduleWhat: 'Что происходит',
  scheduleSum: 'Сумма',
  scheduleGet: 'получаете заём',
  schedulePay: 'возвращаете заём и вознаграждение',
  receives: 'Что организация о вас узнает',
  receivesText: (lender) => `Если согласитесь, «${lender}» получит только это:`,
  consentText: 'Полный текст согласия на передачу этой организации',
  complaints: 'Жалоба',
  complaintsText:
    'Сначала напишите организации. Если ответ не устроит, обратитесь в Агентство по регулированию и развитию финансового рынка.',
  aprWhy: 'Годовая ставка, в которой учтены все платежи и их даты. Сравнивайте предложения по ней.',
  licenceWhy:
    'Лицензию сверяем с реестром регулятора и пишем дату. Организации без лицензии не показываем.',
  receivesWhy: 'Перечень взят из договора с организацией. Других данных программа не передаст.',
  apply: 'Начать заявку',
  others: 'Другие предложения',
}
