/**
 * Rules about what the policy is made of: the card, purposes, fields, special categories, roles, recipients.
 *
 * Four lines a rule: code, severity, what it serves and what is wrong; then what to do in kk, ru, en. Read by
 * `rules.ts`. Serves, L-2, L-6, L-7.
 */
export const MODEL_RULES = `
operator_bin_missing error R-91,X-8: The operator's BIN is blank, and a consent must name it.
kk: policy.yaml файлына оператордың БСН-ін жазыңыз; ол толмайынша саясат жарияланбайды.
ru: Впишите БИН оператора в policy.yaml; без него политика не публикуется.
en: Write the operator's BIN into policy.yaml; without it the policy is not published.
operator_bin_invalid error R-91: The operator's BIN fails its control digit.
kk: БСН-ді тіркеу құжатымен салыстырып түзетіңіз.
ru: Сверьте БИН с документом о регистрации и исправьте.
en: Compare the BIN with the certificate of registration and mend it.
operator_card_blank error R-91,X-8,X-12: The brand or the site of the operator is blank.
kk: policy.yaml файлында брендті және сайтты көрсетіңіз.
ru: Укажите бренд и сайт в policy.yaml.
en: Name the brand and the site in policy.yaml.
operator_site_invalid error R-88,X-12: The address of publication is not an https address.
kk: Жарияланатын бетті https:// деп басталатын мекенжаймен жазыңыз.
ru: Запишите адрес публикации, начиная с https://.
en: Write the address of publication, beginning with https://.
officer_contact_missing error L-2: The person responsible has no phone or no e-mail.
kk: Жауапты тұлғаның телефоны мен электрондық поштасын жазыңыз.
ru: Впишите телефон и электронную почту ответственного лица.
en: Write the phone and the e-mail of the person responsible.
approval_missing error R-90,X-8: The number, the date or the approver of the approval is blank.
kk: Саясатты бекітіп, бұйрықтың нөмірін, күнін және бекіткен адамды жазыңыз.
ru: Утвердите политику и впишите номер, дату и кем утверждена.
en: Have the policy approved, then write number, date and approver.
version_missing error R-2: The policy has no id or no version number.
kk: Саясатқа атау және 1-ден басталатын нұсқа нөмірін беріңіз.
ru: Дайте политике идентификатор и номер версии от 1.
en: Give the policy an id and a version number from 1.
effective_from_invalid error R-90: The first day in force is no date, or is before the approval.
kk: Күшіне ену күнін бекітілген күннен ерте қоймаңыз.
ru: Поставьте дату вступления в силу не раньше даты утверждения.
en: Set the first day in force to the day of approval or a later one.
purpose_without_ground error R-55: A purpose has no ground.
kk: Мақсаттың негізін көрсетіңіз: consent немесе statute.
ru: Укажите основание цели: consent или statute.
en: State the ground of the purpose: consent or statute.
ground_not_in_law error R-56,X-14: A contract or a legitimate interest is given as the ground of a purpose.
kk: Негізді келісімге немесе заң бабына ауыстырыңыз; шарт дерек жинауға негіз болмайды.
ru: Замените основание на согласие или статью закона; договор не основание для сбора.
en: Change the ground to consent or to an article; a contract is no ground for collection.
purpose_without_legal error R-2: A purpose names no article of the law.
kk: Мақсат сүйенетін бапты legal тізіміне қосыңыз.
ru: Добавьте в legal статью, на которой стоит цель.
en: Add the article that the purpose stands on to legal.
purpose_without_control warning R-17: No tick asks consent to a purpose, so nothing is done for it.
kk: Белгі қосыңыз немесе мақсатты алып тастаңыз.
ru: Добавьте отметку согласия или уберите цель.
en: Add a tick for it, or take the purpose out.
purpose_letter_twice error R-54: The letter of a purpose is missing or taken.
kk: Мақсатқа басқа ешкім алмаған әріп беріңіз.
ru: Дайте цели букву, которой нет у других.
en: Give the purpose a letter of its own.
consent_term_missing error L-1: A consent to a purpose has no term.
kk: Келісім неше күн қолданылатынын consentDays кілтіне жазыңыз.
ru: Запишите в consentDays, сколько дней действует согласие.
en: Write into consentDays for how many days the consent holds.
consent_term_unlimited error L-1,R-35: A consent lasts so long that it has no term.
kk: Келісімнің мерзімін мақсатқа қажет күнге дейін қысқартыңыз.
ru: Сократите срок согласия до нужного для цели.
en: Shorten the term of the consent to what the purpose needs.
consent_term_too_long error R-35: A consent outlives the keeping of its data.
kk: Келісім мерзімін сақтау мерзімінен асырмаңыз.
ru: Не делайте срок согласия дольше срока хранения.
en: Let the consent end no later than the retention.
statute_with_consent_term error R-55: A purpose on a statute has a term of consent.
kk: consentDays мәнін 0 етіңіз немесе негізді өзгертіңіз.
ru: Поставьте consentDays: 0 или смените основание.
en: Set consentDays to 0, or change the ground.
retention_missing error R-35: Nothing says for how long data are kept.
kk: Дерек неше күн сақталатынын retentionDays кілтіне жазыңыз.
ru: Запишите в retentionDays, сколько дней хранятся данные.
en: Write into retentionDays for how many days data are kept.
retention_unlimited error R-35: Data are kept so long that there is no term.
kk: Сақтау мерзімін мақсатқа қажет күнге дейін қысқартыңыз.
ru: Сократите срок хранения до нужного для цели.
en: Shorten the retention to what the purpose needs.
retention_of_every_field error R-35: A purpose that reaches every field would keep them all.
kk: Мұндай мақсаттың retentionDays мәні 0 болуы керек.
ru: У такой цели retentionDays равно 0.
en: Set its retentionDays to 0: it reads what others keep.
every_field_by_consent error R-54: A consent would reach every field without naming them.
kk: everyStoredField кілтін алып, деректерді атап жазыңыз.
ru: Уберите everyStoredField и перечислите данные.
en: Take everyStoredField out and list the fields.
statistics_not_depersonalised error R-15: Statistics end in something other than depersonalised data.
kk: onEnd мәнін depersonalise етіңіз.
ru: Поставьте onEnd: depersonalise.
en: Set onEnd to depersonalise.
statistics_unknown error R-15: The figures rest on what no consent to the purpose names.
kk: Тек осы мақсатқа келісімде аталған деректерді қалдырыңыз.
ru: Оставьте только данные, названные в согласии на эту цель.
en: Name only fields that the consent to that purpose names.
special_category_inferred error R-19: The figures are counted by what a special category can be guessed from.
kk: Бұл деректі statistics.yaml қадамдарынан алып тастаңыз: одан ұлтты, сенімді не денсаулықты болжауға болады.
ru: Уберите эти сведения из шагов statistics.yaml: по ним угадывают национальность, веру или здоровье.
en: Take the item out of the steps of statistics.yaml: nationality, belief or health is guessed from it.
statistics_too_fine error R-96: The figures could lead to a person.
kk: Тек тізімнен таңдалған мәндер мен жас аралығын алыңыз; әр қадам алдыңғысынан дөрекірек болсын.
ru: Берите только выбранное из списка и возраст отрезками; каждый шаг грубее предыдущего.
en: Take only what was chosen from a list, and ages from–to; make each step coarser than the one before.
compatible_unknown error R-34: A purpose is declared compatible with one that is not there.
kk: compatible тізімінде бар мақсаттарды ғана қалдырыңыз.
ru: Оставьте в compatible только существующие другие цели.
en: Name only other purposes that exist in compatible.
purposes_incompatible error R-34: Purposes that do not go together share a field, and nothing says why.
kk: Мақсаттарды compatible деп белгілеңіз немесе sharedBecause кілтінде себебін жазыңыз; болмаса, деректі бір мақсаттан алып тастаңыз.
ru: Объявите цели совместимыми (compatible), объясните общее поле (sharedBecause) или уберите поле из одной цели.
en: Declare the purposes compatible, say why in sharedBecause, or take the field out of one of them.
purposes_overlap error R-13,R-14,R-16,X-21: Two purposes say the same or stand on one clause.
kk: Екі мақсатты бөлек атаңыз, бөлек тармаққа сүйендіріңіз немесе біріктіріңіз.
ru: Разведите цели по названию и пункту или объедините их.
en: Give each purpose words and a clause of its own, or make them one.
field_without_purpose error R-33,X-19: No purpose needs a field, and it is not off.
kk: Деректі өшіріңіз (off) немесе қажет ететін мақсатты көрсетіңіз.
ru: Выключите поле (off) или укажите цель, которой оно нужно.
en: Turn the field off, or name the purpose that needs it.
field_purpose_unknown error R-54: A field names a letter that no purpose has.
kk: purposes тізіміндегі әріпті бар мақсаттың әрпіне ауыстырыңыз.
ru: Замените букву на букву существующей цели.
en: Use the letter of a purpose that exists.
field_number_invalid error R-54: The number of a field is not D-n or is taken.
kk: Дерекке D-n түріндегі өз нөмірін беріңіз.
ru: Дайте полю собственный номер вида D-n.
en: Give the field a number D-n of its own.
field_special_on error R-19,R-20: A field of a special category can be asked.
kk: Ерекше санаттағы деректі off күйінде қалдырыңыз.
ru: Оставьте поле особой категории выключенным (off).
en: Leave a field of a special category off.
field_access_missing error R-7: Nothing says whether an item is public or of restricted access.
kk: access кілтіне restricted (қолжетімділігі шектеулі) не public (жалпыға қолжетімді) деп жазыңыз.
ru: Запишите в access: restricted (ограниченного доступа) или public (общедоступные).
en: Write restricted or public into access.
field_access_open error R-7,R-19: An item of high sensitivity or of a special category is declared public.
kk: access мәнін restricted етіңіз.
ru: Поставьте access: restricted.
en: Set access to restricted.
field_required_not_on error R-47: A field that is not on is required.
kk: Міндетті деректі on етіңіз немесе міндетті болуын алып тастаңыз.
ru: Включите обязательное поле (on) или сделайте его необязательным.
en: Turn the required field on, or make it optional.
field_required_not_asked error R-47,L-1: A required field stands in no required consent.
kk: Деректі міндетті белгінің тізіміне қосыңыз немесе міндетті болуын алып тастаңыз.
ru: Добавьте поле в обязательное согласие или снимите обязательность.
en: Add the field to the required tick, or make it optional.
field_box_unknown error R-54: A field is put into a box that is not declared.
kk: Қорапты boxes тізіміне қосыңыз немесе барын таңдаңыз.
ru: Объявите бокс в boxes или выберите существующий.
en: Declare the box in boxes, or use one that is there.
field_without_options error R-33: A choice has fewer than two options.
kk: Таңдауға кемінде екі нұсқа беріңіз.
ru: Дайте выбору хотя бы два варианта.
en: Give the choice at least two options.
field_with_options error R-33: A field that is no choice has options.
kk: Түрін enum етіңіз немесе options кілтін алып тастаңыз.
ru: Смените тип на enum или уберите options.
en: Change the type to enum, or take the options out.
field_length_missing error R-33: A field has no limit of length.
kk: maxLength кілтіне шекті ұзындықты жазыңыз.
ru: Запишите предельную длину в maxLength.
en: Write the limit into maxLength.
field_source_missing error R-54: The source's words for a field are not kept.
kk: Бастапқы мәтіндегі сөзді sourceKk кілтіне жазыңыз.
ru: Запишите слова исходного текста в sourceKk.
en: Write the source's words into sourceKk.
field_outside_list error L-7,R-20: A field of a kind that may not be collected at all.
kk: Бұл деректі тізімнен алып тастаңыз: фото, көшірме, контактілер жиналмайды.
ru: Уберите поле: фото, копии и контакты не собираются.
en: Take the field out: photos, copies and contacts are not collected.
identifier_twice error X-18: A second field for the number that a person has once.
kk: Екінші өрісті алып тастаңыз: СТН де, ЖСН де — бір нөмір.
ru: Уберите второе поле: это тот же ИИН.
en: Take the second field out: it is the same IIN.
special_category_field error R-19,R-20,X-11: A field, an option or a label names a special category.
kk: Өрісті не нұсқаны алып тастаңыз; ерекше санат ешқандай атаумен сұралмайды.
ru: Уберите поле или вариант: особая категория не спрашивается ни под каким именем.
en: Take the field or the option out: a special category is asked under no name.
special_exception_unlawful error R-19,R-20: An exception for a special category that no statute makes for such an operator.
kk: exception бөлігін алып тастаңыз: оны медициналық ұйымға ғана денсаулық кодексі береді.
ru: Уберите exception: его даёт только кодекс о здоровье и только медицинской организации.
en: Take the exception out: only the code on health makes it, and for a medical organisation only.
special_exception_unapproved error R-19: An exception without an approval of its own, or an operator without a licence.
kk: Ерекше рұқсаттың бұйрығын (нөмірі, күні, кім) және оператордың лицензиясын жазыңыз.
ru: Впишите утверждение исключения (номер, дата, кем) и лицензию оператора.
en: Write the approval of the exception (number, date, by whom) and the operator's licence.
special_exception_free_text error R-19,R-20: An item under an exception can be written freely.
kk: Түрін enum етіңіз: еркін жазылған жолда басқа ерекше санат та болуы мүмкін.
ru: Смените тип на enum: в свободной строке окажется и другая особая категория.
en: Make it an enum: a free line may hold another special category.
special_exception_bundled error R-19,R-47,L-1: An item under an exception shares its purpose or its tick, or is required.
kk: Оған бөлек мақсат пен бөлек, міндетті емес белгі беріңіз.
ru: Дайте ему отдельную цель и отдельную необязательную отметку.
en: Give it a purpose of its own and a tick of its own that nothing requires.
special_category_unnamed error R-19,X-20: A special category has no words to know it by in some language.
kk: Санатқа үш тілде де түбір сөздер қосыңыз.
ru: Добавьте основы слов для категории на трёх языках.
en: Add word stems for the category in all three languages.
role_without_clause error R-84: A role stands on no clause.
kk: Рөл сүйенетін тармақты көрсетіңіз.
ru: Укажите пункт, на котором стоит роль.
en: Name the clause that the role stands on.
role_purpose_unknown error R-32: A role has a grant for a purpose that is not there.
kk: Мақсаттың атын түзетіңіз немесе рұқсатты алып тастаңыз.
ru: Исправьте имя цели или уберите разрешение.
en: Mend the name of the purpose, or take the grant out.
role_without_operation error R-32: A grant allows nothing.
kk: Әрекет қосыңыз немесе рұқсатты алып тастаңыз.
ru: Добавьте действие или уберите разрешение.
en: Add an operation, or take the grant out.
role_may_distribute error R-69: A role may distribute to an indefinite circle.
kk: distribute әрекетін алып тастаңыз.
ru: Уберите действие distribute.
en: Take distribute out.
role_field_unknown error R-32: A grant names a field that is not there.
kk: Деректің атын түзетіңіз немесе тізімнен алып тастаңыз.
ru: Исправьте имя поля или уберите его из списка.
en: Mend the name of the field, or take it out of the list.
role_field_off error R-32: A grant names a field that is off.
kk: Өшірілген деректі рұқсаттан алып тастаңыз.
ru: Уберите выключенное поле из разрешения.
en: Take the field that is off out of the grant.
role_field_outside_purpose error R-32: A grant names a field that does not serve its purpose.
kk: Деректі рұқсаттан алып тастаңыз немесе мақсатқа қосыңыз.
ru: Уберите поле из разрешения или добавьте его в цель.
en: Take the field out of the grant, or into the purpose.
grant_dead warning R-10: No permit can ever stand on a grant, or on part of it.
kk: Рұқсатты алып тастаңыз немесе ол сүйенетін белгіні қосыңыз.
ru: Уберите разрешение или добавьте отметку, на которой оно стоит.
en: Take the grant out, or add the tick that would carry it.
grants_contradict error R-32: One role is granted one operation twice, on different fields.
kk: Екі рұқсатты біріктіріп, бір деректер тізімін қалдырыңыз.
ru: Объедините разрешения и оставьте один список полей.
en: Make the two grants one, with one list of fields.
statistics_raw_granted error R-15: A role may take single persons' values out of statistics.
kk: Статистика мақсатынан extract және беру әрекеттерін алып тастаңыз.
ru: Уберите из статистики извлечение и передачу.
en: Take extraction and transfers out of the statistics' grant.
recipient_bin_invalid error R-58: The BIN of a recipient is missing or impossible.
kk: Алушының БСН-ін шартпен салыстырып түзетіңіз.
ru: Сверьте БИН получателя с договором и исправьте.
en: Compare the recipient's BIN with the agreement and mend it.
recipient_licence_missing error R-58: A lender has no licence or no day on which it was checked.
kk: Лицензия нөмірін және тексерілген күнін жазыңыз.
ru: Впишите номер лицензии и дату её проверки.
en: Write the number of the licence and the day it was checked.
title_ambiguous error R-54,R-58: Two fields or two recipients have one title.
kk: Екеуінің біріне басқа атау беріңіз: адам оларды ажырата алуы керек.
ru: Переименуйте одно из двух: человек должен их различать.
en: Rename one of the two: a person must be able to tell them apart.
agreement_missing warning R-59,X-28: A recipient has no agreement, so nothing goes to it.
kk: Шартты agreements/ қалтасына қосыңыз немесе алушыны алып тастаңыз.
ru: Добавьте договор в agreements/ или уберите получателя.
en: Add the agreement to agreements/, or take the recipient out.
agreement_without_recipient error R-59: An agreement is with nobody that the policy names.
kk: Алушыны recipients.yaml файлына қосыңыз немесе шартты алып тастаңыз.
ru: Добавьте получателя в recipients.yaml или уберите договор.
en: Add the recipient to recipients.yaml, or take the agreement out.
agreement_dates_invalid error R-59: An agreement is not signed, begun and ended in this order.
kk: Шарттың нөмірін, қол қойылған, басталған және аяқталған күндерін тексеріңіз.
ru: Проверьте номер договора и даты: подписан, начат, окончен.
en: Check number and dates of the agreement: signed, begins, ends.
agreement_dead warning R-59: Nothing can ever go out under an agreement.
kk: Шартты ұзартыңыз, рөлге рұқсат беріңіз немесе алушыны алып тастаңыз.
ru: Продлите договор, дайте разрешение роли или уберите получателя.
en: Prolong the agreement, grant a role the transfer, or take the recipient out.
agreement_clause_missing error R-62: An agreement lacks a clause of protection.
kk: Қорғау талабын шартқа енгізіп, мұнда белгілеңіз.
ru: Внесите требование защиты в договор и отметьте здесь.
en: Have the protection put into the agreement, then say so here.
agreement_breach_notice_late error R-62,L-3: A recipient tells of a breach too late.
kk: Бұзушылық туралы хабарлау мерзімін бір жұмыс күніне дейін қысқартыңыз.
ru: Сократите срок сообщения о нарушении до одного рабочего дня.
en: Shorten the notice of a breach to one working day.
agreement_erasure_late error R-61: A recipient destroys later than the law allows.
kk: Жою мерзімін 15 жұмыс күнінен асырмаңыз.
ru: Сделайте срок уничтожения не больше 15 рабочих дней.
en: Let destruction take at most 15 working days.
agreement_storage_abroad error L-6: A recipient stores data abroad.
kk: Деректі Қазақстанда сақтауды шартпен талап етіңіз.
ru: Потребуйте договором хранить данные в Казахстане.
en: Have the agreement require storage in Kazakhstan.
agreement_operation_missing error R-60: An agreement lists no operation.
kk: Шарт рұқсат ететін әрекеттерді жазыңыз.
ru: Перечислите действия, которые разрешает договор.
en: List the operations that the agreement allows.
agreement_operation_outside error R-60: An agreement lists an operation that is no transfer.
kk: Тізімде тек беру әрекеттерін қалдырыңыз.
ru: Оставьте в списке только действия передачи.
en: Leave only operations of transfer in the list.
agreement_purpose_missing error R-60: An agreement names no purpose.
kk: Шарттың мақсаттарын жазыңыз.
ru: Перечислите цели договора.
en: List the purposes of the agreement.
agreement_purpose_unknown error R-60: An agreement names a purpose that is not there.
kk: Мақсаттың атын түзетіңіз.
ru: Исправьте имя цели.
en: Mend the name of the purpose.
agreement_purpose_outside error R-60,X-28: An agreement is for a purpose whose transfer nobody consents to.
kk: Осы мақсатқа беру белгісін қосыңыз немесе мақсатты шарттан алып тастаңыз.
ru: Добавьте согласие на передачу для этой цели или уберите цель из договора.
en: Add a tick for transfers of this purpose, or take the purpose out of the agreement.
agreement_field_missing error R-60: An agreement lists no data.
kk: Берілетін деректерді тізіп жазыңыз.
ru: Перечислите передаваемые данные.
en: List the data that go.
agreement_field_unknown error R-60: An agreement lists a field that is not there.
kk: Деректің атын түзетіңіз.
ru: Исправьте имя поля.
en: Mend the name of the field.
agreement_field_off error R-60: An agreement lists a field that is off.
kk: Өшірілген деректі шарттан алып тастаңыз.
ru: Уберите выключенное поле из договора.
en: Take the field that is off out of the agreement.
agreement_field_outside_purpose error R-60: An agreement lists a field that serves none of its purposes.
kk: Деректі шарттан алып тастаңыз.
ru: Уберите поле из договора.
en: Take the field out of the agreement.
agreement_field_not_asked error R-60: An agreement lists a field that nobody is asked for.
kk: Деректі шарттан алып тастаңыз немесе формада сұраңыз.
ru: Уберите поле из договора или спросите его в форме.
en: Take the field out of the agreement, or ask for it in the form.
`
