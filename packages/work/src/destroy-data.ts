/**
 * A person has their data destroyed.
 *
 * One transaction: the key, the boxes and the ways to find the person are removed; planned
 * disclosures stop; every recipient who holds a copy is told to destroy theirs; the act is written.
 * After the commit nobody can read the values, here at once and in backups after the horizon (I5).
 * Before, the person is told by SMS where the policy says so (`tell-of-destruction.ts`).
 * What stays says nothing of the person: the ledger's entries, marks that lead to nobody, and, until they have
 * confirmed, what has to be said to recipients (`end-remains.ts`).
 *
 * While a hold stands nothing is destroyed: the data are restricted, the demand waits (`hold.ts`).
 *
 * Law: 94-V art. 18, 24(1)(4), 25(2)(8); DC art. 41(3). Requirements. Deadline: DL-05.
 */
import { rightsPurpose } from '@kelisim/policy'
import {
  APPLICATION,
  ask,
  CONSENT,
  CONTRACT,
  type DestructionAct,
  DESTROYED_PART,
  DISCLOSURE,
  destroySubject,
  IDENTITY_LINK,
  type Known,
  know,
  load,
  REQUEST,
  type Unit,
} from '@kelisim/store'
import { type Moment, refusal, type SubjectId, toIso } from '@kelisim/terms'
import { blindIndexes } from '@kelisim/vault'
import {
  type DestructionGround,
  horizonFrom,
  keepProof,
  partRow,
  putOwnAct,
} from './act-of-destruction.ts'
import { keepRemains } from './end-remains.ts'
import { restrict, standingHolds, underHold } from './hold.ts'
import type { Answer, Means } from './means.ts'
import { recall } from './withdraw-consent.ts'
import { type Settle, settling } from './settle.ts'
import { type PersonTold, tellOfDestruction } from './tell-of-destruction.ts'

export interface Destroyed {
  readonly act: DestructionAct
  /** Number of the act, for paper; undefined while a run of the program still adds to it. */
  readonly number: string | undefined
  readonly told: readonly { readonly recipient: string; readonly deadline: Moment }[]
  /** Whether a message left for the person; undefined where none was to. */
  readonly said: PersonTold | undefined
}

/** The run of the program that destroys: its act, and whether the person was told by it. */
export interface OfRun {
  readonly act: string
  readonly said: PersonTold | undefined
}

/** `by`: the applicant, or the program when a term ran out. */
export async function destroyData(
  means: Means,
  subject: SubjectId,
  by: { readonly role: 'applicant' | 'officer' | 'system'; readonly id: string },
  ground: DestructionGround,
  settle?: Settle,
  run?: OfRun,
): Promise<Answer<Destroyed>> {
  const act = run?.act
  const said = run === undefined ? await tellOfDestruction(means, subject, by, ground) : run.said
  let phones: readonly Uint8Array[] = []
  const answer = await means.store.transaction(
    settling(settle, async (unit): Promise<Answer<Destroyed>> => {
      const known = await know(means.store, unit, subject, 'change')
      if (known === undefined || known.facts.state === 'destroyed') return refusal('not_found')
      const decision = ask(unit, known, by, {
        role: by.role,
        operation: 'destroy',
        purpose: rightsPurpose(means.policy).id,
        fields: [],
        at: unit.at,
        policy: means.policy.hash,
      })
      if (decision.effect === 'refuse') return decision
      const holds = await standingHolds(unit, subject)
      if (holds.length > 0) {
        await restrict(unit, known, by, ground === 'request' ? 'request' : 'term')
        return underHold(means, holds)
      }
      const disclosures = await load(unit.client, DISCLOSURE, 'subject_id = $1 for update', [
        subject,
      ])
      const told = recall(means, unit, disclosures, 'destroy')
      phones = await phoneIndexes(unit, subject)
      const records = await removeRequests(unit, known)
      await forgetPassing(unit, subject, phones)
      const horizon = horizonFrom(means, unit.at)
      const done = await destroySubject(means.store, unit, known, ground, by.role, horizon)
      const part = partRow(unit, {
        subject,
        part: done.act,
        act: act ?? done.act,
        ground,
        whole: true,
        fields: done.fields,
        boxes: done.boxes,
        records,
        horizonAt: horizon,
      })
      unit.put(DESTROYED_PART, part)
      const number = act === undefined ? await putOwnAct(means, unit, part, by) : undefined
      await keepRemains(means, unit, subject, disclosures.length)
      const detail = {
        act: done.act,
        number,
        of: act,
        ground,
        law: part.law,
        boxes: done.boxes,
        records,
        fields: done.fields,
        recipients: told.map((one) => one.recipient),
        horizon: toIso(horizon),
        keyHolder: { ...means.keyHolder() },
        said,
      }
      const entry = { kind: 'subject_destroyed', actor: by, permit: decision, detail } as const
      keepProof(unit, done.act, unit.record(entry, known.key))
      return { effect: 'done', act: done, number, told, said }
    }),
  )
  // Messages kept on this side go as well; the index tells whose they were without the number.
  if (answer.effect === 'done') means.forgetMessages((phone) => isOneOf(means, phones, phone))
  return answer
}

async function phoneIndexes(unit: Unit, subject: SubjectId): Promise<readonly Uint8Array[]> {
  const where = "subject_id = $1 and kind = 'phone'"
  const links = await load(unit.client, IDENTITY_LINK, where, [subject])
  return links.map((link) => link.blind_index)
}

function isOneOf(means: Means, indexes: readonly Uint8Array[], phone: string): boolean {
  const theirs = blindIndexes(means.store.keys.keyring, 'phone', phone)
  return theirs.some(({ index }) => indexes.some((known) => Buffer.from(index).equals(known)))
}

/** Applications, consents, contracts and demands go: the ledger and the person's own receipts prove what was. */
async function removeRequests(unit: Unit, known: Known): Promise<number> {
  const subject = known.facts.subject
  const applications = await load(unit.client, APPLICATION, 'subject_id = $1 for update', [subject])
  for (const row of applications) unit.remove(APPLICATION, row)
  for (const row of known.consents) unit.remove(CONSENT, row)
  const demands = await load(unit.client, REQUEST, 'subject_id = $1 for update', [subject])
  for (const row of demands) unit.remove(REQUEST, row)
  const contracts = await load(unit.client, CONTRACT, 'subject_id = $1 for update', [subject])
  for (const row of contracts) unit.remove(CONTRACT, row)
  return applications.length + known.consents.length + demands.length + contracts.length
}

/** Codes asked for by this phone stand as its keyed hash: they lead to the phone as the index does. */
async function forgetPassing(
  unit: Unit,
  subject: SubjectId,
  phones: readonly Uint8Array[],
): Promise<void> {
  await unit.client.query('delete from destruction_told where subject_id = $1', [subject])
  const sql = 'delete from code_challenge where phone_index = any($1::bytea[])'
  await unit.client.query(sql, [phones.map((phone) => Buffer.from(phone))])
}
