/**
 * The draft of an application, held by the browser alone.
 *
 * Before consent the operator keeps nothing (94-V art. 7(1), R-21): what a person typed is sealed with
 * a key of ours and given back to their browser, which returns it with the next step. After a day it
 * opens no more.
 */
import { HOUR, later, type Moment } from '@kelisim/terms'
import { openToken, sealToken } from '@kelisim/vault'
import type { Means } from './means.ts'

const TOKEN = 'draft'

export interface Draft {
  readonly amountTenge?: number
  readonly termDays?: number
  readonly offer?: string
  readonly phone?: string
  readonly challenge?: string
  /** The confirmed phone's token. */
  readonly phoneToken?: string
  readonly values?: Readonly<Record<string, string>>
  /** Controls ticked at the consent step, with the hash of the text shown. */
  readonly ticked?: readonly { readonly control: string; readonly textSha256: string }[]
  readonly recipients?: readonly string[]
  readonly startedAt: number
  readonly idempotencyKey: string
}

/** A draft ends a day after it began; changing it does not prolong it. */
export function sealDraft(
  means: Means,
  draft: Draft,
): { readonly token: string; readonly until: Moment } {
  const until = later(draft.startedAt as Moment, means.policy.limits.draftHours * HOUR)
  const bytes = Buffer.from(JSON.stringify(draft), 'utf8')
  return { token: sealToken(means.store.keys.keyring, TOKEN, until, bytes, means.random), until }
}

export function openDraft(means: Means, token: string | undefined): Draft | undefined {
  if (token === undefined) return undefined
  const opened = openToken(means.store.keys.keyring, TOKEN, means.now(), token)
  // Sealed by us: the content is what we wrote.
  return opened && (JSON.parse(Buffer.from(opened.bytes).toString('utf8')) as Draft)
}

export function newDraft(means: Means): Draft {
  const idempotencyKey = Buffer.from(means.random(16)).toString('base64url')
  return { startedAt: means.now(), idempotencyKey }
}
