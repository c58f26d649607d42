/**
 * Which organisation signed this call, and may its key still be used?
 *
 * Asked anew for each call, so a key that was revoked a moment ago opens nothing. What was refused to a known caller is an
 * action of theirs, which the watch counts. A call that nobody signed is no organisation's act, whatever it speaks of:
 * it is noted as a signal only, or anybody could have an organisation stopped.
 *
 * Law: 94-V art. 10, 22(1)(2), 22(1)(5). Requirements. Source: Standard Webhooks 1.0.
 */
import { verifyWebhook } from '@kelisim/outside'
import { DISCLOSURE, load, NOTICE, noteSignal } from '@kelisim/store'
import { type ActionKind, parseId, type Refusal, refusal } from '@kelisim/terms'
import { isKeyRevoked } from './contain-recipient.ts'
import { type Answer, type Means, secretsOf } from './means.ts'

const ID_BYTES = 10

export interface LenderCall {
  readonly headers: Parameters<typeof verifyWebhook>[0]
  readonly body: Uint8Array
  /** What the caller asks for. */
  readonly asked: ActionKind
  /** Lead or notice that the address names. */
  readonly named: string
}

export interface LenderCaller {
  readonly lender: string
  /** `webhook-id`: covered by the signature, so it must be the id of the matter told. */
  readonly matter: string
}

export async function whoCalls(means: Means, call: LenderCall): Promise<Answer<LenderCaller>> {
  const signed = signerOf(means, call)
  if (signed === undefined) {
    await signal(means, await spokenOf(means, call.named))
    return refusal('signature_wrong')
  }
  const { lender, matter, secret, isRetired } = signed
  if (await isKeyRevoked(means.store, lender, secret)) {
    await signal(means, lender)
    return refusal('key_revoked')
  }
  if (isRetired) return await refuseCall(means, lender, call.asked, refusal('key_revoked'))
  return { effect: 'done', lender, matter }
}

function signerOf(means: Means, { headers, body }: LenderCall) {
  for (const [lender, access] of means.lenders) {
    for (const { secret, isRetired } of secretsOf(access)) {
      const matter = verifyWebhook(headers, body, [secret])
      if (matter !== undefined) return { lender, matter, secret, isRetired }
    }
  }
  return undefined
}

/** What is refused to a known caller stands in the ledger, like every refusal; the same refusal comes back. */
export async function refuseCall(
  means: Means,
  lender: string,
  asked: ActionKind,
  refused: Refusal,
): Promise<Refusal> {
  await means.store.transaction(async (unit) => {
    const actor = { role: 'recipient', id: lender }
    unit.record({ kind: 'refused', actor, refused: { refusal: refused }, detail: { asked } })
  })
  return refused
}

async function signal(means: Means, about: string | undefined): Promise<void> {
  const { store, now, random } = means
  await noteSignal(store.pool, 'signature_wrong', now(), random(ID_BYTES), about)
}

/** The one organisation that was sent what the address names; undefined where it is none, or not one alone. */
async function spokenOf(means: Means, named: string): Promise<string | undefined> {
  if (parseId(named) === undefined) return undefined
  const { pool } = means.store
  const [leads, notices] = await Promise.all([
    load(pool, DISCLOSURE, 'application_id = $1 and sent_at is not null limit 2', [named]),
    load(pool, NOTICE, 'notice_id = $1', [named]),
  ])
  const [only, ...more] = [...leads, ...notices]
  return more.length === 0 ? only?.recipient : undefined
}
