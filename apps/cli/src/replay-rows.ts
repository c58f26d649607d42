/**
 * What does a row of Home Credit's applications say in the words of our form?
 *
 * Attributes are the row's own, identities are synthetic and come later. A column is used only where the
 * policy asks for what it holds; what does not translate honestly ("Civil marriage", "Separated") is left
 * out, because the field is optional and a guess would be false data (94-V art. 12(1)). A row that lacks
 * what an application needs becomes faults by column and code; the value is never repeated (I11).
 *
 * A line of the file is a row: a line whose quotes do not close costs itself and no other.
 */
import { parse } from 'csv-parse/sync'
import { addDays, type Fault, isIsoDate } from '@kelisim/terms'
import { linesIn } from './lines-in.ts'

const LINE_BYTES_MAX = 64 * 1_024
const MONTH_DAYS = 30

/** Column → what it becomes; every other column is not asked by the policy. */
export const USED_COLUMNS = {
  AMT_CREDIT: 'amount, whole tenge',
  AMT_ANNUITY: 'term: AMT_CREDIT / AMT_ANNUITY months of 30 days',
  DAYS_BIRTH: 'birth_date, counted back from today',
  AMT_INCOME_TOTAL: 'income, as a range',
  NAME_INCOME_TYPE: 'social_status',
  NAME_FAMILY_STATUS: 'marital_status',
} as const
type Column = keyof typeof USED_COLUMNS

const SOCIAL_STATUS: Readonly<Record<string, string>> = {
  Working: 'employed',
  'Commercial associate': 'other',
  'State servant': 'public-servant',
  Businessman: 'entrepreneur',
  Pensioner: 'pensioner',
  Student: 'student',
  'Maternity leave': 'caring',
  Unemployed: 'unemployed',
}
const MARITAL_STATUS: Readonly<Record<string, string>> = {
  'Single / not married': 'single',
  Married: 'married',
  Widow: 'widowed',
}
/** Upper bound of each range of the form, in tenge. */
const INCOME_RANGES: readonly (readonly [below: number, range: string])[] = [
  [100_000, '0k-100k'],
  [200_000, '100k-200k'],
  [300_000, '200k-300k'],
  [500_000, '300k-500k'],
  [1_000_000, '500k-1000k'],
  [Number.POSITIVE_INFINITY, '1000k-plus'],
]

export interface ReplayRow {
  /** Data row of the file, from 1; the header is not one. */
  readonly row: number
  readonly amountTenge: number
  readonly termDays: number
  readonly birthDate: string
  readonly values: Readonly<Record<string, string>>
  /** Optional fields that the row had no honest word for. */
  readonly leftOut: readonly string[]
}

export type RowRead = ReplayRow | { readonly row: number; readonly faults: readonly Fault[] }

export interface ReplayFile {
  readonly columns: readonly string[]
  readonly rows: AsyncGenerator<RowRead>
}

/** undefined when the file is not one of these applications: a column that is used is missing. */
export async function openRows(
  stream: AsyncIterable<Uint8Array>,
  today: string,
): Promise<ReplayFile | undefined> {
  const lines = linesIn(stream, LINE_BYTES_MAX)
  const first = await lines.next()
  if (first.done === true || 'fault' in first.value) return undefined
  const columns = cellsOf(first.value.text.replace(/^\uFEFF/, '')) ?? []
  if (Object.keys(USED_COLUMNS).some((name) => !columns.includes(name))) return undefined
  return { columns, rows: rowsOf(lines, columns, today) }
}

async function* rowsOf(
  lines: ReturnType<typeof linesIn>,
  columns: readonly string[],
  today: string,
): AsyncGenerator<RowRead> {
  for await (const line of lines) {
    const row = line.number - 1
    if ('fault' in line) yield { row, faults: [{ pointer: '', code: line.fault }] }
    else if (line.text.trim() !== '') yield readRow(row, line.text, columns, today)
  }
}

function readRow(row: number, text: string, columns: readonly string[], today: string): RowRead {
  const cells = cellsOf(text)
  if (cells === undefined) return { row, faults: [{ pointer: '', code: 'quotes' }] }
  if (cells.length !== columns.length) return { row, faults: [{ pointer: '', code: 'columns' }] }
  const faults: Fault[] = []
  const cell = (column: Column) => cells[columns.indexOf(column)]?.trim() ?? ''
  const number = (column: Column) => {
    const value = numberIn(cell(column))
    if (value !== undefined) return value
    faults.push({ pointer: `/${column}`, code: cell(column) === '' ? 'required' : 'format' })
    return Number.NaN
  }
  const [credit, annuity, days] = [
    number('AMT_CREDIT'),
    number('AMT_ANNUITY'),
    number('DAYS_BIRTH'),
  ]
  const amountTenge = Math.round(credit)
  const termDays = Math.max(1, Math.round(credit / annuity)) * MONTH_DAYS
  if (amountTenge < 1) faults.push({ pointer: '/AMT_CREDIT', code: 'range' })
  if (annuity <= 0) faults.push({ pointer: '/AMT_ANNUITY', code: 'range' })
  const birthDate = birthDateOf(days, today)
  if (birthDate === undefined && !Number.isNaN(days)) {
    faults.push({ pointer: '/DAYS_BIRTH', code: 'range' })
  }
  if (faults.length > 0 || birthDate === undefined) return { row, faults }
  return { row, amountTenge, termDays, birthDate, ...optional(cell) }
}

function optional(cell: (column: Column) => string): Pick<ReplayRow, 'values' | 'leftOut'> {
  const income = numberIn(cell('AMT_INCOME_TOTAL'))
  const read = {
    income: INCOME_RANGES.find(([below]) => income !== undefined && income < below)?.[1],
    social_status: SOCIAL_STATUS[cell('NAME_INCOME_TYPE')],
    marital_status: MARITAL_STATUS[cell('NAME_FAMILY_STATUS')],
  }
  const entries = Object.entries(read)
  const given = entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return {
    values: Object.fromEntries(given),
    leftOut: entries.flatMap(([name, value]) => (value === undefined ? [name] : [])),
  }
}

/** Days before today, negative in the file; whether the person is of age the rules say. */
function birthDateOf(days: number, today: string): string | undefined {
  if (!Number.isInteger(days) || days > 0 || days < -200 * 366) return undefined
  const date = addDays(today, days)
  return isIsoDate(date) ? date : undefined
}

function numberIn(text: string): number | undefined {
  return /^-?\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined
}

/** Without quotes a row is its commas; the parser's start costs more than such a row. */
function cellsOf(line: string): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(',')
  try {
    return (parse(line, { relax_column_count: true }) as string[][])[0]
  } catch {
    // The parser says "the quotes do not match" by throwing.
    return undefined
  }
}
