/**
 * The keyring moves from one holder to another, while everybody works.
 *
 * The file is sealed anew under the other lock and replaced as a whole; the old bytes are overwritten. Processes that
 * know both holders read it within a second, and none is refused meanwhile: the keys in memory are the same. The
 * keyring itself does not change, so a copy of the file from before the move still opens with the holder before:
 * `keys rotate` right after it takes that copy the newest epoch, and the key there is to be destroyed.
 *
 * Law: 94-V art. 18, 22. Requirements.
 */
import { aloneWithKeys } from './alone-with-keys.ts'
import type { Means } from './means.ts'

/** What the house knows of the holders; words for them, never an address or a secret. */
export interface KeyHolding {
  /** Who closes the key file now. */
  readonly holder: () => string
  /** Makes the file durable under the other holder. */
  readonly moveTo: (holder: string) => Promise<void>
}

export interface KeyMove {
  readonly from: string
  readonly to: string
}

/** `moved: false` when that holder has them already. */
export async function moveKeys(
  means: Means,
  holding: KeyHolding,
  to: string,
): Promise<KeyMove & { readonly moved: boolean }> {
  const done = await aloneWithKeys(means, async () => {
    await means.store.keys.renew()
    const from = holding.holder()
    if (from === to) return { from, to, moved: false }
    await holding.moveTo(to)
    return { from, to, moved: true }
  })
  if (!done.moved) return done
  await means.store.transaction(async (unit) => {
    const detail = { from: done.from, to }
    unit.record({ kind: 'keys_moved', actor: { role: 'system', id: 'self' }, detail })
  })
  return done
}
