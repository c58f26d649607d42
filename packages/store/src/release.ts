/**
 * Looks at personal data that stand alone: the same door as `access`, with a commit shared by all who
 * wait (together.ts). Each look has its own decision and its own entry, recorded durably before it is
 * released (I2). One person's tampered box fails their look alone.
 *
 * Whoever also changes something uses a unit.
 */
import { decide, type Permit, type Question } from '@kelisim/rules'
import type { Refusal, SubjectId } from '@kelisim/terms'
import { keyFor, openAmong, type Opening, Tampered, type Values } from './door.ts'
import { askHoldings, type Held, type SealedBox, sealedHoldings } from './holding.ts'
import type { Store } from './store.ts'
import { Together } from './together.ts'
import type { Writing } from './writing.ts'

export interface Look {
  readonly subject: SubjectId
  readonly question: Omit<Question, 'at' | 'policy'>
  readonly opening: Opening
}

export type Released =
  | { readonly effect: 'released'; readonly permit: Permit; readonly values: Values }
  | { readonly effect: 'unknown_subject' }
  | Refusal

export class Releases {
  readonly #together: Together<Look, Held<SealedBox> | 'unknown'>

  constructor(store: Store) {
    this.#together = new Together(store, {
      // Looks change nothing that another look reads.
      marks: () => [],
      see: async (ask, looks, at) => {
        const subjects = looks.map((look) => look.subject)
        const held = await sealedHoldings(store, await ask(...askHoldings(subjects, 'use')), at)
        return subjects.map((subject) => held.get(subject) ?? 'unknown')
      },
    })
  }

  async look(look: Look): Promise<Released> {
    return await this.#together.run(look, (writing, holding) =>
      holding === 'unknown' ? { effect: 'unknown_subject' } : lookAt(writing, look, holding),
    )
  }
}

function lookAt(writing: Writing, look: Look, holding: Held<SealedBox>): Released {
  const { facts, key, boxes } = holding
  const { opening } = look
  const question = { ...look.question, at: writing.at, policy: writing.policy.hash }
  const decision = decide(writing.tables, question, facts)
  if (decision.effect === 'refuse') {
    const refused = { refusal: decision, question }
    writing.record({ kind: 'refused', actor: opening.actor, refused }, key)
    return decision
  }
  if (key === undefined) throw new Tampered('the key of a living subject is gone')
  const usable = keyFor(writing, key, decision)
  const values = openAmong(writing, usable, look.subject, boxes, decision.fields)
  writing.record({ ...opening, permit: decision }, key)
  return { effect: 'released', permit: decision, values }
}
