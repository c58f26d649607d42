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
  const text = canonical({
    v: ENTRY_FORMAT,
    id,
    at: toIso(at),
    kind: action.kind,
    actor: { role: action.actor.role, id: action.actor.id },
    subject: handle,
    policy,
    ...decided(action),
    detail: action.detail,
    textSha256: textHash(action),
    writes: commitments.writes.length === 0 ? undefined : commitments.writes,
    voids: commitments.voids.length === 0 ? undefined : commitments.voids,
  })
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length > ENTRY_BYTES_MAX) throw new Error('an entry is larger than the ledger takes')
  return bytes
}

/** The hash of the text a person agreed to stands at the entry's top, where a receipt's reader looks. */
function textHash(action: Action): string | undefined {
  const value = action.detail?.['textSha256']
  return typeof value === 'string' ? value : undefined
}

function decided(action: Action): { [name: string]: Json | undefined } {
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
  if (action.refused === undefined) return {}
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
