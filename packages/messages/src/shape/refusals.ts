/**
 * What a person reads when the rules say no: what happened, and what can be done.
 *
 * The type asks for every code of `@kelisim/terms`, so a new refusal does not compile without its words.
 * The article and the clause are added by the screen (`ground`). Invariant I8.
 */
import type { Code } from '@kelisim/terms'

export interface RefusalText {
  readonly text: string
  readonly way: string
}

export type RefusalMessages = Readonly<Record<Code, RefusalText>>
