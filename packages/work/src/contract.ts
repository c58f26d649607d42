/**
 * To which contract is a person party, beneficiary or guarantor, with whom, from when until when?
 *
 * (`principal` is who signed: the word of the law for it would hide a special category from the schema's lint.)
 * A lender tells of it with the outcome, or the officer enters it. Requisites only: number, role, days. A contract is no
 * ground to collect anything and prolongs no consent. Where the contract itself sets a term of keeping, the officer
 * says until when: that is a hold of the same id, so a destruction that falls due before is put off and the data are
 * restricted, never live (`hold.ts`). A lender cannot set one: it keeps its own copy, ours ends.
 *
 * Law: 94-V art. 8(2), 8(5), 18, 25(2)(4); DC art. 41(3). Requirements. Why so: decision 0124.
 */
import {
  CONTRACT,
  HOLD,
  type Known,
  know,
  load,
  loadOne,
  type Stored,
  type Unit,
} from '@kelisim/store'
import {
  almatyDate,
  CONTRACT_ROLES,
  type ContractRole,
  DAY,
  endOfDay,
  HOLD_KINDS,
  isIsoDate,
  later,
  type Moment,
  refusal,
  startOfDay,
  type SubjectId,
  toIso,
} from '@kelisim/terms'
import { DOCUMENT, type HoldOwner, lift, ownersOf, putHold, whoIs } from './hold.ts'
import { type Answer, type Invalid, invalid, type Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>
export type Contract = Stored<typeof CONTRACT>

/** The operator itself as the other side; otherwise the id of a recipient. */
export const OPERATOR = 'operator'
const LISTED_MAX = 200
/** A hold is looked at again at least this often. */
const REVIEW_DAYS = 180

export interface ContractWanted {
  /** An IIN, a phone, or the number of an application. */
  readonly who: string
  readonly number: string
  readonly side: string
  readonly role: string
  /** ISO dates, Asia/Almaty; the contract runs to the end of the day. */
  readonly from: string
  readonly until: string
  /** Until when the contract itself orders us to keep the data; empty: it says nothing of that. */
  readonly kept: string
}

interface Terms {
  readonly number: string
  readonly side: string
  readonly role: ContractRole
  readonly startsAt: Moment
  readonly untilAt: Moment
}

export async function enterContract(
  means: Means,
  staff: Staff,
  wanted: ContractWanted,
): Promise<Answer<{ readonly contract: string }>> {
  const refused = await unlessSupervisor(means, staff, 'contract_entered')
  if (refused !== undefined) return refused
  const unfit = await unlessPlain(means, staff, 'contract_entered', wanted.number)
  if (unfit !== undefined) return unfit
  const terms = readTerms(means, wanted)
  if ('effect' in terms) return terms
  const kept = readKept(means, wanted.kept)
  if (typeof kept === 'object') return kept
  return await means.store.transaction(
    async (unit): Promise<Answer<{ readonly contract: string }>> => {
      const subject = await whoIs(means, unit, wanted.who)
      const known = subject && (await know(means.store, unit, subject, 'change'))
      if (known === undefined || known.facts.state === 'destroyed')
        return invalid('/who', 'unknown')
      const contract = putContract(unit, known.facts.subject, terms, staff.id)
      if (kept !== undefined) holdFor(unit, known, contract, kept)
      const detail = {
        contract: contract.contract_id,
        role: terms.role,
        kept: kept && toIso(kept),
      }
      unit.record({ kind: 'contract_entered', actor: staff, detail }, known.key)
      return { effect: 'done', contract: contract.contract_id }
    },
  )
}

function readTerms(means: Means, wanted: ContractWanted): Terms | Invalid {
  const { side } = wanted
  const number = wanted.number.trim()
  const role = CONTRACT_ROLES.find((known) => known === wanted.role)
  if (!DOCUMENT.test(number)) return invalid('/number', 'invalid')
  if (side !== OPERATOR && !means.policy.recipients.some(({ id }) => id === side))
    return invalid('/side', 'unknown')
  if (role === undefined) return invalid('/role', 'unknown')
  if (!isIsoDate(wanted.from)) return invalid('/from', 'invalid')
  if (!isIsoDate(wanted.until)) return invalid('/until', 'invalid')
  const startsAt = startOfDay(wanted.from)
  const untilAt = endOfDay(wanted.until)
  if (startsAt > means.now()) return invalid('/from', 'future')
  if (untilAt <= means.now()) return invalid('/until', 'past')
  return { number, side, role, startsAt, untilAt }
}

function readKept(means: Means, date: string): Moment | Invalid | undefined {
  if (date === '') return undefined
  if (!isIsoDate(date)) return invalid('/kept', 'invalid')
  const kept = endOfDay(date)
  if (kept <= means.now()) return invalid('/kept', 'past')
  const longest = later(means.now(), (HOLD_KINDS.contract.daysMax + 1) * DAY)
  return kept > longest ? invalid('/kept', 'too_long') : kept
}

function putContract(unit: Unit, subject: SubjectId, terms: Terms, by: string): Contract {
  const row = {
    subject_id: subject,
    contract_id: unit.newId<never>() as string,
    number: terms.number,
    side: terms.side,
    role: terms.role,
    starts_at: terms.startsAt,
    until_at: terms.untilAt,
    entered_by: by,
    entered_at: unit.at,
    ended_at: undefined,
    ended_by: undefined,
  }
  unit.put(CONTRACT, row)
  return { ...row, salt: '' }
}

/** Until the contract's own term of keeping; looked at again before. */
function holdFor(unit: Unit, known: Known, contract: Contract, kept: Moment): void {
  const review = Math.min(kept, endOfDay(almatyDate(later(unit.at, REVIEW_DAYS * DAY)))) as Moment
  const { contract_id: hold, number: document, entered_by: by } = contract
  putHold(unit, known.facts.subject, { hold, kind: 'contract', document, by, review, until: kept })
}

/** What a recipient told of a contract with itself; the same number told again changes nothing (I12). */
export async function hearContract(
  unit: Unit,
  subject: SubjectId,
  recipient: string,
  told: { readonly number: string; readonly from: string; readonly until: string },
): Promise<void> {
  const mine = 'subject_id = $1 and side = $2 and number = $3'
  const values = [subject, recipient, told.number]
  if ((await loadOne(unit.client, CONTRACT, mine, values)) !== undefined) return
  const startsAt = startOfDay(told.from)
  const untilAt = endOfDay(told.until)
  const terms = {
    number: told.number,
    side: recipient,
    role: 'principal',
    startsAt,
    untilAt,
  } as const
  putContract(unit, subject, terms, recipient)
}

/** The contract is over before its day: what it kept is due. */
export async function endContract(
  means: Means,
  staff: Staff,
  id: string,
): Promise<Answer<{ readonly now: boolean }>> {
  const refused = await unlessSupervisor(means, staff, 'contract_ended')
  if (refused !== undefined) return refused
  const seen = await loadOne(means.store.pool, CONTRACT, 'contract_id = $1', [id])
  if (seen === undefined) return refusal('not_found')
  return await means.store.transaction(async (unit): Promise<Answer<{ readonly now: boolean }>> => {
    const known = await know(means.store, unit, seen.subject_id as SubjectId, 'change')
    const row = await loadOne(unit.client, CONTRACT, 'contract_id = $1 for update', [id])
    if (known === undefined || row === undefined) return refusal('not_found')
    if (isOver(row, unit.at)) return { effect: 'done', now: false }
    // Its day becomes today, so that one question finds every contract that is over.
    const ended = { until_at: unit.at, ended_at: unit.at, ended_by: staff.id }
    unit.put(CONTRACT, { ...row, ...ended }, row)
    const hold = await loadOne(unit.client, HOLD, 'hold_id = $1 for update', [id])
    if (hold !== undefined) await lift(means, unit, known, hold, staff.id)
    const detail = { contract: id }
    unit.record({ kind: 'contract_ended', actor: staff, detail }, known.key)
    return { effect: 'done', now: true }
  })
}

export function isOver(contract: Pick<Contract, 'until_at'>, at: Moment): boolean {
  return contract.until_at <= at
}

export interface ListedContract extends HoldOwner {
  readonly contract: Contract
  readonly isOver: boolean
  /** Until when a hold keeps data for it; undefined where none stands. */
  readonly keptUntil: Moment | undefined
}

export async function listContracts(
  means: Means,
  staff: Staff,
): Promise<Answer<{ readonly contracts: readonly ListedContract[] }>> {
  const refused = await unlessSupervisor(means, staff, 'contract_entered')
  if (refused !== undefined) return refused
  const { pool } = means.store
  const where = `true order by until_at desc, contract_id desc limit ${LISTED_MAX}`
  const contracts = await load(pool, CONTRACT, where, [])
  const ids = contracts.map((row) => row.contract_id)
  const now = means.now()
  const standing = 'hold_id = any ($1::uuid[]) and lifted_at is null and until_at > $2'
  const holds = await load(pool, HOLD, standing, [ids, toIso(now)])
  const owners = await ownersOf(
    means,
    contracts.map((row) => row.subject_id),
  )
  return {
    effect: 'done',
    contracts: contracts.map((contract) => ({
      contract,
      isOver: isOver(contract, now),
      keptUntil: holds.find((hold) => hold.hold_id === contract.contract_id)?.until_at,
      application: owners.get(contract.subject_id)?.application,
    })),
  }
}
