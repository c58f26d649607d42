import { russian } from '../plural.ts'
import type { AskedAnewMessages } from '../shape/asked-anew.ts'

const CONSENTS = { one: 'согласие', few: 'согласия', many: 'согласий' }

export const askedAnew: AskedAnewMessages = {
  heading: 'Согласие, о котором спрашивается заново',
  lead: 'Вступила в силу новая версия политики. Прежнее согласие остаётся со своим текстом, а на то, что ниже, нужно отдельное.',
  waiting: (count) =>
    `Новая версия политики просит у вас ещё ${count} ${russian(count, CONSENTS)}.`,
  toThem: 'Посмотреть',
  isNew: 'раньше не спрашивалось',
  grown: 'шире прежнего',
  agree: 'Согласиться',
  otherwise:
    'Если не согласитесь, ничего не изменится: нового из этого текста с вашими данными не делается.',
}
