/**
 * What is true of many subjects and what is held about them, for units that share a commit.
 *
 * The same facts as `facts.ts` reads for one: under a lock that is a statement of its own before the
 * questions (I6), in the order of the ids, so that two batches never wait for each other in a circle.
 * All of it is one exchange, and plain rows: putting JSON together and taking it apart costs both sides
 * more than the rows. The boxes come sealed; the door opens them.
 */
import type { ConsentFact, Facts } from '@kelisim/rules'
import type { ConsentId, Moment, SubjectId } from '@kelisim/terms'
import type { SubjectKey } from '@kelisim/vault'
import { bytesOf, columnsText, listOf, toldRow } from './cell.ts'
import { columnArray } from './column.ts'
import type { Asked, Told } from './exchange.ts'
import { asSeenAt } from './facts.ts'
import type { Store } from './store.ts'
import { ASK_SUSPENDED, suspendedIn } from './suspended.ts'
import { BOX, type Stored } from './table.ts'

/** As much of a box as opening it takes. */
export type SealedBox = Pick<Stored<typeof BOX>, 'box' | 'version' | 'sealed' | 'fields'>

export interface Held<Box> {
  readonly facts: Facts
  /** undefined after destruction, or when the key's row was tampered with. */
  readonly key: SubjectKey | undefined
  readonly boxes: readonly Box[]
}
/** Whoever changes a box needs all of its row, because the new one voids it. */
export type Holding = Held<Stored<typeof BOX>>

/** What stands in a locked row is read behind the lock, also where the lock had to wait. */
const SUBJECTS = 'select subject_id, state, categories from subject'
const THESE = 'where subject_id = any($1::uuid[])'
const LOCK = {
  use: `${SUBJECTS} ${THESE} order by subject_id for share`,
  change: `${SUBJECTS} ${THESE} order by subject_id for update`,
} as const
const KEYS = `select subject_id, key_version, epoch, wrapped from keys.subject_key ${THESE}`
const MS = (column: string) => `(date_part('epoch', ${column}) * 1000)::bigint`
const CONSENTS = `
  select subject_id, consent_id, purpose, operations, fields, recipient, channel,
    ${MS('granted_at')}, ${MS('expires_at')}, ${MS('withdrawn_at')}
  from consent ${THESE}`
const BOXES = {
  use: `select subject_id, box, version, sealed, fields from box ${THESE}`,
  change: `select ${columnsText(BOX)} from box ${THESE}`,
} as const

type Rows = readonly { readonly rows: readonly Told[] }[]

/** What `holdings` reads the answers of. */
export function askHoldings(
  subjects: readonly SubjectId[],
  why: keyof typeof LOCK,
): readonly Asked[] {
  const values = [columnArray('uuid', [...new Set(subjects)])]
  return [
    { text: LOCK[why], values, about: subjects },
    { text: KEYS, values },
    { text: CONSENTS, values },
    { text: BOXES[why], values },
    ASK_SUSPENDED,
  ]
}

export async function holdings(
  store: Store,
  answers: Rows,
  at: Moment,
): Promise<ReadonlyMap<SubjectId, Holding>> {
  return await heldBy(store, answers, at, (told) => toldRow(BOX, told))
}

export async function sealedHoldings(
  store: Store,
  answers: Rows,
  at: Moment,
): Promise<ReadonlyMap<SubjectId, Held<SealedBox>>> {
  return await heldBy(store, answers, at, ([, box, version, sealed, fields]) => ({
    box: box ?? '',
    version: Number(version),
    sealed: bytesOf(sealed ?? ''),
    fields: listOf(fields ?? '{}'),
  }))
}

async function heldBy<Box>(
  store: Store,
  [subjects, keys, consents, boxes, suspended]: Rows,
  at: Moment,
  boxOf: (told: Told) => Box,
): Promise<ReadonlyMap<SubjectId, Held<Box>>> {
  const stopped = suspendedIn(suspended?.rows)
  // Rotated by another process a moment ago: its keyring is ours from here on.
  const isRotated = ([, , epoch]: Told) => !store.keys.knows(Number(epoch))
  if (keys?.rows.some(isRotated) === true) await store.keys.renew()
  const keyOf = bySubject(keys?.rows, (told) => told)
  const consentsOf = bySubject(consents?.rows, (told) => asSeenAt(at, factOf(told)))
  const boxesOf = bySubject(boxes?.rows, boxOf)
  const held = new Map<SubjectId, Held<Box>>()
  for (const [id, state, categories] of subjects?.rows ?? []) {
    const subject = (id ?? '') as SubjectId
    const facts: Facts = {
      subject,
      state: state as Facts['state'],
      subjectCategories: listOf(categories ?? '{}'),
      consents: consentsOf.get(subject) ?? [],
      suspendedRecipients: stopped.recipients,
      suspendedPurposes: stopped.purposes,
      obligations: [],
    }
    const key = unwrapped(store, subject, keyOf.get(subject)?.[0])
    held.set(subject, { facts, key, boxes: boxesOf.get(subject) ?? [] })
  }
  return held
}

function bySubject<Item>(
  rows: readonly Told[] | undefined,
  read: (told: Told) => Item,
): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>()
  for (const told of rows ?? []) {
    const subject = told[0] ?? ''
    const known = found.get(subject)
    if (known === undefined) found.set(subject, [read(told)])
    else known.push(read(told))
  }
  return found
}

function unwrapped(
  store: Store,
  subject: SubjectId,
  told: Told | undefined,
): SubjectKey | undefined {
  if (told === undefined) return undefined
  const [, keyVersion, epoch, wrapped] = told
  const place = { keyVersion: Number(keyVersion), epoch: Number(epoch) }
  return store.keys.unwrapText(subject, place, wrapped ?? '')
}

function factOf(told: Told): ConsentFact {
  const [, id, purpose, operations, fields, recipient, channel, granted, expires, withdrawn] = told
  const fact: ConsentFact = {
    id: id as ConsentId,
    purpose: purpose ?? '',
    operations: listOf(operations ?? '{}'),
    fields: listOf(fields ?? '{}'),
    grantedAt: Number(granted) as Moment,
    expiresAt: Number(expires) as Moment,
  }
  if (recipient === null && channel === null && withdrawn === null) return fact
  return {
    ...fact,
    ...(typeof recipient === 'string' ? { recipient } : {}),
    ...(typeof channel === 'string' ? { channel } : {}),
    ...(typeof withdrawn === 'string' ? { withdrawnAt: Number(withdrawn) as Moment } : {}),
  }
}
