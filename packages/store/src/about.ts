/**
 * Units about one person who is known beforehand, and nothing else: they share their commit with those
 * of other people (together.ts).
 *
 * `act` gets the person's facts, key and sealed boxes, read under an exclusive lock in the transaction
 * that will hold what it writes (I1, I6). It may ask the rules and put boxes away, but not wait.
 */
import type { SubjectId } from '@kelisim/terms'
import { askHoldings, type Holding, holdings } from './holding.ts'
import type { Store } from './store.ts'
import { Together } from './together.ts'
import type { Writing } from './writing.ts'

export class Abouts {
  readonly #together: Together<SubjectId, Holding | 'unknown'>

  constructor(store: Store) {
    this.#together = new Together(store, {
      marks: (subject) => [subject],
      see: async (ask, subjects, at) => {
        const held = await holdings(store, await ask(...askHoldings(subjects, 'change')), at)
        return subjects.map((subject) => held.get(subject) ?? 'unknown')
      },
    })
  }

  /** undefined when nobody is known by that id. */
  async about<Answer>(
    subject: SubjectId,
    act: (writing: Writing, holding: Holding) => Answer,
  ): Promise<Answer | undefined> {
    return await this.#together.run(subject, (writing, holding) =>
      holding === 'unknown' ? undefined : act(writing, holding),
    )
  }
}
