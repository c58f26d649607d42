/**
 * An oracle asked of every world without being asked of every world, and still of all of them.
 *
 * The oracle is a pure function of a question and its facts. Here it is handed facts that note which of their
 * members it reads. What it did not read cannot have moved its answer, so the answer holds for every world
 * that is equal in what it did read. Answers are kept as a tree: which member is read first, then, for each
 * value of it, which next. Nothing is assumed about the oracle but that it has no memory.
 */
import type { Facts } from '../../packages/rules/src/question.ts'

/** The members that differ from world to world, each with the number of its value. */
export type Numbers = Readonly<
  Record<'state' | 'consents' | 'obligations' | 'suspended' | 'stopped', number>
>

const NUMBER_OF: Readonly<Record<string, keyof Numbers>> = {
  state: 'state',
  consents: 'consents',
  obligations: 'obligations',
  suspendedRecipients: 'suspended',
  suspendedPurposes: 'stopped',
  subjectCategories: 'suspended',
}

type Tree<Answer> = { readonly answer: Answer } | Branch<Answer>
interface Branch<Answer> {
  readonly by: keyof Numbers
  readonly next: Map<number, Tree<Answer>>
}

/** The answers to one question in all worlds. */
export class ByReading<Answer> {
  readonly #oracle: (facts: Facts) => Answer
  #tree: Tree<Answer> | undefined
  asked = 0

  constructor(oracle: (facts: Facts) => Answer) {
    this.#oracle = oracle
  }

  /** True when the answer is the same in every world, because nothing of the world was read. */
  get isConstant(): boolean {
    return this.#tree !== undefined && 'answer' in this.#tree
  }

  answer(facts: Facts, numbers: Numbers): Answer {
    let tree = this.#tree
    while (tree !== undefined) {
      if ('answer' in tree) return tree.answer
      tree = tree.next.get(numbers[tree.by])
    }
    return this.#ask(facts, numbers)
  }

  #ask(facts: Facts, numbers: Numbers): Answer {
    const read: (keyof Numbers)[] = []
    const noting = new Proxy(facts, {
      get: (target, name) => {
        const number = typeof name === 'string' ? NUMBER_OF[name] : undefined
        if (number === undefined) throw new Error('the oracle reads what the worlds do not vary')
        if (!read.includes(number)) read.push(number)
        return Reflect.get(target, name)
      },
      ownKeys: () => {
        throw new Error('the oracle looks at all facts at once, so nothing could be noted')
      },
    })
    const answer = this.#oracle(noting)
    this.asked += 1
    this.#keep(read, numbers, answer)
    return answer
  }

  #keep(read: readonly (keyof Numbers)[], numbers: Numbers, answer: Answer): void {
    if (read.length === 0) {
      this.#tree = { answer }
      return
    }
    let place = (this.#tree ??= { by: read[0] ?? 'state', next: new Map() })
    read.forEach((by, depth) => {
      if ('answer' in place || place.by !== by) throw new Error('the oracle has a memory')
      const next = read[depth + 1]
      const number = numbers[by]
      const child: Tree<Answer> =
        place.next.get(number) ?? (next === undefined ? { answer } : { by: next, next: new Map() })
      place.next.set(number, child)
      place = child
    })
  }
}
