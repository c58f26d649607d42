import type { DemoMessages } from '../shape/demo.ts'

export const demo: DemoMessages = {
  title: 'DEMO: мекенжайлар мен логиндер',
  lead: 'Бұл бет тек DEMO режимінде бар. Мұндағы адамдар, ұйымдар мен нөмірлер ойдан шығарылған.',
  doors: 'Есіктер',
  logins: 'Логиндер',
  who: 'Кім',
  login: 'Логин',
  password: 'Құпиясөз',
  oneTimeCode: 'Бір реттік код',
  oneTimeCodeText: 'Код 30 секунд сайын өзгереді; бетті жаңартсаңыз, жаңасы шығады.',
  people: 'Ойдан шығарылған адамдар',
  phone: 'Телефон',
  note: 'Жағдайы',
  outbox: 'Шыққан хабарлар',
  outboxLead: 'DEMO режимінде SMS пен хат ешқайда кетпейді: бәрі осында тұрады, соңғысы жоғарыда.',
  outboxEmpty: 'Әзірге хабар жоқ',
  outboxEmptyText: 'Өтінімде телефон нөмірін жазсаңыз, код осында келеді.',
  sent: 'Уақыты',
  to: 'Кімге',
  text: 'Мәтіні',
  kind: { sms: 'SMS', email: 'Хат' },
}
