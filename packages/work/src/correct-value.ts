/**
 * A person has one of their values corrected.
 *
 * What does not tell who they are changes at once. What does (the box of identity, the phone) becomes a
 * request that the person responsible confirms on a document (decide-correction.ts); until then the new
 * value waits sealed beside the boxes. The old value is kept nowhere: the box's version is replaced and its
 * commitment voided. Recipients who hold the field under a consent in force are sent the new value.
 *
 * Law: 94-V art. 13, 24(1)(2), 25(2)(8). Requirements. Deadline: DL-03.
 */
import { clauseOfRight, type Field, mainPurpose, rightsPurpose } from '@kelisim/policy'
import { checkIntake, decide, due, mayHoldCopy } from '@kelisim/rules'
import {
  ask,
  BOX,
  boxesOf,
  DISCLOSURE,
  findByIdentity,
  IDENTITY_LINK,
  keep,
  type Known,
  know,
  linkIdentity,
  load,
  loadOne,
  REQUEST,
  sealAside,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { type Moment, type Refusal, refusal, type SubjectId } from '@kelisim/terms'
import type { SubjectKey } from '@kelisim/vault'
import type { Answer, Means } from './means.ts'
import { putNotice, type Told } from './put-notice.ts'
import { listOfData } from './take-in.ts'
import { type Settle, settling } from './settle.ts'

const SELF = { role: 'applicant', id: 'self' }
/** Whom a value leads to, and so who may be taken for somebody else by it. */
const PROVEN_BOX = 'identity'
const PROVEN_TYPES: ReadonlySet<Field['type']> = new Set(['phone', 'iin', 'iban', 'document'])

/** Must a document show it, and the person responsible confirm it? */
export function needsProof(field: Field): boolean {
  return field.box === PROVEN_BOX || PROVEN_TYPES.has(field.type)
}

/** What the program observed by itself is no word of the person's to correct. */
export function isCorrectable(field: Field): boolean {
  return field.default !== 'off' && field.class !== 'S' && field.type !== 'technical'
}

export type Corrected =
  | { readonly state: 'done'; readonly at: Moment; readonly told: readonly Told[] }
  | { readonly state: 'asked'; readonly at: Moment; readonly request: string; readonly due: Moment }

export async function correctValue(
  means: Means,
  subject: SubjectId,
  fieldId: string,
  raw: string,
  settle?: Settle,
): Promise<Answer<Corrected>> {
  const field = means.policy.fields.find((known) => known.id === fieldId)
  if (field === undefined) return refusal('unknown_field', listOfData(means))
  if (!isCorrectable(field)) return refusal('field_off', listOfData(means))
  const read = readOne(means, field, raw)
  if ('effect' in read) return read
  return await means.store.transaction(
    settling(settle, async (unit): Promise<Answer<Corrected>> => {
      const known = await know(means.store, unit, subject, 'change')
      const { key } = known ?? {}
      const boxes = known === undefined ? [] : await boxesOf(unit, subject)
      const isHeld = boxes.some((box) => box.fields.includes(field.id))
      if (known === undefined || key === undefined || !isHeld) {
        return refusal('not_found', clauseOfRight(means.policy, 'clarify'))
      }
      const decision = ask(unit, known, SELF, {
        role: 'applicant',
        operation: 'change',
        purpose: rightsPurpose(means.policy).id,
        fields: [field.id],
        at: unit.at,
        policy: means.policy.hash,
      })
      if (decision.effect === 'refuse') return decision
      const deadline = due(means.policy, 'DL-03', unit.at)
      if (needsProof(field)) {
        const open = await openRequest(unit, subject, field.id)
        if (open !== undefined) {
          const { received_at: at, request_id: request, deadline_at: until } = open
          return { effect: 'done', state: 'asked', at, request, due: until }
        }
        const request: string = unit.newId()
        const sealed = sealAside(unit, { ...known, key }, decision, request, read.value)
        putRequest(unit, { subject, request, field: field.id, sealed, deadline })
        const detail = { request }
        const kind = 'correction_asked'
        unit.record({ kind, actor: SELF, permit: decision, detail }, known.key)
        return { effect: 'done', state: 'asked', at: unit.at, request, due: deadline }
      }
      const values = { [field.id]: read.value }
      await replace(unit, { ...known, key }, decision, values, boxes)
      const request: string = unit.newId()
      putRequest(unit, { subject, request, field: field.id, sealed: undefined, deadline })
      const told = await tellCorrected(means, unit, known, [field.id])
      const detail = { request, recipients: told.map((one) => one.recipient) }
      unit.record({ kind: 'value_corrected', actor: SELF, permit: decision, detail }, known.key)
      return { effect: 'done', state: 'done', at: unit.at, told }
    }),
  )
}

function readOne(
  means: Means,
  field: Field,
  raw: string,
): { readonly value: string } | Exclude<Answer<object>, { readonly effect: 'done' }> {
  const intake = checkIntake(means.policy, { [field.id]: raw }, means.now(), 'part')
  const value = intake.ok ? intake.values[field.id] : undefined
  if (value !== undefined) return { value }
  const code = intake.ok ? 'required' : (intake.faults[0]?.code ?? 'invalid')
  return { effect: 'invalid', faults: [{ pointer: '/value', code }] }
}

async function openRequest(
  unit: Unit,
  subject: SubjectId,
  field: string,
): Promise<Stored<typeof REQUEST> | undefined> {
  const where = "subject_id = $1 and kind = 'correct' and field = $2 and state = 'open'"
  return await loadOne(unit.client, REQUEST, where, [subject, field])
}

interface Asked {
  readonly subject: SubjectId
  readonly request: string
  readonly field: string
  /** The waiting value; without one the correction is done with the row. */
  readonly sealed: string | undefined
  readonly deadline: Moment
}

function putRequest(unit: Unit, { subject, request, field, sealed, deadline }: Asked): void {
  const isOpen = sealed !== undefined
  unit.put(REQUEST, {
    subject_id: subject,
    request_id: request,
    kind: 'correct',
    field,
    sealed,
    state: isOpen ? 'open' : 'done',
    ground: undefined,
    evidence: undefined,
    by_role: 'applicant',
    received_at: unit.at,
    deadline_at: deadline,
    decided_by: isOpen ? undefined : 'self',
    decided_at: isOpen ? undefined : unit.at,
  })
}

/** The box anew with its old source and term; nothing of the value before is kept. */
export async function replace(
  unit: Unit,
  known: Known & { readonly key: SubjectKey },
  permit: Parameters<typeof keep>[2],
  values: Readonly<Record<string, string>>,
  boxes: readonly Stored<typeof BOX>[],
): Promise<void> {
  const [field = ''] = Object.keys(values)
  const box = boxes.find((row) => row.fields.includes(field))
  if (box === undefined) throw new Error('a correction of a value that is not held')
  const keeping = { values, source: box.source, retainUntil: box.retain_until }
  await keep(unit, known, permit, keeping, false)
}

/** The ways to a person by phone and IIN follow the value; one that leads to somebody else is a conflict. */
export async function relink(
  means: Means,
  unit: Unit,
  known: Known,
  field: Field,
  value: string,
): Promise<Refusal | undefined> {
  const { type: kind } = field
  if (kind !== 'phone' && kind !== 'iin') return undefined
  const { subject } = known.facts
  const found = (await findByIdentity(means.store, unit, { [kind]: value }))[kind]
  if (found === subject) return undefined
  if (found !== undefined) return refusal('identity_conflict', listOfData(means))
  const where = 'subject_id = $1 and kind = $2'
  for (const row of await load(unit.client, IDENTITY_LINK, where, [subject, kind])) {
    unit.remove(IDENTITY_LINK, row)
  }
  linkIdentity(means.store, unit, subject, kind, value)
  return undefined
}

/** A notice to each who got the field and may still hold it: what the rules permit to send today. */
export async function tellCorrected(
  means: Means,
  unit: Unit,
  known: Known,
  fields: readonly string[],
): Promise<readonly Told[]> {
  const { subject } = known.facts
  const rows = await load(unit.client, DISCLOSURE, 'subject_id = $1', [subject])
  const deadline = due(means.policy, 'DL-03', unit.at)
  return rows
    .filter((row) => row.sent_at !== undefined && mayHoldCopy(row.state))
    .filter((row) =>
      fields.some(
        (field) => row.fields.includes(field) && mayGo(means, known, row.recipient, field, unit.at),
      ),
    )
    .map((row) => putNotice(unit, row, 'corrected', deadline))
}

function mayGo(means: Means, known: Known, recipient: string, field: string, at: Moment): boolean {
  const { id: purpose } = mainPurpose(means.policy)
  const question = { role: 'system', operation: 'provide', purpose, fields: [field], at }
  const asked = { ...question, recipient, policy: means.policy.hash }
  return decide(means.tables, asked, known.facts).effect === 'permit'
}
