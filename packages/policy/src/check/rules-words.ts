/**
 * Rules about the law, clocks, clauses, the source, words in three languages, and the files themselves.
 *
 * Four lines a rule, as in `rules-model.ts`. Serves, L-14, L-16, I10.
 */
export const WORD_RULES = `
legal_foreign error R-52,X-4
kk: Ереже Қазақстан заңына емес, басқа актіге сүйенеді: «{act}». → Қазақстан заңына немесе ратификацияланған шартқа сілтеңіз.
ru: Правило стоит не на законе Казахстана: «{act}». → Сошлитесь на закон Казахстана или ратифицированный договор.
en: A rule stands on what is no act of Kazakhstan: "{act}". → Cite an act of Kazakhstan or a ratified treaty.
legal_unknown error R-2
kk: legal.yaml файлында «{legal}» бабы жоқ, ал ереже соған сілтейді. → Бапты legal.yaml файлына қосыңыз немесе сілтемені түзетіңіз.
ru: Правило ссылается на «{legal}», а в legal.yaml её нет. → Добавьте статью в legal.yaml или исправьте ссылку.
en: A rule cites "{legal}", which legal.yaml does not have. → Add the article to legal.yaml, or mend the citation.
legal_superseded error R-2
kk: Ереже күшін жойған бапқа сілтейді: «{legal}». → Ережені қайта қарап, күші бар бапқа сілтеңіз.
ru: Правило ссылается на утратившую силу статью «{legal}». → Пересмотрите правило и сошлитесь на действующую статью.
en: A rule cites "{legal}", which is no longer in force. → Review the rule and cite what is in force.
legal_act_unknown error R-2,X-3
kk: «{legal}» сілтемесіндегі «{act}» актісі жарияланбаған. → Актіні acts тізіміне қосыңыз немесе нөмірін түзетіңіз.
ru: Ссылка «{legal}» называет необъявленный акт «{act}». → Добавьте акт в acts или исправьте номер.
en: The reference "{legal}" names the act "{act}", which is not declared. → Add the act to acts, or mend its number.
legal_redaction_missing error R-2
kk: «{legal}» сілтемесінде қай редакция қаралғаны айтылмаған. → Қаралған редакцияның күнін жазыңыз.
ru: В ссылке «{legal}» не сказано, какая редакция прочитана. → Запишите дату прочитанной редакции.
en: The reference "{legal}" does not say which redaction was read. → Write the date of the redaction that was read.
operation_missing error R-94
kk: «{operation}» әрекеті жарияланбаған. → Әрекетті operations.yaml файлына қосыңыз.
ru: Действие «{operation}» не объявлено. → Добавьте действие в operations.yaml.
en: The operation "{operation}" is not declared. → Add the operation to operations.yaml.
operation_without_legal error R-94,X-16
kk: «{id}» әрекетінің ұғымын беретін бап аталмаған. → Ұғымды беретін бапты көрсетіңіз.
ru: У действия «{id}» не названа статья с его понятием. → Укажите статью с понятием действия.
en: The operation "{id}" names no article that says what it is. → Name the article that defines the operation.
operations_alike error R-99,X-13
kk: «{operation}» мен «{other}» бір сөзбен аталған, тілі: {language}. → Әр әрекетке өз сөзін беріңіз: өшіру бөлек, жою бөлек.
ru: «{operation}» и «{other}» названы одним словом; язык: {language}. → Дайте каждому действию своё слово: удаление и уничтожение различны.
en: "{operation}" and "{other}" are one word; language: {language}. → Give each operation a word of its own: deletion is not destruction.
right_without_legal error R-38
kk: «{id}» құқығы бірде-бір бапты атамайды. → Құқық сүйенетін бапты көрсетіңіз.
ru: Право «{id}» не называет ни одной статьи. → Укажите статью, на которой стоит право.
en: The right "{id}" names no article. → Name the article that the right stands on.
right_missing error R-38,R-40,X-9
kk: Заңдағы «{right}» құқығы жоқ. → Құқықты rights.yaml файлына қосыңыз.
ru: Нет права из закона: «{right}». → Добавьте право в rights.yaml.
en: The right "{right}" of the law is missing. → Add the right to rights.yaml.
clause_without_legal error R-2
kk: Тармақ бірде-бір бапты атамайды. → Тармақ сүйенетін бапты көрсетіңіз.
ru: Пункт не называет ни одной статьи. → Укажите статью, на которой стоит пункт.
en: The clause names no article. → Name the article that the clause stands on.
deadline_missing error L-13,X-29
kk: Заң қойған {deadline} мерзімі жоқ. → Мерзімді deadlines.yaml файлына қосыңыз.
ru: Нет установленного законом срока {deadline}. → Добавьте срок в deadlines.yaml.
en: The period {deadline} that the law sets is missing. → Add the period to deadlines.yaml.
deadline_unknown error R-38
kk: «{right}» құқығы жоқ мерзіммен саналады: {deadline}. → Мерзімнің белгісін түзетіңіз.
ru: Право «{right}» считается по сроку, которого нет: {deadline}. → Исправьте обозначение срока.
en: The right "{right}" counts by the period {deadline}, which is not there. → Mend the name of the period.
deadline_invalid error R-38
kk: {deadline} мерзімінде күн санының бірлігі, басталатын оқиғасы немесе күшіне енген күні жоқ. → Күн санына бірлік пен басталатын оқиғаны қосыңыз.
ru: У срока {deadline} нет единицы, события начала или даты действия. → Добавьте к числу дней единицу и событие начала.
en: The period {deadline} has days without a unit, nothing to count from, or no date. → Give the days a unit and an event to count from.
calendar_year_missing error L-14
kk: {year} жылдың демалыс күндері жоқ. → Жылдың демалыс күндерін calendar.yaml файлына қосыңыз.
ru: Нет выходных дней {year} года. → Добавьте выходные дни года в calendar.yaml.
en: The days off of {year} are missing. → Add the days off of the year to calendar.yaml.
calendar_day_invalid error L-14
kk: {year} жылдың «{day}» демалыс күні сол жылдың күні емес немесе екі рет тұр. → Күнді түзетіңіз немесе қайталанғанын алып тастаңыз.
ru: Выходной «{day}» не дата {year} года или стоит дважды. → Исправьте дату или уберите повтор.
en: The day off "{day}" is no date of {year}, or stands there twice. → Mend the date, or take the second one out.
mci_missing error L-14
kk: {year} жылдың айлық есептік көрсеткіші (АЕК) жоқ. → Жылдың АЕК мөлшерін limits.yaml файлына қосыңыз.
ru: Нет месячного расчётного показателя (МРП) {year} года. → Добавьте МРП года в limits.yaml.
en: The monthly calculation index of {year} is missing. → Add the index of the year to limits.yaml.
apr_cap_missing error L-14
kk: Жылдық мөлшерлеменің жалпы шегі күшінде емес немесе күні жоқ. → Мөлшерлеменің шегін күнімен жазыңыз.
ru: Общий предел годовой ставки не действует или без даты. → Запишите предел ставки с датой.
en: The general cap on the annual rate is not in force, or has no date. → Write the cap with its date.
ledger_published_short error R-85
kk: Тіркелім жазбалары дауласуға әлі болатын кезде жарияланымнан шығып қалар еді; кемінде {days} күн тұруы керек. → Мерзімді сол күн санына дейін ұзартыңыз немесе жолды алып тастаңыз: жазбалар әрқашан жарияланады.
ru: Записи журнала ушли бы из публикации, пока их ещё можно оспорить; нужно не меньше {days|дня|дней}. → Продлите срок до этого числа дней или уберите строку: записи публикуются всегда.
en: Entries of the ledger would leave the publication while they can still be disputed; they stay for {days|day|days} at least. → Lengthen the term to that many days, or take the line out: entries then stay published for ever.
chapter_missing error R-1
kk: {chapter}-тарау жоқ немесе бос. → Тарауды clauses.yaml файлына қосыңыз.
ru: Глава {chapter} отсутствует или пуста. → Добавьте главу в clauses.yaml.
en: Chapter {chapter} is missing or empty. → Add the chapter to clauses.yaml.
clause_missing error R-1
kk: Мына мәселе туралы бірде-бір тармақ жоқ: {matter}. → Тармақ қосыңыз немесе бар тармаққа requirements белгісін жазыңыз: {requirement}.
ru: Ни один пункт не говорит об этом: {matter}. → Добавьте пункт или впишите в requirements существующего: {requirement}.
en: No clause speaks of this: {matter}. → Add a clause, or write {requirement} into requirements of the one that speaks of it.
clause_twice error R-1
kk: «{clause}» тармағы екі рет жарияланған. → Екіншісіне басқа нөмір беріңіз немесе алып тастаңыз.
ru: Пункт «{clause}» объявлен дважды. → Дайте второму другой номер или уберите его.
en: The clause "{clause}" is declared twice. → Give the second another number, or take it out.
clause_treatment_unexplained error R-1
kk: Түзетілген «{clause}» тармағы кемшілікті (X-n) атамайды немесе сақталғаны атайды. → Түзетілген тармаққа X-n белгісін қосыңыз.
ru: Исправленный пункт «{clause}» не называет огрех (X-n), или сохранённый его называет. → Добавьте исправленному пункту обозначение X-n.
en: The corrected clause "{clause}" names no oddity (X-n), or a kept one names some. → Name the oddity X-n of the corrected clause.
clause_unknown error R-10
kk: «{clause}» деген тармақ жоқ, ал оған {kind} «{id}» сүйенеді. → Тармақтың нөмірін түзетіңіз.
ru: Пункта «{clause}» нет, а на нём стоит {kind} «{id}». → Исправьте номер пункта.
en: There is no clause "{clause}", and on it stands the {kind} "{id}". → Mend the number of the clause.
clause_text_orphan error R-1
kk: Мәтін жоқ тармаққа немесе себеп сұралмайтын тармаққа жазылған: «{clause}». → Мәтінді тармаққа байлаңыз немесе алып тастаңыз.
ru: Текст записан к пункту, которого нет или который его не требует: «{clause}». → Привяжите текст к пункту или уберите его.
en: The text belongs to no clause, or to one that asks for none: "{clause}". → Give the text a clause, or take it out.
source_missing error R-1
kk: Бастапқы құжат аталған, бірақ қалтада жоқ: {file}. → Бастапқы құжатты source/ қалтасына өзгертпей қойыңыз.
ru: Исходный документ назван, но его нет в папке: {file}. → Положите исходный документ в source/ без изменений.
en: The source document is named and not there: {file}. → Put the source document into source/, unchanged.
source_altered error R-1
kk: {file} — бекітілген құжат емес: оның SHA-256 мәні {sha256}. → Бекітілген құжатты қайтарыңыз; түзету тармақтарда жазылады.
ru: {file} — не тот документ, что утверждён: его SHA-256 {sha256}. → Верните утверждённый документ; исправления пишутся в пунктах.
en: {file} is not the document that was approved: its SHA-256 is {sha256}. → Put the approved document back; corrections stand in the clauses.
source_lines_invalid error R-1
kk: Бастапқы «{clause}» тармағының жолдары ({from}–{to}) бос, кері жазылған немесе құжаттан ({count} жол) тыс. → Жолдардың басы мен соңын түзетіңіз.
ru: Строки пункта источника «{clause}» ({from}–{to}) пусты, стоят наоборот или вне документа (строк: {count}). → Исправьте первую и последнюю строки.
en: The lines of the source's clause "{clause}" ({from}–{to}) are empty, the wrong way round, or outside the document of {count} lines. → Mend the first and the last line.
source_lines_shared error R-1
kk: Бастапқы «{clause}» тармағының жолдарын «{other}» тармағы да иеленген. → Екеуінің бірінің жолдарын түзетіңіз.
ru: Строки пункта источника «{clause}» заняты и пунктом «{other}». → Исправьте строки одного из двух.
en: The lines of the source's clause "{clause}" are those of "{other}" as well. → Mend the lines of one of the two.
source_unanswered error R-1
kk: Бастапқы құжаттың «{clause}» тармағына бірде-бір тармақ жауап бермейді. → Тармақты сақтаңыз, түзетіңіз, ауыстырыңыз немесе өшіріңіз.
ru: На пункт источника «{clause}» не отвечает ни один наш пункт. → Сохраните, исправьте, замените или отключите этот пункт.
en: None of our clauses answers "{clause}" of the source. → Keep, correct, replace or disable that clause.
source_unknown error R-1
kk: Бастапқы құжатта «{clause}» тармағы жоқ, ал біздікі соған сілтейді. → Бастапқы тармақтың нөмірін түзетіңіз.
ru: В источнике нет пункта «{clause}», а наш на него ссылается. → Исправьте номер пункта источника.
en: A clause cites "{clause}", which the source does not have. → Mend the number of the source's clause.
source_unnamed error R-1
kk: Тармақ бастапқы құжаттың қай тармағы екенін айтпайды. → source кілтін жазыңыз; тек қосылған тармақта ол болмайды.
ru: Пункт не говорит, каким пунктом источника он был. → Запишите ключ source; его нет только у добавленного пункта.
en: The clause does not say which clause of the source it is. → Write the key source; only an added clause has none.
source_kept_with_mistake error X-1,X-2,X-5
kk: Бастапқы мәтінде «{found}» бар, ал тармақ сол қалпында сақталған делінген. → treatment мәнін corrected етіп, не түзетілгенін жазыңыз.
ru: В источнике стоит «{found}», а пункт назван сохранённым как есть. → Поставьте treatment: corrected и напишите, что исправлено.
en: The source says "{found}" here, and the clause is said to be kept as it is. → Set treatment to corrected and say what was mended.
federal_law_named error X-2
kk: Мәтін федералдық заң дейді: «{found}»; Қазақстанда ондай жоқ. → «Қазақстан Республикасының заңдары» деп жазыңыз.
ru: Текст говорит о федеральном законе: «{found}»; в Казахстане таких нет. → Напишите «законы Республики Казахстан».
en: The text speaks of a federal law: "{found}"; Kazakhstan has none. → Write "laws of the Republic of Kazakhstan".
law_number_wrong error X-3
kk: Мәтінде заңның нөмірі қате: «{found}». → № 94-V деп жазыңыз.
ru: В тексте неверный номер закона: «{found}». → Напишите № 94-V.
en: The text names the law by a wrong number: "{found}". → Write No. 94-V.
foreign_law_named error R-52,X-4,X-5
kk: Мәтін басқа мемлекеттің актісін атайды: «{found}». → Қазақстан заңының бабымен ауыстырыңыз.
ru: Текст называет акт другого государства: «{found}». → Замените статьёй закона Казахстана.
en: The text names an act of another state: "{found}". → Put an article of the law of Kazakhstan in its place.
protection_level_foreign error R-78,X-6
kk: Мәтін Үкімет белгілейтін қорғау деңгейі туралы айтады: «{found}»; ондай деңгей жоқ. → Қорғау деңгейі қалай есептелетінін жазыңыз.
ru: Текст говорит об уровне защиты от Правительства: «{found}»; таких уровней нет. → Напишите, как вычисляется уровень защиты.
en: The text speaks of protection levels set by the Government: "{found}"; there are none. → Say how the level of protection is computed.
operator_name_differs error R-72,X-7
kk: «{found}» — карточкадағы оператор атауы емес. → Атауды карточкадағыдай жазыңыз.
ru: «{found}» — не то наименование, что в карточке оператора. → Напишите наименование как в карточке.
en: "{found}" is not the name on the operator's card. → Write the name as on the card.
text_with_hole error R-90,X-8
kk: Мәтінде толтырылмаған орын бар. → Бос орынды толтырыңыз.
ru: В тексте осталось пустое место. → Заполните пустое место.
en: A place in the text is left blank. → Fill in the blank.
word_confused error R-80,X-10,X-11,X-15,X-17,X-22,X-26,X-28
kk: «{found}» сөзі мұнда басқа мағына береді ({oddity}). → Оның орнына былай жазыңыз: «{instead}».
ru: Слово «{found}» здесь значит иное ({oddity}). → Напишите вместо него: «{instead}».
en: The word "{found}" means something else here ({oddity}). → Write instead: "{instead}".
depersonalisation_reversible error R-96,X-16
kk: Мәтін кері қайтаруға болатын нәрсені иесіздендіру дейді: «{found}». → Кері қайтарылмайтынын жазыңыз.
ru: Текст зовёт обезличиванием то, что можно обратить: «{found}». → Напишите, что обратить это нельзя.
en: The text takes what can be undone for depersonalised: "{found}". → Say that it cannot be undone.
secrecy_before_rights error R-73,X-27
kk: Мәтін дербес деректерді коммерциялық құпияға бағындырады: «{found}». → Дербес деректер режимін коммерциялық құпиядан жоғары қойыңыз.
ru: Текст подчиняет персональные данные коммерческой тайне: «{found}». → Поставьте режим персональных данных выше коммерческой тайны.
en: The text puts personal data under secrecy of business: "{found}". → Put the regime of personal data above secrecy of business.
translation_missing error L-16
kk: Мәтін жоқ, тілі: {language}. → Мәтінді осы тілде жазыңыз.
ru: Нет текста; язык: {language}. → Напишите текст на этом языке.
en: The text is missing; language: {language}. → Write the text in this language.
translation_equal error L-16
kk: Екі тілдің мәтіні бірдей: {language}, {otherLanguage}. → Екеуінің бірін аударыңыз.
ru: Тексты двух языков одинаковы: {language}, {otherLanguage}. → Переведите один из двух текстов.
en: Two languages have the same text: {language}, {otherLanguage}. → Translate one of the two.
translation_stale warning L-16
kk: Қазақша мәтін аударма жасалғаннан кейін өзгерген, аударма тілі: {language}. → Аударманы қазақшасымен салыстырып, содан кейін kelisim policy stamp орындаңыз.
ru: Казахский текст изменился после перевода; язык перевода: {language}. → Сверьте перевод с казахским текстом, затем выполните kelisim policy stamp.
en: The Kazakh text has changed since the translation was made; its language: {language}. → Compare the translation with the Kazakh, then run kelisim policy stamp.
translation_unstamped warning L-16
kk: Аударманың қай қазақша мәтіннен жасалғаны жазылмаған. → Аударманы тексеріп, kelisim policy stamp орындаңыз.
ru: Не записано, с какого казахского текста сделан перевод. → Проверьте перевод и выполните kelisim policy stamp.
en: Nothing says from which Kazakh text the translation was made. → Check the translation and run kelisim policy stamp.
kazakh_not_kazakh error L-16
kk: Қазақша мәтінде тек қазақ тіліне тән бірде-бір әріп жоқ. → Мәтінді қазақша жазыңыз.
ru: В казахском тексте нет ни одной сугубо казахской буквы. → Напишите текст по-казахски.
en: The Kazakh text has no letter that only Kazakh has. → Write the text in Kazakh.
kazakh_forbidden_term error X-1,X-15
kk: Қазақша мәтінде заңда жоқ термин тұр: «{found}». → «Дербес деректер» және «субъект» деп жазыңыз.
ru: В казахском тексте термин, которого нет в законе: «{found}». → Напишите «дербес деректер» и «субъект».
en: The Kazakh text has a term that the law does not have: "{found}". → Write «дербес деректер» and «субъект».
alphabets_mixed error L-16
kk: Сөзде ұқсас латын және кирилл әріптері араласқан. → Сөзді бір әліпбимен қайта теріңіз.
ru: В слове смешаны похожие латинские и кириллические буквы. → Наберите слово одной азбукой.
en: A word mixes Latin and Cyrillic letters that look alike. → Type the word in one alphabet.
words_pressing error L-1
kk: Мәтін оқырманды асықтырады немесе қысым жасайды. → Асықтыратын сөзді және леп белгісін алып тастаңыз.
ru: Текст торопит читателя или давит на него. → Уберите давление и восклицательный знак.
en: The text presses the reader. → Take the pressure and the exclamation mark out.
term_undefined error R-90,L-16
kk: «{term}» терминін анықтайтын тармақ жоқ немесе ол бұл сөзді қолданбайды: «{clause}». → Терминге анықтама тармағын көрсетіңіз немесе анықтамада сол сөзді қолданыңыз.
ru: Термин «{term}» не определён: пункта «{clause}» нет, или он не употребляет это слово. → Укажите пункт с определением или употребите термин в нём.
en: The term "{term}" is not defined: the clause "{clause}" is not there or does not use the word. → Name the clause that defines it, and use the term there.
term_used_differently error R-90,X-1
kk: «{found}» сөзі «{term}» терминінің орнына тұр. → Глоссарийдегі терминді жазыңыз.
ru: Слово «{found}» стоит вместо термина «{term}». → Напишите термин из глоссария.
en: The word "{found}" stands for the term "{term}". → Write the term of the glossary.
text_broken error X-24,X-25
kk: Сөйлем бұзылған: «{found}» — қайталанған сөз немесе жабылмаған жақша, тырнақша. → Сөйлемді аяқтап, қайталанған сөз бен жабылмаған жақшаны түзетіңіз.
ru: Предложение сломано: «{found}» — повтор слова или незакрытая скобка, кавычка. → Допишите предложение, уберите повтор и закройте скобку.
en: The sentence is broken: "{found}" is a word said twice, or a bracket or quotation mark that does not close. → Finish the sentence; mend the repeated word or the open bracket.
dpv_unmapped error L-16
kk: «{id}» сөзінің жалпыға ортақ термині жоқ. → dpv.yaml файлына сөздің жалпыға ортақ терминін қосыңыз.
ru: У слова «{id}» нет общепринятого термина. → Добавьте в dpv.yaml общепринятый термин.
en: "{id}" has no public term. → Add its public term to dpv.yaml.
dpv_unknown error L-16
kk: dpv.yaml саясатта жоқ сөзді атайды: «{id}». → Сөзді dpv.yaml файлынан алып тастаңыз немесе түзетіңіз.
ru: dpv.yaml называет слово, которого в политике нет: «{id}». → Уберите слово из dpv.yaml или исправьте.
en: dpv.yaml names "{id}", which the policy does not have. → Take the word out of dpv.yaml, or mend it.
dpv_term_unknown error L-16
kk: DPV {version} сөздігінде «{term}» термині жоқ. → Сөздіктің сол нұсқасындағы терминді жазыңыз.
ru: В словаре DPV {version} нет термина «{term}». → Запишите термин из этой версии словаря.
en: The vocabulary DPV {version} has no term "{term}". → Write a term of that version of the vocabulary.
dpv_version_unknown error L-16
kk: Сөздіктің тек {version} нұсқасы қаралған. → Қаралған нұсқаны көрсетіңіз.
ru: Прочитана только версия словаря {version}. → Укажите прочитанную версию.
en: The vocabulary was read in release {version} only. → Name the version that was read.
names_unknown error R-9
kk: names.yaml файлындағы атау саясатта жоқ нәрсені білдіреді: «{id}». → names.yaml файлындағы атауды түзетіңіз.
ru: Имя в names.yaml обозначает то, чего в политике нет: «{id}». → Исправьте имя в names.yaml.
en: A name in names.yaml stands for what is not there: "{id}". → Mend the name in names.yaml.
names_reserved error R-9
kk: «{name}» — бағдарламаның өз сөзі. → Басқа атау таңдаңыз.
ru: «{name}» — собственное слово программы. → Выберите другое имя.
en: "{name}" is a word of the program itself. → Choose another name.
yaml_invalid error R-10
kk: Файл YAML ретінде оқылмайды: {problem}. → Аталған жолдың жазылуын түзетіңіз.
ru: Файл не читается как YAML: {problem}. → Исправьте запись в названной строке.
en: The file is not YAML that can be read: {problem}. → Mend the syntax at that line.
shape_invalid error R-10
kk: «{key}» мәнінің түрі дұрыс емес; күтілетіні: {expected}. → Мәнді күтілетін түрге келтіріңіз.
ru: Значение «{key}» не того вида; ожидается: {expected}. → Приведите значение к ожидаемому виду.
en: The value of "{key}" has the wrong shape; expected: {expected}. → Give the value the shape that is expected.
key_unknown error R-10
kk: «{key}» кілтін ешкім оқымайды. → Кілттің жазылуын түзетіңіз немесе алып тастаңыз.
ru: Ключ «{key}» никто не читает. → Исправьте ключ или уберите его.
en: Nothing reads the key "{key}". → Mend the key, or take it out.
key_missing error R-10
kk: «{key}» кілті жоқ. → Кілтті мәнімен қосыңыз.
ru: Нет ключа «{key}». → Добавьте ключ со значением.
en: The key "{key}" is missing. → Add the key with its value.
declared_twice error R-10
kk: Екі рет жарияланған: {kind} «{id}». → Екіншісін өзгертіңіз немесе алып тастаңыз.
ru: Объявлено дважды: {kind} «{id}». → Переименуйте или уберите второе.
en: Declared twice: {kind} "{id}". → Rename the second, or take it out.
file_missing error R-10
kk: Қалтада файл жоқ: {file}. → Файлды қалтаға қайтарыңыз.
ru: В папке нет файла {file}. → Верните файл в папку.
en: The file {file} is missing. → Put the file back.
file_unknown error R-10
kk: Бұл файлды ешкім оқымайды: {file}. → Файлды алып тастаңыз немесе атын түзетіңіз.
ru: Этот файл никто не читает: {file}. → Уберите файл или исправьте имя.
en: Nothing reads this file: {file}. → Take the file out, or mend its name.
`
