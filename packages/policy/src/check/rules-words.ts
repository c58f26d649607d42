/**
 * Rules about the law, clocks, clauses, the source, words in three languages, and the files themselves.
 *
 * Four lines a rule, as in `rules-model.ts`. Serves, L-14, L-16, I10.
 */
export const WORD_RULES = `
legal_foreign error R-52,X-4: A rule stands on an act of another state.
kk: Қазақстан заңына немесе ратификацияланған шартқа сілтеңіз.
ru: Сошлитесь на закон Казахстана или ратифицированный договор.
en: Cite an act of Kazakhstan or a ratified treaty.
legal_unknown error R-2: A rule cites an article that legal.yaml does not have.
kk: Бапты legal.yaml файлына қосыңыз немесе сілтемені түзетіңіз.
ru: Добавьте статью в legal.yaml или исправьте ссылку.
en: Add the article to legal.yaml, or mend the citation.
legal_superseded error R-2: A rule cites an article that is no longer in force.
kk: Ережені қайта қарап, күші бар бапқа сілтеңіз.
ru: Пересмотрите правило и сошлитесь на действующую статью.
en: Review the rule and cite what is in force.
legal_act_unknown error R-2,X-3: A reference names an act that is not declared.
kk: Актіні acts тізіміне қосыңыз немесе нөмірін түзетіңіз.
ru: Добавьте акт в acts или исправьте номер.
en: Add the act to acts, or mend its number.
legal_redaction_missing error R-2: Nothing says which redaction of an act was read.
kk: Қаралған редакцияның күнін жазыңыз.
ru: Запишите дату прочитанной редакции.
en: Write the date of the redaction that was read.
operation_missing error R-94: One of the operations is not declared.
kk: Әрекетті operations.yaml файлына қосыңыз.
ru: Добавьте действие в operations.yaml.
en: Add the operation to operations.yaml.
operation_without_legal error R-94,X-16: An operation names no article that says what it is.
kk: Ұғымды беретін бапты көрсетіңіз.
ru: Укажите статью с понятием действия.
en: Name the article that defines the operation.
operations_alike error R-99,X-13: Two operations have one word.
kk: Әр әрекетке өз сөзін беріңіз: өшіру бөлек, жою бөлек.
ru: Дайте каждому действию своё слово: удаление и уничтожение различны.
en: Give each operation a word of its own: deletion is not destruction.
right_without_legal error R-38: A right names no article.
kk: Құқық сүйенетін бапты көрсетіңіз.
ru: Укажите статью, на которой стоит право.
en: Name the article that the right stands on.
right_missing error R-38,R-40,X-9: A right of the law is missing.
kk: Құқықты rights.yaml файлына қосыңыз.
ru: Добавьте право в rights.yaml.
en: Add the right to rights.yaml.
clause_without_legal error R-2: A clause names no article.
kk: Тармақ сүйенетін бапты көрсетіңіз.
ru: Укажите статью, на которой стоит пункт.
en: Name the article that the clause stands on.
deadline_missing error L-13,X-29: A period that the law sets is missing.
kk: Мерзімді deadlines.yaml файлына қосыңыз.
ru: Добавьте срок в deadlines.yaml.
en: Add the period to deadlines.yaml.
deadline_unknown error R-38: A right counts by a period that is not there.
kk: Мерзімнің белгісін түзетіңіз.
ru: Исправьте обозначение срока.
en: Mend the name of the period.
deadline_invalid error R-38: A period has days without a unit, or nothing to count from.
kk: Күн санына бірлік пен басталатын оқиғаны қосыңыз.
ru: Добавьте к числу дней единицу и событие начала.
en: Give the days a unit and an event to count from.
calendar_year_missing error L-14: The days off of a year are missing.
kk: Жылдың демалыс күндерін calendar.yaml файлына қосыңыз.
ru: Добавьте выходные дни года в calendar.yaml.
en: Add the days off of the year to calendar.yaml.
calendar_day_invalid error L-14: A day off is no date of its year, or stands there twice.
kk: Күнді түзетіңіз немесе қайталанғанын алып тастаңыз.
ru: Исправьте дату или уберите повтор.
en: Mend the date, or take the second one out.
mci_missing error L-14: The monthly calculation index of the year is missing.
kk: Жылдың АЕК мөлшерін limits.yaml файлына қосыңыз.
ru: Добавьте МРП года в limits.yaml.
en: Add the index of the year to limits.yaml.
apr_cap_missing error L-14: No cap on the annual rate is in force.
kk: Мөлшерлеменің шегін күнімен жазыңыз.
ru: Запишите предел ставки с датой.
en: Write the cap with its date.
ledger_published_short error R-85: Entries of the ledger would leave the publication while they can still be disputed.
kk: Мерзімді хабарламадағы күн санына дейін ұзартыңыз немесе жолды алып тастаңыз: жазбалар әрқашан жарияланады.
ru: Продлите срок до числа дней из сообщения или уберите строку: записи публикуются всегда.
en: Lengthen the term to the days in the message, or take the line out: entries then stay published for ever.
chapter_missing error R-1: A chapter is missing or empty.
kk: Тарауды clauses.yaml файлына қосыңыз.
ru: Добавьте главу в clauses.yaml.
en: Add the chapter to clauses.yaml.
clause_twice error R-1: A clause is declared twice.
kk: Екіншісіне басқа нөмір беріңіз немесе алып тастаңыз.
ru: Дайте второму другой номер или уберите его.
en: Give the second another number, or take it out.
clause_treatment_unexplained error R-1: A corrected clause names no oddity, or a kept one names some.
kk: Түзетілген тармаққа X-n белгісін қосыңыз.
ru: Добавьте исправленному пункту обозначение X-n.
en: Name the oddity X-n of the corrected clause.
clause_unknown error R-10: A rule names a clause that is not there.
kk: Тармақтың нөмірін түзетіңіз.
ru: Исправьте номер пункта.
en: Mend the number of the clause.
clause_text_orphan error R-1: A text belongs to no clause.
kk: Мәтінді тармаққа байлаңыз немесе алып тастаңыз.
ru: Привяжите текст к пункту или уберите его.
en: Give the text a clause, or take it out.
source_missing error R-1: The source document is named and not there.
kk: Бастапқы құжатты source/ қалтасына өзгертпей қойыңыз.
ru: Положите исходный документ в source/ без изменений.
en: Put the source document into source/, unchanged.
source_altered error R-1: The source document is not the one that was approved.
kk: Бекітілген құжатты қайтарыңыз; түзету тармақтарда жазылады.
ru: Верните утверждённый документ; исправления пишутся в пунктах.
en: Put the approved document back; corrections stand in the clauses.
source_lines_invalid error R-1: The lines of a clause of the source are wrong.
kk: Жолдардың басы мен соңын түзетіңіз.
ru: Исправьте первую и последнюю строки.
en: Mend the first and the last line.
source_unanswered error R-1: A clause of the source is answered by none of ours.
kk: Тармақты сақтаңыз, түзетіңіз, ауыстырыңыз немесе өшіріңіз.
ru: Сохраните, исправьте, замените или отключите этот пункт.
en: Keep, correct, replace or disable that clause.
source_unknown error R-1: A clause cites a place that the source does not have.
kk: Бастапқы тармақтың нөмірін түзетіңіз.
ru: Исправьте номер пункта источника.
en: Mend the number of the source's clause.
source_unnamed error R-1: A clause does not say which clause of the source it is.
kk: source кілтін жазыңыз; тек қосылған тармақта ол болмайды.
ru: Запишите ключ source; его нет только у добавленного пункта.
en: Write the key source; only an added clause has none.
source_kept_with_mistake error X-1,X-2,X-5: A clause of the source with a mistake is said to be kept.
kk: treatment мәнін corrected етіп, не түзетілгенін жазыңыз.
ru: Поставьте treatment: corrected и напишите, что исправлено.
en: Set treatment to corrected and say what was mended.
federal_law_named error X-2: A text speaks of federal laws.
kk: «Қазақстан Республикасының заңдары» деп жазыңыз.
ru: Напишите «законы Республики Казахстан».
en: Write "laws of the Republic of Kazakhstan".
law_number_wrong error X-3: A text names the law by a wrong number.
kk: № 94-V деп жазыңыз.
ru: Напишите № 94-V.
en: Write No. 94-V.
foreign_law_named error R-52,X-4,X-5: A text names an act of another state.
kk: Қазақстан заңының бабымен ауыстырыңыз.
ru: Замените статьёй закона Казахстана.
en: Put an article of the law of Kazakhstan in its place.
protection_level_foreign error R-78,X-6: A text speaks of protection levels set by the Government.
kk: Қорғау деңгейі қалай есептелетінін жазыңыз.
ru: Напишите, как вычисляется уровень защиты.
en: Say how the level of protection is computed.
operator_name_differs error R-72,X-7: A text misspells the operator's name.
kk: Атауды карточкадағыдай жазыңыз.
ru: Напишите наименование как в карточке.
en: Write the name as on the card.
text_with_hole error R-90,X-8: A place in a text is left blank.
kk: Бос орынды толтырыңыз.
ru: Заполните пустое место.
en: Fill in the blank.
word_confused error R-80,X-10,X-11,X-15,X-17,X-22,X-26,X-28: A text has a word that means something else.
kk: Табылған сөзді аталған дұрыс терминмен ауыстырыңыз.
ru: Замените слово верным термином из сообщения.
en: Put the right term of the message in its place.
depersonalisation_reversible error R-96,X-16: A text takes what can be undone for depersonalised.
kk: Кері қайтарылмайтынын жазыңыз.
ru: Напишите, что обратить это нельзя.
en: Say that it cannot be undone.
secrecy_before_rights error R-73,X-27: A text puts personal data under secrecy of business.
kk: Дербес деректер режимін коммерциялық құпиядан жоғары қойыңыз.
ru: Поставьте режим персональных данных выше коммерческой тайны.
en: Put the regime of personal data above secrecy of business.
translation_missing error L-16: A text is missing in one language.
kk: Мәтінді осы тілде жазыңыз.
ru: Напишите текст на этом языке.
en: Write the text in this language.
translation_equal error L-16: Two languages have the same text.
kk: Екеуінің бірін аударыңыз.
ru: Переведите один из двух текстов.
en: Translate one of the two.
translation_stale warning L-16: A translation is older than its Kazakh text.
kk: Аударманы қазақшасымен салыстырып, содан кейін kelisim policy stamp орындаңыз.
ru: Сверьте перевод с казахским текстом, затем выполните kelisim policy stamp.
en: Compare the translation with the Kazakh, then run kelisim policy stamp.
translation_unstamped warning L-16: Nothing says which Kazakh text a translation was made from.
kk: Аударманы тексеріп, kelisim policy stamp орындаңыз.
ru: Проверьте перевод и выполните kelisim policy stamp.
en: Check the translation and run kelisim policy stamp.
kazakh_not_kazakh error L-16: A Kazakh text is not in Kazakh.
kk: Мәтінді қазақша жазыңыз.
ru: Напишите текст по-казахски.
en: Write the text in Kazakh.
kazakh_forbidden_term error X-1,X-15: A Kazakh text has a term that the law does not have.
kk: «Дербес деректер» және «субъект» деп жазыңыз.
ru: Напишите «дербес деректер» и «субъект».
en: Write «дербес деректер» and «субъект».
alphabets_mixed error L-16: A word mixes Latin and Cyrillic letters that look alike.
kk: Сөзді бір әліпбимен қайта теріңіз.
ru: Наберите слово одной азбукой.
en: Type the word in one alphabet.
words_pressing error L-1: A text presses the reader.
kk: Асықтыратын сөзді және леп белгісін алып тастаңыз.
ru: Уберите давление и восклицательный знак.
en: Take the pressure and the exclamation mark out.
term_undefined error R-90,L-16: A term has no clause that defines it.
kk: Терминге анықтама тармағын көрсетіңіз немесе анықтамада сол сөзді қолданыңыз.
ru: Укажите пункт с определением или употребите термин в нём.
en: Name the clause that defines it, and use the term there.
term_used_differently error R-90,X-1: A text says a term in another word.
kk: Глоссарийдегі терминді жазыңыз.
ru: Напишите термин из глоссария.
en: Write the term of the glossary.
text_broken error X-24,X-25: A sentence is broken.
kk: Сөйлемді аяқтап, қайталанған сөз бен жабылмаған жақшаны түзетіңіз.
ru: Допишите предложение, уберите повтор и закройте скобку.
en: Finish the sentence; mend the repeated word or the open bracket.
dpv_unmapped error L-16: A word of the policy has no public term.
kk: dpv.yaml файлына сөздің жалпыға ортақ терминін қосыңыз.
ru: Добавьте в dpv.yaml общепринятый термин.
en: Add its public term to dpv.yaml.
dpv_unknown error L-16: The mapping names a word that the policy does not have.
kk: Сөзді dpv.yaml файлынан алып тастаңыз немесе түзетіңіз.
ru: Уберите слово из dpv.yaml или исправьте.
en: Take the word out of dpv.yaml, or mend it.
dpv_term_unknown error L-16: The mapping names a term that the public vocabulary does not have.
kk: Сөздіктің сол нұсқасындағы терминді жазыңыз.
ru: Запишите термин из этой версии словаря.
en: Write a term of that version of the vocabulary.
dpv_version_unknown error L-16: The mapping is to a version of the vocabulary that was never read.
kk: Қаралған нұсқаны көрсетіңіз.
ru: Укажите прочитанную версию.
en: Name the version that was read.
names_unknown error R-9: A name for other programs stands for what is not there.
kk: names.yaml файлындағы атауды түзетіңіз.
ru: Исправьте имя в names.yaml.
en: Mend the name in names.yaml.
names_reserved error R-9: A name for other programs is one of our own words.
kk: Басқа атау таңдаңыз.
ru: Выберите другое имя.
en: Choose another name.
yaml_invalid error R-10: A file is not YAML that can be read.
kk: Аталған жолдың жазылуын түзетіңіз.
ru: Исправьте запись в названной строке.
en: Mend the syntax at that line.
shape_invalid error R-10: A value has the wrong shape.
kk: Мәнді хабарламада айтылған түрге келтіріңіз.
ru: Приведите значение к виду из сообщения.
en: Give the value the shape that the message names.
key_unknown error R-10: A key that nothing reads.
kk: Кілттің жазылуын түзетіңіз немесе алып тастаңыз.
ru: Исправьте ключ или уберите его.
en: Mend the key, or take it out.
key_missing error R-10: A key is missing.
kk: Кілтті мәнімен қосыңыз.
ru: Добавьте ключ со значением.
en: Add the key with its value.
declared_twice error R-10: A name is declared twice.
kk: Екіншісін өзгертіңіз немесе алып тастаңыз.
ru: Переименуйте или уберите второе.
en: Rename the second, or take it out.
file_missing error R-10: A file of the folder is missing.
kk: Файлды қалтаға қайтарыңыз.
ru: Верните файл в папку.
en: Put the file back.
file_unknown error R-10: A file that nothing reads.
kk: Файлды алып тастаңыз немесе атын түзетіңіз.
ru: Уберите файл или исправьте имя.
en: Take the file out, or mend its name.
`
