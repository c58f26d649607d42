/**
 * A person has their data destroyed.
 *
 * One transaction: the key, the boxes and the ways to find the person are removed; planned
 * disclosures stop; every recipient who holds a copy is told to destroy theirs; the act is written.
 * After the commit nobody can read the values, here at once and in backups after the horizon (I5).
 * What stays says nothing of the person: the ledger's entries, and marks that lead to nobody.
 *
 * Law: 94-V art. 18, 24(1)(4), 25(2)(8). Requirements. Deadline: DL-05.
 */
import { rightsPurpose } from '@kelisim/policy'
import {
  APPLICATION,
  ask,
  CONSENT,
  type DestructionAct,
  DISCLOSURE,
  destroySubject,
  IDENTITY_LINK,
  type Known,
  know,
  load,
  REQUEST,
  type Unit,
} from '@kelisim/store'
import { DAY, later, type Moment, refusal, type SubjectId } from '@kelisim/terms'
import { blindIndex } from '@kelisim/vault'
import type { Answer, Means } from './means.ts'
import { recall } from './withdraw-consent.ts'
import { type Settle, settling } from './settle.ts'

export interface Destroyed {
  readonly act: DestructionAct
  readonly told: readonly { readonly recipient: string; readonly deadline: Moment }[]
}

/** `by`: the applicant, or the program when a term ran out. */
export async function destroyData(
  means: Means,
  subject: SubjectId,
  by: { readonly role: 'applicant' | 'officer' | 'system'; readonly id: string },
  ground: 'request' | 'term',
  settle?: Settle,
): Promise<Answer<Destroyed>> {
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
      const disclosures = await load(unit.client, DISCLOSURE, 'subject_id = $1 for update', [
        subject,
      ])
      const told = recall(means, unit, disclosures, 'destroy')
      phones = await phoneIndexes(unit, subject)
      await removeRequests(unit, known)
      const horizon = later(unit.at, means.policy.limits.destructionHorizonDays * DAY)
      const act = await destroySubject(means.store, unit, known, ground, by.role, horizon)
      const detail = {
        act: act.act,
        ground,
        boxes: act.boxes,
        fields: act.fields,
        recipients: told.map((one) => one.recipient),
        horizon: new globalThis.Date(horizon).toISOString(),
      }
      unit.record({ kind: 'subject_destroyed', actor: by, permit: decision, detail }, known.key)
      return { effect: 'done', act, told }
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
  const index = Buffer.from(blindIndex(means.store.keys.keyring, 'phone', phone))
  return indexes.some((known) => index.equals(known))
}

/** Applications, consents and demands go: the ledger and the person's own receipts prove what was. */
async function removeRequests(unit: Unit, known: Known): Promise<void> {
  const subject = known.facts.subject
  const applications = await load(unit.client, APPLICATION, 'subject_id = $1 for update', [subject])
  for (const row of applications) unit.remove(APPLICATION, row)
  for (const row of known.consents) unit.remove(CONSENT, row)
  const demands = await load(unit.client, REQUEST, 'subject_id = $1 for update', [subject])
  for (const row of demands) unit.remove(REQUEST, row)
}
