/**
 * May these values of an application be taken in, and in what form?
 *
 * The policy's list of fields is closed: an unknown or disabled field is refused, and so is a special
 * category, named as a field or hidden in a text. Values come back normalised and grouped by the box that
 * seals them. Faults name the place and a code; they never repeat a value (I11), and all of them are told
 * at once. Nothing is kept here; consent is asked elsewhere.
 *
 * Law: 94-V art. 7(8)-(10), 12(1), 25(2)(1); Civil Code art. 22. Requirements, L-7.
 */
import { type Field, fieldMeaning, type Policy, exceptionOf } from '@kelisim/policy'
import { almatyDate, checkIin, type Fault, type Moment, yearsBetween } from '@kelisim/terms'
import { type SpecialWords, specialCategoryIn, specialWordsOf } from './special.ts'
import { readValue } from './value.ts'

export type Intake =
  | {
      readonly ok: true
      readonly values: Readonly<Record<string, string>>
      /** Box id → field id → value. */
      readonly byBox: Readonly<Record<string, Readonly<Record<string, string>>>>
    }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** More members than fields exist is an attack, not an application. */
const MEMBERS_MAX = 100

/** `part`: one step of the form, where what is required may still come; nothing missing is a fault then. */
export type Extent = 'whole' | 'part'

type Rules = Pick<Policy, 'fields' | 'specialCategories' | 'limits'>

export function checkIntake(
  policy: Rules,
  input: unknown,
  at: Moment,
  extent: Extent = 'whole',
): Intake {
  const members = membersOf(input)
  if (members === undefined) return { ok: false, faults: [{ pointer: '', code: 'type' }] }
  const words = specialWordsOf(policy)
  const fields = new Map(policy.fields.map((field) => [field.id, field]))
  const faults: Fault[] = []
  const values: Record<string, string> = {}
  for (const [id, raw] of members) {
    const field = fields.get(id)
    const unfit = field === undefined ? 'unknown_field' : closed(policy, field)
    if (field === undefined || unfit !== undefined) {
      faults.push({ pointer: placeOf(id), code: unfit ?? 'unknown_field' })
    } else if (!isBlank(raw)) {
      take(field, raw, words, values, faults)
    }
  }
  faults.push(...personFaults(policy, values, at))
  if (extent === 'whole') faults.push(...missing(policy, values, faults))
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, values, byBox: grouped(policy, values) }
}

function take(
  field: Field,
  raw: unknown,
  words: SpecialWords,
  values: Record<string, string>,
  faults: Fault[],
): void {
  const pointer = `/${field.id}`
  const read = readValue(field, raw)
  if (isSpecial(field, raw, words)) faults.push({ pointer, code: 'special_category' })
  else if ('faults' in read) {
    faults.push(...read.faults.map(({ part, code }) => ({ pointer: pointer + part, code })))
  } else values[field.id] = read.value
}

function closed(policy: Rules, field: Field): 'special_category' | 'field_off' | undefined {
  if (field.class === 'S' && exceptionOf(policy, field) === undefined) return 'special_category'
  return field.default === 'off' ? 'field_off' : undefined
}

/** Names are not searched: a surname says nothing of its bearer, and nothing may be read into it (R-19e). */
function isSpecial(field: Field, raw: unknown, words: SpecialWords): boolean {
  if (field.type === 'name') return false
  return textsIn(raw).some((text) => specialCategoryIn(words, text) !== undefined)
}

function textsIn(raw: unknown): readonly string[] {
  if (typeof raw === 'string') return [raw]
  const members = membersOf(raw) ?? []
  return members.flatMap(([, value]) => (typeof value === 'string' ? [value] : []))
}

/** Of age at the moment, and one birth date: the IIN's and the person's own word must agree. */
function personFaults(policy: Rules, values: Record<string, string>, at: Moment): readonly Fault[] {
  const iinField = policy.fields.find((field) => field.type === 'iin' && field.id in values)
  const iin = iinField === undefined ? undefined : values[iinField.id]
  const checked = iin === undefined ? undefined : checkIin(iin)
  const byNumber = checked?.valid === true ? checked.birthDate : undefined
  // The birth date is what an IIN must agree with and from which age is reckoned.
  const birth = fieldMeaning(policy, 'birth_date') ?? ''
  const told = values[birth]
  if (told !== undefined && byNumber !== undefined && told !== byNumber) {
    return [{ pointer: `/${birth}`, code: 'identity_conflict' }]
  }
  const birthDate = told ?? byNumber
  if (birthDate === undefined) return []
  const age = yearsBetween(birthDate, almatyDate(at))
  if (age >= policy.limits.adultYears && age <= AGE_MAX) return []
  const pointer = told === undefined ? `/${iinField?.id ?? ''}` : `/${birth}`
  return [{ pointer, code: age > AGE_MAX ? 'range' : 'under_age' }]
}
/** Nobody is known to have lived longer. */
const AGE_MAX = 122

function missing(
  policy: Rules,
  values: Record<string, string>,
  faults: readonly Fault[],
): readonly Fault[] {
  return policy.fields
    .filter((field) => field.requiredToApply && field.default !== 'off')
    .map((field) => ({ id: field.id, pointer: `/${field.id}` }))
    .filter(
      ({ id, pointer }) => !(id in values) && !faults.some((fault) => fault.pointer === pointer),
    )
    .map(({ pointer }) => ({ pointer, code: 'required' }))
}

function grouped(
  policy: Rules,
  values: Record<string, string>,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const boxes: Record<string, Record<string, string>> = {}
  for (const field of policy.fields) {
    const value = values[field.id]
    if (value === undefined) continue
    const box = boxes[field.box] ?? {}
    boxes[field.box] = { ...box, [field.id]: value }
  }
  return boxes
}

/** An empty answer is no answer: a form sends empty texts for what the person left out. */
function isBlank(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')
}

function membersOf(input: unknown): readonly [string, unknown][] | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined
  const members = Object.entries(input)
  return members.length > MEMBERS_MAX ? undefined : members
}

/** An unknown name could itself be somebody's data, so only one that looks like a field's is repeated. */
function placeOf(id: string): string {
  return /^[a-z][a-z0-9_]{0,39}$/.test(id) ? `/${id}` : '/?'
}
