/**
 * Which depersonalised figures stand, over all runs?
 *
 * Reads nothing of any person: the figures lead to nobody, and each is of as many people as the policy wants at least.
 * Serves; 94-V art. 17(1).
 */
import { standingFigures } from '@kelisim/store'
import { TRACES } from '@kelisim/terms'
import { FIGURES_MAX } from '@kelisim/work'
import { type Command, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

export const report: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const figures = await inHouse(
      async (house) => await standingFigures(house.means.store.pool, FIGURES_MAX),
    )
    const lines = figures.map(
      ({ purpose, traits, persons }) =>
        `${String(persons).padStart(8)}  ${purpose}  ${traits.join('  ')}`,
    )
    call.answer(
      { label: TRACES.figure, figures },
      lines.length === 0 ? ['nobody has been counted yet'] : lines,
    )
    return 0
  },
}
