/**
 * A person is told by SMS that their data are destroyed, before the number goes with them.
 *
 * Only where the policy says so (`destructionTold`), a phone is held, and the destruction would go through: no hold, no
 * refusal. In two steps. A unit opens the phone through the door, records it, and remembers that the message is on its way; then
 * it leaves. Whoever dies between the two has told nobody, or told them once: an attempt is never repeated, and what is
 * not known is said to be unknown in the entry of the destruction. A destruction never waits for a gateway and never fails
 * with it. One message a day about parts of the data: several boxes may end one after another.
 *
 * Law: 94-V art. 18, 24(1)(1). Requirements. Invariants I1, I2, I5, I12. Decision 0114.
 */
import { type DestructionTold, fieldOfType, rightsPurpose } from '@kelisim/policy'
import { decide } from '@kelisim/rules'
import {
  access,
  APPLICATION,
  boxesOf,
  iso,
  know,
  loadOne,
  type Unit,
  type Withheld,
} from '@kelisim/store'
import { DAY, isLanguage, type Language, later, Outage, type SubjectId } from '@kelisim/terms'
import { standingHolds } from './hold.ts'
import type { Means } from './means.ts'

const SYSTEM = { role: 'system', id: 'self' } as const
const AGAIN_MS = DAY

/** `before`: an earlier attempt, which may have died; `unknown`: the gateway did not say; `failed`: it said no. */
export type PersonTold = 'sent' | 'before' | 'unknown' | 'failed'

interface Prepared {
  readonly values: Withheld
  readonly field: string
  readonly language: Language
}

/** Undefined where nobody is to be told. */
export async function tellOfDestruction(
  means: Means,
  subject: SubjectId,
  by: { readonly role: 'applicant' | 'officer' | 'system' },
  of: DestructionTold,
): Promise<PersonTold | undefined> {
  if (means.policy.limits.destructionTold?.includes(of) !== true) return undefined
  const prepared = await means.store.transaction(
    async (unit) => await prepare(means, unit, subject, by.role, of),
  )
  if (prepared === undefined || prepared === 'before') return prepared
  const to = prepared.values.read()[prepared.field]
  if (to === undefined) return undefined
  const why = of === 'part' ? 'partly_destroyed' : 'destroyed'
  try {
    const text = means.smsText('', prepared.language, why)
    await means.sms.send({ to, text, class: 'service' })
    return 'sent'
  } catch (error) {
    // Nothing of the error is kept: it may speak of the number, and the destruction goes on.
    return error instanceof Outage ? 'unknown' : 'failed'
  }
}

async function prepare(
  means: Means,
  unit: Unit,
  subject: SubjectId,
  role: string,
  of: DestructionTold,
): Promise<Prepared | 'before' | undefined> {
  const known = await know(means.store, unit, subject, 'change')
  const field = fieldOfType(unit.policy, 'phone')?.id
  if (known?.key === undefined || field === undefined) return undefined
  const question = {
    purpose: rightsPurpose(unit.policy).id,
    at: unit.at,
    policy: unit.policy.hash,
  }
  // Looked at beforehand, not asked for: a no here is nobody's attempt, and the destruction itself asks.
  const destroy = { ...question, role, operation: 'destroy', fields: [] } as const
  if (decide(unit.tables, destroy, known.facts).effect === 'refuse') return undefined
  const use = { ...question, role: SYSTEM.role, operation: 'use', fields: [field] } as const
  const permit = decide(unit.tables, use, known.facts)
  if (permit.effect === 'refuse') return undefined
  if ((await standingHolds(unit, subject)).length > 0) return undefined
  const boxes = await boxesOf(unit, subject)
  if (!boxes.some((row) => row.fields.includes(field))) return undefined
  const { rowCount } = await unit.client.query(
    `insert into destruction_told as told (subject_id, whole, at) values ($1, $2, $3)
     on conflict (subject_id, whole) do update set at = excluded.at where told.at <= $4`,
    [subject, of !== 'part', iso(unit.at), iso(later(unit.at, -AGAIN_MS))],
  )
  if (rowCount === 0) return 'before'
  const where = 'subject_id = $1 order by submitted_at desc limit 1'
  const application = await loadOne(unit.client, APPLICATION, where, [subject])
  const language = application?.language
  const opening = { kind: 'destruction_told', actor: SYSTEM, detail: { of } } as const
  const values = await access(unit, known, permit, opening)
  return { values, field, language: isLanguage(language) ? language : 'kk' }
}
