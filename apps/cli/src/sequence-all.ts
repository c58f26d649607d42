/**
 * Places in the ledger whatever waits; with a server running the two take turns.
 *
 * A database that is behind the checkpoint remembered outside of it was rolled back: nothing is signed
 * then, because that would be a second history under the old sizes (I3). The audit names it.
 */
import type { House } from '@kelisim/house'
import { parseCheckpoint } from '@kelisim/ledger'
import { latestCheckpoint, sequence } from '@kelisim/store'

export async function sequenceAll(house: House): Promise<void> {
  const { store, log } = house.means
  const current = (await latestCheckpoint(store.pool))?.size ?? 0
  if (current < (await rememberedSize(house))) return
  for (;;) {
    const round = await sequence(store, log)
    if (round === undefined) return
    await remember(house, round.note, round.size)
  }
}

/** Another process may have signed and remembered a larger one meanwhile: then ours is part of it. */
async function remember(house: House, note: string, size: number): Promise<void> {
  try {
    await house.rememberCheckpoint(note)
  } catch (error) {
    if ((await rememberedSize(house)) <= size) throw error
  }
}

async function rememberedSize(house: House): Promise<number> {
  const note = await house.recallCheckpoint()
  const body = note?.slice(0, note.indexOf('\n\n') + 1)
  const parsed = body === undefined ? undefined : parseCheckpoint(body)
  return parsed?.ok === true ? parsed.size : 0
}
