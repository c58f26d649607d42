/**
 * A person enters, is found, and is destroyed.
 *
 * A person is found by keyed indexes of phone and IIN only; two first visits at once end as one
 * subject because the index is unique and the loser starts again (I12).
 *
 * Law: 94-V art. 12, 18. Requirements.
 */
import type { Facts } from '@kelisim/rules'
import { type Moment, type SubjectId, subjectId } from '@kelisim/terms'
import {
  blindIndex,
  blindIndexes,
  blockedKey,
  liftedKey,
  newSubjectKey,
  type SubjectKey,
  wrapSubjectKey,
} from '@kelisim/vault'
import { boxesOf } from './door.ts'
import type { Known } from './facts.ts'
import { load } from './load.ts'
import { indexFloor, putLinks } from './relink.ts'
import type { Store } from './store.ts'
import type { Suspended } from './suspended.ts'
import { DESTRUCTION, IDENTITY_LINK, BOX, SUBJECT } from './table.ts'
import type { AsideKind } from './statement.ts'
import { named, type Unit } from './unit.ts'
import type { Writing } from './writing.ts'

export type IdentityKind = 'phone' | 'iin'

/** Whom each identifier leads to; undefined where nobody is known by it. */
export async function findByIdentity(
  store: Store,
  unit: Pick<Unit, 'client'>,
  identities: Readonly<Partial<Record<IdentityKind, string>>>,
): Promise<Readonly<Partial<Record<IdentityKind, SubjectId>>>> {
  const found: Partial<Record<IdentityKind, SubjectId>> = {}
  const { oldest } = await indexFloor(unit.client)
  // Another process has ended the key that people are found by here.
  if (store.keys.keyring.indexFoundBy < oldest) await store.keys.renew()
  const kinds = Object.keys(identities) as IdentityKind[]
  const indexes = kinds.map((kind) =>
    Buffer.from(blindIndex(store.keys.keyring, kind, identities[kind] ?? '')),
  )
  const text =
    'select kind, subject_id from identity_link where (kind, blind_index) in (select * from unnest($1::text[], $2::bytea[]))'
  const { rows } = await unit.client.query<{ kind: IdentityKind; subject_id: SubjectId }>({
    text,
    values: [kinds, indexes],
    ...named(text),
  })
  for (const row of rows) found[row.kind] = row.subject_id
  return found
}

/** A new subject with a key of their own; nothing about them is kept yet. */
export function enterSubject(
  store: Store,
  unit: Writing,
  categories: readonly string[],
  suspended: Suspended,
): Known & { readonly key: SubjectKey } {
  const subject = subjectId(unit.random(16))
  const key = newSubjectKey(unit.random, 1)
  const { epoch, wrapped } = wrapSubjectKey(store.keys.keyring, subject, key, unit.random)
  const row = {
    subject_id: subject,
    state: 'live',
    categories,
    key_version: 1,
    created_at: unit.at,
    changed_at: unit.at,
    destroyed_at: undefined,
  }
  unit.put(SUBJECT, row)
  keepKey(unit, subject, epoch, wrapped)
  const facts: Facts = {
    subject,
    state: 'live',
    subjectCategories: categories,
    consents: [],
    suspendedRecipients: suspended.recipients,
    suspendedPurposes: suspended.purposes,
    obligations: [],
  }
  return { facts, subject: { ...row, salt: '' }, consents: [], key }
}

/** No row is written when the keyring is older than the last rotation: the unit then fails as a whole. */
function keepKey(unit: Writing, subject: SubjectId, epoch: number, wrapped: Uint8Array): void {
  unit.aside({ kind: NEW_KEY, row: { subject_id: subject, epoch, wrapped } })
}

const NEW_KEY: AsideKind = {
  sql: `insert into keys.subject_key (subject_id, key_version, epoch, wrapped)
        select r.subject_id, 1, r.epoch, r.wrapped from ROWS
        join keys.epoch_floor floor on floor.epoch <= r.epoch`,
  columns: { subject_id: 'uuid', epoch: 'int', wrapped: 'bytes' },
}

/**
 * Blocks the key with the data, or lifts it with them: from the commit on no box opens or is sealed with what the
 * database holds, whatever the program asks for; see `keyFor` in door.ts for what a block leaves open.
 * Without a key there is nothing to block: somebody has tampered with its row, and the audit says so.
 */
export async function turnKey(
  store: Store,
  unit: Unit,
  { facts: { subject }, key }: Known,
  to: 'blocked' | 'in_use',
): Promise<void> {
  if (key === undefined) return
  const turned = to === 'blocked' ? blockedKey(key) : liftedKey(key)
  const { epoch, wrapped } = wrapSubjectKey(store.keys.keyring, subject, turned, unit.random)
  // The application may make and destroy a key, never change one (migration 0032).
  await unit.client.query('delete from keys.subject_key where subject_id = $1', [subject])
  keepKey(unit, subject, epoch, wrapped)
}

export function linkIdentity(
  store: Store,
  unit: Writing,
  subject: SubjectId,
  kind: IdentityKind,
  value: string,
): void {
  putLinks(store, unit, subject, kind, blindIndexes(store.keys.keyring, kind, value))
}

export interface DestructionAct {
  readonly act: string
  readonly ground: string
  readonly fields: readonly string[]
  readonly boxes: number
  readonly at: Moment
  readonly horizonAt: Moment
}

/**
 * Removes key, boxes and links; the subject's row stays as a mark that leads to nobody.
 * The caller records the action. After the commit no process keeps the key.
 */
export async function destroySubject(
  store: Store,
  unit: Unit,
  known: Known,
  ground: string,
  byRole: string,
  horizonAt: Moment,
): Promise<DestructionAct> {
  const subject = known.facts.subject
  const boxes = await boxesOf(unit, subject)
  const links = await load(unit.client, IDENTITY_LINK, 'subject_id = $1', [subject])
  for (const row of boxes) unit.remove(BOX, row)
  for (const row of links) unit.remove(IDENTITY_LINK, row)
  await unit.client.query('delete from keys.subject_key where subject_id = $1', [subject])
  await unit.client.query("delete from session where kind = 'subject' and holder = $1", [subject])
  await unit.client.query('delete from counted where subject_id = $1', [subject])
  const change = { state: 'destroyed', changed_at: unit.at, destroyed_at: unit.at }
  unit.put(SUBJECT, { ...known.subject, ...change }, known.subject)
  const fields = boxes.flatMap((row) => row.fields)
  const act = unit.newId<never>() as string
  unit.put(DESTRUCTION, {
    subject_id: subject,
    act,
    ground,
    fields,
    boxes: boxes.length,
    by_role: byRole,
    destroyed_at: unit.at,
    horizon_at: horizonAt,
  })
  unit.afterCommit(() => store.keys.forget(subject))
  return { act, ground, fields, boxes: boxes.length, at: unit.at, horizonAt }
}
