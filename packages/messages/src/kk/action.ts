/**
 * How is an action told in Kazakh: `Қызметкер Д. Ким деректі ашты: телефон нөмірі`.
 *
 * The verb comes last and agrees with `сіз` by harmony (ашты → аштыңыз); fields follow a colon, so
 * their titles need no case. What a recipient did is told of the recipient, whoever wrote it down.
 * Serves R-85: a refusal reads in the same form as what happened.
 */
import type { ActionKind, Operation } from '@kelisim/terms'
import type { ActionSaid, Actor, RefusedSaid } from '../action.ts'

interface Told {
  /** What the action is about, between who and to whom. */
  readonly object?: string
  /** Past tense, third person. */
  readonly verb: string
  readonly to?: (recipient: string) => string
  /** The recipient is who acts. */
  readonly ofRecipient?: true
}

const dative = (recipient: string) => `${quoted(recipient)} ұйымына`
const genitive = (recipient: string) => `${quoted(recipient)} ұйымының`
const accusative = (recipient: string) => `${quoted(recipient)} ұйымын`

const TOLD: Readonly<Record<ActionKind, Told>> = {
  application_submitted: { verb: 'өтінім жіберді' },
  consent_granted: { verb: 'келісім берді', to: (name) => `${dative(name)} беруге` },
  consent_withdrawn: { verb: 'келісімді қайтарып алды', to: (name) => `${dative(name)} беруге` },
  values_kept: { object: 'деректі', verb: 'енгізді' },
  values_opened: { object: 'деректі', verb: 'ашты' },
  values_listed: { verb: 'тізімнен қарады' },
  values_exported: { verb: 'деректердің көшірмесін жүктеп алды' },
  disclosure_planned: { verb: 'алушы етіп атады', to: accusative },
  disclosure_sent: { object: 'деректі', verb: 'берді', to: dative },
  disclosure_answered: { verb: 'өтінімге жауап берді', ofRecipient: true },
  outcome_received: { verb: 'өтінім бойынша шешімін хабарлады', ofRecipient: true },
  notice_acknowledged: { verb: 'хабарламамызды қабылдады', ofRecipient: true },
  notice_answered: { verb: 'көшірмесін жойғанын растады', ofRecipient: true },
  data_blocked: { object: 'деректі', verb: 'бұғаттады' },
  data_unblocked: { object: 'деректі бұғаттауды', verb: 'алып тастады' },
  copy_blocked: { verb: 'көшірмесін бұғаттағанын растады', ofRecipient: true },
  copy_unblocked: { verb: 'көшірмесіндегі бұғаттауды алып тастағанын растады', ofRecipient: true },
  copy_corrected: { verb: 'көшірмесін түзеткенін растады', ofRecipient: true },
  correction_asked: { verb: 'деректі түзетуді сұрады' },
  correction_refused: { verb: 'деректі түзетуден бас тартты' },
  value_corrected: { object: 'деректі', verb: 'түзетті' },
  hold_set: { verb: 'деректерді жоюды кейінге қалдырды' },
  hold_lifted: { verb: 'деректерді жоюды кейінге қалдыруды алып тастады' },
  contract_entered: { verb: 'шарт туралы мәліметті енгізді' },
  contract_ended: { verb: 'шарттың аяқталғанын жазды' },
  paper_recorded: { verb: 'қағазда жасалған әрекетті жазды' },
  data_restricted: { verb: 'деректерді өңдеуді шектеді' },
  terms_recounted: { verb: 'деректерді сақтау мерзімін қайта есептеді' },
  values_destroyed: { verb: 'мерзімі біткен деректерді жойды' },
  subject_destroyed: { object: 'деректі', verb: 'жойды' },
  destruction_told: { verb: 'деректің жойылатыны туралы хабар жіберуге ашты' },
  remains_destroyed: { verb: 'жойылған адам туралы беру жазбаларын жойды' },
  values_depersonalised: { verb: 'деректерді иесіздендірілген сандар алу үшін пайдаланды' },
  depersonalised: { verb: 'иесіздендіру актісін жасады' },
  act_begun: { verb: 'жою актісін бастады' },
  act_made: { verb: 'жою актісін жасады' },
  signed_in: { verb: 'жүйеге кірді' },
  policy_drafted: { verb: 'саясат нұсқасының жобасын бастады' },
  policy_edited: { verb: 'саясат нұсқасының жобасын өзгертті' },
  policy_checked: { verb: 'саясат нұсқасын бекітуге ұсынды' },
  policy_taken_back: { verb: 'саясат нұсқасын жобаға қайтарды' },
  policy_approved: { verb: 'саясат нұсқасын бекітті' },
  policy_published: { verb: 'саясат нұсқасын жариялады' },
  policy_adopted: { verb: 'саясаттың жаңа нұсқасын күшіне енгізді' },
  policy_superseded: { verb: 'саясаттың бұрынғы нұсқасын тоқтатты' },
  policy_discarded: { verb: 'саясат нұсқасынан бас тартты' },
  review_opened: { verb: 'заңға сілтемесі өзгерген ережелерді қарауға қойды' },
  review_done: { verb: 'заңға сілтемесі өзгерген ережені қарап шықты' },
  staff_added: { verb: 'қызметкер қосты' },
  staff_closed: { verb: 'қызметкердің кіру құқығын жапты' },
  offer_published: { verb: 'ұсынысын жариялады', to: genitive },
  offer_withdrawn: { verb: 'ұсынысын қайтарып алды', to: genitive },
  recipient_suspended: { verb: 'беруді тоқтата тұрды', to: dative },
  recipient_resumed: { verb: 'беруді қайта бастады', to: dative },
  attestation_entered: { verb: 'деректерді мақсатқа сай пайдалану туралы растауды енгізді' },
  purpose_suspended: { object: 'мақсат үшін өңдеуді', verb: 'тоқтата тұрды' },
  purpose_resumed: { object: 'мақсат үшін өңдеуді', verb: 'қайта бастады' },
  index_renewed: { verb: 'адамды табуға арналған нөмірлер жазбасын жаңартты' },
  index_links_ended: { verb: 'бұрынғы кілтпен жасалған іздеу жазбаларын алып тастады' },
  index_key_made: { verb: 'жаңа іздеу кілтін жасады' },
  index_key_ended: { verb: 'бұрынғы іздеу кілтін жойды' },
  keys_rotated: { verb: 'кілттерді ауыстырды' },
  keys_moved: { verb: 'кілттерді басқа сақтаушыға көшірді' },
  protection_changed: { verb: 'қорғаудың қайсы тексеруі өтпей тұрғанын жазды' },
  control_reviewed: { verb: 'қорғаудың бақылау шарасын қарап шықты' },
  ledger_checked: { verb: 'журналды тексерді' },
  register_searched: { verb: 'әрекеттер тізілімінен іздеді' },
  medium_registered: { verb: 'тасымалдағышты есепке алды' },
  medium_issued: { verb: 'тасымалдағышты берді' },
  medium_returned: { verb: 'тасымалдағышты қайтарып алды' },
  medium_destroyed: { verb: 'тасымалдағышты жойғанын тіркеді' },
  backup_begun: { verb: 'сақтық көшірме жасауды бастады' },
  data_restored: { verb: 'бүлінген жазбаларды қалпына келтірді' },
  detection_changed: { verb: 'анықтау ережелерін ауыстырды' },
  incident_opened: { verb: 'оқыс оқиға ашты' },
  incident_grown: { verb: 'оқыс оқиғаның жалғасып жатқанын анықтады' },
  incident_step: { verb: 'оқыс оқиға бойынша қадам жасады' },
  incident_listed: { verb: 'адамды оқыс оқиға қамтығандар тізіміне енгізді' },
  incident_told: { verb: 'адамға оның дерегіне қатысты оқыс оқиға туралы хабарлады' },
  sessions_ended: { verb: 'қызметкердің сеанстарын аяқтады' },
  account_locked: { verb: 'қызметкердің кіруін жапты' },
  account_unlocked: { verb: 'қызметкердің кіруін қалпына келтірді' },
  key_revoked: { verb: 'кілтінің күшін жойды', to: genitive },
  key_restored: { verb: 'кілтін қалпына келтірді', to: genitive },
  witness_cleared: { verb: 'куәгердің дабылын алып тастады' },
  decoys_ordered: { verb: 'бақылау жазбаларына тапсырыс берді' },
  document_proposed: { verb: 'ішкі құжатты бекітуге енгізді' },
  document_approved: { verb: 'ішкі құжатты бекітті' },
  document_withdrawn: { verb: 'ішкі құжатты қайтарып алды' },
  document_acknowledged: { verb: 'ішкі құжатты оқығанын растады' },
  mailing_written: { verb: 'хабарлама жазды' },
  mailing_approved: { verb: 'хабарлама жіберуді бекітті' },
  mailing_listed: { verb: 'хабарлама кімге кететінін келісімдер бойынша анықтады' },
  mailing_ended: { verb: 'хабарлама жіберуді аяқтады' },
  message_sending: { verb: 'хабарлама жіберу үшін деректі ашты' },
  message_settled: { verb: 'хабарлама жіберудің нәтижесін жазды' },
  message_skipped: { verb: 'хабарлама жібермеді' },
  message_refused: { verb: 'хабарлама жіберілмейтін мекенжайды белгіледі' },
  refusal_forgotten: { verb: 'хабарламадан бас тартудың ескі белгілерін жойды' },
}

const NOUN: Readonly<Record<Operation, string>> = {
  collect: 'жинау',
  record: 'жазу',
  systematise: 'жүйелеу',
  accumulate: 'жинақтау',
  store: 'сақтау',
  clarify: 'нақтылау',
  update: 'жаңарту',
  change: 'өзгерту',
  extract: 'шығарып алу',
  use: 'пайдалану',
  transfer: 'беру',
  distribute: 'тарату',
  provide: 'беру',
  give_access: 'қол жеткізуге рұқсат беру',
  depersonalise: 'иесіздендіру',
  block: 'бұғаттау',
  delete: 'өшіру',
  destroy: 'жою',
  unblock: 'бұғаттауды алып тастау',
}

/** What a role may be refused that is no operation on data. */
const ACTS: Partial<Readonly<Record<ActionKind, string>>> = {
  contract_entered: 'шартты енгізу',
  contract_ended: 'шартты аяқтау',
  hold_set: 'жоюды кейінге қалдыру',
  hold_lifted: 'жоюды кейінге қалдыруды алып тастау',
  act_made: 'жою актілерін қарау',
  protection_changed: 'қорғау тексеруін қарау',
  control_reviewed: 'бақылау шараларын қарау',
  ledger_checked: 'журналды тексеру',
  register_searched: 'әрекеттер тізілімінен іздеу',
  recipient_suspended: 'беруді тоқтата тұру',
  recipient_resumed: 'беруді қайта бастау',
  attestation_entered: 'мақсатқа сай пайдалану растауын енгізу',
  purpose_suspended: 'мақсат үшін өңдеуді тоқтата тұру',
  purpose_resumed: 'мақсат үшін өңдеуді қайта бастау',
  outcome_received: 'нәтиже туралы хабарлау',
  notice_answered: 'хабарламаны растау',
  incident_opened: 'оқыс оқиға туралы хабарлау',
  mailing_written: 'хабарлама жазу',
  mailing_approved: 'хабарламаны бекіту',
  mailing_ended: 'хабарламаны тоқтату',
}

function act(asked: ActionKind | undefined): string {
  return (asked === undefined ? undefined : ACTS[asked]) ?? 'әрекет'
}

export function acted(said: ActionSaid): string {
  const { object, verb, to, ofRecipient } = TOLD[said.kind]
  const { recipient } = said
  const itself = ofRecipient === true && recipient !== undefined
  const actor: Actor = itself ? { kind: 'recipient', name: recipient } : said.actor
  const toWhom = itself || recipient === undefined ? '' : (to ?? aside)(recipient)
  const words = [who(actor), object ?? '', toWhom, agreed(verb, actor)]
  return words.filter((word) => word !== '').join(' ') + listed(said.list)
}

export function refused(said: RefusedSaid): string {
  const noun = said.operation === undefined ? act(said.asked) : NOUN[said.operation]
  const toWhom = said.recipient === undefined ? '' : `${dative(said.recipient)} `
  return `Бас тартылды, ${toWhom}${noun}${listed(said.list)}`
}

/** The organisation's name in quotation marks, unless it brings its own. */
export function quoted(name: string): string {
  return name.includes('«') ? name : `«${name}»`
}

function aside(recipient: string): string {
  return `(${quoted(recipient)})`
}

function listed(list: string | undefined): string {
  return list === undefined || list === '' ? '' : `: ${list}`
}

/** `сіз` takes -ңыз after a back vowel and -ңіз after a front one. */
function agreed(verb: string, actor: Actor): string {
  if (actor.kind !== 'you') return verb
  return `${verb}${verb.endsWith('і') ? 'ңіз' : 'ңыз'}`
}

function who(actor: Actor): string {
  switch (actor.kind) {
    case 'you':
      return 'Сіз'
    case 'applicant':
      return 'Өтінім беруші'
    case 'staff':
      return `Қызметкер ${actor.name}`
    case 'recipient':
      return `${quoted(actor.name)} ұйымы`
    case 'program':
      return 'Бағдарлама'
  }
}
