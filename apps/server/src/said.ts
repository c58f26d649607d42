/**
 * Entries of the ledger as the screens tell them: who did what, on which ground, with which proof.
 */
import type { House } from '@kelisim/house'
import type { Policy } from '@kelisim/policy'
import type { ActionView, ActorView } from '@kelisim/screens'
import { type Entry, type FeedRow, load, STAFF } from '@kelisim/store'
import {
  ACTION_KINDS,
  type ActionKind,
  isOperation,
  type Moment,
  parseMoment,
} from '@kelisim/terms'
import { recipientName, titlesOf } from './titles.ts'

export interface Teller {
  readonly house: House
  /** At the cabinet the person reads "you"; at the desk they are the applicant. */
  readonly reader: 'subject' | 'staff'
  readonly staffNames: ReadonlyMap<string, string>
}

export async function tellerOf(house: House, reader: Teller['reader']): Promise<Teller> {
  const staff = await load(house.means.store.pool, STAFF, 'true', [])
  return { house, reader, staffNames: new Map(staff.map((row) => [row.staff_id, row.name])) }
}

export function actionView(teller: Teller, row: FeedRow): ActionView {
  const { entry, index } = row
  const { policy } = teller.house.means
  const recipient = recipientOf(entry)
  const purpose = policy.purposes.find(
    (known) => known.id === (entry.purpose ?? detailText(entry, 'purpose')),
  )
  return {
    at: parseMoment(entry.at) ?? (0 as Moment),
    what:
      entry.kind === 'refused'
        ? {
            effect: 'refused',
            ...(isOperation(entry.operation) ? { operation: entry.operation } : {}),
            ...askedOf(entry),
          }
        : { effect: 'done', kind: entry.kind },
    actor: actorView(teller, entry),
    ...(recipient === undefined ? {} : { recipient: recipientName(teller.house, recipient) }),
    fields: titlesOf(teller.house, entry.fields ?? detailTexts(entry, 'fields')),
    ...(purpose === undefined ? {} : { purpose: purpose.title }),
    ...paperOf(policy, entry),
    clause: entry.clause ?? '',
    law: entry.law ?? '',
    proof: index === undefined ? { state: 'pending' } : { state: 'entry', entry: index },
  }
}

/**
 * Looks of one kind that follow one another, as one line with their number and the first and last of their
 * places. The person's whole story lists each; a summary would else be nothing but the looks that made it.
 */
export function folded(newestFirst: readonly ActionView[]): readonly ActionView[] {
  const lines: ActionView[] = []
  for (const view of newestFirst) {
    const last = lines.at(-1)
    const isSame = last !== undefined && lookOf(view) !== undefined && lookOf(last) === lookOf(view)
    if (!isSame) lines.push(view)
    else lines[lines.length - 1] = joined(last, view)
  }
  return lines
}

function joined(last: ActionView, view: ActionView): ActionView {
  const fields = [...new Set([...(last.fields ?? []), ...(view.fields ?? [])])]
  const proof =
    last.proof.state === 'entry' && view.proof.state === 'entry'
      ? { ...last.proof, from: view.proof.entry }
      : last.proof
  return { ...last, fields, proof, times: (last.times ?? 1) + 1 }
}

/** Who looked, how and what for; undefined for everything that is no look. */
function lookOf({ what, actor, purpose, fields }: ActionView): string | undefined {
  if (what.effect !== 'done') return undefined
  if (what.kind !== 'values_opened' && what.kind !== 'values_listed') return undefined
  const who = actor.kind === 'staff' ? actor.name : actor.kind
  const seen = what.kind === 'values_opened' ? (fields ?? []).map((title) => title.en) : []
  return JSON.stringify([what.kind, who, purpose?.en, seen])
}

function actorView(teller: Teller, entry: Entry): ActorView {
  const { role, id } = entry.actor
  if (role === 'applicant') return { kind: teller.reader === 'subject' ? 'you' : 'applicant' }
  if (role === 'recipient') return { kind: 'recipient', name: recipientName(teller.house, id) }
  const name = teller.staffNames.get(id)
  return name === undefined ? { kind: 'program' } : { kind: 'staff', name }
}

function recipientOf(entry: Entry): string | undefined {
  return entry.recipient ?? detailText(entry, 'recipient')
}

function paperOf(policy: Policy, entry: Entry): Pick<ActionView, 'paper'> {
  if (detailText(entry, 'medium') !== 'paper') return {}
  const operation = policy.operations.find(({ id }) => id === entry.operation)?.title
  const [day, document] = [detailText(entry, 'day'), detailText(entry, 'document')]
  if (operation === undefined || day === undefined || document === undefined) return {}
  return { paper: { operation, day, document } }
}

function detailText(entry: Entry, name: string): string | undefined {
  const value = entry.detail?.[name]
  return typeof value === 'string' ? value : undefined
}

function askedOf(entry: Entry): { readonly asked?: ActionKind } {
  const asked = ACTION_KINDS.find((kind) => kind === entry.detail?.['asked'])
  return asked === undefined ? {} : { asked }
}

function detailTexts(entry: Entry, name: string): readonly string[] {
  const value = entry.detail?.[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
