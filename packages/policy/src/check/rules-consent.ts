/**
 * Rules about consent, its forms and its words, and about rules that contradict each other or stand on nothing.
 *
 * Four lines a rule, as in `rules-model.ts`. Serves: L-1, R-16, R-31, R-45, R-47, R-54, R-55.
 */
export const CONSENT_RULES = `
control_pre_ticked error L-1,R-45
kk: «{key}» кілті белгіні адам үшін алдын ала қояр еді (94-V, 8-бап, 1-т.). → Белгіні алдын ала қоятын кілтті алып тастаңыз.
ru: Ключ «{key}» ставил бы отметку за человека заранее (94-V, ст. 8 п. 1). → Уберите ключ, который ставит отметку заранее.
en: The key "{key}" would tick the box for the person (94-V art. 8(1)). → Take out the key that ticks the box for the person.
control_bundled error L-1,R-16
kk: Бір белгі бірнеше мәселеге қатар келісім болып тұр. → Әр мақсатқа, алушыға және арнаға бөлек белгі жасаңыз.
ru: Одна отметка стоит сразу за несколько вопросов. → Сделайте отдельную отметку на каждую цель, получателя и канал.
en: One tick would stand for several matters. → Make a tick of its own for each purpose, recipient and channel.
control_forced error R-47
kk: Қызметке қажет емес «{control}» белгісі міндетті етілген. → requiredToApply мәнін false етіңіз: қызмет бұл келісімге тәуелді емес.
ru: Отметка «{control}» обязательна, хотя услуге она не нужна. → Поставьте requiredToApply: false — услуга от этого согласия не зависит.
en: The tick "{control}" is required, and the service does not need it. → Set requiredToApply to false: the service does not depend on it.
control_may_distribute error R-69
kk: «{control}» белгісі деректерді таратуға келісім сұрайды. → distribute әрекетін белгіден алып тастаңыз.
ru: Отметка «{control}» спрашивает согласие на распространение. → Уберите distribute из отметки.
en: The tick "{control}" asks consent to distribution. → Take distribute out of the tick.
control_purpose_unknown error L-1
kk: «{purpose}» деген мақсат жоқ, ал белгі соған қойылған. → Мақсаттың атын түзетіңіз.
ru: Отметка стоит для цели «{purpose}», а такой цели нет. → Исправьте имя цели.
en: A tick is for the purpose "{purpose}", which is not there. → Mend the name of the purpose.
control_on_statute error R-55
kk: «{purpose}» мақсатын заң міндеттейді, ал оған келісім сұралып тұр. → Белгіні алып тастаңыз: заң міндеттегенге келісім сұралмайды.
ru: Цель «{purpose}» предписана законом, а на неё спрашивают согласие. → Уберите отметку: на предписанное законом согласия не спрашивают.
en: A statute orders "{purpose}", and consent is asked for it. → Take the tick out: what a statute orders asks no consent.
control_without_operation error L-1
kk: «{control}» белгісінде бірде-бір әрекет аталмаған. → Келісім қамтитын әрекеттерді жазыңыз.
ru: В отметке «{control}» не названо ни одного действия. → Перечислите действия, на которые даётся согласие.
en: The tick "{control}" names no operation. → List the operations that are consented to.
control_field_unknown error R-54
kk: «{control}» белгісінде аталған «{field}» дерегі жоқ. → Деректің атын түзетіңіз.
ru: В отметке «{control}» названо поле «{field}», а такого нет. → Исправьте имя поля.
en: The tick "{control}" names the field "{field}", which is not there. → Mend the name of the field.
control_field_off error R-54
kk: «{control}» белгісінде аталған «{field}» дерегі өшірулі. → Өшірілген деректі белгіден алып тастаңыз.
ru: В отметке «{control}» названо выключенное поле «{field}». → Уберите выключенное поле из отметки.
en: The tick "{control}" names the field "{field}", which is off. → Take the field that is off out of the tick.
control_field_outside_purpose error R-54
kk: «{field}» дерегі «{purpose}» мақсатына қызмет етпейді. → Деректі белгіден алып тастаңыз немесе мақсатқа қосыңыз.
ru: Поле «{field}» не служит цели «{purpose}». → Уберите поле из отметки или добавьте его в цель.
en: The field "{field}" does not serve "{purpose}". → Take the field out of the tick, or into the purpose.
control_channel_unknown error R-16
kk: «{purpose}» мақсатында «{channel}» арнасы жоқ. → Арнаны мақсатқа қосыңыз немесе белгіні алып тастаңыз.
ru: У цели «{purpose}» нет канала «{channel}». → Добавьте канал в цель или уберите отметку.
en: The purpose "{purpose}" has no channel "{channel}". → Add the channel to the purpose, or take the tick out.
message_class_missing error R-16,X-21
kk: «{purpose}» мақсатымен хабар жіберіледі, бірақ оның түрі көрсетілмеген. → messages.yaml файлында мақсаттың хабар түрін көрсетіңіз.
ru: По цели «{purpose}» шлют сообщения, а их род не указан. → Укажите в messages.yaml, какого рода сообщения этой цели.
en: Messages go out for "{purpose}", and no class says of which kind. → Say in messages.yaml of which kind the messages of the purpose are.
message_class_unknown error R-16
kk: Хабар түрі «{purpose}» дегенді атайды, ал ондай мақсатпен ешкімге жазылмайды. → Мақсаттың атын түзетіңіз немесе түрді алып тастаңыз.
ru: Класс сообщений называет «{purpose}», а по такой цели никому не пишут. → Исправьте имя цели или уберите класс.
en: A class of messages names "{purpose}", and nobody is written to for it. → Mend the name of the purpose, or take the class out.
message_class_mixed error R-13,R-14,R-16,X-21
kk: «{purpose}» мақсатының хабар түрі басқасымен қабаттасады не клиенттерден өзгелерге де тиеді. → Әр мақсатқа бір түр беріңіз; өз ұсыныстар тек клиенттерге (clientsOnly) арналады.
ru: Класс сообщений цели «{purpose}» пересекается с другим или достаётся не только клиентам. → Дайте каждой цели один род сообщений; собственные предложения идут только клиентам (clientsOnly).
en: The class of messages for "{purpose}" overlaps with another, or own offers reach others than clients. → Give each purpose one kind; own offers are for clients only (clientsOnly).
message_hours_missing error R-16
kk: Адамдарға хабар жазылады, бірақ қай сағаттарда жазылатыны айтылмаған. → limits.yaml файлында messages сағаттарын, күндерін және апталық шегін жазыңыз.
ru: Людям пишут, а в какие часы, не сказано. → Запишите в limits.yaml часы, дни и недельный предел сообщений (messages).
en: People are written to, and no hours say when. → Write the hours, days and weekly limit of messages into limits.yaml.
message_words_missing error R-13
kk: Жарнаманы ақпараттан айыратын сөздер жоқ, тілі: {language}. → messages.yaml файлында осы тілдің жарнама сөздерін тізіңіз.
ru: Нет слов, отличающих рекламу от информации; язык: {language}. → Перечислите в messages.yaml слова рекламы на этом языке.
en: No words tell advertising from information; language: {language}. → List the words of advertising in this language in messages.yaml.
control_contradicts_purpose error R-14,R-15
kk: «{purpose}» мақсатының {limit} шектеуі мұндай белгіге жол бермейді. → Белгіні немесе мақсаттың шектеуін өзгертіңіз.
ru: Ограничение {limit} цели «{purpose}» исключает такую отметку. → Измените отметку или ограничение цели.
en: The restriction {limit} of "{purpose}" rules such a tick out. → Change the tick, or the restriction of the purpose.
control_name_twice error L-1
kk: Екі мақсатқа беру тіркелімде бір атаумен тұрар еді; екіншісі — «{purpose}». → Беру белгісін бір мақсатқа ғана қалдырыңыз.
ru: Передачи для двух целей носили бы в записи одно имя; вторая — «{purpose}». → Оставьте отметку передачи только для одной цели.
en: Transfers for two purposes would have one name in the record; the second is "{purpose}". → Leave a tick for transfers to one purpose only.
control_dead warning R-10
kk: «{control}» белгісіне ешбір рұқсат сүйенбейді: адамнан бекер сұралады. → Белгіні алып тастаңыз немесе оған сүйенетін рұқсатты қосыңыз.
ru: На отметке «{control}» не стоит ни одно разрешение: человека спрашивают зря. → Уберите отметку или добавьте разрешение, которое на ней стоит.
en: No permit ever stands on the tick "{control}": the person is asked in vain. → Take the tick out, or grant a role what it allows.
consent_incomplete error L-1
kk: «{control}» келісімінде «{place}» орны бос қалады. → Мәтінде аталған орынды толтырыңыз.
ru: В согласии «{control}» остаётся незаполненным «{place}». → Заполните названное место текста.
en: In the consent "{control}" the place "{place}" stays blank. → Fill in what the finding names.
consent_place_missing error L-1
kk: Сөйлемде «{place}» орны жоқ, сондықтан мәтін ережеден аз уәде етеді. → Мәтінге сол орынды жүйелі жақшаға алып қосыңыз: ережеге қарай өзі толады.
ru: В предложении нет места «{place}», поэтому текст обещает меньше, чем правила. → Вставьте это место в фигурных скобках: его заполняют правила.
en: The sentence lacks the place "{place}", so it promises less than the rules do. → Put that place into the text in curly brackets: the rules fill it.
consent_written_by_hand error L-1
kk: «{found}» мәтінге қолмен жазылған: ереже өзгергенде ол өзгермейді. → Қолмен жазылған сөзді немесе санды жүйелі жақшадағы орынмен ауыстырыңыз.
ru: «{found}» вписано от руки: когда изменится правило, текст останется прежним. → Замените вписанное от руки местом в фигурных скобках.
en: "{found}" is typed by hand: no rule would change it. → Put a place in curly brackets where it is typed by hand.
consent_says_otherwise error L-1,R-31
kk: Ереже бойынша {rule}, ал мәтін басқаша айтады. → Мәтінді ережемен салыстырып, біреуін түзетіңіз.
ru: По правилам {rule}, а текст говорит иное. → Сверьте текст с правилом и исправьте одно из них.
en: By the rules {rule}, and the text says otherwise. → Hold the text against the rule and mend one of them.
consent_operation_idle error L-1
kk: «{control}» келісімінде аталған «{operation}» әрекетін осы мақсатпен ешбір рөл жасай алмайды. → Әрекетті белгіден алып тастаңыз немесе рөлге рұқсат беріңіз.
ru: Согласие «{control}» называет действие «{operation}», которое по этой цели не разрешено ни одной роли. → Уберите действие из отметки или разрешите его роли.
en: The consent "{control}" names the operation "{operation}", which no role may do for this purpose. → Take the operation out of the tick, or grant it to a role.
refusal_threatened error L-1,R-47
kk: Бас тарту сөзі қорқытады: «{found}». → Не болатынын айтыңыз, не жоғалатынын емес.
ru: Слова отказа пугают: «{found}». → Скажите, что произойдёт, а не что будет потеряно.
en: The words of refusing threaten: "{found}". → Say what happens, not what is lost.
consent_enticing error L-1
kk: Келісу сөзі мақтайды: «{found}». → Мақтау сөзді алып тастаңыз.
ru: Слова согласия хвалят: «{found}». → Уберите похвалу.
en: The words of agreeing praise: "{found}". → Take the praise out.
choice_unequal error L-1
kk: Бір жауап екіншісінен {times} еседен де ұзын. → Екі жауапты шамалас ұзындықта жазыңыз.
ru: Один ответ длиннее другого более чем в {times} раз. → Напишите оба ответа примерно одной длины.
en: One answer takes over {times} times the words of the other. → Write both answers at about the same length.
withdrawal_harder error R-45
kk: Кері қайтарып алу бергеннен қиын: «{found}». → Кері қайтарып алуды бергендегідей бір белгімен қалдырыңыз.
ru: Отозвать труднее, чем дать: «{found}». → Оставьте отзыв одной отметкой, как при даче согласия.
en: Taking back asks more than giving: "{found}". → Let a consent be taken back by one tick, as it was given.
clause_disabled_cited error X-4
kk: «{clause}» тармағы өшірілген, ал оған {kind} «{id}» сүйенеді. → Ережені күшінде бар тармаққа сүйендіріңіз немесе алып тастаңыз.
ru: Пункт «{clause}» отключён, а на нём стоит {kind} «{id}». → Поставьте правило на действующий пункт или уберите его.
en: The clause "{clause}" is disabled, and on it stands the {kind} "{id}". → Let the rule stand on a clause in force, or take it out.
rule_without_clause error R-10
kk: Саясаттың ешбір тармағына сүйенбейді: {kind} «{id}». → Тармағын көрсетіңіз.
ru: Не стоит ни на одном пункте политики: {kind} «{id}». → Укажите пункт политики.
en: On no clause of the policy stands the {kind} "{id}". → Name the clause of the policy.
operation_without_clause error R-94
kk: «{operation}» әрекеті жасалады, бірақ ол туралы бірде-бір тармақ жоқ. → operations.yaml файлында әрекеттің тармағын (clause) көрсетіңіз.
ru: Действие «{operation}» совершается, а ни один пункт о нём не говорит. → Укажите пункт действия (clause) в operations.yaml.
en: The operation "{operation}" is done, and no clause speaks of it. → Name the clause of the operation in operations.yaml.
public_source_unfounded error R-27,X-23
kk: Жалпыға қолжетімді деректер туралы тармақ заң нені осылай атайтынына сілтемейді. → 94-V Заңның 6-бабына немесе 7-бабының 3-4-тармақтарына сілтеме қосыңыз.
ru: Пункт об общедоступных данных не ссылается на то, что закон так называет. → Добавьте ссылку на статью 6 или пункты 3-4 статьи 7 Закона 94-V.
en: A clause on public data does not cite what the law calls public. → Cite 94-V art. 6, or art. 7(3) to 7(4).
form_without_control error R-54
kk: «{control}» белгісі ешбір формада жоқ, сондықтан бұл келісімді ешкім бере алмайды. → Белгіні forms.yaml файлындағы формаға қосыңыз.
ru: Отметки «{control}» нет ни в одной форме, и дать это согласие нельзя. → Добавьте отметку в форму в forms.yaml.
en: No form shows the tick "{control}", so nobody can give that consent. → Add the tick to a form in forms.yaml.
form_unknown error R-54
kk: «{form}» формасында жоқ белгі тұр: «{control}». → Белгінің атын түзетіңіз.
ru: В форме «{form}» стоит отметка, которой нет: «{control}». → Исправьте имя отметки.
en: The form "{form}" shows the tick "{control}", which is not there. → Mend the name of the tick.
form_blank error R-54
kk: «{form}» формасы ештеңе сұрамайды. → Формаға белгі немесе дерек қосыңыз, не оны алып тастаңыз.
ru: Форма «{form}» ничего не спрашивает. → Добавьте в форму отметку или поле либо уберите форму.
en: The form "{form}" asks for nothing. → Add a tick or a field to the form, or take it out.
form_without_ground error R-33
kk: «{form}» формасы деректі белгісіз де, заңның міндеттеуінсіз де сұрайды. → Заң міндеттейтін мақсатты көрсетіңіз немесе белгі қосыңыз.
ru: Форма «{form}» спрашивает данные без отметки и без предписания закона. → Укажите цель, предписанную законом, или добавьте отметку.
en: The form "{form}" asks for a field without a tick and without a statute. → Name a purpose that a statute orders, or add a tick.
form_field_outside error R-33
kk: «{form}» формасындағы «{field}» дерегі «{purpose}» мақсатына қызмет етпейді. → Деректі формадан алып тастаңыз.
ru: Поле «{field}» формы «{form}» не служит цели «{purpose}». → Уберите поле из формы.
en: The field "{field}" of the form "{form}" does not serve "{purpose}". → Take the field out of the form.
register_missing error R-9,R-29
kk: Тізілімде «{purpose}» мақсаты туралы ештеңе жоқ. → register.yaml файлына мақсаттың субъектілері мен тәсілін қосыңыз.
ru: Реестр ничего не говорит о цели «{purpose}». → Добавьте в register.yaml субъектов и способ для этой цели.
en: The register says nothing of the purpose "{purpose}". → Add whose data and by which method to register.yaml.
harm_note_missing error R-5
kk: «{purpose}» мақсатымен өңдеу қандай құқықтарға тиетіні және қандай зиян келуі мүмкін екені айтылмаған. → register.yaml файлындағы note бөлігінде құқықтарды, ықтимал зиянды және оны не азайтатынын жазыңыз.
ru: Не сказано, какие права затрагивает обработка для цели «{purpose}» и какой вред возможен. → Запишите в note файла register.yaml затронутые права, возможный вред и что его уменьшает.
en: Nothing says which rights the processing for "{purpose}" touches and what harm could come of it. → Write into note of register.yaml the rights touched, the harm that could come and what reduces it.
purpose_harms_subject error R-5
kk: «{purpose}» мақсаты адамның құқығын шектеу не оған зиян келтіру деп жарияланған. → Мұндай мақсатпен дерек өңделмейді: мақсатты алып тастаңыз.
ru: Цель «{purpose}» объявлена ограничивающей права человека или вредящей ему. → Такой обработки быть не может: уберите цель.
en: The purpose "{purpose}" is declared to limit the rights of the person or to damage them. → There may be no such processing: take the purpose out.
register_unknown error R-9
kk: Тізілімде аталған {kind} «{id}» саясатта жоқ. → Атауын түзетіңіз.
ru: Реестр называет то, чего в политике нет: {kind} «{id}». → Исправьте имя.
en: The register names what is not there: the {kind} "{id}". → Mend the name.
measure_unexplained error R-74
kk: «{measure}» шарасының не оны міндеттейтін бабы, не таңдау себебі жазылмаған, немесе екеуі де жазылған. → measureGrounds тізімінде шараның не бабын (orderedBy), не таңдау себебін (because) жазыңыз.
ru: У меры «{measure}» не указаны ни статья, ни причина выбора, или указано и то и другое. → Впишите в measureGrounds либо статью (orderedBy), либо причину выбора меры (because).
en: The measure "{measure}" says neither which article orders it nor why it was chosen, or says both. → Write the article (orderedBy) or the reason of the choice (because) into measureGrounds.
measure_of_law_missing error R-74
kk: «{legal}» міндеттейтін шара алынбаған. → Осы бап міндеттейтін шараны measures пен measureGrounds тізімдеріне қосыңыз.
ru: Не принята мера, которую велит «{legal}». → Добавьте в measures и measureGrounds меру, которую велит эта статья.
en: No measure is taken because "{legal}" orders it. → Add the measure that this article orders to measures and measureGrounds.
`
