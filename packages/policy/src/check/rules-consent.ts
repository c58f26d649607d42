/**
 * Rules about consent, its forms and its words, and about rules that contradict each other or stand on nothing.
 *
 * Four lines a rule, as in `rules-model.ts`. Serves: L-1, R-16, R-31, R-45, R-47, R-54, R-55.
 */
export const CONSENT_RULES = `
control_pre_ticked error L-1,R-45: A tick would be set beforehand.
kk: Белгіні алдын ала қоятын кілтті алып тастаңыз.
ru: Уберите ключ, который ставит отметку заранее.
en: Take out the key that ticks the box for the person.
control_bundled error L-1,R-16: One tick would stand for several matters.
kk: Әр мақсатқа, алушыға және арнаға бөлек белгі жасаңыз.
ru: Сделайте отдельную отметку на каждую цель, получателя и канал.
en: Make a tick of its own for each purpose, recipient and channel.
control_forced error R-47: A tick is required that the service does not need.
kk: requiredToApply мәнін false етіңіз: қызмет бұл келісімге тәуелді емес.
ru: Поставьте requiredToApply: false — услуга от этого согласия не зависит.
en: Set requiredToApply to false: the service does not depend on it.
control_may_distribute error R-69: A consent to distribution is asked.
kk: distribute әрекетін белгіден алып тастаңыз.
ru: Уберите distribute из отметки.
en: Take distribute out of the tick.
control_purpose_unknown error L-1: A tick is for a purpose that is not there.
kk: Мақсаттың атын түзетіңіз.
ru: Исправьте имя цели.
en: Mend the name of the purpose.
control_on_statute error R-55: Consent is asked for what a statute orders.
kk: Белгіні алып тастаңыз: заң міндеттегенге келісім сұралмайды.
ru: Уберите отметку: на предписанное законом согласия не спрашивают.
en: Take the tick out: what a statute orders asks no consent.
control_without_operation error L-1: A tick names no operation.
kk: Келісім қамтитын әрекеттерді жазыңыз.
ru: Перечислите действия, на которые даётся согласие.
en: List the operations that are consented to.
control_field_unknown error R-54: A tick names a field that is not there.
kk: Деректің атын түзетіңіз.
ru: Исправьте имя поля.
en: Mend the name of the field.
control_field_off error R-54: A tick names a field that is off.
kk: Өшірілген деректі белгіден алып тастаңыз.
ru: Уберите выключенное поле из отметки.
en: Take the field that is off out of the tick.
control_field_outside_purpose error R-54: A tick names a field that does not serve its purpose.
kk: Деректі белгіден алып тастаңыз немесе мақсатқа қосыңыз.
ru: Уберите поле из отметки или добавьте его в цель.
en: Take the field out of the tick, or into the purpose.
control_channel_unknown error R-16: A tick names a channel that the purpose does not have.
kk: Арнаны мақсатқа қосыңыз немесе белгіні алып тастаңыз.
ru: Добавьте канал в цель или уберите отметку.
en: Add the channel to the purpose, or take the tick out.
message_class_missing error R-16,X-21: Messages go out for a purpose, and no class says of which kind.
kk: messages.yaml файлында мақсаттың хабар түрін көрсетіңіз.
ru: Укажите в messages.yaml, какого рода сообщения этой цели.
en: Say in messages.yaml of which kind the messages of the purpose are.
message_class_unknown error R-16: A class of messages names a purpose that writes to nobody.
kk: Мақсаттың атын түзетіңіз немесе түрді алып тастаңыз.
ru: Исправьте имя цели или уберите класс.
en: Mend the name of the purpose, or take the class out.
message_class_mixed error R-13,R-14,R-16,X-21: Classes of messages overlap, or own offers reach others than clients.
kk: Әр мақсатқа бір түр беріңіз; өз ұсыныстар тек клиенттерге (clientsOnly) арналады.
ru: Дайте каждой цели один род сообщений; собственные предложения идут только клиентам (clientsOnly).
en: Give each purpose one kind; own offers are for clients only (clientsOnly).
message_hours_missing error R-16: People are written to, and no hours say when.
kk: limits.yaml файлында messages сағаттарын, күндерін және апталық шегін жазыңыз.
ru: Запишите в limits.yaml часы, дни и недельный предел сообщений (messages).
en: Write the hours, days and weekly limit of messages into limits.yaml.
message_words_missing error R-13: No words tell advertising from information in a language.
kk: messages.yaml файлында осы тілдің жарнама сөздерін тізіңіз.
ru: Перечислите в messages.yaml слова рекламы на этом языке.
en: List the words of advertising in this language in messages.yaml.
control_contradicts_purpose error R-14,R-15: A tick asks what its purpose rules out.
kk: Белгіні немесе мақсаттың шектеуін өзгертіңіз.
ru: Измените отметку или ограничение цели.
en: Change the tick, or the restriction of the purpose.
control_name_twice error L-1: Transfers for two purposes would have one name in the record.
kk: Беру белгісін бір мақсатқа ғана қалдырыңыз.
ru: Оставьте отметку передачи только для одной цели.
en: Leave a tick for transfers to one purpose only.
control_dead warning R-10: No permit ever stands on a tick: the person is asked in vain.
kk: Белгіні алып тастаңыз немесе оған сүйенетін рұқсатты қосыңыз.
ru: Уберите отметку или добавьте разрешение, которое на ней стоит.
en: Take the tick out, or grant a role what it allows.
consent_incomplete error L-1: A consent cannot be compiled: something it must say is blank.
kk: Мәтінде аталған орынды толтырыңыз.
ru: Заполните названное место текста.
en: Fill in what the finding names.
consent_place_missing error L-1: A sentence lacks a place, so it promises less than the rules do.
kk: Мәтінге аталған {орынды} қосыңыз: ережеге қарай өзі толады.
ru: Вставьте в текст названное {место}: его заполняют правила.
en: Put the named {place} into the text: the rules fill it.
consent_written_by_hand error L-1: A number, a recipient or an item is typed into a text.
kk: Қолмен жазылған сөзді немесе санды {орынмен} ауыстырыңыз.
ru: Замените вписанное от руки число или имя {местом}.
en: Put a {place} where the number or the name is typed by hand.
consent_says_otherwise error L-1,R-31: A consent says yes where the tables say no, or the other way round.
kk: Мәтінді ережемен салыстырып, біреуін түзетіңіз.
ru: Сверьте текст с правилом и исправьте одно из них.
en: Hold the text against the rule and mend one of them.
consent_operation_idle error L-1: A consent names an operation that no role may do.
kk: Әрекетті белгіден алып тастаңыз немесе рөлге рұқсат беріңіз.
ru: Уберите действие из отметки или разрешите его роли.
en: Take the operation out of the tick, or grant it to a role.
refusal_threatened error L-1,R-47: The words of refusing threaten.
kk: Не болатынын айтыңыз, не жоғалатынын емес.
ru: Скажите, что произойдёт, а не что будет потеряно.
en: Say what happens, not what is lost.
consent_enticing error L-1: The words of agreeing praise.
kk: Мақтау сөзді алып тастаңыз.
ru: Уберите похвалу.
en: Take the praise out.
choice_unequal error L-1: One answer is drowned in words.
kk: Екі жауапты шамалас ұзындықта жазыңыз.
ru: Напишите оба ответа примерно одной длины.
en: Write both answers at about the same length.
withdrawal_harder error R-45: Taking a consent back asks more than giving it.
kk: Кері қайтарып алуды бергендегідей бір белгімен қалдырыңыз.
ru: Оставьте отзыв одной отметкой, как при даче согласия.
en: Let a consent be taken back by one tick, as it was given.
clause_disabled_cited error X-4: A rule stands on a clause that is disabled.
kk: Ережені күшінде бар тармаққа сүйендіріңіз немесе алып тастаңыз.
ru: Поставьте правило на действующий пункт или уберите его.
en: Let the rule stand on a clause in force, or take it out.
rule_without_clause error R-10: A purpose, a right or a category stands on no clause.
kk: Тармағын көрсетіңіз.
ru: Укажите пункт политики.
en: Name the clause of the policy.
operation_without_clause error R-94: An operation is done that no clause speaks of.
kk: operations.yaml файлында әрекеттің тармағын (clause) көрсетіңіз.
ru: Укажите пункт действия (clause) в operations.yaml.
en: Name the clause of the operation in operations.yaml.
public_source_unfounded error R-27,X-23: A clause on public data does not say what the law calls public.
kk: 94-V Заңның 6-бабына немесе 7-бабының 3-4-тармақтарына сілтеме қосыңыз.
ru: Добавьте ссылку на статью 6 или пункты 3-4 статьи 7 Закона 94-V.
en: Cite 94-V art. 6, or art. 7(3) to 7(4).
form_without_control error R-54: No form shows a tick, so nobody can give that consent.
kk: Белгіні forms.yaml файлындағы формаға қосыңыз.
ru: Добавьте отметку в форму в forms.yaml.
en: Add the tick to a form in forms.yaml.
form_unknown error R-54: A form shows a tick that is not there.
kk: Белгінің атын түзетіңіз.
ru: Исправьте имя отметки.
en: Mend the name of the tick.
form_blank error R-54: A form asks for nothing.
kk: Формаға белгі немесе дерек қосыңыз, не оны алып тастаңыз.
ru: Добавьте в форму отметку или поле либо уберите форму.
en: Add a tick or a field to the form, or take it out.
form_without_ground error R-33: A form asks for a field without a tick and without a statute.
kk: Заң міндеттейтін мақсатты көрсетіңіз немесе белгі қосыңыз.
ru: Укажите цель, предписанную законом, или добавьте отметку.
en: Name a purpose that a statute orders, or add a tick.
form_field_outside error R-33: A form asks for a field that does not serve its purpose.
kk: Деректі формадан алып тастаңыз.
ru: Уберите поле из формы.
en: Take the field out of the form.
register_missing error R-9,R-29: The register says nothing of a purpose.
kk: register.yaml файлына мақсаттың субъектілері мен тәсілін қосыңыз.
ru: Добавьте в register.yaml субъектов и способ для этой цели.
en: Add whose data and by which method to register.yaml.
harm_note_missing error R-5: Nothing says which rights the processing for a purpose touches and what harm could come of it.
kk: register.yaml файлындағы note бөлігінде құқықтарды, ықтимал зиянды және оны не азайтатынын жазыңыз.
ru: Запишите в note файла register.yaml затронутые права, возможный вред и что его уменьшает.
en: Write into note of register.yaml the rights touched, the harm that could come and what reduces it.
purpose_harms_subject error R-5: A purpose is declared to limit the rights of the person or to damage them.
kk: Мұндай мақсатпен дерек өңделмейді: мақсатты алып тастаңыз.
ru: Такой обработки быть не может: уберите цель.
en: There may be no such processing: take the purpose out.
register_unknown error R-9: The register names what is not there.
kk: Атауын түзетіңіз.
ru: Исправьте имя.
en: Mend the name.
measure_unexplained error R-74: A measure says neither which article orders it nor why it was chosen, or says both.
kk: measureGrounds тізімінде шараның не бабын (orderedBy), не таңдау себебін (because) жазыңыз.
ru: Впишите в measureGrounds либо статью (orderedBy), либо причину выбора меры (because).
en: Write the article (orderedBy) or the reason of the choice (because) into measureGrounds.
measure_of_law_missing error R-74: A measure that the law orders of every operator is not taken.
kk: Осы бап міндеттейтін шараны measures пен measureGrounds тізімдеріне қосыңыз.
ru: Добавьте в measures и measureGrounds меру, которую велит эта статья.
en: Add the measure that this article orders to measures and measureGrounds.
`
