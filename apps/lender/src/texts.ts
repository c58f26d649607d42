/** The words of the lender's page in three languages; Kazakh first. */
import type { OutcomeEvent, PostAnswer, RefusalReason } from '@kelisim/api'
import type { Texts } from '@kelisim/terms'

export const TEXTS = {
  title: { kk: 'Алынған өтінімдер', ru: 'Полученные заявки', en: 'Leads received' },
  demo: {
    kk: 'Бұл несие беруші ойдан шығарылған, мұндағы адамдар да.',
    ru: 'Этот кредитор вымышлен, люди здесь тоже.',
    en: 'This lender is made up, and so are the people here.',
  },
  languages: { kk: 'Тілдер', ru: 'Языки', en: 'Languages' },
  none: { kk: 'Әзірге өтінім жоқ.', ru: 'Заявок пока нет.', en: 'No leads yet.' },
  shown: { kk: 'Көрсетілгені', ru: 'Показано', en: 'Shown' },
  received: { kk: 'Алынған уақыты', ru: 'Получена', en: 'Received' },
  applicant: { kk: 'Өтініш беруші', ru: 'Заявитель', en: 'Applicant' },
  request: { kk: 'Сұраған қаражаты', ru: 'Просит', en: 'Asks for' },
  days: { kk: 'күн', ru: 'дн.', en: 'days' },
  receipt: { kk: 'Келісім түбіртегі', ru: 'Квитанция о согласии', en: 'Consent receipt' },
  holds: { kk: 'Расталды, жазба №', ru: 'Подтверждена, запись №', en: 'Holds, entry no.' },
  fails: { kk: 'Расталмады', ru: 'Не подтверждена', en: 'Does not hold' },
  state: { kk: 'Күйі', ru: 'Состояние', en: 'State' },
  outcomes: { kk: 'Нәтижелері', ru: 'Исходы', en: 'Outcomes' },
  undelivered: { kk: 'жеткізілмеді', ru: 'не доставлено', en: 'not delivered' },
  destroyed: {
    kk: 'Дербес деректер жойылды',
    ru: 'Персональные данные уничтожены',
    en: 'Personal data destroyed',
  },
  notKept: {
    kk: 'Дербес деректер сақталмады',
    ru: 'Персональные данные не сохранены',
    en: 'Personal data not kept',
  },
} as const satisfies Record<string, Texts>

export const ANSWER_TEXTS: Readonly<Record<PostAnswer['status'], Texts>> = {
  accepted: { kk: 'Қабылданды', ru: 'Принята', en: 'Accepted' },
  refused: { kk: 'Қабылданбады', ru: 'Отклонена', en: 'Refused' },
  pending: { kk: 'Қаралуда', ru: 'Рассматривается', en: 'Under review' },
}

export const REASON_TEXTS: Readonly<Record<RefusalReason, Texts>> = {
  duplicate: { kk: 'қайталанған өтінім', ru: 'повторная заявка', en: 'duplicate' },
  criteria: { kk: 'талаптарға сай емес', ru: 'не подходит по условиям', en: 'outside criteria' },
  blocked: { kk: 'бұғатталған', ru: 'заблокирована', en: 'blocked' },
  other: { kk: 'басқа себеп', ru: 'другая причина', en: 'another reason' },
}

export const OUTCOME_TEXTS: Readonly<Record<OutcomeEvent, Texts>> = {
  contacted: { kk: 'Байланысты', ru: 'Связались', en: 'Contacted' },
  approved: { kk: 'Мақұлданды', ru: 'Одобрено', en: 'Approved' },
  refused: { kk: 'Несие беруші бас тартты', ru: 'Кредитор отказал', en: 'Lender refused' },
  client_refused: { kk: 'Клиент бас тартты', ru: 'Клиент отказался', en: 'Client refused' },
  contract_signed: { kk: 'Шарт жасалды', ru: 'Договор заключён', en: 'Contract signed' },
  cooling_off: { kk: 'Ойлану мерзімі', ru: 'Период охлаждения', en: 'Cooling-off period' },
  issued: { kk: 'Микрокредит берілді', ru: 'Микрокредит выдан', en: 'Microcredit paid out' },
  cancelled: { kk: 'Күші жойылды', ru: 'Отменено', en: 'Cancelled' },
}
