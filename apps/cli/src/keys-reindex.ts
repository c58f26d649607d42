/**
 * Gives the blind indexes a new key and writes everybody down under it; a running server takes it up and ends the old one.
 *
 * Begins when none is under way, else goes on with it. Law: 94-V art. 22. Requirements.
 */
import { toIso } from '@kelisim/terms'
import { beginNewIndex, type IndexRound, renewIndex } from '@kelisim/work'
import { type Call, type Command, type ExitCode, wordsOf } from './command.ts'
import { inHouse } from './open.ts'
import { showProgress } from './show-progress.ts'

export const keysReindex: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const done = await inHouse(async ({ means, saveKeyring }) => {
      await beginNewIndex(means, saveKeyring)
      const progress = showProgress('people', 10_000)
      const troubles: string[] = []
      let people = 0
      let round: IndexRound | undefined
      do {
        round = await renewIndex(means, saveKeyring, (_, error) => {
          troubles.push(error instanceof Error ? error.message : 'unknown')
        })
        people += round?.people ?? 0
        progress.at(people, 0)
      } while (round?.state === 'under_way' && round.people > 0)
      progress.end()
      return { round, people, troubles }
    })
    return say(call, done)
  },
}

function say(
  call: Call,
  {
    round,
    people,
    troubles,
  }: { round?: IndexRound | undefined; people: number; troubles: string[] },
): ExitCode {
  const { version, state, endsAt } = round ?? {}
  const ends = endsAt === undefined ? undefined : toIso(endsAt)
  call.answer({ version, state, people, endsAt: ends, troubles: troubles.length }, [
    `index key ${version}: ${people} people written down under it`,
    ...(ends === undefined
      ? []
      : [`the older key ends after ${ends}: a running server does it, or run this again`]),
    ...(state === 'idle' ? ['the older key is destroyed'] : []),
  ])
  if (state !== 'under_way') return 0
  call.warn(
    `${troubles.length} people could not be written down, so the older key lives: run audit`,
  )
  return 1
}
