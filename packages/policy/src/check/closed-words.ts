/**
 * Which parameters of a finding are words of ours, and how is each said in kk, ru, en?
 *
 * A parameter is known by its name: `kind` says of which kind an entry is, `language` a language, and so on. Whatever
 * stands in no list (an identifier, a figure, a word of the folder) is shown as it is. Requirement: L-16.
 */
import type { Texts } from '@kelisim/terms'

type Words = Readonly<Record<string, Texts>>

const say = (kk: string, ru: string, en: string): Texts => ({ kk, ru, en })

const LANGUAGE: Words = {
  kk: say('қазақша', 'казахский', 'Kazakh'),
  ru: say('орысша', 'русский', 'Russian'),
  en: say('ағылшынша', 'английский', 'English'),
}

/** Kinds of entries, by the names under which the reader keeps their places (`read.ts`). */
const KIND: Words = {
  purpose: say('мақсат', 'цель', 'purpose'),
  role: say('рөл', 'роль', 'role'),
  right: say('құқық', 'право', 'right'),
  category: say('субъектілер санаты', 'категория субъектов', 'category of people'),
  field: say('дерек', 'поле', 'field'),
  box: say('қорап', 'бокс', 'box'),
  recipient: say('алушы', 'получатель', 'recipient'),
  control: say('белгі', 'отметка', 'tick'),
  operation: say('әрекет', 'действие', 'operation'),
  act: say('акт', 'акт', 'act'),
  legal: say('заңға сілтеме', 'ссылка на закон', 'legal reference'),
  deadline: say('мерзім', 'срок', 'period'),
  calendar: say('күнтізбе жылы', 'год календаря', 'year of the calendar'),
  special: say('ерекше санат', 'особая категория', 'special category'),
  chapter: say('тарау', 'глава', 'chapter'),
  clause: say('тармақ', 'пункт', 'clause'),
  term: say('термин', 'термин', 'term'),
  form: say('форма', 'форма', 'form'),
  processing: say('өңдеу', 'обработка', 'processing'),
  measure: say('шара', 'мера', 'measure'),
}

/** What every policy speaks of, by the requirement. */
const MATTER: Words = {
  'R-2': say('ол сүйенетін заң', 'закон, на котором она стоит', 'the law it stands on'),
  'R-17': say('мақсаттардың жабық тізімі', 'закрытый список целей', 'the closed list of purposes'),
  'R-38': say('адамның құқықтары', 'права человека', 'the rights of the person'),
  'R-54': say('деректер тізімі', 'перечень данных', 'the list of data'),
  'R-55': say('өңдеу негізі', 'основание обработки', 'the ground of processing'),
  'R-58': say('үшінші тұлғаларға беру', 'передача третьим лицам', 'transfers to third parties'),
  'R-85': say('әр әрекетті тіркеу', 'запись каждого действия', 'the record of every action'),
  'R-88': say('саясатты жариялау', 'публикация политики', 'publication'),
  'R-91': say('оператор', 'оператор', 'the operator'),
}

/** What the tables decide where a text says otherwise. */
const RULE: Words = {
  goes_out: say(
    'бұл белгінің дерегі алушыға берілуі мүмкін',
    'данные этой отметки могут уйти получателю',
    'data of this tick may go to a recipient',
  ),
  goes_nowhere: say(
    'бұл белгінің дерегі ешкімге берілмейді',
    'данные этой отметки никому не идут',
    'no data of this tick go to anybody',
  ),
  stays_in_kz: say(
    'барлық дерек Қазақстанда қалады',
    'все данные остаются в Казахстане',
    'all data stay in Kazakhstan',
  ),
  nobody_distributes: say(
    'деректі ешкім тарата алмайды',
    'распространять не может никто',
    'nobody may distribute',
  ),
  destroy: say('дерек жойылады', 'данные уничтожаются', 'data are destroyed'),
  depersonalise: say('дерек иесіздендіріледі', 'данные обезличиваются', 'data are depersonalised'),
}

/** Shapes of a value; lists of allowed words and limits (`on | opt`, `≥ 1`) need no translation. */
const EXPECTED: Words = {
  string: say('мәтін', 'текст', 'a text'),
  number: say('сан', 'число', 'a number'),
  int: say('бүтін сан', 'целое число', 'a whole number'),
  boolean: say('true не false', 'true или false', 'true or false'),
  array: say('тізім', 'список', 'a list'),
  object: say('кілттері бар бөлім', 'раздел с ключами', 'a group of keys'),
  record: say('кілттері бар бөлім', 'раздел с ключами', 'a group of keys'),
  format: say('белгіленген түрдегі жазу', 'запись установленного вида', 'a text of the set form'),
  known_value: say(
    'белгілі мәндердің бірі',
    'одно из известных значений',
    'one of the known values',
  ),
}

/** Why a file is no YAML; a rarer reason is shown by the name that the library gives it. */
const PROBLEM: Words = {
  alias: say(
    'бүркеншік атқа жол жоқ, мәнді жазып шығыңыз',
    'псевдонимы не допускаются, выпишите значение',
    'aliases are not allowed, write the value out',
  ),
  duplicate_key: say('кілт екі рет тұр', 'ключ стоит дважды', 'a key stands twice'),
  key_not_word: say('кілт — бір сөз', 'ключ — одно слово', 'a key is one word'),
  bad_indent: say('шегініс дұрыс емес', 'неверный отступ', 'the indent is wrong'),
  tab_as_indent: say(
    'шегініс табуляциямен жазылған',
    'отступ табуляцией',
    'a tab stands as indent',
  ),
  missing_char: say('таңба жетіспейді', 'не хватает знака', 'a character is missing'),
  unexpected_token: say('орынсыз таңба', 'неожиданный знак', 'a character out of place'),
  bad_dq_escape: say(
    'тырнақша ішінде белгісіз \\ таңбасы',
    'неизвестный знак \\ в кавычках',
    'an unknown \\ within quotes',
  ),
}

const LISTS: Readonly<Record<string, Words>> = {
  language: LANGUAGE,
  otherLanguage: LANGUAGE,
  kind: KIND,
  matter: MATTER,
  rule: RULE,
  expected: EXPECTED,
  problem: PROBLEM,
}

export function closedWord(param: string, value: string): Texts | undefined {
  return LISTS[param]?.[value]
}

/** Parameters whose every value stands in a list; of the others an unknown value is shown as it is. */
export const ALWAYS_CLOSED = ['language', 'otherLanguage', 'kind', 'matter', 'rule'] as const
