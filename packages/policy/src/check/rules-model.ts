/**
 * Rules about what the policy is made of: the card, purposes, fields, special categories, roles, recipients.
 *
 * Four lines a rule: code, severity and what it serves; then in kk, ru, en what is wrong → what to do, with places for
 * the parameters of a finding. Read by `rules.ts`. Serves, L-2, L-6, L-7.
 */
export const MODEL_RULES = `
operator_bin_missing error R-91,X-8
kk: Оператордың БСН-і жазылмаған, ал келісімде ол аталуға тиіс (94-V, 8-бап, 4-т.). → policy.yaml файлына оператордың БСН-ін жазыңыз; ол толмайынша саясат жарияланбайды.
ru: БИН оператора не вписан, а согласие обязано его называть (94-V, ст. 8 п. 4). → Впишите БИН оператора в policy.yaml; без него политика не публикуется.
en: The operator's BIN is blank, and a consent must name it (94-V art. 8(4)). → Write the operator's BIN into policy.yaml; without it the policy is not published.
operator_bin_invalid error R-91
kk: Оператордың БСН-і бақылау цифрына сәйкес емес. → БСН-ді тіркеу құжатымен салыстырып түзетіңіз.
ru: БИН оператора не сходится с контрольной цифрой. → Сверьте БИН с документом о регистрации и исправьте.
en: The operator's BIN fails its control digit. → Compare the BIN with the certificate of registration and mend it.
operator_card_blank error R-91,X-8,X-12
kk: Оператор карточкасында {key} бос тұр. → policy.yaml файлында брендті және сайтты көрсетіңіз.
ru: В карточке оператора пусто: {key}. → Укажите бренд и сайт в policy.yaml.
en: The operator's card is blank at {key}. → Name the brand and the site in policy.yaml.
operator_site_invalid error R-88,X-12
kk: Жарияланатын бет мекенжайы https:// деп басталмайды. → Жарияланатын бетті https:// деп басталатын мекенжаймен жазыңыз.
ru: Адрес публикации не начинается с https://. → Запишите адрес публикации, начиная с https://.
en: The address of publication does not begin with https://. → Write the address of publication, beginning with https://.
officer_contact_missing error L-2
kk: Жауапты тұлғаның байланысы бос тұр: {key}. → Жауапты тұлғаның телефоны мен электрондық поштасын жазыңыз.
ru: Нет контакта ответственного лица: {key}. → Впишите телефон и электронную почту ответственного лица.
en: A contact of the person responsible is blank: {key}. → Write the phone and the e-mail of the person responsible.
approval_missing error R-90,X-8
kk: Бекіту жолы бос не күні дұрыс емес: {key}. → Саясатты бекітіп, бұйрықтың нөмірін, күнін және бекіткен адамды жазыңыз.
ru: В утверждении пусто или неверная дата: {key}. → Утвердите политику и впишите номер, дату и кем утверждена.
en: The approval is blank or no date at {key}. → Have the policy approved, then write number, date and approver.
version_missing error R-2
kk: Саясаттың атауы немесе нұсқа нөмірі жоқ. → Саясатқа атау және 1-ден басталатын нұсқа нөмірін беріңіз.
ru: У политики нет идентификатора или номера версии. → Дайте политике идентификатор и номер версии от 1.
en: The policy has no id or no version number. → Give the policy an id and a version number from 1.
effective_from_invalid error R-90
kk: Күшіне ену күні күн емес немесе бекітілген күннен ерте. → Күшіне ену күнін бекітілген күннен ерте қоймаңыз.
ru: День вступления в силу не дата или раньше утверждения. → Поставьте дату вступления в силу не раньше даты утверждения.
en: The first day in force is no date, or is before the approval. → Set the first day in force to the day of approval or a later one.
purpose_without_ground error R-55
kk: Мақсаттың негізі көрсетілмеген. → Мақсаттың негізін көрсетіңіз: consent немесе statute.
ru: У цели не указано основание. → Укажите основание цели: consent или statute.
en: A purpose has no ground. → State the ground of the purpose: consent or statute.
ground_not_in_law error R-56,X-14
kk: Мақсаттың негізі ретінде заңда жоқ нәрсе жазылған; негіз — тек келісім немесе заң бабы. → Негізді келісімге немесе заң бабына ауыстырыңыз; шарт дерек жинауға негіз болмайды.
ru: Основанием цели записано то, чего нет в законе; основания — только согласие или статья закона. → Замените основание на согласие или статью закона; договор не основание для сбора.
en: What is given as the ground of a purpose is none in the law: only consent and statute are. → Change the ground to consent or to an article; a contract is no ground for collection.
purpose_without_legal error R-2
kk: «{id}» мақсаты заңның бірде-бір бабын атамайды. → Мақсат сүйенетін бапты legal тізіміне қосыңыз.
ru: Цель «{id}» не называет ни одной статьи закона. → Добавьте в legal статью, на которой стоит цель.
en: The purpose "{id}" names no article of the law. → Add the article that the purpose stands on to legal.
purpose_without_control warning R-17
kk: «{purpose}» мақсатына ешбір белгі келісім сұрамайды, сондықтан ол үшін ештеңе жасалмайды. → Белгі қосыңыз немесе мақсатты алып тастаңыз.
ru: Ни одна отметка не спрашивает согласия на цель «{purpose}», поэтому для неё ничего не делается. → Добавьте отметку согласия или уберите цель.
en: No tick asks consent to "{purpose}", so nothing is done for it. → Add a tick for it, or take the purpose out.
purpose_letter_twice error R-54
kk: «{purpose}» мақсатының әрпі жоқ немесе басқа мақсатта бар. → Мақсатқа басқа ешкім алмаған әріп беріңіз.
ru: У цели «{purpose}» нет буквы, или она занята. → Дайте цели букву, которой нет у других.
en: The letter of "{purpose}" is missing or taken. → Give the purpose a letter of its own.
consent_term_missing error L-1
kk: «{purpose}» мақсатына келісімнің мерзімі жоқ, ол ешқашан бітпейді (94-V, 8-бап, 5-т.). → Келісім неше күн қолданылатынын consentDays кілтіне жазыңыз.
ru: У согласия на цель «{purpose}» нет срока, и оно не кончится никогда (94-V, ст. 8 п. 5). → Запишите в consentDays, сколько дней действует согласие.
en: A consent to "{purpose}" has no term, so it never ends (94-V art. 8(5)). → Write into consentDays for how many days the consent holds.
consent_term_unlimited error L-1,R-35
kk: «{purpose}» мақсатына келісім {max} күннен асады: бұл мерзімсіз деген сөз. → Келісімнің мерзімін мақсатқа қажет күнге дейін қысқартыңыз.
ru: Согласие на цель «{purpose}» дольше {max|дня|дней}: это уже бессрочно. → Сократите срок согласия до нужного для цели.
en: A consent to "{purpose}" of over {max|day|days} is one without a term. → Shorten the term of the consent to what the purpose needs.
consent_term_too_long error R-35
kk: «{purpose}» мақсатына келісім ({consentDays} күн) дерек сақталатын мерзімнен ({retentionDays} күн) ұзақ. → Келісім мерзімін сақтау мерзімінен асырмаңыз.
ru: Согласие на цель «{purpose}» ({consentDays} дн.) дольше хранения данных ({retentionDays} дн.). → Не делайте срок согласия дольше срока хранения.
en: A consent to "{purpose}" ({consentDays} days) outlives the keeping of its data ({retentionDays} days). → Let the consent end no later than the retention.
statute_with_consent_term error R-55
kk: «{purpose}» мақсаты заңға сүйенеді, ал оған келісім мерзімі қойылған. → consentDays мәнін 0 етіңіз немесе негізді өзгертіңіз.
ru: Цель «{purpose}» стоит на законе, а ей задан срок согласия. → Поставьте consentDays: 0 или смените основание.
en: The purpose "{purpose}" stands on a statute and has a term of consent. → Set consentDays to 0, or change the ground.
retention_missing error R-35
kk: Дерек неше күн сақталатыны айтылмаған (94-V, 12-бап, 2-т.). → Дерек неше күн сақталатынын retentionDays кілтіне жазыңыз.
ru: Не сказано, сколько дней хранятся данные (94-V, ст. 12 п. 2). → Запишите в retentionDays, сколько дней хранятся данные.
en: Nothing says for how many days data are kept (94-V art. 12(2)). → Write into retentionDays for how many days data are kept.
retention_unlimited error R-35
kk: «{purpose}» мақсатының дерегі {max} күннен артық сақталады: бұл мерзімсіз деген сөз. → Сақтау мерзімін мақсатқа қажет күнге дейін қысқартыңыз.
ru: Данные цели «{purpose}» хранятся дольше {max|дня|дней}: это уже бессрочно. → Сократите срок хранения до нужного для цели.
en: Data for "{purpose}" are kept for over {max|day|days}: that is without a term. → Shorten the retention to what the purpose needs.
retention_of_every_field error R-35
kk: «{purpose}» мақсаты барлық дерекке жетеді және бәрін сақтап қалар еді. → Мұндай мақсаттың retentionDays мәні 0 болуы керек.
ru: Цель «{purpose}» достаёт до всех полей и хранила бы их все. → У такой цели retentionDays равно 0.
en: The purpose "{purpose}" reaches every field and would keep them all. → Set its retentionDays to 0: it reads what others keep.
every_field_by_consent error R-54
kk: «{purpose}» мақсатына келісім барлық дерекке, олар аталмай-ақ, жетер еді. → everyStoredField кілтін алып, деректерді атап жазыңыз.
ru: Согласие на цель «{purpose}» охватило бы все поля, не называя их. → Уберите everyStoredField и перечислите данные.
en: A consent to "{purpose}" would reach every field without naming them. → Take everyStoredField out and list the fields.
statistics_not_depersonalised error R-15
kk: «{purpose}» статистикасының соңы иесіздендірілген дерек емес (94-V, 17-бап). → onEnd мәнін depersonalise етіңіз.
ru: Статистика «{purpose}» кончается не обезличенными данными (94-V, ст. 17). → Поставьте onEnd: depersonalise.
en: The statistics of "{purpose}" end in something other than depersonalised data (94-V art. 17). → Set onEnd to depersonalise.
statistics_unknown error R-15
kk: Сандар «{named}» дегенге сүйенеді, ал ол статистика мақсаты емес, келісімде аталмаған немесе ешбір қадамда жоқ. → Тек осы мақсатқа келісімде аталған деректерді қалдырыңыз.
ru: Цифры опираются на «{named}», а это не цель статистики, не названо в согласии на неё или не стоит ни в одном шаге. → Оставьте только данные, названные в согласии на эту цель.
en: The figures rest on "{named}", which is no purpose of statistics, is named by no consent to it, or stands in no step. → Name only fields that the consent to that purpose names.
special_category_inferred error R-19
kk: «{field}» дерегі бойынша сан есептеледі, ал одан ерекше санатты болжауға болады. → Бұл деректі statistics.yaml қадамдарынан алып тастаңыз: одан ұлтты, сенімді не денсаулықты болжауға болады.
ru: По полю «{field}» считаются цифры, а из него угадывают особую категорию. → Уберите эти сведения из шагов statistics.yaml: по ним угадывают национальность, веру или здоровье.
en: A figure is counted by "{field}", and from it a special category can be guessed. → Take the item out of the steps of statistics.yaml: nationality, belief or health is guessed from it.
statistics_too_fine error R-96
kk: Сандар адамды танытуы немесе біреуді есептен шығарып қоюы мүмкін: «{named}». → Тек тізімнен таңдалған мәндер мен жас аралығын алыңыз; әр қадам алдыңғысынан дөрекірек болсын.
ru: Цифры могли бы указать на человека или никогда не учесть кого-то: «{named}». → Берите только выбранное из списка и возраст отрезками; каждый шаг грубее предыдущего.
en: The figures could lead to a person or never count somebody: "{named}". → Take only what was chosen from a list, and ages from–to; make each step coarser than the one before.
compatible_unknown error R-34
kk: «{purpose}» мақсаты үйлесімді деп атаған «{other}» мақсаты жоқ. → compatible тізімінде бар мақсаттарды ғана қалдырыңыз.
ru: Цель «{purpose}» объявлена совместимой с «{other}», а другой такой цели нет. → Оставьте в compatible только существующие другие цели.
en: The purpose "{purpose}" is declared compatible with "{other}", and there is no other of that name. → Name only other purposes that exist in compatible.
purposes_incompatible error R-34
kk: «{field}» дерегі үйлесімсіз «{purpose}» және «{other}» мақсаттарына ортақ, себебі жазылмаған. → Мақсаттарды compatible деп белгілеңіз немесе sharedBecause кілтінде себебін жазыңыз; болмаса, деректі бір мақсаттан алып тастаңыз.
ru: Поле «{field}» общее у несовместимых целей «{purpose}» и «{other}», а почему, не сказано. → Объявите цели совместимыми (compatible), объясните общее поле (sharedBecause) или уберите поле из одной цели.
en: The field "{field}" is shared by "{purpose}" and "{other}", which do not go together, and nothing says why. → Declare the purposes compatible, say why in sharedBecause, or take the field out of one of them.
purposes_overlap error R-13,R-14,R-16,X-21
kk: «{purpose}» және «{other}» мақсаттары бір нәрсені айтады немесе бір тармақта тұр. → Екі мақсатты бөлек атаңыз, бөлек тармаққа сүйендіріңіз немесе біріктіріңіз.
ru: Цели «{purpose}» и «{other}» говорят одно и то же или стоят на одном пункте. → Разведите цели по названию и пункту или объедините их.
en: The purposes "{purpose}" and "{other}" say the same or stand on one clause. → Give each purpose words and a clause of its own, or make them one.
field_without_purpose error R-33,X-19
kk: «{field}» дерегі ешбір мақсатқа қажет емес, ал өшірілмеген (94-V, 7-бап). → Деректі өшіріңіз (off) немесе қажет ететін мақсатты көрсетіңіз.
ru: Поле «{field}» не нужно ни одной цели, но не выключено (94-V, ст. 7). → Выключите поле (off) или укажите цель, которой оно нужно.
en: No purpose needs the field "{field}", and it is not off (94-V art. 7). → Turn the field off, or name the purpose that needs it.
field_purpose_unknown error R-54
kk: «{field}» дерегінде аталған «{letter}» әрпі ешбір мақсатта жоқ. → purposes тізіміндегі әріпті бар мақсаттың әрпіне ауыстырыңыз.
ru: Поле «{field}» называет букву «{letter}», которой нет ни у одной цели. → Замените букву на букву существующей цели.
en: The field "{field}" names the letter "{letter}", which no purpose has. → Use the letter of a purpose that exists.
field_number_invalid error R-54
kk: «{field}» дерегінің нөмірі D-n түрінде емес немесе басқа деректе бар. → Дерекке D-n түріндегі өз нөмірін беріңіз.
ru: Номер поля «{field}» не вида D-n или занят. → Дайте полю собственный номер вида D-n.
en: The number of the field "{field}" is not D-n or is taken. → Give the field a number D-n of its own.
field_special_on error R-19,R-20
kk: Ерекше санаттағы «{field}» дерегі сұралуы мүмкін. → Ерекше санаттағы деректі off күйінде қалдырыңыз.
ru: Поле особой категории «{field}» может быть спрошено. → Оставьте поле особой категории выключенным (off).
en: The field "{field}" is of a special category and can be asked. → Leave a field of a special category off.
field_access_missing error R-7
kk: «{field}» дерегі жалпыға қолжетімді ме, шектеулі ме — айтылмаған (94-V, 6-бап). → access кілтіне restricted (қолжетімділігі шектеулі) не public (жалпыға қолжетімді) деп жазыңыз.
ru: Не сказано, общедоступно ли поле «{field}» или ограничено (94-V, ст. 6). → Запишите в access: restricted (ограниченного доступа) или public (общедоступные).
en: Nothing says whether the field "{field}" is public or of restricted access (94-V art. 6). → Write restricted or public into access.
field_access_open error R-7,R-19
kk: Сезімтал «{field}» дерегі жалпыға қолжетімді деп жарияланған. → access мәнін restricted етіңіз.
ru: Чувствительное поле «{field}» объявлено общедоступным. → Поставьте access: restricted.
en: The field "{field}" is sensitive and declared public. → Set access to restricted.
field_required_not_on error R-47
kk: Қосылмаған «{field}» дерегі міндетті етілген. → Міндетті деректі on етіңіз немесе міндетті болуын алып тастаңыз.
ru: Поле «{field}» обязательно, но не включено. → Включите обязательное поле (on) или сделайте его необязательным.
en: The field "{field}" is required and not on. → Turn the required field on, or make it optional.
field_required_not_asked error R-47,L-1
kk: Міндетті «{field}» дерегі бірде-бір міндетті келісімде аталмаған. → Деректі міндетті белгінің тізіміне қосыңыз немесе міндетті болуын алып тастаңыз.
ru: Обязательное поле «{field}» не названо ни в одном обязательном согласии. → Добавьте поле в обязательное согласие или снимите обязательность.
en: The field "{field}" is required, and no required consent names it. → Add the field to the required tick, or make it optional.
field_box_unknown error R-54
kk: «{field}» дерегі жарияланбаған «{box}» қорабына салынған. → Қорапты boxes тізіміне қосыңыз немесе барын таңдаңыз.
ru: Поле «{field}» положено в необъявленный бокс «{box}». → Объявите бокс в boxes или выберите существующий.
en: The field "{field}" is put into the box "{box}", which is not declared. → Declare the box in boxes, or use one that is there.
field_without_options error R-33
kk: «{field}» таңдауында екіден аз нұсқа бар. → Таңдауға кемінде екі нұсқа беріңіз.
ru: У выбора «{field}» меньше двух вариантов. → Дайте выбору хотя бы два варианта.
en: The choice "{field}" has fewer than two options. → Give the choice at least two options.
field_with_options error R-33
kk: Таңдау емес «{field}» дерегінде нұсқалар бар. → Түрін enum етіңіз немесе options кілтін алып тастаңыз.
ru: У поля «{field}» есть варианты, хотя это не выбор. → Смените тип на enum или уберите options.
en: The field "{field}" is no choice and has options. → Change the type to enum, or take the options out.
field_length_missing error R-33
kk: «{field}» дерегінің шекті ұзындығы жоқ. → maxLength кілтіне шекті ұзындықты жазыңыз.
ru: У поля «{field}» нет предельной длины. → Запишите предельную длину в maxLength.
en: The field "{field}" has no limit of length. → Write the limit into maxLength.
field_source_missing error R-54
kk: «{field}» дерегінің бастапқы мәтіндегі сөзі сақталмаған. → Бастапқы мәтіндегі сөзді sourceKk кілтіне жазыңыз.
ru: Для поля «{field}» не сохранены слова исходного текста. → Запишите слова исходного текста в sourceKk.
en: The source's words for the field "{field}" are not kept. → Write the source's words into sourceKk.
field_outside_list error L-7,R-20
kk: «{field}» дерегі мүлде жиналмайтын түрге жатады. → Бұл деректі тізімнен алып тастаңыз: фото, көшірме, контактілер жиналмайды.
ru: Поле «{field}» такого рода, который не собирают вовсе. → Уберите поле: фото, копии и контакты не собираются.
en: The field "{field}" is of a kind that may not be collected at all. → Take the field out: photos, copies and contacts are not collected.
identifier_twice error X-18
kk: «{field}» — адамда біреу ғана болатын нөмірдің екінші өрісі. → Екінші өрісті алып тастаңыз: СТН де, ЖСН де — бір нөмір.
ru: «{field}» — второе поле для номера, который у человека один. → Уберите второе поле: это тот же ИИН.
en: "{field}" is a second field for the number that a person has once. → Take the second field out: it is the same IIN.
special_category_field error R-19,R-20,X-11
kk: Бұл жерде ерекше санат аталған: «{found}». → Өрісті не нұсқаны алып тастаңыз; ерекше санат ешқандай атаумен сұралмайды.
ru: Здесь названа особая категория: «{found}». → Уберите поле или вариант: особая категория не спрашивается ни под каким именем.
en: This names a special category: "{found}". → Take the field or the option out: a special category is asked under no name.
special_exception_unlawful error R-19,R-20
kk: Мұндай операторға «{category}» санаты бойынша ерекше рұқсатты ешбір заң бермейді. → exception бөлігін алып тастаңыз: оны медициналық ұйымға ғана денсаулық кодексі береді.
ru: Такому оператору исключения для категории «{category}» не даёт ни один закон. → Уберите exception: его даёт только кодекс о здоровье и только медицинской организации.
en: No statute makes an exception for the category "{category}" for such an operator. → Take the exception out: only the code on health makes it, and for a medical organisation only.
special_exception_unapproved error R-19
kk: «{category}» санаты бойынша ерекше рұқсаттың жеке бекітуі немесе оператордың лицензиясы жоқ. → Ерекше рұқсаттың бұйрығын (нөмірі, күні, кім) және оператордың лицензиясын жазыңыз.
ru: У исключения для категории «{category}» нет своего утверждения, или у оператора нет лицензии. → Впишите утверждение исключения (номер, дата, кем) и лицензию оператора.
en: The exception for "{category}" has no approval of its own, or the operator no licence. → Write the approval of the exception (number, date, by whom) and the operator's licence.
special_exception_free_text error R-19,R-20
kk: Ерекше рұқсат бойынша сұралатын «{field}» дерегін еркін жазуға болады. → Түрін enum етіңіз: еркін жазылған жолда басқа ерекше санат та болуы мүмкін.
ru: Поле «{field}», разрешённое как исключение, заполняют свободным текстом. → Смените тип на enum: в свободной строке окажется и другая особая категория.
en: The field "{field}", asked under an exception, can be written freely. → Make it an enum: a free line may hold another special category.
special_exception_bundled error R-19,R-47,L-1
kk: Ерекше рұқсат бойынша сұралатын «{field}» дерегінің мақсаты не белгісі бөлек емес, немесе ол міндетті. → Оған бөлек мақсат пен бөлек, міндетті емес белгі беріңіз.
ru: У поля «{field}», разрешённого как исключение, общая цель или отметка, или оно обязательно. → Дайте ему отдельную цель и отдельную необязательную отметку.
en: The field "{field}", asked under an exception, shares its purpose or its tick, or is required. → Give it a purpose of its own and a tick of its own that nothing requires.
special_category_unnamed error R-19,X-20
kk: «{category}» ерекше санатын танитын сөздер үш тілде бірдей жоқ. → Санатқа үш тілде де түбір сөздер қосыңыз.
ru: Особую категорию «{category}» не по чему узнать на каждом из трёх языков. → Добавьте основы слов для категории на трёх языках.
en: The special category "{category}" has no words to know it by in some language. → Add word stems for the category in all three languages.
role_without_clause error R-84
kk: «{role}» рөлі ешбір тармаққа сүйенбейді. → Рөл сүйенетін тармақты көрсетіңіз.
ru: Роль «{role}» не стоит ни на одном пункте. → Укажите пункт, на котором стоит роль.
en: The role "{role}" stands on no clause. → Name the clause that the role stands on.
role_purpose_unknown error R-32
kk: «{role}» рөліне жоқ мақсатқа рұқсат берілген: «{purpose}». → Мақсаттың атын түзетіңіз немесе рұқсатты алып тастаңыз.
ru: Роли «{role}» дано разрешение для цели, которой нет: «{purpose}». → Исправьте имя цели или уберите разрешение.
en: The role "{role}" has a grant for a purpose that is not there: "{purpose}". → Mend the name of the purpose, or take the grant out.
role_without_operation error R-32
kk: «{role}» рөлінің рұқсаты ештеңе бермейді. → Әрекет қосыңыз немесе рұқсатты алып тастаңыз.
ru: Разрешение роли «{role}» ничего не даёт. → Добавьте действие или уберите разрешение.
en: A grant of the role "{role}" allows nothing. → Add an operation, or take the grant out.
role_may_distribute error R-69
kk: «{role}» рөлі деректерді белгісіз адамдарға тарата алар еді. → distribute әрекетін алып тастаңыз.
ru: Роль «{role}» могла бы распространять данные неопределённому кругу. → Уберите действие distribute.
en: The role "{role}" may distribute to an indefinite circle. → Take distribute out.
role_field_unknown error R-32
kk: «{role}» рөлінің рұқсатында жоқ дерек аталған, не «*» жалғыз тұрған жоқ: «{field}». → Деректің атын түзетіңіз немесе тізімнен алып тастаңыз.
ru: В разрешении роли «{role}» названо поле, которого нет, или «*» стоит не одна: «{field}». → Исправьте имя поля или уберите его из списка.
en: A grant of the role "{role}" names a field that is not there, or "*" beside others: "{field}". → Mend the name of the field, or take it out of the list.
role_field_off error R-32
kk: «{role}» рөлінің рұқсатында өшірулі «{field}» дерегі аталған. → Өшірілген деректі рұқсаттан алып тастаңыз.
ru: В разрешении роли «{role}» названо выключенное поле «{field}». → Уберите выключенное поле из разрешения.
en: A grant of the role "{role}" names the field "{field}", which is off. → Take the field that is off out of the grant.
role_field_outside_purpose error R-32
kk: «{role}» рөлінің рұқсатындағы «{field}» дерегі «{purpose}» мақсатына қызмет етпейді. → Деректі рұқсаттан алып тастаңыз немесе мақсатқа қосыңыз.
ru: Поле «{field}» в разрешении роли «{role}» не служит цели «{purpose}». → Уберите поле из разрешения или добавьте его в цель.
en: A grant of the role "{role}" names "{field}", which does not serve "{purpose}". → Take the field out of the grant, or into the purpose.
grant_dead warning R-10
kk: «{role}» рөлінің «{purpose}» мақсатына рұқсаты бекер: ешбір белгі мыналарды қамтымайды: {named}. → Рұқсатты алып тастаңыз немесе ол сүйенетін белгіні қосыңыз.
ru: Разрешение роли «{role}» для цели «{purpose}» напрасно: ни одна отметка не покрывает: {named}. → Уберите разрешение или добавьте отметку, на которой оно стоит.
en: The grant of the role "{role}" for "{purpose}" is in vain: no tick covers {named}. → Take the grant out, or add the tick that would carry it.
grants_contradict error R-32
kk: «{role}» рөліне «{purpose}» үшін «{operation}» әрекеті екі рет, басқа-басқа дерекпен берілген. → Екі рұқсатты біріктіріп, бір деректер тізімін қалдырыңыз.
ru: Роли «{role}» действие «{operation}» для цели «{purpose}» дано дважды, с разными полями. → Объедините разрешения и оставьте один список полей.
en: The role "{role}" is granted "{operation}" for "{purpose}" twice, on different fields. → Make the two grants one, with one list of fields.
statistics_raw_granted error R-15
kk: «{role}» рөлі «{operation}» арқылы «{purpose}» статистикасынан жеке адамдардың дерегін ала алар еді. → Статистика мақсатынан extract және беру әрекеттерін алып тастаңыз.
ru: Роль «{role}» через «{operation}» могла бы взять из статистики «{purpose}» данные отдельных людей. → Уберите из статистики извлечение и передачу.
en: By "{operation}" the role "{role}" could take single persons' values out of the statistics of "{purpose}". → Take extraction and transfers out of the statistics' grant.
recipient_bin_invalid error R-58
kk: «{recipient}» алушысының БСН-і жоқ немесе ондай нөмір болмайды. → Алушының БСН-ін шартпен салыстырып түзетіңіз.
ru: БИН получателя «{recipient}» не указан или невозможен. → Сверьте БИН получателя с договором и исправьте.
en: The BIN of the recipient "{recipient}" is missing or impossible. → Compare the recipient's BIN with the agreement and mend it.
recipient_licence_missing error R-58
kk: «{recipient}» қарыз берушісінің лицензиясы немесе оның тексерілген күні жоқ. → Лицензия нөмірін және тексерілген күнін жазыңыз.
ru: У кредитора «{recipient}» нет лицензии или дня её проверки. → Впишите номер лицензии и дату её проверки.
en: The lender "{recipient}" has no licence or no day on which it was checked. → Write the number of the licence and the day it was checked.
title_ambiguous error R-54,R-58
kk: «{id}» және «{other}» атауы бірдей, тілі: {language}. → Екеуінің біріне басқа атау беріңіз: адам оларды ажырата алуы керек.
ru: У «{id}» и «{other}» одно название; язык: {language}. → Переименуйте одно из двух: человек должен их различать.
en: "{id}" and "{other}" have one title; language: {language}. → Rename one of the two: a person must be able to tell them apart.
agreement_missing warning R-59,X-28
kk: «{recipient}» алушысымен шарт жоқ, сондықтан оған ештеңе берілмейді. → Шартты agreements/ қалтасына қосыңыз немесе алушыны алып тастаңыз.
ru: С получателем «{recipient}» нет договора, и ему ничего не идёт. → Добавьте договор в agreements/ или уберите получателя.
en: The recipient "{recipient}" has no agreement, so nothing goes to it. → Add the agreement to agreements/, or take the recipient out.
agreement_without_recipient error R-59
kk: «{file}» шарты саясатта аталмаған алушымен жасалған. → Алушыны recipients.yaml файлына қосыңыз немесе шартты алып тастаңыз.
ru: Договор «{file}» заключён с тем, кого политика не называет. → Добавьте получателя в recipients.yaml или уберите договор.
en: The agreement "{file}" is with nobody that the policy names. → Add the recipient to recipients.yaml, or take the agreement out.
agreement_dates_invalid error R-59
kk: Шарттың нөмірі жоқ немесе қол қойылған, басталған, аяқталған күндері осы ретпен тұрған жоқ. → Шарттың нөмірін, қол қойылған, басталған және аяқталған күндерін тексеріңіз.
ru: У договора нет номера, или даты подписания, начала и конца стоят не в этом порядке. → Проверьте номер договора и даты: подписан, начат, окончен.
en: The agreement has no number, or is not signed, begun and ended in this order. → Check number and dates of the agreement: signed, begins, ends.
agreement_dead warning R-59
kk: Бұл шарт бойынша бірде-бір рөл ештеңе жібере алмайды. → Рөлге рұқсат беріңіз немесе алушыны алып тастаңыз.
ru: По этому договору ни одна роль ничего отправить не может. → Дайте разрешение роли или уберите получателя.
en: No role may send anything under this agreement. → Grant a role the transfer, or take the recipient out.
agreement_over warning R-59
kk: Шарт {validTo} күні аяқталады, бұл нұсқа одан кейін басталады: алушыға ештеңе берілмейді. → Шартты ұзартыңыз немесе алушыны алып тастаңыз.
ru: Договор кончается {validTo}, раньше начала этой версии: получателю ничего не идёт. → Продлите договор или уберите получателя.
en: The agreement ends on {validTo}, before this version begins: nothing goes to the recipient. → Prolong the agreement, or take the recipient out.
agreement_clause_missing error R-62
kk: Шартта қорғау талабы жоқ: {key}. → Қорғау талабын шартқа енгізіп, мұнда белгілеңіз.
ru: В договоре нет требования защиты: {key}. → Внесите требование защиты в договор и отметьте здесь.
en: The agreement lacks the clause of protection {key}. → Have the protection put into the agreement, then say so here.
agreement_breach_notice_late error R-62,L-3
kk: Алушы бұзушылық туралы {max} жұмыс күнінен кеш хабарлайды немесе мерзім жоқ. → Бұзушылық туралы хабарлау мерзімін бір жұмыс күніне дейін қысқартыңыз.
ru: Получатель сообщает о нарушении позже {max} рабочего дня, или срока нет. → Сократите срок сообщения о нарушении до одного рабочего дня.
en: The recipient tells of a breach later than {max} working day, or no term is set. → Shorten the notice of a breach to one working day.
agreement_erasure_late error R-61
kk: Алушы дерегін {max} жұмыс күнінен кеш жояды немесе мерзім жоқ (94-V, 8-бап, 7-т.). → Жою мерзімін 15 жұмыс күнінен асырмаңыз.
ru: Получатель уничтожает данные позже {max} рабочих дней, или срока нет (94-V, ст. 8 п. 7). → Сделайте срок уничтожения не больше 15 рабочих дней.
en: The recipient destroys later than {max} working days, or no term is set (94-V art. 8(7)). → Let destruction take at most 15 working days.
agreement_storage_abroad error L-6
kk: Алушы деректі Қазақстанда сақтамайды: {country} (94-V, 12-бап, 2-т.). → Деректі Қазақстанда сақтауды шартпен талап етіңіз.
ru: Получатель хранит данные не в Казахстане: {country} (94-V, ст. 12 п. 2). → Потребуйте договором хранить данные в Казахстане.
en: The recipient does not store data in Kazakhstan: {country} (94-V art. 12(2)). → Have the agreement require storage in Kazakhstan.
agreement_operation_missing error R-60
kk: Шартта бірде-бір әрекет жазылмаған. → Шарт рұқсат ететін әрекеттерді жазыңыз.
ru: В договоре не перечислены действия. → Перечислите действия, которые разрешает договор.
en: The agreement lists no operation. → List the operations that the agreement allows.
agreement_operation_outside error R-60
kk: Шарттағы «{operation}» әрекетіне алушы белгісінде келісім сұралмайды. → Тізімде тек беру әрекеттерін қалдырыңыз.
ru: На действие договора «{operation}» отметка получателя согласия не спрашивает. → Оставьте в списке только действия передачи.
en: The agreement lists "{operation}", and no recipient's tick asks consent to it. → Leave only operations of transfer in the list.
agreement_purpose_missing error R-60
kk: Шартта мақсат аталмаған (94-V, 14-бап). → Шарттың мақсаттарын жазыңыз.
ru: В договоре не названы цели (94-V, ст. 14). → Перечислите цели договора.
en: The agreement names no purpose (94-V art. 14). → List the purposes of the agreement.
agreement_purpose_unknown error R-60
kk: Шартта аталған «{purpose}» мақсаты жоқ. → Мақсаттың атын түзетіңіз.
ru: Договор называет цель «{purpose}», а такой нет. → Исправьте имя цели.
en: The agreement names the purpose "{purpose}", which is not there. → Mend the name of the purpose.
agreement_purpose_outside error R-60,X-28
kk: Шарттағы «{purpose}» мақсатымен беруге ешқандай белгі келісім сұрамайды. → Осы мақсатқа беру белгісін қосыңыз немесе мақсатты шарттан алып тастаңыз.
ru: На передачу для цели договора «{purpose}» согласия никто не спрашивает. → Добавьте согласие на передачу для этой цели или уберите цель из договора.
en: The agreement is for "{purpose}", and no tick asks consent to a transfer for it. → Add a tick for transfers of this purpose, or take the purpose out of the agreement.
agreement_field_missing error R-60
kk: Шартта берілетін деректер жазылмаған (94-V, 10-бап). → Берілетін деректерді тізіп жазыңыз.
ru: В договоре не перечислены передаваемые данные (94-V, ст. 10). → Перечислите передаваемые данные.
en: The agreement lists no data (94-V art. 10). → List the data that go.
agreement_field_unknown error R-60
kk: Шартта аталған «{field}» дерегі жоқ. → Деректің атын түзетіңіз.
ru: Договор называет поле «{field}», а такого нет. → Исправьте имя поля.
en: The agreement lists the field "{field}", which is not there. → Mend the name of the field.
agreement_field_off error R-60
kk: Шартта аталған «{field}» дерегі өшірулі. → Өшірілген деректі шарттан алып тастаңыз.
ru: Договор называет выключенное поле «{field}». → Уберите выключенное поле из договора.
en: The agreement lists the field "{field}", which is off. → Take the field that is off out of the agreement.
agreement_field_outside_purpose error R-60
kk: Шарттағы «{field}» дерегі оның бірде-бір мақсатына қызмет етпейді. → Деректі шарттан алып тастаңыз.
ru: Поле договора «{field}» не служит ни одной его цели. → Уберите поле из договора.
en: The agreement lists "{field}", which serves none of its purposes. → Take the field out of the agreement.
agreement_field_not_asked error R-60
kk: Шарттағы «{field}» дерегі ешкімнен сұралмайды. → Деректі шарттан алып тастаңыз немесе формада сұраңыз.
ru: Поле договора «{field}» ни у кого не спрашивают. → Уберите поле из договора или спросите его в форме.
en: The agreement lists "{field}", and nobody is ever asked for it. → Take the field out of the agreement, or ask for it in the form.
`
