/**
 * The act of a restoration as a text to print and sign: Kazakh first, then Russian and English.
 *
 * Counts and ids only; who found the damage, and what was done about it, people write below (94-V art. 22(1)(3)).
 * Requirements: R-83. Rows of the table are named as in the ledger.
 */
import type { Restoration, WholeRestoration } from '@kelisim/store'
import { type Moment, toIso } from '@kelisim/terms'

export function damagedAct(done: Restoration, at: Moment, clean: boolean): string {
  const tables = Object.entries(done.tables).map(
    ([name, { restored, removed, lost, left }]) =>
      `  ${name}: ${restored} / ${removed} / ${lost} / ${left}`,
  )
  const { ledger, keys, texts, lists } = done
  return [
    'Қалпына келтіру актісі · Акт о восстановлении · Restoration act',
    `№ ${done.act}`,
    toIso(at),
    '',
    `Сақтық көшірме · Резервная копия · Backup: ${done.manifest}`,
    'Кесте: қайтарылды / алынып тасталды / жоғалды / қалдырылды',
    'Таблица: возвращено / изъято / утрачено / оставлено',
    'Table: restored / taken out / lost / left',
    ...(tables.length === 0 ? ['  0'] : tables),
    `Кілттер · Ключи · Keys: ${keys.restored} / ${keys.removed} / ${keys.lost}`,
    `Журнал жазбалары · Записи журнала · Ledger entries: ${ledger.entries}`,
    `Журнал тақталары · Плитки журнала · Ledger tiles: ${ledger.tiles}`,
    `Мәтіндер · Тексты · Texts: ${texts}`,
    `Саясат тізімдері · Списки политики · Lists of the policy: ${lists.restored} / ${lists.lost}`,
    `Алынған жолдар мөрленген күйде · Изъятые строки, запечатаны · Rows taken out, sealed: ${done.quarantine ?? '0'}`,
    clean
      ? 'Кейінгі тексеру: алшақтық жоқ · Проверка после: расхождений нет · Audit afterwards: clean'
      : 'Кейінгі тексеру: алшақтық бар · Проверка после: есть расхождения · Audit afterwards: findings remain',
    ...SIGNED,
  ].join('\n')
}

export function wholeAct(done: WholeRestoration, copy: boolean): string {
  return [
    copy
      ? 'Зерттеуге арналған көшірме · Копия для расследования · Copy for investigation'
      : 'Толық қалпына келтіру актісі · Акт о полном восстановлении · Act of whole restoration',
    '',
    `Сақтық көшірме · Резервная копия · Backup: ${done.manifest}, ${done.at}`,
    `Журнал жазбалары · Записи журнала · Ledger entries: ${done.entries} (+${done.tail})`,
    `Қайтарылған жолдар · Возвращено строк · Rows restored: ${done.rows}`,
    `Кілті бар адамдар · Люди с ключом · People with a key: ${done.people}`,
    `Қайтарылмаған жолдар · Не возвращено строк · Rows not restored: ${done.lost}`,
    ...SIGNED,
  ].join('\n')
}

const SIGNED = [
  '',
  'Қолы · Подпись · Signature: ____________________',
  'Қолы · Подпись · Signature: ____________________',
]
