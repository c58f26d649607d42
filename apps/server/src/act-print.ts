/**
 * The act of destruction, and a person's certificate, on paper: number, ground and article, fields without values,
 * counts, method, the day by which the last copy on each medium is dead, and the place in the ledger.
 *
 * Set in type like a person's copy (PDF/UA-1, tagged); the same record gives the same bytes. Holds no value and
 * names no person. Law: 94-V art. 12(2), 18, 25(2)(8). Requirements.
 */
import type { House } from '@kelisim/house'
import { article, date, dateTime, messages, number } from '@kelisim/messages'
import { DAY, later, type Language, type Moment, SECOND } from '@kelisim/terms'
import { actNumber, type DestructionGround, type DestructionRecord } from '@kelisim/work'
import { print } from './download.ts'
import type { PrintedCopy, PrintedTable } from './own-copy-print.ts'

/** What both an act and a part say. */
interface Said {
  readonly at: Moment
  readonly grounds: readonly string[]
  readonly laws: readonly string[]
  readonly fields: readonly string[]
  readonly boxes: number
  readonly records: number
  readonly horizonAt: Moment
  readonly whole: boolean
}

export async function actAsPdf(
  house: House,
  record: DestructionRecord,
  language: Language,
): Promise<Buffer> {
  const view = printedAct(house, record, language)
  const seconds = Math.floor(saidBy(record).at / SECOND)
  return await print(view, house.means.policy.version, seconds)
}

export function printedAct(
  house: House,
  record: DestructionRecord,
  language: Language,
): PrintedCopy {
  const { destruction, copy } = messages(language)
  const words = destruction.act
  const { part, act } = record
  const numbered = act === undefined ? words.open : words.title(actNumber(act))
  const said = saidBy(record)
  return {
    language,
    title: part === undefined ? numbered : `${words.certificate}. ${numbered}`,
    taken: `${words.made}: ${dateTime(language, said.at)}`,
    facts: facts(house, record, said, language),
    sections: [
      fieldsTable(house, said, language),
      methodTable(said, language),
      horizonTable(record, said, language),
    ],
    none: copy.none,
    page: copy.page,
    of: copy.of,
  }
}

function saidBy({ part, act }: DestructionRecord): Said {
  if (part !== undefined) {
    const { destroyed_at: at, ground, law, fields, boxes, records, whole } = part
    const horizonAt = part.horizon_at
    return { at, grounds: [ground], laws: [law], fields, boxes, records, horizonAt, whole }
  }
  if (act?.made_at === undefined) throw new Error('neither a part nor an act that was made')
  const { made_at: at, grounds, laws, fields, boxes, records } = act
  const horizonAt = act.horizon_at ?? at
  return { at, grounds, laws, fields, boxes, records, horizonAt, whole: true }
}

function facts(
  house: House,
  { part, act, leaf }: DestructionRecord,
  said: Said,
  language: Language,
): PrintedCopy['facts'] {
  const { destruction, copy } = messages(language)
  const words = destruction.act
  const { operator } = house.means.policy
  const by = BY.find((known) => known === act?.by_role) ?? 'system'
  const grounds = said.grounds.map((ground) => words.grounds[ground as DestructionGround])
  const laws = said.laws.map((law) => article(language, law))
  return [
    {
      label: copy.operator,
      value: `${operator.name[language]}, ${copy.bin} ${operator.bin}, ${operator.address[language]}`,
    },
    { label: words.ground, value: `${grounds.join('; ')} (${laws.join('; ')})` },
    { label: words.by, value: words.byWhom[by] },
    ...(part === undefined
      ? [{ label: words.persons, value: number(language, act?.persons ?? 0) }]
      : []),
    { label: words.boxes, value: number(language, said.boxes) },
    { label: words.records, value: number(language, said.records) },
    {
      label: words.entry,
      value: leaf === undefined ? words.entryWaits : `№\u00a0${number(language, leaf)}`,
    },
    { label: words.number, value: part?.part_id ?? act?.act_id ?? '' },
    { label: words.check, value: `${house.means.publicUrl}/verify` },
  ]
}

const BY = ['applicant', 'officer', 'system'] as const

function fieldsTable(house: House, said: Said, language: Language): PrintedTable {
  const words = messages(language).destruction.act
  const { fields, boxes } = house.means.policy
  return {
    heading: words.fields,
    columns: [words.category, words.field],
    widths: [1, 2],
    rows: boxes.flatMap((box) => {
      const mine = fields.filter(({ id, box: of }) => of === box.id && said.fields.includes(id))
      const titles = mine.map(({ title }) => title[language]).join(', ')
      return mine.length === 0 ? [] : [[box.title[language], titles]]
    }),
  }
}

function methodTable(said: Said, language: Language): PrintedTable {
  const words = messages(language).destruction.act
  const method = said.whole ? words.methodWhole : words.methodPart
  return { heading: words.method, columns: [words.method], widths: [1], rows: [[method]] }
}

/** The key that wraps the keys lives for a day: what it alone wrapped is then dead in logs and freed pages. */
function horizonTable({ act }: DestructionRecord, said: Said, language: Language): PrintedTable {
  const words = messages(language).destruction.act
  const media = act === undefined || act.media.length === 0 ? words.noMedia : act.media.join(', ')
  const horizon = date(language, said.horizonAt)
  return {
    heading: words.horizon,
    columns: [words.medium, words.until],
    widths: [3, 1],
    rows: [
      [words.live, words.atOnce],
      [words.log, said.whole ? dateTime(language, later(said.at, DAY)) : horizon],
      [words.backups(media), horizon],
      ...(said.whole ? [] : [[words.partNote, '']]),
    ],
  }
}
