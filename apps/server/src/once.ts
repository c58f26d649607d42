/**
 * A call repeated with its `Idempotency-Key` gets the first answer and does nothing twice.
 *
 * For calls whose answer holds ids and moments only: the answer is stored for 72 hours, the body as
 * a keyed hash. A refusal stores nothing, so the same key may be used again. If the process dies
 * between the work and the storing, the key is busy for a minute and then the call runs again; the
 * use cases behind it bear that (I12). What the second run answers then, call by call, is in decision
 * 0050: nothing is done twice, but the words may be those of a second asking.
 *
 * Source: draft-ietf-httpapi-idempotency-key-header-07. Does not serve calls that answer a secret or
 * a person's value: those are never stored, and repeating them asks again.
 */
import { IDEMPOTENCY_KEY } from '@kelisim/api'
import type { House } from '@kelisim/house'
import { beginCall, dropCall, endCall } from '@kelisim/store'
import { refusal } from '@kelisim/terms'
import type { Answer } from '@kelisim/work'

interface Repeatable {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** `scope`: the route and whose call it is, so that nobody meets another's key. */
export async function once<T>(
  house: House,
  request: Repeatable,
  scope: string,
  work: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const { store } = house.means
  const begun = await beginCall(store, scope, keyOf(request), JSON.stringify(request.body ?? null))
  if (begun.state === 'reused') return refusal('idempotency_key_reused')
  if (begun.state === 'busy') return refusal('idempotency_key_busy')
  // Stored by the lines below: it is what the same work answered.
  if (begun.state === 'done') return JSON.parse(begun.answer) as Answer<T>
  try {
    const answer = await work()
    if (answer.effect !== 'done') await dropCall(store, begun.key)
    else await store.transaction(async (unit) => endCall(unit, begun.key, JSON.stringify(answer)))
    return answer
  } catch (error) {
    await dropCall(store, begun.key)
    throw error
  }
}

/** The key without the quotation marks that the draft's structured form puts around it. */
export function keyOf(request: Pick<Repeatable, 'headers'>): string {
  const key = request.headers[IDEMPOTENCY_KEY]
  if (typeof key !== 'string') throw new Error('a repeatable route without its headers schema')
  return key.replace(/^"(.*)"$/, '$1')
}
