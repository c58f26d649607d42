/**
 * How is an action told in Russian: `Сотрудник Д. Ким открыл: телефон`.
 *
 * The verb agrees with who acts (masculine, feminine, polite plural); fields follow a colon, so their
 * titles need no case. What a recipient did is told of the recipient, whoever wrote it down.
 * Serves R-85: a refusal reads in the same form as what happened.
 */
import type { ActionKind, Operation } from '@kelisim/terms'
import type { ActionSaid, Actor, RefusedSaid } from '../action.ts'

interface Told {
  /** Past tense: he, she, you. */
  readonly verb: readonly [string, string, string]
  /** How the recipient joins the sentence. */
  readonly to?: (recipient: string) => string
  /** The recipient is who acts. */
  readonly ofRecipient?: true
}

const past = (stem: string, tail = ''): Told['verb'] => [
  stem + tail,
  `${stem}а${tail}`,
  `${stem}и${tail}`,
]
const named = (recipient: string) => ` организации ${quoted(recipient)}`

const TOLD: Readonly<Record<ActionKind, Told>> = {
  application_submitted: { verb: past('отправил', ' заявку') },
  consent_granted: { verb: past('дал', ' согласие'), to: (name) => ` на передачу${named(name)}` },
  consent_withdrawn: {
    verb: past('отозвал', ' согласие'),
    to: (name) => ` на передачу${named(name)}`,
  },
  values_kept: { verb: ['внёс данные', 'внесла данные', 'внесли данные'] },
  values_opened: { verb: past('открыл') },
  values_listed: { verb: past('просмотрел', ' в списке') },
  values_exported: { verb: past('скачал', ' копию данных') },
  disclosure_planned: {
    verb: past('назвал', ' получателя'),
    to: (name) => `: организация ${quoted(name)}`,
  },
  disclosure_sent: { verb: past('передал', ' данные'), to: named },
  disclosure_answered: { verb: past('ответил', ' на заявку'), ofRecipient: true },
  outcome_received: { verb: past('сообщил', ' решение по заявке'), ofRecipient: true },
  notice_acknowledged: {
    verb: ['принял извещение', 'приняла извещение', 'приняли извещение'],
    ofRecipient: true,
  },
  notice_answered: { verb: past('подтвердил', ' уничтожение копии'), ofRecipient: true },
  data_blocked: { verb: past('заблокировал', ' данные') },
  data_unblocked: { verb: past('снял', ' блокирование данных') },
  copy_blocked: { verb: past('подтвердил', ' блокирование копии'), ofRecipient: true },
  copy_unblocked: { verb: past('подтвердил', ' снятие блокирования с копии'), ofRecipient: true },
  copy_corrected: { verb: past('подтвердил', ' исправление копии'), ofRecipient: true },
  correction_asked: { verb: past('попросил', ' исправить данные') },
  correction_refused: { verb: past('отказал', ' в исправлении данных') },
  value_corrected: { verb: past('исправил', ' данные') },
  hold_set: { verb: past('отложил', ' уничтожение данных') },
  hold_lifted: { verb: past('снял', ' отсрочку уничтожения данных') },
  contract_entered: { verb: ['внёс договор', 'внесла договор', 'внесли договор'] },
  contract_ended: { verb: past('записал', ', что договор окончен') },
  paper_recorded: { verb: past('записал', ' действие на бумаге') },
  data_restricted: { verb: past('ограничил', ' обработку данных') },
  terms_recounted: { verb: past('пересчитал', ' сроки хранения данных') },
  values_destroyed: { verb: past('уничтожил', ' данные, срок которых истёк') },
  subject_destroyed: { verb: past('уничтожил', ' данные') },
  destruction_told: { verb: past('открыл', ' для сообщения об уничтожении данных') },
  remains_destroyed: { verb: past('уничтожил', ' записи о передачах') },
  values_depersonalised: {
    verb: past('использовал', ' данные, чтобы получить обезличенные числа'),
  },
  depersonalised: { verb: past('составил', ' акт об обезличивании') },
  act_begun: { verb: past('начал', ' акт об уничтожении') },
  act_made: { verb: past('составил', ' акт об уничтожении') },
  signed_in: { verb: ['вошёл в систему', 'вошла в систему', 'вошли в кабинет'] },
  policy_drafted: {
    verb: [
      'начал проект версии политики',
      'начала проект версии политики',
      'начали проект версии политики',
    ],
  },
  policy_edited: { verb: past('изменил', ' проект версии политики') },
  policy_checked: { verb: past('предложил', ' версию политики на утверждение') },
  policy_taken_back: { verb: past('вернул', ' версию политики в проект') },
  policy_approved: { verb: past('утвердил', ' версию политики') },
  policy_published: { verb: past('опубликовал', ' версию политики') },
  policy_adopted: { verb: past('ввёл', ' в действие новую версию политики') },
  policy_superseded: { verb: past('прекратил', ' действие прежней версии политики') },
  policy_discarded: {
    verb: [
      'отказался от версии политики',
      'отказалась от версии политики',
      'отказались от версии политики',
    ],
  },
  review_opened: { verb: past('поставил', ' на проверку правила с изменённой ссылкой на закон') },
  review_done: { verb: past('проверил', ' правило с изменённой ссылкой на закон') },
  staff_added: { verb: past('добавил', ' сотрудника') },
  staff_closed: { verb: past('закрыл', ' доступ сотрудника') },
  offer_published: { verb: past('опубликовал', ' предложение'), to: named },
  offer_withdrawn: { verb: past('отозвал', ' предложение'), to: named },
  recipient_suspended: { verb: past('приостановил', ' передачу'), to: named },
  recipient_resumed: { verb: past('возобновил', ' передачу'), to: named },
  attestation_entered: {
    verb: [
      'внёс подтверждение об использовании данных',
      'внесла подтверждение об использовании данных',
      'внесли подтверждение об использовании данных',
    ],
  },
  purpose_suspended: { verb: past('приостановил', ' обработку для цели') },
  purpose_resumed: { verb: past('возобновил', ' обработку для цели') },
  index_renewed: { verb: past('записал', ' заново, по каким номерам находят человека') },
  index_links_ended: { verb: past('убрал', ' записи поиска под прежним ключом') },
  index_key_made: { verb: past('сделал', ' новый ключ поиска') },
  index_key_ended: { verb: past('уничтожил', ' прежний ключ поиска') },
  keys_rotated: { verb: past('сменил', ' ключи') },
  keys_moved: { verb: past('передал', ' ключи другому хранителю') },
  protection_changed: { verb: past('записал', ', какие проверки защиты не пройдены') },
  control_reviewed: { verb: past('пересмотрел', ' меру контроля защиты') },
  ledger_checked: { verb: past('проверил', ' журнал') },
  register_searched: { verb: past('искал', ' в реестре действий') },
  medium_registered: { verb: past('зарегистрировал', ' носитель') },
  medium_issued: { verb: past('выдал', ' носитель') },
  medium_returned: {
    verb: ['принял носитель обратно', 'приняла носитель обратно', 'приняли носитель обратно'],
  },
  medium_destroyed: { verb: past('зафиксировал', ' уничтожение носителя') },
  backup_begun: {
    verb: [
      'начал резервное копирование',
      'начала резервное копирование',
      'начали резервное копирование',
    ],
  },
  data_restored: { verb: past('восстановил', ' повреждённые записи') },
  detection_changed: { verb: past('применил', ' другие правила обнаружения') },
  incident_opened: { verb: past('открыл', ' инцидент') },
  incident_grown: { verb: past('установил', ', что инцидент продолжается') },
  incident_step: { verb: past('сделал', ' шаг по инциденту') },
  incident_listed: { verb: past('включил', ' человека в список затронутых инцидентом') },
  incident_told: { verb: past('сообщил', ' человеку об инциденте с данными') },
  sessions_ended: { verb: past('завершил', ' сеансы сотрудника') },
  account_locked: { verb: past('закрыл', ' сотруднику доступ') },
  account_unlocked: { verb: past('вернул', ' сотруднику доступ') },
  key_revoked: { verb: past('отозвал', ' ключ'), to: named },
  key_restored: { verb: past('вернул', ' ключ'), to: named },
  witness_cleared: { verb: past('снял', ' тревогу свидетеля') },
  decoys_ordered: { verb: past('заказал', ' контрольные записи') },
  document_proposed: {
    verb: [
      'внёс внутренний документ на утверждение',
      'внесла внутренний документ на утверждение',
      'внесли внутренний документ на утверждение',
    ],
  },
  document_approved: { verb: past('утвердил', ' внутренний документ') },
  document_withdrawn: { verb: past('отозвал', ' внутренний документ') },
  document_acknowledged: { verb: past('подтвердил', ' прочтение внутреннего документа') },
  mailing_written: { verb: past('написал', ' сообщение для рассылки') },
  mailing_approved: { verb: past('утвердил', ' рассылку сообщения') },
  mailing_listed: { verb: past('определил', ' по согласиям, кому уйдёт сообщение') },
  mailing_ended: { verb: past('завершил', ' рассылку сообщения') },
  message_sending: { verb: past('открыл', ' данные для отправки сообщения') },
  message_settled: { verb: past('записал', ' результат отправки сообщения') },
  message_skipped: {
    verb: ['не отправил сообщение', 'не отправила сообщение', 'не отправили сообщение'],
  },
  message_refused: { verb: past('отметил', ' адрес, на который больше не пишут') },
  refusal_forgotten: { verb: past('уничтожил', ' старые отметки об отказе от сообщений') },
}

const NOUN: Readonly<Record<Operation, string>> = {
  collect: 'сбор',
  record: 'запись',
  systematise: 'систематизация',
  accumulate: 'накопление',
  store: 'хранение',
  clarify: 'уточнение',
  update: 'обновление',
  change: 'изменение',
  extract: 'извлечение',
  use: 'использование',
  transfer: 'передача',
  distribute: 'распространение',
  provide: 'передача',
  give_access: 'открытие доступа',
  depersonalise: 'обезличивание',
  block: 'блокирование',
  delete: 'удаление',
  destroy: 'уничтожение',
  unblock: 'снятие блокирования',
}

/** What a role may be refused that is no operation on data. */
const ACTS: Partial<Readonly<Record<ActionKind, string>>> = {
  contract_entered: 'внесение договора',
  contract_ended: 'окончание договора',
  hold_set: 'отсрочка уничтожения',
  hold_lifted: 'снятие отсрочки уничтожения',
  act_made: 'просмотр актов об уничтожении',
  protection_changed: 'просмотр проверки защиты',
  control_reviewed: 'пересмотр мер контроля',
  ledger_checked: 'проверка журнала',
  register_searched: 'поиск в реестре действий',
  recipient_suspended: 'приостановка передачи',
  recipient_resumed: 'возобновление передачи',
  attestation_entered: 'внесение подтверждения об использовании данных',
  purpose_suspended: 'приостановка обработки для цели',
  purpose_resumed: 'возобновление обработки для цели',
  outcome_received: 'сообщение об исходе',
  notice_answered: 'подтверждение уведомления',
  incident_opened: 'сообщение об инциденте',
  mailing_written: 'написание рассылки',
  mailing_approved: 'утверждение рассылки',
  mailing_ended: 'остановка рассылки',
}

function act(asked: ActionKind | undefined): string {
  return (asked === undefined ? undefined : ACTS[asked]) ?? 'действие'
}

export function acted(said: ActionSaid): string {
  const { verb, to, ofRecipient } = TOLD[said.kind]
  const { recipient } = said
  const itself = ofRecipient === true && recipient !== undefined
  const [who, form] = actor(itself ? { kind: 'recipient', name: recipient } : said.actor)
  const toWhom = itself || recipient === undefined ? '' : (to ?? aside)(recipient)
  return `${who} ${verb[form]}${toWhom}${listed(said.list)}`
}

export function refused(said: RefusedSaid): string {
  const noun = said.operation === undefined ? act(said.asked) : NOUN[said.operation]
  const toWhom = said.recipient === undefined ? '' : named(said.recipient)
  return `Отказано, ${noun}${toWhom}${listed(said.list)}`
}

/** The organisation's name in quotation marks, unless it brings its own. */
export function quoted(name: string): string {
  return name.includes('«') ? name : `«${name}»`
}

function aside(recipient: string): string {
  return ` (${quoted(recipient)})`
}

function listed(list: string | undefined): string {
  return list === undefined || list === '' ? '' : `: ${list}`
}

function actor(who: Actor): readonly [string, 0 | 1 | 2] {
  switch (who.kind) {
    case 'you':
      return ['Вы', 2]
    case 'applicant':
      return ['Заявитель', 0]
    case 'staff':
      return [`Сотрудник ${who.name}`, 0]
    case 'recipient':
      return [`Организация ${quoted(who.name)}`, 1]
    case 'program':
      return ['Программа', 1]
  }
}
