/**
 * Which depersonalised figures stand, over all runs, and how large is the operator in the words of the law?
 *
 * Reads nothing of any person: the figures lead to nobody, and each is of as many people as the policy wants at least.
 * Serves, L-5; 94-V art. 10-1, 17(1), 25-1.
 */
import { standingFigures } from '@kelisim/store'
import { TRACES } from '@kelisim/terms'
import { FIGURES_MAX, sizeOfOperator } from '@kelisim/work'
import { type Command, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

export const report: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const { figures, operator } = await inHouse(async ({ means }) => ({
      figures: await standingFigures(means.store.pool, FIGURES_MAX),
      operator: await sizeOfOperator(means),
    }))
    const notice = operator.mustNotify ? 'to be given (art. 10-1)' : 'not required'
    const size = `${operator.persons} people held: ${operator.size} operator, notification ${notice}`
    const lines = figures.map(
      ({ purpose, traits, persons }) =>
        `${String(persons).padStart(8)}  ${purpose}  ${traits.join('  ')}`,
    )
    const told = lines.length === 0 ? ['nobody has been counted yet'] : lines
    call.answer({ label: TRACES.figure, figures, operator }, [size, ...told])
    return 0
  },
}
