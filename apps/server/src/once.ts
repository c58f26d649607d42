/**
 * A call repeated with its `Idempotency-Key` gets the first answer and does nothing twice.
 *
 * For calls whose answer holds ids and moments only: the answer is stored for 72 hours, the body as
 * a keyed hash. A refusal stores nothing, so the same key may be used again. Work that settles its answer stores it
 * in its own unit: whenever it was done, the answer is there. Other work is answered by the lines below, and a
 * process that dies between the two leaves the key busy for a minute; then the call runs again. The use cases
 * behind it bear that (I12); what the second run answers, call by call, is in decision 0050.
 *
 * Source: draft-ietf-httpapi-idempotency-key-header-07. Does not serve calls that answer a secret or
 * a person's value: those are never stored, and repeating them asks again.
 */
import { IDEMPOTENCY_KEY } from '@kelisim/api'
import type { House } from '@kelisim/house'
import { beginCall, dropCall, endCall, isAnswered } from '@kelisim/store'
import { refusal } from '@kelisim/terms'
import type { Answer, Settle } from '@kelisim/work'

interface Repeatable {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** `scope`: the route and whose call it is, so that nobody meets another's key. */
export async function once<T>(
  house: House,
  request: Repeatable,
  scope: string,
  work: (settle: Settle) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const { store } = house.means
  const begun = await beginCall(store, scope, keyOf(request), JSON.stringify(request.body ?? null))
  if (begun.state === 'reused') return refusal('idempotency_key_reused')
  if (begun.state === 'busy') return refusal('idempotency_key_busy')
  // Stored by the lines below: it is what the same work answered.
  if (begun.state === 'done') return JSON.parse(begun.answer) as Answer<T>
  let isSettled = false
  const settle: Settle = (unit, answer) => {
    isSettled = answer.effect === 'done'
    if (isSettled) endCall(unit, begun.key, JSON.stringify(answer))
  }
  try {
    const answer = await work(settle)
    if (answer.effect !== 'done') await dropCall(store, begun.key)
    else if (!isSettled) {
      await store.transaction(async (unit) => endCall(unit, begun.key, JSON.stringify(answer)))
    }
    return answer
  } catch (error) {
    await dropCall(store, begun.key)
    throw error
  }
}

/** Was a call of this scope answered before? For the one whose work ends the session that it came with. */
export async function wasAnswered(
  house: House,
  request: Pick<Repeatable, 'headers'>,
  scope: string,
): Promise<boolean> {
  const key = request.headers[IDEMPOTENCY_KEY]
  return typeof key === 'string' && (await isAnswered(house.means.store, scope, keyOf(request)))
}

/** The key without the quotation marks that the draft's structured form puts around it. */
export function keyOf(request: Pick<Repeatable, 'headers'>): string {
  const key = request.headers[IDEMPOTENCY_KEY]
  if (typeof key !== 'string') throw new Error('a repeatable route without its headers schema')
  return key.replace(/^"(.*)"$/, '$1')
}
