/**
 * Internal documents of the demo operator, entered by one officer and approved by the other, as at the desk.
 *
 * Invented texts that say how this very program is worked with; each stands on the clause that answers a requirement,
 * so another operator's policy gives other clauses, and none where it says nothing of the matter. Requirement: R-11.
 */
import { clauseFor } from '@kelisim/policy'
import { loadOne, STAFF } from '@kelisim/store'
import { almatyDate, DAY, later, type StaffId, type Texts } from '@kelisim/terms'
import { acknowledgeDocument, approveDocument, type Means, proposeDocument } from '@kelisim/work'

interface DemoDocument {
  readonly code: string
  readonly level: 2 | 3
  /** The requirement that its clause answers. */
  readonly serves: string
  readonly title: Texts
  readonly content: string
  /** Days from today; a past one makes the document outdated. */
  readonly endsIn?: number
  readonly left?: 'proposed'
}

const DOCUMENTS: readonly DemoDocument[] = [
  {
    code: 'ІҚ-2-01',
    level: 2,
    serves: 'R-84',
    title: {
      kk: 'Қолжетімділікті беру және қайтарып алу қағидалары',
      ru: 'Правила предоставления и отзыва доступа',
      en: 'Rules of granting and withdrawing access',
    },
    content: `1. Қызметкерге саясатта аталған рөлдің бірі ғана беріледі; рөл мақсат пен өрістерді шектейді.
2. Жұмыстан босатылған күні қызметкердің кіруі жабылады.
3. Әр қызметкер өз кіру атымен ғана жұмыс істейді, құпиясөзі мен уақыттық кодын ешкімге бермейді.

1. Сотруднику даётся только одна из ролей, названных в политике; роль ограничивает цели и поля.
2. В день увольнения вход сотрудника закрывается.
3. Каждый работает только под своим именем для входа и никому не передаёт пароль и временный код.`,
  },
  {
    code: 'ІҚ-2-02',
    level: 2,
    serves: 'R-70',
    title: {
      kk: 'Құпиялылықты сақтау туралы міндеттеме',
      ru: 'Обязательство о неразглашении',
      en: 'Undertaking of confidentiality',
    },
    content: `Жұмыс барысында белгілі болған дербес деректерді үшінші тұлғаларға айтпаймын, таратпаймын, қызметтен тыс мақсатта пайдаланбаймын. Бұл міндет еңбек шарты аяқталғаннан кейін де сақталады.

Персональные данные, ставшие известными на работе, не разглашаю, не распространяю и не использую в иных целях. Обязанность сохраняется и после окончания трудового договора.`,
  },
  {
    code: 'ІҚ-3-01',
    level: 3,
    serves: 'R-82',
    title: {
      kk: 'Оқыс оқиға кезіндегі іс-қимыл нұсқаулығы',
      ru: 'Инструкция: что делать при инциденте',
      en: 'Instruction: what to do in an incident',
    },
    content: `1. Күдікті байқаған қызметкер дереу жауапты адамға хабарлайды.
2. Жауапты адам оқыс оқиғаны бағдарламада ашып, қолжетімділікті тоқтатады.
3. Уәкілетті органға хабарлама бір жұмыс күні ішінде жіберіледі.

1. Заметивший подозрительное сразу сообщает ответственному.
2. Ответственный открывает инцидент в программе и останавливает доступ.
3. Уполномоченному органу сообщают в течение одного рабочего дня.`,
  },
  {
    code: 'ІҚ-3-02',
    level: 3,
    serves: 'R-83',
    title: {
      kk: 'Сақтық көшірме жасау мен қалпына келтірудің технологиялық схемасы',
      ru: 'Технологическая схема резервного копирования и восстановления',
      en: 'Technological scheme of backup and restoration',
    },
    content: `Көшірме күн сайын есепке алынған тасымалдағышқа жазылады; тоқсан сайын жаттығу өткізіледі: көшірмеден бөлек база құрылып, журналмен салыстырылады.

Копия ежедневно пишется на учтённый носитель; раз в квартал проводится учение: из копии строится отдельная база и сверяется с журналом.`,
    endsIn: -30,
  },
  {
    code: 'ІҚ-3-03',
    level: 3,
    serves: 'R-94',
    title: {
      kk: 'Қағаз тасымалдағыштармен жұмыс істеу нұсқаулығы',
      ru: 'Инструкция по работе с бумажными носителями',
      en: 'Instruction on working with paper',
    },
    content: `Қағазда жасалған әр әрекет сол күні өтінім карточкасындағы «Қағазда жасалған әрекетті жазу» нысаны арқылы журналға жазылады: қандай әрекет, қандай мақсатпен, қай күні, құжаттың нөмірі. Жеке куәліктің көшірмесі алынбайды.

Каждое действие на бумаге в тот же день записывается в журнал через форму «Записать действие на бумаге» на карточке заявки: какое действие, с какой целью, в какой день, номер документа. Копии удостоверений личности не снимаются.`,
    left: 'proposed',
  },
]

/** Needs the staff of the demo; an operator without two officers gets none. */
export async function makeDemoDocuments(means: Means): Promise<void> {
  const staff = await Promise.all(
    ['saparova', 'omarov', 'kim'].map(async (login) => await staffOf(means, login)),
  )
  const [first, second, clerk] = staff
  if (first === undefined || second === undefined) return
  const today = almatyDate(means.now())
  for (const one of DOCUMENTS) {
    const clause = clauseFor(means.policy, one.serves)
    if (clause === '') continue
    const ends = one.endsIn === undefined ? '' : almatyDate(later(means.now(), one.endsIn * DAY))
    const proposed = await proposeDocument(means, first, {
      code: one.code,
      level: one.level,
      clause,
      title: one.title,
      languages: ['kk', 'ru'],
      content: one.content,
      fileSha256: '',
      validFrom: ends === '' ? today : means.policy.effectiveFrom,
      validTo: ends,
    })
    if (proposed.effect !== 'done') throw new Error(`the demo document ${one.code} is not lawful`)
    if (one.left === 'proposed') continue
    await approveDocument(means, second, proposed.document)
    // The undertaking of confidentiality is signed by all before they work, the rest is read by the clerk.
    const readers = one.serves === 'R-70' ? staff : one.level === 2 ? [clerk] : []
    for (const reader of readers) {
      if (reader !== undefined) await acknowledgeDocument(means, reader, proposed.document)
    }
  }
}

export async function staffOf(
  means: Means,
  login: string,
): Promise<{ readonly id: StaffId; readonly role: string } | undefined> {
  const row = await loadOne(means.store.pool, STAFF, 'login = $1', [login])
  return row && { id: row.staff_id as StaffId, role: row.role }
}
