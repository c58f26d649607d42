/**
 * One entry of the ledger: who did which operation on whose data, why, with what answer.
 *
 * The bytes are canonical JSON, hashed verbatim and never serialised again. No value of a person
 * ever stands here: fields are ids, the person is a handle that only their own key can make.
 *
 * Law: 94-V art. 22(1)(5). Requirements: R-85. Format: docs/ledger-format.md.
 */
import type { Permit, Question } from '@kelisim/rules'
import {
  type ActionId,
  type ActionKind,
  canonical,
  type Json,
  type Moment,
  type Refusal,
  toIso,
} from '@kelisim/terms'

export const ENTRY_FORMAT = 1
export const ENTRY_BYTES_MAX = 16_384

export interface Actor {
  /** A role of the policy: `applicant`, `clerk`, `officer`, `system`, `recipient`. */
  readonly role: string
  /** Staff id, recipient id or `self`; never a name. */
  readonly id: string
}

/** What a use case says of an action; the store adds moment, id, handle and commitments. */
export interface Action {
  readonly kind: ActionKind | 'refused'
  readonly actor: Actor
  /** The permit it stands on; a refusal with its question, if the rules were asked; else the house's own matters. */
  readonly permit?: Permit
  readonly refused?: { readonly refusal: Refusal; readonly question?: Question }
  /** Short facts without personal values: ids, codes, hashes, counts. */
  readonly detail?: { readonly [name: string]: Json | undefined }
}

export interface Entry {
  readonly v: number
  readonly id: ActionId
  readonly at: string
  readonly kind: ActionKind | 'refused'
  readonly actor: Actor
  readonly subject?: string
  readonly decision?: 'permit' | 'refuse'
  readonly operation?: string
  readonly purpose?: string
  readonly fields?: readonly string[]
  readonly recipient?: string
  readonly code?: string
  readonly clause?: string
  readonly law?: string
  readonly ground?: string
  readonly consents?: readonly string[]
  readonly policy?: string
  readonly detail?: { readonly [name: string]: Json | undefined }
  readonly textSha256?: string
  /** `[table, commitment]` of each row this action left in the database. */
  readonly writes?: readonly (readonly [string, string])[]
  /** Commitments of rows that this action replaced or removed. */
  readonly voids?: readonly string[]
}

export interface Commitments {
  readonly writes: readonly (readonly [string, string])[]
  readonly voids: readonly string[]
}

export function entryBytes(
  action: Action,
  id: ActionId,
  at: Moment,
  handle: string | undefined,
  policy: string,
  commitments: Commitments,
): Uint8Array {
  const { id: actorId, role } = action.actor
  const said = decided(action)
  // The members in their canonical order; the same for all entries, so nothing is sorted here.
  const text =
    `{"actor":{"id":${JSON.stringify(actorId)},"role":${JSON.stringify(role)}},"at":"${isoOf(at)}"` +
    member('clause', said.clause) +
    member('code', said.code) +
    member('consents', said.consents) +
    member('decision', said.decision) +
    member('detail', action.detail) +
    member('fields', said.fields) +
    member('ground', said.ground) +
    `,"id":"${id}","kind":"${action.kind}"` +
    member('law', said.law) +
    member('operation', said.operation) +
    member('policy', policy) +
    member('purpose', said.purpose) +
    member('recipient', said.recipient) +
    member('subject', handle) +
    member('textSha256', textHash(action)) +
    `,"v":${ENTRY_FORMAT}` +
    member('voids', listed(commitments.voids)) +
    member('writes', listed(commitments.writes)) +
    '}'
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length > ENTRY_BYTES_MAX) throw new Error('an entry is larger than the ledger takes')
  return bytes
}

function member(name: keyof Entry, value: Json | undefined): string {
  return value === undefined ? '' : `,"${name}":${canonical(value)}`
}

function listed<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length === 0 ? undefined : list
}

let latest: { readonly at: Moment; readonly iso: string } | undefined
/** Units that share a commit share their moment. */
function isoOf(at: Moment): string {
  if (latest?.at !== at) latest = { at, iso: toIso(at) }
  return latest.iso
}

/** The hash of the text a person agreed to stands at the entry's top, where a receipt's reader looks. */
function textHash(action: Action): string | undefined {
  const value = action.detail?.['textSha256']
  return typeof value === 'string' ? value : undefined
}

type Decided = Pick<
  Entry,
  | 'decision'
  | 'operation'
  | 'purpose'
  | 'fields'
  | 'recipient'
  | 'code'
  | 'clause'
  | 'law'
  | 'ground'
  | 'consents'
>
const UNDECIDED: Decided = {}

function decided(action: Action): { readonly [Name in keyof Decided]: Decided[Name] | undefined } {
  if (action.permit !== undefined) {
    const permit = action.permit
    return {
      decision: 'permit',
      operation: permit.operation,
      purpose: permit.purpose,
      fields: permit.fields,
      recipient: permit.recipient,
      clause: permit.clause,
      law: permit.law,
      ground: permit.ground,
      consents: permit.consents,
    }
  }
  if (action.refused === undefined) return UNDECIDED
  const { refusal, question } = action.refused
  return {
    decision: 'refuse',
    operation: question?.operation,
    purpose: question?.purpose,
    fields: question?.fields,
    recipient: question?.recipient,
    code: refusal.code,
    clause: refusal.clause,
    law: refusal.law,
  }
}

/** Reads an entry the ledger holds; throws on bytes this program cannot have written. */
export function readEntry(bytes: Uint8Array): Entry {
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== ENTRY_FORMAT) {
    throw new Error('an entry of an unknown format')
  }
  return value as Entry
}
