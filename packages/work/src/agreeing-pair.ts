/**
 * Do an IIN and a birth date still say the same of one person after a correction?
 *
 * The one is the other's proof: an IIN begins with the birth date. So a corrected one must agree with the other
 * that is held, or with the other that waits, and then both are confirmed together, or none. Either way the
 * person is of age. The held one is read inside the unit, for the comparison alone, and that look is recorded.
 *
 * Law: 94-V art. 12(1), 24(1)(2); Civil Code art. 22. Requirements, L-7.
 */
import { fieldMeaning, fieldOfType, type Policy } from '@kelisim/policy'
import { checkIntake, type Permit } from '@kelisim/rules'
import {
  boxesOf,
  heldBeside,
  type Known,
  loadOne,
  moveAside,
  REQUEST,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { type Refusal, refusal } from '@kelisim/terms'
import type { Means } from './means.ts'
import { listOfData } from './take-in.ts'

type Request = Stored<typeof REQUEST>

/** The other half of who somebody is by numbers; undefined for every other field. */
export function counterpartOf(policy: Pick<Policy, 'fields'>, field: string): string | undefined {
  const iin = fieldOfType(policy, 'iin')?.id
  const birth = fieldMeaning(policy, 'birth_date')
  if (field === iin) return birth
  return field === birth ? iin : undefined
}

export interface Pair {
  /** The other request, when both must be confirmed at once. */
  readonly also: Request | undefined
  readonly permit: Permit
  readonly values: Readonly<Record<string, string>>
}

export interface Pairing {
  readonly known: Known
  readonly field: string
  readonly permit: Permit
  readonly values: Readonly<Record<string, string>>
  /** Asks the rules for the person responsible. */
  readonly ask: (operation: 'extract' | 'change', fields: readonly string[]) => Permit | Refusal
  readonly recordLook: (permit: Permit) => void
}

/** The values to put in place; a refusal where the two would contradict each other. */
export async function pairUp(means: Means, unit: Unit, pairing: Pairing): Promise<Pair | Refusal> {
  const { known, field, permit, values } = pairing
  const alone = { also: undefined, permit, values }
  const other = counterpartOf(means.policy, field)
  if (other === undefined) return alone
  const { subject } = known.facts
  const open = "subject_id = $1 and field = $2 and state = 'open' for update"
  const waiting = await loadOne(unit.client, REQUEST, open, [subject, other])
  if (waiting !== undefined) {
    const both = pairing.ask('change', [field, other])
    if (both.effect === 'refuse') return both
    const together = { ...values, ...moveAside(unit, known, both, waiting) }
    if (agree(means, unit, together)) return { also: waiting, permit: both, values: together }
  }
  const boxes = await boxesOf(unit, subject)
  if (!boxes.some(({ fields }) => fields.includes(other))) return alone
  const look = pairing.ask('extract', [other])
  if (look.effect === 'refuse') return look
  const held = heldBeside(unit, known, look, boxes)
  pairing.recordLook(look)
  if (agree(means, unit, { ...held, ...values })) return alone
  return refusal('identity_conflict', listOfData(means))
}

function agree(means: Means, unit: Unit, values: Readonly<Record<string, string>>): boolean {
  return checkIntake(means.policy, values, unit.at, 'part').ok
}
